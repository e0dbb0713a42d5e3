"""Vocabularies: what counts as a label, and labels found in the words of a page, glued to a value or torn in two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.neighbours import Follow, Neighbours
from extractors.tokens import Token, around, squeeze

STOP = "stop"
"""The name of labels that only end the value before them."""

_UNKNOWN = re.compile(r"[一-鿿][一-鿿()/、\-]{1,14}:")
_LABEL_LIKE = re.compile(
    r"[一-鿿]{1,6}(?:日期|时间|编号|号码|单位|类型|种类|期限|费率|利率|名称|方式|标志|机构|渠道|柜员|次数|流水号)(?:\(.{1,4}\))?"
)
"""A word of its own that ends like this is a label even where the vocabulary does not know it."""
_ENGLISH = re.compile(r"\(?[A-Za-z][A-Za-z.,/&'\-]{1,30}\)?(?=:)")
"""The label once more in English, as bilingual forms print it before the colon."""
LEADING = " *·•●◆[【(\t"
"""What may stand before a label."""
_LONGEST = 24
"""Characters that a label has at the most."""
_ORGANISATION = re.compile(r".{2,40}(?:公司|银行|支行|分行|营业部|信用社|研究院|研究所|事务所|合作社|中心|集团)")
"""A rest that is surely no part of the label it is glued to."""
_MONEY_AHEAD = re.compile(r"[¥￥$]|[A-Z]{3}\d|\d")


class Vocabulary:
    """Labels by name, as patterns over text without white space; the longest match wins."""

    def __init__(self, labels: Mapping[str, str], stops: str, shapes: Mapping[str, str] | None = None) -> None:
        """`shapes` says of some labels what their values look like, without white space."""
        self._shapes = {name: re.compile(pattern) for name, pattern in (shapes or {}).items()}
        self._patterns = tuple((name, re.compile(pattern)) for name, pattern in {**labels, STOP: stops}.items())
        self._any = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in self._patterns))

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """The longest label that starts at `at` in squeezed text, as (name, end)."""
        if self._any.match(text, at) is None:
            return None
        whole = text.find(":", at) if ":" in text[at:] else len(text)
        if whole - at <= _LONGEST and (name := self.spelled(text[at:whole])) is not None:
            return name, whole
        found = [(m.end(), name) for name, pattern in self._patterns if (m := pattern.match(text, at))]
        return max(((name, end) for end, name in found if end > at), key=lambda hit: hit[1], default=None)

    def whole(self, text: str) -> str | None:
        """The name of the label that is the whole text (a final colon aside)."""
        return _whole(self, squeeze(text).rstrip(":"))

    def suits(self, name: str, text: str) -> bool:
        """Whether a text looks like a value of the label; False where nothing is said of its values."""
        shape = self._shapes.get(name)
        return shape is not None and shape.fullmatch(squeeze(text)) is not None

    def spelled(self, bare: str) -> str | None:
        """The name of the label that is exactly this squeezed text."""
        if not bare or self._any.fullmatch(bare) is None:
            return None
        return next((name for name, pattern in self._patterns if pattern.fullmatch(bare)), None)


@lru_cache(maxsize=8192)
def _whole(vocabulary: Vocabulary, bare: str) -> str | None:
    """Documents repeat their labels, page after page and file after file."""
    return vocabulary.spelled(bare)


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found in a token: the span of the label in the token's text, and where its value starts."""

    name: str
    start: int
    end: int
    after: int
    colon: bool


@lru_cache(maxsize=8192)
def hits(text: str, vocabulary: Vocabulary) -> tuple[Hit, ...]:
    """The labels in a token's text: at its start, behind a blank or another label, or anywhere before a colon."""
    squeezed, index = _squeeze_with_index(text)
    found: list[Hit] = []
    at = len(squeezed) - len(squeezed.lstrip(LEADING))
    while at < len(squeezed):
        begins = at == 0 or squeezed[:at].strip(LEADING) == "" or text[index[at] - 1] == " "
        after_label = bool(found) and found[-1].after == index[at]
        hit = _hit_at(text, squeezed, index, at, vocabulary, begins or after_label)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        at = bisect_left(index, hit.after)
    return tuple(found)


