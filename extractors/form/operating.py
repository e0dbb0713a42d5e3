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
_YEAR = re.compile(r"(20\d\d)年?度?")


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
    order: list[str] = []
    years: list[str] = []
    for row in rows_of(table):
        texts = [cell.text for cell in row]
        order, years = _order(texts) or order, _years(texts) or years
        year, cells = _year_cells(row)
        if year and order:
            for name, cell in _paired(order, cells):
                yield f"{name}_{year}", cell_answer(table, cell, method_of(part))
        own = _order(texts)
        if len(own) == 1 and years:
            first = next(i for i, text in enumerate(texts) if _quantity(text))
            for year_, cell in _paired(years, list(row[first + 1 :])):
                yield f"{own[0]}_{year_}", cell_answer(table, cell, method_of(part))


def _order(texts: Sequence[str]) -> list[str]:
    """The fields in the order in which a heading row prints them."""
    return [name for text in texts if (name := _quantity(text))]


def _quantity(text: str) -> str:
    """`revenue`, `tax` or `profit` where a text is their label, also as 上缴税收 or 利润总额."""
    plain = re.sub(r"^(?:上缴|实缴|缴纳)", "", squeeze(text))
    return next((name for label, name in OPERATING.items() if plain.startswith(label)), "")


def _years(texts: Sequence[str]) -> list[str]:
    """The years that a heading row prints side by side; none where fewer than two stand there."""
    found = [match[1] for text in texts if (match := _YEAR.fullmatch(squeeze(text))) and match[1] in YEARS]
    return found if len(found) > 1 else []


def _year_cells(row: Sequence[Cell]) -> tuple[str, list[Cell]]:
    """The year a row is about and the cells behind it."""
    for i, cell in enumerate(row):
        match = _YEAR.fullmatch(squeeze(cell.text))
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
    """Figures level with a year, each under the quantity whose middle is nearest; or the other way about."""
    tokens = tokens_of(page)
    years = [(match[1], t) for t in tokens if (match := _YEAR.fullmatch(squeeze(t.text))) and match[1] in YEARS]
    quantities = [(name, t) for t in tokens if (name := _quantity(t.text))]
    across = any(a is not b and same_line(a.box, b.box) for _, a in years for _, b in years)
    sides, heads = (quantities, years) if across else (years, quantities)
    for side, token in sides if heads else ():
        for other in tokens:
            if other.box.x0 < token.box.x1 or not same_line(other.box, token.box) or not re.search(r"\d", other.text):
                continue
            head, above = min(heads, key=lambda hit: abs(hit[1].box.center[0] - other.box.center[0]))
            if above.box.center[1] < other.box.center[1] and not same_line(above.box, other.box):
                answer = Answer(other.text, Place.at(page.number, other.box), other.method, other.confidence)
                yield (f"{side}_{head}" if across else f"{head}_{side}"), answer
