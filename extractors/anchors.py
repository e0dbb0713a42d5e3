"""Anchors: labels printed on a page, and the values that belong to them by position.

Slips, certificates and report heads are label-value documents: every bank prints the same few labels in another
arrangement. A `Vocabulary` says what counts as a label; `Sheet` cuts the words of a page into label and value tokens
(also where OCR glued a label to its value or tore it in two) and finds the value right of, below or above a label.
A label is never a value: everything the vocabulary knows, and every unknown `…：`, ends the value before it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.document import Box, Method, Page
from evidence.fact import Place

STOP = "stop"
"""The name of labels that only end the value before them."""

_UNKNOWN = re.compile(r"[一-鿿][一-鿿()/、\-]{1,14}:")
_LABEL_LIKE = re.compile(
    r"[一-鿿]{1,6}(?:日期|时间|编号|号码|单位|类型|种类|期限|费率|利率|名称|方式|标志|机构|渠道|柜员|次数|流水号)(?:\(.{1,4}\))?"
)
"""A word of its own that ends like this is a label even where the vocabulary does not know it."""
_LEADING = " *·•●◆[【(\t"
_MONEY_AHEAD = re.compile(r"[¥￥$]|[A-Z]{3}\d|\d")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a word: NFKC text with its own share of the word's box."""

    text: str
    box: Box
    page: int = 1
    confidence: float = 1.0
    method: Method = Method.TEXT
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A label where it stands: its name in the vocabulary, its text as printed, and what follows in the same word."""

    name: str
    text: str
    box: Box
    tail: Token | None = None
    colon: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """The tokens that answer a label, in reading order."""

    tokens: tuple[Token, ...]

    @property
    def raw(self) -> str:
        """The text as it stands there, lines joined by a space."""
        return " ".join(token.text for token in self.tokens)

    @property
    def squeezed(self) -> str:
        """The text without white space."""
        return squeeze(self.raw)

    @property
    def box(self) -> Box:
        """The smallest box around the tokens."""
        return around(token.box for token in self.tokens)

    @property
    def place(self) -> Place:
        """Page and box of the value."""
        return Place.at(self.tokens[0].page, self.box)

    @property
    def confidence(self) -> float:
        """That of the weakest token."""
        return min(token.confidence for token in self.tokens)

    @property
    def method(self) -> Method:
        """How the value's first token was read."""
        return self.tokens[0].method


class Vocabulary:
    """Labels by name, as patterns over text without white space; the longest match wins."""

    def __init__(self, labels: Mapping[str, str], stops: str) -> None:
        self._patterns = tuple((name, re.compile(pattern)) for name, pattern in {**labels, STOP: stops}.items())

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """The longest label that starts at `at` in squeezed text, as (name, end)."""
        found = [(m.end(), name) for name, pattern in self._patterns if (m := pattern.match(text, at))]
        return max(((name, end) for end, name in found if end > at), key=lambda hit: hit[1], default=None)

    def whole(self, text: str) -> str | None:
        """The name of the label that is the whole text (a final colon aside)."""
        bare = squeeze(text).rstrip(":")
        return next((name for name, pattern in self._patterns if bare and pattern.fullmatch(bare)), None)


def normal(text: str) -> str:
    """NFKC with plain spaces; full-width colons and brackets become ASCII."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).replace("﹕", ":").replace("帐", "账").strip()


def squeeze(text: str) -> str:
    """The normal text without any white space."""
    return re.sub(r"\s+", "", normal(text))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them (at least one)."""
    first, *rest = boxes
    for box in rest:
        first = first.union(box)
    return first


def same_line(a: Box, b: Box, share: float = 0.5) -> bool:
    """Whether two boxes overlap vertically by that share of the lower one."""
    overlap = min(a.y1, b.y1) - max(a.y0, b.y0)
    return overlap >= share * min(a.height, b.height)


def tokens_of(page: Page) -> list[Token]:
    """The words of a page as tokens; blank ones are left out."""
    return [
        Token(text, word.box, page.number, word.confidence, word.method, word.alternatives)
        for word in page.words
        if (text := normal(word.text))
    ]


def _weight(text: str) -> float:
    return sum(2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.0 for char in text)


