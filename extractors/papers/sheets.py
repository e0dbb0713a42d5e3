"""The sheets of a part for label-value reading: one a page, and one a table, whose cells get places of their own."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.document import Box, Method, Page, Table
from evidence.fact import Place
from extractors.anchors import Label, Sheet, Token, Value, Vocabulary
from extractors.part import Part
from extractors.tokens import normal

_WIDTH, _PITCH, _HEIGHT = 400.0, 40.0, 12.0
"""The synthetic grid cells of a table are set on, in page units."""


@dataclass(frozen=True, slots=True)
class CellToken(Token):
    """The text of a cell: its box is one of the synthetic grid, its true place is the cell's."""

    cell: str = ""
    real: Box | None = None


class CellValue(Value):
    """A value out of a table: its place is the cell."""

    @property
    def place(self) -> Place:
        """The cell's address, and its box where the page has pixels."""
        first = self.tokens[0]
        if not isinstance(first, CellToken):
            return Place.at(first.page, self.box)
        return Place.at(first.page, first.real).model_copy(update={"cell": first.cell})


class TableSheet(Sheet):
    """A sheet made of a table's cells."""

    def value(self, label: Label, *, below: bool = True, above: bool = False) -> Value | None:
        """As of a page, with the place of the cell."""
        found = super().value(label, below=below, above=above)
        return CellValue(found.tokens) if found is not None else None


def sheets_of(part: Part, vocabulary: Vocabulary) -> list[Sheet]:
    """A fresh sheet for every page with words and for every table."""
    pages = [Sheet.of(page, vocabulary) for page in part.pages if page.words]
    return [*pages, *(TableSheet(_cells(part, table), vocabulary) for table in part.tables)]


def _cells(part: Part, table: Table) -> list[Token]:
    tokens: list[Token] = []
    page = next((page for page in part.pages if page.number == table.page), None)
    method = _method(part, page)
    for number, row in enumerate(table.rows):
        before = ""
        for column, cell in enumerate(row):
            text = normal(cell.text)
            if text and text != before:
                at = Box(column * _WIDTH, number * _PITCH, (column + 0.9) * _WIDTH, number * _PITCH + _HEIGHT)
                place = f"{table.name}!{cell.address}" if table.name and "!" not in cell.address else cell.address
                tokens.append(CellToken(text, at, table.page, 1.0, method, (), place, cell.box))
            before = text or before
    return tokens


def _method(part: Part, page: Page | None) -> Method:
    pixels = part.document.media_type.startswith(("application/pdf", "image/", "application/ofd"))
    return page.method if pixels and page is not None else Method.OFFICE
