"""What is left of many slips to the oldest open invoices of many blocks at once: sums that overlap, in order.

Slips and bills are columns sorted by block and, inside it, in the order in which they are used; amounts are whole fen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matchers.compare import AFTER, BEFORE

UNDATED = np.iinfo(np.int32).min
"""The day of a document that shows none: it lies inside every window."""


@dataclass(frozen=True, slots=True)
class Open:
    """Documents with what is left of them: block, fen (above zero), day (ordinal or UNDATED)."""

    block: np.ndarray
    left: np.ndarray
    day: np.ndarray

    def of(self, chosen: np.ndarray) -> Open:
        """The chosen ones (mask or positions)."""
        return Open(self.block[chosen], self.left[chosen], self.day[chosen])


@dataclass(frozen=True, slots=True)
class Paid:
    """So much (fen) of a slip for a bill, both by position."""

    slip: np.ndarray
    bill: np.ndarray
    amount: np.ndarray

    @classmethod
    def joined(cls, parts: list[Paid]) -> Paid:
        """All of them in one, in order."""
        if not parts:
            return cls(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
        slips, bills, amounts = zip(*((p.slip, p.bill, p.amount) for p in parts), strict=True)
        return cls(np.concatenate(slips), np.concatenate(bills), np.concatenate(amounts))

    def at(self, slips: np.ndarray, bills: np.ndarray) -> Paid:
        """The same with positions looked up in these."""
        return Paid(slips[self.slip], bills[self.bill], self.amount)


def in_order(slips: Open, bills: Open, blocks: int) -> Paid:
    """Each slip to the first bills of its block that are not yet paid, whatever their days."""
    totals = [np.zeros(blocks, dtype=np.int64) for _ in range(2)]
    for total, side in zip(totals, (slips, bills), strict=True):
        np.add.at(total, side.block, side.left)
    whole = np.maximum(*totals)
    begin = np.cumsum(whole) - whole
    ends = [_ends(side, total, begin) for side, total in zip((slips, bills), totals, strict=True)]
    both = np.minimum(*totals)
    stop = begin + both
    marks = np.concatenate([end[end <= stop[side.block]] for end, side in zip(ends, (slips, bills), strict=True)])
    marks = np.unique(np.concatenate((marks, begin[both > 0])))
    start, end = marks[:-1], marks[1:]
    block = np.searchsorted(begin, start, side="right") - 1
    real = end <= stop[block]
    start, end = start[real], end[real]
    return Paid(np.searchsorted(ends[0], end), np.searchsorted(ends[1], end), end - start)


def _ends(side: Open, total: np.ndarray, begin: np.ndarray) -> np.ndarray:
    """Where the amounts end on one axis on which the blocks lie one after the other."""
    before = np.cumsum(total) - total
    return np.asarray(np.cumsum(side.left) - before[side.block] + begin[side.block])


def by_date(slips: Open, bills: Open, blocks: int) -> Paid:
    """Each slip in turn to the first open bills of its block inside the usual window of days."""
    whole = _all_in_window(slips, bills, blocks)
    parts = []
    for chosen, pay in ((whole, in_order), (~whole, _slip_by_slip)):
        some, owed = np.flatnonzero(chosen[slips.block]), np.flatnonzero(chosen[bills.block])
        if len(some) and len(owed):
            parts.append(pay(slips.of(some), bills.of(owed), blocks).at(some, owed))
    return Paid.joined(parts)


def _all_in_window(slips: Open, bills: Open, blocks: int) -> np.ndarray:
    """The blocks in which every slip lies in the window of every bill."""
    first_slip, last_slip = span(slips, blocks)
    first_bill, last_bill = span(bills, blocks)
    return np.asarray((last_slip - first_bill <= AFTER) & (first_slip - last_bill >= -BEFORE))


def span(side: Open, blocks: int) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last day shown in each block; where none is, a span that lies in every window."""
    dated = side.day != UNDATED
    far = np.int64(10**9)
    first, last = np.full(blocks, far), np.full(blocks, -far)
    np.minimum.at(first, side.block[dated], side.day[dated])
    np.maximum.at(last, side.block[dated], side.day[dated])
    return first, last


def _slip_by_slip(slips: Open, bills: Open, blocks: int) -> Paid:
    """The first slip of every block, then the second, …: a bill outside the window is passed over."""
    count = np.bincount(bills.block, minlength=blocks)
    start = np.cumsum(count) - count
    left, parts = bills.left.copy(), []
    for turn in _turns(slips.block):
        own = turn[count[slips.block[turn]] > 0]
        many = count[slips.block[own]]
        slip = np.repeat(own, many)
        bill = np.arange(len(slip)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(start[slips.block[own]], many)
        fits = (left[bill] > 0) & in_window(slips.day[slip], bills.day[bill])
        slip, bill = slip[fits], bill[fits]
        owed = left[bill]
        before = np.cumsum(owed) - owed
        new = np.ones(len(slip), dtype=bool)
        new[1:] = np.diff(slip) != 0
        before -= np.maximum.accumulate(np.where(new, before, 0))
        paid = np.clip(slips.left[slip] - before, 0, owed)
        some = paid > 0
        left[bill[some]] -= paid[some]
        parts.append(Paid(slip[some], bill[some], paid[some]))
    return Paid.joined(parts)


def _turns(block: np.ndarray) -> list[np.ndarray]:
    """The positions of the first of each block, of the second, and so on."""
    if not len(block):
        return []
    new = np.flatnonzero(np.concatenate(([True], np.diff(block) != 0)))
    rank = np.arange(len(block)) - np.repeat(new, np.diff(np.concatenate((new, [len(block)]))))
    order = np.argsort(rank, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(rank[order])) + 1)


def in_window(slip_day: np.ndarray, bill_day: np.ndarray) -> np.ndarray:
    """Whether each payment lies in the usual window about its invoice."""
    apart = slip_day.astype(np.int64) - bill_day
    return np.asarray((slip_day == UNDATED) | (bill_day == UNDATED) | ((apart >= -BEFORE) & (apart <= AFTER)))
