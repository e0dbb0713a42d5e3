"""How two values of one field agree: one function a field, each giving the sentence an auditor reads."""

from __future__ import annotations

from datetime import date

from evidence.declared import Applicant
from evidence.match import Comparison, Level, Link
from evidence.money import Money
from evidence.names import name_level, number_key, party_level
from evidence.views import Contract, Invoice, Payment

BEFORE, AFTER = 180, 365
"""A payment this many days before or after its invoice is usual (prepayment, retention); beyond it is looked at."""

_WORDS = {
    Level.EXACT: "一致",
    Level.EQUAL: "规范化后一致",
    Level.ALIAS: "统一社会信用代码或曾用名一致，名称写法不同",
    Level.CLOSE: "相近，需人工核对",
    Level.DIFFERENT: "不一致",
    Level.ABSENT: "一方未载明",
}


def compare_names(field: str, left: str, right: str, applicant: Applicant | None = None) -> Comparison:
    """Two party names: exact, equal as keys, a former name, close or different."""
    level = name_level(left, right, applicant.former_names if applicant else ())
    return Comparison(field=field, level=level, left=left, right=right, why=_WORDS[level])


def compare_parties(field: str, left: tuple[str, str], right: tuple[str, str]) -> Comparison:
    """Two parties with tax ids: equal ids outrank different names."""
    level = party_level(left, right)
    return Comparison(field=field, level=level, left=left[0], right=right[0], why=_WORDS[level])


def compare_amounts(field: str, left: Money | None, right: Money | None) -> Comparison:
    """Two amounts to the fen; a smaller right side is a part, a larger one exceeds."""
    if left is None or right is None or left.currency != right.currency:
        return _absent(field, left.shown() if left else "", right.shown() if right else "")
    level = Level.EXACT if left.amount == right.amount else Level.DIFFERENT
    why = "金额一致"
    if right.amount < left.amount:
        why = f"金额为其一部分，差额{(left - right).shown()}元"
    elif right.amount > left.amount:
        why = f"金额超出{(right - left).shown()}元"
    return Comparison(field=field, level=level, left=left.shown(), right=right.shown(), why=why)


def compare_numbers(field: str, left: str, printed: str) -> Comparison:
    """A number of one document as the other prints or mentions it."""
    if not left or not printed:
        return _absent(field, left, printed)
    level = Level.EXACT if left == printed else Level.EQUAL if left in printed else Level.DIFFERENT
    why = {Level.EXACT: "编号一致", Level.EQUAL: f"载明编号{left}", Level.DIFFERENT: "编号不一致"}[level]
    return Comparison(field=field, level=level, left=left, right=printed, why=why)


def compare_days(field: str, left: date | None, right: date | None) -> Comparison:
    """Two days: the second is expected from 180 days before to 365 days after the first."""
    if left is None or right is None:
        return _absent(field, str(left or ""), str(right or ""))
    days = (right - left).days
    if days == 0:
        level, why = Level.EXACT, "日期相同"
    elif -BEFORE <= days <= AFTER:
        level, why = Level.CLOSE, f"晚{days}日" if days > 0 else f"早{-days}日"
    else:
        level, why = Level.DIFFERENT, f"相隔{abs(days)}日，超出通常期间"
    return Comparison(field=field, level=level, left=left.isoformat(), right=right.isoformat(), why=why)


def _absent(field: str, left: str, right: str) -> Comparison:
    return Comparison(field=field, level=Level.ABSENT, left=left, right=right, why=_WORDS[Level.ABSENT])


def link_contract_invoice(contract: Contract, invoice: Invoice) -> Link:
    """A contract and an invoice under it."""
    contract_id, seller_id = contract.record.text("party_b_tax_id"), invoice.seller_id
    return Link(
        left=contract.id,
        right=invoice.id,
        comparisons=(
            compare_parties("seller", (contract.seller, contract_id), (invoice.seller, seller_id)),
            compare_names("buyer", contract.buyer, invoice.buyer),
            compare_numbers("contract_no", contract.number, _mention(contract.number, invoice.remark)),
            compare_amounts("amount", contract.amount, invoice.gross),
            compare_days("date", contract.signed, invoice.issued),
        ),
    )


def link_invoice_payment(invoice: Invoice, payment: Payment) -> Link:
    """An invoice and a payment for it."""
    return Link(
        left=invoice.id,
        right=payment.id,
        comparisons=(
            compare_names("payee", invoice.seller, payment.payee),
            compare_names("payer", invoice.buyer, payment.payer),
            compare_numbers("invoice_number", invoice.number, _mention(invoice.number, payment.memo)),
            compare_amounts("amount", invoice.gross, payment.amount),
            compare_days("date", invoice.issued, payment.day),
        ),
    )


def link_contract_payment(contract: Contract, payment: Payment) -> Link:
    """A contract and a payment under it."""
    account = contract.record.text("payee_account")
    return Link(
        left=contract.id,
        right=payment.id,
        comparisons=(
            compare_names("payee", contract.seller, payment.payee),
            compare_numbers("contract_no", contract.number, _mention(contract.number, payment.memo)),
            compare_numbers("payee_account", account, payment.payee_account),
            compare_days("date", contract.signed, payment.day),
        ),
    )


def _mention(number: str, text: str) -> str:
    """The text where it mentions the number; empty where it does not, for silence is no contradiction."""
    return number_key(text) if number and number in number_key(text) else ""
