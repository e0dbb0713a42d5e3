"""Lists of goods (销货清单) on their own: whose invoice they belong to, their rows and their totals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.document import Page
from evidence.fact import Place
from evidence.names import plain_name
from extractors.invoice.face import Face
from extractors.invoice.goods import read_goods
from extractors.invoice.labels import Label
from extractors.invoice.readings import Reading, Readings, iso, plain_money
from extractors.invoice.tokens import Token, merged, rows_of
from extractors.values.dates import find_dates

_HEAD = (
    ("invoice_code", re.compile(r"代码:?(\d{12}|\d{10})(?!\d)")),
    ("invoice_number", re.compile(r"号码:?(\d{20}|\d{8})(?!\d)")),
    (
        "buyer_name",
        re.compile(r"(?:购买?方|购货单位)名称:?(.{2,50}?)(?=$|销售?方|销货单位|所属|代码|号码|共\d|第\d|开票)"),
    ),
    (
        "seller_name",
        re.compile(r"(?:销售?方|销货单位)名称:?(.{2,50}?)(?=$|购买?方|购货单位|所属|代码|号码|共\d|第\d|开票)"),
    ),
)


def read_list(page: Page, readings: Readings) -> None:
    """Add what one page of a list says."""
    face = Face(page)
    above = [t for t in face.tokens if t.y < face.frame.items - 0.5 * face.height]
    for row in rows_of(above, face.height):
        for name, reading in _head(row):
            readings.add(name, reading)
    goods = read_goods(face, is_list=True)
    readings.rows.setdefault("page", []).extend(goods.rows)
    readings.marks.add("cut")
    _totals(face, readings)


def _head(row: list[Token]) -> Iterator[tuple[str, Reading]]:
    """The fields on one row above the table."""
    token = merged(row)
    text = token.squeezed
    for name, pattern in _HEAD:
        found = pattern.search(text)
        if found and (name.startswith("invoice") or re.search(r"[一-鿿]{2}", found[1])):
            yield name, _reading(token, plain_name(found[1]) if name.endswith("_name") else found[1])
    days = find_dates(" ".join(t.text for t in row))
    if days and "日期" in text:
        yield "issue_date", _reading(token, iso(days[0].day))


def _totals(face: Face, readings: Readings) -> None:
    """Net and tax of the row 总计 (or 合计, where there is only one)."""
    labels = [t for t in face.labelled(Label.SUM) if t.y > face.frame.items]
    labels = [t for t in labels if t.squeezed.startswith(("总", "合"))] or labels
    if not labels:
        return
    row = [f for f in face.figures if abs(f.token.y - labels[-1].y) < 0.8 * face.height]
    row = sorted(row, key=lambda f: f.token.x)[-2:]
    for name, figure in zip(("amount_excl_tax", "tax"), row, strict=False):
        readings.add(name, _reading(figure.token, plain_money(figure.value)))


def _reading(token: Token, value: str) -> Reading:
    place = Place.at(token.page, token.printed)
    return Reading(value, token.text, token.method, place, "page", token.confidence, weight=3.0)
