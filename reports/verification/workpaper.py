"""Do the totals of report.xlsx, as its formulas give them, equal the engine's? Its hidden sheet 核验 says both."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from reports.verification.check import Check, differs, left_open, or_all_well

NAME = "report.xlsx"
SHEET = "核验"
_COLUMNS = ("项目", "公式结果", "系统结果")
_HALF_FEN = Decimal("0.005")
_DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ParseError, InvalidFileException, LookupError, ValueError,
    OSError, EOFError, NotImplementedError, RuntimeError, TypeError, AttributeError, OverflowError, struct.error,
)  # fmt: skip
"""What opening a file raises whose bytes were changed somewhere between packing and meaning."""
_REMEDY = "底稿中的合计与系统结果不符：请从归档副本恢复，或重新运行 gouji audit"


def check_workpaper(out: Path) -> list[Check]:
    """Every row of the sheet 核验; a working paper without one is said to have none."""
    path = out / NAME
    if not path.is_file():
        return []
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            if SHEET not in book.sheetnames:
                return [left_open(NAME, f"无{SHEET}表，公式结果未与系统结果比对")]
            rows = [tuple(row) for row in book[SHEET].iter_rows(values_only=True, max_row=10_000, max_col=20)]
        finally:
            book.close()
    except _DAMAGED as error:
        return [differs(NAME, f"工作底稿无法打开（{type(error).__name__}）", _REMEDY)]
    return _compared(rows)


def _compared(rows: Iterable[tuple[object, ...]]) -> list[Check]:
    """The rows below the heading; everything above it is a title."""
    table = iter(rows)
    places: list[int] = []
    for row in table:
        titles = [str(cell).strip() if cell is not None else "" for cell in row]
        if all(title in titles for title in _COLUMNS):
            places = [titles.index(title) for title in _COLUMNS]
            break
    if not places:
        return [differs(NAME, f"{SHEET}表没有{'、'.join(_COLUMNS)}各栏", _REMEDY)]
    body = [tuple(row[place] for place in places) for row in table]
    body = [row for row in body if any(cell not in (None, "") for cell in row)]
    if not body:
        return [differs(NAME, f"{SHEET}表没有内容", _REMEDY)]
    said = f"{SHEET}表 {len(body)} 项公式结果与系统结果相等"
    return or_all_well(_rows(body), NAME, said)


def _rows(body: Iterable[tuple[object, ...]]) -> Iterator[Check]:
    for title, formula, engine in body:
        left, right = _number(formula), _number(engine)
        if left is None or right is None:
            yield differs(NAME, f"{SHEET}表“{title}”：{formula} 与 {engine} 不是数字", _REMEDY)
        elif abs(left - right) >= _HALF_FEN:
            yield differs(NAME, f"{SHEET}表“{title}”：公式结果 {left:,.2f} 与系统结果 {right:,.2f} 不等", _REMEDY)


def _number(cell: object) -> Decimal | None:
    if isinstance(cell, bool) or cell is None:
        return None
    try:
        found = Decimal(str(cell))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
