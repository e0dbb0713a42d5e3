"""The operating table of a form: income, tax and profit of three years, in 万元 (附件3, 附件4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from evidence.document import Cell, Page, Table
from evidence.fact import Fact, Place
from extractors.form.answer import Answer, cell_answer, method_of, rows_of
from extractors.form.labels import OPERATING, YEARS
from extractors.part import Part
from extractors.tables.cell import squeeze
from extractors.tokens import same_line, tokens_of
from extractors.values.amounts import AmountError, parse_amount

_WAN = Decimal(10_000)


def operating_facts(part: Part) -> dict[str, Fact]:
    """`revenue_2022` … `profit_2024` as printed, in 万元; years left blank are absent."""
    facts: dict[str, Fact] = {}
    for table in part.tables:
        for name, answer in _from_table(part, table):
            _add(facts, name, answer)
    for page in part.pages if not facts else ():
        for name, answer in _from_page(page):
            _add(facts, name, answer)
    return facts


def _add(facts: dict[str, Fact], name: str, answer: Answer) -> None:
    try:
        amount = parse_amount(answer.text, _WAN)
    except AmountError:
        return
    if amount is not None:
        value = (amount.value / _WAN).normalize()
        facts.setdefault(name, answer.fact("number", f"{value:f}"))


def _from_table(part: Part, table: Table) -> Iterator[tuple[str, Answer]]:
    rows = rows_of(table)
    order: list[str] = []
    for row in rows:
        order = _order([cell.text for cell in row]) or order
        year, cells = _year_cells(row)
        if year and order:
            for name, cell in _paired(order, cells):
                yield f"{name}_{year}", cell_answer(table, cell, method_of(part))


def _order(texts: Sequence[str]) -> list[str]:
    """The fields in the order in which a heading row prints them."""
    return [name for text in texts for label, name in OPERATING.items() if squeeze(text).startswith(label)]


def _year_cells(row: Sequence[Cell]) -> tuple[str, list[Cell]]:
    """The year a row is about and the cells behind it."""
    for i, cell in enumerate(row):
        match = re.fullmatch(r"(20\d\d)年?度?", squeeze(cell.text))
        if match and match[1] in YEARS:
            return match[1], list(row[i + 1 :])
    return "", []


def _paired(order: Sequence[str], cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """The cells by field: by position when nothing is merged, else the filled ones when there is one for each."""
    filled = [cell for cell in cells if cell.text.strip()]
    chosen = filled if len(filled) == len(order) else list(cells)[: len(order)]
    if len(chosen) == len(order):
        yield from zip(order, chosen, strict=True)


def _from_page(page: Page) -> Iterator[tuple[str, Answer]]:
    """Figures right of a year, each under the heading whose middle is nearest."""
    tokens = tokens_of(page)
    heads = [(name, t) for t in tokens for label, name in OPERATING.items() if squeeze(t.text).startswith(label)]
    for token in tokens:
        match = re.fullmatch(r"(20\d\d)年?度?", squeeze(token.text))
        if not match or match[1] not in YEARS or not heads:
            continue
        for other in tokens:
            if (
                other.box.x0 >= token.box.x1
                and same_line(other.box, token.box)
                and any(c.isdigit() for c in other.text)
            ):
                name, head = min(heads, key=lambda hit: abs(hit[1].box.center[0] - other.box.center[0]))
                if head.box.center[1] < other.box.center[1]:
                    answer = Answer(other.text, Place.at(page.number, other.box), other.method, other.confidence)
                    yield f"{name}_{match[1]}", answer
