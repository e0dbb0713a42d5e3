"""A list with headings in one or two levels, as a workbook with merged cells, as CSV, on A3 paper, as a scan."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sample_docs.gallery import picture
from sample_docs.generator.books import workbook
from sample_docs.generator.sheet import Paper, width_of

Head = tuple[str, tuple[str, ...]]
"""A heading with the headings below it; none below where it goes over both levels."""
Value = str | int | Decimal


@dataclass(frozen=True)
class List:
    """One list; notes stand in pairs above it, left and right."""

    name: str
    title: str
    notes: tuple[str, ...]
    groups: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    sums: tuple[Value, ...]
    foot: str

    @property
    def levels(self) -> int:
        """One or two rows of headings."""
        return 2 if any(low for _, low in self.groups) else 1

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return sum(max(1, len(low)) for _, low in self.groups)

    def heads(self) -> list[list[str]]:
        """The headings as a workbook holds them: joined cells say their text once, top left."""
        top, low = [], []
        for title, below in self.groups:
            top += [title, *[""] * (max(1, len(below)) - 1)]
            low += list(below) or [""]
        return [top, low][: self.levels]

    def body(self) -> list[tuple[Value, ...]]:
        """The rows, and the sums where there are any."""
        return [*self.rows, *([self.sums] if self.sums else [])]


def shown(value: Value) -> str:
    """A value as it is printed."""
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)


def xlsx(made: List) -> bytes:
    """The list as a workbook."""
    last = made.columns - 1
    with workbook() as (book, out):
        sheet = book.file.add_worksheet(made.name)
        sheet.set_landscape()
        sheet.merge_range(0, 0, 0, last, made.title, book.formats["title"])
        row = 1
        for left, right in zip(made.notes[::2], made.notes[1::2], strict=True):
            sheet.merge_range(row, 0, row, last // 2, left, book.formats["note"])
            sheet.merge_range(row, last // 2 + 1, row, last, right, book.formats["unit"])
            row += 1
        column = 0
        for title, low in made.groups:
            if low:
                sheet.merge_range(row, column, row, column + len(low) - 1, title, book.formats["head"])
                for index, text in enumerate(low):
                    sheet.write(row + 1, column + index, text, book.formats["head"])
            elif made.levels == 2:
                sheet.merge_range(row, column, row + 1, column, title, book.formats["head"])
            else:
                sheet.write(row, column, title, book.formats["head"])
            column += max(1, len(low))
        row += made.levels
        for values in made.body():
            _row(book, sheet, row, values)
            row += 1
        sheet.write(row, 0, made.foot, book.formats["note"])
        for index in range(made.columns):
            sheet.set_column(index, index, max(8.0, *(width_of(shown(line[index]), 10) / 1.7 for line in made.rows)))
    return out.getvalue()


def _row(book: Any, sheet: Any, row: int, values: tuple[Value, ...]) -> None:
    for index, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, index, value, book.formats["text"])
        else:
            style = book.formats["money" if isinstance(value, Decimal) else "text"]
            sheet.write_number(row, index, float(value), style)


def csv_gbk(made: List) -> bytes:
    """As a spreadsheet saves it: every line as long as the widest, joined cells empty but for the first."""
    lines: list[list[str]] = [[made.title]]
    for left, right in zip(made.notes[::2], made.notes[1::2], strict=True):
        lines.append([left, *[""] * ((made.columns - 1) // 2), right])
    lines += made.heads()
    lines += [[shown(value) for value in values] for values in made.body()]
    lines.append([made.foot])
    out = io.StringIO()
    csv.writer(out).writerows(line + [""] * (made.columns - len(line)) for line in lines)
    return out.getvalue().encode("gb18030")


def _widths(made: List, room: float) -> list[float]:
    lowest = [low or top for top, low in zip(made.heads()[0], made.heads()[-1], strict=True)]
    texts = [lowest, *([shown(value) for value in values] for values in made.body())]
    wanted = [max(9.0, *(width_of(text, 9) + 3 for text in column)) for column in zip(*texts, strict=True)]
    return [width * room / sum(wanted) for width in wanted]


def printed(made: List) -> Paper:
    """On one sheet: A3 across for many columns, A4 upright for few."""
    width, height = (420.0, 297.0) if made.columns > 10 else (210.0, 297.0)
    paper = Paper(made.title)
    sheet = paper.sheet(width, height)
    sheet.text(width / 2, 24, made.title, 18, align="center", bold=True)
    left, right, y = 15.0, width - 15.0, 33.0
    for first, second in zip(made.notes[::2], made.notes[1::2], strict=True):
        sheet.text(left, y, first, 10)
        sheet.text(right, y, second, 10, align="right")
        y += 6.5
    y -= 3.0
    widths = _widths(made, right - left)
    x, column = left, 0
    for title, low in made.groups:
        span = sum(widths[column : column + max(1, len(low))])
        high = 8.0 * (1 if low else made.levels)
        sheet.box(x, y, x + span, y + high, width=0.5)
        sheet.fitted(x + span / 2, y + high / 2 + 1.4, title, span - 1, 9, align="center")
        at = x
        for index, text in enumerate(low):
            wide = widths[column + index]
            sheet.box(at, y + 8, at + wide, y + 16, width=0.5)
            sheet.fitted(at + wide / 2, y + 13.4, text, wide - 1, 9, align="center")
            at += wide
        x, column = x + span, column + max(1, len(low))
    y += 8.0 * made.levels
    for values in made.body():
        x = left
        for value, wide in zip(values, widths, strict=True):
            sheet.box(x, y, x + wide, y + 8, width=0.5)
            if isinstance(value, Decimal):
                sheet.text(x + wide - 1.2, y + 5.4, shown(value), 9, align="right")
            else:
                sheet.fitted(x + wide / 2, y + 5.4, shown(value), wide - 1, 9, align="center")
            x += wide
        y += 8
    sheet.text(left, y + 8, made.foot, 10)
    return paper


def scanned(made: List, rng: random.Random) -> bytes:
    """The printed list, scanned."""
    return picture.scanned_pdf(printed(made), rng)
