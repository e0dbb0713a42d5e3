"""Totals as printed: net and tax on the row of 合计, gross beside the amount in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.fact import Place
from extractors.invoice.face import Face, Figure, Spelled
from extractors.invoice.labels import Label
from extractors.invoice.readings import Reading, Readings, plain_money
from extractors.invoice.tokens import Token

_STARS = re.compile(r"[*＊×xX※]{2,}|\*")


def read_totals(face: Face, readings: Readings) -> None:
    """Add every candidate of net, tax, gross and words, weighted by where it stands."""
    for name, figure, weight in _placed(face):
        readings.add(name, _reading(figure, weight))
        for other in figure.others:
            readings.add(name, _reading(figure, weight * 0.5, plain_money(other)))
    for spelled in face.spelled:
        if abs(spelled.token.y - face.frame.words) < 2.5 * face.height:
            readings.add("total_words", _words(spelled))
    if _is_exempt(face):
        readings.marks.add("exempt")


def _placed(face: Face) -> Iterator[tuple[str, Figure, float]]:
    """Figures near the total with the field their place suggests and how well it does."""
    height, frame = face.height, face.frame
    small = face.labelled(Label.SMALL)
    sums: list[Figure] = []
    for figure in face.figures:
        below = (figure.token.y - frame.words) / height
        up = (frame.words - figure.token.y) / height
        labelled = any(figure in _right_of(face, label) for label in small)
        if (abs(below) < 1.1 and _is_gross(face, figure)) or labelled:
            yield "total_incl_tax", figure, (3.0 if figure.signed else 1.5) + bool(small) * 0.5
        elif up > 0.5 and abs(figure.token.y - frame.sums) < 0.95 * height:
            sums.append(figure)
    yield from _net_and_tax(face, sums)


def _right_of(face: Face, label: Token) -> list[Figure]:
    """The figures that stand right of （小写） on its row, and above no other figure's place."""
    return [
        f
        for f in face.figures
        if abs(f.token.y - label.y) < 0.6 * face.height
        and 0 <= f.token.box.x0 - label.box.x1 + face.height < 12 * face.height
    ]


def _is_gross(face: Face, figure: Figure) -> bool:
    """Whether a figure on the row of the words stands right of them (never net or tax that slipped down)."""
    words = [s.token for s in face.spelled if abs(s.token.y - face.frame.words) < 1.2 * face.height]
    return all(figure.token.box.x0 > token.box.x1 - face.height for token in words)


def _net_and_tax(face: Face, sums: list[Figure]) -> Iterator[tuple[str, Figure, float]]:
    """The row of 合计: net left, tax right, told apart by the columns where only one is read."""
    sums = sorted(sums, key=lambda f: f.token.box.x0)
    signed = [f for f in sums if f.signed]
    chosen = signed if len(signed) >= 2 else sums
    if len(chosen) == 1:
        name = "tax" if _is_tax_column(face, chosen[0]) else "amount_excl_tax"
        yield name, chosen[0], 3.0 if chosen[0].signed else 1.5
        return
    for i, figure in enumerate(chosen[-2:]):
        yield ("amount_excl_tax", "tax")[i], figure, 3.0 if figure.signed else 1.5


def _is_tax_column(face: Face, figure: Figure) -> bool:
    heads = {t.label: t for t in face.column_heads}
    amount, tax = heads.get(Label.AMOUNT), heads.get(Label.TAX)
    if amount is None or tax is None:
        return False
    right = figure.token.box.x1
    return abs(right - tax.box.x1) < abs(right - amount.box.x1)


def _reading(figure: Figure, weight: float, value: str = "") -> Reading:
    token = figure.token
    place = Place.at(token.page, token.printed)
    return Reading(
        value or plain_money(figure.value), figure.raw, token.method, place, "page", token.confidence, weight=weight
    )


def _words(spelled: Spelled) -> Reading:
    token = spelled.token
    note = "" if spelled.clean else "大写金额中有误识字，按形近字读取"
    return Reading(
        plain_money(spelled.words.value),
        token.text,
        token.method,
        Place.at(token.page, token.printed),
        "page",
        token.confidence,
        repair=note,
        weight=2.0,
    )


def _is_exempt(face: Face) -> bool:
    """Whether the row of 合计 prints stars for the tax."""
    row = face.row_at(face.frame.sums, face.tokens, 1.0)
    stars = [t for t in row if _STARS.fullmatch(t.squeezed) and t.x > face.frame.middle]
    return bool(stars)
