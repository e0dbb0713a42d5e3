"""The body of a table on a page that also prints a head of labels and lines to sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence.document import Box, Page, Word
from extractors.part import Part
from extractors.tables.heading import assign, plain
from extractors.tables.sheet import Shape
from extractors.tokens import Token, lines_of, squeeze, tokens_of

_GLUED = re.compile(r"([0-9A-Z]{12,})([一-鿿].*)")
_TOTAL = re.compile(r"(?:总|合|共)计|金额合计|合计金额")


def only_rows(part: Part, shape: Shape) -> Part:
    """The part with only the lines of its table: from its headings down to its total or the last line with figures.

    What stands above and below (a head of labels, a line to sign) would hide the white space between the columns.
    """
    if part.tables:
        return part
    return replace(part, pages=tuple(_only_rows(page, shape) for page in part.pages))


def _only_rows(page: Page, shape: Shape) -> Page:
    lines = lines_of(tokens_of(page))
    head = next((i for i, found in enumerate(lines) if _heads(found, shape)), None)
    if head is None:
        return page
    body = [i for i in range(head + 1, len(lines)) if sum(any(c.isdigit() for c in t.text) for t in lines[i]) >= 1]
    total = next((i for i in body if _TOTAL.match(squeeze("".join(t.text for t in lines[i])))), None)
    last = total if total is not None else max(body, default=head)
    top = min(token.box.y0 for token in lines[head])
    bottom = max(token.box.y1 for token in lines[last])
    inside = [word for word in page.words if top <= word.box.center[1] <= bottom]
    return replace(page, words=tuple(piece for word in inside for piece in _apart(word)))


def _apart(word: Word) -> tuple[Word, ...]:
    """A long number and the text that recognition ran into it, as two words; each has its share of the box."""
    glued = _GLUED.fullmatch(word.text.strip())
    if glued is None:
        return (word,)
    cut = word.box.x0 + word.box.width * len(glued[1]) / (len(glued[1]) + 2 * len(glued[2]))
    box = word.box
    left, right = Box(box.x0, box.y0, cut, box.y1), Box(cut, box.y0, box.x1, box.y1)
    return replace(word, text=glued[1], box=left), replace(word, text=glued[2], box=right)


def _heads(line: Sequence[Token], shape: Shape) -> bool:
    """Whether a line shows one heading of each group the shape cannot do without."""
    headings = [(plain(token.text),) for token in line if ":" not in token.text]
    found = assign(headings, shape.columns)
    return all(any(name in found for name in group) for group in shape.required)
