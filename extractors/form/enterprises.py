"""The typical enterprises of 附件3: one row a named enterprise, with how it uses the platform."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from evidence.document import Cell, Page, Table
from evidence.fact import Fact, Place
from evidence.names import plain_name
from extractors.form.answer import Answer, cell_answer, is_blank, method_of, rows_of
from extractors.form.labels import PLATFORM, find_label
from extractors.part import Part
from extractors.tables.cell import squeeze

_LABELS = ("平台典型应用企业名称", "典型应用企业名称", "典型应用企业", "平台典型应用企业")
_ITEM = re.compile(
    r"^[\s\d.、,，:：)）(（①-⑳一二三四五六七八九十]*"
    r"(?P<name>[^\s:：,，。;；]{2,40}?(?:公司|集团|工厂|厂|中心|研究院|研究所|合作社|医院|学校)(?:[^\s:：,，。;；]{2,12}?分(?:公司|厂|院))?)"
    r"\s*(?:[(（][^)）]*[)）])?\s*[:：,，。;；—\-]*\s*(?P<text>.*)$"
)

Row = dict[str, Fact]


def typical_enterprises(part: Part) -> list[Row]:
    """The enterprises named in the cell behind the label or in the rows below it; blank hints name none."""
    answers = (answer for table in part.tables for answer in _answers(part, table))
    if not part.tables:
        answers = (answer for page in part.pages for answer in _lines(page))
    return [row for answer in answers for row in _rows(answer)]


def _lines(page: Page) -> Iterator[Answer]:
    """The items right of the label on a page, each with the lines that go on below it."""
    label = next((w for w in page.words if any(name in squeeze(w.text) for name in (*_LABELS, "平台典型应用"))), None)
    if label is None:
        return
    below = [w.box.y0 for w in page.words if w.box.x0 < label.box.x1 and "承诺" in w.text and w.box.y0 > label.box.y1]
    bottom = min(below, default=page.height)
    item: Answer | None = None
    for word in sorted(page.words, key=lambda w: (round(w.box.y0), w.box.x0)):
        if word.box.x0 < label.box.x1 or not label.box.y0 - label.box.height <= word.box.y0 < bottom - 1:
            continue
        if _ITEM.match(unicodedata.normalize("NFKC", word.text)):
            if item:
                yield item
            item = Answer(word.text, Place.at(page.number, word.box), word.method, word.confidence)
        elif item:
            item = Answer(item.text + word.text, item.place, item.method, min(item.confidence, word.confidence))
    if item:
        yield item


def _answers(part: Part, table: Table) -> Iterator[Answer]:
    method = method_of(part)
    inside = False
    for row in rows_of(table):
        texts = [cell for cell in row if cell.text.strip()]
        labelled = [cell for cell in texts if any(_squeezed(cell).startswith(label) for label in _LABELS)]
        if labelled:
            inside = True
        elif texts and (find_label(texts[0].text, PLATFORM) or "承诺" in texts[0].text):
            inside = False
        if inside:
            rest = [cell for cell in texts if cell not in labelled]
            text = "：".join(cell.text.strip() for cell in rest)
            if rest and not is_blank(text):
                yield Answer(text, cell_answer(table, rest[0], method).place, method)
            for cell in labelled:
                own = re.sub(r"^[^\n]*\n", "", cell.text, count=1) if "\n" in cell.text else ""
                if own and not is_blank(own):
                    yield cell_answer(table, cell, method, own)


def _squeezed(cell: Cell) -> str:
    return re.sub(r"\s+", "", cell.text)


def _rows(answer: Answer) -> Iterator[Row]:
    """One row a line or item that begins with the name of an enterprise; other lines go on describing it."""
    current: list[str] = []
    text = unicodedata.normalize("NFKC", answer.text)
    for line in re.split(r"\n|(?<=[;。])\s*(?=\d+[.、)])", text):
        if _ITEM.match(line) or not current:
            if current:
                yield from _row(answer, "".join(current))
            current = [line]
        else:
            current.append(line)
    yield from _row(answer, "".join(current))


def _row(answer: Answer, text: str) -> Iterator[Row]:
    match = _ITEM.match(text)
    if match is None:
        return
    row = {"name": answer.part(match["name"]).fact("text", plain_name(match["name"]))}
    if match["text"].strip():
        row["description"] = answer.part(match["text"].strip()).fact("text", match["text"].strip())
    yield row
