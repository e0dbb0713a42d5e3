"""Blocks of few documents: all subsets of all blocks of one size tried at once, for the exact groups of `exact`.

A block is decided here only where nothing competes: no document stands in two candidate groups, or a sum over a whole
line or party competes with two or more smaller groups, which the weights of `exact` always prefer. Whatever is
contested goes to `exact`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from matchers.compare import AFTER
from matchers.fifo import Open, span

MOST_SIDE = 8
"""Blocks with more slips or more bills than this are not tried here: 2^8 sums a block and document is the bound."""
BITE = 2048
"""So many blocks of one size are tried together."""


@dataclass(frozen=True, slots=True)
class Members:
    """Which slips and which bills (positions) stand in which group: two lists of (group, document)."""

    slip_group: np.ndarray
    slip: np.ndarray
    bill_group: np.ndarray
    bill: np.ndarray

    @classmethod
    def joined(cls, parts: list[Members]) -> Members:
        """All of them, the groups numbered anew."""
        columns: list[list[np.ndarray]] = [[], [], [], []]
        groups = 0
        for part in parts:
            for column, values in zip(
                columns, (part.slip_group + groups, part.slip, part.bill_group + groups, part.bill), strict=True
            ):
                column.append(values)
            groups += int(max(part.slip_group.max(initial=-1), part.bill_group.max(initial=-1))) + 1
        return cls(*(np.concatenate([np.zeros(0, dtype=np.int64), *column]) for column in columns))


def find_groups(slips: Open, bills: Open, line: np.ndarray, blocks: int) -> tuple[Members, np.ndarray]:
    """The exact groups of the blocks decided here, and the blocks (numbers) that `exact` has to look at.

    `line` is the declared line of each bill. Documents are sorted by block; those of equal amount are already paired.
    """
    counts = [np.bincount(side.block, minlength=blocks) for side in (slips, bills)]
    starts = [np.cumsum(count) - count for count in counts]
    worth = np.flatnonzero((counts[0] > 0) & (counts[1] > 0) & (counts[0] + counts[1] > 2))
    near = (counts[0] <= MOST_SIDE) & (counts[1] <= MOST_SIDE) & (_spread(slips, bills, blocks) <= AFTER)
    parts, left = [], [worth[~near[worth]]]
    for some in _alike(worth[near[worth]], counts[0], counts[1]):
        own = starts[0][some][:, None] + np.arange(counts[0][some[0]])
        owed = starts[1][some][:, None] + np.arange(counts[1][some[0]])
        found = _Tried.of(slips.left[own], bills.left[owed], line[owed])
        left.append(some[found.contested])
        parts += found.members(own, owed)
    return Members.joined(parts), np.sort(np.concatenate(left))


def _spread(slips: Open, bills: Open, blocks: int) -> np.ndarray:
    """Days between the first and the last document of each block."""
    spans = [span(side, blocks) for side in (slips, bills)]
    return np.asarray(np.maximum(spans[0][1], spans[1][1]) - np.minimum(spans[0][0], spans[1][0]))


def _alike(blocks: np.ndarray, own: np.ndarray, owed: np.ndarray) -> Iterator[np.ndarray]:
    """The blocks by their numbers of slips and bills, in bites."""
    shape = own[blocks] * (MOST_SIDE + 1) + owed[blocks]
    order = np.argsort(shape, kind="stable")
    for same in np.split(blocks[order], np.flatnonzero(np.diff(shape[order])) + 1):
        yield from (same[place : place + BITE] for place in range(0, len(same), BITE))


@lru_cache(maxsize=MOST_SIDE + 1)
def _masks(size: int) -> np.ndarray:
    """All subsets of two or more of so many documents, one a row."""
    every = (np.arange(1 << size)[:, None] >> np.arange(size)) & 1
    return np.asarray(every[every.sum(axis=1) > 1].astype(bool))


@dataclass(frozen=True, slots=True)
class _Tried:
    """What blocks of one size showed: candidates as (block, document, subset), and which blocks are contested."""

    lumps: np.ndarray
    """One slip (axis 1) for several bills (subset, axis 2)."""
    rates: np.ndarray
    """One bill (axis 1) for several slips (subset, axis 2)."""
    whole_slips: np.ndarray
    whole_bills: np.ndarray
    """The documents (block, document) of the one sum of several slips to a whole line or party, where it is taken."""
    contested: np.ndarray

    @classmethod
    def of(cls, own: np.ndarray, owed: np.ndarray, line: np.ndarray) -> _Tried:
        """Try amounts (block, document) of slips and bills, the latter with their lines."""
        slip_sets, bill_sets = _masks(own.shape[1]), _masks(owed.shape[1])
        slip_sums = own @ slip_sets.T.astype(np.int64)
        lumps = own[:, :, None] == (owed @ bill_sets.T.astype(np.int64))[:, None, :]
        rates = owed[:, :, None] == slip_sums[:, None, :]
        count, whole_slips, whole_bills = _wholes(slip_sums, slip_sets, owed, line)
        busy = _touched(lumps, bill_sets, rates, slip_sets)
        met = _groups_met(lumps, bill_sets, whole_slips, whole_bills)
        met += _groups_met(rates, slip_sets, whole_bills, whole_slips)
        contested = busy | (count > 1) | ((count == 1) & (met == 1))
        taken = ((count == 1) & (met == 0) & ~contested)[:, None]
        still = ~contested[:, None, None]
        return cls(lumps & still, rates & still, whole_slips & taken, whole_bills & taken, contested)

    def members(self, own: np.ndarray, owed: np.ndarray) -> list[Members]:
        """The groups found, as members by position."""
        block, slip, chosen = np.nonzero(self.lumps)
        group, place = np.nonzero(_masks(owed.shape[1])[chosen])
        one = Members(np.arange(len(block)), own[block, slip], group, owed[block[group], place])
        block, bill, chosen = np.nonzero(self.rates)
        group, place = np.nonzero(_masks(own.shape[1])[chosen])
        other = Members(group, own[block[group], place], np.arange(len(block)), owed[block, bill])
        slip_block, slips = np.nonzero(self.whole_slips)
        bill_block, bills = np.nonzero(self.whole_bills)
        whole = Members(slip_block, own[slip_block, slips], bill_block, owed[bill_block, bills])
        return [part for part in (one, other, whole) if len(part.slip)]


def _wholes(
    sums: np.ndarray, sets: np.ndarray, owed: np.ndarray, line: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Several slips for all bills of a line or of the party: how many candidates, and the members of the last one."""
    size = owed.shape[1]
    same = line[:, :, None] == line[:, None, :]
    first = ~np.any(same & np.tri(size, k=-1, dtype=bool), axis=2)
    scopes = np.concatenate((same, np.ones((len(owed), 1, size), dtype=bool)), axis=1)
    counted = np.concatenate((first, np.any(line != line[:, :1], axis=1)[:, None]), axis=1)
    counted &= scopes.sum(axis=2) > 1
    target = np.where(counted, (scopes * owed[:, None, :]).sum(axis=2), 0)
    hits = target[:, :, None] == sums[:, None, :]
    return hits.sum(axis=(1, 2)), *_one_of(hits, sets, scopes)


