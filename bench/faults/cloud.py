"""Clean cloud applications: every ticked sub-domain is bought, invoiced, paid and shown, and carries the star."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from bench.faults.draft import Bill, Bought, Draft, Fen, Paper
from bench.faults.oracle import DISKS, STARS, star_of
from bench.faults.write import (
    ORDINARY,
    SPECIAL,
    contract,
    invoice,
    net_amount,
    pay_each,
    pay_in_parts,
    pay_together,
)
from evidence.declared import Category, Programme
from evidence.document import Method
from evidence.kind import Kind
from evidence.settings import ROOT
from sample_docs.generator.identity import Company, Registry

BASE = ("计算资源/云服务器", "存储资源/对象存储", "存储资源/云备份", "安全资源/主机安全", "安全资源/应用安全")
BUSINESS = (
    "管理办公/财务管理",
    "生产制造/制造执行",
    "供应链/仓储管理",
    "生产制造/质量管理",
    "管理办公/协同办公",
    "供应链/采购管理",
)
DEVICES = ("设备管理/设备台账", "设备管理/设备点检", "设备管理/工单管理", "数据监控/异常报警", "数据监控/组态画面")
POOL = (
    *(f"基础上云/{name}" for name in BASE),
    *(f"业务上云/{name}" for name in BUSINESS),
    *(f"设备上云/{name}" for name in DEVICES),
)
"""Sub-domains that the drafts buy; no name is part of another's."""
MODELS = ("公有云", "私有云", "混合云")
PAYING = {"single": pay_each, "pairs": pay_each, "lump": pay_together, "instalments": pay_in_parts}
TOP_UP = "top-up"
"""Shape of a line of which bills show the use."""


def named(key: str) -> str:
    """The sub-domain's own name."""
    return key.rsplit("/", 1)[-1]


def cloud(seed: int) -> Draft:
    """A cloud application of three to five stars: a line for each sub-domain, a top-up with bills, screens."""
    rng = Random(f"cloud-{seed}")
    registry = Registry(rng)
    applicant = registry.company("精密机械制造", ("ICBC",))
    ticked = _ticks(rng)
    model = rng.choice(MODELS)
    base = [key for key in ticked if key.startswith("基础上云")]
    billed = base if model != "私有云" and rng.random() < 0.7 else []
    if billed and rng.random() < 0.5:
        billed, ticked = [*billed, DISKS], [*ticked, DISKS]
    star = star_of(set(ticked))
    fields = {"applicant_name": applicant.name}
    draft = Draft(
        seed=seed,
        programme=Programme.CLOUD,
        rng=rng,
        registry=registry,
        applicant=applicant,
        lines=[],
        workers=[],
        form=_form(rng, applicant, star, model),
        listing=Paper(Kind.FUND_DETAIL, "清单/资金使用情况明细表.xlsx", dict(fields), method=Method.OFFICE),
        licence=_licence(applicant),
        served=Paper(Kind.CLOUD_PLAN_REPORT, "报告/企业上云情况.docx", {}, method=Method.OFFICE),
        others=[],
        star=star,
    )
    draft.ticked = {key: [] for key in ticked}
    for key in ticked:
        if key not in billed:
            _buy(draft, key)
    if billed:
        _top_up(draft, billed)
    for key in ticked if model != "公有云" else ():
        draft.ticked[key].append(_screen(draft, key))
    draft.form.fields["provider"] = draft.lines[-1].supplier.name
    write_ticks(draft)
    draft.free_lines = list(draft.lines)
    rng.shuffle(draft.free_lines)
    return draft


def _ticks(rng: Random) -> list[str]:
    """Sub-domains enough for a star, sometimes one or two more."""
    star = rng.choice(sorted(STARS))
    classes = ["基础上云/", "业务上云/", "设备上云/"][: STARS[star][0] if rng.random() < 0.5 else 3]
    chosen = [next(key for key in rng.sample(POOL, len(POOL)) if key.startswith(group)) for group in classes]
    rest = [key for key in POOL if key not in chosen and any(key.startswith(group) for group in classes)]
    wanted = min(STARS[star][1] + rng.choice((0, 0, 1, 2)) - len(chosen), len(rest))
    return [*chosen, *rng.sample(rest, wanted)]


@lru_cache(maxsize=1)
def table() -> tuple[tuple[str, str, str], ...]:
    """The rows of the form: class, domain, sub-domain."""
    tree = json.loads((ROOT / "configs" / "cloud_subdomains.json").read_text(encoding="utf-8"))
    return tuple(
        (top, domain, name) for top, domains in tree.items() for domain, names in domains.items() for name in names
    )


def write_ticks(draft: Draft) -> None:
    """The table of the form with the draft's ticks."""
    draft.form.rows = [
        {"class": top, "domain": domain, "subdomain": name, "ticked": f"{top}/{domain}/{name}" in draft.ticked}
        for top, domain, name in table()
    ]


