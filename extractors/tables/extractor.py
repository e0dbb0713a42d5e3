"""The extractor of one shape of table: finds its sheets in a part, scores the claim, and makes the record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from evidence.document import Method, Page, Table
from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.part import Form, Part
from extractors.tables.blocks import blocks
from extractors.tables.cell import squeeze
from extractors.tables.grid import Grid, grid
from extractors.tables.header import stated_unit
from extractors.tables.heading import plain
from extractors.tables.proof import Equation, prove, prove_total
from extractors.tables.sheet import Facts, Line, Reading, Shape, Sheet, read_sheet

_TITLE_LINES = 12
_TITLE_LENGTH = 40


class TableExtractor:
    """Understands the tables of one shape; subclasses say what its rows prove and what stands around it."""

    name: str = ""
    kinds: tuple[Kind, ...] = ()
    reads: tuple[Form, ...] = ("pages", "tables")
    shape: Shape
    words: tuple[str, ...] = ()
    """One of these must stand in the title or the headings; none are needed where the tuple is empty."""
    never: str = ""
    """A regular expression for headings that a table of this kind does not have."""
    equations: tuple[Equation, ...] = ()
    totals: Mapping[str, str] = {}
    """Field of the record for the printed total of a column, by the column's field."""
    stacked: bool = False
    """Whether one sheet may hold several blocks below one another, such as a month each."""
    more: tuple[str, ...] = ()
    """Fields that subclasses add to those of the columns and totals; those of rows as `rows.…`."""

    @property
    def fields(self) -> Mapping[Kind, tuple[str, ...]]:
        """Totals and what stands around the table, then its columns as `rows.…`."""
        columns = (f"rows.{column.name}" for column in self.shape.columns if not column.name.startswith("_"))
        names = tuple(dict.fromkeys((*self.totals.values(), *self.more, *columns)))
        return dict.fromkeys(self.kinds, names)

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """How sure the part is of this kind: a fitting header, the more columns the surer, and a title."""
        sheets = self.sheets(part)
        if not sheets:
            title_only = 0.4 if self._titled(titles_of(part, ())) and not part.tables else 0.0
            return {self.kinds[0]: title_only} if title_only else {}
        titles = titles_of(part, sheets)
        headings = "".join("".join(sheet.header.headings) for sheet in sheets)
        if self.words and not any(word in squeeze(text) for word in self.words for text in (*titles, headings)):
            return {}
        if self.never and re.search(self.never, headings):
            return {}
        columns = max(len(sheet.header.columns) for sheet in sheets)
        titled = 0.2 if self._titled(titles) else 0.0
        return {self.kind(titles): round(min(0.98, 0.5 + min(0.28, 0.035 * columns) + titled), 3)}

    def kind(self, titles: Sequence[str]) -> Kind:
        """Which of the extractor's kinds a table with these titles is."""
        return self.kinds[0]

    def extract(self, part: Part, kind: Kind) -> Record:
        """The rows of all its sheets, proven by the equations, and the facts around them."""
        sheets = self.sheets(part)
        rows = [row for sheet in sheets for row in self.rows(part, sheet)]
        facts = self.facts(part, sheets, rows)
        shown = [{name: fact for name, fact in row.items() if not name.startswith("_")} for row in rows]
        return part.record(kind, facts, shown, self.name)

    def sheets(self, part: Part) -> tuple[Sheet, ...]:
        """The tables of the part that have this shape; for parts without tables, those its words form."""
        stated = _page_unit(part)
        found = [sheet for table in part.tables for sheet in self._read(table, Reading(_method(part, table), stated))]
        if not part.tables:
            found = self._grids(part, stated)
        return tuple(sheet for sheet in found if sheet is not None)

    def rows(self, part: Part, sheet: Sheet) -> list[Facts]:
        """The rows of one sheet."""
        return [prove(self.row(line, sheet), self.equations) for line in sheet.lines]

    def row(self, line: Line, sheet: Sheet) -> Facts:
        """The facts of one row; subclasses complete it."""
        return line.facts

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """The facts of the record: the printed totals, held against the rows. Subclasses add what stands around."""
        facts: Facts = {}
        for column, name in self.totals.items():
            printed = [sheet.totals[column] for sheet in sheets if column in sheet.totals]
            if len(printed) == 1:
                facts[name] = prove_total(printed[0], [row.get(column) for row in rows])
        return facts

    def _read(self, table: Table, reading: Reading) -> list[Sheet | None]:
        """The sheets of one table: one, or one a block."""
        pieces = blocks(table, self.shape) if self.stacked else (table,)
        first = read_sheet(pieces[0], self.shape, reading)
        if first is not None and reading.unit is None:  # what the first block states holds for those below it
            reading = replace(reading, unit=stated_unit([cell.text for cell in first.around]))
        return [first, *(read_sheet(piece, self.shape, reading) for piece in pieces[1:])]

    def _titled(self, titles: Sequence[str]) -> bool:
        return any(word in squeeze(text) for word in self.shape.titles for text in titles)

    def _grids(self, part: Part, stated: Decimal | None) -> list[Sheet | None]:
        """The sheets that the pages' words form; a page without a header continues the table before it."""
        found: list[Sheet | None] = []
        before: Sheet | None = None
        for page in part.pages:
            if before is None and not _may_hold(page, self.shape):
                continue
            made = grid(page)
            if made is None:
                continue
            reading = Reading(page.method, stated)
            sheets = [sheet for sheet in self._read(made.table, reading) if sheet]
            if not sheets and (sheet := _continued(made.table, before, self.shape, reading)):
                sheets = [sheet]
            found += [_as_sure_as_words(sheet, made) for sheet in sheets]
            before = sheets[-1] if sheets else before
        return found


