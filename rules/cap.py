"""The personnel cap, 不超过项目总投入的50%: three readings of one sentence (domain 1.4), in whole fen.

A takes the declared total as base, C the recognised total before the cut, B the total finally recognised; B is the only
one whose result satisfies the sentence. Allowed amounts are rounded down to the fen.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Literal, NamedTuple

CapBase = Literal["declared", "recognised", "one_pass"]


class Allowed(NamedTuple):
    """One reading: its name, its base in fen, and the personnel cost it allows in fen."""

    name: str
    reading: CapBase
    base: int
    allowed: int


def readings(others: int, personnel: int, declared: int, ratio: Decimal) -> tuple[Allowed, ...]:
    """Readings A, B and C for recognised non-personnel and personnel cost and the declared total."""
    self_consistent = min(personnel, _down(others * ratio / (1 - ratio))) if ratio < 1 else personnel
    return (
        Allowed("A", "declared", declared, min(personnel, _down(declared * ratio))),
        Allowed("B", "recognised", others + self_consistent, self_consistent),
        Allowed("C", "one_pass", others + personnel, min(personnel, _down((others + personnel) * ratio))),
    )


def _down(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_FLOOR))
