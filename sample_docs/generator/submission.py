"""Draws a plan as the files of a submission and writes them with their truth; regenerates and compares."""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from sample_docs.generator import acceptance, books, contracts, fonts, form, licence, slips, truth
from sample_docs.generator.cloud.submission import cloud
from sample_docs.generator.faces import einvoice, legacy, ofd, xml
from sample_docs.generator.faults import plant
from sample_docs.generator.folder import Folder
from sample_docs.generator.park.submission import park
from sample_docs.generator.plan import Family, Form, Invoice, Line, Payment, Plan
from sample_docs.generator.story import tell

Programme = Literal["platform", "cloud", "park"]
TRUTH = "truth.yaml"
FORM = "01 申报表/2025年度工业互联网市级示范平台事项申报表.docx"
LIST = "02 项目清单/平台投资项目清单.xlsx"
PAYROLL = "06 人员/2024年工资表.xlsx"
INSURANCE = "06 人员/社保缴费明细.xlsx"
BATCHES = "06 人员/代发工资明细.xlsx"
SCANNED_SLIPS = ("3b", "8a")
"""Receipts handed in as a scan of a printed strip."""
MERGED_INVOICES = ("2", "10")
"""Lines whose invoices were merged into one PDF."""


def generate(programme: Programme = "platform", *, seed: int, out: Path, clean: bool = False) -> dict[str, Any]:
    """Write one submission and its truth.yaml into `out` (made if missing) and return the truth.

    Raises ValueError for a programme without a generator, FontsMissingError when a font is not installed.
    """
    if programme not in _PROGRAMMES:
        raise ValueError(f"no generator for programme {programme!r}; known: {', '.join(_PROGRAMMES)}")
    fonts.path_of("song")
    folder, found = _PROGRAMMES[programme](seed, clean)
    for path, data in folder.files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (out / TRUTH).write_text(truth.text(found), encoding="utf-8")
    return found


