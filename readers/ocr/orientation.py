"""Which way up a picture is: the classifier's word, checked by the shape of the lines and by reading some of them.

A page turned by 90° reads as rubbish with high line scores, so nobody may trust scores alone: the direction in which
lines run decides between {0, 180} and {90, 270}; where the classifier is not sure between the two that are left, a
sample of lines is read both ways.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from readers.ocr.decoding import Reading
from readers.ocr.engine import Engine, Picture, Quad
from readers.ocr.lines import cut, sides

_UNDO = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}
_RUBBISH = 0.75
"""Mean confidence below which lines cannot be right side up."""
_SURE = 0.9
"""Probability above which the classifier's choice between a direction and its opposite needs no second opinion."""
_SAMPLE = 6
"""Lines read both ways where it is not sure."""
_LONG = 2.0
"""Length over height from which a box shows the direction of its line."""


def upright(picture: Picture, rotation: int) -> Picture:
    """The picture with `rotation` degrees clockwise undone."""
    return picture if rotation == 0 else np.ascontiguousarray(cv2.rotate(picture, _UNDO[rotation]))


def find_rotation(picture: Picture, engine: Engine) -> tuple[int, list[Quad]]:
    """How far clockwise the picture is turned, and the lines of the upright picture; 0 where it has none."""
    likely = engine.turns(_middle(picture))
    rotation = max(likely, key=lambda turn: likely[turn])
    turned = upright(picture, rotation)
    quads = engine.detect(turned)
    across = _runs_across(quads)
    if across is False:
        # The classifier is wrong by a quarter: choose between the other two.
        rest = [turn for turn in likely if (turn - rotation) % 180 == 90]
        rotation = max(rest, key=lambda turn: likely[turn])
        turned = upright(picture, rotation)
        quads = engine.detect(turned)
    if not quads:
        return 0, []
    opposite = (rotation + 180) % 360
    sureness = likely[rotation] / max(1e-6, likely[rotation] + likely[opposite])
    if _better_turned_over(turned, quads, engine, sureness):
        return opposite, engine.detect(upright(turned, 180))
    return rotation, quads


def _better_turned_over(picture: Picture, quads: Sequence[Quad], engine: Engine, sureness: float) -> bool:
    """Whether the longest lines say more upside down.

    Where the classifier is sure, two lines that are rubbish upside down are enough to believe it.
    """
    height, width = picture.shape[:2]
    over = upright(picture, 180)
    longest = sorted(quads, key=lambda quad: -sides(quad)[0])[:_SAMPLE]
    flipped = [np.roll(np.array([width, height], dtype=np.float32) - quad, 2, axis=0) for quad in longest]
    if sureness >= _SURE and _legible(engine.recognise(cut([over], flipped[:2]))) < _RUBBISH:
        return False
    here, there = engine.recognise(cut([picture], longest)), engine.recognise(cut([over], flipped))
    return _said(there) > _said(here)


def _said(readings: Sequence[Reading]) -> float:
    """How many characters were read, each counted as far as it can be trusted."""
    return sum(reading.score * len(reading.text) for reading in readings)


def _legible(readings: Sequence[Reading]) -> float:
    """The mean confidence in the characters of some lines."""
    return _said(readings) / max(1, sum(len(reading.text) for reading in readings))


def _middle(picture: Picture) -> Picture:
    """The middle of a picture much longer than wide, whose short side the classifier would otherwise blow up."""
    height, width = picture.shape[:2]
    reach = 4 * min(height, width)
    top, left = max(0, height - reach) // 2, max(0, width - reach) // 2
    return picture[top : top + reach, left : left + reach]


def _runs_across(quads: Sequence[Quad]) -> bool | None:
    """Whether most text runs from left to right rather than up or down; None where no line is long enough to tell."""
    across = down = 0.0
    for quad in quads:
        width, height = sides(quad)
        if width >= _LONG * height:
            across += width / height
        elif height >= _LONG * width:
            down += height / width
    return None if across == down else across > down