def slice_token(token: Token, start: int, end: int) -> Token:
    """The token's text from `start` to `end`, with its share of the box by the width of the characters."""
    box, total = token.box, _weight(token.text) or 1.0
    left, right = _weight(token.text[:start]) / total, _weight(token.text[:end]) / total
    if box.height > 1.6 * box.width and len(token.text) > 1:
        cut = Box(box.x0, box.y0 + left * box.height, box.x1, box.y0 + right * box.height)
    else:
        cut = Box(box.x0 + left * box.width, box.y0, box.x0 + right * box.width, box.y1)
    return replace(token, text=token.text[start:end], box=cut, alternatives=())


@dataclass(frozen=True, slots=True)
class _Hit:
    """A label found in a token: the span of the label in the token's text, and where its value starts."""

    name: str
    start: int
    end: int
    after: int
    colon: bool


def _hits(text: str, vocabulary: Vocabulary) -> list[_Hit]:
    squeezed, index = _squeeze_with_index(text)
    hits: list[_Hit] = []
    at = len(squeezed) - len(squeezed.lstrip(_LEADING))
    while at < len(squeezed):
        begins = at == 0 or squeezed[:at].strip(_LEADING) == "" or text[index[at] - 1] == " "
        after_label = bool(hits) and hits[-1].after == index[at]
        hit = _hit_at(text, squeezed, index, at, vocabulary, begins or after_label)
        if hit is None:
            at += 1
            continue
        hits.append(hit)
        at = next((i for i, original in enumerate(index) if original >= hit.after), len(squeezed))
    return hits


def _squeeze_with_index(text: str) -> tuple[str, list[int]]:
    index = [i for i, char in enumerate(text) if char != " "]
    return "".join(text[i] for i in index), index


def _hit_at(
    text: str, squeezed: str, index: Sequence[int], at: int, vocabulary: Vocabulary, begins: bool
) -> _Hit | None:
    found = vocabulary.match(squeezed, at) or (_unknown(squeezed, at) if begins else None)
    if found is None:
        return None
    name, end = found
    last = index[end - 1] + 1
    rest = squeezed[end:]
    if rest[:1] in (":", ";") or rest[:1] == "：":
        after = next((index[i] for i in range(end, len(squeezed)) if squeezed[i] not in ":;"), len(text))
        return _Hit(name, index[at], last, after, True)
    if not begins:
        return None
    spaced = last < len(text) and text[last] == " "
    glued = end - at >= 4 or bool(_MONEY_AHEAD.match(rest))
    if not rest or spaced or glued:
        after = index[end] if end < len(index) else len(text)
        return _Hit(name, index[at], last, after, False)
    return None


def _unknown(squeezed: str, at: int) -> tuple[str, int] | None:
    """A label the vocabulary does not know: ended by a colon, or a word that is shaped like a label."""
    coloned = _UNKNOWN.match(squeezed, at)
    if coloned is not None:
        return STOP, coloned.end() - 1
    return (STOP, len(squeezed)) if at == 0 and _LABEL_LIKE.fullmatch(squeezed) else None


