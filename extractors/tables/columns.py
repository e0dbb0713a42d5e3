"""The columns of a page's table: white space that runs through its rows, checked against its headings.

Recognised text may run together across narrow columns (`839,520.002024-08-26`); an amount with two decimals ends
there, and what is cut apart that way counts as doubtful.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from evidence.document import Box, Word

Row = list[Word]
Span = tuple[float, float]
"""Left and right edge of a column."""

_SLICES = 2000
"""Vertical slices a page is cut into when its columns are looked for."""
_CROSSING = 0.08
"""Share of rows whose words may cross the white space between two columns (a long text, a misread gap)."""
_BRIDGED = 0.4
"""Share of rows with a run across the white space from which on it separates no columns."""
_LEVELS = 3
"""Rows of headings at most: a merged heading closes the gap between its columns, the level below it opens it."""
_FILLED = 0.3
"""Share of body rows that must fill both columns when the headings alone part them."""
_GLUED = re.compile(r"(?P<amount>-?\d{1,3}(?:,\d{3})+\.\d{2})(?P<rest>\d{4}-\d{2}-\d{2}|(?!\d{1,3}-)[A-Z0-9][\w-]{7,})")
_DOUBTFUL = 0.5
_PIECE = re.compile(r"\S+(?:\s+[(（][^()（）\s]{1,6}[)）](?=\s|$))?")
"""What stands between spaces; a unit in brackets stays with its heading."""


def pieces(word: Word) -> list[Word]:
    """A run cut at its spaces and behind a grouped amount, each piece with its share of the box."""
    parts = [(m.start(), m.end()) for m in _PIECE.finditer(word.text)]
    glued = _GLUED.fullmatch(word.text)
    if glued:
        parts = [glued.span("amount"), glued.span("rest")]
    if len(parts) < 2:
        return [word]
    total, box = _extent(word.text), word.box
    sure = min(word.confidence, _DOUBTFUL) if glued else word.confidence
    return [
        replace(
            word,
            text=word.text[start:end],
            confidence=sure,
            box=Box(
                box.x0 + _extent(word.text[:start]) / total * box.width,
                box.y0,
                box.x0 + _extent(word.text[:end]) / total * box.width,
                box.y1,
            ),
        )
        for start, end in parts
    ]


def _extent(text: str) -> int:
    """The width of a text in half characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def find_columns(rows: Sequence[Row], words: Sequence[Word], width: float, above: Sequence[Row] = ()) -> list[Span]:
    """The columns of the full rows, left to right; `words` are the runs as they were read.

    `above` are all rows of headings, also those of a lower level that fill few columns.
    """
    ink, scale = _ink(rows, width)
    spans = _rejoined(_gaps(ink, scale, int(_CROSSING * len(rows))), words, len(rows))
    body = [row for row in rows if holds_figures(row)]
    heads = [row for row in rows if not holds_figures(row)][:_LEVELS]
    for head in heads if body else []:
        spans = [part for span in spans for part in _parted(span, head, body, ink, scale)]
    if not body or not above:
        return spans
    spans = [span for span in spans if not _is_merged(span, above, body)]
    return sorted([*spans, *_empty(spans, above)])


def _ink(rows: Sequence[Row], width: float) -> tuple[list[int], float]:
    """How many rows have ink in each vertical slice, and slices a unit."""
    scale = _SLICES / max(width, 1.0)
    ink = [0] * (_SLICES + 1)
    for row in rows:
        for word in row:
            inset = 0.15 * min(word.box.height, word.box.width)
            first, last = int((word.box.x0 + inset) * scale), int((word.box.x1 - inset) * scale)
            for x in range(max(first, 0), min(last, _SLICES) + 1):
                ink[x] += 1
    return ink, scale


def _gaps(ink: Sequence[int], scale: float, allowed: int) -> list[Span]:
    """The spans between which at most `allowed` rows have ink."""
    spans: list[Span] = []
    start: int | None = None
    for x, count in enumerate([*ink, 0]):
        if count > allowed and start is None:
            start = x
        elif count <= allowed and start is not None:
            spans.append((start / scale, x / scale))
            start = None
    return spans


def _rejoined(spans: Sequence[Span], words: Sequence[Word], rows: int) -> list[Span]:
    """The columns without those that only spaces inside runs have made, as between a day and a time of day."""
    out: list[Span] = []
    for left, right in spans:
        middle = (out[-1][1] + left) / 2 if out else 0.0
        bridged = sum(" " in word.text and word.box.x0 < middle < word.box.x1 for word in words)
        if out and bridged > _BRIDGED * rows:
            out[-1] = (out[-1][0], right)
        else:
            out.append((left, right))
    return out


def _empty(spans: Sequence[Span], heads: Sequence[Row]) -> list[Span]:
    """The columns of headings without anything below (`备注`, `签名`): beside a column that has its own heading."""
    claimed = {span for head in heads for span in spans for word in head if _holds(span, word)}
    found = []
    for word in heads[0]:
        x = word.box.center[0]
        nearest = min(spans, key=lambda span: max(span[0] - x, x - span[1]), default=None)
        outside = not any(left < word.box.x1 and word.box.x0 < right for left, right in spans)
        if outside and nearest in claimed and len(word.text) >= 2:
            found.append((word.box.x0, word.box.x1))
    return found


def _holds(span: Span, word: Word) -> bool:
    return span[0] <= word.box.center[0] <= span[1]


def _is_merged(span: Span, heads: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether a span is only the text of a merged heading, over the white space between two of its columns."""
    upper, filled = heads[:-1], [row for row in (*heads, *body) if any(_holds(span, word) for word in row)]
    return len(filled) == 1 and any(filled[0] is head for head in upper) and _merges(span, heads[-1])


def _merges(span: Span, lowest: Row) -> bool:
    """Whether the lowest headings stand on either side of the span, not too far off."""
    reach = 3 * (span[1] - span[0])
    near = [word.box.center[0] for word in lowest if abs(word.box.center[0] - sum(span) / 2) < reach]
    return any(x < span[0] for x in near) and any(x > span[1] for x in near)


def _parted(span: Span, head: Row, body: Sequence[Row], ink: Sequence[int], scale: float) -> list[Span]:
    """A span parted between two headings that stand in it, where rows fill both sides."""
    inside = [w for w in head if span[0] <= w.box.center[0] <= span[1] and len(w.text) >= 2]
    parts = [span]
    for left, right in pairwise(inside):
        if right.box.x0 - left.box.x1 < 0.5 * left.box.height:
            continue
        slices = range(int(left.box.x1 * scale), min(int(right.box.x0 * scale), _SLICES) + 1)
        cut = min(slices, key=lambda x: (ink[x], abs(x - slices[len(slices) // 2])), default=None)
        if cut is not None and _fill_both(parts[-1], cut / scale, body):
            low, high = parts.pop()
            parts += [(low, cut / scale), (cut / scale, high)]
    return parts


def _fill_both(span: Span, cut: float, body: Sequence[Row]) -> bool:
    """Whether enough rows have words on either side of a cut."""
    sides = [0, 0]
    for row in body:
        centres = [word.box.center[0] for word in row if span[0] <= word.box.center[0] <= span[1]]
        sides[0] += any(x < cut for x in centres)
        sides[1] += any(x > cut for x in centres)
    return min(sides) >= _FILLED * len(body)


def holds_figures(row: Row) -> bool:
    """Whether a row holds at least two figures, as rows of headings do not."""
    return sum(bool(re.search(r"\d[\d,.]*\d|^\d$", word.text)) for word in row) >= 2
