"""What printed forms do beside labels and values: an amount one figure a box, and a note down the margin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.anchors import Sheet, Value
from extractors.tokens import Token, around, lines_of, squeeze

_PLACES = re.compile(r"[亿億千仟百佰十拾万萬]{2,}[元圆]角分")
_LEAST = 7
"""Characters one below the other from which on they are a note: no label is as long."""


def in_boxes(sheet: Sheet) -> tuple[Value, Decimal] | None:
    """The amount set one figure a box under its places (千百十万千百十元角分); None where no such row stands there.

    The last figure must stand under 分: a figure that was lost before it would move all others.
    """
    for line in lines_of(token for token in sheet.free if not re.search(r"\d", token.text)):
        places = _PLACES.search(squeeze("".join(token.text for token in line)))
        marks = [token for token in line if _PLACES.search(squeeze(token.text)) or len(squeeze(token.text)) == 1]
        if places is None or not marks:
            continue
        head = around(token.box for token in marks)
        pitch = head.width / len(places[0])
        figures = [
            token
            for token in sheet.free
            if 0 < token.box.center[1] - head.center[1] < 3.2 * head.height
            and head.x0 - pitch < token.box.center[0] < head.x1 + pitch
            and re.fullmatch(r"[¥￥Y\d\s|]+", token.text)
        ]
        row = next(iter(lines_of(figures)), [])
        digits = re.sub(r"\D", "", "".join(token.text for token in row))
        if len(digits) >= 3 and abs(around(t.box for t in row).x1 - head.x1) < 0.7 * pitch and _gapless(row, pitch):
            return Value(tuple(row)), Decimal(digits) / 100
    return None


def _gapless(row: Sequence[Token], pitch: float) -> bool:
    """Whether no box between the figures is empty."""
    return all(after.box.x0 - before.box.x1 < 1.2 * pitch for before, after in pairwise(row))


def without_margins(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without notes written downwards along the margin (此联是收款人…的收账通知)."""
    single = sorted((t for t in tokens if len(squeeze(t.text)) == 1), key=lambda t: (round(t.box.x0 / 4), t.box.y0))
    notes = {id(t) for t in tokens if t.box.height > 1.6 * t.box.width and len(squeeze(t.text)) >= _LEAST}
    run: list[Token] = []
    for token in single:
        if run and not _below(run[-1], token):
            notes |= {id(t) for t in run} if len(run) >= _LEAST else set()
            run = []
        run.append(token)
    notes |= {id(t) for t in run} if len(run) >= _LEAST else set()
    return [token for token in tokens if id(token) not in notes]


def _below(above: Token, token: Token) -> bool:
    """Whether a character stands right under another, as in writing downwards."""
    gap = token.box.y0 - above.box.y1
    level = abs(token.box.center[0] - above.box.center[0]) < 0.4 * above.box.width
    return level and -0.5 * above.box.height < gap < 0.8 * above.box.height