class Sheet:
    """A page (or region) cut into labels and value tokens."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.labels: list[Label] = []
        self.free: list[Token] = []
        for token in _rejoined(list(tokens), vocabulary):
            self._cut(token)
        self._taken: set[int] = set()
        self._reach = 0.45 * (around(t.box for t in tokens).width if tokens else 0.0)

    @classmethod
    def of(cls, page: Page, vocabulary: Vocabulary) -> Sheet:
        """The sheet of a page's words."""
        return cls(tokens_of(page), vocabulary)

    def loose(self) -> list[Token]:
        """The tokens that stand right of no label, in reading order: titles, names of banks, notes."""
        return [token for token in reading_order(self.free) if id(token) not in self._taken]

    def named(self, name: str) -> list[Label]:
        """The labels of that name, top to bottom, then left to right."""
        return sorted((label for label in self.labels if label.name == name), key=lambda x: (x.box.y0, x.box.x0))

    def _cut(self, token: Token) -> None:
        hits = _hits(token.text, self.vocabulary)
        if not hits:
            self.free.append(token)
            return
        if token.text[: hits[0].start].strip(_LEADING):
            self.free.append(slice_token(token, 0, hits[0].start))
        for i, hit in enumerate(hits):
            end = hits[i + 1].start if i + 1 < len(hits) else len(token.text)
            tail = slice_token(token, hit.after, end) if token.text[hit.after : end].strip() else None
            span = slice_token(token, hit.start, hit.end)
            self.labels.append(Label(hit.name, span.text, span.box, tail, hit.colon))

    def value(self, label: Label, *, below: bool = True, above: bool = False) -> Value | None:
        """What answers the label: in its own word and to the right, else below, else (where allowed) above it."""
        right = self._right(label)
        if label.tail is not None or right:
            found = ([label.tail] if label.tail else []) + right
        else:
            found = (self._vertical(label, down=True) if below else []) or (
                self._vertical(label, down=False) if above else []
            )
        return Value(tuple(reading_order(found))) if found else None

    def claim_right(self, names: Iterable[str] | None = None) -> None:
        """Let every label take what stands to its right, so that no label above or below takes it again."""
        wanted = None if names is None else set(names)
        for label in self.labels:
            if wanted is None or label.name in wanted:
                self._taken.update(id(token) for token in self._right(label))

    def _right(self, label: Label) -> list[Token]:
        stop = self._stop_right(label)
        top, bottom = self._band(label)
        inside = [
            token
            for token in self.free
            if token.box.x0 >= label.box.x1 - 0.4 * label.box.height
            and token.box.center[0] < stop
            and top <= token.box.center[1] <= bottom
        ]
        level = [token for token in inside if same_line(token.box, label.box, 0.4)] or _half_a_line_off(inside, label)
        first = min((token.box.x0 for token in level), default=float("inf"))
        if first - label.box.x1 > self._reach or (label.tail is not None and not _continues(label.tail, first)):
            return []
        return _with_wrapped(level, inside, label.box)

    def _stop_right(self, label: Label) -> float:
        ends = [
            other.box.x0
            for other in self.labels
            if other is not label
            and other.box.x0 >= label.box.x1 - 0.3 * label.box.height
            and same_line(other.box, label.box, 0.3)
        ]
        return min(ends, default=float("inf"))

    def _band(self, label: Label) -> tuple[float, float]:
        height = label.box.height if label.box.height < 1.6 * label.box.width else label.box.width
        middle = label.box.center[1]
        above, below = middle - 2.1 * height, middle + 2.1 * height
        for other in self.labels:
            if other is label or min(other.box.x1, label.box.x1) <= max(other.box.x0, label.box.x0):
                continue
            between = (other.box.center[1] + middle) / 2
            if other.box.center[1] < middle - 0.3 * height:
                above = max(above, between)
            elif other.box.center[1] > middle + 0.3 * height:
                below = min(below, between)
        return above, below

    def _vertical(self, label: Label, *, down: bool) -> list[Token]:
        height = label.box.height
        stop = min(self._stop_right(label), label.box.x1 + 12 * height)
        near = [token for token in self.free if id(token) not in self._taken and _stacked(token, label, stop, down)]
        if not near:
            return []
        edge = min(t.box.y0 for t in near) if down else max(t.box.y1 for t in near)
        row = [t for t in near if abs((t.box.y0 if down else t.box.y1) - edge) < 0.7 * height]
        gap = edge - label.box.y1 if down else label.box.y0 - edge
        barred = any(
            other is not label and _between(other.box, label.box, row[0].box, down=down) for other in self.labels
        )
        return [] if barred or gap > 1.8 * height else row


def _half_a_line_off(tokens: Sequence[Token], label: Label) -> list[Token]:
    """The tokens of the nearest line, where print sits a little above or below its label."""
    nearest = min(tokens, key=lambda t: abs(t.box.center[1] - label.box.center[1]), default=None)
    if nearest is None or abs(nearest.box.center[1] - label.box.center[1]) > 0.8 * label.box.height:
        return []
    return [token for token in tokens if same_line(token.box, nearest.box)]


def _continues(tail: Token, x: float) -> bool:
    """Whether a token further right still belongs to the text that follows the label in its own word."""
    return x - tail.box.x1 < 6 * tail.box.height


def _stacked(token: Token, label: Label, stop: float, down: bool) -> bool:
    beyond = token.box.y0 >= label.box.y1 - 0.4 * label.box.height
    before = token.box.y1 <= label.box.y0 + 0.4 * label.box.height
    aligned = token.box.x1 > label.box.x0 and token.box.x0 < min(stop, label.box.x1 + 0.5 * label.box.height)
    return (beyond if down else before) and aligned


def _between(box: Box, label: Box, token: Box, *, down: bool) -> bool:
    crosses = min(box.x1, max(label.x1, token.x1)) > max(box.x0, min(label.x0, token.x0))
    middle = box.center[1]
    inside = label.center[1] < middle <= token.y1 if down else token.y0 <= middle < label.center[1]
    return crosses and inside and not same_line(box, label)


