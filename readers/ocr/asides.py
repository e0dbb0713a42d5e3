"""What a picture holds beside its upright text: documents that lie turned on it, and text that nobody can read.

Several papers photographed or scanned together need not lie the same way. Lines that run up or down, or that say
nothing, are gathered into areas; a few lines of an area are read in the other directions, and where they make sense
there, the area is read again, turned. What makes sense in no direction is told, so that nobody takes it for read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from evidence.document import Box
from readers.ocr.decoding import Reading
from readers.ocr.engine import Engine, Picture, Quad
from readers.ocr.lines import TALL, cut, pyramid, sides

TURNS = (90, 180, 270)
_ILLEGIBLE = 0.7
"""Mean confidence below which a line says nothing: print that stands on its head gets 0 to 0.6, upright print 0.9."""
_SPARSE = 0.4
"""Characters a line has for every height it is long, at least: Chinese print has 1, digits 2, a spaced title 0.5."""
_LEGIBLE = 0.8
"""Mean confidence of lines that are the right way up; a blurred document has less, and is told rather than read."""
_LINES, _CHARACTERS = 5, 20
"""An area of fewer lines, or of fewer characters beside its longest line, is a form's margin, a label or a stain."""
_REACH = 4.0
"""Lines nearer to each other than this many times their height belong together."""
_MOST = 0.6
"""Share of the text in an area that has to be odd: labels and stains among lines well read are none of ours."""
_BREADTH = 0.1
"""An area narrower than this share of the picture's longer side is no document: a row of headings written upwards."""
_SAMPLE = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line found on the upright picture, the box around it, and what was read on it, look by look."""

    quad: Quad
    box: Box
    readings: tuple[Reading, ...]

    @property
    def runs_down(self) -> bool:
        """Whether it runs up or down the picture."""
        width, height = sides(self.quad)
        return height >= TALL * width

    @property
    def odd(self) -> bool:
        """Whether it is not a line of upright text that was read."""
        return self.runs_down or max(self._sureness(reading) for reading in self.readings) < _ILLEGIBLE

    def _sureness(self, reading: Reading) -> float:
        """The mean confidence in the characters, those counted too that a line of this length would have to have."""
        said = len(reading.text)
        return reading.score * said / max(1.0, said, _SPARSE * self.length)

    @property
    def length(self) -> float:
        """How many characters it is long, more or less: its longer side over the shorter."""
        width, height = sides(self.quad)
        return max(width, height) / min(width, height)


@dataclass(frozen=True, slots=True)
class Area:
    """Text that was not read as it lies: the box around it, its lines, and how it is turned (0: nobody knows)."""

    box: Box
    lines: tuple[Line, ...]
    turn: int = 0


def odd_areas(picture: Picture, lines: Sequence[Line], reader: Engine) -> list[Area]:
    """The areas of the upright picture whose text lies otherwise or says nothing."""
    areas = [area for group in _groups([line for line in lines if line.odd]) if (area := _area(group, lines))]
    levels = pyramid(picture) if areas else []
    least = _BREADTH * max(picture.shape[:2])
    found = []
    for area in areas:
        turn = turn_of(levels, area, reader) if min(area.box.width, area.box.height) >= least else 0
        if turn or not _was_read(area):
            found.append(replace(area, turn=turn))
    return found


def turn_of(levels: Sequence[Picture], area: Area, reader: Engine) -> int:
    """How far clockwise the area is turned; 0 where its lines make sense in no direction."""
    down = [line for line in area.lines if line.runs_down]
    turns = (90, 270) if 2 * len(down) > len(area.lines) else (180,)
    lines = down if len(turns) == 2 else [line for line in area.lines if not line.runs_down]
    longest = sorted(lines, key=lambda line: -line.length)[:_SAMPLE]
    said = {
        turn: _legible(reader.recognise(cut(levels, [_turned(line.quad, turn) for line in longest]))) for turn in turns
    }
    best = max(turns, key=lambda turn: said[turn])
    return best if said[best] >= _LEGIBLE else 0


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a picture (`width` by `height`) on the picture with `turn` degrees clockwise undone."""
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    if turn == 90:
        return Box(y0, width - x1, y1, width - x0)
    if turn == 180:
        return Box(width - x1, height - y1, width - x0, height - y0)
    return Box(height - y1, x0, height - y0, x1) if turn == 270 else box


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def _turned(quad: Quad, turn: int) -> Quad:
    """The corners of a line beginning where its text does, if it is turned that far."""
    return np.roll(quad, -(turn // 90), axis=0)


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines that lie near each other."""
    rest, groups = list(lines), []
    while rest:
        group = [rest.pop()]
        for line in group:
            near = [other for other in rest if _near(line, other)]
            group += near
            rest = [other for other in rest if not any(other is one for one in near)]
        groups.append(group)
    return groups


def _near(one: Line, other: Line) -> bool:
    reach = _REACH * min(*sides(one.quad), *sides(other.quad))
    apart = (
        max(one.box.x0, other.box.x0) - min(one.box.x1, other.box.x1),
        max(one.box.y0, other.box.y0) - min(one.box.y1, other.box.y1),
    )
    return max(apart) <= reach


def _area(group: Sequence[Line], lines: Sequence[Line]) -> Area | None:
    """The area of a group with all lines inside it; None where it is small, or most of what it holds was read."""
    lengths = sorted(line.length for line in group)
    if len(group) < _LINES or sum(lengths[:-1]) < _CHARACTERS:
        return None
    box = around([line.box for line in group])
    inside = tuple(line for line in lines if box.contains(*line.box.center))
    odd = sum(line.length for line in inside if line.odd)
    return Area(box, inside) if odd >= _MOST * sum(line.length for line in inside) else None


def _was_read(area: Area) -> bool:
    """Whether lines that run downwards were read all the same: columns of a table with turned headings."""
    return _legible([max(line.readings, key=lambda seen: seen.score) for line in area.lines]) >= _LEGIBLE


def _legible(readings: Sequence[Reading]) -> float:
    """The mean confidence in the characters of some lines; a line on which nothing was read counts as one."""
    return sum(seen.score * len(seen.text) for seen in readings) / max(1, sum(max(1, len(s.text)) for s in readings))
