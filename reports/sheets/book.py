"""Book: the one way cells get into the working paper, so that no text can turn into a formula, a link or a number."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from evidence.fact import Status
from reports.sheets.index import PURPOSES
from reports.sheets.look import ALIGNED, BORDER, DOUBT, FONT, HEADING, NOTES, TOTAL, Align
from reports.titles import DRAFT

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - workbook properties carry no time zone
"""A fixed date of making: equal input gives equal bytes."""

ONE_PAGE = 200
"""So many characters of width are still readable on one A4 page; wider sheets take more pages across."""

LINE = 13.0
"""Points a line of text takes."""

MAX_TEXT = 32_000
"""Excel refuses longer texts (32,767 characters)."""

MAX_LINKS = 65_000
"""Excel refuses more links on a sheet (65,530); what comes later is written as plain text."""

MAX_TARGET = 2_079
"""Excel refuses longer targets of links."""

HEAD = 4
"""The row (from 0) of the column titles; data starts below it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, width in characters and how its cells are set."""

    title: str
    width: float = 14
    align: Align = "text"
    total: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with its state of proof; `note` says what stands against it."""

    value: Decimal
    status: Status = Status.PROVEN
    note: str = ""
    align: Align = "money"


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula of ours and what the engine computed for it.

    With `tie` the hidden sheet holds both against each other under that title.
    """

    text: str
    value: Decimal | str
    status: Status = Status.PROVEN
    tie: str = ""
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to a row (from 0) of another sheet."""

    sheet: str
    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A jump to a picture of ours beside the workbook; `path` is never text of a document."""

    path: str
    text: str = "原图"


Cell = str | int | Amount | Formula | Link | Picture | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A total of the book: where its formula stands, and what the engine says."""

    title: str
    at: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table came to stand, for formulas elsewhere."""

    sheet: str
    first: int
    last: int
    titles: tuple[str, ...]

    def column(self, title: str) -> str:
        """The letter of a column."""
        return str(xl_col_to_name(self.titles.index(title)))

    def range(self, title: str) -> str:
        """The cells of a column, absolute, with the sheet: `'明细核对'!$F$6:$F$20`."""
        column = "$" + self.column(title)
        return f"'{self.sheet}'!{column}${self.first + 1}:{column}${max(self.first, self.last) + 1}"


class _Beside(Url):  # type: ignore[misc]
    """A file beside the workbook, with forward slashes, which every office on every system follows."""

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")


@dataclass(slots=True)
class Book:
    """A workbook in the making."""

    path: Path | BytesIO
    """Where it is written; of one written to memory, nothing ever touches the disk."""
    subject: str
    """Applicant and programme, printed on every page."""
    period: str
    preparer: str = ""
    reviewer: str = ""
    ties: list[Tie] = field(init=False, default_factory=list)
    file: Any = field(init=False)
    _formats: dict[tuple[tuple[str, object], ...], Any] = field(init=False, default_factory=dict)
    _links: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        if isinstance(self.path, BytesIO):
            self.file = xlsxwriter.Workbook(self.path, options | {"in_memory": True})
        else:
            self.file = xlsxwriter.Workbook(str(self.path), options)
        self.file.set_properties({"title": "审计工作底稿", "comments": DRAFT, "created": CREATED})
        self.file.set_calc_mode("auto")

    def add(self, names: Sequence[str]) -> None:
        """Make the sheets in the order they are leafed through."""
        for name in names:
            self.file.add_worksheet(name)

    def close(self) -> None:
        """Write the file."""
        self.file.close()

    def name(self, name: str, sheet: str, row: int, column: int = 1) -> None:
        """Give a cell a name of ours, so that formulas read like the notice: `审定数*补助比例`."""
        self.file.define_name(name, f"='{sheet}'!{xl_rowcol_to_cell(row, column, True, True)}")

    def style(self, **extra: object) -> Any:
        """A cell format; equal ones are made once."""
        key = tuple(sorted(extra.items()))
        if key not in self._formats:
            ground = {"font_name": FONT, "font_size": 9, "valign": "top"}
            self._formats[key] = self.file.add_format(ground | extra)
        return self._formats[key]

    def open(self, name: str, index: str, title: str, widths: Sequence[float]) -> Any:
        """Head and print set-up of a sheet: A4 landscape, subject above, signatures and pages below."""
        sheet = self.file.get_worksheet_by_name(name)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width, self.style())
        wide = math.ceil(sum(widths) / ONE_PAGE)
        lead = 2 if wide > 1 else 0  # behind the columns that every page repeats, whose width would cut the title off
        self.text(sheet, 0, lead, title, bold=True, font_size=14, valign="vcenter")
        sheet.set_row(0, 26)
        self.text(sheet, 1, lead, f"{self.subject}    认定期：{self.period}    索引号：{index}    单位：元")
        self.text(sheet, 2, lead, DRAFT, italic=True, font_color="#8A1C1C")
        if name in PURPOSES:
            self.text(sheet, 3, lead, f"审计目标：{PURPOSES[name]}", font_color="#444444")
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
        sheet.fit_to_pages(wide, 0)
        if wide > 1:
            sheet.repeat_columns(0, 1)
            sheet.print_across()
        sheet.hide_gridlines(2)
        sheet.set_header(f"&L&8{_plain(self.subject)}&C&8{title}&R&8索引号 {index}")
        signed = f"编制人：{_plain(self.preparer, 12) or '        '}　复核人：{_plain(self.reviewer, 12) or '        '}"
        sheet.set_footer(f"&L&8{signed}&C&8初稿，未经复核签署&R&8第 &P 页 / 共 &N 页")
        return sheet

    def table(
        self,
        name: str,
        index: str,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        frozen: int = 2,
    ) -> Placed:
        """A sheet that is one table with frozen head, filter and, where columns ask for it, a line of sums."""
        sheet = self.open(name, index, title, [column.width for column in columns])
        placed = self.rows(sheet, HEAD, name, columns, rows)
        sheet.freeze_panes(HEAD + 1, min(frozen, len(columns)))
        sheet.repeat_rows(HEAD)
        sheet.autofilter(HEAD, 0, max(placed.first, placed.last), len(columns) - 1)
        if rows and any(column.total for column in columns):
            self._totals(sheet, columns, rows, placed)
        return placed

    def rows(
        self, sheet: Any, head: int, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
    ) -> Placed:
        """The titles of a table at row `head` (from 0) and its rows below them."""
        for number, column in enumerate(columns):
            self.text(sheet, head, number, column.title, **HEADING)
        first = head + 1
        widths = [column.width for column in columns]
        sheet.set_row(head, height([column.title for column in columns], widths))
        for offset, row in enumerate(rows):
            sheet.set_row(first + offset, height(row, widths))
            for number, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.cell(sheet, first + offset, number, cell, column.align)
        if not rows:
            self.text(sheet, first, 0, "（无）", font_color="#666666")
        return Placed(name, first, head + len(rows), tuple(column.title for column in columns))

    def _totals(self, sheet: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], at: Placed) -> None:
        line = at.last + 1
        self.text(sheet, line, 0, "合计", **TOTAL)
        for number, column in enumerate(columns):
            if column.total:
                title = column.title.replace("\n", " ")
                value = sum_of(row[number] for row in rows)
                own = Formula(f"=SUM({at.range(column.title).split('!')[1]})", value, tie=f"{at.sheet}：{title}合计")
                self.cell(sheet, line, number, own, column.align, **TOTAL)
            elif number:
                self.text(sheet, line, number, "", **TOTAL)

    def text(self, sheet: Any, row: int, column: int, text: str, **extra: object) -> None:
        """A text, always as text: never a formula, a link or a number."""
        text = clean(text)
        if len(text) > MAX_TEXT:
            text = text[:MAX_TEXT] + "…（过长，余略）"
        if text[:1] in ("=", "+", "-", "@", "\t", "\r"):
            extra["quote_prefix"] = True
        if text:
            sheet.write_string(row, column, text, self.style(**extra))
        else:
            sheet.write_blank(row, column, None, self.style(**extra))

    def cell(self, sheet: Any, row: int, column: int, cell: Cell, align: Align = "text", **extra: object) -> None:
        """One cell of a table, by what it is."""
        look = BORDER | ALIGNED[align] | extra
        if isinstance(cell, Amount):
            self._amount(sheet, row, column, cell, look)
        elif isinstance(cell, Formula):
            self._formula(sheet, row, column, cell, look)
        elif isinstance(cell, Link | Picture):
            self._link(sheet, row, column, cell, look)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, self.style(**look))
        else:
            look.pop("num_format", None)
            self.text(sheet, row, column, cell or "", **look)

    def _formula(self, sheet: Any, row: int, column: int, cell: Formula, look: dict[str, object]) -> None:
        look |= (ALIGNED[cell.align] if cell.align else {}) | DOUBT.get(cell.status, {})
        sheet.write_formula(row, column, cell.text, self.style(**look), cell.value)
        if cell.tie and isinstance(cell.value, Decimal):
            at = f"'{sheet.get_name()}'!{xl_rowcol_to_cell(row, column, True, True)}"
            self.ties.append(Tie(cell.tie, at, cell.value))

    def _link(self, sheet: Any, row: int, column: int, cell: Link | Picture, look: dict[str, object]) -> None:
        """A jump; as plain text where Excel would refuse it."""
        look.pop("num_format", None)
        used = self._links[sheet.get_name()] = self._links.get(sheet.get_name(), 0) + 1
        target = f"internal:'{cell.sheet}'!{xl_rowcol_to_cell(cell.row, 0)}" if isinstance(cell, Link) else cell.path
        if used > MAX_LINKS or len(target) > MAX_TARGET or len(cell.text) > MAX_TEXT:
            self.text(sheet, row, column, cell.text, **look)
            return
        look |= {"font_color": "#1F4E9E", "underline": 1}
        url = Url(target) if isinstance(cell, Link) else _Beside(f"external:{target}")
        url.text = clean(cell.text)
        sheet.write_url(row, column, url, self.style(**look))

    def _amount(self, sheet: Any, row: int, column: int, amount: Amount, look: dict[str, object]) -> None:
        look |= ALIGNED[amount.align] | DOUBT.get(amount.status, {})
        sheet.write_number(row, column, amount.value, self.style(**look))
        if amount.status is not Status.PROVEN:
            told = clean(amount.note or NOTES[amount.status])[:MAX_TEXT]
            sheet.write_comment(row, column, told, {"author": "", "x_scale": 1.6})


def _plain(text: str, length: int = 60) -> str:
    """Text for a header or footer, where `&` begins a code; Excel allows 255 characters in all."""
    return " ".join(clean(text).split())[:length].replace("&", "&&")


_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def clean(text: str) -> str:
    """The text with a mark in place of every character that no XML file may hold."""
    return _NO_XML.sub("\ufffd", text)


def height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """The height in points that shows every wrapped text of a row whole (Excel allows 409)."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        text = cell.text if isinstance(cell, Link) else cell
        if isinstance(text, str):
            lines = max(lines, sum(_lines(part, width) for part in text.split("\n")))
    return min(lines * LINE + 2, 400.0)


_NARROW = frozenset(" .,:;'!|/()[]-ijltfrI")
"""Characters of about half a figure's width."""


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: at 9 points a Chinese character is 1.72 units of width wide."""
    need = sum(1.72 if char > "\u2e7f" else 0.6 if char in _NARROW else 0.95 for char in text)
    return max(1, math.ceil(need / max(width - 0.8, 1)))


def sum_of(cells: Iterable[Cell]) -> Decimal:
    """The sum of the amounts, formulas and counts among the cells."""
    total = Decimal(0)
    for cell in cells:
        value = cell.value if isinstance(cell, Amount | Formula) else cell
        if isinstance(value, int | Decimal):
            total += value
    return total
