"""Slips and invoices of equal amount: paired one to one, the earliest slip with the earliest invoice.

For any fixed set of documents such a pair never costs another exact group, so pairs are taken before sums. Among equal
amounts the pairing of the least squared distance in days is the chronological one; it is unique unless days are equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, factorial, prod

import numpy as np
from scipy.optimize import linear_sum_assignment

MOST_WAYS = 10**9
"""Counts beyond this are only said to be at least this."""
EXACTLY_UP_TO = 300
"""More slips or invoices of one amount than this are paired in the order of their days without choosing a subset."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """(slip, invoice) by position in the two lists, and how many pairings are equally near in time."""

    pairs: tuple[tuple[int, int], ...]
    ways: int


def pair(slips: Sequence[int], bills: Sequence[int]) -> Pairs:
    """Pair documents of one amount, given by their days (ordinals)."""
    if not slips or not bills:
        return Pairs((), 1)
    many = max(len(slips), len(bills)) > EXACTLY_UP_TO
    chosen = _in_order(slips, bills) if many else _nearest(slips, bills)
    return Pairs(tuple(chosen), _ways(slips, bills, chosen))


def _in_order(slips: Sequence[int], bills: Sequence[int]) -> list[tuple[int, int]]:
    left = sorted(range(len(slips)), key=lambda place: (slips[place], place))
    right = sorted(range(len(bills)), key=lambda place: (bills[place], place))
    return sorted(zip(left, right, strict=False))


def _nearest(slips: Sequence[int], bills: Sequence[int]) -> list[tuple[int, int]]:
    """The pairing of the least sum of squared days; equal days are taken in the order given."""
    apart = np.subtract.outer(np.asarray(slips, dtype=float), np.asarray(bills, dtype=float)) ** 2
    order = np.add.outer(np.arange(len(slips)), np.arange(len(bills)))
    nudge = np.abs(np.subtract.outer(np.arange(len(slips)), np.arange(len(bills)))) + order
    rows, columns = linear_sum_assignment(apart + nudge * 1e-6)
    return [(int(s), int(b)) for s, b in zip(rows, columns, strict=True)]


def _ways(slips: Sequence[int], bills: Sequence[int], pairs: Sequence[tuple[int, int]]) -> int:
    """The pairings that differ from this one only among documents of equal days."""
    cells = Counter((slips[s], bills[b]) for s, b in pairs)
    used_slips, used_bills = Counter(slips[s] for s, _ in pairs), Counter(bills[b] for _, b in pairs)
    every_slip, every_bill = Counter(slips), Counter(bills)
    ways = prod(comb(every_slip[day], used) * factorial(used) for day, used in used_slips.items())
    ways *= prod(comb(every_bill[day], used) * factorial(used) for day, used in used_bills.items())
    return min(MOST_WAYS, ways // prod(factorial(count) for count in cells.values()))
