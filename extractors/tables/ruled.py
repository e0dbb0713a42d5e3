"""A page's words by the cells that ruling lines draw: what wraps in its cell stays there, whatever stands beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.document import Box, Page, Word
from extractors.tables.columns import Row, Span

_NEAR = 2.0
"""Points within which two edges are one line."""
_LEAST_COLUMNS, _LEAST_ROWS = 3, 3
_HELD = 0.9
"""Share of a page's amounts that stand in the cells of its ruled table."""
_AMOUNT = re.compile(r"-?[¥￥]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2,6}")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table cut along its lines: the words by row and column, and the edges of its columns and rows."""

    slots: tuple[tuple[Row, ...], ...]
    columns: tuple[Span, ...]
    tops: tuple[float, ...]
    outside: Row


def ruled(page: Page, words: Sequence[Word]) -> Ruled | None:
    """The one ruled table of a page; None where there is none, or where its lines do not part its values.

    A cell over several rows or columns has its words in the first of them, as workbooks have.
    """
    if len(page.ruled) != 1:
        return None
    cells = page.ruled[0]
    lefts, tops = _edges([cell.x0 for cell in cells]), _edges([cell.y0 for cell in cells])
    if len(lefts) < _LEAST_COLUMNS or len(tops) < _LEAST_ROWS:
        return None
    slots: list[list[Row]] = [[[] for _ in lefts] for _ in tops]
    outside: Row = []
    for word in words:
        cell = next((cell for cell in cells if cell.contains(*word.box.center)), None)
        if cell is None:
            outside.append(word)
        else:
            slots[_index(tops, cell.y0)][_index(lefts, cell.x0)].append(word)
    right = max(cell.x1 for cell in cells)
    if not _parts(slots, outside):
        return None
    return Ruled(tuple(map(tuple, slots)), tuple(pairwise((*lefts, right))), tuple(tops), outside)


def _edges(values: Sequence[float]) -> list[float]:
    """The lines at which cells begin, those within a hair of one another once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _index(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value + _NEAR / 2) - 1


def _parts(slots: Sequence[Sequence[Row]], outside: Row) -> bool:
    """Whether no cell holds two amounts, as where rows or columns have no lines, and hardly any stands outside."""
    held = [sum(bool(_AMOUNT.fullmatch(word.text)) for word in slot) for row in slots for slot in row]
    without = sum(bool(_AMOUNT.fullmatch(word.text)) for word in outside)
    return max(held) <= 1 and 0 < sum(held) >= _HELD * (sum(held) + without)


def runs_on(upper: Row, lower: Row, width: float, *, certain: bool) -> bool:
    """Whether a number goes on in the next line: its first line fills the cell, and the next one is no number itself.

    Where no lines certify the cell, only long numbers do.
    """
    before, after = upper[-1].text.split()[-1], lower[0].text.split()[0]
    if not (re.search(r"\d[\dA-Za-z]*-?$", before) and re.match(r"[\dA-Z]*\d", after)):
        return False
    if re.search(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{2}$", before) or (len(before) == len(after) and len(after) >= 8):
        return False
    if not certain and not (re.fullmatch(r"\d{12,}", before) and re.fullmatch(r"\d{1,8}", after)):
        return False
    span: Box = upper[0].box.union(upper[-1].box)
    letter = upper[-1].box.width / max(len(upper[-1].text), 1)
    return width - span.width < 3.5 * letter
