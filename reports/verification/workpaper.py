"""Do the totals of report.xlsx equal the engine's? Its hidden sheet 核验 says what the formulas give and what it gave.

Read is what the workbook last calculated: until somebody saves it in a spreadsheet program, that is what was written.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from evidence.finding import Severity
from evidence.result import Result
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


Row = tuple[object, ...]


def check_workpaper(out: Path, result: Result | None) -> list[Check]:
    """Every row of the sheet 核验, and those that result.json knows against it; one without it is said to have none."""
    path = out / NAME
    if not path.is_file():
        return []
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            if SHEET not in book.sheetnames:
                return [left_open(NAME, f"无{SHEET}表，公式结果未与系统结果比对")]
            rows = [tuple(row) for row in book[SHEET].iter_rows(values_only=True, max_col=20)]
        finally:
            book.close()
    except _DAMAGED as error:
        return [differs(NAME, f"工作底稿无法打开（{type(error).__name__}）", _REMEDY)]
    return _compared(rows, result)


def _compared(rows: Iterable[Row], result: Result | None) -> list[Check]:
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
    known = _known(result) if result is not None else {}
    met = sum(str(title) in known for title, *_ in body)
    told = f"{said}，其中 {met} 项与 result.json 相符" if met else said
    return or_all_well((*_uncalculated(body), *_rows(body), *_against(body, known)), NAME, told)


def _uncalculated(body: Iterable[Row]) -> Iterator[Check]:
    empty = sum(formula is None for _, formula, _ in body)
    if empty:
        said = f"{SHEET}表有 {empty} 项公式尚无计算结果"
        yield left_open(NAME, said, "用 Excel、WPS 或 LibreOffice 打开另存一份，即可看到公式结果")


def _rows(body: Iterable[Row]) -> Iterator[Check]:
    for title, formula, engine in body:
        left, right = _number(formula), _number(engine)
        if formula is None:
            continue
        if left is None or right is None:
            yield differs(NAME, f"{SHEET}表“{title}”：{formula} 与 {engine} 不是数字", _REMEDY)
        elif abs(left - right) >= _HALF_FEN:
            yield differs(NAME, f"{SHEET}表“{title}”：公式结果 {left:,.2f} 与系统结果 {right:,.2f} 不等", _REMEDY)


def _against(body: Iterable[Row], known: Mapping[str, Decimal]) -> Iterator[Check]:
    """The rows whose figure stands in result.json too."""
    for title, _, engine in body:
        wanted, found = known.get(str(title)), _number(engine)
        if wanted is not None and found is not None and abs(found - wanted) >= _HALF_FEN:
            said = f"{SHEET}表“{title}”：系统结果 {found:,.2f} 与 result.json 的 {wanted:,.2f} 不等"
            yield differs(NAME, said, _REMEDY)


def _known(result: Result) -> dict[str, Decimal]:
    """The rows of 核验 whose figure result.json states; none where it states no amounts."""
    amounts = result.amounts
    declared, recognised, subsidy = (_number(text) for text in (amounts.declared, amounts.recognised, amounts.subsidy))
    if declared is None or recognised is None or subsidy is None:
        return {}
    counted = Counter(finding.severity for finding in result.findings)
    return {
        "申报数": declared,
        "审定数": recognised,
        "核减合计": declared - recognised,
        "测算补助": subsidy,
        **{f"差异数 {severity.value}": Decimal(counted[severity]) for severity in Severity},
    }


def _number(cell: object) -> Decimal | None:
    if isinstance(cell, bool) or cell is None:
        return None
    try:
        found = Decimal(str(cell))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
