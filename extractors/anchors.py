"""Anchors: labels printed on a page, and the values that belong to them by position.

Slips, certificates and report heads are label-value documents: every bank prints the same few labels in another
arrangement. A `Vocabulary` says what counts as a label; `Sheet` cuts the words of a page into label and value tokens
(also where OCR glued a label to its value or tore it in two) and finds the value right of, below or above a label.
A label is never a value: everything the vocabulary knows, and every unknown `…：`, ends the value before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from evidence.document import Box, Method, Page
from evidence.fact import Place
from extractors.tokens import Same, Token, around, lines_of, reading_order, same_line, slice_token, squeeze, tokens_of
from extractors.vocabulary import LEADING, Vocabulary, hits, rejoined

__all__ = ["Label", "Sheet", "Token", "Value", "Vocabulary", "same_line", "tokens_of", "unbroken"]


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


class Sheet:
    """A page (or region) cut into labels and value tokens."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.labels: list[Label] = []
        self.free: list[Token] = []
        for token in rejoined(list(tokens), vocabulary):
            self._cut(token)
        self._taken: set[int] = set()
        self._reach = 0.45 * (around(t.box for t in tokens).width if tokens else 0.0)

    @classmethod
    def of(cls, page: Page, vocabulary: Vocabulary) -> Sheet:
        """The sheet of a page's words."""
        sheet = copy(_sheet(Same(page), vocabulary))
        sheet.labels, sheet.free, sheet._taken = list(sheet.labels), list(sheet.free), set()
        return sheet

    @cached_property
    def raised(self) -> bool:
        """Whether the values stand above their labels, as on forms with the label below a line.

        So it is where more of what stands above the labels that nothing answers on their own line looks like their
        values (days, amounts, accounts) than of what stands below, or else where most have a text nearer above.
        """
        alone = [label for label in self.labels if label.tail is None and not self._right(label)]
        beside = [(label, self._next(label, down=False), self._next(label, down=True)) for label in alone]
        above, below = (
            sum(token is not None and self.vocabulary.suits(label.name, token.text) for label, token in pairs)
            for pairs in (
                [(label, up) for label, up, _ in beside],
                [(label, down) for label, _, down in beside],
            )
        )
        if max(above, below) >= _SUITING and above != below:
            return above > below
        gaps = [(label, _gap(label, up), _gap(label, down)) for label, up, down in beside]
        nearer = [up < down for label, up, down in gaps if min(up, down) < 1.8 * label.box.height]
        return len(nearer) >= 6 and sum(nearer) > 0.8 * len(nearer)

    def _next(self, label: Label, *, down: bool) -> Token | None:
        """The nearest free text above or below the label; None where there is none."""
        box = label.box
        tokens = [
            token
            for token in self.free
            if token.box.x1 > box.x0 and token.box.x0 < box.x1 and (token.box.center[1] > box.center[1]) is down
        ]
        return min(tokens, key=lambda token: _gap(label, token), default=None)

    def loose(self) -> list[Token]:
        """The tokens that stand right of no label, in reading order: titles, names of banks, notes."""
        return [token for token in reading_order(self.free) if id(token) not in self._taken]

    def named(self, name: str) -> list[Label]:
        """The labels of that name, top to bottom, then left to right."""
        return sorted((label for label in self.labels if label.name == name), key=lambda x: (x.box.y0, x.box.x0))

    def _cut(self, token: Token) -> None:
        found = hits(token.text, self.vocabulary)
        if not found:
            self.free.append(token)
            return
        if token.text[: found[0].start].strip(LEADING):
            self.free.append(slice_token(token, 0, found[0].start))
        for i, hit in enumerate(found):
            end = found[i + 1].start if i + 1 < len(found) else len(token.text)
            tail = slice_token(token, hit.after, end) if token.text[hit.after : end].strip() else None
            span = slice_token(token, hit.start, hit.end)
            self.labels.append(Label(hit.name, span.text, span.box, tail, hit.colon))

    def value(self, label: Label, *, below: bool = True, above: bool = False) -> Value | None:
        """What answers the label: in its own word and to the right, else below, else (where allowed) above it."""
        right = self._right(label)
        if label.tail is not None or right:
            found = ([label.tail] if label.tail else []) + right
        elif self.raised:
            found = self._vertical(label, down=False)
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
        inside = [token for token in inside if token in level or self._owner.get(id(token)) in (None, id(label))]
        first = min((token.box.x0 for token in level), default=float("inf"))
        if label.tail is not None and not _continues(label.tail, first):
            return _wrapped(label.tail, [token for token in inside if token not in level])
        return _with_wrapped(level, inside, label.box) if first - label.box.x1 <= self._reach else []

    @cached_property
    def _owner(self) -> dict[int, int]:
        """The label that stands left of a token on its own line: the token is no further line of another's value."""
        owner: dict[int, int] = {}
        for token in self.free:
            left = [
                label
                for label in self.labels
                if label.tail is None
                and label.box.x1 <= token.box.x0 + 0.4 * label.box.height
                and same_line(token.box, label.box, 0.6)
            ]
            nearest = max(left, key=lambda label: label.box.x1, default=None)
            if nearest is not None and token.box.x0 - nearest.box.x1 <= self._reach:
                owner[id(token)] = id(nearest)
        return owner

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


