"""Money: an exact decimal amount in one currency."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Self

from evidence.frozen import Frozen

CENT = Decimal("0.01")


class CurrencyMismatchError(TypeError):
    """Two amounts of different currencies met in one operation."""


class Money(Frozen):
    """An amount in one currency; arithmetic is exact and refuses to mix currencies."""

    amount: Decimal
    currency: str = "CNY"

    @classmethod
    def zero(cls, currency: str = "CNY") -> Self:
        """Nothing, in that currency."""
        return cls(amount=Decimal(0), currency=currency)

    @classmethod
    def total(cls, parts: Iterable[Money], currency: str = "CNY") -> Money:
        """The sum of the parts; zero in `currency` when there are none."""
        result = Money.zero(currency)
        for part in parts:
            result = result + part
        return result

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatchError(f"{self.currency} and {other.currency} cannot be combined")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(amount=self.amount + other.amount, currency=self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(amount=self.amount - other.amount, currency=self.currency)

    def __neg__(self) -> Money:
        return Money(amount=-self.amount, currency=self.currency)

    def __mul__(self, factor: Decimal) -> Money:
        return Money(amount=self.amount * factor, currency=self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def rounded(self) -> Money:
        """To the fen, half up, as invoices and bank slips print it."""
        return Money(amount=self.amount.quantize(CENT, ROUND_HALF_UP), currency=self.currency)

    def rounded_down(self) -> Money:
        """To the fen, downwards, as public money is granted."""
        return Money(amount=self.amount.quantize(CENT, ROUND_DOWN), currency=self.currency)

    def plain(self) -> str:
        """The amount as `1234.50`: two decimals, no grouping, no currency."""
        return f"{self.rounded().amount:.2f}"

    def shown(self) -> str:
        """The amount as `1,234.50`, for people."""
        return f"{self.rounded().amount:,.2f}"
