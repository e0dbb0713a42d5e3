"""The 67 sub-domain rows of 附件4 (类, 域, 子域, 使用情况), read against configs/cloud_subdomains.json."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from evidence.document import Box, Method, Page, Table, Word
from evidence.fact import Fact, Place
from extractors.form.answer import Answer, cell_answer, is_blank, method_of, rows_of
from extractors.form.ticks import has_tick, without_marks
from extractors.form.usages import beside
from extractors.part import Part
from extractors.tables.cell import squeeze
from extractors.tokens import same_line

_CONFIGS = Path(os.environ.get("GOUJI_CONFIGS", Path(__file__).resolve().parents[2] / "configs"))
_DENIED = re.compile(r"(否|无|未使用|未上云|不涉及|没有|×|✗|未)")
_UNMARKED = 0.7
"""Confidence of a tick that is only shown by a text under 使用情况."""
_STROKES = re.compile(r"(?![0ODQXx])[A-Za-z1-9/]")
"""One character that is neither an empty box nor a cross, nor a word."""
_SPECK = re.compile("[A-Za-z0-9×]")
"""One such character is what a mark was read as, and no usage."""
_LIKE_A_TICK = ("√", "V", "v", "L", "J", "丿", "了", "レ", "ν")

Row = dict[str, Fact]
Key = tuple[str, str, str]
Printed = tuple[Key, Answer, list[Answer]]
"""A sub-domain as printed: its key, its name, and what stands behind it."""


@lru_cache(maxsize=1)
def subdomains() -> tuple[Key, ...]:
    """(类, 域, 子域) in the order of the notice; 销售管理 stands in two domains, so the name alone is no key."""
    tree = json.loads((_CONFIGS / "cloud_subdomains.json").read_text(encoding="utf-8"))
    return tuple(
        (top, domain, name) for top, domains in tree.items() for domain, names in domains.items() for name in names
    )


def ticked_rows(part: Part) -> list[Row]:
    """Every sub-domain row the form prints, with its tick and usage; the domain decides between equal names."""
    rows: dict[Key, Row] = {}
    method = method_of(part)
    for table in part.tables:
        for key, name, others in _in_table(table, method):
            rows.setdefault(key, _row(key, name, others))
    for page in part.pages if not rows else ():
        for key, name, others in _on_page(page, set(rows)):
            rows.setdefault(key, _row(key, name, others))
    if rows and not any("ticked" in row for row in rows.values()):
        return [_by_usage(row) for row in rows.values()]
    return [row if "ticked" in row else _unmarked(row) for row in rows.values()]


def _unmarked(row: Row) -> Row:
    """A row without a tick: not ticked, except where recognition, which loses small ticks, has read a usage."""
    usage = row.get("usage")
    return _by_usage(row) if usage is not None and usage.method is Method.OCR else {**row, "ticked": _unticked(row)}


def _in_table(table: Table, method: Method) -> Iterator[Printed]:
    """The sub-domains a table prints: key, the cell with the name, and the cells behind it."""
    domain = ""
    for row in rows_of(table):
        for c, cell in enumerate(row):
            text = _name(cell.text)
            if any(key[1] == text for key in subdomains()) and c + 1 < len(row):
                domain = text
            keys = [key for key in subdomains() if _name(key[2]) == text]
            key = next((key for key in keys if key[1] == domain), keys[0] if keys else None)
            if key is not None and not (len(keys) > 1 and key[1] != domain):
                yield (
                    key,
                    cell_answer(table, cell, method),
                    [cell_answer(table, other, method) for other in row[c + 1 :]],
                )
                break


def _on_page(page: Page, seen: set[Key]) -> Iterator[Printed]:
    """The sub-domains a page prints, with the words right of each; equal names are told apart by their order."""
    words = sorted(page.words, key=lambda w: (w.box.center[1], w.box.x0))
    found: list[tuple[Key, Word]] = []
    for word in words:
        named = _named(word, words, seen)
        if named is not None:
            found.append(named)
            seen.add(named[0])
    marks = [word for word in words if word.text.strip() and not without_marks(word.text)]
    usages = beside([whole for _, whole in found], words)
    for number, (key, whole) in enumerate(found):
        usage = usages.get(number)
        right = [other for other in words if other.box.x0 >= whole.box.x1 and same_line(other.box, whole.box)]
        if usage is not None:
            right = [*(other for other in right if not usage.box.contains(*other.box.center)), usage]
        yield key, _word_answer(page, whole), [_word_answer(page, other, marks) for other in right]


def _named(word: Word, words: Sequence[Word], seen: set[Key]) -> tuple[Key, Word] | None:
    """The sub-domain that a word begins, and the word with the lines below it that its name goes on in."""
    free = {_name(key[2]): key for key in reversed(subdomains()) if key not in seen}
    text, whole = _name(word.text), word
    while text and text not in free and any(name.startswith(text) for name in free):
        below = next((w for w in words if _goes_on(whole.box, w.box)), None)
        if below is None:
            return None
        text += _name(below.text)
        whole = replace(
            word,
            text=whole.text + below.text,
            box=whole.box.union(below.box),
            confidence=min(whole.confidence, below.confidence),
        )
    return (free[text], whole) if text in free else None


def _goes_on(box: Box, below: Box) -> bool:
    """Whether a line is the next one of the same cell."""
    return abs(below.x0 - box.x0) < 1.5 * below.height and -0.3 * below.height < below.y0 - box.y1 < 0.8 * below.height


def _word_answer(page: Page, word: Word, marks: Sequence[Word] = ()) -> Answer:
    """A word as an answer; a lone V, or one character where other rows have marks, is how recognition reads a tick."""
    text = word.text.strip()
    among = _STROKES.fullmatch(text) is not None and any(_is_above(mark.box, word.box) for mark in marks)
    lone = word.method is Method.OCR and (text in _LIKE_A_TICK or among)
    sure = min(word.confidence, _UNMARKED) if lone and text != "√" else word.confidence
    return Answer("√" if lone else word.text, Place.at(page.number, word.box), word.method, sure)


def _is_above(mark: Box, box: Box) -> bool:
    """Whether a mark stands in the column of another box, in a row of its own."""
    return mark.x0 < box.center[0] < mark.x1 and not same_line(mark, box)


def _name(text: str) -> str:
    """A name without marks, spaces and punctuation, as it is compared."""
    return re.sub(r"[\W_]+", "", squeeze(without_marks(text)))


def _row(key: Key, name: Answer, others: Sequence[Answer]) -> Row:
    row: Row = {
        field: name.fact("text", value) for field, value in zip(("class", "domain", "subdomain"), key, strict=True)
    }
    marked = next((answer for answer in (name, *others) if has_tick(answer.text)), None)
    if marked is not None:
        row["ticked"] = marked.fact("flag", "true")
    for answer in others:
        usage = without_marks(answer.text)
        if usage and not is_blank(usage) and not _SPECK.fullmatch(usage):
            row["usage"] = _usage(answer, usage)
            break
    return row


def _usage(answer: Answer, text: str) -> Fact:
    return answer.fact("text", re.sub(r"\s+", " ", text))


def _unticked(row: Row) -> Fact:
    return row["subdomain"].model_copy(update={"type": "flag", "value": "false"})


def _by_usage(row: Row) -> Row:
    """A row of a form without any tick: a usage that denies nothing stands for one, with less confidence."""
    usage = row.get("usage")
    if usage is None or _DENIED.match(usage.value):
        return {**row, "ticked": _unticked(row)}
    return {**row, "ticked": usage.model_copy(update={"type": "flag", "value": "true", "confidence": _UNMARKED})}
