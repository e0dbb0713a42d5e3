"""Refunds of declared payments: what a seller paid back is no cost, whether or not a red invoice says so."""

from __future__ import annotations

from evidence.declared import DeclaredLine
from evidence.fen import fen, yuan
from evidence.finding import Evidence
from evidence.views import Payment
from rules.faults import Fault
from rules.papers import Papers


def refunded(papers: Papers, line: DeclaredLine, payment: Payment, amount: int, spent: dict[str, int]) -> list[Fault]:
    """What of this part of a payment (fen) was paid back; `spent` holds what its earlier parts have taken already.

    A line that a red invoice has lowered already is not lowered again: the refund is its other side.
    """
    items = papers.refunds.of.get(payment.id, ())
    if not items or _red(papers, line):
        return []
    whole = sum(fen(item.amount) for item in items)
    back = min(amount, whole - spent.get(payment.id, 0))
    if back <= 0:
        return []
    spent[payment.id] = spent.get(payment.id, 0) + back
    first = items[0]
    why = (
        f"付款凭证{payment.receipt_no or payment.serial_no}的收款方“{first.name}”于{first.day}退回"
        f"{yuan(whole).shown()}元（{first.memo}），未冲减申报金额"
    )
    evidence = (Evidence.of(payment.record, "pay_amount"), *(item.evidence for item in items))
    return [Fault("refund_not_netted", back, why, evidence)]


def _red(papers: Papers, line: DeclaredLine) -> bool:
    invoices = [papers.invoices[a.record] for a in papers.evidence(line).invoices if a.record in papers.invoices]
    numbers = {invoice.number for invoice in invoices}
    sellers = {invoice.seller for invoice in invoices}
    return any(red.red_of in numbers or red.seller in sellers for red in papers.reds)
