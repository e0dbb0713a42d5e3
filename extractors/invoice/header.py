"""The head of an invoice: code, number, date and check code, by label and by what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evidence.document import Method
from evidence.fact import Place
from extractors.invoice.face import Face
from extractors.invoice.labels import Label
from extractors.invoice.readings import Reading, Readings, iso
from extractors.invoice.tokens import Token, merged, rows_of
from extractors.values.dates import find_dates
from extractors.values.invoice_numbers import is_plausible_code, parse_invoice_code

_LABELLED = {
    Label.CODE: ("invoice_code", re.compile(r"\d{10}|\d{12}")),
    Label.NUMBER: ("invoice_number", re.compile(r"\d{8}|\d{20}")),
    Label.CHECK: ("check_code", re.compile(r"\d{20}|[0-9a-f]{5}")),
}
_LOOSE_DATE = re.compile(r"(20[0-4]\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)")
_DIGIT_TWINS = str.maketrans("OoIl|SB", "0011158")


def read_header(face: Face, readings: Readings) -> None:
    """Add what the head of the face says."""
    zone = _zone(face)
    for label in face.labelled(*_LABELLED):
        _labelled(face, label, readings)
    for token in zone:
        _by_shape(face, token, readings)
    _check_code(face, zone, readings)
    for reading in _dates(face, zone):
        readings.add("issue_date", reading)


def _zone(face: Face) -> list[Token]:
    """The values above the items, the buyer's block and the cipher block left out."""
    party = [t.y for t in face.labelled(Label.NAME) if t.y < face.frame.items]
    blocks = [*party, *(t.y for t in face.cipher if t.y < face.frame.items)]
    limit = min(blocks, default=face.frame.items) - 0.2 * face.height
    return [t for t in face.values if t.y < limit]


def _labelled(face: Face, label: Token, readings: Readings) -> None:
    """What stands right of a label, pieces joined."""
    if label.label is None:
        return
    name, shape = _LABELLED[label.label]
    if label.y > face.frame.items and face.frame.items > face.frame.top + 2 * face.height:
        return
    run: list[Token] = []
    for token in face.right_of(label):
        if not re.fullmatch(r"[0-9a-fOoIlSB|\s]+", token.text):
            break
        run.append(token)
        text = _digits(merged(run))
        if shape.fullmatch(text):
            readings.add(name, _reading(merged(run), text, 3.0))
            break


def _digits(token: Token) -> str:
    text = token.squeezed
    return text.translate(_DIGIT_TWINS) if token.method is Method.OCR else text


def _reading(token: Token, value: str, weight: float) -> Reading:
    place = Place.at(token.page, token.printed)
    return Reading(value, token.text, token.method, place, "page", token.confidence, weight=weight)


def _by_shape(face: Face, token: Token, readings: Readings) -> None:
    """Numbers that can only be one thing: 8 or 20 digits, 10 or 12 with a known region."""
    text = _digits(token)
    numbered = re.fullmatch(r"[^\d年月日:]{1,3}(\d{8})", token.squeezed)
    if numbered and token.method is Method.OCR:
        readings.add("invoice_number", _reading(token, numbered[1], 2.0))
    if not text.isascii() or not text.isdigit():
        return
    right = token.x > face.frame.middle
    if len(text) == 8 and not find_dates(text):
        readings.add("invoice_number", _reading(token, text, 1.0 + right))
    elif len(text) == 20 and " " not in token.text:
        readings.add("invoice_number" if _is_numberish(text) else "check_code", _reading(token, text, 1.0 + right))
    elif len(text) in (10, 12) and is_plausible_code(text):
        code = parse_invoice_code(text)
        known = code is not None and code.family is not None
        readings.add("invoice_code", _reading(token, text, 0.5 + known + right))


def _is_numberish(text: str) -> bool:
    """Whether 20 digits can be the number of a 数电票: they begin with its year, and those began in 2021."""
    return "21" <= text[:2] <= "49"


def _check_code(face: Face, zone: list[Token], readings: Readings) -> None:
    """Four groups of five digits on one row."""
    for row in rows_of([t for t in zone if re.fullmatch(r"[\d ]{5,26}", t.text)], face.height):
        groups = [t for t in row if re.fullmatch(r"\d{5}(?: *\d{5})*", t.text)]
        if groups and len("".join(t.squeezed for t in groups)) == 20 and (len(groups) > 1 or " " in groups[0].text):
            token = merged(groups, " ")
            readings.add("check_code", _reading(token, token.squeezed, 2.0))


def _dates(face: Face, zone: list[Token]) -> Iterator[Reading]:
    """Dates on the rows of the head; the row of 开票日期 first."""
    labels = face.labelled(Label.DATE)
    for label in labels:
        if label.y > face.frame.items and face.frame.items > face.frame.top + 2 * face.height:
            continue
        row = [
            t
            for t in face.row_at(label.y, face.tokens, 0.9)
            if t.box.x0 > label.box.x1 - 2 * face.height and t is not label
        ]
        row = [t for t in row if t.label in (None, Label.PIECE)]
        found = list(_dates_in(row, 3.0))
        yield from found or _loose_date(row)
    pieces = [t for t in face.tokens if t.is_label(Label.PIECE) and re.fullmatch("[年月日]+", t.squeezed)]
    limit = max((t.y for t in zone), default=0.0) + face.height
    for row in rows_of([*zone, *(t for t in pieces if t.y < limit)], face.height):
        yield from _dates_in(row, 1.0)


def _loose_date(row: list[Token]) -> Iterator[Reading]:
    """The date beside its label in a picture where 年, 月 or a digit was misread, or blanks fell between digits."""
    tokens = [t for t in row if t.method is Method.OCR]
    if not tokens:
        return
    token = merged(tokens)
    found = _LOOSE_DATE.search(token.squeezed.translate(_DIGIT_TWINS))
    if found is None:
        return
    for day in find_dates(f"{found[1]}-{found[2]}-{found[3]}"):
        reading = _reading(token, iso(day.day), 1.0)
        yield replace(reading, repair=f"读作{token.text}，按日期形式读取")


def _dates_in(row: list[Token], weight: float) -> Iterator[Reading]:
    """The dates that the row spells, each with the tokens it is made of."""
    if not row:
        return
    text, spans = "", []
    for token in row:
        start = len(text)
        text += token.text + " "
        spans.append((start, len(text), token))
    for found in find_dates(text):
        made_of = [token for start, end, token in spans if start < found.end and found.start < end]
        packed = text[found.start : found.end].isdigit()
        token = merged(made_of, " ")
        reading = _reading(token, iso(found.day), weight - 0.5 * packed)
        yield reading
