"""Bank statements and ledgers against the slips and invoices in use: what they lack, and money that came back.

Absence is told only of books that are whole: a statement whose running balance proves its rows and whose days enclose
the payment, a ledger in which most of the application's invoices stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from evidence.fact import Fact, Status
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.match import Level
from evidence.money import Money
from evidence.names import name_level, number_key
from evidence.record import Record, Row
from evidence.views import Invoice, Payment, day_of, sure
from rules.amounts import definite
from rules.papers import Papers
from rules.recognition import Workings

SETTLED = timedelta(days=5)
"""Days by which a statement may book earlier or later than a slip."""
BACK = timedelta(days=10)
"""Days within which money that returns is told."""
SHARE = Decimal("0.5")
"""Of a payment so much must have come back to be told."""
CHARGE = Decimal(200)
"""Yuan of bank charges that a booking may carry on top."""
ACCOUNT = 8
"""Fewer digits than this do not name an account."""
RETURNED = ("退款", "退货", "退回", "退还", "折让", "多付", "重复付", "汇错", "误付")
"""Words of money that was openly paid back."""
HARMLESS = (*RETURNED, "保证金", "押金", "利息")
SOLD = ("主营业务成本", "营业成本", "其他业务成本")
"""Accounts that bear the cost of what is sold, not of what is kept."""
_SAME = (Level.EXACT, Level.EQUAL, Level.ALIAS)


@dataclass(frozen=True, slots=True)
class Returned:
    """Money that came to the applicant: from whom, when, how much, and where it is shown."""

    name: str
    account: str
    day: date
    amount: Money
    memo: str
    evidence: Evidence


def _paying(papers: Papers) -> Iterator[Payment]:
    """Payments behind declared lines, each once, with day, parties and amount beyond doubt."""
    for name in dict.fromkeys(a.record for line in papers.case.matching.lines for a in line.payments):
        payment = papers.payments.get(name)
        if payment and payment.day and payment.amount and payment.amount.currency == "CNY":
            amount = payment.record.facts.get("pay_amount")
            if sure(amount) and sure(_day_fact(payment)):
                yield payment


def _day_fact(payment: Payment) -> Fact | None:
    return payment.record.facts.get("pay_date") or payment.record.facts.get("transaction_date")


def _statements(papers: Papers) -> list[Record]:
    return [record for record in papers.records.values() if record.kind is Kind.BANK_STATEMENT and record.rows]


def missing_transactions(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Payments from an account whose statement, whole around that day, books no such amount."""
    statements = [record for record in _statements(papers) if _whole(record)]
    for payment in _paying(papers) if statements else ():
        account = number_key(payment.record.text("payer_account"))
        own = [s for s in statements if len(account) >= ACCOUNT and number_key(s.text("account")) == account]
        around = [statement for statement in own if _encloses(statement, payment)]
        if around and not any(_books(row, payment) for statement in own for row in statement.rows):
            first, last = _span(around[0])
            message = (
                f"付款凭证{payment.receipt_no or payment.serial_no}（{payment.day}，{_shown(payment)}元）"
                f"未见于同一账户{first}至{last}的银行对账单，提请核实"
            )
            evidence = (Evidence.of(payment.record, "pay_amount"), Evidence.of(around[0], "account"))
            yield papers.finding("bank_statement_missing_txn", message, (payment.id,), evidence)


def _shown(payment: Payment) -> str:
    return payment.amount.shown() if payment.amount else ""


def _whole(statement: Record) -> bool:
    """Whether the running balance proves every movement but the first or last."""
    proven = [any(fact.status is Status.PROVEN for fact in row.facts.values()) for row in statement.rows]
    return len(proven) > 1 and sum(proven) >= len(proven) - 1 and all(day_of(row, "date") for row in statement.rows)


def _span(statement: Record) -> tuple[date, date]:
    days = [day for row in statement.rows if (day := day_of(row, "date"))]
    return min(days), max(days)


def _encloses(statement: Record, payment: Payment) -> bool:
    first, last = _span(statement)
    return payment.day is not None and first + SETTLED <= payment.day <= last - SETTLED


def _books(row: Row, payment: Payment) -> bool:
    """Whether a movement may be the payment: by its serial number, or by amount and day, charges allowed."""
    serial = number_key(row.text("serial_no"))
    if serial and serial in payment.keys:
        return True
    debit, day = row.facts.get("debit"), day_of(row, "date")
    if debit is None or day is None or payment.day is None or payment.amount is None:
        return False
    over = debit.number - payment.amount.amount
    return abs(day - payment.day) <= SETTLED and 0 <= over <= CHARGE


def returned(papers: Papers) -> list[Returned]:
    """What others paid to the applicant, by statements and slips, beyond doubt; a transfer shown twice stands once."""
    found = [*_by_statements(papers), *_by_slips(papers)]
    return list({(item.day, item.amount.amount, item.name): item for item in found}.values())


def _by_statements(papers: Papers) -> Iterator[Returned]:
    for statement in _statements(papers):
        owner = statement.text("account_name")
        if owner and name_level(papers.applicant.name, owner, papers.applicant.former_names) not in _SAME:
            continue
        for row in statement.rows:
            credit, day = row.facts.get("credit"), day_of(row, "date")
            if credit and day and credit.type == "money" and definite(credit) and sure(row.facts.get("counterparty")):
                memo = " ".join(row.text(name) for name in ("summary", "usage", "remark"))
                account = number_key(row.text("counterparty_account"))
                evidence = Evidence.at(statement, "credit", credit)
                yield Returned(row.text("counterparty"), account, day, credit.money, memo, evidence)


