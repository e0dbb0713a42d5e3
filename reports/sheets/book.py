"""Book: the workbook's formats and the one way rows get into it, so that no text can turn into a formula."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from evidence.fact import Status
from reports.titles import DRAFT

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - workbook properties carry no time zone
"""A fixed date of making: equal input gives equal bytes."""

ONE_PAGE = 200
"""So many characters of width are still readable on one A4 page; wider sheets take more pages side by side."""

LINE = 12.5
"""Points a line of text takes."""

MAX_TEXT = 32_000
"""Excel refuses longer texts (32,767 characters)."""

HEAD = 4
"""The row (from 0) of the column titles; data starts below it."""

Align = Literal["text", "money", "whole", "center"]


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


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula of ours and the value we computed for it."""

    text: str
    value: Decimal
    status: Status = Status.PROVEN


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to a row (from 0) of another sheet."""

    sheet: str
    row: int
    text: str


Cell = str | int | Amount | Formula | Link | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table came to stand, for formulas elsewhere."""

    sheet: str
    first: int
    last: int
    titles: tuple[str, ...]

    def range(self, title: str) -> str:
        """The cells of a column, absolute, with the sheet: `'明细核对'!$F$6:$F$20`."""
        column = xl_col_to_name(self.titles.index(title), col_abs=True)
        return f"'{self.sheet}'!{column}${self.first + 1}:{column}${max(self.first, self.last) + 1}"


@dataclass(slots=True)
class Book:
    """A workbook in the making."""

    path: Path
    subject: str
    """Applicant and programme, printed on every page."""
    period: str
    file: Any = field(init=False)
    _formats: dict[tuple[tuple[str, object], ...], Any] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
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

    def style(self, **extra: object) -> Any:
        """A cell format; equal ones are made once."""
        key = tuple(sorted(extra.items()))
        if key not in self._formats:
            ground = {"font_name": "Noto Sans CJK SC", "font_size": 9, "valign": "top"}
            self._formats[key] = self.file.add_format(ground | extra)
        return self._formats[key]

    def open(self, name: str, index: str, title: str, widths: Sequence[float], *, portrait: bool = False) -> Any:
        """Head and print set-up of a sheet: A4, one page wide, subject above, signatures and pages below."""
        sheet = self.file.get_worksheet_by_name(name)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        self.text(sheet, 0, 0, title, bold=True, font_size=14, valign="vcenter")
        sheet.set_row(0, 24)
        self.text(sheet, 1, 0, f"{self.subject}    认定期：{self.period}    索引号：{index}    单位：元")
        self.text(sheet, 2, 0, DRAFT, italic=True, font_color="#8A1C1C")
        sheet.set_paper(9)
        if not portrait:
            sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
        wide = math.ceil(sum(widths) / ONE_PAGE)
        sheet.fit_to_pages(wide, 0)
        if wide > 1:
            sheet.repeat_columns(0, 1)
        sheet.hide_gridlines(2)
        subject = self.subject.replace("&", "&&")[:80]
        sheet.set_header(f"&L&8{subject}&C&8{title}&R&8索引号 {index}")
        sheet.set_footer("&L&8编制人：        复核人：        &C&8初稿，未经复核签署&R&8第 &P 页 / 共 &N 页")
        return sheet

    def table(
        self, name: str, index: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
    ) -> Placed:
        """A sheet that is one table with frozen head, filter and, where columns ask for it, a line of sums."""
        sheet = self.open(name, index, title, [column.width for column in columns])
        for number, column in enumerate(columns):
            self.text(sheet, HEAD, number, column.title, **HEADING)
        first = HEAD + 1
        widths = [column.width for column in columns]
        sheet.set_row(HEAD, height([column.title for column in columns], widths))
        for offset, row in enumerate(rows):
            sheet.set_row(first + offset, height(row, widths))
            for number, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.cell(sheet, first + offset, number, cell, column.align)
        last = HEAD + len(rows)
        if not rows:
            self.text(sheet, first, 0, "（无）", font_color="#666666")
        sheet.freeze_panes(first, min(2, len(columns)))
        sheet.repeat_rows(HEAD)
        sheet.autofilter(HEAD, 0, max(first, last), len(columns) - 1)
        placed = Placed(name, first, last, tuple(column.title for column in columns))
        if rows and any(column.total for column in columns):
            self._totals(sheet, columns, rows, placed)
        return placed

    def _totals(self, sheet: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], at: Placed) -> None:
        line = at.last + 1
        self.text(sheet, line, 0, "合计", **TOTAL)
        for number, column in enumerate(columns):
            if column.total:
                own = Formula(f"=SUM({at.range(column.title).split('!')[1]})", sum_of(row[number] for row in rows))
                self.cell(sheet, line, number, own, column.align, **TOTAL)
            elif number:
                self.text(sheet, line, number, "", **TOTAL)

    def text(self, sheet: Any, row: int, column: int, text: str, **extra: object) -> None:
        """A text, always as text: never a formula, a link or a number."""
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
        look = {"border": 1, "border_color": "#BBBBBB"} | ALIGNED[align] | extra
        if isinstance(cell, Amount):
            self._amount(sheet, row, column, cell, look)
        elif isinstance(cell, Formula):
            sheet.write_formula(row, column, cell.text, self.style(**look | DOUBT.get(cell.status, {})), cell.value)
        elif isinstance(cell, Link):
            look |= {"font_color": "#1F4E9E", "underline": 1}
            target = f"internal:'{cell.sheet}'!{xl_rowcol_to_cell(cell.row, 0)}"
            sheet.write_url(row, column, target, self.style(**look), cell.text)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, self.style(**look))
        else:
            look.pop("num_format", None)
            self.text(sheet, row, column, cell or "", **look)

    def _amount(self, sheet: Any, row: int, column: int, amount: Amount, look: dict[str, object]) -> None:
        look |= ALIGNED["money"] | DOUBT.get(amount.status, {})
        sheet.write_number(row, column, amount.value, self.style(**look))
        if amount.status is not Status.PROVEN:
            sheet.write_comment(row, column, amount.note or NOTES[amount.status], {"author": "", "x_scale": 1.6})


