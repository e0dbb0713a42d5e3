"""Exact sums in fen: which of some amounts add up to a target."""

from __future__ import annotations

from collections.abc import Sequence

STEPS = 20_000
"""So many steps of one search for all sets; beyond them it ends with what it found."""


def all_parts_of(amounts: Sequence[int], target: int, most: int) -> tuple[list[tuple[int, ...]], bool]:
    """Every set of two or more positions whose amounts add up to `target`, larger amounts first; whether all were seen.

    At most `most` sets are given, and so many steps searched that the time is bounded; then the answer is no promise.
    Nothing adds up to a target that is not positive.
    """
    if target <= 0:
        return [], True
    order = sorted((place for place, amount in enumerate(amounts) if 0 < amount < target), key=lambda p: -amounts[p])
    rest = [0]
    for place in reversed(order):
        rest.append(rest[-1] + amounts[place])
    rest.reverse()
    found: list[tuple[int, ...]] = []
    stack: list[tuple[int, int, tuple[int, ...]]] = [(0, target, ())]
    steps = 0
    while stack and len(found) < most and steps < STEPS:
        steps += 1
        at, left, chosen = stack.pop()
        if left == 0:
            found.append(tuple(sorted(chosen)))
        elif at < len(order) and left <= rest[at]:
            stack.append((at + 1, left, chosen))
            if amounts[order[at]] <= left:
                stack.append((at + 1, left - amounts[order[at]], (*chosen, order[at])))
    return found, not stack
