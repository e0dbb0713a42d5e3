"""The objects on OFD pages: text with exact places, pictures, lines; in points from the top left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from evidence.document import Box, Method, Word
from readers.ofd_package import box_of, numbers
from readers.xml import children, local

POINT = 72 / 25.4
"""Points a millimetre."""
_GAP = 0.6
_JOIN = 0.25
"""Gaps in em: wider than the first divides words, narrower than the second joins objects of one line."""
_ASCENT, _DESCENT = 0.9, 0.2

Matrix = tuple[float, float, float, float, float, float]


class Glyph(NamedTuple):
    """A character with the left end of its baseline and its advance, in points."""

    text: str
    x: float
    y: float
    advance: float
    size: float


@dataclass(frozen=True, slots=True)
class Inked:
    """A text, picture or path object in place: `matrix` takes its own units to points on the page."""

    kind: str
    id: str
    element: etree._Element
    matrix: Matrix
    box: Box


def objects(content: etree._Element, offset: tuple[float, float] = (0.0, 0.0)) -> Iterator[Inked]:
    """The visible text, picture and path objects below an element, in drawing order; `offset` in millimetres."""
    for child in children(content):
        name = local(child)
        if name in ("TextObject", "ImageObject", "PathObject"):
            placed = _placed(child, name, offset)
            if placed is not None and child.get("Visible", "true").lower() != "false":
                yield placed
        elif name in ("Content", "Layer", "PageBlock", "Page"):
            yield from objects(child, offset)
        elif name == "Appearance":
            x, y, *_ = box_of(child) or (0.0, 0.0, 0.0, 0.0)
            yield from objects(child, (offset[0] + x, offset[1] + y))


def _placed(element: etree._Element, name: str, offset: tuple[float, float]) -> Inked | None:
    boundary = box_of(element) if element.get("Boundary") else None
    if boundary is None:
        return None
    x, y, width, height = boundary
    x, y = x + offset[0], y + offset[1]
    ctm = numbers(element.get("CTM"))
    a, b, c, d, e, f = ctm if len(ctm) == 6 else _UNIT
    matrix = (a * POINT, b * POINT, c * POINT, d * POINT, (e + x) * POINT, (f + y) * POINT)
    box = Box(x * POINT, y * POINT, (x + width) * POINT, (y + height) * POINT)
    return Inked(name, element.get("ID", ""), element, matrix, box)


_UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def text_of_object(inked: Inked) -> str:
    """All characters of a text object, one TextCode after the other."""
    return "".join(child.text or "" for child in children(inked.element) if local(child) == "TextCode")


def glyphs(inked: Inked) -> list[list[Glyph]]:
    """The characters of a text object, TextCode by TextCode, where DeltaX and DeltaY put them."""
    size = float((numbers(inked.element.get("Size")) or [4.0])[0])
    stretch = float((numbers(inked.element.get("HScale")) or [1.0])[0])
    a, b, c, d, e, f = inked.matrix
    down = (c * c + d * d) ** 0.5
    along = (a * a + b * b) ** 0.5
    found = []
    x = y = 0.0
    for code in children(inked.element):
        if local(code) != "TextCode":
            continue
        x = (numbers(code.get("X")) or [x])[0]
        y = (numbers(code.get("Y")) or [y])[0]
        text = (code.text or "").strip("\r\n")
        across, downward = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
        left, top, series = x, y, []
        for position, character in enumerate(text):
            natural = _natural(character) * size * stretch
            series.append(
                Glyph(character, a * left + c * top + e, b * left + d * top + f, natural * along, size * down)
            )
            moves_down = position < len(downward)
            left += across[position] if position < len(across) else 0.0 if moves_down and not across else natural
            top += downward[position] if moves_down else 0.0
        found.append(series)
    return found


def _natural(character: str) -> float:
    """The width of a character without metrics, in em."""
    return 1.0 if ord(character) > 0x2E7F or character in "“”‘’…—·①②③④⑤⑥⑦⑧⑨" else 0.5


def deltas(text: str | None) -> list[float]:
    """Offsets with repetitions written out: `g 3 1.5 2` is 1.5 1.5 1.5 2 (GB/T 33190-2016, 11.3)."""
    parts = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(parts) and len(found) < 10_000:
        if parts[at] == "g" and at + 2 < len(parts):
            times, value = numbers(parts[at + 1]), numbers(parts[at + 2])
            if times and value:
                found += value * min(int(times[0]), 10_000)
            at += 3
        else:
            found += numbers(parts[at])
            at += 1
    return found


def words(inked: Sequence[Inked]) -> tuple[Word, ...]:
    """The text objects as words: cut at gaps and line ends, joined where the next object goes on without a gap."""
    lines: list[list[Glyph]] = []
    for item in inked:
        if item.kind == "TextObject":
            for series in glyphs(item):
                for piece in _pieces(series):
                    if lines and _goes_on(lines[-1][-1], piece[0], _JOIN, 0):
                        lines[-1] += piece
                    else:
                        lines.append(piece)
    return tuple(_word(line) for line in lines)


def _pieces(series: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Runs of characters without a visible gap; a single narrow space stays inside."""
    piece: list[Glyph] = []
    spaces: list[Glyph] = []
    for glyph in series:
        if glyph.text.isspace():
            spaces.append(glyph)
            continue
        if piece and not _goes_on(piece[-1], glyph, _GAP, len(spaces)):
            yield piece
            piece = []
        piece += (spaces[:1] if piece else []) + [glyph]
        spaces = []
    if piece:
        yield piece


def _goes_on(last: Glyph, glyph: Glyph, gap: float, spaces: int) -> bool:
    """Whether a character follows on the same baseline, in the same size, near enough."""
    em = max(last.size, glyph.size, 0.01)
    return (
        spaces < 2
        and abs(glyph.y - last.y) < 0.15 * em
        and 0.8 * em <= min(last.size, glyph.size)
        and -0.6 * em < glyph.x - last.x - last.advance < gap * em
        and glyph.x > last.x
    )


def _word(line: Sequence[Glyph]) -> Word:
    text = "".join([" " if glyph.text.isspace() else glyph.text for glyph in line])
    box = Box(
        min([glyph.x for glyph in line]),
        min([glyph.y - _ASCENT * glyph.size for glyph in line]),
        max([glyph.x + glyph.advance for glyph in line]),
        max([glyph.y + _DESCENT * glyph.size for glyph in line]),
    )
    return Word(text, box, method=Method.OFD)
