"""The typical enterprises of 附件3: one row a named enterprise, with how it uses the platform."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from evidence.document import Box, Cell, Page, Table, Word
from evidence.fact import Fact, Place
from evidence.names import plain_name
from extractors.form.answer import Answer, cell_answer, is_blank, method_of, rows_of
from extractors.form.labels import PLATFORM, find_label
from extractors.form.usages import cells_of
from extractors.part import Part
from extractors.tables.cell import squeeze
from extractors.tokens import around, same_line

_LABELS = ("平台典型应用企业名称", "典型应用企业名称", "典型应用企业", "平台典型应用企业")
_ITEM = re.compile(
    r"^(?:[\s\d.、,，:：)）(（①-⑳]|[一二三四五六七八九十]{1,3}(?=[、.．)）]))*"
    r"(?P<name>[^\s:：,，。;；]{2,40}?(?:公司|集团|工厂|厂|中心|研究院|研究所|合作社|医院|学校)(?:[^\s:：,，。;；]{2,12}?分(?:公司|厂|院))?)(?![一-鿿]{0,4}公司)"
    r"\s*(?:[(（][^)）]*[)）])?\s*[:：,，。;；—\-]*\s*(?P<text>.*)$"
)
_COMMITMENT = re.compile(r"(?:\d[.、])?(?:本|我)(?:项目|单位|公司|企业)")
_TIGHT, _APART = 0.7, 1.5
"""Lines closer than the first share of their height are of one cell, lines farther apart than the second are not."""

Row = dict[str, Fact]


def typical_enterprises(part: Part) -> list[Row]:
    """The enterprises named in the cell behind the label or in the rows below it; blank hints name none."""
    answers: Iterator[Answer] = (answer for table in part.tables for answer in _answers(part, table))
    if not part.tables:
        ruled = list(_ruled(part.pages))
        answers = iter(ruled) if ruled else (answer for page in part.pages for answer in _lines(page))
    return [row for answer in answers for row in _rows(answer)]


def _lines(page: Page) -> Iterator[Answer]:
    """The items right of the label on a page, each with the lines that go on below it."""
    label = next((w for w in page.words if any(name in squeeze(w.text) for name in (*_LABELS, "平台典型应用"))), None)
    if label is None:
        return
    below = [w.box.y0 for w in page.words if w.box.x0 < label.box.x1 and "承诺" in w.text and w.box.y0 > label.box.y1]
    bottom = min(below, default=page.height) - 1
    beside = sorted(
        (w for w in page.words if w.box.x0 >= label.box.x1 - 1 and w.box.y0 < bottom),
        key=lambda w: (round(w.box.y0), w.box.x0),
    )
    item: Answer | None = None
    last: Box | None = None
    for word in beside[_first(beside, label) :]:
        if _ITEM.match(unicodedata.normalize("NFKC", word.text)):
            if item:
                yield item
            item = Answer(word.text, Place.at(page.number, word.box), word.method, word.confidence)
        elif item and last is not None and not _ends(last, word):
            item = Answer(item.text + word.text, item.place, item.method, min(item.confidence, word.confidence))
        elif item:
            break
        last = word.box
    if item:
        yield item


def _ruled(pages: Sequence[Page]) -> Iterator[Answer]:
    """The rows of a list of its own, 序号, 企业名称 and 应用成效, on the page of its headings and on the next one."""
    for index, page in enumerate(pages):
        found = _headings(page)
        if found is None:
            continue
        yield from _numbered(page, found, found[0].box.y1)
        for following in pages[index + 1 : index + 2]:
            yield from _numbered(following, found, 0.0)
        return


def _headings(page: Page) -> list[Word] | None:
    """序号, 企业名称 and what it is used for, on one line of a page that speaks of typical enterprises."""
    if not any("典型应用" in squeeze(word.text) for word in page.words):
        return None
    for number in (w for w in page.words if squeeze(w.text) in ("序号", "编号")):
        level = sorted((w for w in page.words if same_line(w.box, number.box)), key=lambda w: w.box.x0)
        right = [w for w in level if w.box.x0 > number.box.x1]
        if right and re.fullmatch(r"(?:应用|典型)?(?:企业|单位)(?:名称)?", squeeze(right[0].text)):
            return [number, *right[:2]]
    return None


def _numbered(page: Page, headings: Sequence[Word], top: float) -> Iterator[Answer]:
    """A row for each number below the headings: the cells level with it in the columns of name and use."""
    low, high = headings[0].box.x0 - headings[0].box.height, headings[0].box.x1 + headings[0].box.height
    numbers = [
        w
        for w in page.words
        if w.box.y0 > top and low < w.box.center[0] < high and re.fullmatch(r"\d{1,2}[.、]?", squeeze(w.text))
    ]
    edges = [word.box.x0 - word.box.height for word in headings[1:]] + [page.width]
    columns = [
        cells_of([w for w in page.words if left < w.box.x0 < right and w.box.y0 > top])
        for left, right in pairwise(edges)
    ]
    for number in sorted(numbers, key=lambda w: w.box.y0):
        texts = [cell for column in columns if (cell := _level(column, number))]
        if texts:
            words = [word for cell in texts for word in cell]
            text = "：".join("".join(word.text for word in cell) for cell in texts)
            place = Place.at(page.number, around(word.box for word in texts[0]))
            yield Answer(text, place, words[0].method, min(word.confidence for word in words))


def _level(cells: Sequence[list[Word]], number: Word) -> list[Word] | None:
    """The cell whose middle stands nearest to a number's, within a line's height."""
    middle = number.box.center[1]
    boxes = [around(word.box for word in cell) for cell in cells]
    near = [(abs(box.center[1] - middle), i) for i, box in enumerate(boxes) if box.y0 < middle < box.y1]
    return cells[min(near)[1]] if near else None


def _ends(last: Box, word: Word) -> bool:
    """Whether a line stands outside of the cell: far below the last one, or the first words of the commitment."""
    return word.box.y0 - last.y1 > _APART * word.box.height or bool(_COMMITMENT.match(squeeze(word.text)))


def _first(beside: Sequence[Word], label: Word) -> int:
    """Where the cell begins whose label stands in its middle: above the label as far as lines follow closely."""
    first = next((i for i, w in enumerate(beside) if w.box.y0 >= label.box.y0 - label.box.height), len(beside))
    while 0 < first < len(beside) and beside[first].box.y0 - beside[first - 1].box.y1 < _TIGHT * label.box.height:
        first -= 1
    return first


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
