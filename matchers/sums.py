"""Exact sums in fen: which of some amounts add up to a target."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 14
"""More amounts than this are not searched: 2^14 sums are the bound that keeps matching quick."""


def parts_of(amounts: Sequence[int], target: int) -> tuple[tuple[int, ...], int]:
    """The positions of the first set of amounts that adds up to `target`, and how many sets do; ((), 0) for none.

    Sets come in binary order of their positions, earlier positions first. Amounts that are not positive, and more
    than `MOST` of them, are not searched.
    """
    usable = [place for place, amount in enumerate(amounts) if 0 < amount <= target][:MOST]
    ways: dict[int, tuple[int, tuple[int, ...]]] = {0: (1, ())}
    for place in usable:
        for total, (count, chosen) in list(ways.items()):
            reached = total + amounts[place]
            if reached <= target:
                known, first = ways.get(reached, (0, (*chosen, place)))
                ways[reached] = (known + count, first)
    count, chosen = ways.get(target, (0, ()))
    return (chosen, count) if target > 0 else ((), 0)
