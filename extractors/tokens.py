"""Tokens: the pieces of text that the extractors work with, each with its own share of its word's box."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

from evidence.document import Box, Method, Page

Thing = TypeVar("Thing")
_SHORT = 60
"""Texts up to this length are words and labels, which come again; longer ones are pages."""
_LONG = 100_000
"""Texts beyond this are not kept."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a word: NFKC text with its own share of the word's box."""

    text: str
    box: Box
    page: int = 1
    confidence: float = 1.0
    method: Method = Method.TEXT
    alternatives: tuple[str, ...] = ()


def normal(text: str) -> str:
    """NFKC with plain spaces; full-width colons and brackets become ASCII."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("﹕", ":").replace("帐", "账").split())


def squeeze(text: str) -> str:
    """The normal text without any white space."""
    if len(text) <= _SHORT:
        return _squeezed_word(text)
    return _squeezed_page(text) if len(text) <= _LONG else _squeezed(text)


def _squeezed(text: str) -> str:
    return "".join(normal(text).split())


_squeezed_word = lru_cache(maxsize=8192)(_squeezed)
_squeezed_page = lru_cache(maxsize=32)(_squeezed)
"""Every extractor looks at the same words, and at the text of the same few pages."""


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


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[Thing]):
    """A page as the key of a cache: told by identity, because hashing thousands of words costs more than is saved."""

    it: Thing

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.it is self.it


def tokens_of(page: Page) -> list[Token]:
    """The words of a page as tokens; blank ones are left out."""
    return list(_tokens(Same(page)))


@lru_cache(maxsize=16)
def _tokens(same: Same[Page]) -> tuple[Token, ...]:
    """Every extractor asks for the tokens of the page at hand."""
    page = same.it
    return tuple(
        Token(text, word.box, page.number, word.confidence, word.method, word.alternatives)
        for word in page.words
        if (text := normal(word.text))
    )


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


def reading_order(tokens: Iterable[Token]) -> list[Token]:
    """Line by line from the top, each from left to right."""
    lines: list[list[Token]] = []
    reach: list[float] = []
    """How far down any of the lines so far goes: those before the first that reaches a token cannot hold it."""
    for token in sorted(tokens, key=lambda t: (t.box.center[1], t.box.x0)):
        near = range(bisect_left(reach, token.box.y0), len(lines))
        line = next((lines[i] for i in near if same_line(lines[i][0].box, token.box)), None)
        if line is None:
            lines.append([token])
            reach.append(max(token.box.y1, reach[-1] if reach else token.box.y1))
        else:
            line.append(token)
    return [token for line in lines for token in sorted(line, key=lambda t: t.box.x0)]


def lines_of(tokens: Iterable[Token]) -> list[list[Token]]:
    """The tokens grouped into lines, top to bottom, each from left to right."""
    lines: list[list[Token]] = []
    for token in reading_order(tokens):
        if lines and same_line(lines[-1][0].box, token.box):
            lines[-1].append(token)
        else:
            lines.append([token])
    return lines