def height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """The height in points that shows every wrapped text of a row whole (Excel allows 409)."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        text = cell.text if isinstance(cell, Link) else cell
        if isinstance(text, str):
            lines = max(lines, sum(_lines(part, width) for part in text.split("\n")))
    return min(lines * LINE + 2, 400.0)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character at 9 points is 1.6 units of width."""
    need = sum(1.6 if char > "\u2e7f" else 0.95 for char in text)
    return max(1, math.ceil(need / max(width - 0.8, 1)))


def sum_of(cells: Any) -> Decimal:
    """The sum of the amounts, formulas and counts among the cells."""
    total = Decimal(0)
    for cell in cells:
        if isinstance(cell, Amount | Formula):
            total += cell.value
        elif isinstance(cell, int):
            total += cell
    return total


MONEY = "#,##0.00;(#,##0.00);0.00"
HEADING: dict[str, object] = {
    "bold": True,
    "bg_color": "#E3E8EE",
    "border": 1,
    "border_color": "#8893A0",
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
}
TOTAL: dict[str, object] = {"bold": True, "top": 2, "bg_color": "#F2F4F7"}
ALIGNED: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True},
    "money": {"align": "right", "num_format": MONEY},
    "whole": {"align": "right", "num_format": "0"},
    "center": {"align": "center", "text_wrap": True},
}
DOUBT: dict[Status, dict[str, object]] = {
    Status.UNPROVEN: {"bg_color": "#FFF3BF", "num_format": '"待核 "#,##0.00;"待核 "(#,##0.00);"待核 "0.00'},
    Status.CONTRADICTED: {
        "bg_color": "#F4B6A6",
        "bold": True,
        "pattern": 1,
        "num_format": '"矛盾 "#,##0.00;"矛盾 "(#,##0.00);"矛盾 "0.00',
    },
}
NOTES = {
    Status.UNPROVEN: "待核：仅有一处读数，未经其他要素印证，请对照原件。",
    Status.CONTRADICTED: "存在矛盾：其他要素给出不同读数，请对照原件。",
}
