"""Tokens: the words of a page in upright coordinates, with labels told apart from values.

Photos are seldom level, so rows are straightened first: the slope is measured on the printed form's own rows (the
heading of the items, the totals, the signatures), which may differ from top to bottom.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from evidence.document import Box, Method, Page, Word
from extractors.invoice.labels import PIECES, Label, find_labels, whole_label

_FLAT = 0.004
_JUNK = re.compile(r"(?!\*+$|-$|:$)[!-/:-@\[-`{-~\s]+")
"""Punctuation only: what a font with a broken encoding leaves of a label."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a part of one: NFKC text, upright box (for reasoning), printed box (for showing)."""

    text: str
    box: Box
    printed: Box
    page: int = 1
    confidence: float = 1.0
    method: Method = Method.TEXT
    alternatives: tuple[str, ...] = ()
    label: Label | None = None

    @property
    def squeezed(self) -> str:
        """The text without white space."""
        return "".join(self.text.split())

    @property
    def x(self) -> float:
        """Its middle, from the left."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def y(self) -> float:
        """Its middle, from the top."""
        return (self.box.y0 + self.box.y1) / 2

    def is_label(self, *kinds: Label) -> bool:
        """Whether it is a label of one of the kinds."""
        return self.label in kinds


def tokens_of(page: Page) -> list[Token]:
    """The words of a page, straightened, cut into labels and values, pieces of labels put together."""
    raw = [token for word in page.words if (token := _token(word, page.number)) is not None]
    upright = _straightened(_rejoined(raw), page)
    return [part for token in upright for part in _cut(token)]


def _token(word: Word, page: int) -> Token | None:
    text = " ".join(unicodedata.normalize("NFKC", word.text).split())
    if not text or _JUNK.fullmatch(text):
        return None
    return Token(text, word.box, word.box, page, word.confidence, word.method, word.alternatives)


def unit_height(tokens: Iterable[Token]) -> float:
    """The usual height of a line of print: the unit in which distances are judged."""
    heights = [t.box.height for t in tokens if t.box.width > 1.2 * t.box.height and len(t.text) > 1]
    return max(median(heights), 1.0) if heights else 10.0


def _straightened(tokens: list[Token], page: Page) -> list[Token]:
    """The tokens with their boxes turned so that printed rows run level."""
    measured = _slopes(tokens, page)
    if not measured:
        return tokens
    base, change = _line(measured)
    if abs(base) < _FLAT and abs(change) * page.height < _FLAT:
        return tokens
    middle = page.width / 2, page.height / 2
    return [replace(token, box=_turned(token.box, base, change, middle)) for token in tokens]


def _turned(box: Box, base: float, change: float, middle: tuple[float, float]) -> Box:
    x, y = box.center
    slope = base + change * y
    half_width = box.width / 2
    half_height = max(box.height - abs(slope) * box.width, min(box.height, 0.35 * box.height + 1)) / 2
    upright_y = y - slope * (x - middle[0])
    upright_x = x + slope * (y - middle[1])
    return Box(upright_x - half_width, upright_y - half_height, upright_x + half_width, upright_y + half_height)


def _slopes(tokens: Sequence[Token], page: Page) -> list[tuple[float, float, float]]:
    """What each row of the form says of the slope: (height on the page, slope, weight)."""
    rows: dict[str, list[Token]] = {}
    for token in tokens:
        label = whole_label(token.squeezed) or next((hit.label for hit in find_labels(token.squeezed)), None)
        name = _ROWS.get(label) if label else None
        if name and (token.box.width < 0.35 * page.width):
            rows.setdefault(name, []).append(token)
    found = []
    for members in rows.values():
        span = max((t.x for t in members), default=0.0) - min((t.x for t in members), default=0.0)
        if len(members) >= 2 and span > 0.2 * page.width:
            slope = _fit(members)
            if abs(slope) < 0.3:
                found.append((median(t.y for t in members), slope, span * len(members)))
    return found or _slope_of_sums(tokens, page)


def _slope_of_sums(tokens: Sequence[Token], page: Page) -> list[tuple[float, float, float]]:
    """Where no label can be read: the slope from net to tax, the two ¥ amounts farthest apart."""
    signed = sorted((t for t in tokens if re.match(r"[¥￥]-?\d", t.squeezed)), key=lambda t: t.x)
    if len(signed) < 2 or signed[-1].x - signed[0].x < 0.12 * page.width:
        return []
    slope = (signed[-1].y - signed[0].y) / (signed[-1].x - signed[0].x)
    return [((signed[0].y + signed[-1].y) / 2, slope, 1.0)] if abs(slope) < 0.12 else []


_ROWS = {
    Label.ITEM: "items",
    Label.SPEC: "items",
    Label.UNIT: "items",
    Label.QUANTITY: "items",
    Label.PRICE: "items",
    Label.AMOUNT: "items",
    Label.RATE: "items",
    Label.TAX: "items",
    Label.GROSS: "gross",
    Label.SMALL: "gross",
    Label.PAYEE: "signatures",
    Label.REVIEWER: "signatures",
    Label.DRAWER: "signatures",
}


def _fit(members: Sequence[Token]) -> float:
    """The slope through the middles of the row's tokens: the median of the slopes of all pairs far enough apart."""
    span = max(t.x for t in members) - min(t.x for t in members)
    slopes = [(b.y - a.y) / (b.x - a.x) for a in members for b in members if b.x - a.x > 0.3 * span]
    return median(slopes) if slopes else 0.0


