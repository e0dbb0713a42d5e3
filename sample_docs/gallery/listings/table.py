"""A list with title, notes and headings, written as a workbook, as CSV, as a PDF with text or as a scan."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sample_docs.gallery import picture
from sample_docs.gallery.document import Rendering
from sample_docs.generator.books import workbook
from sample_docs.generator.sheet import Paper, Sheet, width_of

Value = str | Decimal | date | int


@dataclass(frozen=True)
class Table:
    """One list. In a second level of headings an empty text joins the cell with the one above it."""

    name: str
    title: str
    notes: tuple[str, ...]
    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Value, ...], ...]

    def lines(self) -> Iterator[list[str]]:
        """Title, notes, headings and rows as text."""
        yield [self.title]
        for note in self.notes:
            yield [note]
        for level in self.head:
            yield list(level)
        for row in self.rows:
            yield [shown(value) for value in row]


def shown(value: Value) -> str:
    """A value as a printed list shows it."""
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def xlsx(sheets: Sequence[Sequence[Table]]) -> bytes:
    """A workbook; the tables of one sheet stand below one another."""
    with workbook() as (book, out):
        for tables in sheets:
            sheet = book.file.add_worksheet(tables[0].name)
            row = 0
            for table in tables:
                row = _write(book, sheet, row, table) + 2
    return out.getvalue()


def _write(book: Any, sheet: Any, row: int, table: Table) -> int:
    last = len(table.head[0]) - 1
    for index in range(last + 1):
        widest = max((width_of(shown(line[index]), 10) for line in table.rows), default=20)
        sheet.set_column(index, index, max(9, widest / 1.7))
    if table.title:
        sheet.merge_range(row, 0, row, last, table.title, book.formats["title"])
        row += 1
    for note in table.notes:
        sheet.merge_range(row, 0, row, last, note, book.formats["note"])
        row += 1
    _headings(book, sheet, row, table.head)
    row += len(table.head)
    for values in table.rows:
        book.row(sheet, row, values)
        row += 1
    return row


def _headings(book: Any, sheet: Any, row: int, head: tuple[tuple[str, ...], ...]) -> None:
    style = book.formats["head"]
    if len(head) == 1:
        for index, text in enumerate(head[0]):
            sheet.write(row, index, text, style)
        return
    at = 0
    for text, run in groupby(head[0]):
        width = len(list(run))
        if width > 1:
            sheet.merge_range(row, at, row, at + width - 1, text, style)
        elif not head[1][at]:
            sheet.merge_range(row, at, row + 1, at, text, style)
        else:
            sheet.write(row, at, text, style)
        at += width
    for index, text in enumerate(head[1]):
        if text:
            sheet.write(row + 1, index, text, style)


def csv_gbk(table: Table) -> bytes:
    """Comma-separated, in the encoding that Chinese spreadsheets write."""
    out = io.StringIO()
    csv.writer(out).writerows(line for line in table.lines() if line != [""])
    return out.getvalue().encode("gb18030")


def paper(tables: Sequence[Table], *, wide: bool = True) -> Paper:
    """The tables printed, one a page."""
    made = Paper(tables[0].title)
    for table in tables:
        width, height = (297.0, 210.0) if wide else (210.0, 297.0)
        _print(made.sheet(width, height), table, width)
    return made


def _print(sheet: Sheet, table: Table, width: float) -> None:
    sheet.text(width / 2, 18, table.title, 15, align="center", bold=True)
    y = 26.0
    for note in table.notes:
        sheet.text(12, y, note, 9)
        y += 6
    texts = [list(level) for level in table.head] + [[shown(value) for value in row] for row in table.rows]
    widths = [max(8.0, *(width_of(text, 8) + 2.5 for text in column)) for column in zip(*texts, strict=True)]
    scale = (width - 24) / sum(widths)
    for number, row in enumerate(texts):
        x, at = 12.0, 0
        for text, run in groupby(row) if number < len(table.head) - 1 else ((text, (text,)) for text in row):
            span = len(list(run))
            room = sum(widths[at : at + span]) * scale
            sheet.box(x, y, x + room, y + 7, width=0.4)
            sheet.fitted(x + room / 2, y + 4.8, text, room - 1, 8, align="center")
            x, at = x + room, at + span
        y += 7


def rendered(tables: Sequence[Table], rendering: Rendering, rng: random.Random, *, wide: bool = True) -> bytes:
    """The tables in a rendering: a sheet or a page each; CSV takes the first."""
    if rendering is Rendering.XLSX:
        return xlsx([[table] for table in tables])
    if rendering is Rendering.CSV_GBK:
        return csv_gbk(tables[0])
    printed = paper(tables, wide=wide)
    return printed.pdf() if rendering is Rendering.PDF else picture.scanned_pdf(printed, rng)
