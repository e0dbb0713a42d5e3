"""The settlements of thousands of submissions at once: columns in, columns out, no loop over documents.

It does for every (submission, party) what `matchers.settle` does for one party without numbers that documents mention:
equal amounts, exact sums, then by date; last, slips to other payees for open invoices of their amount. Only blocks in
which groups compete are given to `exact` one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import log

import numpy as np
import pandas as pd

from matchers.equal import Side, pair_equal
from matchers.exact import Exact, Paper, exact
from matchers.fifo import UNDATED, Open, Paid, by_date, in_order, span
from matchers.subsets import Members, find_groups
from matchers.ways import whole_ways

_LAST = np.iinfo(np.int32).max


class Step(IntEnum):
    """How a settlement was found, the surest first."""

    EQUAL = 0
    SUM = 1
    DATE = 2
    OTHER_PAYEE = 3


class State(IntEnum):
    """What became of a document: left aside (not above zero, or a second copy), untouched, used in part, used up."""

    ASIDE = 0
    OPEN = 1
    PART = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Bills:
    """Invoices as columns: numbers of submission, seller (-1 unknown) and line, fen (gross), day or UNDATED.

    `spare` marks second copies. Equal rows are used in the order given.
    """

    submission: np.ndarray
    party: np.ndarray
    line: np.ndarray
    amount: np.ndarray
    day: np.ndarray
    spare: np.ndarray


@dataclass(frozen=True, slots=True)
class Slips:
    """Payments as columns, as Bills; the party is the payee, `own` marks those that the applicant paid itself."""

    submission: np.ndarray
    party: np.ndarray
    own: np.ndarray
    amount: np.ndarray
    day: np.ndarray
    spare: np.ndarray


@dataclass(frozen=True, slots=True)
class Doubts:
    """Choices as good as the one taken: the row of one slip of each, documents on both sides, ln of the ways.

    `bounded` means at least so many; `equal` that only the pairing of equal amounts is open, as in `exact`.
    """

    slip: np.ndarray
    slips: np.ndarray
    bills: np.ndarray
    log_ways: np.ndarray
    bounded: np.ndarray
    equal: np.ndarray

    @classmethod
    def of(cls, rows: list[tuple[int, int, int, float, bool, bool]]) -> Doubts:
        """The columns of single doubts."""
        kinds = (np.int64, np.int64, np.int64, np.float64, bool, bool)
        columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
        return cls(*(np.array(column, dtype=kind) for column, kind in zip(columns, kinds, strict=True)))

    def with_those(self, other: Doubts) -> Doubts:
        """Both in one."""
        return Doubts(*(np.concatenate((getattr(self, name), getattr(other, name))) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Settled:
    """Rows of slip and bill with fen and Step, what became of each document, and what could have gone otherwise."""

    paid: Paid
    step: np.ndarray
    slip_left: np.ndarray
    bill_left: np.ndarray
    slip_state: np.ndarray
    bill_state: np.ndarray
    doubts: Doubts
    contested: int
    """So many blocks were given to `exact` one by one."""


@dataclass(slots=True)
class _Side:
    """The rows of one side that can be used, by block and in the order of use; `left` falls as they are used."""

    row: np.ndarray
    block: np.ndarray
    left: np.ndarray
    day: np.ndarray
    rank: np.ndarray
    """The place in the order of use over all blocks."""

    @classmethod
    def of(cls, side: Slips | Bills, row: np.ndarray, block: np.ndarray) -> _Side:
        """The rows, which come in the order of use, sorted by block."""
        order = np.argsort(block, kind="stable")
        row = row[order]
        return cls(row, block[order], side.amount[row].astype(np.int64), side.day[row].astype(np.int64), order)

    def open(self, chosen: np.ndarray | None = None) -> Open:
        """The chosen rows, or all."""
        whole = Open(self.block, self.left, self.day)
        return whole if chosen is None else whole.of(chosen)

    def papers(self, chosen: np.ndarray, line: np.ndarray | None = None) -> list[Paper]:
        """The chosen rows as `exact` takes them."""
        lines = ["" for _ in chosen] if line is None else [str(name) for name in line[chosen].tolist()]
        days = [None if day == UNDATED else day for day in self.day[chosen].tolist()]
        return [Paper(*paper) for paper in zip(self.left[chosen].tolist(), days, lines, strict=True)]


def settle(slips: Slips, bills: Bills) -> Settled:
    """Set every payment off against the invoices it pays."""
    own, owed, blocks = _laid_out(slips, bills)
    found: list[tuple[Step, Paid]] = []

    def pay(step: Step, paid: Paid) -> None:
        np.subtract.at(own.left, paid.slip, paid.amount)
        np.subtract.at(owed.left, paid.bill, paid.amount)
        found.append((step, paid.at(own.row, owed.row)))

    pairs, doubts = _equal(own, owed, blocks)
    pay(Step.EQUAL, pairs)
    members, contests, contested = _sums(own, owed, bills.line[owed.row], blocks)
    pay(Step.SUM, _within(members, own, owed))
    pay(Step.DATE, _rest(own, owed, blocks))
    pay(Step.OTHER_PAYEE, _other_payees(slips, bills, own, owed))
    slip_left, bill_left = _left(slips.amount, own), _left(bills.amount, owed)
    return Settled(
        paid=Paid.joined([part for _, part in found]),
        step=np.repeat([step for step, _ in found], [len(part.amount) for _, part in found]).astype(np.int8),
        slip_left=slip_left,
        bill_left=bill_left,
        slip_state=_states(slips.amount, slip_left, own.row),
        bill_state=_states(bills.amount, bill_left, owed.row),
        doubts=doubts.with_those(contests),
        contested=contested,
    )


def _laid_out(slips: Slips, bills: Bills) -> tuple[_Side, _Side, int]:
    """Both sides by block: the usable rows, slips the applicant's own first and then by day, bills by line and day."""
    parties = int(max(slips.party.max(initial=0), bills.party.max(initial=0))) + 3
    rows, keys = [], []
    for side, first, unknown in ((slips, ~slips.own, 0), (bills, bills.line, parties - 1)):
        order = np.lexsort((np.where(side.day == UNDATED, _LAST, side.day), first))
        row = order[(side.amount[order] > 0) & ~side.spare[order]]
        party = side.party[row].astype(np.int64)
        rows.append(row)
        keys.append(side.submission[row].astype(np.int64) * parties + np.where(party < 0, unknown, party + 1))
    codes, names = pd.factorize(np.concatenate(keys))
    own, owed = np.split(codes, [len(rows[0])])
    return _Side.of(slips, rows[0], own), _Side.of(bills, rows[1], owed), len(names)


