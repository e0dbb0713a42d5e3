"""Packing: which groups of slips pay which groups of invoices, chosen as one optimum and not one after the other.

A group is some slips that add up exactly (in fen) to some invoices. A slip or an invoice stands in one group at most;
the best packing is the one of the greatest weight. HiGHS (scipy.optimize.milp) solves each set of groups that compete
for the same documents by itself. Equally good packings are counted, not picked from in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

MOST_OPTIMA = 24
"""So many equally good packings of one contest are looked at; beyond it they are only said to be more."""
MOST_SHOWN = 3
MANY = 600
"""In a contest of more groups than this only a second best packing is looked for, to tell that there is one."""
MOST_NODES = 2000
"""So many branches of one search; beyond them the best packing found so far is taken, as if there were more."""


_STOPPED = 1
"""The status of scipy's milp where it stopped at a limit."""


@dataclass(frozen=True, slots=True)
class Group:
    """Slips and invoices (positions in their lists) of equal sums; `weight` is a positive whole number."""

    slips: tuple[int, ...]
    bills: tuple[int, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Contest:
    """Documents over which groups compete, with more than one best way to share them out."""

    slips: tuple[int, ...]
    bills: tuple[int, ...]
    ways: int
    bounded: bool
    """Whether the counting stopped at its limit: there are at least so many ways."""
    shown: tuple[tuple[Group, ...], ...]
    """Some of the ways, the one that was taken first."""


@dataclass(frozen=True, slots=True)
class Packing:
    """The groups taken, in the order they were given, and every contest that could have gone another way."""

    groups: tuple[Group, ...]
    contests: tuple[Contest, ...] = ()

    @property
    def ways(self) -> int:
        """How many packings are equally good (at least, where a contest is bounded)."""
        return prod(contest.ways for contest in self.contests)


def pack(groups: Sequence[Group]) -> Packing:
    """The packing of the greatest weight; of equally good ones the first in the order of the groups."""
    taken: list[int] = []
    contests: list[Contest] = []
    for rivals in _contested(groups):
        ways, bounded = _optima(groups, rivals)
        taken += ways[0]
        if len(ways) > 1 or bounded:
            contests.append(_contest(groups, ways, bounded))
    return Packing(tuple(groups[place] for place in sorted(taken)), tuple(contests))


def _contested(groups: Sequence[Group]) -> list[list[int]]:
    """The groups in sets that share no document."""
    if not groups:
        return []
    matrix = _documents(groups, range(len(groups)))
    _, labels = connected_components(matrix.T @ matrix, directed=False)
    sets: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(labels):
        sets[int(label)].append(place)
    return list(sets.values())


def _documents(groups: Sequence[Group], chosen: Sequence[int] | range) -> csr_array:
    """Which document (row) stands in which group (column)."""
    rows: dict[tuple[str, int], int] = {}
    spots = [
        (rows.setdefault(document, len(rows)), column)
        for column, place in enumerate(chosen)
        for document in product("s", groups[place].slips)
    ]
    spots += [
        (rows.setdefault(document, len(rows)), column)
        for column, place in enumerate(chosen)
        for document in product("b", groups[place].bills)
    ]
    row, column = zip(*spots, strict=True)
    return csr_array((np.ones(len(spots)), (row, column)), shape=(len(rows), len(chosen)))


def _optima(groups: Sequence[Group], rivals: list[int]) -> tuple[list[list[int]], bool]:
    """All best choices among groups that compete, the first one first, and whether there may be more."""
    if len(rivals) == 1:
        return [rivals], False
    weights = np.array([groups[place].weight for place in rivals], dtype=float)
    limits = [LinearConstraint(_documents(groups, rivals), -np.inf, 1)]
    found: list[list[int]] = []
    most = MOST_OPTIMA if len(rivals) <= MANY else 2
    best, proven = None, True
    while len(found) < most and proven:
        chosen, proven = _solve(weights, limits)
        if chosen is None:
            break
        total = int(weights[chosen].sum())
        if best is not None and total < best:
            break
        best = total
        found.append([rivals[place] for place in np.flatnonzero(chosen)])
        limits.append(LinearConstraint(np.where(chosen, 1.0, -1.0), -np.inf, chosen.sum() - 1))
    return sorted(found) or [_heaviest_first(groups, rivals)], len(found) == most or not proven


def _solve(weights: np.ndarray, limits: list[LinearConstraint]) -> tuple[np.ndarray | None, bool]:
    """The choice (mask) of the greatest weight within the limits, None where there is none; whether that is proven."""
    size = len(weights)
    options = {"mip_rel_gap": 0, "node_limit": MOST_NODES}
    answer = milp(-weights, integrality=np.ones(size), bounds=Bounds(0, 1), constraints=limits, options=options)
    return None if answer.x is None else np.asarray(answer.x) > 0.5, answer.status != _STOPPED


def _heaviest_first(groups: Sequence[Group], rivals: list[int]) -> list[int]:
    """One group after the other, where the search ended with nothing."""
    used: set[tuple[str, int]] = set()
    taken = []
    for place in sorted(rivals, key=lambda place: (-groups[place].weight, place)):
        documents = {*product("s", groups[place].slips), *product("b", groups[place].bills)}
        if not documents & used:
            used |= documents
            taken.append(place)
    return sorted(taken)


def _contest(groups: Sequence[Group], ways: list[list[int]], bounded: bool) -> Contest:
    fought = {place for way in ways for place in way if bounded or any(place not in other for other in ways)}
    return Contest(
        slips=tuple(sorted({slip for place in fought for slip in groups[place].slips})),
        bills=tuple(sorted({bill for place in fought for bill in groups[place].bills})),
        ways=len(ways),
        bounded=bounded,
        shown=tuple(tuple(groups[place] for place in way if place in fought) for way in ways[:MOST_SHOWN]),
    )
