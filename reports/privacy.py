"""Privacy: which pages no picture may show at all, and what is covered on the others (domain §5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evidence.case import Case
from evidence.document import Method
from evidence.fact import Fact
from evidence.kind import Kind
from evidence.names import is_person
from evidence.record import Record, Row
from evidence.sheet import Sheet
from reports.masking import ACCOUNT_RUN, PARTIES, PERSONNEL_KINDS, owner_of, person_name

Box = tuple[float, float, float, float]
Page = tuple[str, int]
"""SHA-256 of a file and a page of it."""

_WAGE = re.compile(r"工资|薪|奖金|津贴|年终奖")
_SAID = ("usage", "summary", "remark", "detail")
"""Fields that say what a payment was for."""
_SUMS = frozenset(("debit", "credit", "balance", "amount"))
_WHOLE = frozenset(("person_id", "phone", "email"))
_PEOPLE = frozenset(("contact", "legal_rep", "name")) | PARTIES


def private_pages(case: Case) -> frozenset[Page]:
    """The pages of papers about persons and of wages paid one by one, with the pages that show the same pixels."""
    closed = {(record.source, page) for record in case.records if is_private(record) for page in record.pages}
    also = {
        (source, other.number)
        for source, page in closed
        for other in case.sheets.get(source, ())
        if _same_paper(case, source, page, other)
    }
    return frozenset(closed | also)


def is_private(record: Record) -> bool:
    """Whether a document is, or may be, about persons: by its kind, or as a slip that pays a person's wage."""
    if record.kind in PERSONNEL_KINDS or record.kind is Kind.OTHER:
        return True
    return record.kind.is_payment and is_person(record.text("payee")) and _of_wages(record)


def hidden_boxes(case: Case) -> dict[Page, tuple[Box, ...]]:
    """By page, the boxes of what a picture must not show: numbers of persons, most of accounts, given names, wages."""
    found: dict[Page, dict[Box, None]] = {}
    for record in case.records:
        if record.kind in PERSONNEL_KINDS:
            continue
        for holder in (record, *record.rows):
            for name, fact in holder.facts.items():
                if fact.place.box is not None:
                    boxes = _hidden(record, holder, name, fact)
                    found.setdefault((record.source, fact.place.page), {}).update(dict.fromkeys(boxes))
    return {page: tuple(boxes) for page, boxes in found.items() if boxes}


def _same_paper(case: Case, source: str, page: int, other: Sheet) -> bool:
    """Whether another page may be the same paper, seen turned: read from pixels, otherwise turned, of one format."""
    own = next((sheet for sheet in case.sheets.get(source, ()) if sheet.number == page), None)
    if own is None or own.rotation == other.rotation or Method.OCR not in (own.method, other.method):
        return False
    sizes: Mapping[int, tuple[float, float]] = dict(enumerate(case.page_sizes.get(source, ()), start=1))
    one, two = sorted(sizes.get(page, (0.0, 0.0))), sorted(sizes.get(other.number, (0.0, 0.0)))
    return all(abs(a - b) <= 1 for a, b in zip(one, two, strict=True))


def _of_wages(row: Row) -> bool:
    return any(_WAGE.search(row.text(name)) for name in _SAID)


def _hidden(record: Record, holder: Row, name: str, fact: Fact) -> Iterator[Box]:
    box = fact.place.box
    assert box is not None
    if name in _WHOLE or (name in _SUMS and record.kind in _BOOKS and _of_wages(holder)):
        yield box
    elif name in _PEOPLE and is_person(fact.value):
        yield _part(box, len(person_name(fact.value)) - 1, len(fact.value), len(fact.value))
    elif name.endswith("account") and len(fact.value) > 8:
        personal = is_person(holder.text("counterparty")) or is_person(owner_of(record, name))
        yield _part(box, 0 if personal else 4, len(fact.value) - 4, len(fact.value))
    elif name.endswith("bank"):
        for run in ACCOUNT_RUN.finditer(fact.value):
            yield _part(box, _width(fact.value[: run.start()]), _width(fact.value[: run.end()]), _width(fact.value))


_LINES = 5
"""A line of text is less than so many times as high as a digit of it is wide."""
_BOOKS = (Kind.BANK_STATEMENT, Kind.COST_LEDGER, Kind.VOUCHER)
"""Lists on which single wages may stand among other sums."""


def _width(text: str) -> float:
    """The width of a text in digits: a Chinese character takes two."""
    return sum(2 if char > "⺀" else 1 for char in text)


def _part(box: Box, start: float, end: float, whole: float) -> Box:
    """The part of a box from one character to another of a line of text; all of it where it has several lines."""
    x0, y0, x1, y1 = box
    step = (x1 - x0) / whole
    if y1 - y0 > _LINES * step:
        return box
    return x0 + start * step, y0, x0 + end * step, y1
