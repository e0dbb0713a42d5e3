"""Answers into facts: names, days, choices, counts, and amounts whose unit may be printed, in the label, or missing."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from evidence.document import Method
from evidence.fact import Candidate, Fact
from evidence.names import plain_name
from extractors.form.answer import Answer
from extractors.form.labels import Field
from extractors.form.ticks import ticked_options
from extractors.tables.cell import plain_amount, printed, squeeze
from extractors.values.amounts import YUAN, AmountError, parse_amount, unit_of
from extractors.values.dates import DateError, find_dates, find_month, parse_date

WAN = Decimal(10_000)
LARGEST_IN_WAN = Decimal(100_000)
"""A figure without a unit is read as 万元, as the forms are; from here on that would be a billion yuan."""
UNIT_ASSUMED = "unit_assumed"
MONTH_ONLY = "month_only"
_STARS = {"一星级": 1, "二星级": 2, "三星级": 3, "四星级": 4, "五星级": 5}
_FIGURE = re.compile(r"-?[\d,，]*\d(?:\.\d+)?")


def fact_of(field: Field, answer: Answer) -> Fact | None:
    """The fact of a field; None where the answer is no such value."""
    reader = _READERS.get(field.type)
    if reader is not None:
        return reader(field, answer)
    text = _text(field, answer.text)
    return answer.fact("text", text) if text else None


def _text(field: Field, text: str) -> str:
    if field.type == "name":
        return plain_name(re.split(r"\s{3,}", text.strip())[0].strip("_：: "))
    if field.type == "code":
        return squeeze(text).upper().strip("_")
    return re.sub(r"[ \t]+", " ", unicodedata.normalize("NFKC", text)).strip()


def _date(field: Field, answer: Answer) -> Fact | None:
    day = day_in(answer.text)
    if day is not None:
        return answer.fact("date", day.isoformat())
    month = find_month(answer.text)
    if month is None:
        return None
    year, number = (int(piece) for piece in month.split("-"))
    last = date(year, number, calendar.monthrange(year, number)[1])
    fact = answer.fact("date", last.isoformat())
    return fact.model_copy(update={"checks": (MONTH_ONLY,), "confidence": min(fact.confidence, 0.5)})


def day_in(text: str) -> date | None:
    """The one day a text names; None where there is none, or several."""
    try:
        day = parse_date(text)
    except DateError:
        return None
    found = {hit.day for hit in find_dates(text)}
    return day or (found.pop() if len(found) == 1 else None)


def _number(field: Field, answer: Answer) -> Fact | None:
    plain = squeeze(answer.text).replace("，", ",").strip("_")
    match = re.match(r"_*(-?\d[\d,]*(?:\.\d+)?)(万)?", plain)
    if match is None:
        return None
    value = Decimal(match[1].replace(",", ""))
    scaled = value * WAN if match[2] and field.name != "service_income" else value
    return answer.fact("number", f"{scaled:f}")


def _choice(field: Field, answer: Answer) -> Fact | None:
    ticked = ticked_options(answer.text, field.options)
    if not ticked:
        return None
    if field.name == "star":
        return answer.fact("number", str(_STARS[ticked[0]])) if len(ticked) == 1 else None
    return answer.fact("text", "、".join(ticked))


def _money(field: Field, answer: Answer) -> Fact | None:
    """An amount in yuan: unit of the text, else of the label, else 万元 as the forms are."""
    figure = _amount_text(answer.text)
    if figure is None:
        return None
    stated = YUAN if re.search(r"[万亿元]$", figure) else unit_of(answer.label)
    if stated is not None:
        return _in_unit(answer, figure, stated)
    bare = _in_unit(answer, figure, YUAN)
    in_wan = _in_unit(answer, figure, WAN)
    if bare is None or in_wan is None:
        return None
    chosen, other = (bare, in_wan) if abs(bare.number) >= LARGEST_IN_WAN else (in_wan, bare)
    doubt = Candidate(value=other.value, raw=other.raw, method=Method.DERIVED, place=other.place, confidence=0.3)
    return chosen.model_copy(
        update={"checks": (UNIT_ASSUMED,), "candidates": (doubt,), "confidence": min(chosen.confidence, 0.6)}
    )


def _amount_text(text: str) -> str | None:
    """The one amount in a text, with the unit behind it; None where there is none or several."""
    plain = unicodedata.normalize("NFKC", text).replace("_", "")
    found = re.findall(rf"(?:{_FIGURE.pattern})\s*(?:亿元|百万元|千元|万元|万|元)?", plain)
    return found[0].strip() if len(found) == 1 else None


def _in_unit(answer: Answer, figure: str, unit: Decimal) -> Fact | None:
    try:
        amount = parse_amount(figure, unit, ocr=answer.method is Method.OCR)
    except AmountError:
        return None
    if amount is None:
        return None
    return answer.fact("money", plain_amount(amount.value), printed(figure, unit))


_READERS: dict[str, Callable[[Field, Answer], Fact | None]] = {
    "date": _date,
    "number": _number,
    "choice": _choice,
    "money": _money,
    "invested": _money,
}