def _one_of(hits: np.ndarray, sets: np.ndarray, scopes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slips and bills of one hit (scope, subset) of each block; nothing where it has none."""
    slips = np.zeros((len(hits), sets.shape[1]), dtype=bool)
    bills = np.zeros((len(hits), scopes.shape[2]), dtype=bool)
    block, scope, chosen = np.nonzero(hits)
    slips[block], bills[block] = sets[chosen], scopes[block, scope]
    return slips, bills


def _touched(lumps: np.ndarray, bill_sets: np.ndarray, rates: np.ndarray, slip_sets: np.ndarray) -> np.ndarray:
    """The blocks in which a document stands in two groups of one for several."""
    slips = lumps.sum(axis=2) + rates.sum(axis=1) @ slip_sets.astype(np.int64)
    bills = rates.sum(axis=2) + lumps.sum(axis=1) @ bill_sets.astype(np.int64)
    return np.asarray((slips > 1).any(axis=1) | (bills > 1).any(axis=1))


def _groups_met(groups: np.ndarray, sets: np.ndarray, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How many groups of one document and a subset share a document with the chosen ones of both sides."""
    shared = (others.astype(np.int64) @ sets.T.astype(np.int64)) > 0
    return np.asarray((groups & (ones[:, :, None] | shared[:, None, :])).sum(axis=(1, 2)))
