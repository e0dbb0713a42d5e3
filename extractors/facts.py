"""Facts made of what stands at an anchor: text, days and amounts with their place, method and confidence."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from evidence.fact import Candidate, Fact, Status
from evidence.money import Money
from extractors.anchors import Value
from extractors.values.amounts import AmountError, parse_amount
from extractors.values.dates import DateError, find_dates, parse_date
from extractors.values.words import WordsError, parse_words

_FIGURES = re.compile(
    r"(?:(?<![A-Za-z]{2})|(?<=CNY)|(?<=RMB)|(?<=USD)|(?<=EUR)|(?<=HKD)|(?<=JPY)|(?<=GBP))(?<!\d)"
    r"\(?-?(?:[¥￥]|RMB|CNY)?\s*-?(?!0\d)\d[\d,，.]*(?:\s*(?:亿元|百万元|万元|千元|万|元))?\)?"
)
"""An amount in figures; digits behind letters, or behind a leading zero, belong to a number of some paper."""
_CAPITALS = re.compile(r"负?[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億元圆圓角分整正廿贷参染扒玫伯园]{2,}")
CHINESE_GAP = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


def text_fact(value: Value, text: str | None = None) -> Fact:
    """A text as it stands there, without spaces between Chinese characters; `text` where it was cut to a part."""
    plain = CHINESE_GAP.sub("", value.raw if text is None else text).strip(" :;,、")
    return _fact(value, "text", plain)


def flag_fact(value: Value) -> Fact:
    """A yes, shown by that text."""
    return _fact(value, "flag", "true")


def number_fact(value: Value, number: int) -> Fact:
    """A count."""
    return _fact(value, "number", str(number))


def date_fact(value: Value, day: date) -> Fact:
    """A day."""
    return _fact(value, "date", day.isoformat())


def money_fact(value: Value, amount: Decimal, currency: str = "CNY") -> Fact:
    """An amount in yuan, or in the currency given."""
    return _fact(value, "money", Money(amount=amount).plain()).model_copy(update={"currency": currency})


def _fact(value: Value, type_: str, text: str) -> Fact:
    return Fact.model_validate(
        {
            "type": type_,
            "value": text,
            "raw": value.raw,
            "place": value.place,
            "method": value.method,
            "confidence": round(value.confidence, 4),
        }
    )


def candidate_of(fact: Fact) -> Candidate:
    """The fact as a reading that another one outranks."""
    return Candidate(value=fact.value, raw=fact.raw, method=fact.method, place=fact.place, confidence=fact.confidence)


def day_in(value: Value) -> date | None:
    """The one day a value names (a time behind it allowed); None where there is none, or several."""
    for text in (value.raw, value.squeezed):
        try:
            day = parse_date(text)
        except DateError:
            return None
        if day is not None:
            return day
    found = {hit.day for hit in find_dates(value.raw)} or {hit.day for hit in find_dates(value.squeezed)}
    return found.pop() if len(found) == 1 else None


def figures_in(value: Value, *, ocr: bool = False) -> Decimal | None:
    """The one amount in figures a value holds, words and currency around it allowed."""
    text = _CAPITALS.sub(" ", value.raw)
    amounts = set()
    for match in _FIGURES.finditer(re.sub(r"(?<=[\d,.¥]) (?=[\d,.])", "", text)):
        try:
            amount = parse_amount(
                match[0].strip("()") if match[0].count("(") != match[0].count(")") else match[0], ocr=ocr
            )
        except AmountError:
            continue
        if amount is not None:
            amounts.add(amount.value)
    return amounts.pop() if len(amounts) == 1 else None


def capitals_in(value: Value) -> Decimal | None:
    """The one amount in Chinese capitals a value holds."""
    amounts = set()
    for match in _CAPITALS.finditer(value.squeezed):
        try:
            words = parse_words(match[0])
        except WordsError:
            continue
        if words is not None and words.value:
            amounts.add(words.value)
    return amounts.pop() if len(amounts) == 1 else None


def proven(fact: Fact, check: str) -> Fact:
    """The fact, confirmed by that check; one contradicted before stays so."""
    status = fact.status if fact.status is Status.CONTRADICTED else Status.PROVEN
    return fact.model_copy(update={"status": status, "checks": (*fact.checks, check)})


def contradicted(fact: Fact, check: str, other: Fact) -> Fact:
    """The fact, with another reading against it kept as a candidate."""
    update = {
        "status": Status.CONTRADICTED,
        "checks": (*fact.checks, f"not:{check}"),
        "candidates": (*fact.candidates, candidate_of(other)),
    }
    return fact.model_copy(update=update)
