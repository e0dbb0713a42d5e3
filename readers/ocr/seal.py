"""Red seals: where they stand, and how a line looks without their ink."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from evidence.document import Box, Seal
from readers.ocr.engine import Picture

_SMALLEST, _LARGEST = 0.045, 0.6
"""Breadth and length of a seal as shares of the picture's longer side: 1.3 to 6 cm on pages of 15 to 30 cm."""
_LONGEST = 2.2
"""Length over breadth of the flattest seals (ovals with a row of digits)."""
_SOLID, _THIN = 0.12, 0.03
"""Share of its box that a seal inks at least; less than the first only for rings, whose corners are empty."""
_REDDER = 22
"""How much redder than the paper ink must be, of 255: the red value over the larger of green and blue."""

_Mask = np.ndarray[Any, np.dtype[np.uint8]]


def find_seals(picture: Picture) -> list[Seal]:
    """The red stamps of the picture: patches of red ink of a seal's size and proportions; seals in seals left out."""
    side = max(picture.shape[:2])
    reach = max(3, side // 100) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    joined = np.asarray(cv2.morphologyEx(_red_ink(picture), cv2.MORPH_CLOSE, kernel), dtype=np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes: list[Box] = []
    for index, (x, y, width, height, area) in enumerate(stats.tolist()):
        fits = _SMALLEST * side <= min(width, height) and max(width, height) <= _LARGEST * side
        if index == 0 or not fits or max(width, height) > _LONGEST * min(width, height):
            continue
        share = area / (width * height)
        patch = labels[y : y + height, x : x + width] == index
        if share >= _SOLID or (share >= _THIN and _corners_empty(patch)):
            boxes.append(Box(float(x), float(y), float(x + width), float(y + height)))
    boxes.sort(key=lambda box: -box.width * box.height)
    outer = [box for i, box in enumerate(boxes) if not any(other.contains(*box.center) for other in boxes[:i])]
    return [Seal(box) for box in outer]


def without_red(picture: Picture) -> Picture:
    """The picture as seen through a red filter: red ink fades into the paper, black and blue stay dark."""
    return np.asarray(cv2.cvtColor(picture[:, :, 2], cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _red_ink(picture: Picture) -> _Mask:
    """255 where the picture is redder than its paper and of a red hue (not orange, not violet), 0 elsewhere."""
    blue, green, red = cv2.split(picture)
    redness = cv2.subtract(red, cv2.max(green, blue))
    least = min(255.0, float(np.median(redness)) + _REDDER)
    hue = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)[:, :, 0]
    return np.where((redness >= least) & ((hue <= 12) | (hue >= 160)), 255, 0).astype(np.uint8)


def _corners_empty(patch: np.ndarray[Any, np.dtype[np.bool_]]) -> bool:
    """Whether a patch has no ink in its corners, as round and oval stamps do and table frames do not."""
    down, right = (max(1, extent // 10) for extent in patch.shape)
    corners = patch[:down, :right], patch[:down, -right:], patch[-down:, :right], patch[-down:, -right:]
    return not any(bool(corner.any()) for corner in corners)
