"""The text layer of a PDF page as words: runs of characters without a visible gap, with exact boxes.

Built from PyMuPDF's `rawdict`, whose coordinates ignore the page's /Rotate entry; runs keep the order of the content
stream, which on invoices is all labels before all values or the reverse.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pymupdf

from evidence.document import Box
from readers.symbols import is_private, is_symbol_font, shown

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_GAP = 0.6
"""A gap wider than this, in em, divides words; so do two spaces."""
_ASCENT, _DESCENT = 0.9, 0.2
"""Extent of a word above and below its baseline, in em: fonts' own figures differ by half a line."""
_PLAUSIBLE = frozenset("0123456789()（）.,:：-/%*¥ ")
"""What fonts with full-width digits legitimately draw one em wide."""
_WHITE = 0xFFFFFF
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad")


@dataclass(frozen=True, slots=True)
class Run:
    """One word of the layer before it is judged, in the coordinates of `rawdict`."""

    text: str
    box: Box
    size: float
    angle: int
    """Degrees clockwise by which the text is turned: 0, 90, 180 or 270; -1 for slanting text, -2 for vertical."""
    visible: bool
    white: bool
    junk: bool
    """Drawn in a font whose characters say something else than its shapes."""


def runs(page: pymupdf.Page) -> list[Run]:
    """The words of a page's text layer in content order, duplicates of the same ink dropped."""
    raw: dict[str, Any] = page.get_text("rawdict", flags=_FLAGS)
    lines = [line for block in raw["blocks"] for line in block.get("lines", ())]
    junk = _junk_fonts(lines)
    found: list[Run] = []
    seen: dict[str, list[Box]] = {}
    for line in lines:
        for run in _runs_of_line(line, junk):
            twins = seen.setdefault(run.text, [])
            if not any(_same_ink(run.box, twin) for twin in twins):
                twins.append(run.box)
                found.append(run)
    return found


def _same_ink(box: Box, other: Box) -> bool:
    """Whether a word was drawn twice over itself, as imitation of bold type."""
    return box.overlap(other) > 0.7 * box.width * box.height > 0


def _angle(line: dict[str, Any]) -> int:
    """How a line runs, in whole quarters clockwise; see Run.angle."""
    if line["wmode"]:
        return -2
    x, y = line["dir"]
    degrees = math.degrees(math.atan2(y, x)) % 360
    quarter = round(degrees / 90)
    return int(quarter % 4 * 90) if abs(degrees - quarter * 90) < 5 else -1


def _extent(box: tuple[float, float, float, float], angle: int) -> tuple[float, float]:
    """Where a character begins and ends along its line."""
    x0, y0, x1, y1 = box
    if angle in (0, -1):
        return x0, x1
    if angle == 180:
        return -x1, -x0
    return (-y1, -y0) if angle == 270 else (y0, y1)


def _junk_fonts(lines: list[dict[str, Any]]) -> frozenset[str]:
    """Fonts of the page whose code-to-text table is missing or false.

    Either most of their characters are private or unassigned, or they draw signs of the Latin keyboard one em wide:
    that is how subsets numbered in order of appearance (`!"#$%`) look, whose shapes are Chinese.
    """
    total: Counter[str] = Counter()
    private: Counter[str] = Counter()
    wide: dict[str, list[str]] = {}
    for line in lines:
        angle = _angle(line)
        for span in line["spans"]:
            font, size = span["font"], span["size"]
            for character in span["chars"]:
                text = character["c"]
                if text.isspace():
                    continue
                total[font] += 1
                if is_private(text):
                    private[font] += 1
                elif "!" <= text <= "ÿ":
                    begin, end = _extent(character["bbox"], angle)
                    if 0.95 * size <= end - begin <= 1.1 * size:
                        wide.setdefault(font, []).append(text)
    return frozenset(
        font
        for font, number in total.items()
        if not is_symbol_font(font) and _is_junk(number, private[font], wide.get(font, []))
    )


def _is_junk(number: int, private: int, wide: list[str]) -> bool:
    if private * 2 >= number:
        return True
    if (private + len(wide)) * 2 < number or len(set(wide)) < 2:
        return False
    strange = sum(1 for text in wide if text not in _PLAUSIBLE)
    return strange * 5 > len(wide)


def _runs_of_line(line: dict[str, Any], junk: frozenset[str]) -> Iterator[Run]:
    """Cut one line at gaps, double spaces, changes of size, and where trustworthy text begins or ends."""
    angle = _angle(line)
    gathered: _Gathered | None = None
    spaces = 0
    for span in line["spans"]:
        style = (span["alpha"] > 0, span["color"] == _WHITE, span["font"] in junk)
        pictorial = is_symbol_font(span["font"])
        for character in span["chars"]:
            text = shown(character["c"], span["font"]) if pictorial else character["c"]
            if text.isspace():
                spaces += 1
                continue
            if text in _UNSEEN or (is_private(text) and not style[2]):
                continue
            begin, end = _extent(character["bbox"], angle)
            if gathered and not gathered.goes_on(begin, span["size"], style, spaces):
                yield gathered.run(angle)
                gathered = None
            if gathered is None:
                gathered = _Gathered(span["size"], style)
            gathered.add(" " * min(spaces, 1) + text, _box(character, span["size"], angle), end)
            spaces = 0
    if gathered:
        yield gathered.run(angle)


def _box(character: dict[str, Any], size: float, angle: int) -> tuple[float, float, float, float]:
    """A character's box; for upright text of even height around the baseline."""
    x0, y0, x1, y1 = character["bbox"]
    if angle != 0:
        return x0, y0, x1, y1
    baseline = character["origin"][1]
    return x0, baseline - _ASCENT * size, x1, baseline + _DESCENT * size


class _Gathered:
    """The word being gathered."""

    __slots__ = ("boxes", "end", "parts", "size", "style")

    def __init__(self, size: float, style: tuple[bool, bool, bool]) -> None:
        self.size, self.style = size, style
        self.parts: list[str] = []
        self.boxes: list[tuple[float, float, float, float]] = []
        self.end = 0.0

    def goes_on(self, begin: float, size: float, style: tuple[bool, bool, bool], spaces: int) -> bool:
        """Whether a character that begins there belongs to the same word."""
        return (
            spaces < 2
            and abs(begin - self.end) <= _GAP * max(size, self.size)
            and 0.8 * self.size <= size <= 1.25 * self.size
            and style == self.style
        )

    def add(self, text: str, box: tuple[float, float, float, float], end: float) -> None:
        """Append a character (with the space before it)."""
        self.parts.append(text if self.parts else text.lstrip(" "))
        self.boxes.append(box)
        self.end = end

    def run(self, angle: int) -> Run:
        """The finished word."""
        x0, y0, x1, y1 = zip(*self.boxes, strict=True)
        visible, white, junk = self.style
        box = Box(min(x0), min(y0), max(x1), max(y1))
        return Run("".join(self.parts), box, self.size, angle, visible, white, junk)
