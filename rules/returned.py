"""Money that came back to the applicant: what statements and slips show of it, from whom, when and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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