def _with_wrapped(level: Sequence[Token], inside: Sequence[Token], label: Box) -> list[Token]:
    """The tokens on the label's line, and the further lines of the same cell.

    A cell's label stands at its first line or at its middle: lines above count only with as many lines below, unless
    the label's middle falls between two lines.
    """
    rest = [token for token in inside if token not in level]
    below = _adjoining(level, [t for t in rest if t.box.center[1] > label.center[1]], down=True)
    above = _adjoining(level, [t for t in rest if t.box.center[1] < label.center[1]], down=False)
    off = around(t.box for t in level).center[1] - label.center[1]
    between = off > 0.35 * label.height
    if len(above) > len(below) + between:
        above = above[: len(below) + between]
    return [*level, *(t for line in (*above, *below) for t in line)]


def _adjoining(level: Sequence[Token], rest: Sequence[Token], *, down: bool) -> list[list[Token]]:
    """Lines directly below (or above) that begin where the level line begins."""
    lines: list[list[Token]] = []
    edge = around(t.box for t in level)
    start = edge.x0
    for token in sorted(rest, key=lambda t: t.box.y0 if down else -t.box.y1):
        if lines and same_line(lines[-1][0].box, token.box):
            lines[-1].append(token)
            continue
        gap = token.box.y0 - edge.y1 if down else edge.y0 - token.box.y1
        if gap > 0.7 * token.box.height or abs(token.box.x0 - start) > 1.5 * token.box.height:
            break
        lines.append([token])
        edge = token.box
    return lines


def reading_order(tokens: Iterable[Token]) -> list[Token]:
    """Line by line from the top, each from left to right."""
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: (t.box.center[1], t.box.x0)):
        line = next((line for line in lines if same_line(line[0].box, token.box)), None)
        if line is None:
            lines.append([token])
        else:
            line.append(token)
    return [token for line in lines for token in sorted(line, key=lambda t: t.box.x0)]


def _rejoined(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Put labels torn apart back together: `户 | 名`, `开户 | 行：`, and 付/款/人 set one below the other."""
    pieces = sorted(
        (token for token in tokens if len(squeeze(token.text)) <= 7 and not any(c.isdigit() for c in token.text)),
        key=lambda token: token.box.y0,
    )
    tops = [token.box.y0 for token in pieces]
    used: set[int] = set()
    joined: list[Token] = []
    for first in pieces:
        if id(first) in used:
            continue
        low = bisect_left(tops, first.box.y0 - 2 * first.box.height)
        near = [t for t in pieces[low : bisect_right(tops, first.box.y1 + 16 * first.box.height)] if id(t) not in used]
        for follows in (_next_right, _next_below):
            run = _run(first, near, follows)
            length = next((n for n in range(len(run), 1, -1) if _is_torn_label(run[:n], vocabulary)), 0)
            if length:
                used.update(id(token) for token in run[:length])
                joined.append(_merged(run[:length]))
                break
    return [token for token in tokens if id(token) not in used] + joined


def _is_torn_label(run: Sequence[Token], vocabulary: Vocabulary) -> bool:
    if any(":" in token.text for token in run[:-1]) or (len(run[0].text) > 1 and vocabulary.whole(run[0].text)):
        return False
    return vocabulary.whole("".join(token.text for token in run)) is not None


def _run(first: Token, pieces: Sequence[Token], follows: Callable[[Box, Box], bool]) -> list[Token]:
    """The pieces that follow each other, to the right or downwards, at most five."""
    run = [first]
    while len(run) < 5:
        last = run[-1].box
        candidates = [token for token in pieces if follows(last, token.box) and token not in run]
        if not candidates:
            break
        run.append(min(candidates, key=lambda t: abs(t.box.x0 - last.x1) + abs(t.box.y0 - last.y0)))
    return run


def _next_right(a: Box, b: Box) -> bool:
    return same_line(a, b) and -0.3 * a.height < b.x0 - a.x1 < 4.5 * a.height


def _next_below(a: Box, b: Box) -> bool:
    overlap = min(a.x1, b.x1) - max(a.x0, b.x0)
    return overlap > 0.5 * min(a.width, b.width) and -0.3 * a.height < b.y0 - a.y1 < 3.0 * a.height


def _merged(run: Sequence[Token]) -> Token:
    return replace(
        run[0],
        text="".join(token.text for token in run),
        box=around(token.box for token in run),
        confidence=min(token.confidence for token in run),
        alternatives=(),
    )
