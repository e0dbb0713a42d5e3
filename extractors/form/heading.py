"""What a form prints before anybody fills it in: the year in its title, and that it has a commitment to be signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.fact import Fact, Place
from extractors.form.answer import Answer, cell_answer, method_of
from extractors.part import Part
from extractors.tables.cell import squeeze

_YEAR = re.compile(r"(20\d{2})年(?:度|第)?")
_COMMITMENT = re.compile(r"(?:申报|承诺)(?:单位|企业|主体)?承诺|承诺书|郑重承诺|承诺人")
_TITLE_LENGTH = 40


def heading_facts(part: Part, title: re.Pattern[str]) -> dict[str, Fact]:
    """`edition`, the year in the form's title, and `commitment`, a flag that a commitment is printed."""
    facts: dict[str, Fact] = {}
    for answer in _printed(part):
        plain = squeeze(answer.text)
        year = _YEAR.search(plain)
        if "edition" not in facts and year and len(plain) <= _TITLE_LENGTH and title.search(plain):
            facts["edition"] = answer.fact("number", year[1])
        if "commitment" not in facts and _COMMITMENT.search(plain):
            facts["commitment"] = answer.fact("flag", "true")
    return facts


def _printed(part: Part) -> Iterator[Answer]:
    """Every cell and every word with its place."""
    for table in part.tables:
        for row in table.rows:
            for cell in row:
                if cell.text.strip():
                    yield cell_answer(table, cell, method_of(part))
    for page in part.pages:
        for word in page.words:
            yield Answer(word.text, Place.at(page.number, word.box), word.method, word.confidence)
