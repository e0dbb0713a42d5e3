"""Texts of several lines in the last column of a table, each given to the row whose name stands in its middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evidence.document import Word
from extractors.form.ticks import BLANK, TICKED
from extractors.tokens import around

_TIGHT = 0.55
"""Lines of one cell are closer than this share of their height."""


def beside(names: Sequence[Word], words: Sequence[Word]) -> dict[int, Word]:
    """By position of the name: the text of its cell right of all names and marks, where that has several lines."""
    marks = [w for w in words if w.text.strip() and all(char in TICKED + BLANK for char in w.text.strip())]
    if not names:
        return {}
    edge = max(w.box.x1 for w in (*names, *(m for m in marks if m.box.x0 > names[0].box.x0)))
    found: dict[int, Word] = {}
    for cell in cells_of([w for w in words if w.box.x0 >= edge - 0.5 * w.box.height]):
        box = around(word.box for word in cell)
        level = [n for n, name in enumerate(names) if box.y0 < name.box.center[1] < box.y1]
        if len(cell) > 1 and len(level) == 1:
            text, sure = "".join(word.text for word in cell), min(word.confidence for word in cell)
            found.setdefault(level[0], replace(cell[0], text=text, box=box, confidence=sure))
    return found


def cells_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand closely below one another, from the same left edge or middle."""
    cells: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.y0):
        cell = next((cell for cell in reversed(cells) if _goes_on(cell[-1], word)), None)
        if cell is None:
            cells.append([word])
        else:
            cell.append(word)
    return cells


def _goes_on(above: Word, word: Word) -> bool:
    gap, height = word.box.y0 - above.box.y1, word.box.height
    aligned = abs(word.box.x0 - above.box.x0) < height or abs(word.box.center[0] - above.box.center[0]) < height
    return aligned and -0.5 * height < gap < _TIGHT * height
