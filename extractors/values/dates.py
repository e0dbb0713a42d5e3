"""Days and months as Chinese documents print them.

`parse_date` reads a text that is a date and nothing else, `find_dates` finds dates inside a text. A form left blank
(`年 月 日`) is no date; `2024年13月1日` is a DateError.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    c: str(i) for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"〇": "0", "○": "0", "Ο": "0", "貳": "2", "參": "3", "叄": "3", "陸": "6", "两": "2"}
_HAN = "零〇○Ο一二三四五六七八九十壹贰貳叁參叄肆伍陆陸柒捌玖拾"
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d{2})(?:\s*年\s*|\s*[-/.·]\s*|\s+)(?P<m>\d{1,2})(?:\s*月\s*|\s*[-/.·]\s*|\s+)"
    r"(?P<d>\d{1,2})(?!\d)(?:\s*[日号])?"
)
_PACKED = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_CAPITAL = re.compile(
    rf"(?P<y>[{_HAN}]{{4}}|(?<![{_HAN}])[二贰][一二壹贰][{_HAN}])\s*年\s*(?P<m>[{_HAN}]{{1,3}})\s*月\s*"
    rf"(?P<d>[{_HAN}]{{1,4}})\s*[日号]?"
)
_TIME = re.compile(
    r"\s*(?:T|\s)?\s*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}(?:\.\d+)?秒?)?分?\s*(?:Z|[+-]\d{2}:?\d{2})?\s*"
)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年\s*|[-/.]\s*)?(\d{1,2})\s*月?(?:份|度)?(?!\d)")
_MONTH_HAN = re.compile(rf"([{_HAN}]{{4}})\s*年\s*([{_HAN}]{{1,3}})\s*月(?:份|度)?")
_EARLIEST, _LATEST = 1949, 2099


class DateError(ValueError):
    """The text is written like a date, but there is no such day."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a text: where it stands (`text[start:end]` after NFKC) and which day it names."""

    day: date
    start: int
    end: int


def parse_date(text: str) -> date | None:
    """The day a text names, with or without a time; None where it is no date, DateError for an impossible day."""
    plain = unicodedata.normalize("NFKC", text).strip().strip(":。,;")
    for form in (_NUMERIC, _PACKED, _CAPITAL):
        match = form.match(plain)
        if match and _is_rest(plain[match.end() :]):
            return _day(match)
    stamp = re.fullmatch(r"((?:19|20)\d{6})\d{6}(?:\d{3})?", plain)
    return _day(_PACKED.match(stamp[1]), plain) if stamp else None


def _is_rest(rest: str) -> bool:
    """Whether what follows the date is nothing or a time of day."""
    rest = re.sub(r"^\s*(?:星期|周)[一二三四五六日天]", "", rest)
    return not rest.strip() or _TIME.fullmatch(rest) is not None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in a text, in order; impossible days are left out. Positions are those of the NFKC text."""
    plain = unicodedata.normalize("NFKC", text)
    found: list[FoundDate] = []
    for form in (_NUMERIC, _CAPITAL, _PACKED):
        for match in form.finditer(plain):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            try:
                day = _day(match)
            except DateError:
                continue
            found.append(FoundDate(day, match.start(), match.end()))
    return tuple(sorted(found, key=lambda item: item.start))


def _day(match: re.Match[str] | None, text: str = "") -> date:
    """The day of a match; DateError where the calendar has none."""
    if match is None:
        raise DateError(f"no such day: {text!r}")
    try:
        year = _year(match["y"])
        return date(year, _small(match["m"]), _small(match["d"]))
    except ValueError as error:
        raise DateError(f"no such day: {match[0]!r}") from error


def _year(text: str) -> int:
    """A year of four digits in any script; ValueError outside of living memory.

    Of `二〇二四` recognition loses the round 〇: what begins with 二 and has three digits can only be of this century.
    """
    if len(text) == 3:
        text = f"{text[0]}〇{text[1:]}"
    year = int("".join(_DIGITS.get(c, c) for c in text))
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(text)
    return year


def _small(text: str) -> int:
    """A day or month: `5`, `05`, `五`, `零伍`, `十五`, `壹拾伍`, `二十`; ValueError for anything else."""
    if text.isascii():
        return int(text)
    text = text.replace("拾", "十").lstrip("零〇○Ο")
    if "十" not in text:
        return int("".join(_DIGITS.get(c, c) for c in text))
    tens, _, ones = text.partition("十")
    return int(_DIGITS.get(tens, tens) or "1") * 10 + int(_DIGITS.get(ones, ones) or "0")


def parse_month(text: str) -> str | None:
    """The month a text names, as `2024-03`; None where it names none, DateError for `2024年13月`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _MONTH.fullmatch(plain) or _MONTH_HAN.fullmatch(plain)
    if match is None:
        day = parse_date(plain)
        return f"{day:%Y-%m}" if day else None
    try:
        year, month = _year(match[1]), _small(match[2])
        return f"{date(year, month, 1):%Y-%m}"
    except ValueError as error:
        raise DateError(f"no such month: {plain!r}") from error


def find_month(text: str) -> str | None:
    """The first month named inside a text (`2024年3月工资表`), as `2024-03`; None where there is none."""
    plain = unicodedata.normalize("NFKC", text)
    for form in (_MONTH, _MONTH_HAN):
        for match in form.finditer(plain):
            try:
                return f"{date(_year(match[1]), _small(match[2]), 1):%Y-%m}"
            except ValueError:
                continue
    return None
