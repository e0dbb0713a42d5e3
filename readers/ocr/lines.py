"""Lines of text: their geometry, and cutting them out of a picture for the recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from evidence.document import Box
from readers.ocr.engine import WIDTHS, Picture, Quad
from readers.ocr.weights import LINE_HEIGHT

TALL = 1.5
"""Height over width from which a box is taken for a line that runs downwards."""


@dataclass(frozen=True, slots=True)
class Margin:
    """How much more than the box is cut out, as shares of its height: at the two ends, and above and below."""

    ends: float
    edges: float


SNUG, WIDE = Margin(0.2, 0.0), Margin(0.2, 0.2)
"""The first and the second look at a line; the detector's boxes often touch the first and the last character."""


def sides(quad: Quad) -> tuple[float, float]:
    """Width and height of a quadrangle, the longer of each pair of sides; never below one pixel."""
    a, b, c, d = quad
    width = max(float(np.linalg.norm(a - b)), float(np.linalg.norm(c - d)), 1.0)
    height = max(float(np.linalg.norm(a - d)), float(np.linalg.norm(b - c)), 1.0)
    return width, height


def bounds(quad: Quad, width: int, height: int) -> Box:
    """The upright box around a quadrangle, inside a picture of that size and at least one pixel wide and high."""
    (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
    left, top = min(max(0.0, float(x0)), width - 1.0), min(max(0.0, float(y0)), height - 1.0)
    return Box(left, top, max(left + 1.0, min(float(x1), width)), max(top + 1.0, min(float(y1), height)))


def pyramid(picture: Picture) -> list[Picture]:
    """The picture and its halves, so that a line of any size can be shrunk without losing strokes."""
    levels = [picture]
    while min(levels[-1].shape[:2]) >= 16 * LINE_HEIGHT and len(levels) < 5:
        height, width = levels[-1].shape[:2]
        half = cv2.resize(levels[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        levels.append(np.asarray(half, dtype=np.uint8))
    return levels


def cut(levels: Sequence[Picture], quads: Sequence[Quad], margin: Margin = SNUG) -> list[Picture]:
    """Each line straightened and scaled to the recogniser's height; `levels` is a pyramid, `quads` are of its base."""
    return [_straighten(levels, _lying(quad), margin) for quad in quads]


def _lying(quad: Quad) -> Quad:
    """The quadrangle of a line that runs downwards, turned so that it is cut as one lying on its side."""
    width, height = sides(quad)
    return np.roll(quad, -1, axis=0) if height >= TALL * width else quad


def _straighten(levels: Sequence[Picture], quad: Quad, margin: Margin) -> Picture:
    quad = _grown(quad, margin)
    width, height = sides(quad)
    level = min(len(levels) - 1, max(0, int(np.log2(height / LINE_HEIGHT))))
    base, picture = levels[0], levels[level]
    scale = np.array([picture.shape[1] / base.shape[1], picture.shape[0] / base.shape[0]], dtype=np.float32)
    length = int(min(max(8, np.ceil(LINE_HEIGHT * width / height)), WIDTHS[-1]))
    corners = np.array([[0, 0], [length, 0], [length, LINE_HEIGHT], [0, LINE_HEIGHT]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform((quad * scale).astype(np.float32), corners)
    line = cv2.warpPerspective(
        picture, matrix, (length, LINE_HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(line, dtype=np.uint8)


def _grown(quad: Quad, margin: Margin) -> Quad:
    """The quadrangle with each side moved outwards by a share of its height."""
    a, b, _, d = quad
    _, height = sides(quad)
    along = (b - a) / max(1.0, float(np.linalg.norm(b - a))) * margin.ends * height
    down = (d - a) / max(1.0, float(np.linalg.norm(d - a))) * margin.edges * height
    outwards = np.stack([-along - down, along - down, along + down, down - along])
    return np.asarray(quad + outwards, dtype=np.float32)
