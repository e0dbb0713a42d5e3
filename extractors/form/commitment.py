"""The applicant's commitment at the end of a form: whether a signature, name or seal stands there, and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from evidence.document import Box, Page
from evidence.fact import Fact, Place
from extractors.form.answer import Answer, cell_answer, method_of
from extractors.form.facts import day_in
from extractors.part import Part
from extractors.tokens import same_line
from extractors.values.dates import find_dates

_SIGNED_BY = re.compile(r"法定代表人\s*[(（]\s*签名\s*[/／、或]?\s*(?:印章|盖章)\s*[)）]\s*[:：]?")
_BLANK_LINE = re.compile(r"[\s_＿:：]*|\s*年\s*月\s*日\s*")
_UNSEEN = 0.5
"""Confidence that nothing was signed: a handwritten name may have escaped the reader."""


def commitment_facts(part: Part) -> dict[str, Fact]:
    """`commitment_signed` and `commitment_date`; absent where the form shows no place to sign."""
    for answer, page in _places(part):
        found = _SIGNED_BY.search(answer.text)
        if found is None:
            continue
        behind = answer.text[found.end() :]
        day = day_in(behind) or _last_day(answer.text)
        name = re.sub(r"\d{4}\s*年.*|年\s*月\s*日.*", "", behind, flags=re.DOTALL)
        sealed = page is not None and bool(page.seals)
        signed = not _BLANK_LINE.fullmatch(name) or sealed
        flag = answer.part(behind.strip() or found[0]).fact("flag", "true" if signed else "false")
        facts = {"commitment_signed": flag if signed else flag.model_copy(update={"confidence": _UNSEEN})}
        if day is not None:
            facts["commitment_date"] = answer.part(behind.strip()).fact("date", day.isoformat())
        return facts
    return {}


def _last_day(text: str) -> date | None:
    days = find_dates(text)
    return days[-1].day if days else None


def _places(part: Part) -> Iterator[tuple[Answer, Page | None]]:
    """The texts in which the line to sign may stand: cells, then lines of pages with what stands beside them."""
    for table in part.tables:
        for row in table.rows:
            for cell in row:
                if "法定代表人" in cell.text:
                    page = next((page for page in part.pages if page.number == table.page), None)
                    yield cell_answer(table, cell, method_of(part)), page
    for page in part.pages:
        for word in page.words:
            if "法定代表人" not in word.text:
                continue
            near = [w for w in page.words if w is not word and _beside_or_below(word.box, w.box)]
            text = " ".join([word.text, *(w.text for w in sorted(near, key=lambda w: (w.box.y0, w.box.x0)))])
            yield Answer(text, Place.at(page.number, word.box), word.method, word.confidence), page


def _beside_or_below(label: Box, box: Box) -> bool:
    """Whether a word stands right of the label or in the three lines below it."""
    beside = same_line(label, box) and box.x0 >= label.x1 - label.height
    below = label.y1 - 0.3 * label.height <= box.y0 <= label.y1 + 3 * label.height and box.x1 > label.x0
    return beside or below
