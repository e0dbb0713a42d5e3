"""Cells into facts: text, names, codes, money with its unit, days, months and flags, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from evidence.document import Cell, Method, Table
from evidence.fact import Fact, FactType, Place
from evidence.money import CENT
from evidence.names import plain_name
from extractors.tables.heading import ColumnType
from extractors.values.amounts import YUAN, AmountError, parse_amount
from extractors.values.dates import DateError, find_month, parse_date, parse_month

_NOTHING = {"", "-", "--", "---", "—", "——", "/", "\\", "无", "暂无", "n/a", "na", "空", "*", "***", "……", "..."}
_SPLIT = re.compile(r"[、,，;；|\s]+|(?<=\d)/(?=\d)")
_APART = re.compile(r"\d\s+\d")
_LOST_DIGITS = re.compile(r"\d(\.\d+)?e[+]?\d+", re.IGNORECASE)
_TRUE = {"是", "√", "✓", "✔", "☑", "■", "有", "y", "yes", "true", "1", "专职", "全职"}
_FALSE = {"否", "×", "✗", "✘", "☒", "□", "☐", "无", "n", "no", "false", "0", "兼职", "非专职"}
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
"""Days of 2000 and 2099 as worksheets count them, from 1899-12-30."""
_UNIT_NAMES = {Decimal(10_000): "万元", Decimal(1000): "千元", Decimal(1_000_000): "百万元", Decimal(10) ** 8: "亿元"}


@dataclass(frozen=True, slots=True)
class Origin:
    """The table a cell stands in, and how its text came to us."""

    table: Table
    method: Method = Method.OFFICE
    confidence: float = 1.0
    unit: Decimal = YUAN

    def place(self, cell: Cell) -> Place:
        """Where the cell stands: sheet and address, and the box where the page has pixels."""
        box = cell.box
        return Place(
            page=self.table.page,
            box=None if box is None else (box.x0, box.y0, box.x1, box.y1),
            cell=f"{self.table.name}!{cell.address}" if cell.address else self.table.name,
        )

    def fact(self, type_: FactType, value: str, cell: Cell, raw: str = "") -> Fact:
        """A fact that this cell shows."""
        return Fact(
            type=type_,
            value=value,
            raw=raw or cell.text.strip(),
            place=self.place(cell),
            method=self.method,
            confidence=self.confidence,
        )


def squeeze(text: str) -> str:
    """NFKC without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_cell(cell: Cell, type_: ColumnType, origin: Origin) -> Fact | None:
    """What a cell says, read as that type; None for blanks, dashes and what is no such value."""
    if squeeze(cell.text).lower() in _NOTHING and type_ != "flag":
        return None
    reader = _READERS.get(type_)
    if reader is not None:
        return reader(cell, origin)
    value = _text(cell.text, type_)
    return origin.fact("text", value, cell) if value else None


def _text(text: str, type_: ColumnType) -> str:
    """A text, a name, a code or several codes joined by `、`; empty where a worksheet has lost the digits."""
    if squeeze(text) == "一" and type_ != "text":
        return ""  # a dash as recognition reads it
    if type_ == "name":
        return plain_name(text)
    if type_ == "text":
        return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    plain = unicodedata.normalize("NFKC", text).upper().replace("'", "")
    parts = _SPLIT.split(plain) if type_ == "codes" else [squeeze(plain)]
    codes = [re.sub(r"(?<=\d)\.0+$", "", part) for part in parts if part and not _LOST_DIGITS.fullmatch(part)]
    if type_ == "codes":  # `详见附件` names no paper
        codes = [code for code in codes if any(char.isdigit() for char in code)]
    return "、".join(code for code in codes if code.lower() not in _NOTHING)


def printed(text: str, unit: Decimal) -> str:
    """An amount as printed together with the unit its column states: `1234.57` in 万元 is `1234.57 万元`."""
    name = _UNIT_NAMES.get(unit)
    return text.strip() if name is None or "元" in text or "万" in text else f"{text.strip()} {name}"


def plain_amount(value: Decimal) -> str:
    """An amount as facts hold it: two decimals, more only where they are not zero."""
    exact = value.quantize(CENT)
    return f"{exact:f}" if exact == value else f"{value.normalize():f}"


def _money(cell: Cell, origin: Origin) -> Fact | None:
    if _APART.search(cell.text) and "." not in cell.text:
        return None  # two figures, or one that lost its point: `10 954 02`
    try:
        amount = parse_amount(cell.text, origin.unit, ocr=origin.method is Method.OCR)
    except AmountError:
        return None
    if amount is None:
        return None
    value = amount.value.quantize(CENT) if amount.places > 6 else amount.value
    return origin.fact("money", plain_amount(value), cell, printed(cell.text, origin.unit))


def _number(cell: Cell, origin: Origin) -> Fact | None:
    match = re.fullmatch(r"(-?\d[\d,]*(?:\.\d+)?)(%?)[^\d.]{0,4}", squeeze(cell.text))
    return origin.fact("number", match[1].replace(",", ""), cell) if match else None


def _date(cell: Cell, origin: Origin) -> Fact | None:
    try:
        day = parse_date(cell.text)
    except DateError:
        return None
    plain = squeeze(cell.text)
    if day is None and re.fullmatch(r"\d{5}(\.\d+)?", plain) and _FIRST_SERIAL <= float(plain) <= _LAST_SERIAL:
        day = date(1899, 12, 30) + timedelta(days=int(float(plain)))
    return origin.fact("date", day.isoformat(), cell) if day else None


def _month(cell: Cell, origin: Origin) -> Fact | None:
    try:
        month = parse_month(cell.text) or find_month(cell.text)
    except DateError:
        return None
    return origin.fact("text", month, cell) if month else None


def _flag(cell: Cell, origin: Origin) -> Fact | None:
    plain = squeeze(cell.text).lower()
    if plain in _TRUE or plain in _FALSE:
        return origin.fact("flag", "true" if plain in _TRUE else "false", cell)
    return None


_READERS: dict[ColumnType, Callable[[Cell, Origin], Fact | None]] = {
    "money": _money,
    "number": _number,
    "date": _date,
    "month": _month,
    "flag": _flag,
}
