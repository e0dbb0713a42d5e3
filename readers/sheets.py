"""Workbooks and separated text as tables with A1 addresses: XLSX and XLS through pandas, CSV in its own encoding."""

from __future__ import annotations

import csv
import datetime
import math
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from evidence.document import Cell, Document, Method, Page, Table
from evidence.problems import Problem, ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff
from readers.unreadable import partly_read_page
from readers.workbook_parts import Beside, beside

_CELLS = 2_000_000
"""More cells than this in one file are refused: it is a database, not a declaration."""
_NAMED = 5
"""Cells named in a Problem about many."""
Engine = Literal["openpyxl", "xlrd"]
_ENGINES: dict[str, Engine] = {sniff.XLSX: "openpyxl", sniff.XLS: "xlrd"}


class SheetReader:
    """Reads XLSX, XLS and CSV: one table and one page without words a worksheet."""

    name = "sheets"
    version = "2"
    media_types = frozenset({sniff.XLSX, sniff.XLS, sniff.CSV})

    def read(self, source: Source, settings: Settings) -> Document:
        """All worksheets, hidden ones too (named in a note)."""
        if source.media_type == sniff.CSV:
            tables, notes = _separated(source.blob)
        else:
            tables, notes = _workbook(source.blob, _ENGINES[source.media_type])
        if not any(cell.text for table in tables for row in table.rows for cell in row):
            raise ReadError(Trouble.EMPTY, "表格中没有数据", "请核对文件内容后重新提交")
        problems, unseen = _beside(source) if source.media_type == sniff.XLSX else ([], [])
        return Document(
            sha256=source.sha256,
            file=source.path,
            reader=self.name,
            version=self.version,
            media_type=source.media_type,
            pages=tuple(Page(table.page, 595.0, 842.0, method=Method.OFFICE) for table in tables),
            tables=tables,
            problems=tuple(problems),
            notes=(*notes, *unseen),
        )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> None:
        """Worksheets have no pages to look at."""
        return


def plain(value: object) -> str:
    """A cell's value as text: numbers as plain decimals to Excel's 15 digits, days and times as ISO 8601."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _decimal(value)
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return value.isoformat(timespec="seconds")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return "" if value is None else str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()


def _decimal(value: float) -> str:
    if not math.isfinite(value):
        return ""
    text = format(Decimal(f"{value:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def address(row: int, column: int) -> str:
    """The A1 address of a cell, both counted from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def table_of(name: str, rows: Iterable[Sequence[object]], page: int) -> Table:
    """A table of raw values, its right and lower empty margins cut off."""
    cells = []
    for number, row in enumerate(rows):
        texts = [plain(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        cells.append(tuple(Cell(text, address(number, column)) for column, text in enumerate(texts)))
    while cells and not cells[-1]:
        cells.pop()
    return Table(name, tuple(cells), page)


def _workbook(blob: Path, engine: Engine) -> tuple[tuple[Table, ...], tuple[tuple[str, str], ...]]:
    import pandas  # noqa: PLC0415
    import xlrd  # noqa: PLC0415

    tables: list[Table] = []
    try:
        with pandas.ExcelFile(blob, engine=engine) as book:
            left = _CELLS
            for number, name in enumerate(book.sheet_names, 1):
                frame = book.parse(name, header=None, dtype=object, na_filter=False)
                left -= frame.size
                if left < 0:
                    raise ReadError(Trouble.TOO_LARGE, "表格过大", "请只提交相关的工作表")
                tables.append(table_of(str(name), frame.itertuples(index=False, name=None), number))
            notes = tuple(("hidden_sheet", name) for name in _hidden(book.book, engine))
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise ReadError(Trouble.ENCRYPTED, "Excel 文件设有密码", "请去除密码后重新提交") from error
        raise _broken(str(error)) from error
    except _DAMAGE as error:
        raise _broken(str(error)) from error
    return tuple(tables), notes


_DAMAGE = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    EOFError,
    SyntaxError,
    AssertionError,
    OverflowError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)
"""What the engines raise for damaged workbooks; they check little themselves."""


def _broken(detail: str) -> ReadError:
    return ReadError(Trouble.BROKEN, "表格文件已损坏，无法打开", "请用 Excel 或 WPS 打开并另存后重新提交", detail)


def _hidden(book: object, engine: Engine) -> list[str]:
    """Names of worksheets a person opening the file would not see."""
    if engine == "openpyxl":
        sheets = getattr(book, "worksheets", [])
        return [sheet.title for sheet in sheets if getattr(sheet, "sheet_state", "visible") != "visible"]
    sheets = book.sheets() if hasattr(book, "sheets") else []
    return [sheet.name for sheet in sheets if getattr(sheet, "visibility", 0)]


def _beside(source: Source) -> tuple[list[Problem], list[tuple[str, str]]]:
    """Formulas that were saved without their results, as Problems; hidden rows and columns, as notes."""
    problems: list[Problem] = []
    notes: list[tuple[str, str]] = []
    try:
        sheets = beside(source.blob)
    except (*_DAMAGE, ReadError):
        return [], [("extras_damaged", "worksheets")]
    for number, sheet in enumerate(sheets, 1):
        if sheet.uncalculated:
            problems.append(_uncalculated(source, number, sheet))
        for count, what in ((sheet.rows, "行"), (sheet.columns, "列")):
            if count:
                notes.append(("hidden_rows", f"“{sheet.name}”有 {count} {what}隐藏"))
    return problems, notes


def _uncalculated(source: Source, number: int, sheet: Beside) -> Problem:
    """What a person sees after opening is not in the file."""
    cells = "、".join(sheet.uncalculated[:_NAMED]) + ("等" if len(sheet.uncalculated) > _NAMED else "")
    error = ReadError(
        Trouble.PAGE_UNREADABLE,
        f"工作表“{sheet.name}”有 {len(sheet.uncalculated)} 个公式（{cells}）没有保存计算结果，按空白处理",
        "请用 Excel 或 WPS 打开该文件，重新计算并保存后再提交",
    )
    return partly_read_page(source.path, number, error)


def _separated(blob: Path) -> tuple[tuple[Table, ...], tuple[tuple[str, str], ...]]:
    found = sniff.decoded(blob.read_bytes())
    if found is None:
        raise ReadError(Trouble.BROKEN, "文本编码无法识别", "请另存为 UTF-8 编码后重新提交")
    text, encoding = found
    lines = text.lstrip("\ufeff").splitlines()[:200]
    mark = max(",\t;", key=lambda candidate: sum(line.count(candidate) for line in lines))
    try:
        rows = list(csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), delimiter=mark))
    except csv.Error as error:
        raise _broken(str(error)) from error
    if sum(len(row) for row in rows) > _CELLS:
        raise ReadError(Trouble.TOO_LARGE, "表格过大", "请只提交相关的数据")
    return (table_of("Sheet1", rows, 1),), (("encoding", encoding),)