def check(programme: Programme = "platform", *, seed: int, out: Path, clean: bool = False) -> list[str]:
    """Generate again elsewhere and name every file of `out` that differs, is missing or is too much."""
    fresh = Path(tempfile.mkdtemp(prefix="sample-docs-"))
    try:
        generate(programme, seed=seed, out=fresh, clean=clean)
        wanted, found = _hashes(fresh), _hashes(out)
    finally:
        shutil.rmtree(fresh)
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def _hashes(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _platform(seed: int, clean: bool) -> tuple[Folder, dict[str, Any]]:
    plan = tell(seed)
    if not clean:
        plan = plant(plan)
    folder = draw(plan)
    return folder, truth.truth(plan, folder.documents, folder.places)


def draw(plan: Plan) -> Folder:
    """Every file of the submission."""
    rng = random.Random(f"drawing-{plan.seed}")
    folder = Folder()
    folder.add(FORM, form.application(plan), [truth.application(plan)], "form")
    folder.add("01 申报表/平台实施情况报告.docx", form.report(plan), [truth.bare("implementation_report")])
    folder.add(LIST, books.project_list(plan), [truth.project_list(plan)], "list")
    for line in plan.lines:
        _contract(folder, line, rng)
        _invoices(folder, plan, line, rng)
        _payments(folder, plan, line, rng)
    _accepted(folder, plan)
    _people(folder, plan)
    scanned = licence.business(plan.applicant, plan.platform.capital, rng)
    folder.add("07 证照/营业执照（副本）.jpg", scanned, [truth.licence(plan)])
    card = licence.id_card(plan.applicant, rng)
    folder.add("07 证照/法定代表人身份证（样本）.jpg", card, [truth.bare("id_card", scanned=True)])
    folder.add("08 服务企业/平台服务企业用户信息.xlsx", books.served(plan), [truth.served(plan)])
    for sale in plan.sales:
        path = f"08 服务企业/服务合同 {sale.number} {sale.party_a.name}.docx"
        folder.add(path, contracts.word(sale), [truth.contract(sale)])
    return folder


def _head(line: Line) -> str:
    return f"{int(line.number):02d}"


def _contract(folder: Folder, line: Line, rng: random.Random) -> None:
    found = line.contract
    if found is None or not line.contract_handed_in:
        return
    stem = f"03 合同/{_head(line)} {found.name}"
    subject = f"contract:{line.number}"
    if found.form is Form.SCANNED_PDF:
        folder.add(f"{stem}（扫描件）.pdf", contracts.photographed(found, rng), [truth.contract(found)], subject)
    else:
        folder.add(f"{stem}.docx", contracts.word(found), [truth.contract(found)], subject)


def _invoices(folder: Folder, plan: Plan, line: Line, rng: random.Random) -> None:
    found = [plan.invoices[key] for key in line.invoices]
    if line.number in MERGED_INVOICES:
        path = f"04 发票/{_head(line)} 发票（{len(found)}张）.pdf"
        subjects = [f"invoice:{invoice.key}" for invoice in found]
        folder.add(path, einvoice.pdf(found), [truth.invoice(invoice) for invoice in found], *subjects)
        return
    again = {copy for _, copy in plan.rescans}
    for invoice in found:
        data, ending = _face(invoice, rng, again=invoice.key in again)
        path = f"04 发票/{_head(line)} {_short(invoice)}{invoice.number}{ending}"
        folder.add(path, data, [truth.invoice(invoice)], f"invoice:{invoice.key}")


def _short(invoice: Invoice) -> str:
    return {
        Family.PAPER_SPECIAL: "专票扫描",
        Family.E_ORDINARY: "电子普票",
        Family.EINV_SPECIAL: "数电专票",
        Family.EINV_ORDINARY: "数电普票",
    }[invoice.family]


def _face(invoice: Invoice, rng: random.Random, *, again: bool) -> tuple[bytes, str]:
    if invoice.form is Form.SCAN:
        return legacy.scanned(invoice, rng, again=again), ".jpg"
    if invoice.form is Form.OFD:
        return ofd.file(invoice), ".ofd"
    if invoice.form is Form.XML:
        return xml.file(invoice), ".xml"
    if invoice.family is Family.E_ORDINARY:
        return legacy.pdf(invoice), ".pdf"
    return einvoice.pdf([invoice]), ".pdf"


def _payments(folder: Folder, plan: Plan, line: Line, rng: random.Random) -> None:
    copies = {copy for _, copy in plan.slip_copies}
    found = [plan.payments[key] for key in line.payments]
    scans = [slip for slip in found if slip.key in SCANNED_SLIPS or slip.key in copies]
    texts = [slip for slip in found if slip not in scans]
    if texts:
        path = f"05 付款凭证/{_head(line)} 银行回单{'' if len(texts) == 1 else f'（{len(texts)}笔）'}.pdf"
        subjects = [f"payment:{slip.key}" for slip in texts]
        folder.add(path, slips.pdf(texts, 3), [truth.payment(slip) for slip in texts], *subjects)
    for slip in scans:
        path = f"05 付款凭证/{_head(line)} 回单扫描件_{slip.amount:.0f}元{_suffix(slip, copies)}.jpg"
        says = [truth.payment(slip, scanned=True)]
        folder.add(path, slips.scanned(slip, rng), says, f"payment:{slip.key}")


def _suffix(slip: Payment, copies: set[str]) -> str:
    return "（第三批）" if slip.key in copies else ""


def _accepted(folder: Folder, plan: Plan) -> None:
    goods = [line for line in plan.lines if line.contract and line.contract.kind == "买卖"]
    works = [line for line in plan.lines if line not in goods]
    first = "03 合同/验收/设备及软件到货验收单.pdf"
    folder.add(first, acceptance.pdf(goods), [truth.accepted(line) for line in goods], "acceptance")
    says = [truth.accepted(line) for line in works]
    folder.add("03 合同/验收/服务及开发项目验收报告.pdf", acceptance.pdf(works), says)
    if "acceptance" in plan.file_copies:
        folder.add("07 证照/设备及软件到货验收单.pdf", folder.files[first], folder.documents[first], "acceptance")


def _people(folder: Folder, plan: Plan) -> None:
    folder.add(PAYROLL, books.payroll(plan), truth.payroll(plan), "payroll")
    folder.add(INSURANCE, books.social_insurance(plan), [truth.insurance(plan)], "si")
    folder.add("06 人员/公积金汇缴清册.xlsx", books.housing_fund(plan), [truth.housing_fund(plan)])
    folder.add(BATCHES, books.wage_batches(plan), truth.batches(plan), "batch")
    folder.add("06 人员/平台专职人员名册.xlsx", books.roster(plan), [truth.roster(plan)])
    wages = list(plan.wage_slips)
    folder.add("06 人员/代发工资回单.pdf", slips.pdf(wages, 3), [truth.payment(slip) for slip in wages], "batch")


_PROGRAMMES: dict[str, Callable[[int, bool], tuple[Folder, dict[str, Any]]]] = {
    "platform": _platform,
    "cloud": cloud,
    "park": park,
}
"""By programme: the files and their truth for a seed, with or without faults."""
