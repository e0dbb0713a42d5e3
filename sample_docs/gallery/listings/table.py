"""A list with title, notes and headings, written as a workbook, as CSV, as a PDF with text or as a scan."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sample_docs.gallery import picture
from sample_docs.gallery.document import Rendering
from sample_docs.gallery.listings import printing
from sample_docs.gallery.listings.cells import Table, Value, Wan, shown
from sample_docs.generator.books import workbook
from sample_docs.generator.sheet import Paper, width_of


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
        book.row(sheet, row, ["" if value is None else value for value in values])
        for index, value in enumerate(values):
            if isinstance(value, Wan):
                _write_wan(book, sheet, (row, index), value)
        row += 1
    _join(book, sheet, row - len(table.rows), table.rows)
    for note in table.foot:
        sheet.merge_range(row, 0, row, last, note, book.formats["note"])
        row += 1
    return row


def _write_wan(book: Any, sheet: Any, at: tuple[int, int], value: Wan) -> None:
    name = f"wan{value.places}"
    if name not in book.formats:
        style = {"font_name": "宋体", "font_size": 10, "border": 1, "align": "right"}
        book.formats[name] = book.file.add_format(style | {"num_format": f"#,##0.{'0' * value.places}"})
    sheet.write_number(*at, float(value.yuan / 10000), book.formats[name])


def _join(book: Any, sheet: Any, first: int, rows: Sequence[Sequence[Value]]) -> None:
    """Merge every cell with the None cells below it."""
    for column, values in enumerate(zip(*rows, strict=True)):
        start = 0
        for index in range(1, len(values) + 1):
            if index == len(values) or values[index] is not None:
                if index - start > 1:
                    text = shown(values[start])
                    sheet.merge_range(first + start, column, first + index - 1, column, text, book.formats["text"])
                start = index


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
        if table.widths:
            printing.wrapped(made, table, (width, height))
        else:
            printing.plain(made.sheet(width, height), table, width)
    return made


def rendered(tables: Sequence[Table], rendering: Rendering, rng: random.Random, *, wide: bool = True) -> bytes:
    """The tables in a rendering: a sheet or a page each; CSV takes the first."""
    if rendering is Rendering.XLSX:
        return xlsx([[table] for table in tables])
    if rendering is Rendering.CSV_GBK:
        return csv_gbk(tables[0])
    printed = paper(tables, wide=wide)
    return printed.pdf() if rendering is Rendering.PDF else picture.scanned_pdf(printed, rng)
