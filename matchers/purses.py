"""Bills and purses: open invoices of lines and slips with what is left of them, while they are set off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.fen import fen, yuan
from evidence.levels import settled
from evidence.match import Settlement
from evidence.views import Invoice, Payment
from matchers.claims import Claim
from matchers.compare import AFTER, BEFORE


@dataclass(slots=True)
class Bill:
    """An invoice in a line, and how much of it (fen, gross) is not yet paid."""

    claim: Claim
    invoice: Invoice
    left: int


@dataclass(slots=True)
class Purse:
    """A slip, and how much of it (fen) is not yet used; `returned` came back as a whole and is kept aside."""

    payment: Payment
    group: str
    left: int
    returned: int = 0

    @property
    def untouched(self) -> bool:
        """Whether nothing of the slip was used, nor came back."""
        return self.left == fen(self.payment.amount)


@dataclass(frozen=True, slots=True)
class Why:
    """The key and the sentence of a settlement (evidence/levels.py)."""

    key: str
    sentence: str

    @classmethod
    def of(cls, key: str, **values: object) -> Why:
        """The sentence of the key, filled."""
        return cls(key, settled(key, **values))


def pay(bill: Bill, purse: Purse, amount: int, why: Why) -> None:
    """Use so much of the slip for the bill."""
    bill.left -= amount
    purse.left -= amount
    record(bill, purse.payment, amount, why)


def record(bill: Bill, payment: Payment, amount: int, why: Why) -> None:
    """Enter a settlement in the bill's line."""
    claim = bill.claim
    claim.payments[payment.id] = claim.payments.get(payment.id, 0) + amount
    claim.settlements.append(
        Settlement(invoice=bill.invoice.id, payment=payment.id, amount=yuan(amount), key=why.key, why=why.sentence)
    )
    claim.tell(payment.id, "payment_of_invoice", how=why.sentence)


def pay_in_order(bills: Iterable[Bill], purses: Iterable[Purse], why: Why, *, anywhen: bool = False) -> None:
    """The slips, in their order, to the first open invoices; within the usual window of days unless told otherwise."""
    bills = list(bills)
    for purse in purses:
        for bill in bills:
            if purse.left and bill.left and (anywhen or in_window(bill, purse)):
                pay(bill, purse, min(bill.left, purse.left), why)


def in_window(bill: Bill, purse: Purse) -> bool:
    """Whether the payment lies in the usual window about the invoice; a day that is not shown lies in every window."""
    if bill.invoice.issued is None or purse.payment.day is None:
        return True
    return -BEFORE <= (purse.payment.day - bill.invoice.issued).days <= AFTER
