"""The plan of a submission: what was bought from whom, invoiced, paid and claimed. Documents are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sample_docs.generator.identity import Account, Company, Person

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
PERIOD = (date(2024, 1, 1), date(2024, 12, 31))


class Family(StrEnum):
    """Generation and kind of an invoice, named as the classifier's kinds are in docs/fields.md."""

    PAPER_SPECIAL = "invoice_vat_special"
    E_ORDINARY = "invoice_vat_ordinary"
    EINV_SPECIAL = "invoice_einv_special"
    EINV_ORDINARY = "invoice_einv_ordinary"

    @property
    def is_special(self) -> bool:
        """Whether its input VAT can be deducted."""
        return self in (Family.PAPER_SPECIAL, Family.EINV_SPECIAL)

    @property
    def is_einv(self) -> bool:
        """Whether it is a fully digitalised invoice (20-digit number)."""
        return self in (Family.EINV_SPECIAL, Family.EINV_ORDINARY)


class Form(StrEnum):
    """In what shape a document is handed in."""

    PDF = "pdf"
    OFD = "ofd"
    XML = "xml"
    SCAN = "jpg"
    DOCX = "docx"
    SCANNED_PDF = "scanned_pdf"


@dataclass(frozen=True, slots=True)
class Item:
    """One row of an invoice or a contract's list; price and amount without tax."""

    name: str
    goods: str
    spec: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    rate: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice; `qr_amount` differs from what the face says only where a fault was planted."""

    key: str
    family: Family
    form: Form
    code: str
    number: str
    check_code: str
    machine: str
    cipher: str
    issued: date
    buyer: Company
    seller: Company
    items: tuple[Item, ...]
    remark: str
    drawer: str
    payee: str
    reviewer: str
    crc: str
    qr_amount: Decimal | None = None

    @property
    def net(self) -> Decimal:
        """合计金额."""
        return sum((i.amount for i in self.items), ZERO)

    @property
    def tax(self) -> Decimal:
        """合计税额."""
        return sum((i.tax for i in self.items), ZERO)

    @property
    def gross(self) -> Decimal:
        """价税合计."""
        return self.net + self.tax

    @property
    def claimable(self) -> Decimal:
        """What may be declared for it: net for special invoices, gross for ordinary ones."""
        return self.net if self.family.is_special else self.gross

    @property
    def identity(self) -> str:
        """Code and number: the same twice means the same invoice."""
        return self.code + self.number

    @property
    def qr_payload(self) -> str:
        """The QR code's text: net on the old families, gross on 数电票."""
        kind = {"invoice_vat_special": "01", "invoice_vat_ordinary": "10", "invoice_einv_special": "31"}
        amount = self.qr_amount or (self.gross if self.family.is_einv else self.net)
        shown = f"{amount:.2f}" if self.family.is_einv else f"{amount:f}".rstrip("0").rstrip(".")
        check = self.check_code if self.family is Family.E_ORDINARY else ""
        head = f"01,{kind.get(self.family, '32')},{self.code},{self.number},{shown},{self.issued:%Y%m%d},{check}"
        return f"{head},{self.crc}" + ("" if self.family.is_einv else ",")


@dataclass(frozen=True, slots=True)
class Payment:
    """One bank transfer with the slip that proves it."""

    key: str
    receipt_no: str
    serial_no: str
    verify_code: str
    payer: Company
    payer_account: Account
    payee: Company
    payee_account: Account
    amount: Decimal
    transacted: datetime
    booked: date
    usage: str
    summary: str
    print_count: int = 1


@dataclass(frozen=True, slots=True)
class Node:
    """One instalment of a contract's payment terms."""

    text: str
    share: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Contract:
    """One purchase contract; `words_amount` differs from the figures only where a fault was planted."""

    number: str
    name: str
    kind: str
    form: Form
    party_a: Company
    party_b: Company
    items: tuple[Item, ...]
    total: Decimal
    nodes: tuple[Node, ...]
    signed: date
    start: date
    end: date
    place: str
    words_amount: Decimal | None = None
    is_sale: bool = False
    """The applicant sells: a contract with a customer of the platform, no evidence of spending."""

    @property
    def tax(self) -> Decimal:
        """The tax inside the total."""
        rate = self.items[0].rate
        return self.total - (self.total / (1 + rate)).quantize(CENT)


