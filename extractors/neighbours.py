"""Neighbours: which pieces of a page follow which, to the right and downwards, found for all pieces at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from evidence.document import Box

_BLOCK = 256
"""Pieces looked at together: bounds the memory of a page with thousands of them."""
_RIGHT, _BELOW, _OVER = 4.5, 3.0, 0.3
"""Reach of a piece to the right and downwards, and how far the next may begin before its end, in its heights."""

Sides = np.ndarray[Any, np.dtype[np.float64]]
Follow = Mapping[int, Sequence[int]]


class Neighbours:
    """For every box, by its position in the sequence given: the boxes that may follow it, the nearest first.

    `right` asks for a shared line and a gap of at most 4.5 heights, `below` for half of the narrower width and at
    most 3 heights. The boxes must come from the top down (by `y0`).
    """

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.right: Follow
        self.below: Follow
        sides = np.array([(box.x0, box.y0, box.x1, box.y1) for box in boxes], dtype=np.float64).reshape(-1, 4)
        right: dict[int, list[int]] = {}
        below: dict[int, list[int]] = {}
        tops, tallest = sides[:, 1], float((sides[:, 3] - sides[:, 1]).max(initial=0.0))
        for start in range(0, len(boxes), _BLOCK):
            block = sides[start : start + _BLOCK]
            reach = float((block[:, 3] + _BELOW * np.maximum(0.0, block[:, 3] - block[:, 1])).max())
            low = int(np.searchsorted(tops, float(block[0, 1]) - tallest, "left"))
            near = sides[low : int(np.searchsorted(tops, reach, "right"))]
            (to_the_right, aside), (underneath, down) = _follow(block, near)
            _file(right, to_the_right, aside, start, low)
            _file(below, underneath, down, start, low)
        self.right, self.below = right, below


def _follow(block: Sides, near: Sides) -> tuple[tuple[Any, Sides], tuple[Any, Sides]]:
    """Block by near: who follows to the right and how far away, then the same for below.

    What begins further left is no further below: a label's last character stands at the left of the line above it.
    """
    ax0, ay0, ax1, ay1 = (block[:, i, None] for i in range(4))
    bx0, by0, bx1, by1 = (near[None, :, i] for i in range(4))
    height = ay1 - ay0
    aside, down = bx0 - ax1, by0 - ay1
    shared = np.minimum(ay1, by1) - np.maximum(ay0, by0)
    level = shared >= 0.5 * np.minimum(height, by1 - by0)
    under = np.minimum(ax1, bx1) - np.maximum(ax0, bx0) > 0.5 * np.minimum(ax1 - ax0, bx1 - bx0)
    right = level & (aside > -_OVER * height) & (aside < _RIGHT * height)
    below = under & (down > -_OVER * height) & (down < _BELOW * height)
    return (right, np.abs(aside) + np.abs(by0 - ay0)), (below, np.abs(down) + 0.2 * np.abs(bx0 - ax0))


def _file(found: dict[int, list[int]], pairs: Any, distance: Sides, start: int, low: int) -> None:
    """Enter the pairs of a block, each one's nearest first."""
    rows, columns = np.nonzero(pairs)
    order = np.lexsort((columns, distance[rows, columns], rows))
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if row + start != column + low:
            found.setdefault(row + start, []).append(column + low)
