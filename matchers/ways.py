"""How many pairings of equal amounts are equally good: exchanging documents of one class and day changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from math import factorial, log, perm, prod
from typing import TypeVar

import numpy as np
from scipy.special import gammaln

MOST_WAYS = 10**9
"""Counts beyond this are only said to be at least this."""


def log_ways(
    slips: tuple[np.ndarray, np.ndarray], bills: tuple[np.ndarray, np.ndarray], group: np.ndarray, count: np.ndarray
) -> np.ndarray:
    """The natural logarithm of the count for each class.

    A side is (number of the stretch of equal class and day for each document, document of each pair); `group` is the
    class of each pair, in order, `count` the number of pairs of each class.
    """
    result = np.zeros(len(count))
    stretches = []
    for run, chosen in (slips, bills):
        every, used = np.bincount(run), np.bincount(run[chosen], minlength=int(run[-1]) + 1 if len(run) else 0)
        owner = np.zeros(len(every), dtype=np.int64)
        owner[run[chosen]] = group
        np.add.at(result, owner, np.where(used > 0, gammaln(every + 1) - gammaln(every - used + 1), 0))
        stretches.append(run[chosen])
    if len(group):
        new = np.flatnonzero((np.diff(stretches[0]) != 0) | (np.diff(stretches[1]) != 0)) + 1
        starts = np.concatenate(([0], new))
        same = np.diff(np.concatenate((starts, [len(group)])))
        np.add.at(result, group[starts], -gammaln(same + 1))
    return result


def whole_ways(logs: np.ndarray) -> np.ndarray:
    """The counts themselves, up to MOST_WAYS; exact, since doubles are off by far less than a half there."""
    small = logs < log(MOST_WAYS)
    return np.where(small, np.rint(np.exp(np.where(small, logs, 0))), MOST_WAYS).astype(np.int64)


Like = TypeVar("Like", bound=Hashable)
"""What makes two documents exchangeable."""


def exchanges(
    groups: Iterable[tuple[Iterable[Like], Iterable[Like]]], spare: tuple[Counter[Like], Counter[Like]]
) -> int:
    """How many packings come of one packing by exchanging documents that are alike: at least so many are as good.

    Groups are slips and bills, each given by what it is like; `spare` says how many of a kind no group uses.
    """
    kinds = [tuple(Counter(side) for side in group) for group in groups]
    ways = 1
    for side in (0, 1):
        used: Counter[Like] = sum((kind[side] for kind in kinds), Counter())
        ways *= prod(perm(count + spare[side][like], count) for like, count in used.items())
        ways //= prod(factorial(count) for kind in kinds for count in kind[side].values())
    same = Counter(tuple(frozenset(side.items()) for side in kind) for kind in kinds)
    return min(MOST_WAYS, ways // prod(factorial(count) for count in same.values()))