def _line(measured: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Slope as a line over the height of the page: (at the top, change per unit)."""
    total = sum(weight for _, _, weight in measured)
    mean_y = sum(y * w for y, _, w in measured) / total
    mean = sum(s * w for _, s, w in measured) / total
    spread = sum(w * (y - mean_y) ** 2 for y, _, w in measured)
    if len(measured) < 2 or spread <= 0:
        return mean, 0.0
    change = sum(w * (y - mean_y) * (s - mean) for y, s, w in measured) / spread
    return mean - change * mean_y, change


def _rejoined(tokens: list[Token]) -> list[Token]:
    """Pieces of labels on one line put together: `名 … 称：`, `合 … 计`, `金 … 额`, `税 … 额`, `地 址、 | 电 话：`."""
    pieces = sorted((t for t in tokens if len(t.squeezed) <= 4), key=lambda t: t.box.x0)
    lefts = [t.box.x0 for t in pieces]
    used: set[int] = set()
    joined: list[Token] = []
    for first in pieces:
        if id(first) in used or whole_label(first.squeezed) not in (None, Label.PIECE):
            continue
        run = [first]
        while len(run) < 4:
            reach = 7 * max(run[-1].box.height, 1.0)
            begin, end = run[-1].box.x1 - reach, run[-1].box.x1 + reach
            near = pieces[bisect_left(lefts, begin) : bisect_right(lefts, end)]
            follower = _follower(run, near, used)
            if follower is None:
                break
            run.append(follower)
            if whole_label("".join(t.squeezed for t in run)) not in (None, Label.PIECE):
                used.update(id(t) for t in run)
                joined.append(merged(run))
                break
    return [token for token in tokens if id(token) not in used] + joined


def _follower(run: Sequence[Token], pieces: Sequence[Token], used: set[int]) -> Token | None:
    last = run[-1]
    height = max(last.box.height, 1.0)
    end, level = last.box.x1, last.y
    right = [
        t
        for t in pieces
        if -0.3 * height < t.box.x0 - end < 7 * height
        and abs(t.y - level) < 0.8 * height
        and id(t) not in used
        and t not in run
        and PIECES.get("".join(p.squeezed for p in [*run, t]))
    ]
    return min(right, key=lambda t: t.box.x0, default=None)


def merged(run: Sequence[Token], joint: str = "") -> Token:
    """One token of several, their texts in order."""
    box, printed = run[0].box, run[0].printed
    for token in run[1:]:
        box, printed = box.union(token.box), printed.union(token.printed)
    return replace(
        run[0],
        text=joint.join(token.text for token in run),
        box=box,
        printed=printed,
        confidence=min(token.confidence for token in run),
        alternatives=run[0].alternatives if len(run) == 1 else (),
    )


def _cut(token: Token) -> list[Token]:
    """A token cut at the labels in it; a token without any stays whole."""
    text = token.squeezed
    hits = find_labels(text)
    if not hits:
        return [token]
    parts: list[Token] = []
    if hits[0].start > 0:
        parts.append(_slice(token, text, 0, hits[0].start))
    for i, hit in enumerate(hits):
        end = hits[i + 1].start if i + 1 < len(hits) else len(text)
        parts.append(replace(_slice(token, text, hit.start, hit.end), label=hit.label))
        if hit.end < end:
            parts.append(_slice(token, text, hit.end, end))
    return [part for part in parts if part.text.strip(":") or part.label]


def _slice(token: Token, squeezed: str, start: int, end: int) -> Token:
    """A part of a token with its share of both boxes, by the width of the characters."""
    if start == 0 and end == len(squeezed):
        return token
    total = _width(squeezed)
    left, right = _width(squeezed[:start]) / total, _width(squeezed[:end]) / total
    others = tuple("".join(text.split())[start:] for text in token.alternatives) if end == len(squeezed) else ()
    return replace(
        token,
        text=squeezed[start:end],
        box=_share(token.box, left, right),
        printed=_share(token.printed, left, right),
        alternatives=tuple(text for text in others if text),
    )


def _share(box: Box, left: float, right: float) -> Box:
    return Box(box.x0 + left * box.width, box.y0, box.x0 + right * box.width, box.y1)


def _width(text: str) -> float:
    return sum(2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.0 for char in text) or 1.0


def rows_of(tokens: Iterable[Token], height: float) -> list[list[Token]]:
    """Tokens by printed row, top to bottom, each row from left to right."""
    rows: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.y):
        if rows and abs(token.y - sum(t.y for t in rows[-1]) / len(rows[-1])) < 0.55 * height:
            rows[-1].append(token)
        else:
            rows.append([token])
    return [sorted(row, key=lambda t: t.box.x0) for row in rows]


CIPHER = re.compile(r"(?=(?:.*[<>*/+\-]){4})[0-9<>*/+\-±\s]{12,}")


def is_cipher(token: Token) -> bool:
    """Whether the token is a line of the cipher block (密码区)."""
    return CIPHER.fullmatch(token.squeezed) is not None
