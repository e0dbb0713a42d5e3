"""A page's words as a table: rows by their height on the page, columns by the white space that runs through the rows.

For lists that arrive as PDF or scan, where no reader could hand over cells. A page that is not tabular gives None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median

from evidence.document import Box, Cell, Page, Table, Word

_LEAST_COLUMNS = 3
_LEAST_ROWS = 3
_SLICES = 1000
"""Vertical slices a page is cut into when its columns are looked for."""
_CROSSING = 0.08
"""Share of rows whose words may cross the white space between two columns (a long text, a misread gap)."""

Row = list[Word]
Span = tuple[float, float]
"""Left and right edge of a column."""


@lru_cache(maxsize=16)
def grid(page: Page) -> Table | None:
    """The table that the words of a page form, addressed `A1`, `B1` … like a worksheet; None if they form none."""
    words = [word for word in page.words if word.text.strip() and word.box.height > 0]
    rows = _rows(words)
    counts = sorted(len(row) for row in rows if len(row) >= _LEAST_COLUMNS)
    if len(counts) < _LEAST_ROWS:
        return None
    full = [row for row in rows if len(row) >= max(_LEAST_COLUMNS, counts[-1 - len(counts) // 4] / 2)]
    columns = _columns(full, page.width)
    if len(columns) < _LEAST_COLUMNS or len(full) < _LEAST_ROWS:
        return None
    merged = _with_wrapped(rows, full, columns)
    cells = tuple(_cells(row, columns, number) for number, row in enumerate(merged, start=1))
    return Table(name=f"第{page.number}页", rows=cells, page=page.number)


def _rows(words: Sequence[Word]) -> list[Row]:
    """Words grouped into rows: a word joins the row whose middle it covers; rows from top to bottom."""
    rows: list[Row] = []
    centres: list[float] = []
    for word in sorted(words, key=lambda w: w.box.center[1]):
        y = word.box.center[1]
        if rows and abs(y - centres[-1]) < 0.5 * median(w.box.height for w in rows[-1]):
            rows[-1].append(word)
            centres[-1] += (y - centres[-1]) / len(rows[-1])
        else:
            rows.append([word])
            centres.append(y)
    return [sorted(row, key=lambda w: w.box.x0) for row in rows]


def _columns(rows: Sequence[Row], width: float) -> list[Span]:
    """The column spans, left to right: between them hardly any of the rows has ink."""
    scale = _SLICES / max(width, 1.0)
    ink = [0] * (_SLICES + 1)
    for row in rows:
        for word in row:
            inset = 0.15 * min(word.box.height, word.box.width)
            for x in range(int((word.box.x0 + inset) * scale), int((word.box.x1 - inset) * scale) + 1):
                if 0 <= x <= _SLICES:
                    ink[x] += 1
    allowed = int(_CROSSING * len(rows))
    spans: list[Span] = []
    start: int | None = None
    for x, count in enumerate([*ink, 0]):
        if count > allowed and start is None:
            start = x
        elif count <= allowed and start is not None:
            spans.append((start / scale, x / scale))
            start = None
    return spans


def _with_wrapped(rows: Sequence[Row], full: Sequence[Row], columns: Sequence[Span]) -> list[Row]:
    """The rows, with lines of wrapped text joined to the full row they stand closest to.

    A sparse line belongs to a full row when it is nearer than three quarters of the usual distance of full rows, and
    outside of the table only when it touches; others (titles, totals, notes) stay rows of their own.
    """
    middles = {id(row): _middle(row) for row in rows}
    anchors = {id(row) for row in full}
    heights = [middles[id(row)] for row in full]
    pitch = median(b - a for a, b in pairwise(heights)) if len(heights) > 1 else 0.0
    joined: dict[int, Row] = {id(row): list(row) for row in rows}
    for row in rows:
        if id(row) in anchors or len(row) >= _LEAST_COLUMNS or _is_wide(row, full):
            continue
        nearest = min(full, key=lambda anchor: abs(_middle(anchor) - middles[id(row)]))
        near = abs(_middle(nearest) - middles[id(row)])
        height = median(w.box.height for w in row)
        inside = heights[0] < middles[id(row)] < heights[-1]
        if near < 0.75 * pitch and (
            near < 2.6 * height if inside else near < 1.6 * height and _fits(row, nearest, columns)
        ):
            joined[id(nearest)].extend(row)
            del joined[id(row)]
    return [joined[id(row)] for row in rows if id(row) in joined]


def _middle(row: Row) -> float:
    return sum(word.box.center[1] for word in row) / len(row)


def _is_wide(row: Row, full: Sequence[Row]) -> bool:
    """Whether the line is a title or a note: one run wider than any cell of the full rows."""
    return max(word.box.width for word in row) > 1.2 * max(word.box.width for other in full for word in other)


def _fits(row: Row, anchor: Row, columns: Sequence[Span]) -> bool:
    """Whether each word continues a word of the anchor, or below it fills a column the anchor leaves empty."""
    below = _middle(row) > _middle(anchor)
    taken = {_slot(word.box, columns) for word in anchor}
    return all(
        any(w.box.x0 < a.box.x1 and a.box.x0 < w.box.x1 for a in anchor)
        or (below and _slot(w.box, columns) not in taken and not re.search(r"[:：]", w.text))
        for w in row
    )


def _cells(row: Row, columns: Sequence[Span], number: int) -> tuple[Cell, ...]:
    """One row of cells; a word goes into the column it overlaps most, or the nearest."""
    slots: list[Row] = [[] for _ in columns]
    for word in row:
        slots[_slot(word.box, columns)].append(word)
    return tuple(_cell(slot, f"{_letters(i)}{number}") for i, slot in enumerate(slots))


def _slot(box: Box, columns: Sequence[Span]) -> int:
    overlaps = [min(box.x1, right) - max(box.x0, left) for left, right in columns]
    return max(range(len(columns)), key=overlaps.__getitem__)


def _cell(words: Row, address: str) -> Cell:
    if not words:
        return Cell("", address)
    ordered = sorted(words, key=lambda w: (round(w.box.center[1] / max(w.box.height, 1.0)), w.box.x0))
    box = ordered[0].box
    for word in ordered[1:]:
        box = box.union(word.box)
    return Cell("".join(_spaced(ordered)), address, box)


def _spaced(words: Row) -> list[str]:
    """The words with a space where Latin text or figures would run together."""
    out = [words[0].text]
    for before, word in pairwise(words):
        touching = before.text[-1:].isascii() and word.text[:1].isascii()
        out.append(" " + word.text if touching else word.text)
    return out


def _letters(index: int) -> str:
    """`A` for 0, `AA` for 26, as worksheets name columns."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def confidence(page: Page) -> float:
    """How sure the words of a page are: the lowest tenth of their confidences."""
    values = sorted(word.confidence for word in page.words)
    return values[len(values) // 10] if values else 1.0
