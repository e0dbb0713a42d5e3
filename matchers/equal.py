"""Slips and invoices of equal amount: paired one to one, the earliest slip with the earliest invoice, all at once.

For any fixed set of documents such a pair never costs another exact group, so pairs are taken before sums. Among equal
amounts the pairing of the least squared distance in days is the chronological one; it is unique unless days are equal.
Where one side has more documents, those are chosen that lie nearest in time, the earlier of equally near ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matchers.ways import log_ways

MOST_CELLS = 4_000_000
"""So many (smaller side times surplus) are weighed in choosing for one amount; beyond it the earliest are taken."""


@dataclass(frozen=True, slots=True)
class Side:
    """Slips or invoices of many classes: the class (0, 1, …) of each and its day; a class is a party and an amount."""

    group: np.ndarray
    day: np.ndarray


@dataclass(frozen=True, slots=True)
class Pairs:
    """Positions of slips and invoices paired, class by class, and ln of how many pairings of a class are as near.

    Where a class has more documents on one side, there are at least so many.
    """

    slips: np.ndarray
    bills: np.ndarray
    log_ways: np.ndarray


def pair_equal(slips: Side, bills: Side, classes: int) -> Pairs:
    """Pair within each class as many as there are on its smaller side."""
    left, right = _Sorted.of(slips, classes), _Sorted.of(bills, classes)
    count = np.minimum(left.count, right.count)
    group = np.repeat(np.arange(classes), count)
    rank = np.arange(len(group)) - np.repeat(np.cumsum(count) - count, count)
    skipped, tied = _skipped(left, right, count)
    more = left.count[group] > right.count[group]
    first = left.start[group] + rank + np.where(more, skipped, 0)
    second = right.start[group] + rank + np.where(more, 0, skipped)
    ways = log_ways((left.run, first), (right.run, second), group, count)
    return Pairs(left.order[first], right.order[second], np.where(tied, np.logaddexp(ways, 0), ways))


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A side by class and day; `run` numbers the stretches of one class and day."""

    order: np.ndarray
    day: np.ndarray
    run: np.ndarray
    start: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, side: Side, classes: int) -> _Sorted:
        order = np.lexsort((side.day, side.group))
        group, day = side.group[order], side.day[order].astype(np.int64)
        new = np.ones(len(order), dtype=bool)
        new[1:] = (np.diff(group) != 0) | (np.diff(day) != 0)
        count = np.bincount(group, minlength=classes)
        return cls(order, day, np.cumsum(new) - 1, np.cumsum(count) - count, count)


def _skipped(left: _Sorted, right: _Sorted, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each pair how many documents of the larger side are passed over before it; by class whether others would do.

    The latest of equally near documents are found by looking from the end; where their days differ from those of the
    earliest, the class has one more way at least.
    """
    result = np.zeros(int(count.sum()), dtype=np.int64)
    tied = np.zeros(len(count), dtype=bool)
    at = np.cumsum(count) - count
    surplus = np.abs(left.count - right.count)
    chosen = np.flatnonzero((count > 0) & (surplus > 0) & (count * (surplus + 1) <= MOST_CELLS))
    for classes in _alike(chosen, count, surplus):
        paired, spare = int(count[classes[0]]), int(surplus[classes[0]])
        more = left.count[classes] > right.count[classes]
        few, many = np.arange(paired), np.arange(paired + spare)
        days = [
            np.where(more[:, None], _days(one, classes, size), _days(other, classes, size))
            for one, other, size in ((right, left, few), (left, right, many))
        ]
        early = _nearest(days[0], days[1])
        late = spare - _nearest(-days[0][:, ::-1], -days[1][:, ::-1])[:, ::-1]
        result[at[classes][:, None] + few] = early
        rows = np.arange(len(classes))[:, None]
        tied[classes] = (days[1][rows, few + early] != days[1][rows, few + late]).any(axis=1)
    return result, tied


def _alike(chosen: np.ndarray, count: np.ndarray, surplus: np.ndarray) -> Iterator[np.ndarray]:
    """The chosen classes by shape, in bites that fit in memory."""
    shape = count[chosen] * (int(surplus.max(initial=0)) + 1) + surplus[chosen]
    order = np.argsort(shape, kind="stable")
    for same in np.split(chosen[order], np.flatnonzero(np.diff(shape[order])) + 1):
        if len(same):
            bite = max(1, MOST_CELLS // int(count[same[0]] * (surplus[same[0]] + 1)))
            yield from (same[place : place + bite] for place in range(0, len(same), bite))


def _days(side: _Sorted, classes: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The days at these places of each class; where a class has fewer, any: they are not looked at."""
    return np.asarray(side.day[np.minimum(side.start[classes][:, None] + places, len(side.day) - 1)])


def _nearest(few: np.ndarray, many: np.ndarray) -> np.ndarray:
    """How many of the many to pass over before each of the few (both sorted, one class a row): least squares."""
    classes, paired = few.shape
    spare = many.shape[1] - paired
    best = np.zeros((classes, spare + 1), dtype=np.int64)
    taken = np.zeros((paired, classes, spare + 1), dtype=np.int32)
    for place in range(paired):
        cost = best + (few[:, place, None] - many[:, place : place + spare + 1]) ** 2
        best = np.minimum.accumulate(cost, axis=1)
        better = np.ones(cost.shape, dtype=bool)
        better[:, 1:] = cost[:, 1:] < best[:, :-1]
        taken[place] = np.maximum.accumulate(np.where(better, np.arange(spare + 1), 0), axis=1)
    result = np.zeros((classes, paired), dtype=np.int64)
    at = np.full(classes, spare)
    for place in reversed(range(paired)):
        at = taken[place, np.arange(classes), at]
        result[:, place] = at
    return result
