"""Red seals: where they stand, and how a line looks without their ink."""

from __future__ import annotations

import cv2
import numpy as np

from evidence.document import Box, Seal
from readers.ocr.engine import Picture

_MIN_SIDE, _MAX_SIDE = 0.03, 0.45
"""Smallest and largest extent of a seal, as shares of the picture's longer side."""


def red_ink(picture: Picture) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Where the picture is red: 255 on red ink, 0 elsewhere."""
    hsv = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
    low = cv2.inRange(hsv, np.array([0, 60, 60]), np.array([10, 255, 255]))
    high = cv2.inRange(hsv, np.array([160, 60, 60]), np.array([180, 255, 255]))
    return np.asarray(cv2.bitwise_or(low, high), dtype=np.uint8)


def find_seals(picture: Picture) -> list[Seal]:
    """The red stamps of the picture: patches of red ink of a seal's size and about as wide as high (1 : 2.2)."""
    side = max(picture.shape[:2])
    reach = max(3, side // 100) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    ink = red_ink(picture)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel)
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes: list[Box] = []
    for index in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[index])
        if not _MIN_SIDE * side <= max(width, height) <= _MAX_SIDE * side:
            continue
        if max(width, height) > 2.2 * min(width, height) or area < 0.12 * width * height:
            continue
        boxes.append(Box(float(x), float(y), float(x + width), float(y + height)))
    boxes.sort(key=lambda box: -box.width * box.height)
    outer = [box for i, box in enumerate(boxes) if not any(other.contains(*box.center) for other in boxes[:i])]
    return [Seal(box) for box in outer]


def without_red(picture: Picture) -> Picture:
    """The picture as seen through a red filter: red ink fades into the paper, black and blue stay dark."""
    return cv2.cvtColor(picture[:, :, 2], cv2.COLOR_GRAY2BGR).astype(np.uint8)
