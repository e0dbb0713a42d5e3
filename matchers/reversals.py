"""Papers that take back what others said: slips of money that came back, red-letter invoices."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evidence.fen import fen
from evidence.views import Invoice, Payment

_BACK = re.compile(r"退款|退货|退回|退还|返还|冲正|多付|溢付|退汇")


def is_refund(payment: Payment) -> bool:
    """Whether a slip that reached the applicant speaks of money coming back."""
    return _BACK.search(payment.memo) is not None


def reds_of(invoices: Iterable[Invoice]) -> dict[str, tuple[Invoice, ...]]:
    """The red-letter invoices of each blue one by id: those that name it, else one that mirrors it."""
    invoices = list(invoices)
    by_number = {invoice.number: invoice for invoice in invoices if invoice.number and not invoice.red}
    found: dict[str, list[Invoice]] = {}
    for red in (invoice for invoice in invoices if invoice.red):
        blue = by_number.get(red.red_of) if red.red_of else _mirrored(red, invoices, found)
        if blue is not None:
            found.setdefault(blue.id, []).append(red)
    return {blue: tuple(reds) for blue, reds in found.items()}


def _mirrored(red: Invoice, invoices: Iterable[Invoice], found: dict[str, list[Invoice]]) -> Invoice | None:
    whole = [i for i in invoices if not i.red and i.seller == red.seller and fen(i.gross) == -fen(red.gross)]
    return next((invoice for invoice in whole if invoice.id not in found), None)
