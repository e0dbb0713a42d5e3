"""Lines of text: cutting them out of a picture for the recogniser, and putting words into reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from evidence.document import Box
from readers.ocr.engine import WIDTHS, Picture
from readers.ocr.weights import LINE_HEIGHT

Quad = np.ndarray[Any, Any]

_TALL = 1.5
"""Height over width from which a box is taken for a line that runs downwards."""


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


def cut(levels: Sequence[Picture], quads: Sequence[Quad]) -> list[Picture]:
    """Each line straightened and scaled to the recogniser's height; `levels` is a pyramid, `quads` are of its base."""
    return [_straighten(levels, quad) for quad in quads]


def _straighten(levels: Sequence[Picture], quad: Quad) -> Picture:
    width, height = sides(quad)
    if height >= _TALL * width:
        quad = np.roll(quad, -1, axis=0)
        width, height = height, width
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


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """The positions of the boxes from top to bottom and, where they share a line, from left to right."""
    rows: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i].center[1]):
        box = boxes[index]
        row = rows[-1] if rows else []
        if row and abs(boxes[row[-1]].center[1] - box.center[1]) < 0.5 * min(boxes[row[-1]].height, box.height):
            row.append(index)
        else:
            rows.append([index])
    return [index for row in rows for index in sorted(row, key=lambda i: boxes[i].x0)]
