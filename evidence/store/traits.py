"""Traits: by what else than number and bytes documents of two submissions are told to belong together.

A person-month is kept as an HMAC under a secret of the store, never as name or identity number; pictures as a
perceptual hash. Accounts, contracts and bookings are kept as digests as well.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from evidence.elsewhere import Shared
from evidence.kind import Kind
from evidence.names import name_key, number_key
from evidence.period import month_of
from evidence.record import Record, Row
from evidence.views import Invoice, Payment, day_of, flag_of, sure

PICTURES_ALIKE = 10
"""So many bits of a perceptual hash may differ between two pictures of one screen."""
_NEAR = (-2, -1, 1, 2)
_SHORTEST_ACCOUNT = 8


class Trait(NamedTuple):
    """What a record has: kind of trait, its key, and what it says of it."""

    trait: Shared
    key: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How traits are read: the secret of the store, perceptual hashes by record, and who stands in rosters."""

    secret: bytes
    likenesses: Mapping[str, str]
    members: frozenset[str] = frozenset()
    """Keys of the people in rosters; empty where there is none, and everyone counts."""

    def sealed(self, *parts: str) -> str:
        """The parts as an HMAC that only this store can make."""
        return hmac.new(self.secret, "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def reading(secret: bytes, records: Iterable[Record], likenesses: Mapping[str, str]) -> Reading:
    """The reading of one submission."""
    rosters = [record for record in records if record.kind is Kind.ROSTER]
    members = frozenset(name_key(row.text("name")) for record in rosters for row in record.rows)
    return Reading(secret, likenesses, members)


def traits_of(record: Record, how: Reading) -> Iterator[Trait]:
    """What others may ask of the record."""
    if record.kind is Kind.PAYROLL:
        yield from _person_months(record, how)
    elif record.id in how.likenesses:
        yield Trait(Shared.PICTURE, how.likenesses[record.id], _seen(record))
    elif record.kind.is_invoice or record.kind is Kind.RED_LETTER_CONFIRMATION:
        yield from _cancelled(record)
    elif record.kind is Kind.BANK_STATEMENT:
        yield from _came_back(record, how)
    yield from _shared(record, how)


def questions_of(record: Record, how: Reading) -> Iterator[Trait]:
    """What the record asks of others: their traits of these keys."""
    if record.kind is Kind.PAYROLL:
        yield from _person_months(record, how)
    elif record.kind.is_invoice:
        invoice = Invoice.of(record)
        if invoice.number and sure(record.facts.get("invoice_number")):
            yield Trait(Shared.RED, invoice.number)
            yield Trait(Shared.VOID, invoice.key)
            yield from (Trait(Shared.NEIGHBOUR, key, invoice.seller) for key in _neighbours(record))
    elif record.kind.is_payment:
        payment = Payment.of(record)
        if payment.amount and payment.payer and payment.payee and sure(record.facts.get("pay_amount")):
            yield Trait(Shared.BOOKING, _booking(how, payment.payer, payment.payee, payment.amount.plain()))
    yield from (trait for trait in _shared(record, how) if trait.trait != Shared.NEIGHBOUR)


def _person_months(record: Record, how: Reading) -> Iterator[Trait]:
    """Each person paid in each month, by identity number, else by name and employer; of the roster where one is."""
    for row in record.rows:
        month, person = month_of(row.text("month")) or month_of(record.text("month")), _person(record, row)
        member = not how.members or name_key(row.text("name")) in how.members
        if month and person and member and sure(row.facts.get("name")):
            yield Trait(Shared.PERSON, how.sealed(person, month), month)


def _person(record: Record, row: Row) -> str:
    number = number_key(row.text("person_id"))
    if len(number) == 18 and "*" not in row.text("person_id") and sure(row.facts.get("person_id")):
        return number
    employer = name_key(record.text("employer"))
    return f"{name_key(row.text('name'))}/{employer}" if employer and row.text("name") else ""


def _seen(record: Record) -> str:
    return "|".join(name_key(record.text(field)) for field in ("system_name", "account_name", "shown_date"))


def _cancelled(record: Record) -> Iterator[Trait]:
    """Blue invoices that a red one names, and invoices marked void."""
    blue = number_key(record.text("red_of"))
    if blue and sure(record.facts.get("red_of")):
        total = record.facts.get("total_incl_tax") or record.facts.get("amount_excl_tax")
        yield Trait(Shared.RED, blue, total.value if total and sure(total) else "")
    if flag_of(record, "is_void") and sure(record.facts.get("is_void")) and Invoice.of(record).key:
        yield Trait(Shared.VOID, Invoice.of(record).key)


def _came_back(record: Record, how: Reading) -> Iterator[Trait]:
    """Money that came in: its day, keyed by who received it, from whom, and how much."""
    for row in record.rows:
        credit, day = row.money("credit"), day_of(row, "date")
        holder, other = record.text("account_name"), row.text("counterparty")
        if credit and day and holder and other and sure(row.facts.get("credit")):
            told = "".join(row.text(field) for field in ("summary", "usage", "remark"))
            yield Trait(Shared.BOOKING, _booking(how, holder, other, credit.plain()), f"{day}|{told[:80]}")


def _booking(how: Reading, holder: str, other: str, amount: str) -> str:
    return how.sealed(name_key(holder), name_key(other), amount)


def _shared(record: Record, how: Reading) -> Iterator[Trait]:
    """Contracts by number and parties, accounts of sellers, numbers of invoices."""
    if record.kind.is_contract and sure(record.facts.get("contract_no")) and sure(record.facts.get("party_b")):
        parties = how.sealed(*(name_key(record.text(side)) for side in ("party_a", "party_b")))
        yield Trait(Shared.CONTRACT, f"{number_key(record.text('contract_no'))}:{parties[:32]}")
    seller = record.text("party_b") if record.kind.is_contract else record.text("payee")
    account = record.facts.get("payee_account") if record.kind.is_contract or record.kind.is_payment else None
    whole = account is not None and sure(account) and "*" not in account.raw
    if account and whole and seller and len(number_key(account.value)) >= _SHORTEST_ACCOUNT:
        yield Trait(Shared.ACCOUNT, how.sealed(number_key(account.value)), seller)
    if record.kind.is_invoice and sure(record.facts.get("invoice_number")) and record.text("seller_name"):
        yield Trait(Shared.NEIGHBOUR, Invoice.of(record).key, record.text("seller_name"))


def _neighbours(record: Record) -> Iterator[str]:
    """The keys of the invoices whose numbers stand next to this one."""
    invoice = Invoice.of(record)
    code = invoice.key.removesuffix(invoice.number)
    if invoice.number.isdigit():
        for step in _NEAR:
            yield f"{code}{int(invoice.number) + step:0{len(invoice.number)}d}"


def alike(left: str, right: str) -> bool:
    """Whether two perceptual hashes of equal length are of one picture."""
    return len(left) == len(right) and (int(left, 16) ^ int(right, 16)).bit_count() <= PICTURES_ALIKE
