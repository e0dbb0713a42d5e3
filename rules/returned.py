"""Money that came back to the applicant: what statements and slips show of it, from whom, when and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from evidence.declared import Applicant
from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.match import Level
from evidence.money import Money
from evidence.names import name_level, number_key
from evidence.record import Record
from evidence.views import Payment, day_of, sure

RETURNED = ("退款", "退货", "退回", "退还", "折让", "多付", "重复付", "汇错", "误付")
"""Words of money that was openly paid back."""
DEPOSITS = ("保证金", "押金", "利息")
HARMLESS = (*RETURNED, *DEPOSITS)
YEAR = timedelta(days=365)
"""Days within which a refund belongs to a payment."""
ACCOUNT = 8
"""Fewer characters than this name no account and no transaction."""
SAME = (Level.EXACT, Level.EQUAL, Level.ALIAS)


@dataclass(frozen=True, slots=True)
class Returned:
    """Money that came to the applicant: from whom, when, how much, and where it is shown."""

    name: str
    account: str
    day: date
    amount: Money
    memo: str
    evidence: Evidence


def statements_of(records: Mapping[str, Record]) -> list[Record]:
    """The bank statements that list movements."""
    return [record for record in records.values() if record.kind is Kind.BANK_STATEMENT and record.rows]


def returned(
    records: Mapping[str, Record], payments: Mapping[str, Payment], applicant: Applicant, kept: Mapping[str, str]
) -> list[Returned]:
    """What others paid to the applicant, by statements and slips, beyond doubt; a transfer shown twice stands once."""
    found = [*_by_statements(records, applicant), *_by_slips(payments, applicant, kept)]
    return list({(item.day, item.amount.amount, item.name): item for item in found}.values())


def _by_statements(records: Mapping[str, Record], applicant: Applicant) -> Iterator[Returned]:
    for statement in statements_of(records):
        owner = statement.text("account_name")
        if owner and name_level(applicant.name, owner, applicant.former_names) not in SAME:
            continue
        for row in statement.rows:
            credit, day = row.facts.get("credit"), day_of(row, "date")
            if credit and day and credit.type == "money" and sure(credit) and sure(row.facts.get("counterparty")):
                memo = " ".join(row.text(name) for name in ("summary", "usage", "remark"))
                account = number_key(row.text("counterparty_account"))
                evidence = Evidence.at(statement, "credit", credit)
                yield Returned(row.text("counterparty"), account, day, credit.money, memo, evidence)


def _by_slips(payments: Mapping[str, Payment], applicant: Applicant, kept: Mapping[str, str]) -> Iterator[Returned]:
    for payment in payments.values():
        facts = payment.record.facts
        ours = name_level(applicant.name, payment.payee, applicant.former_names) in SAME
        known = all(sure(facts.get(name)) for name in ("payer", "payee", "pay_amount"))
        if ours and known and payment.day and payment.amount and payment.id not in kept:
            account = number_key(payment.record.text("payer_account"))
            evidence = Evidence.of(payment.record, "pay_amount")
            yield Returned(payment.payer, account, payment.day, payment.amount, payment.memo, evidence)


def from_payee(item: Returned, payment: Payment, within: timedelta) -> bool:
    """Whether money came from the payee of a payment, by name or account, on its day or so many days after."""
    if payment.day is None or not timedelta(0) <= item.day - payment.day <= within:
        return False
    by_account = bool(payment.payee_account) and item.account == payment.payee_account
    return by_account or name_level(payment.payee, item.name) in SAME


@dataclass(frozen=True, slots=True)
class Netted:
    """Refunds by the payment they take back, and those that several payments or none may have caused."""

    of: dict[str, tuple[Returned, ...]]
    open: tuple[Returned, ...]


NOTHING_BACK = Netted({}, ())


def netted(
    back: Sequence[Returned],
    paid: Mapping[str, Payment],
    owners: Mapping[str, str],
    tied: Mapping[tuple[date, Decimal], str],
) -> Netted:
    """Refunds by payments in use: as matched (`tied`), by a number the memo names, by equal amount, or the only one.

    A payment that several lines share takes no refund: whose cost falls is not told.
    """
    found: dict[str, list[Returned]] = {}
    unclear = []
    for item in back:
        if not any(word in item.memo for word in RETURNED) or any(word in item.memo for word in DEPOSITS):
            continue
        fit = [p for p in paid.values() if from_payee(item, p, YEAR) and p.amount and p.amount >= item.amount]
        named = [p for p in fit if any(len(key) >= ACCOUNT and key in number_key(item.memo) for key in p.keys)]
        equal = [p for p in fit if p.amount == item.amount]
        matched = [p for p in fit if p.id == tied.get((item.day, item.amount.amount))]
        chosen = next((group for group in (named, matched, equal, fit) if group), [])
        if len(chosen) == 1 and chosen[0].id in owners:
            found.setdefault(chosen[0].id, []).append(item)
        elif chosen:
            unclear.append(item)
    return Netted({name: tuple(items) for name, items in found.items()}, tuple(unclear))
