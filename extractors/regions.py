"""Regions: several slips or invoices on one page, told apart by what each of them prints once.

Marks (titles, labels) that repeat at different heights give the cuts; how much of the first document stands above its
mark says where the others begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from evidence.document import Box, Page

_APART = 8.0
"""Marks of two documents stand at least that many of their heights apart."""


def stacked(page: Page, marks: Iterable[Box]) -> list[Page]:
    """The page cut into bands, one a mark; the whole page where there are fewer than two marks."""
    chosen = _distinct(sorted(marks, key=lambda box: box.y0))
    if len(chosen) < 2:
        return [page]
    top = min((word.box.y0 for word in page.words), default=0.0)
    lead = max(0.0, min(box.y0 for box in chosen) - top)
    lines = [(word.box.y0, word.box.y1) for word in page.words]
    cuts = [0.0]
    for before, mark in pairwise(chosen):
        cuts.append(_blank_near(lines, mark.y0 - lead, before.y1, mark.y0, mark.y0))
    cuts.append(page.height + 1)
    return [_band(page, Box(0, y0, page.width + 1, y1)) for y0, y1 in pairwise(cuts)]


def side_by_side(page: Page, marks: Iterable[Box]) -> list[Page]:
    """The page cut into columns, one a mark at least a third of the width from the one before, at the blank between."""
    chosen: list[Box] = []
    for box in sorted(marks, key=lambda box: box.x0):
        if not chosen or box.x0 - chosen[-1].x0 > 0.35 * page.width:
            chosen.append(box)
    if len(chosen) < 2:
        return [page]
    shift = min(box.x0 for box in chosen) - min(word.box.x0 for word in page.words)
    words = [(word.box.x0, word.box.x1) for word in page.words]
    cuts = [0.0]
    for before, mark in pairwise(chosen):
        cuts.append(_blank_near(words, mark.x0 - shift, before.x1, mark.x0, mark.x0 - shift))
    cuts.append(page.width + 1)
    return [_band(page, Box(x0, 0, x1, page.height + 1)) for x0, x1 in pairwise(cuts)]


def _distinct(boxes: Sequence[Box]) -> list[Box]:
    chosen: list[Box] = []
    for box in boxes:
        if not chosen or box.y0 - chosen[-1].y1 > _APART * box.height:
            chosen.append(box)
    return chosen


def _blank_near(
    extents: Sequence[tuple[float, float]], wanted: float, low: float, high: float, default: float
) -> float:
    """The middle of the blank strip between `low` and `high` that is nearest to `wanted`; wider strips count more.

    `extents` are where the words begin and end in that direction; `default` is the answer where nothing is blank.
    """
    gaps, reach = [], low
    for begin, end in sorted(one for one in extents if one[1] > low and one[0] < high + 1):
        if begin > reach:
            gaps.append((reach, min(begin, high + 1)))
        reach = max(reach, end)
    if not gaps:
        return default
    best = min(gaps, key=lambda gap: abs((gap[0] + gap[1]) / 2 - wanted) - 0.5 * (gap[1] - gap[0]))
    return (best[0] + best[1]) / 2


def _band(page: Page, box: Box) -> Page:
    """The page with only what lies inside the box; numbers and coordinates stay those of the page."""
    return replace(
        page,
        words=tuple(word for word in page.words if box.contains(*word.box.center)),
        codes=tuple(code for code in page.codes if box.contains(*code.box.center)),
        seals=tuple(seal for seal in page.seals if box.contains(*seal.box.center)),
    )
