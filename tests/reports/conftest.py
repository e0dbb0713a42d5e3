"""One invented application, small and complete: every branch of the reports has something to show."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image, ImageDraw

from evidence.case import Case, Verdict
from evidence.declared import Applicant, Category, Declaration, DeclaredLine, Programme
from evidence.document import Method
from evidence.fact import Candidate, Fact, FactType, Place, Status
from evidence.finding import Evidence, Finding, Severity, finding_id
from evidence.kind import Kind
from evidence.match import Allocation, Comparison, Duplicate, Level, LineEvidence, Link, Matching, Settlement
from evidence.money import Money
from evidence.policy_file import load_policy
from evidence.problems import Problem, Trouble
from evidence.recognition import CapReading, Deduction, RecognisedLine, Recognition
from evidence.record import Record, Row, record_id
from evidence.settings import ROOT
from evidence.source import Source, Submission
from reports import Picture, Pixels

Made = TypeVar("Made")

APPLICANT = "成都蓝鹊工业互联网有限公司"
SUPPLIER = "四川青杉软件有限公司"
ID_NUMBERS = ("510101198803050017", "51010119910722003X")
NAMES = ("欧阳若溪", "贺兰")
PERSONAL_ACCOUNT = "6222021234567890123"
COMPANY_ACCOUNT = "51001234567890120001"
HOSTILE = '=HYPERLINK("x","y")'


def sha(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()


def fact(
    kind: FactType,
    value: str,
    box: tuple[float, float, float, float] | None = None,
    *,
    cell: str = "",
    status: Status = Status.PROVEN,
    candidates: tuple[Candidate, ...] = (),
    page: int = 1,
) -> Fact:
    return Fact(
        type=kind,
        value=value,
        raw=value,
        place=Place(page=page, box=box, cell=cell),
        method=Method.OFFICE if cell else Method.TEXT,
        status=status,
        candidates=candidates,
    )


def record(path: str, kind: Kind, facts: Mapping[str, Fact], rows: tuple[Row, ...] = (), position: int = 0) -> Record:
    return Record(
        id=record_id(sha(path), position),
        kind=kind,
        source=sha(path),
        file=path,
        pages=(position + 1,),
        position=position,
        facts=dict(facts),
        rows=rows,
        extractor="test",
    )


def yuan(amount: str) -> Money:
    return Money(amount=Decimal(amount))


def _payroll() -> Record:
    rows = tuple(
        Row(
            facts={
                "name": fact("text", name, cell=f"工资!A{line}"),
                "person_id": fact("text", number, cell=f"工资!B{line}"),
                "department": fact("text", "研发部", cell=f"工资!C{line}"),
                "month": fact("text", "2024-03", cell="工资!A1"),
                "gross": fact("money", pay, cell=f"工资!D{line}"),
                "net": fact("money", "15432.10", cell=f"工资!E{line}"),
            }
        )
        for line, (name, number, pay) in enumerate(
            zip(NAMES, ID_NUMBERS, ("18888.88", "21111.12"), strict=True), start=3
        )
    )
    head = {"month": fact("text", "2024-03", cell="工资!A1"), "gross_total": fact("money", "40000.00", cell="工资!D9")}
    return record("人员/工资表2024-03.xlsx", Kind.PAYROLL, head, rows)


def _records() -> dict[str, Record]:
    other = Candidate(
        value="452000.00", raw="¥452,000.00", method=Method.OCR, place=Place(page=1, box=(300, 400, 420, 420))
    )
    return {
        "form": record(
            "申报表.docx",
            Kind.FORM_A3,
            {
                "applicant_name": fact("text", APPLICANT, cell="表1!B1"),
                "declared_investment": fact("money", "1000000.00", cell="表1!B9", status=Status.UNPROVEN),
                "phone": fact("text", "13800001234", cell="表1!B4", status=Status.UNPROVEN),
            },
        ),
        "list": record("项目清单.xlsx", Kind.PROJECT_LIST, {"total": fact("money", "1000000.00", cell="清单!F9")}),
        "contract": record(
            "01/合同.pdf",
            Kind.CONTRACT,
            {
                "contract_no": fact("text", "QS-2024-001", (80, 80, 200, 95)),
                "party_a": fact("text", APPLICANT, (80, 100, 260, 115)),
                "party_b": fact("text", SUPPLIER, (80, 120, 260, 135)),
                "contract_amount": fact("money", "500000.00", (80, 300, 180, 316)),
                "signed_a": fact("flag", "true"),
            },
        ),
        "invoice": record(
            "01/发票.pdf",
            Kind.INVOICE_VAT_SPECIAL,
            {
                "invoice_number": fact("text", "00000000012345678901", (400, 40, 560, 55)),
                "buyer_name": fact("text", APPLICANT, (80, 100, 260, 115)),
                "seller_name": fact("text", SUPPLIER, (80, 500, 260, 515)),
                "amount_excl_tax": fact("money", "424528.30", (300, 380, 400, 396)),
                "tax": fact("money", "25471.70", (420, 380, 500, 396)),
                "total_incl_tax": fact(
                    "money", "450000.00", (300, 400, 420, 420), status=Status.CONTRADICTED, candidates=(other,)
                ),
            },
            (
                Row(
                    facts={
                        "item": fact("text", HOSTILE, (60, 200, 150, 215)),
                        "amount": fact("money", "424528.30", (300, 200, 400, 216)),
                    }
                ),
            ),
        ),
        "receipt": record(
            "01/回单.pdf",
            Kind.BANK_RECEIPT,
            {
                "receipt_no": fact("text", "2024030500001", (60, 60, 200, 75)),
                "payer": fact("text", APPLICANT, (60, 100, 200, 115)),
                "payer_account": fact("text", COMPANY_ACCOUNT, (60, 120, 260, 135)),
                "payee": fact("text", "贺兰", (300, 100, 400, 115)),
                "payee_account": fact("text", PERSONAL_ACCOUNT, (300, 120, 460, 135)),
                "pay_amount": fact("money", "300000.00", (60, 200, 180, 216), status=Status.UNPROVEN),
            },
        ),
        "scan": record("02/扫描件.jpg", Kind.INVOICE_OTHER, {}),
        "scan2": record("02/扫描件.jpg", Kind.OTHER, {}, position=1),
        "payroll": _payroll(),
    }


def _submission(records: Mapping[str, Record]) -> Submission:
    media = {"pdf": "application/pdf", "jpg": "image/jpeg"}
    paths = [*dict.fromkeys(one.file for one in records.values()), "03/加密.pdf"]
    sources = [
        Source(
            sha256=sha(path),
            path=path,
            size=1,
            media_type=media.get(path.rsplit(".", 1)[-1], "application/octet-stream"),
            blob=Path("/nowhere"),
        )
        for path in paths
    ]
    again = sources[3].model_copy(update={"path": "99/发票副本.pdf"})
    lost = Problem(
        file="04/坏包.zip", trouble=Trouble.BROKEN, reason="压缩包损坏，无法展开", remedy="请申报单位重新提供"
    )
    return Submission(name="蓝鹊2025", root=Path("蓝鹊2025"), sources=(*sources, again), problems=(lost,))


def _declaration(records: Mapping[str, Record]) -> Declaration:
    def line(number: int, category: Category, amount: str, what: str) -> DeclaredLine:
        listed = records["list"]
        return DeclaredLine(
            id=f"L-{number}",
            number=str(number),
            category=category,
            description=what,
            declared=yuan(amount),
            supplier=SUPPLIER if number < 3 else "",
            record=listed.id,
            row=number,
            facts={"declared": fact("money", amount, cell=f"清单!F{number + 1}", status=Status.UNPROVEN)},
        )

    return Declaration(
        applicant=Applicant(name=APPLICANT, uscc="91510100MA00000000"),
        programme=Programme.PLATFORM,
        declared_total=records["form"].facts["declared_investment"],
        lines=(
            line(1, Category.SOFTWARE_DEVELOPMENT, "500000.00", "平台软件开发"),
            line(2, Category.HARDWARE_PURCHASE, "100000.00", "@边缘网关"),
            line(3, Category.PERSONNEL, "400000.00", "研发人员工资"),
        ),
        form=records["form"].id,
        lists=(records["list"].id,),
    )


def _matching(records: Mapping[str, Record]) -> Matching:
    contract, invoice, receipt = (records[name].id for name in ("contract", "invoice", "receipt"))
    compared = Comparison(
        field="party_b", level=Level.EXACT, left=SUPPLIER, right=SUPPLIER, why="销售方与合同乙方完全一致"
    )
    return Matching(
        lines=(
            LineEvidence(
                line="L-1",
                contracts=(contract,),
                invoices=(Allocation(record=invoice, amount=yuan("450000.00")),),
                payments=(Allocation(record=receipt, amount=yuan("300000.00")),),
                settlements=(Settlement(invoice=invoice, payment=receipt, amount=yuan("300000.00")),),
            ),
            LineEvidence(line="L-3", personnel=(records["payroll"].id,)),
        ),
        links=(Link(left=contract, right=invoice, comparisons=(compared,)),),
        duplicates=(Duplicate(kind="file", kept="01/发票.pdf", again="99/发票副本.pdf", key=sha("01/发票.pdf")),),
        unmatched=(records["scan"].id,),
    )


def _recognition() -> Recognition:
    cuts = (
        Deduction(step="v2", code="invoice_missing", amount=yuan("50000.00"), why="发票合计450,000.00元"),
        Deduction(step="v5", code="invoice_unpaid", amount=yuan("150000.00"), why="付款合计300,000.00元"),
        Deduction(step="v10", code="input_vat_deducted", amount=yuan("16981.13"), why="专票进项税额"),
    )
    readings = (
        ("A", "1000000.00", "400000.00", "683018.87"),
        ("B", "566037.74", "283018.87", "566037.74"),
        ("C", "683018.87", "341509.43", "624528.30"),
    )
    return Recognition(
        lines=(
            RecognisedLine(line="L-1", declared=yuan("500000"), recognised=yuan("283018.87"), deductions=cuts),
            RecognisedLine(
                line="L-2",
                declared=yuan("100000"),
                recognised=yuan("0"),
                deductions=(Deduction(step="v1", code="contract_missing", amount=yuan("100000.00"), why="未见合同"),),
            ),
            RecognisedLine(line="L-3", declared=yuan("400000"), recognised=yuan("400000")),
        ),
        declared=yuan("1000000"),
        non_personnel=yuan("283018.87"),
        personnel_before_cap=yuan("400000"),
        personnel_allowed=yuan("283018.87"),
        recognised=yuan("566037.74"),
        subsidy_unrounded=yuan("84905.661"),
        subsidy=yuan("84905"),
        readings=tuple(
            CapReading(
                name=name,
                base=base,
                allowed=yuan(allowed),
                total=yuan(total),
                subsidy=yuan(total) * Decimal("0.15"),
                applied=name == "B",
            )
            for name, base, allowed, total in readings
        ),
        steps=(("审定投资额", "566,037.74"), ("×15%", "84,905.66"), ("舍去至元", "84,905.00")),
    )


def _findings(records: Mapping[str, Record]) -> tuple[Finding, ...]:
    def finding(code: str, severity: Severity, message: str, amount: str | None, *evidence: Evidence) -> Finding:
        return Finding(
            id=finding_id(code, ["L-1"]),
            code=code,
            severity=severity,
            title=f"事项-{code}",
            message=message,
            basis="申报指南 一（三）",
            amount=yuan(amount) if amount else None,
            line="L-1",
            subjects=("L-1", records["invoice"].id),
            evidence=evidence,
        )

    pay = records["payroll"]
    return (
        finding("near_threshold_warning", Severity.S4, "测算结果低于<10万元>门槛，提请关注。", None),
        finding(
            "amount_words_mismatch",
            Severity.S3,
            "发票大小写存在不一致情形。",
            "2000.00",
            Evidence.of(records["invoice"], "total_incl_tax"),
            Evidence.of(records["receipt"], "payee_account"),
        ),
        finding(
            "cash_or_personal_payment",
            Severity.S2,
            f"收款账户{PERSONAL_ACCOUNT}为个人账户，提请关注。",
            "300000.00",
            Evidence.of(records["receipt"], "pay_amount"),
        ),
        finding(
            "personnel_wage_outlier",
            Severity.S4,
            f"{NAMES[0]}（{ID_NUMBERS[0]}）工资水平提请关注。",
            None,
            Evidence.at(pay, "gross", pay.rows[0].facts["gross"]),
            Evidence.at(pay, "person_id", pay.rows[1].facts["person_id"]),
        ),
    )


@pytest.fixture(scope="session")
def case() -> Case:
    records = _records()
    problems = (
        Problem(file="03/加密.pdf", trouble=Trouble.ENCRYPTED, reason="文件已加密", remedy="请提供密码或未加密版本"),
        Problem(
            file="02/扫描件.jpg",
            trouble=Trouble.UNCERTAIN_KIND,
            reason="无法判定单据类型",
            remedy="请人工归类",
            page=2,
        ),
    )
    return Case(
        submission=_submission(records),
        records=tuple(records.values()),
        problems=problems,
        declaration=_declaration(records),
        matching=_matching(records),
        policy=load_policy("chengdu-2025", ROOT / "configs"),
        page_sizes={
            sha(path): ((595.0, 842.0), (595.0, 842.0)) for path in ("01/合同.pdf", "01/发票.pdf", "01/回单.pdf")
        },
    )


@pytest.fixture(scope="session")
def verdict(case: Case) -> Verdict:
    return Verdict(recognition=_recognition(), findings=_findings(_records()))


def _page(sha256: str, page: int) -> Pixels:
    """A white A4 page at 144 dots an inch, with a mark of its own so that no two are alike."""
    image = Image.new("RGB", (1190, 1684), "white")
    ImageDraw.Draw(image).text((40, 40), f"{sha256[:12]} {page}", fill="black")
    return np.asarray(image, dtype=np.uint8)


@pytest.fixture
def asked() -> list[tuple[str, int]]:
    """Which pages a report asked for."""
    return []


@pytest.fixture
def picture(asked: list[tuple[str, int]]) -> Picture:
    def give(sha256: str, page: int, step: Callable[[Pixels], Made], /) -> Made | None:
        asked.append((sha256, page))
        return step(_page(sha256, page))

    return give
