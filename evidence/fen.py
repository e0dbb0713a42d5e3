"""Yuan as whole fen and back, for the exact integer arithmetic of matching and recognition."""

from __future__ import annotations

from evidence.money import CENT, Money


def fen(money: Money | None) -> int:
    """The amount in fen, 0 for none and for foreign money, which is never set off against yuan."""
    if money is None or money.currency != "CNY":
        return 0
    return int(money.rounded().amount * 100)


def yuan(amount: int) -> Money:
    """Fen as money."""
    return Money(amount=amount * CENT)


def part(amount: int, share: int, whole: int) -> int:
    """`amount` times share over whole, half up to the fen; the amount itself where the whole is nothing."""
    return (2 * amount * share + whole) // (2 * whole) if whole > 0 else amount
