"""Rows of goods and services: read from the right, because the figures at the right end of a row are the surest.

The tax rate is the pivot: tax stands right of it, the amount left of it, then price and quantity; what remains is
unit, specification and item, told apart by the columns' headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from evidence.document import Method
from evidence.fact import Place
from extractors.invoice.dialects import rate
from extractors.invoice.face import Face, as_figure
from extractors.invoice.labels import Label
from extractors.invoice.readings import Reading, plain_money, plain_number
from extractors.invoice.tokens import Token, merged, rows_of

_RATE = re.compile(r"\d{1,2}(?:\.\d{1,2})?%|免税|不征税|出口零税率|普通零税率")
_STARS = re.compile(r"[*＊]{2,}")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_LISTED = re.compile(r"详见.{0,2}(?:销货|货物|服务|清单)|见.{0,3}清单")
_PAGES = re.compile(r"共[2-9]\d*页|[第共][2-9]\d*页")
Row = dict[str, Reading]


@dataclass(frozen=True, slots=True)
class Goods:
    """The rows of one page; `listed` where they refer to a list of goods, `whole` where nothing was left over."""

    rows: list[Row]
    listed: bool = False
    whole: bool = False


def read_goods(face: Face, *, is_list: bool = False) -> Goods:
    """The rows between the heading of the items and the totals; a list ends at its own 小计, or with the page."""
    heads = {t.label: t for t in face.column_heads if t.label is not None}
    if not heads:
        return Goods([])
    top = face.frame.items - 0.1 * face.height
    bottom = (_list_end(face) if is_list else face.frame.sums) - 0.6 * face.height
    left, right = _reach(face, heads)
    body = [
        t
        for t in face.tokens
        if top < t.y < bottom
        and left < t.x < right
        and t.label in (None, Label.PIECE)
        and t.box.height < 3 * face.height
    ]
    rows: list[Row] = []
    whole = not any(_PAGES.search(t.squeezed) for t in face.tokens)
    for line in rows_of(body, face.height):
        row = _row(line, heads, face.height)
        if row is not None:
            rows.append(row)
            continue
        whole = whole and not any(_NUMBER.fullmatch(t.squeezed) for t in line)
        if rows:
            _continue(rows[-1], line, heads)
    listed = any(_LISTED.search(t.squeezed) for t in body)
    return Goods([row for row in rows if not _is_subtotal(row)], listed, whole)


def _list_end(face: Face) -> float:
    sums = [t.y for t in face.labelled(Label.SUM) if t.y > face.frame.items + face.height]
    return min(sums, default=face.frame.bottom + face.height)


def _reach(face: Face, heads: dict[Label, Token]) -> tuple[float, float]:
    """The left and right edge of the table."""
    left = heads[Label.ITEM].box.x0 - 9 * face.height if Label.ITEM in heads else face.frame.left
    tax = heads.get(Label.TAX)
    return left, (tax.box.x1 + 6 * face.height if tax else face.frame.right + face.height)


def _row(line: Sequence[Token], heads: dict[Label, Token], height: float) -> Row | None:
    """A row with an amount; None for a line that only continues a text."""
    pivot = next((i for i in range(len(line) - 1, -1, -1) if _is_rate(line, i)), None)
    figures = [i for i, t in enumerate(line) if as_figure(t) is not None]
    if not figures:
        return None
    row: Row = {}
    if pivot is not None:
        row["tax_rate"] = _text(line[pivot], rate(line[pivot].text))
        before = [i for i in figures if i < pivot]
        after = [i for i in figures if i > pivot]
    else:
        before, after = _by_columns(line, figures, heads)
    if not before:
        return None
    amount = before[-1]
    row["amount"] = _money(line[amount])
    if after:
        row["tax"] = _money(line[after[0]])
    _numbers(line[:amount], heads, row, height)
    return row


def _is_rate(line: Sequence[Token], i: int) -> bool:
    """Whether the token is the rate: a percentage, a word for none, or stars with an amount left of them."""
    text = line[i].squeezed
    if _RATE.fullmatch(text):
        return True
    left = any(as_figure(t) is not None for t in line[:i])
    stars_right = any(_STARS.fullmatch(t.squeezed) for t in line[i + 1 :])
    return bool(_STARS.fullmatch(text)) and left and stars_right


def _by_columns(line: Sequence[Token], figures: list[int], heads: dict[Label, Token]) -> tuple[list[int], list[int]]:
    """Without a rate: figures nearer to the heading of the tax than of the amount are tax."""
    amount, tax = heads.get(Label.AMOUNT), heads.get(Label.TAX)
    if amount is None or tax is None:
        return figures[-1:], []
    taxes = [i for i in figures if abs(line[i].box.x1 - tax.box.x1) < abs(line[i].box.x1 - amount.box.x1)]
    return [i for i in figures if i not in taxes], taxes


def _numbers(left: Sequence[Token], heads: dict[Label, Token], row: Row, height: float) -> None:
    """Price, quantity, unit, specification and item from the tokens left of the amount."""
    rest = list(left)
    for name, label in (("unit_price", Label.PRICE), ("quantity", Label.QUANTITY)):
        head = heads.get(label)
        if rest and head is not None and _NUMBER.fullmatch(rest[-1].squeezed) and _is_near(rest[-1], label, heads):
            row[name] = _number(rest.pop())
    for name, label in (("unit", Label.UNIT), ("spec", Label.SPEC)):
        head = heads.get(label)
        if len(rest) > 1 and head is not None and rest[-1].x > head.box.x0 - 1.5 * height:
            token = rest.pop()
            row[name] = _text(token, token.text)
    rest = [token for token in rest if not _is_speck(token)]
    item = heads.get(Label.ITEM)
    if len(rest) > 1 and item is not None and rest[0].squeezed.isdigit() and rest[0].box.x1 < item.box.x0:
        rest = rest[1:]
    if rest:
        token = merged(rest, " ")
        row["item"] = _text(token, token.text)


def _is_speck(token: Token) -> bool:
    """Whether a lone ring or dot is a punch hole or dirt in a picture, not print."""
    return token.method is Method.OCR and re.fullmatch(r"[OoQCc0○〇.·。、]{1,3}", token.squeezed) is not None


def _is_near(token: Token, label: Label, heads: dict[Label, Token]) -> bool:
    """Whether a number stands nearer to its own heading than to those of texts."""
    own = abs(token.x - heads[label].x)
    texts = [abs(token.x - heads[other].x) for other in (Label.ITEM, Label.SPEC, Label.UNIT) if other in heads]
    return all(own < distance for distance in texts)


def _continue(row: Row, line: Sequence[Token], heads: dict[Label, Token]) -> None:
    """Add a line of text to the item (or specification) above it."""
    spec = row["spec"].place.box if "spec" in row else None
    for token in (t for t in line if not _is_speck(t)):
        in_spec = spec is not None and abs(token.printed.x0 - spec[0]) < 1.5 * token.box.height
        name = "spec" if in_spec else "item"
        unit = heads.get(Label.UNIT)
        if unit is not None and token.box.x0 > unit.box.x1:
            continue
        old = row.get(name)
        row[name] = _text(token, (old.value if old else "") + token.text, old)


def _is_subtotal(row: Row) -> bool:
    item = row.get("item")
    return item is not None and re.fullmatch(r"[小合总]计", "".join(item.value.split())) is not None


def _text(token: Token, value: str, before: Reading | None = None) -> Reading:
    place = before.place if before else Place.at(token.page, token.printed)
    return Reading(value, value if before else token.text, token.method, place, "page", token.confidence)


def _money(token: Token) -> Reading:
    figure = as_figure(token)
    value = plain_money(figure.value) if figure else ""
    return Reading(value, token.text, token.method, Place.at(token.page, token.printed), "page", token.confidence)


def _number(token: Token) -> Reading:
    try:
        value = plain_number(Decimal(token.squeezed.replace(",", "")))
    except InvalidOperation:
        value = "0"
    return Reading(value, token.text, token.method, Place.at(token.page, token.printed), "page", token.confidence)


def is_clean(rows: Sequence[Row]) -> bool:
    """Whether every row reads as a whole: amount, rate and tax agree, so that a wrong sum means something."""
    return bool(rows) and all(_agrees(row) for row in rows)


def _agrees(row: Row) -> bool:
    amount, tax, text = row.get("amount"), row.get("tax"), row.get("tax_rate")
    if amount is None or amount.method is Method.OCR:
        return False
    if text is None or not text.value.endswith("%"):
        return tax is None
    try:
        expected = Decimal(amount.value) * Decimal(text.value[:-1]) / 100
        return tax is not None and abs(expected - Decimal(tax.value)) <= Decimal("0.06")
    except InvalidOperation:
        return False
