"""Headings of columns: what a column may be called, and which column a printed heading means.

The wordings are Python data beside the extractor that needs them, not YAML: they carry types and parts that mypy and
the tests check, extractors load without settings, and a new wording always comes with a test.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz

ColumnType = Literal["text", "name", "code", "codes", "money", "number", "date", "month", "flag"]


def listed(words: str) -> tuple[str, ...]:
    """Words written in one line with spaces between them."""
    return tuple(words.split())


EXACT = 100.0
ACCEPTED = 75.0
"""Least likeness of a heading: one misread character in four."""

_UNIT = re.compile(r"[(\[/](?:单位:?)?(?:人民币)?(?:万元|亿元|千元|元|rmb|cny)[)\]]?|(?<=[额资费数款])(?:万元|元)$")
_NOISE = re.compile(r"[\s()\[\]{}<>《》【】::,,、.。*_/\\\-]+")
_MARKERS = listed("应 实 个人 单位 借 贷 收 付 不含 对方 起 止 初 末 月 年 日 前 后")
"""Words that turn the meaning of a heading: it is never taken for one that has others of them."""
_TURNING = listed("应 实 个人 单位 借 贷 不含 对方 未 累计 前 后")
_ALL_MARKERS = tuple(dict.fromkeys(_MARKERS + _TURNING))
_MARKERS_BITS, _TURNING_BITS = (
    sum(1 << _ALL_MARKERS.index(marker) for marker in markers) for markers in (_MARKERS, _TURNING)
)
_HOPELESS = ACCEPTED - 5
"""Likeness that counts as none at all, so that it need not be worked out."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column a table may have, told by identity, as caches need it.

    Names that begin with `_` serve checks only and are not reported.
    """

    name: str
    type: ColumnType
    words: tuple[str, ...] = ()
    """Its headings as `plain` leaves them; the name of the field follows docs/fields.md."""
    pattern: str = ""
    """A regular expression over the plain heading, for headings that are composed (`养老保险个人缴纳`)."""
    never: str = ""
    """A regular expression for what a plain heading must not hold, however alike it is (`应纳税所得额` is no 税额)."""
    summed: bool = False
    """Whether several columns may bear it, whose amounts are added."""


@lru_cache(maxsize=8192)
def plain(heading: str) -> str:
    """A heading without spaces, units, brackets and punctuation: `借方发生额/元(支取)` is `借方发生额支取`."""
    text = unicodedata.normalize("NFKC", heading).lower()
    text = re.sub(r"\s+", "", text)
    return _NOISE.sub("", _UNIT.sub("", text)) if len(text) > 2 else text


@lru_cache(maxsize=16384)
def _marks(text: str) -> int:
    """Which of the markers a text has, one bit each."""
    return sum(1 << bit for bit, marker in enumerate(_ALL_MARKERS) if marker in text)


def _turned(heading: str, word: str, markers: int) -> bool:
    return bool((_marks(heading) ^ _marks(word)) & markers)


def likeness(heading: str, word: str) -> float:
    """How far a plain heading means a word, 0 to 100; 100 only when equal, and zero where hopelessly far."""
    if heading == word:
        return EXACT
    wide, narrow = len(heading), len(word)
    if narrow >= 3 and word in heading and not _turned(heading, word, _TURNING_BITS):
        share = narrow / wide
        return 80 + 18 * share if share > 0.5 else 0.0
    if wide < 4 or narrow < 4 or 200 * min(wide, narrow) < _HOPELESS * (wide + narrow):
        return 0.0
    if _turned(heading, word, _MARKERS_BITS):
        return 0.0
    return min(90.0, fuzz.ratio(heading, word, score_cutoff=_HOPELESS))


@lru_cache(maxsize=65536)
def score(heading: str, column: Column) -> float:
    """How sure a plain heading is that column; zero below `ACCEPTED`. Of equal wordings the one listed first wins."""
    if not heading or len(heading) > 24 or (column.never and re.search(column.never, heading)):
        return 0.0
    best = 0.0
    if not _letters(column).isdisjoint(heading):
        best = max((likeness(heading, word) - order / 100 for order, word in enumerate(column.words)), default=0.0)
    if column.pattern and best < 95 and re.search(column.pattern, heading):
        best = 95.0
    return best if best >= ACCEPTED - 1 else 0.0


@cache
def _letters(column: Column) -> frozenset[str]:
    """The characters of a column's words: a heading without any of them is none of them."""
    return frozenset("".join(column.words))


def assign(headings: Sequence[tuple[str, ...]], columns: Sequence[Column]) -> dict[str, tuple[int, ...]]:
    """Columns of the table by field name: each printed column serves one field, the surest pairs first.

    `headings` holds for every position the readings of its heading, fullest first (`代扣养老保险`, then `养老保险`);
    a shorter reading is asked only where the fuller one means no column at all.
    """
    pairs = sorted(
        (
            (-best, order, position, column)
            for position, readings in enumerate(headings)
            for best, order, column in _meanings(readings, columns)
        ),
        key=lambda pair: pair[:3],
    )
    found: dict[str, list[int]] = {}
    used: set[int] = set()
    for _, _, position, column in pairs:
        if position in used or (column.name in found and not column.summed):
            continue
        used.add(position)
        found.setdefault(column.name, []).append(position)
    return {name: tuple(sorted(positions)) for name, positions in found.items()}


def _meanings(readings: Sequence[str], columns: Sequence[Column]) -> list[tuple[float, int, Column]]:
    """The columns that the first meaningful reading may be, each with its score and its order."""
    for text in readings:
        scores = [(score(text, column), order, column) for order, column in enumerate(columns)]
        found = [entry for entry in scores if entry[0]]
        if found:
            return found
    return []