@dataclass(frozen=True, slots=True)
class Pair:
    """A payment (or its part) that settles an invoice (or its part), gross; no payment means unpaid."""

    invoice: str
    payment: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the project list and the documents behind it."""

    number: str
    code: str
    category: str
    description: str
    supplier: Company
    contract: Contract | None
    pairs: tuple[Pair, ...]
    contract_handed_in: bool = True
    eligible: bool = True
    accepted: date | None = None

    @property
    def invoices(self) -> tuple[str, ...]:
        """Keys of its invoices, in order."""
        return tuple(dict.fromkeys(pair.invoice for pair in self.pairs))

    @property
    def payments(self) -> tuple[str, ...]:
        """Keys of its payments, in order."""
        return tuple(dict.fromkeys(pair.payment for pair in self.pairs if pair.payment))


@dataclass(frozen=True, slots=True)
class PayrollRow:
    """One person's month: wage items, what is withheld, what the employer adds, what the bank paid."""

    person: Person
    department: str
    post: str
    month: str
    base_wage: Decimal
    performance: Decimal
    allowance: Decimal
    si_base: Decimal
    si_employee: Decimal
    hf_employee: Decimal
    income_tax: Decimal
    si_employer: Decimal
    hf_employer: Decimal
    si_listed: bool = True
    bank_short: Decimal = ZERO

    @property
    def gross(self) -> Decimal:
        """应发合计."""
        return self.base_wage + self.performance + self.allowance

    @property
    def net(self) -> Decimal:
        """实发合计."""
        return self.gross - self.si_employee - self.hf_employee - self.income_tax

    @property
    def cost(self) -> Decimal:
        """What the month costs the employer: 应发 + 单位社保 + 单位公积金."""
        return self.gross + self.si_employer + self.hf_employer

    @property
    def paid(self) -> Decimal:
        """What the bank really transferred."""
        return self.net - self.bank_short


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the platform team, for the roster."""

    person: Person
    department: str
    post: str
    duty: str
    entered: date


@dataclass(frozen=True, slots=True)
class Platform:
    """What the application form says about the platform."""

    name: str
    built: date
    metrics: tuple[tuple[str, str, str], ...]
    typical: tuple[tuple[str, str], ...]
    texts: dict[str, str]
    operating: tuple[tuple[int, str, str, str], ...]
    capital: str
    main_business: str
    contact: tuple[str, str, str, str]
    signed: date


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted discrepancy: its code, the line it hits, where it can be seen."""

    code: str
    line: str | None
    note: str
    amount: Decimal | None = None
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole submission before anything is drawn."""

    seed: int
    applicant: Company
    sister: Company
    platform: Platform
    lines: tuple[Line, ...]
    invoices: dict[str, Invoice]
    payments: dict[str, Payment]
    staff: tuple[Staff, ...]
    payroll: tuple[PayrollRow, ...]
    wage_slips: tuple[Payment, ...]
    served: tuple[Company, ...]
    sales: tuple[Contract, ...]
    form_excess: Decimal = ZERO
    rescans: tuple[tuple[str, str], ...] = ()
    slip_copies: tuple[tuple[str, str], ...] = ()
    file_copies: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = field(default=())

    @property
    def personnel_number(self) -> str:
        """The number of the personnel line: the one after the purchases."""
        return str(len(self.lines) + 1)

    def line(self, number: str) -> Line:
        """The line with that number."""
        return next(line for line in self.lines if line.number == number)

    def with_line(self, changed: Line) -> Plan:
        """The plan with that line in place of the one of the same number."""
        return replace(self, lines=tuple(changed if line.number == changed.number else line for line in self.lines))
