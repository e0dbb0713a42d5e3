"""Typed views of records: an invoice, a payment, a contract with the few values that matching and rules ask for.

A view never invents: what the record does not show is None or empty. Amounts are gross (含税) unless named net.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evidence.document import Method
from evidence.fact import Fact, Status
from evidence.kind import Kind
from evidence.money import Money
from evidence.names import number_key
from evidence.record import Record, Row

SPECIAL = (Kind.INVOICE_VAT_SPECIAL, Kind.INVOICE_EINV_SPECIAL)
_KEPT = re.compile(r"质保|质量保证|保修|保质")
SURE_FROM = 0.9
"""A value read from pixels with less confidence is asked about, never held against anyone."""

_RANK = {Method.XML: 0, Method.OFD: 1, Method.TEXT: 2, Method.OFFICE: 2, Method.QR: 3, Method.DERIVED: 4, Method.OCR: 5}


def sure(fact: Fact | None) -> bool:
    """Whether an adverse finding may rest on the value: not contradicted, and not read from poor pixels."""
    if fact is None or fact.status is Status.CONTRADICTED:
        return False
    if fact.status is Status.PROVEN or fact.method is not Method.OCR:
        return True
    return fact.confidence >= SURE_FROM


def day_of(row: Row, name: str) -> date | None:
    """The day of a field, None where it is absent or no date."""
    fact = row.facts.get(name)
    return fact.day if fact and fact.type == "date" else None


def money_of(row: Row, name: str) -> Money | None:
    """The amount of a field, None where it is absent or no money."""
    fact = row.facts.get(name)
    return fact.money if fact and fact.type == "money" else None


def flag_of(row: Row, name: str) -> bool:
    """The flag of a field; False where it is absent."""
    fact = row.facts.get(name)
    return bool(fact and fact.type == "flag" and fact.flag)


def trust_rank(record: Record) -> int:
    """How near the record is to structured data, 0 best: the best method among its facts' most frequent ones."""
    ranks = sorted(_RANK[fact.method] for fact in record.facts.values())
    return ranks[len(ranks) // 2] if ranks else max(_RANK.values())


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice face; `key` is code and number, which name it in the whole country."""

    record: Record
    key: str
    number: str
    issued: date | None
    buyer: str
    buyer_id: str
    seller: str
    seller_id: str
    net: Money | None
    tax: Money | None
    gross: Money | None
    remark: str
    special: bool
    red: bool
    red_of: str
    void: bool

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def items(self) -> tuple[str, ...]:
        """The names of the goods or services, in order."""
        return tuple(text for row in self.record.rows if (text := row.text("item")))

    @property
    def booked_contract(self) -> str:
        """The contract number in its booking data (XBRL, the receiver's view), as number key."""
        return number_key(self.record.text("contract_no"))

    @property
    def booked_receipt(self) -> str:
        """The number of the bank receipt in its booking data, as number key."""
        return number_key(self.record.text("receipt_no"))

    @classmethod
    def of(cls, record: Record) -> Invoice:
        """The view of an invoice record."""
        net, tax = money_of(record, "amount_excl_tax"), money_of(record, "tax")
        number, code = number_key(record.text("invoice_number")), number_key(record.text("invoice_code"))
        gross = _gross(record, net, tax)
        return cls(
            record=record,
            key=f"{code}{number}" if number else "",
            number=number,
            issued=day_of(record, "issue_date"),
            buyer=record.text("buyer_name"),
            buyer_id=record.text("buyer_tax_id"),
            seller=record.text("seller_name"),
            seller_id=record.text("seller_tax_id"),
            net=net,
            tax=tax,
            gross=gross,
            remark=record.text("remark"),
            special=record.kind in SPECIAL,
            red=flag_of(record, "is_red") or bool(gross and gross.amount < 0),
            red_of=number_key(record.text("red_of")),
            void=flag_of(record, "is_void"),
        )


def _gross(record: Record, net: Money | None, tax: Money | None) -> Money | None:
    """The printed total; where it is not shown, net plus tax, or the total in words."""
    printed = money_of(record, "total_incl_tax")
    if printed is not None:
        return printed
    if net is not None and tax is not None and net.currency == tax.currency:
        return net + tax
    return money_of(record, "total_words")


@dataclass(frozen=True, slots=True)
class Payment:
    """A slip that shows, or claims to show, that money moved. `day` is the booking date where one is printed."""

    record: Record
    receipt_no: str
    serial_no: str
    day: date | None
    payer: str
    payee: str
    payee_account: str
    amount: Money | None
    memo: str
    print_count: int | None
    ack: bool

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def keys(self) -> tuple[str, ...]:
        """The numbers that name the transaction; equal numbers are the same money moved once."""
        return tuple(key for key in (self.receipt_no, self.serial_no) if key)

    @classmethod
    def of(cls, record: Record) -> Payment:
        """The view of a payment record."""
        count = record.facts.get("print_count")
        return cls(
            record=record,
            receipt_no=number_key(record.text("receipt_no")),
            serial_no=number_key(record.text("serial_no")),
            day=day_of(record, "pay_date") or day_of(record, "transaction_date"),
            payer=record.text("payer"),
            payee=record.text("payee"),
            payee_account=number_key(record.text("payee_account")),
            amount=money_of(record, "pay_amount") or money_of(record, "amount_words"),
            memo=" ".join(filter(None, (record.text(name) for name in ("usage", "summary", "remark")))),
            print_count=int(count.number) if count and count.type == "number" else None,
            ack=record.kind is Kind.BANK_ACK or flag_of(record, "is_ack"),
        )


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract, order or supplement; party A buys, party B sells."""

    record: Record
    number: str
    name: str
    buyer: str
    seller: str
    signed: date | None
    amount: Money | None
    subject: str
    term_start: date | None
    term_end: date | None

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def under(self) -> str:
        """The number of the frame or main contract it belongs to, as number key; empty where it names none."""
        return number_key(self.record.text("main_contract_no"))

    @property
    def instalments(self) -> tuple[Money, ...]:
        """The payments that its nodes foresee: the printed amounts, else the printed shares of its total."""
        return tuple(found for row in self.record.rows if (found := self._foreseen(row, self.amount)) is not None)

    def retention(self, whole: Money | None = None) -> Money | None:
        """What its nodes keep back against defects (质保金), of its total or of another whole; None for nothing."""
        kept = [self._foreseen(row, whole or self.amount) for row in self.record.rows if _KEPT.search(row.text("node"))]
        amounts = [amount for amount in kept if amount is not None]
        return sum(amounts[1:], amounts[0]) if amounts else None

    @staticmethod
    def _foreseen(row: Row, whole: Money | None) -> Money | None:
        """The amount of a node, printed or as its share of the whole; None where the row is no node."""
        amount, share = money_of(row, "amount"), row.facts.get("share")
        if not row.text("node") or amount is not None:
            return amount if row.text("node") else None
        if share is None or share.type != "number" or whole is None:
            return None
        return (whole * share.number).rounded_down()

    @classmethod
    def of(cls, record: Record) -> Contract:
        """The view of a contract record."""
        return cls(
            record=record,
            number=number_key(record.text("contract_no")),
            name=record.text("contract_name"),
            buyer=record.text("party_a"),
            seller=record.text("party_b"),
            signed=day_of(record, "sign_date"),
            amount=money_of(record, "contract_amount") or money_of(record, "amount_words"),
            subject=record.text("subject") or record.text("contract_name"),
            term_start=day_of(record, "term_start"),
            term_end=day_of(record, "term_end"),
        )


def limiting(contracts: Sequence[Contract]) -> list[Contract]:
    """The contracts that state an amount; a frame contract limits nothing beside the orders under it."""
    ordered = any(contract.record.kind is Kind.ORDER for contract in contracts)
    return [
        contract
        for contract in contracts
        if contract.amount is not None and not (ordered and contract.record.kind is Kind.FRAMEWORK_CONTRACT)
    ]
