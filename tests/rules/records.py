"""Builders of invented records, lines and cases: plain functions with honest defaults, each test names what differs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from evidence.case import Case, Verdict
from evidence.declared import Applicant, Category, Declaration, DeclaredLine, Programme
from evidence.document import Method
from evidence.fact import Fact, FactType, Place, Status
from evidence.finding import Finding
from evidence.kind import Kind
from evidence.money import Money
from evidence.policy import Policy
from evidence.policy_file import load_policy
from evidence.problems import Problem
from evidence.record import Record, Row, record_id
from evidence.settings import ROOT
from evidence.source import Source, Submission
from matchers import match
from rules import judge

APPLICANT = "成都云杉智联科技有限公司"
APPLICANT_ID = "91510100MA6DKTQW3M"
SUPPLIER = "四川松果软件有限公司"
SUPPLIER_ID = "91510104MA6CPHNX2D"
POLICY: Policy = load_policy("chengdu-2025", ROOT / "configs")


def fact(kind: FactType, value: object, **changes: object) -> Fact:
    """A fact read from a text layer, unproven unless told otherwise."""
    base = Fact(type=kind, value=str(value), raw=str(value), place=Place(), method=Method.TEXT)
    return base.model_copy(update=changes)


TYPES: dict[str, FactType] = {
    **dict.fromkeys(
        [
            "issue_date",
            "qr_date",
            "pay_date",
            "transaction_date",
            "sign_date",
            "built_date",
            "term_start",
            "term_end",
            "reg_date",
        ],
        "date",
    ),
    **dict.fromkeys(
        [
            "amount_excl_tax",
            "tax",
            "total_incl_tax",
            "total_words",
            "qr_amount",
            "pay_amount",
            "amount_words",
            "contract_amount",
            "net_amount",
            "amount",
            "gross",
            "net",
            "si_employee",
            "hf_employee",
            "income_tax",
            "other_deduction",
            "si_employer",
            "hf_employer",
            "employer_amount",
            "employee_amount",
            "base",
            "total",
            "declared",
            "declared_investment",
            "declared_subsidy",
            "gross_total",
            "net_total",
            "invoice_amount",
            "paid_amount",
        ],
        "money",
    ),
    **dict.fromkeys(["quantity", "unit_price", "share", "print_count", "enterprises_served"], "number"),
    **dict.fromkeys(["is_red", "is_void", "is_ack", "dedicated", "signed_a", "signed_b"], "flag"),
}


def facts(values: Mapping[str, object]) -> dict[str, Fact]:
    """Facts of the right types; None is a field that the document does not show; a Fact stands for itself."""
    made: dict[str, Fact] = {}
    for name, value in values.items():
        if isinstance(value, Fact):
            made[name] = value
        elif value is not None:
            shown = str(value).lower() if isinstance(value, bool) else value
            made[name] = fact(TYPES.get(name, "text"), shown)
    return made


def record(
    kind: Kind,
    file: str,
    values: Mapping[str, object],
    rows: Sequence[Mapping[str, object]] = (),
    content: str = "",
    position: int = 0,
) -> Record:
    """A record of one page; files of equal `content` are the same file."""
    sha = hashlib.sha256((content or file).encode()).hexdigest()
    return Record(
        id=record_id(sha, position),
        kind=kind,
        source=sha,
        file=file,
        pages=(1,),
        position=position,
        facts=facts(values),
        rows=tuple(Row(facts=facts(row)) for row in rows),
    )


def by_pixels(given: Record, confidence: float = 0.97, status: Status = Status.UNPROVEN, **fields: object) -> Record:
    """The record as if every fact had been recognised from a scan; single facts as given."""
    scanned = {
        name: item.model_copy(update={"method": Method.OCR, "confidence": confidence, "status": status})
        for name, item in given.facts.items()
    }
    return given.model_copy(update={"facts": scanned | facts(fields)})


def yuan(amount: object) -> Money:
    """Money of a decimal text."""
    return Money(amount=Decimal(str(amount)))


def invoice(gross: object, number: str = "24512000000000000001", file: str = "", **changes: object) -> Record:
    """A special 数电票 at 6 % for software services, issued in May 2024 to the applicant."""
    rate = Decimal(str(changes.pop("rate", "0.06")))
    kind = changes.pop("kind", Kind.INVOICE_EINV_SPECIAL)
    item = changes.pop("item", "*信息技术服务*软件开发服务")
    content = str(changes.pop("content", ""))
    total = Decimal(str(gross))
    net = (total / (1 + rate)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    values: dict[str, object] = {
        "invoice_number": number,
        "issue_date": "2024-05-10",
        "buyer_name": APPLICANT,
        "buyer_tax_id": APPLICANT_ID,
        "seller_name": SUPPLIER,
        "seller_tax_id": SUPPLIER_ID,
        "amount_excl_tax": net,
        "tax": total - net,
        "total_incl_tax": total,
    }
    row = {"item": item, "amount": net, "tax_rate": f"{rate * 100:f}".rstrip("0").rstrip(".") + "%", "tax": total - net}
    return record(Kind(kind), file or f"发票/{number}.pdf", values | changes, [row], content)


def ordinary(gross: object, number: str = "24512000000000000001", **changes: object) -> Record:
    """An ordinary 数电票, whose tax nobody deducts."""
    return invoice(gross, number, kind=Kind.INVOICE_EINV_ORDINARY, **changes)


def slip(amount: object, receipt: str = "HD20240612000001", file: str = "", **changes: object) -> Record:
    """A bank receipt of June 2024 from the applicant to the supplier."""
    kind = Kind(changes.pop("kind", Kind.BANK_RECEIPT))
    content = str(changes.pop("content", ""))
    values: dict[str, object] = {
        "receipt_no": receipt,
        "pay_date": "2024-06-12",
        "payer": APPLICANT,
        "payee": SUPPLIER,
        "pay_amount": amount,
        "usage": "货款",
    }
    return record(kind, file or f"回单/{receipt}.pdf", values | changes, content=content)


def contract(amount: object, number: str = "CG-2024-001", file: str = "", **changes: object) -> Record:
    """A signed purchase contract of March 2024 with the supplier."""
    kind = Kind(changes.pop("kind", Kind.CONTRACT))
    rows = changes.pop("rows", ())
    values: dict[str, object] = {
        "contract_no": number,
        "contract_name": "平台软件开发合同",
        "party_a": APPLICANT,
        "party_b": SUPPLIER,
        "sign_date": "2024-03-01",
        "contract_amount": amount,
        "subject": "平台软件开发",
    }
    return record(kind, file or f"合同/{number}.pdf", values | changes, rows)  # type: ignore[arg-type]


def line(declared: object, number: str = "1", **changes: object) -> DeclaredLine:
    """A declared line for software development of the supplier, which names no papers."""
    cells = facts({"declared": declared, "description": changes.get("description", "平台软件开发")})
    base = DeclaredLine(
        id=f"L-{number}",
        number=number,
        category=Category.SOFTWARE_DEVELOPMENT,
        description="平台软件开发",
        declared=yuan(declared),
        supplier=SUPPLIER,
        record=LIST.id,
        facts=cells,
    )
    return base.model_copy(update=changes)


LIST = record(Kind.PROJECT_LIST, "清单.xlsx", {"applicant_name": APPLICANT})


def form(**changes: object) -> Record:
    """The platform form of the applicant."""
    values = {"applicant_name": APPLICANT, "applicant_uscc": APPLICANT_ID, "legal_rep": "苏南星"}
    return record(Kind.FORM_A3, "申报表.docx", values | changes)


def licence(**changes: object) -> Record:
    """The licence of the applicant."""
    values = {"name": APPLICANT, "uscc": APPLICANT_ID, "legal_rep": "苏南星"}
    return record(Kind.LICENCE, "营业执照.jpg", values | changes)


def served(count: int) -> Record:
    """A user list with so many enterprises."""
    rows = [{"name": f"成都第{place}机械有限公司", "uscc": f"U{place}"} for place in range(count)]
    return record(Kind.BACKEND_EXPORT, "用户.xlsx", {}, rows)


def materials() -> tuple[Record, ...]:
    """What the notice asks for beside the evidence of the lines."""
    report = record(Kind.IMPLEMENTATION_REPORT, "实施报告.docx", {})
    return LIST, form(), licence(), served(20), report


def case(
    lines: Sequence[DeclaredLine], records: Sequence[Record] = (), policy: Policy = POLICY, **changes: object
) -> Case:
    """A platform application with its materials, matched."""
    given = (*changes.pop("materials", materials()), *records)  # type: ignore[misc]
    forms = [item for item in given if item.kind in (Kind.FORM_A3, Kind.FORM_A4, Kind.FORM_A5)]
    total = forms[0].facts.get("declared_investment") if forms else None
    asked = forms[0].facts.get("declared_subsidy") if forms else None
    declaration = Declaration(
        applicant=changes.pop("applicant", Applicant(name=APPLICANT, uscc=APPLICANT_ID, legal_rep="苏南星")),
        programme=changes.pop("programme", Programme.PLATFORM),
        declared_total=total,
        declared_total_step=yuan(changes.pop("step", "0.005")),
        declared_subsidy=asked,
        lines=tuple(lines),
        form=forms[0].id if forms else "",
        lists=(LIST.id,),
    )
    problems: tuple[Problem, ...] = tuple(changes.pop("problems", ()))  # type: ignore[arg-type]
    sources = tuple(
        Source(sha256=item.source, path=item.file, size=1, media_type="application/pdf", blob=Path(item.file))
        for item in given
    )
    elsewhere = tuple(changes.pop("elsewhere", ()))  # type: ignore[arg-type]
    notes = changes.pop("notes", {})
    assert not changes, f"unknown: {changes}"
    return Case(
        submission=Submission(name="试样", root=Path("试样"), sources=sources),
        records=given,
        problems=problems,
        declaration=declaration,
        matching=match(declaration, given, policy),
        policy=policy,
        notes=notes,  # type: ignore[arg-type]
        elsewhere=elsewhere,
    )


def verdict(lines: Sequence[DeclaredLine], records: Sequence[Record] = (), **changes: object) -> Verdict:
    """Matched and judged."""
    return judge(case(lines, records, **changes))  # type: ignore[arg-type]


def codes(given: Verdict, severities: str = "S1 S2 S3 S4") -> list[str]:
    """The codes found, in order, of the severities."""
    return [item.code for item in given.findings if item.severity in severities.split()]


def found(given: Verdict, code: str) -> list[Finding]:
    """The findings of one code."""
    return [item for item in given.findings if item.code == code]


def cuts(given: Verdict, number: str = "1") -> dict[str, str]:
    """What was cut of a line, by code."""
    chosen = next(item for item in given.recognition.lines if item.line == f"L-{number}")
    return {item.code: item.amount.plain() for item in chosen.deductions}


def switched(**switches: object) -> Policy:
    """The policy with other readings."""
    return POLICY.model_copy(update={"switches": POLICY.switches.model_copy(update=switches)})


MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 13))


def staff(
    people: Sequence[str] = ("林知夏",),
    months: Sequence[str] = MONTHS,
    gross: int = 20_000,
    si: int = 5_000,
    hf: int = 2_400,
) -> list[Record]:
    """Payroll, insurance, fund, bank batches and roster of people who all earn the same."""
    net = gross - 2_000 - 2_400 - 600
    pay = {"gross": gross, "si_employee": 2_000, "hf_employee": 2_400, "income_tax": 600, "net": net}
    pairs = [(name, month) for month in months for name in people]
    payroll_rows = [
        {"name": n, "month": m, "post": "研发工程师", "si_employer": si, "hf_employer": hf, **pay} for n, m in pairs
    ]
    return [
        record(Kind.PAYROLL, "工资表.xlsx", {"employer": APPLICANT}, payroll_rows),
        record(
            Kind.SOCIAL_INSURANCE,
            "社保.xlsx",
            {"employer": APPLICANT},
            [{"name": n, "month": m, "employer_amount": si, "employee_amount": 2_000} for n, m in pairs],
        ),
        record(
            Kind.HOUSING_FUND,
            "公积金.xlsx",
            {"employer": APPLICANT},
            [{"name": n, "month": m, "employer_amount": hf, "employee_amount": 2_400} for n, m in pairs],
        ),
        *(
            record(
                Kind.BANK_BATCH,
                f"代发{month}.xlsx",
                {"month": month, "payer": APPLICANT, "pay_date": f"{month}-28"},
                [{"name": name, "amount": net} for name in people],
            )
            for month in months
        ),
        record(Kind.ROSTER, "名册.xlsx", {}, [{"name": n, "post": "研发工程师", "dedicated": True} for n in people]),
    ]


def without(given: Record, drop: int | None = None, **unlike: object) -> Record:
    """The record without the rows that show these values, or without the row at that place."""
    rows = [
        row
        for place, row in enumerate(given.rows)
        if place != drop and not (unlike and all(row.text(name) == value for name, value in unlike.items()))
    ]
    return given.model_copy(update={"rows": tuple(rows)})


def wages(declared: object, number: str = "9") -> DeclaredLine:
    """A personnel line."""
    return line(declared, number, category=Category.PERSONNEL, description="人力投入", supplier="")
