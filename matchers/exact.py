"""Exact settlements among the slips and invoices of one party: equal pairs, then the best packing of equal sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matchers.compare import AFTER
from matchers.equal import Side, pair_equal
from matchers.packing import Contest, Group, pack
from matchers.sums import all_parts_of
from matchers.ways import exchanges, whole_ways

MOST_SETS = 60
"""Sets of documents tried for one total; more are not needed to tell that it is ambiguous."""
MOST_FREE = 64
"""Sums are looked for among so many slips and so many invoices of a party, the first; the rest goes by date."""
NEAREST = 40
"""So many documents, the nearest in time, are searched for sums to one total."""
ONE_GROUP, A_MEMBER, ONE_LINE, FORESEEN, FARTHEST = 1_000_000, 10_000, 5_000, 3_000, 2_000
"""Weights: more groups first, then fewer documents in them, one line, a foreseen instalment, nearness in days."""


_Spare = tuple["Counter[Paper]", "Counter[Paper]"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A slip or an open invoice: fen left, its day (ordinal; None where not shown), the line an invoice stands in."""

    amount: int
    day: int | None
    line: str = ""
    foreseen: bool = False
    """A slip of exactly an instalment that the contract names."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Documents that could be tied otherwise just as well: so many ways (at least, where `bounded`)."""

    slips: tuple[int, ...]
    bills: tuple[int, ...]
    ways: int
    bounded: bool
    equal: bool
    """Whether all amounts are equal, so that only the pairing is open."""
    shown: tuple[tuple[tuple[tuple[int, ...], tuple[int, ...]], ...], ...] = ()
    """Some of the ways as groups of slips and bills, the one taken first; none where only the pairing is open."""


@dataclass(frozen=True, slots=True)
class Exact:
    """Groups of slips and bills (positions) of equal sums, in the order they were found, and what is doubtful."""

    groups: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    doubts: tuple[Doubt, ...]


def exact(slips: Sequence[Paper], bills: Sequence[Paper]) -> Exact:
    """Tie whatever adds up to the fen."""
    pairs, doubts = _equal(slips, bills)
    used_slips, used_bills = {s for s, _ in pairs}, {b for _, b in pairs}
    free_slips = [place for place in range(len(slips)) if place not in used_slips]
    free_bills = [place for place in range(len(bills)) if place not in used_bills]
    packing = pack(list(_groups(slips, bills, free_slips[:MOST_FREE], free_bills[:MOST_FREE])))
    groups = [((s,), (b,)) for s, b in pairs] + [(group.slips, group.bills) for group in packing.groups]
    spare = (
        Counter(slips[place] for place in set(free_slips) - {p for g in packing.groups for p in g.slips}),
        Counter(bills[place] for place in set(free_bills) - {p for g in packing.groups for p in g.bills}),
    )
    doubts += [_doubt(contest, slips, bills, spare) for contest in packing.contests]
    return Exact(tuple(groups), tuple(doubts))


def _equal(slips: Sequence[Paper], bills: Sequence[Paper]) -> tuple[list[tuple[int, int]], list[Doubt]]:
    """One slip for one invoice of its amount."""
    rivals: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, papers in enumerate((slips, bills)):
        for place, paper in enumerate(papers):
            rivals[paper.amount][side].append(place)
    classes = {amount: place for place, amount in enumerate(rivals)}
    found = pair_equal(_side(slips, classes, slips, bills), _side(bills, classes, slips, bills), len(classes))
    ways = whole_ways(found.log_ways)
    doubts = [
        Doubt(tuple(left), tuple(right), int(count), bounded=len(left) != len(right), equal=True)
        for (left, right), count in zip(rivals.values(), ways, strict=True)
        if count > 1
    ]
    return sorted(zip(found.slips.tolist(), found.bills.tolist(), strict=True)), doubts


def _side(papers: Sequence[Paper], classes: dict[int, int], slips: Sequence[Paper], bills: Sequence[Paper]) -> Side:
    """The papers as classes of equal amount with their days."""
    first = min((p.day for p in (*slips, *bills) if p.day is not None), default=0)
    days = [first if paper.day is None else paper.day for paper in papers]
    return Side(np.array([classes[paper.amount] for paper in papers], dtype=np.int64), np.array(days, dtype=np.int64))


def _groups(
    slips: Sequence[Paper], bills: Sequence[Paper], free_slips: list[int], free_bills: list[int]
) -> Iterator[Group]:
    """Every candidate: one slip for several invoices, several for one, several for all of a line or of the party."""
    seen: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for some_slips, some_bills in _candidates(slips, bills, free_slips, free_bills):
        key = (some_slips, some_bills)
        if key not in seen:
            seen.add(key)
            yield Group(some_slips, some_bills, _weight(slips, bills, key))


def _candidates(
    slips: Sequence[Paper], bills: Sequence[Paper], free_slips: list[int], free_bills: list[int]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    lines: dict[str, list[int]] = defaultdict(list)
    for place in free_bills:
        lines[bills[place].line].append(place)
    scopes = [scope for scope in (*lines.values(), free_bills) if len(scope) > 1]
    for slip in free_slips:
        for scope in scopes:
            for chosen in _summing(bills, scope, slips[slip]):
                yield (slip,), chosen
    for bill in free_bills:
        for chosen in _summing(slips, free_slips, bills[bill]):
            yield chosen, (bill,)
    for scope in scopes:
        whole = Paper(sum(bills[place].amount for place in scope), bills[scope[0]].day)
        for chosen in _summing(slips, free_slips, whole):
            yield chosen, tuple(scope)


def _summing(papers: Sequence[Paper], scope: list[int], target: Paper) -> Iterator[tuple[int, ...]]:
    """Sets of the papers in scope that add up to the target, all of them within the window of days."""
    near = [place for place in scope if _apart(papers[place], target) <= AFTER]
    near = sorted(near, key=lambda place: (_apart(papers[place], target), place))[:NEAREST]
    sets, _ = all_parts_of([papers[place].amount for place in near], target.amount, MOST_SETS)
    for chosen in sets:
        yield tuple(sorted(near[place] for place in chosen))


def _apart(paper: Paper, other: Paper) -> int:
    return abs(paper.day - other.day) if paper.day is not None and other.day is not None else 0


def _weight(slips: Sequence[Paper], bills: Sequence[Paper], key: tuple[tuple[int, ...], tuple[int, ...]]) -> int:
    """How good a group is; see ONE_GROUP."""
    own, owed = [slips[place] for place in key[0]], [bills[place] for place in key[1]]
    apart = max(_apart(slip, bill) for slip in own for bill in owed)
    weight = ONE_GROUP - A_MEMBER * (len(own) + len(owed) - 2)
    weight += ONE_LINE * (len({bill.line for bill in owed}) == 1) + FORESEEN * all(slip.foreseen for slip in own)
    return max(1, weight + max(0, FARTHEST - apart))


def _doubt(contest: Contest, slips: Sequence[Paper], bills: Sequence[Paper], spare: _Spare) -> Doubt:
    """What a contest leaves open; where its ways were not all counted, at least those by exchanging like papers."""
    ways = contest.ways
    if contest.bounded:
        groups = [([slips[p] for p in g.slips], [bills[p] for p in g.bills]) for g in contest.shown[0]]
        ways = max(ways, exchanges(groups, spare))
    shown = tuple(tuple((group.slips, group.bills) for group in way) for way in contest.shown)
    return Doubt(contest.slips, contest.bills, ways, contest.bounded, False, shown)