def _by_slips(papers: Papers) -> Iterator[Returned]:
    for payment in papers.payments.values():
        facts = payment.record.facts
        ours = name_level(papers.applicant.name, payment.payee, papers.applicant.former_names) in _SAME
        known = all(sure(facts.get(name)) for name in ("payer", "payee", "pay_amount"))
        if ours and known and payment.day and payment.amount and payment.id not in papers.kept:
            account = number_key(payment.record.text("payer_account"))
            evidence = Evidence.of(payment.record, "pay_amount")
            yield Returned(payment.payer, account, payment.day, payment.amount, payment.memo, evidence)


def backflows(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Money that the payee sent back within ten days, at least half of the payment, and that nothing explains."""
    back = [item for item in returned(papers) if not any(word in item.memo for word in HARMLESS)]
    customers = [r.text("party_a") for r in papers.records.values() if r.kind is Kind.SERVICE_CONTRACT]
    for payment in _paying(papers) if back else ():
        if any(name_level(payment.payee, customer) in _SAME for customer in customers):
            continue
        for item in back:
            least = SHARE * payment.amount.amount if payment.amount else Decimal(0)
            if from_payee(item, payment, BACK) and item.amount.amount >= least:
                message = (
                    f"付款凭证{payment.receipt_no or payment.serial_no}（{payment.day}，{_shown(payment)}元）付款后，"
                    f"收款方“{payment.payee}”于{item.day}转回{item.amount.shown()}元，资金往来真实性提请核实"
                )
                evidence = (Evidence.of(payment.record, "pay_amount"), item.evidence)
                yield papers.finding("fund_backflow_suspected", message, (payment.id,), evidence)
                break


def from_payee(item: Returned, payment: Payment, within: timedelta) -> bool:
    """Whether money came from the payee of a payment, by name or account, on its day or so many days after."""
    if payment.day is None or not timedelta(0) <= item.day - payment.day <= within:
        return False
    by_account = bool(payment.payee_account) and item.account == payment.payee_account
    return by_account or name_level(payment.payee, item.name) in _SAME


def ledger_entries(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices in use that stand in no ledger, where most do; and those booked as cost of sales."""
    ledgers = [r for r in papers.records.values() if r.kind is Kind.COST_LEDGER and r.rows and _own(papers, r)]
    used = list(_invoices(papers)) if ledgers else []
    books = _books_of(ledgers)
    booked = {invoice.id: _entry(books, invoice, group) for invoice, group in used}
    if not used or 2 * sum(entry is not None for entry in booked.values()) <= len(used):
        return
    for invoice, _ in used:
        entry = booked[invoice.id]
        if entry is None:
            message = f"发票{invoice.number}未见于所附明细账（辅助账），提请补充记账凭证"
            evidence = (Evidence.of(invoice.record, "total_incl_tax"), Evidence.of(ledgers[0], "account"))
            yield papers.finding("ledger_entry_missing", message, (invoice.id,), evidence)
        elif any(word in (entry[1].text("account") or entry[0].text("account")) for word in SOLD):
            account = entry[1].text("account") or entry[0].text("account")
            message = f"发票{invoice.number}入账科目为“{account}”，与平台投资支出不符，提请说明"
            spot = entry[1].facts.get("account") or entry[1].facts.get("summary")
            evidence = (
                Evidence.of(invoice.record, "total_incl_tax"),
                Evidence.at(entry[0], "account", spot) if spot else Evidence.of(entry[0], "account"),
            )
            yield papers.finding("ledger_entry_missing", message, (invoice.id,), evidence)


def _own(papers: Papers, ledger: Record) -> bool:
    owner = ledger.text("employer")
    return not owner or name_level(papers.applicant.name, owner, papers.applicant.former_names) in _SAME


def _invoices(papers: Papers) -> Iterator[tuple[Invoice, list[Invoice]]]:
    """Invoices behind declared lines with those of the same line: they may be booked in one entry."""
    for line in papers.case.matching.lines:
        group = [papers.invoices[a.record] for a in line.invoices if a.record in papers.invoices]
        for invoice in group:
            if invoice.gross and sure(invoice.record.facts.get("total_incl_tax")):
                yield invoice, group


@dataclass(frozen=True, slots=True)
class Books:
    """Ledger rows by amount, and by the numbers that their summaries name."""

    amounts: dict[Decimal, tuple[Record, Row]]
    numbers: dict[str, tuple[Record, Row]]


def _books_of(ledgers: Sequence[Record]) -> Books:
    amounts: dict[Decimal, tuple[Record, Row]] = {}
    numbers: dict[str, tuple[Record, Row]] = {}
    for ledger in ledgers:
        for row in ledger.rows:
            for fact in (row.facts[name] for name in ("debit", "amount", "credit") if name in row.facts):
                if fact.type == "money" and fact.number:
                    amounts.setdefault(fact.number, (ledger, row))
            for number in re.findall(r"\d{8,20}", row.text("summary")):
                numbers.setdefault(number, (ledger, row))
    return Books(amounts, numbers)


def _entry(books: Books, invoice: Invoice, group: Sequence[Invoice]) -> tuple[Record, Row] | None:
    """The ledger and row that book the invoice: its number in the summary, its amount, or that of its line."""
    sums = {money.amount for money in (invoice.gross, invoice.net) if money}
    for amounts in ([one.gross for one in group], [one.net for one in group]):
        if all(amounts):
            sums.add(sum((money.amount for money in amounts if money), Decimal(0)))
    named = books.numbers.get(invoice.number) if len(invoice.number) >= ACCOUNT else None
    return named or next((books.amounts[amount] for amount in sums if amount in books.amounts), None)


RULES = (missing_transactions, backflows, ledger_entries)
