"""Prints a list on pages: in one line a row, or with long texts over several lines and headings on every page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sample_docs.gallery.listings.cells import Table, shown
from sample_docs.generator.sheet import Paper, Sheet, width_of


def plain(sheet: Sheet, table: Table, width: float) -> None:
    """Rows of one line, texts smaller where they would not fit."""
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


def wrapped(paper: Paper, table: Table, size: tuple[float, float]) -> None:
    """Columns of the list's own shares; rows as high as their longest text; cells of None belong to the one above."""
    width, height = size
    scale = (width - 24) / sum(table.widths)
    columns = [share * scale for share in table.widths]
    sheet = paper.sheet(width, height)
    sheet.text(width / 2, 18, table.title, 15, align="center", bold=True)
    y = 26.0
    for note in table.notes:
        sheet.text(12, y, note, 9)
        y += 6
    y = _head(sheet, table, columns, y - 2)
    texts = [[shown(value) for value in row] for row in table.rows]
    for index, row in enumerate(texts):
        tall = _height(row, columns)
        if y + tall > height - 14:
            sheet = paper.sheet(width, height)
            y = _head(sheet, table, columns, 16.0)
        x = 12.0
        for column, (text, room) in enumerate(zip(row, columns, strict=True)):
            joined = table.rows[index][column] is None
            below = index + 1 < len(texts) and table.rows[index + 1][column] is None
            _cell(sheet, (x, y, room, tall), text, open_above=joined, open_below=below)
            x += room
        y += tall
    for note in table.foot:
        y = sheet.wrapped(12, y + 5.5, note, width - 24, 8.5) - 3.8


def _head(sheet: Sheet, table: Table, columns: Sequence[float], y: float) -> float:
    levels = len(table.head)
    for number, level in enumerate(table.head):
        x, at = 12.0, 0
        for text, run in groupby(level) if number < levels - 1 else ((text, (text,)) for text in level):
            span = len(list(run))
            room = sum(columns[at : at + span])
            alone = levels > 1 and number == 0 and span == 1 and not table.head[1][at]
            if text:
                _cell(sheet, (x, y, room, 16 if alone else 8), text)
            x, at = x + room, at + span
        y += 8
    return y


def _lines(text: str, room: float) -> int:
    return sum(max(1, -int(-width_of(part, 8) // (room - 2.4))) for part in text.split("\n"))


def _height(row: Sequence[str], columns: Sequence[float]) -> float:
    return 3.4 + 3.7 * max(_lines(text, room) for text, room in zip(row, columns, strict=True))


def _cell(
    sheet: Sheet, place: tuple[float, float, float, float], text: str, *, open_above: bool = False,
    open_below: bool = False,
) -> None:  # fmt: skip
    x, y, width, height = place
    lines = [(x, y, x, y + height), (x + width, y, x + width, y + height)]
    lines += [] if open_above else [(x, y, x + width, y)]
    lines += [] if open_below else [(x, y + height, x + width, y + height)]
    sheet.rules(lines, (0.0, 0.0, 0.0), 0.4)
    count = _lines(text, width)
    first = y + (height - 3.7 * count) / 2 + 2.8
    if count == 1:
        sheet.fitted(x + width / 2, first, text, width - 1.2, 8, align="center")
    else:
        sheet.wrapped(x + 1.2, first, text, width - 2.4, 8, leading=1.31)