def _equal(own: _Side, owed: _Side, blocks: int) -> tuple[Paid, Doubts]:
    """Pairs of equal amounts in every block, and the amounts with several pairings that are as good."""
    first = np.minimum(span(own.open(), blocks)[0], span(owed.open(), blocks)[0])
    amounts, kinds = pd.factorize(np.concatenate((own.left, owed.left)))
    codes, names = pd.factorize(np.concatenate((own.block, owed.block)) * max(1, len(kinds)) + amounts)
    sides = [
        Side(group, np.where(side.day == UNDATED, first[side.block], side.day))
        for group, side in zip(np.split(codes, [len(own.left)]), (own, owed), strict=True)
    ]
    pairs = pair_equal(sides[0], sides[1], len(names))
    doubtful = np.flatnonzero(whole_ways(pairs.log_ways) > 1)
    slips, bills = (np.bincount(side.group, minlength=len(names))[doubtful] for side in sides)
    some = np.zeros(len(names), dtype=np.int64)
    some[sides[0].group] = own.row
    no = np.zeros(len(doubtful), dtype=bool)
    paid = Paid(pairs.slips, pairs.bills, own.left[pairs.slips])
    return paid, Doubts(some[doubtful], slips, bills, pairs.log_ways[doubtful], no, ~no)


