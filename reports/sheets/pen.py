"""Pen: blocks of labelled rows one below the other, for sheets that are no single table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.sheets.book import Amount, Book, Cell, Formula, height
from reports.sheets.look import BORDER, HEADING


@dataclass(slots=True)
class Pen:
    """Writes blocks; `row` (from 0) is where the next one begins."""

    book: Book
    sheet: Any
    name: str
    widths: Sequence[float]
    row: int = 4

    @property
    def first(self) -> int:
        """The row (from 0) that the next block's data will begin at."""
        return self.row + 2

    def block(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, span: bool = False) -> int:
        """A titled block; gives the row (from 0) of its first line of data.

        With `span` the last column, a note, reaches to the edge of the sheet.
        """
        last = len(heads) - 1
        widths = [*self.widths[:last], sum(self.widths[last:])] if span else self.widths
        self.book.text(self.sheet, self.row, 0, title, bold=True, font_size=11)
        self.sheet.set_row(self.row, 18)
        for column, head in enumerate(heads):
            self.book.text(self.sheet, self.row + 1, column, head, **HEADING)
        first = self.first
        self.sheet.set_row(self.row + 1, height(heads, widths) + 2)
        if span:
            self._merge(self.row + 1, last, heads[last], HEADING)
        for offset, cells in enumerate(rows):
            self.sheet.set_row(first + offset, height(cells, widths) + 2)
            for column, cell in enumerate(cells):
                align = "money" if isinstance(cell, Amount | Formula) else "center" if isinstance(cell, int) else "text"
                self.book.cell(self.sheet, first + offset, column, cell, align)  # type: ignore[arg-type]
            if span and isinstance(cells[last], str):
                self._merge(first + offset, last, str(cells[last]), BORDER | {"text_wrap": True})
        self.row = first + len(rows) + 1
        return first

    def _merge(self, row: int, column: int, text: str, look: dict[str, object]) -> None:
        """One cell from a column to the edge."""
        edge = len(self.widths) - 1
        if column < edge:
            self.sheet.merge_range(row, column, row, edge, "", self.book.style(**look))
        self.book.text(self.sheet, row, column, text, **look)

    def called(self, names: dict[int, str]) -> None:
        """Name cells of column B by their row (from 0)."""
        for row, name in names.items():
            self.book.name(name, self.name, row)
