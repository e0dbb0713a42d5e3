"""What stands between a slip and its invoice: money that came back, red-letter invoices, bank fees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from evidence.fen import fen, part, yuan
from evidence.match import Fee, Refund
from evidence.views import Invoice, Payment
from matchers.candidates import Parties
from matchers.claims import Notes
from matchers.purses import Bill, Purse, Why, in_window, pay

MOST_FEE = 200_00
"""A bank fee is at most so much (fen; domain 2.4)."""
_FEE = re.compile(r"手续费|汇划费|汇款费|电汇费|工本费|邮电费")
_STATED = re.compile(rf"(?:{_FEE.pattern})[^\d.]{{0,6}}(\d+(?:\.\d{{1,2}})?)")


def tie_refunds(purses: Sequence[Purse], refunds: Iterable[Payment], parties: Parties) -> Iterator[Refund]:
    """Tie each refund to a payment to the party it came from: of its amount, else the latest one that bears it.

    A payment that came back as a whole is kept aside, so that it pays only what nothing else pays. What a refund costs
    is for the rules to say; no settlement is reduced here.
    """
    for refund in sorted(refunds, key=lambda r: (r.day or date.max, r.record.file)):
        amount, group = fen(refund.amount), parties.group(refund.payer)
        own = [p for p in purses if group and p.group == group and p.left >= amount and _before(p.payment, refund)]
        own.sort(key=lambda p: (p.left != amount, -(p.payment.day or date.min).toordinal(), p.payment.record.file))
        for purse in own[:1]:
            if purse.left == amount:
                purse.left, purse.returned = 0, amount
        yield Refund(record=refund.id, payment=own[0].payment.id if own else "", amount=yuan(amount))


def _before(payment: Payment, refund: Payment) -> bool:
    return payment.day is None or refund.day is None or payment.day <= refund.day


def lower_by_reds(bills: Iterable[Bill], reds: dict[str, tuple[Invoice, ...]]) -> list[Bill]:
    """Take what red-letter invoices cancel off the open bills, by the share of each; the bills that became less."""
    lowered = []
    for bill in bills:
        cancelled = -sum(fen(red.gross) for red in reds.get(bill.invoice.id, ()))
        if bill.left and cancelled > 0:
            share = bill.claim.shares[bill.invoice.id]
            bill.left = max(0, bill.left - part(cancelled, share, fen(bill.invoice.gross)))
            lowered.append(bill)
    return lowered


def tie_with_fees(bills: Sequence[Bill], purses: Iterable[Purse], notes: Notes) -> Iterator[Fee]:
    """A slip that speaks of a fee, for the one open invoice of its amount but for the fee."""
    for purse in purses:
        if not purse.left or not _FEE.search(purse.payment.memo):
            continue
        fitting = [bill for bill in bills if bill.left and in_window(bill, purse) and _is_fee(bill, purse)]
        if not fitting:
            continue
        fitting.sort(key=lambda bill: (abs(purse.left - bill.left), _apart(bill, purse)))
        ways = tuple((purse.payment.id, bill.invoice.id) for bill in fitting)
        notes.add(tuple(dict.fromkeys(n for way in ways for n in way)), len(ways), "扣除手续费后可对应多张发票", ways)
        bill, difference = fitting[0], purse.left - fitting[0].left
        shown = yuan(abs(difference)).shown()
        pay(bill, purse, min(bill.left, purse.left), Why.of("paid_with_fee", difference=shown))
        purse.left = 0
        yield Fee(payment=purse.payment.id, invoice=bill.invoice.id, difference=yuan(difference))


def _is_fee(bill: Bill, purse: Purse) -> bool:
    """Whether the difference is small and, where the slip states the fee, exactly that."""
    difference = abs(purse.left - bill.left)
    stated = _STATED.search(purse.payment.memo)
    return 0 < difference <= MOST_FEE and (stated is None or int(Decimal(stated[1]) * 100) == difference)


def _apart(bill: Bill, purse: Purse) -> int:
    if bill.invoice.issued is None or purse.payment.day is None:
        return 0
    return abs((purse.payment.day - bill.invoice.issued).days)