def _buy(draft: Draft, key: str) -> None:
    """A line that buys the service of one sub-domain for the year."""
    rng, shape = draft.rng, draft.rng.choice(tuple(PAYING))
    seller = draft.registry.company("云科技")
    about, kind = f"{named(key)}云服务年费", rng.choice(SPECIAL if rng.random() < 0.7 else ORDINARY)
    signed = date(2024, 1, 8) + timedelta(days=rng.randint(0, 50))
    count = 1 if shape in ("single", "instalments") else rng.randint(2, 3)
    bills = []
    for place in range(count):
        items = [(f"*信息技术服务*{about}", net_amount(rng, 1_000_000, 16_000_000))]
        day = signed + timedelta(days=20 + 60 * place)
        bills.append(Bill(invoice(draft, seller, kind, items, 6, day), [], 6))
    PAYING[shape](draft, seller, bills, bills[-1].paper_day + timedelta(days=rng.randint(2, 20)))
    _enter(draft, seller, (about, shape), bills, signed)
    line = draft.lines[-1]
    draft.ticked[key] += [*line.contracts, *(bill.paper for bill in bills)]


def _enter(draft: Draft, seller: Company, told: tuple[str, str], bills: list[Bill], signed: date) -> None:
    about, shape = told
    net, gross = sum(bill.net for bill in bills), sum(bill.gross for bill in bills)
    made = contract(draft, seller, about, (net, gross), signed)
    line = Bought(
        number=len(draft.lines) + 1,
        shape=shape,
        category=Category.CLOUD_SERVICE,
        description=about,
        supplier=seller,
        bills=bills,
        contracts=[made],
        declared=sum(bill.claimable for bill in bills),
        contract_no=str(made.fields["contract_no"]),
        named="all",
        invoice_nos=[str(bill.paper.fields["invoice_number"]) for bill in bills],
    )
    line.receipt_nos = [str(paper.fields["receipt_no"]) for paper in line.slips]
    draft.lines.append(line)


def _top_up(draft: Draft, keys: list[str]) -> None:
    """A top-up at the beginning of the year and the bill of what was used of it, by month and product."""
    rng, seller = draft.rng, draft.registry.company("云计算")
    rows: list[dict[str, object]] = [
        {
            "month": f"2024-{month:02d}",
            "product": named(key),
            "paid": Fen(rng.randint(100_000, 900_000)),
            "voucher": Fen(0),
        }
        for month in range(2, 13)
        for key in keys
    ]
    bill = Paper(
        Kind.CLOUD_BILL,
        "账单/云账单.xlsx",
        {"provider": seller.name, "account_name": draft.applicant.name},
        rows,
        Method.OFFICE,
    )
    whole = sum(int(row["paid"]) for row in rows if isinstance(row["paid"], Fen))
    signed = date(2024, 1, 5) + timedelta(days=rng.randint(0, 9))
    made = invoice(draft, seller, Kind.INVOICE_EINV_ORDINARY, [("*预付卡销售*云服务账户充值", whole)], 0, signed)
    made.rows[0]["tax_rate"] = "不征税"
    bills = [Bill(made, [], 0)]
    pay_each(draft, seller, bills, signed + timedelta(days=3))
    _enter(draft, seller, ("云资源账户充值", TOP_UP), bills, signed)
    draft.others.append(bill)
    for key in keys:
        draft.ticked[key].append(bill)


def bill_of(draft: Draft) -> Paper:
    """The bill of the draft's top-up."""
    return next(paper for paper in draft.others if paper.kind is Kind.CLOUD_BILL)


def _screen(draft: Draft, key: str) -> Paper:
    """A screen of the system that runs the sub-domain."""
    fields: dict[str, object] = {
        "system_name": f"{named(key)}系统",
        "account_name": draft.applicant.name,
        "shown_date": date(2024, 12, draft.rng.randint(2, 27)),
    }
    made = Paper(Kind.SYSTEM_SCREENSHOT, f"截图/{named(key)}.png", fields)
    draft.others.append(made)
    return made


def _form(rng: Random, applicant: Company, star: int, model: str) -> Paper:
    fields: dict[str, object] = {
        "applicant_name": applicant.name,
        "applicant_uscc": applicant.uscc,
        "reg_address": applicant.address,
        "legal_rep": applicant.legal_rep,
        "district": "青白江区",
        "reg_date": applicant.founded,
        "reg_capital": "3000万元",
        "main_business": "精密机械零部件制造",
        "contact": "程砚",
        "phone": f"028-8500{rng.randint(1000, 9999)}",
        "star": star,
        "start_date": date(2024, 1, rng.randint(2, 20)),
        "deployment": model,
        "commitment": True,
        "commitment_date": date(2025, 6, 3),
        "commitment_signed": True,
        "edition": 2025,
    }
    fields |= dict.fromkeys(("profile", "overview"), "生产精密机械零部件，业务系统与设备数据已上云。")
    fields |= {
        f"{name}_{year}": rng.randint(900, 9000) for name in ("revenue", "tax", "profit") for year in (2022, 2023, 2024)
    }
    return Paper(Kind.FORM_A4, "申报表.docx", fields, method=Method.OFFICE)


def _licence(applicant: Company) -> Paper:
    fields: dict[str, object] = {
        "name": applicant.name,
        "uscc": applicant.uscc,
        "legal_rep": applicant.legal_rep,
        "address": applicant.address,
        "business_scope": "精密机械及零部件的研发、制造、加工和销售；通用设备修理；货物进出口",
        "reg_date": applicant.founded,
        "reg_capital": "3000万元",
    }
    return Paper(Kind.LICENCE, "证照/营业执照.pdf", fields)
