"""Answers: what stands behind each label of a form, from the cells of a text document or the words of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from evidence.document import Cell, Method, Table
from evidence.fact import Fact, FactType, Place
from extractors.anchors import Sheet
from extractors.form.labels import STOPS, Field, find_label
from extractors.part import Part
from extractors.tables.cell import Origin
from extractors.vocabulary import Vocabulary

_BLANKS = re.compile(r"[\s_＿—–\-:：/、.。]*")
_HINTS = re.compile(
    r"列举不少于三家典型应用企业名称.*|简要说明企业的上云背景.*|\s*年\s*月\s*(?:日)?\s*|[（(]?(?:签名|印章|盖章).{0,6}",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The text behind a label, where it stands and how it was read; `label` keeps the label's cell as printed."""

    text: str
    place: Place
    method: Method
    confidence: float = 1.0
    label: str = ""

    def fact(self, type_: FactType, value: str, raw: str = "") -> Fact:
        """A fact that this answer shows."""
        return Fact(
            type=type_,
            value=value,
            raw=raw or self.text,
            place=self.place,
            method=self.method,
            confidence=self.confidence,
        )

    def part(self, text: str) -> Answer:
        """The answer cut to a piece of its text."""
        return Answer(text, self.place, self.method, self.confidence, self.label)


def is_blank(text: str) -> bool:
    """Whether a text is what the blank form prints: nothing, lines to write on, a hint, `年 月 日`."""
    return _BLANKS.fullmatch(text) is not None or _HINTS.fullmatch(text.strip()) is not None


def answers(part: Part, fields: tuple[Field, ...]) -> dict[str, Answer]:
    """The answers by field name; the first one that is not blank counts. Tables are asked before pages."""
    found: dict[str, Answer] = {}
    sources = (_from_tables, _from_pages) if part.tables else (_from_pages,)
    for source in sources:
        for name, answer in source(part, fields):
            if not is_blank(answer.text):
                found.setdefault(name, answer)
    return found


def cell_answer(table: Table, cell: Cell, method: Method, text: str = "") -> Answer:
    """The answer that a cell holds."""
    return Answer(text or cell.text.strip(), Origin(table).place(cell), method)


def rows_of(table: Table) -> list[list[Cell]]:
    """The rows with the repetitions of a merged cell once, blanks kept."""
    return [
        [cell for i, cell in enumerate(row) if i == 0 or not cell.text or cell.text != row[i - 1].text]
        for row in table.rows
    ]


def method_of(part: Part) -> Method:
    """How the tables of the part were read."""
    office = not part.document.media_type.startswith(("application/pdf", "image/", "application/ofd"))
    return Method.OFFICE if office or not part.pages else part.pages[0].method


def _from_tables(part: Part, fields: tuple[Field, ...]) -> Iterator[tuple[str, Answer]]:
    """The value in the label's own cell, right of it, or for long texts below it."""
    method = method_of(part)
    for table in part.tables:
        rows = rows_of(table)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                hit = find_label(cell.text, fields)
                if hit is None or hit[0] is STOPS:
                    continue
                field, rest = hit
                holder = cell if rest and not is_blank(rest) else _beside(rows, r, c, fields)
                if holder is not None:
                    answer = cell_answer(table, holder, method, rest if holder is cell else "")
                    yield field.name, Answer(answer.text, answer.place, method, 1.0, cell.text)


def _beside(rows: Sequence[Sequence[Cell]], r: int, c: int, fields: tuple[Field, ...]) -> Cell | None:
    """The first text right of a label up to the next label, else the cell below when that is no label."""
    for cell in rows[r][c + 1 :]:
        if not cell.text.strip():
            continue
        return None if find_label(cell.text, fields) else cell
    if c == 0 and r + 1 < len(rows) and len(rows[r + 1]) == 1:
        below = rows[r + 1][0]
        return below if below.text.strip() and not find_label(below.text, fields) else None
    return None


@cache
def vocabulary(fields: tuple[Field, ...]) -> Vocabulary:
    """The labels of a form for reading its pages."""
    labels: Mapping[str, str] = {
        field.name: "|".join(re.escape(re.sub(r"\s", "", label)) + r"(?:\([^)]*\))?" for label in field.labels)
        for field in fields
    }
    return Vocabulary(labels, "|".join(map(re.escape, STOPS.labels)))


def _from_pages(part: Part, fields: tuple[Field, ...]) -> Iterator[tuple[str, Answer]]:
    """The value right of or below each label on the pages."""
    words = vocabulary(fields)
    for page in part.pages:
        sheet = Sheet.of(page, words)
        for field in fields:
            for label in sheet.named(field.name):
                value = sheet.value(label)
                if value is not None:
                    yield field.name, Answer(value.raw, value.place, value.method, value.confidence, label.text)