def _sums(own: _Side, owed: _Side, line: np.ndarray, blocks: int) -> tuple[Members, Doubts, int]:
    """Exact groups of several documents; blocks in which they compete are packed one by one."""
    slips, bills = np.flatnonzero(own.left), np.flatnonzero(owed.left)
    members, contested = find_groups(own.open(slips), owed.open(bills), line[bills], blocks)
    parts, doubts = [Members(members.slip_group, slips[members.slip], members.bill_group, bills[members.bill])], []
    some, several = (
        np.split(rows, np.searchsorted(side.block[rows], np.repeat(contested, 2) + np.tile([0, 1], len(contested))))
        for side, rows in ((own, slips), (owed, bills))
    )
    for left, right in zip(some[1::2], several[1::2], strict=True):
        found = exact(own.papers(left), owed.papers(right, line))
        parts.append(_members(found, left, right))
        doubts += [
            (int(own.row[left[d.slips[0]]]), len(d.slips), len(d.bills), log(d.ways), d.bounded, d.equal)
            for d in found.doubts
        ]
    return Members.joined(parts), Doubts.of(doubts), len(contested)


def _members(found: Exact, slips: np.ndarray, bills: np.ndarray) -> Members:
    """The groups of one block, by position."""
    columns = []
    for side, places in ((0, slips), (1, bills)):
        sizes = [len(group[side]) for group in found.groups]
        chosen = [place for group in found.groups for place in group[side]]
        columns += [np.repeat(np.arange(len(sizes)), sizes), places[np.array(chosen, dtype=np.int64)]]
    return Members(*columns)


def _within(members: Members, own: _Side, owed: _Side) -> Paid:
    """The slips of each group for its bills, in order."""
    slips = Open(members.slip_group, own.left[members.slip], own.day[members.slip])
    bills = Open(members.bill_group, owed.left[members.bill], owed.day[members.bill])
    groups = int(members.slip_group.max(initial=-1)) + 1
    return in_order(slips, bills, groups).at(members.slip, members.bill)


def _rest(own: _Side, owed: _Side, blocks: int) -> Paid:
    """What is left of the slips of a party, by date."""
    slips, bills = np.flatnonzero(own.left), np.flatnonzero(owed.left)
    return by_date(own.open(slips), owed.open(bills), blocks).at(slips, bills)


def _other_payees(slips: Slips, bills: Bills, own: _Side, owed: _Side) -> Paid:
    """Untouched slips for open invoices of exactly their amount in the same submission, whoever the payee is."""
    some, several = np.flatnonzero(own.left == slips.amount[own.row]), np.flatnonzero(owed.left)
    amounts, kinds = pd.factorize(np.concatenate((own.left[some], owed.left[several])))
    submission = np.concatenate((slips.submission[own.row[some]], bills.submission[owed.row[several]]))
    codes, names = pd.factorize(submission.astype(np.int64) * max(1, len(kinds)) + amounts)
    sides = []
    for code, chosen, side in zip(np.split(codes, [len(some)]), (some, several), (own, owed), strict=True):
        order = np.lexsort((side.rank[chosen], code))
        sides.append((chosen[order], Open(code[order], side.left[chosen[order]], side.day[chosen[order]])))
    return by_date(sides[0][1], sides[1][1], len(names)).at(sides[0][0], sides[1][0])


def _left(amount: np.ndarray, side: _Side) -> np.ndarray:
    """Fen that is left of every document; nothing was used of those set aside."""
    left: np.ndarray = np.maximum(amount, 0).astype(np.int64)
    left[side.row] = side.left
    return left


def _states(amount: np.ndarray, left: np.ndarray, used: np.ndarray) -> np.ndarray:
    """The State of every document."""
    state = np.full(len(amount), State.ASIDE, dtype=np.int8)
    state[used] = np.where(left[used] == 0, State.FULL, np.where(left[used] < amount[used], State.PART, State.OPEN))
    return state
