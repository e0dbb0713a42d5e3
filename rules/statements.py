"""Bank statements against the slips in use: payments they do not book, and money that came back.

Absence is told only of a statement whose running balance proves its rows and whose days enclose the payment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from evidence.fact import Fact, Status
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.names import name_level, number_key
from evidence.record import Record, Row
from evidence.views import Payment, day_of, sure
from rules.papers import Papers
from rules.recognition import Workings
from rules.returned import ACCOUNT, HARMLESS, SAME, from_payee, returned, statements_of

SETTLED = timedelta(days=5)
"""Days by which a statement may book earlier or later than a slip."""
BACK = timedelta(days=10)
"""Days within which money that returns is told."""


SHARE = Decimal("0.5")
"""Of a payment so much must have come back to be told."""
CHARGE = Decimal(200)
"""Yuan of bank charges that a booking may carry on top."""


def _paying(papers: Papers) -> Iterator[Payment]:
    """Payments behind declared lines, each once, with day, parties and amount beyond doubt."""
    for payment in papers.payments_in_use:
        if payment.day and payment.amount and payment.amount.currency == "CNY":
            amount = payment.record.facts.get("pay_amount")
            if sure(amount) and sure(_day_fact(payment)):
                yield payment


def _day_fact(payment: Payment) -> Fact | None:
    return payment.record.facts.get("pay_date") or payment.record.facts.get("transaction_date")


def missing_transactions(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Payments from an account whose statement, whole around that day, books no such amount."""
    statements = [record for record in statements_of(papers.records) if _whole(record)]
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


def backflows(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Money that the payee sent back within ten days, at least half of the payment, and that nothing explains."""
    back = [
        item
        for item in returned(papers.records, papers.payments, papers.applicant, papers.kept)
        if not any(word in item.memo for word in HARMLESS)
    ]
    customers = [r.text("party_a") for r in papers.records.values() if r.kind is Kind.SERVICE_CONTRACT]
    for payment in _paying(papers) if back else ():
        if any(name_level(payment.payee, customer) in SAME for customer in customers):
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


def open_refunds(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Refunds that several payments may have caused: a person says which."""
    for item in papers.refunds.open:
        message = (
            f"“{item.name}”于{item.day}退回{item.amount.shown()}元（{item.memo}），所对应的付款不能确定，提请人工确认"
        )
        subjects = ("refund", item.evidence.source, str(item.evidence.place))
        yield papers.finding("rule_cannot_determine", message, subjects, (item.evidence,))


RULES = (missing_transactions, backflows, open_refunds)