_SUITING = 3
"""So many labels must have a value of their kind above or below them to tell on which side the values stand."""
_FULL = 8.0
"""A value of so many heights can have filled its cell."""
_WIDE = 2.4
"""A blank of so many heights on one line parts two cells."""


def unbroken(value: Value) -> Value:
    """The value without what stands behind a wide blank on its lines: another cell, whose label is not known."""
    kept: list[Token] = []
    for line in lines_of(value.tokens):
        ends = (b.box.x0 - a.box.x1 > _WIDE * min(a.box.height, b.box.height) for a, b in pairwise(line))
        kept += line[: next((i for i, wide in enumerate(ends, 1) if wide), len(line))]
    return Value(tuple(kept))


@lru_cache(maxsize=16)
def _sheet(same: Same[Page], vocabulary: Vocabulary) -> Sheet:
    """Claims, splitting and reading ask for the sheet of the same page in turn."""
    return Sheet(tokens_of(same.it), vocabulary)


def _gap(label: Label, token: Token | None) -> float:
    """How far a text above or below a label is; infinite where there is none."""
    if token is None:
        return float("inf")
    down = token.box.center[1] > label.box.center[1]
    return token.box.y0 - label.box.y1 if down else label.box.y0 - token.box.y1


def _half_a_line_off(tokens: Sequence[Token], label: Label) -> list[Token]:
    """The tokens of the nearest line, where print sits a little above or below its label."""
    nearest = min(tokens, key=lambda t: abs(t.box.center[1] - label.box.center[1]), default=None)
    if nearest is None or abs(nearest.box.center[1] - label.box.center[1]) > 0.8 * label.box.height:
        return []
    return [token for token in tokens if same_line(token.box, nearest.box)]


def _continues(tail: Token, x: float) -> bool:
    """Whether a token further right still belongs to the text that follows the label in its own word."""
    return x - tail.box.x1 < 6 * tail.box.height


def _wrapped(tail: Token, inside: Sequence[Token]) -> list[Token]:
    """The further lines of a value that begins in its label's word: directly below, where the value begins.

    Only a value that is long enough to fill its cell goes on below, and no line of it is longer than the first.
    """
    below = [token for token in inside if token.box.center[1] > tail.box.y1]
    lines = _adjoining([tail], below, down=True) if tail.box.width > _FULL * tail.box.height else []
    return [t for line in lines if around(t.box for t in line).x1 < tail.box.x1 + tail.box.height for t in line]


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
