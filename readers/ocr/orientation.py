"""Which way up a picture is: the classifier's word, checked by the shape of the lines and by reading some of them.

A page turned by 90° reads as rubbish with high line scores, so nobody may trust scores alone: the direction in which
lines run decides between {0, 180} and {90, 270}; where the classifier is not sure between the two that are left, a
sample of lines is read both ways.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from readers.ocr.engine import Engine, Picture, Quad
from readers.ocr.lines import cut, sides

_UNDO = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}
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
    """How far clockwise the picture is turned, and the lines of the upright picture."""
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
    opposite = (rotation + 180) % 360
    if quads and (across is False or likely[rotation] < _SURE * (likely[rotation] + likely[opposite])):
        turned_over = upright(turned, 180)
        if _legibility(turned_over, quads, engine, flipped=True) > _legibility(turned, quads, engine):
            return opposite, engine.detect(turned_over)
    return rotation, quads


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


def _legibility(picture: Picture, quads: Sequence[Quad], engine: Engine, *, flipped: bool = False) -> float:
    """The mean score of the longest lines; `flipped` says that the boxes are of the picture upside down."""
    longest = sorted(quads, key=lambda quad: -sides(quad)[0])[:_SAMPLE]
    if flipped:
        height, width = picture.shape[:2]
        longest = [np.roll(np.array([width, height], dtype=np.float32) - quad, 2, axis=0) for quad in longest]
    readings = engine.recognise(cut([picture], longest))
    return sum(reading.score * len(reading.text) for reading in readings)
