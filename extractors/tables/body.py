"""The body of a table on a page that also prints a head of labels and lines to sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence.document import Page
from extractors.part import Part
from extractors.tables.heading import assign, plain
from extractors.tables.sheet import Shape
from extractors.tokens import Token, lines_of, squeeze, tokens_of

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
    return replace(page, words=tuple(word for word in page.words if top <= word.box.center[1] <= bottom))


def _heads(line: Sequence[Token], shape: Shape) -> bool:
    """Whether a line shows one heading of each group the shape cannot do without."""
    headings = [(plain(token.text),) for token in line if ":" not in token.text]
    found = assign(headings, shape.columns)
    return all(any(name in found for name in group) for group in shape.required)
