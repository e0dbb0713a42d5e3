"""A page's words as a table: rows by their height on the page, columns by the white space that runs through the rows.

For lists that arrive as PDF or scan, where no reader could hand over cells. A page that is not tabular gives None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from evidence.document import Box, Cell, Method, Page, Table, Word
from extractors.tables.columns import Row, Span, find_columns, holds_figures, pieces
from extractors.tables.ruled import Ruled, ruled, runs_on
from extractors.tables.tilt import slope

_LEAST_COLUMNS = 3
_LEAST_ROWS = 3
_BROKEN = 0.5
"""Confidence of a cell in which a figure stands behind the decimals of another: a line of a neighbour may."""
_TWO_FIGURES = re.compile(r"\.\d+\s+\d")
_TOTAL = re.compile(r"^(合|总|小|共)\s*计|^合$|总计|小计")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table made of words, and how sure the words of each cell are, by address."""

    table: Table
    confidences: Mapping[str, float]


@lru_cache(maxsize=16)
def grid(page: Page) -> Grid | None:
    """The table that the words of a page form, addressed `A1`, `B1` … like a worksheet; None if they form none."""
    words = [word for word in page.words if word.text.strip() and word.box.height > 0]
    tilt = slope(words) if page.method is Method.OCR else 0.0
    words = [_lowered(word, -tilt) for word in words] if tilt else words
    cut = [piece for word in words for piece in pieces(word)]
    lines = ruled(page, cut)
    found = _along_rules(lines) if lines else _between_spaces(page, words, _rows(cut))
    if found is None:
        return None
    slots, columns = found
    widths = [right - left for left, right in columns]
    cells = tuple(
        tuple(
            _cell([_lowered(w, tilt) for w in slot], f"{_letters(i)}{number}", widths[i], certain=lines is not None)
            for i, slot in enumerate(row)
        )
        for number, row in enumerate(slots, start=1)
    )
    confidences = {
        cell.address: min((word.confidence for word in slot), default=1.0)
        for row, found_row in zip(cells, slots, strict=True)
        for cell, slot in zip(row, found_row, strict=True)
    }
    confidences |= {cell.address: _BROKEN for row in cells for cell in row if _TWO_FIGURES.search(cell.text)}
    return Grid(Table(name=f"第{page.number}页", rows=cells, page=page.number), confidences)


def _along_rules(lines: Ruled) -> tuple[list[list[Row]], Sequence[Span]]:
    """The rows of a ruled table with the lines of words above and below it."""
    rows = [(top, list(row)) for top, row in zip(lines.tops, lines.slots, strict=True)]
    rows += [(_middle(row), _beside(row, lines.columns)) for row in _rows(lines.outside)]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])], lines.columns


def _beside(row: Row, columns: Sequence[Span]) -> list[Row]:
    """A line outside of the rules: sums stand in the columns, other texts each for itself, one after the other."""
    texts: list[Row] = []
    for word in row:
        if texts and word.box.x0 - texts[-1][-1].box.x1 < word.box.height:
            texts[-1].append(word)
        else:
            texts.append([word])
    if len(texts) > len(columns) or any(_TOTAL.search(word.text) for word in row):
        return _slots(row, columns)
    return [*texts, *([] for _ in range(len(columns) - len(texts)))]


def _between_spaces(
    page: Page, words: Sequence[Word], rows: list[Row]
) -> tuple[list[list[Row]], Sequence[Span]] | None:
    """The rows of a table without rules, by the white space between its columns; None where the words form none."""
    counts = sorted(len(row) for row in rows if len(row) >= _LEAST_COLUMNS)
    if len(counts) < _LEAST_ROWS:
        return None
    full = [row for row in rows if len(row) >= max(_LEAST_COLUMNS, counts[-1 - len(counts) // 4] / 2)]
    columns = find_columns(full, words, page.width, _headings(rows, full))
    if len(columns) < _LEAST_COLUMNS or len(full) < _LEAST_ROWS:
        return None
    anchors = [row for row in rows if row in full or _begins(row, columns)]
    merged = _with_wrapped(rows, anchors, columns)
    return [_slots(row, columns) for row in merged], columns


def _lowered(word: Word, tilt: float) -> Word:
    """The word moved down by what lines that fall by `tilt` a unit have fallen where it stands."""
    box, fall = word.box, tilt * word.box.center[0]
    return replace(word, box=Box(box.x0, box.y0 + fall, box.x1, box.y1 + fall)) if tilt else word


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


def _headings(rows: Sequence[Row], full: Sequence[Row]) -> list[Row]:
    """The rows of two words or more from the first full one to the first with figures."""
    found: list[Row] = []
    for row in rows:
        if (found or row in full) and not holds_figures(row):
            found += [row] if len(row) > 1 else []
        elif found:
            break
    return found


def _with_wrapped(rows: Sequence[Row], full: Sequence[Row], columns: Sequence[Span]) -> list[Row]:
    """The rows, with lines of wrapped text joined to the full row they stand closest to.

    Below the headings a sparse line belongs to a full row when it is nearer than three quarters of the usual distance
    of full rows; beside the headings and outside of the table only when it touches. Titles, totals and notes stay.
    """
    middles = {id(row): _middle(row) for row in rows}
    anchors = {id(row) for row in full}
    heights = [middles[id(row)] for row in full]
    pitch = median(b - a for a, b in pairwise(heights)) if len(heights) > 1 else 0.0
    body = next((middles[id(row)] for row in full if holds_figures(row)), heights[-1])
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


def _middle(row: Row) -> float:
    return sum(word.box.center[1] for word in row) / len(row)


def _is_wide(row: Row, columns: Sequence[Span]) -> bool:
    """Whether the line is a title or a note: one run that stands in more than one column."""
    return any(sum(_shared(word.box, column) > 0.2 for column in columns) > 1 for word in row)


def _shared(box: Box, column: Span) -> float:
    """The share of a word's width that stands in a column."""
    return (min(box.x1, column[1]) - max(box.x0, column[0])) / max(box.width, 1e-6)


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


def _cell(words: Row, address: str, width: float, *, certain: bool) -> Cell:
    if not words:
        return Cell("", address)
    lines = _rows(words)
    ordered = [word for line in lines for word in line]
    joined = {id(lower[0]) for upper, lower in pairwise(lines) if runs_on(upper, lower, width, certain=certain)}
    box = ordered[0].box
    for word in ordered[1:]:
        box = box.union(word.box)
    return Cell("".join(_spaced(ordered, joined)), address, box)


def _spaced(words: Row, joined: Set[int]) -> list[str]:
    """The words with a space where Latin text or figures would run together; none before those that go on a number."""
    out = [words[0].text]
    for before, word in pairwise(words):
        touching = before.text[-1:].isascii() and word.text[:1].isascii() and id(word) not in joined
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
