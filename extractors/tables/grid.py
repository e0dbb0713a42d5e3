"""A page's words as a table: rows by their height on the page, columns by the white space that runs through the rows.

For lists that arrive as PDF or scan, where no reader could hand over cells. A page that is not tabular gives None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from evidence.document import Box, Cell, Page, Table, Word

_LEAST_COLUMNS = 3
_LEAST_ROWS = 3
_SLICES = 2000
"""Vertical slices a page is cut into when its columns are looked for."""
_CROSSING = 0.08
"""Share of rows whose words may cross the white space between two columns (a long text, a misread gap)."""

_TOTAL = re.compile(r"^(合|总|小|共)\s*计|^合$|总计|小计")

_BRIDGED = 0.4
"""Share of rows with a run across the white space from which on it separates no columns."""
Row = list[Word]
Span = tuple[float, float]
"""Left and right edge of a column."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table made of words, and how sure the words of each cell are, by address."""

    table: Table
    confidences: Mapping[str, float]


@lru_cache(maxsize=16)
def grid(page: Page) -> Grid | None:
    """The table that the words of a page form, addressed `A1`, `B1` … like a worksheet; None if they form none."""
    words = [word for word in page.words if word.text.strip() and word.box.height > 0]
    rows = _rows([piece for word in words for piece in _pieces(word)])
    counts = sorted(len(row) for row in rows if len(row) >= _LEAST_COLUMNS)
    if len(counts) < _LEAST_ROWS:
        return None
    full = [row for row in rows if len(row) >= max(_LEAST_COLUMNS, counts[-1 - len(counts) // 4] / 2)]
    columns = _rejoined(_columns(full, page.width), words, len(full))
    if len(columns) < _LEAST_COLUMNS or len(full) < _LEAST_ROWS:
        return None
    anchors = [row for row in rows if row in full or _begins(row, columns)]
    merged = _with_wrapped(rows, anchors, columns)
    slots = [_slots(row, columns) for row in merged]
    cells = tuple(
        tuple(_cell(slot, f"{_letters(i)}{number}") for i, slot in enumerate(row))
        for number, row in enumerate(slots, start=1)
    )
    confidences = {
        cell.address: min((word.confidence for word in slot), default=1.0)
        for row, found in zip(cells, slots, strict=True)
        for cell, slot in zip(row, found, strict=True)
    }
    return Grid(Table(name=f"第{page.number}页", rows=cells, page=page.number), confidences)


def _pieces(word: Word) -> list[Word]:
    """A run cut at its spaces, each piece with its share of the box: readers may join neighbouring cells."""
    parts = list(re.finditer(r"\S+", word.text))
    if len(parts) < 2:
        return [word]
    total = _extent(word.text)
    box = word.box
    cuts = [(_extent(word.text[: m.start()]) / total, _extent(word.text[: m.end()]) / total, m[0]) for m in parts]
    return [
        replace(word, text=text, box=Box(box.x0 + left * box.width, box.y0, box.x0 + right * box.width, box.y1))
        for left, right, text in cuts
    ]


def _extent(text: str) -> int:
    """The width of a text in half characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


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


def _rejoined(spans: Sequence[Span], words: Sequence[Word], rows: int) -> list[Span]:
    """The columns without those that only spaces inside runs have made, as between a day and a time of day."""
    out: list[Span] = []
    for left, right in spans:
        middle = (out[-1][1] + left) / 2 if out else 0.0
        bridged = sum(" " in word.text and word.box.x0 < middle < word.box.x1 for word in words)
        if out and bridged > _BRIDGED * rows:
            out[-1] = (out[-1][0], right)
        else:
            out.append((left, right))
    return out


def _with_wrapped(rows: Sequence[Row], full: Sequence[Row], columns: Sequence[Span]) -> list[Row]:
    """The rows, with lines of wrapped text joined to the full row they stand closest to.

    Below the headings a sparse line belongs to a full row when it is nearer than three quarters of the usual distance
    of full rows; beside the headings and outside of the table only when it touches. Titles, totals and notes stay.
    """
    middles = {id(row): _middle(row) for row in rows}
    anchors = {id(row) for row in full}
    heights = [middles[id(row)] for row in full]
    pitch = median(b - a for a, b in pairwise(heights)) if len(heights) > 1 else 0.0
    body = next((middles[id(row)] for row in full if _holds_figures(row)), heights[-1])
    joined: dict[int, Row] = {id(row): list(row) for row in rows}
    for row in rows:
        if id(row) in anchors or _is_wide(row, columns) or any(_TOTAL.search(word.text) for word in row):
            continue
        nearest = min(full, key=lambda anchor: abs(_middle(anchor) - middles[id(row)]))
        near = abs(_middle(nearest) - middles[id(row)])
        height = median(w.box.height for w in row)
        if body - 0.75 * pitch < middles[id(row)] < heights[-1]:
            wrapped = near < 2.6 * height
        else:
            wrapped = len(row) < _LEAST_COLUMNS and near < 1.6 * height and _fits(row, nearest, columns)
        if wrapped and near < 0.75 * pitch:
            joined[id(nearest)].extend(row)
            del joined[id(row)]
    return [joined[id(row)] for row in rows if id(row) in joined]


def _begins(row: Row, columns: Sequence[Span]) -> bool:
    """Whether a sparse line is a row of its own: it fills the first column, where wrapped text hardly ever stands."""
    return len(row) >= _LEAST_COLUMNS and any(_slot(word.box, columns) == 0 for word in row)


def _holds_figures(row: Row) -> bool:
    """Whether a row holds at least two figures, as rows of headings do not."""
    return sum(bool(re.search(r"\d[\d,.]*\d|^\d$", word.text)) for word in row) >= 2


def _middle(row: Row) -> float:
    return sum(word.box.center[1] for word in row) / len(row)


def _is_wide(row: Row, columns: Sequence[Span]) -> bool:
    """Whether the line is a title or a note: one run that stands in more than one column."""
    return any(sum(word.box.x0 < right and left < word.box.x1 for left, right in columns) > 1 for word in row)


def _fits(row: Row, anchor: Row, columns: Sequence[Span]) -> bool:
    """Whether each word continues a word of the anchor, or below it fills a column the anchor leaves empty."""
    below = _middle(row) > _middle(anchor)
    taken = {_slot(word.box, columns) for word in anchor}
    return all(
        any(w.box.x0 < a.box.x1 and a.box.x0 < w.box.x1 for a in anchor)
        or (below and _slot(w.box, columns) not in taken and not re.search(r"[:：]", w.text))
        for w in row
    )


def _slots(row: Row, columns: Sequence[Span]) -> list[Row]:
    """The words of one row by column: a word goes into the column it overlaps most, or the nearest."""
    slots: list[Row] = [[] for _ in columns]
    for word in row:
        slots[_slot(word.box, columns)].append(word)
    return slots


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
