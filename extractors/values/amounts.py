"""Printed amounts of money: figures with separators, signs and units, read exactly.

`parse_amount` gives a value with the step of its last printed digit, None where the text is not an amount, and
AmountError where it looks like one but leaves more than one reading.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

YUAN = Decimal(1)
_UNITS = {
    "元": YUAN,
    "圆": YUAN,
    "千元": Decimal(1000),
    "万": Decimal(10_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿": Decimal(100_000_000),
    "亿元": Decimal(100_000_000),
}
_CURRENCY = r"(?:人民币|RMB|CNY|[¥￥])"
_FORM = re.compile(
    rf"(?P<open>\()?(?P<minus>-|负)?{_CURRENCY}*:?(?P<minus_inside>-)?(?P<open_inside>\()?"
    r"(?P<digits>[\d.,]*\d[\d.,]*)"
    rf"(?P<close>\))?(?P<unit>百万元|千元|万元|亿元|万|亿|元|圆)?[整正]?(?:{_CURRENCY})?(?P<last>\))?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+|\d+\.")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_LOOSE = re.compile(r"(\d{1,3}(?:[.,]\d{3})*)[.,](\d{2})")
_DIGIT_TWINS = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "l": "1", "I": "1", "|": "1"})
_RULE_BEHIND = re.compile(r"(?<=[.,]\d\d)\|+$")
"""The line of a table right of an amount, which is no third decimal."""
_POINT_TWINS = str.maketrans({"，": ",", "。": ".", "．": ".", "、": ",", "·": ".", "′": ",", "'": ","})
_DASHES = str.maketrans(dict.fromkeys("−–—－﹣‐‑", "-"))
_SHAPE = re.compile(r"[\dOo〇○lI|.,，。．、·′'\s:¥￥()（）\-−–—－﹣‐‑+负元圆整正百千万亿人民币RMBCNYrmbcny]*")
_DIGITS_MAX = 18


class AmountError(ValueError):
    """The text looks like an amount but cannot be read in exactly one way."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in yuan (or the currency's unit) and how finely it was printed."""

    value: Decimal
    places: int
    """Decimals printed, before the unit was applied."""
    unit: Decimal = YUAN

    @property
    def step(self) -> Decimal:
        """Half a unit of the last printed digit, in yuan: the tolerance of a comparison with it."""
        return self.unit * Decimal(1).scaleb(-self.places) / 2


def parse_amount(text: str, unit: Decimal = YUAN, *, ocr: bool = False) -> Amount | None:
    """Read one amount; `unit` holds where the text prints none. With `ocr`, look-alikes of digits are put right.

    Returns None for text that is no amount (words, blanks, `***`); raises AmountError for `1.2.3` or `1,23`.
    """
    plain = _plain(text, ocr=ocr)
    if not plain or not any(c.isdigit() for c in plain):
        return None
    match = _FORM.fullmatch(plain)
    if match is None:
        if _SHAPE.fullmatch(text) and sum(c.isdigit() for c in plain) >= 2:
            raise AmountError(f"not one amount: {text!r}")
        return None
    digits = match["digits"]
    value, places = _figures(digits, ocr=ocr)
    printed = _UNITS.get(match["unit"] or "", unit)
    closed = bool(match["close"] or match["last"])
    opened = bool(match["open"] or match["open_inside"])
    if opened != closed:
        raise AmountError(f"unbalanced parentheses: {text!r}")
    if bool(match["minus"]) + bool(match["minus_inside"]) + opened > 1:
        raise AmountError(f"more than one sign: {text!r}")
    if match["minus"] or match["minus_inside"] or opened:
        value = -value
    return Amount(value=value * printed, places=places, unit=printed)


def _plain(text: str, *, ocr: bool) -> str:
    """The text without white space, half width, with ASCII signs."""
    text = text.translate(_DASHES).translate(_POINT_TWINS) if ocr else text.translate(_DASHES).replace("，", ",")
    text = "".join(unicodedata.normalize("NFKC", text).split())
    if ocr and any(c.isdigit() for c in text) and not re.search(r"[A-HJ-NP-Za-hj-kmnp-z]", _bare(text)):
        text = _RULE_BEHIND.sub("", text).translate(_DIGIT_TWINS)
    return text


def _bare(text: str) -> str:
    """The text without the names of the currency, so that their letters are not taken for digits."""
    return re.sub("RMB|CNY", "", text, flags=re.IGNORECASE)


def _figures(digits: str, *, ocr: bool) -> tuple[Decimal, int]:
    """Value and printed decimals of digits with separators; AmountError where they do not fall into one shape."""
    if sum(c.isdigit() for c in digits) > _DIGITS_MAX:
        raise AmountError(f"too many digits: {digits!r}")
    if not all(c in "0123456789.," for c in digits):
        raise AmountError(f"digits of another script: {digits!r}")
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits):
        plain = digits.replace(",", "")
        return Decimal(plain.rstrip(".") or "0"), len(plain.partition(".")[2])
    loose = _LOOSE.fullmatch(digits) if ocr else None
    if loose is None:
        raise AmountError(f"separators fit no shape: {digits!r}")
    whole = re.sub("[.,]", "", loose[1])
    return Decimal(f"{whole}.{loose[2]}"), 2


def unit_of(header: str) -> Decimal | None:
    """The unit a heading states, `金额（万元）` or `单位：元`; None where it states none or more than one."""
    text = "".join(unicodedata.normalize("NFKC", header).split())
    found = re.findall(r"(?:[(\[/:,]|单位:?|人民币|^)(百万元|千元|万元|亿元|元)(?=[)\]/,;。]|$)", text)
    if not found:
        found = re.findall(r"(百万元|千元|万元|亿元)", text)
    units = {_UNITS[name] for name in found}
    return units.pop() if len(units) == 1 else None