def _as_sure_as_words(sheet: Sheet, made: Grid) -> Sheet:
    """The sheet with each fact as sure as the least sure word of its cells."""

    def sure(facts: Mapping[str, Fact]) -> Facts:
        return {name: fact.model_copy(update={"confidence": _confidence(fact, made)}) for name, fact in facts.items()}

    lines = tuple(replace(line, facts=sure(line.facts)) for line in sheet.lines)
    return replace(sheet, lines=lines, totals=sure(sheet.totals))


def _confidence(fact: Fact, made: Grid) -> float:
    """The least confidence of the cells a fact was read from (`第1页!E5:G5` names the first and the last)."""
    cells = fact.place.cell.rpartition("!")[2].split(":")
    return min((made.confidences.get(cell, 1.0) for cell in cells), default=1.0)


def _continued(table: Table, before: Sheet | None, shape: Shape, reading: Reading) -> Sheet | None:
    """A page without headings, read under those of the page before it when it has as many columns."""
    if before is None or not table.rows or len(table.rows[0]) != len(before.table.rows[0]):
        return None
    head = before.table.rows[: before.header.last + 1]
    joined = Table(table.name, (*head, *table.rows), table.page)
    return read_sheet(joined, shape, reading)


def _method(part: Part, table: Table) -> Method:
    """How the cells of a table were read: as the page they stand on, where it has pixels, else from the office file."""
    if not part.document.media_type.startswith(("application/pdf", "image/", "application/ofd")):
        return Method.OFFICE
    return next((page.method for page in part.pages if page.number == table.page), Method.TEXT)


@lru_cache(maxsize=64)
def _said(page: Page) -> tuple[str, str]:
    """The text of a page without white space, and each of its runs as a heading, one a line."""
    return squeeze(page.text).lower(), "\n".join(plain(word.text) for word in page.words)


def _may_hold(page: Page, shape: Shape) -> bool:
    """Whether the words of each required group occur on the page: cheap, before its grid is sought."""
    text, runs = _said(page)
    words = {column.name: column for column in shape.columns}
    return all(
        any(
            any(word in text for word in words[name].words)
            or re.search(words[name].pattern or r"(?!)", runs, re.MULTILINE)
            for name in group
        )
        for group in shape.required
    )


def titles_of(part: Part, sheets: Sequence[Sheet]) -> list[str]:
    """Texts that may name the document: sheet names, cells above headers, and the first lines of its first page."""
    found = [sheet.table.name for sheet in sheets]
    found += [cell.text for sheet in sheets for cell in sheet.around]
    found += [cell.text for table in part.tables[:1] for row in table.rows[:2] for cell in row if not sheets]
    for page in part.pages[:1]:
        found += [word.text for word in page.words[:_TITLE_LINES]]
    return [text for text in found if 0 < len(text) <= _TITLE_LENGTH]


def _page_unit(part: Part) -> Decimal | None:
    """The unit that a line of the pages states, for tables of text documents whose unit stands in a paragraph."""
    lines = [word.text for page in part.pages for word in page.words if "单位" in word.text]
    return stated_unit(lines) if lines else None