def _squeeze_with_index(text: str) -> tuple[str, list[int]]:
    index = [i for i, char in enumerate(text) if char != " "]
    return "".join(text[i] for i in index), index


def _hit_at(
    text: str, squeezed: str, index: Sequence[int], at: int, vocabulary: Vocabulary, begins: bool
) -> Hit | None:
    """The label that starts at `at`; without a colon only where a label may begin, and not glued to a short one."""
    found = vocabulary.match(squeezed, at) or (_unknown(squeezed, at, vocabulary) if begins else None)
    if found is None:
        return None
    name, end = found
    last = index[end - 1] + 1
    english = _ENGLISH.match(squeezed, end) if begins else None
    if english is not None:
        end = english.end()
    rest = squeezed[end:]
    if rest[:1] in (":", ";") or rest[:1] == "：":
        after = next((index[i] for i in range(end, len(squeezed)) if squeezed[i] not in ":;"), len(text))
        return Hit(name, index[at], last, after, True)
    if not begins:
        return None
    spaced = last < len(text) and text[last] == " "
    glued = end - at >= 4 or bool(_MONEY_AHEAD.match(rest)) or (end - at >= 2 and bool(_ORGANISATION.fullmatch(rest)))
    if not rest or spaced or glued:
        after = index[end] if end < len(index) else len(text)
        return Hit(name, index[at], last, after, False)
    return None


def _unknown(squeezed: str, at: int, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """A label the vocabulary does not know: ended by a colon, or a word that is shaped like a label.

    A value that runs into the next known label (`户名：甲公司账号：`) is none; a few characters before a known label
    are part of a longer one (`委托单位名称：`).
    """
    coloned = _UNKNOWN.match(squeezed, at)
    if coloned is not None:
        end = coloned.end() - 1
        least = at + 1 if at and squeezed[at - 1] in ":;" else at + 6
        inner = (vocabulary.match(squeezed, inside) for inside in range(least, end))
        return None if any(hit is not None and hit[1] == end for hit in inner) else (STOP, end)
    return (STOP, len(squeezed)) if at == 0 and _LABEL_LIKE.fullmatch(squeezed) else None


def rejoined(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Put labels torn apart back together: `户 | 名`, `开户 | 行：`, and 付/款/人 set one below the other."""
    pieces = sorted(
        (token for token in tokens if len(squeeze(token.text)) <= 7 and not any(c.isdigit() for c in token.text)),
        key=lambda token: token.box.y0,
    )
    follow = Neighbours([token.box for token in pieces])
    used: set[int] = set()
    joined: list[Token] = []
    for first, token in enumerate(pieces):
        if first in used or not _may_begin(token.text, vocabulary):
            continue
        for direction in (follow.right, follow.below):
            numbers = _run(first, direction, used)
            run = [pieces[i] for i in numbers]
            length = next((n for n in range(len(run), 1, -1) if _is_torn_label(run[:n], vocabulary)), 0)
            if length:
                used.update(numbers[:length])
                joined.append(_merged(run[:length]))
                break
    gone = {id(pieces[i]) for i in used}
    return [token for token in tokens if id(token) not in gone] + joined


def _may_begin(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a piece can be the first of a torn label: neither ended by a colon nor a label of its own."""
    return ":" not in text and not (len(text) > 1 and vocabulary.whole(text))


def _is_torn_label(run: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether the pieces together spell a label; only the last may end with a colon."""
    if any(":" in token.text for token in run[:-1]):
        return False
    return vocabulary.whole("".join(token.text for token in run)) is not None


def _run(first: int, direction: Follow, used: set[int]) -> list[int]:
    """The pieces that follow each other in one direction, at most five."""
    run = [first]
    while len(run) < 5:
        after = next((i for i in direction.get(run[-1], ()) if i not in used and i not in run), None)
        if after is None:
            break
        run.append(after)
    return run


def _merged(run: Sequence[Token]) -> Token:
    return replace(
        run[0],
        text="".join(token.text for token in run),
        box=around(token.box for token in run),
        confidence=min(token.confidence for token in run),
        alternatives=(),
    )
