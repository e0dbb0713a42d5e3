"""The text around the rim of round and oval seals: the rim unrolled into a line, for the recogniser.

A seal's name is evidence for whose seal it is, never a value: what is not read with confidence is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from evidence.document import Seal
from readers.ocr.decoding import Reading
from readers.ocr.engine import WIDTHS, Engine, Picture
from readers.ocr.weights import LINE_HEIGHT

_SIDE = 420
"""Pixels to which the longer side of a seal is shrunk: print of 1.5 mm on a seal of 40 mm keeps 15."""
_ROUND = 0.93
"""Share of the hull that the ellipse fitted to it has to cover, and of the ellipse the hull: squares reach 0.9."""
_LINE = 0.45
"""Share of the way around that ink covers where the rim itself is drawn; print covers less."""
_DEPTH = 0.62
"""How far inwards is unrolled, as a share of the shorter half-axis."""
_RIM = 0.3
"""How far inwards lines of the rim may stand (the tax bureau's seals have two)."""
_MIDDLE = 0.27
"""How far inwards the middle of the print stands."""
_BANDS = (0.34, 0.30, 0.38)
"""Heights of the band of print that are tried; a name counts once it was read from two of them."""
_SURE, _WEAKEST = 0.95, 0.6
"""Mean confidence, and confidence in the weakest character, from which a reading counts."""
_PROMISING, _LEAST_NAME = 0.75, 4
"""Mean confidence and Chinese characters below which another try is a waste."""
_ENDS = "公司|中心|厂|院|所|局|行|社|店|部|会|学|校|馆|处|站|委|章"
_NAME = re.compile(rf"[\u4e00-\u9fff（）()·]{{5,40}}(?:{_ENDS})(?:[（(].{{1,8}}[）)])?")
"""Names of organisations, to their end: a name of which only a part was read is none."""
_OUTLINE, _INKED = 90, 100
"""Redness from which ink makes the outline, and the print."""
_BLANK, _PARTED = 0.04, 1.4
"""Share of a column's ink that is none; how much wider than others the gap is that parts a number from the name."""
_LEAST = 8
"""Pixels of height below which print cannot be read."""

_Grey = np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True, slots=True)
class Ellipse:
    """Centre and half-axes in pixels, and how far the first axis is turned (radians, clockwise, within ±π/2)."""

    x: float
    y: float
    a: float
    b: float
    turn: float


def read_seals(picture: Picture, seals: Sequence[Seal], reader: Engine) -> tuple[Seal, ...]:
    """The seals (boxes in pixels of the picture) with the text around their rims where it can be trusted."""
    return tuple(replace(seal, text=_text(picture, seal, reader)) for seal in seals)


def fit(ink: _Grey) -> Ellipse | None:
    """The ellipse around the ink (255 where there is ink); None where its outline is no ellipse."""
    points = cv2.findNonZero(ink)
    if points is None or len(points) < 50:
        return None
    hull = cv2.convexHull(points)
    if len(hull) < 8:
        return None
    (x, y), (first, second), degrees = cv2.fitEllipse(hull)
    own = np.zeros_like(ink)
    cv2.fillPoly(own, [hull], (1,))
    drawn = np.zeros_like(ink)
    cv2.ellipse(drawn, ((x, y), (first, second), degrees), (1,), -1)
    both = int((own & drawn).sum())
    if both < _ROUND * int((own | drawn).sum()) or min(first, second) < 20:
        return None
    turn = np.deg2rad(degrees if first >= second else degrees - 90)
    turn = (turn + np.pi / 2) % np.pi - np.pi / 2
    return Ellipse(x, y, max(first, second) / 2, min(first, second) / 2, float(turn))


def unroll(ink: _Grey, ellipse: Ellipse) -> _Grey:
    """The rim as a straight strip: clockwise from the bottom, outside on top, `_DEPTH` half-axes high."""
    ring = np.linspace(0, 2 * np.pi, 721) + np.pi / 2
    # Measured where the middle of the print is: at the flat ends of an oval it runs much shorter than the rim.
    normal = _normal(ellipse, ring)
    x = ellipse.a * np.cos(ring) - _MIDDLE * ellipse.b * normal[0]
    y = ellipse.b * np.sin(ring) - _MIDDLE * ellipse.b * normal[1]
    length = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    width, height = int(length[-1]), int(_DEPTH * ellipse.b)
    angle = np.interp(np.arange(width) * length[-1] / width, length, ring)
    normal = _normal(ellipse, angle)
    depth = np.arange(height)[:, None]
    x = ellipse.a * np.cos(angle) - depth * normal[0]
    y = ellipse.b * np.sin(angle) - depth * normal[1]
    cos, sin = np.cos(ellipse.turn), np.sin(ellipse.turn)
    across, down = ellipse.x + cos * x - sin * y, ellipse.y + sin * x + cos * y
    strip = cv2.remap(ink, across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR)
    return np.asarray(strip, dtype=np.uint8)


def _normal(ellipse: Ellipse, angle: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The directions straight out of the ellipse (2 × angles), in its own axes."""
    out = np.stack([ellipse.b * np.cos(angle), ellipse.a * np.sin(angle)])
    return np.asarray(out / np.linalg.norm(out, axis=0))


def print_of(strip: _Grey, half: float, share: float) -> list[Picture]:
    """The print below the rim as lines for the recogniser, dark on white: the name, and apart from it a number.

    `half` is the shorter half-axis in pixels and `share` the height of the band of print in it.
    """
    covered = (strip > _INKED).mean(axis=1)
    drawn = np.flatnonzero(covered[: int(_RIM * half)] > _LINE)
    top = int(drawn[-1]) + 2 if len(drawn) else int(0.06 * half)
    band = strip[top : top + int(share * half)]
    if band.shape[0] < _LEAST:
        return []
    lines = []
    for piece in _pieces(band):
        width = min(WIDTHS[-1], round(piece.shape[1] * LINE_HEIGHT / piece.shape[0]))
        grey = 255 - cv2.resize(piece, (max(8, width), LINE_HEIGHT), interpolation=cv2.INTER_CUBIC)
        lines.append(np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8))
    return lines


def _text(picture: Picture, seal: Seal, reader: Engine) -> str:
    ink = _ink(picture, seal)
    ellipse = fit(np.where(ink > _OUTLINE, 255, 0).astype(np.uint8)) if ink is not None else None
    if ink is None or ellipse is None:
        return ""
    strip, names = unroll(ink, ellipse), set[str]()
    for share in _BANDS:
        readings = reader.recognise(print_of(strip, ellipse.b, share))
        best = max(readings, key=lambda reading: reading.score * _chinese(reading.text), default=Reading())
        if best.score < _PROMISING or _chinese(best.text) < _LEAST_NAME:
            return ""
        name = best.text.strip()
        if best.score < _SURE or best.weakest < _WEAKEST or not _NAME.fullmatch(name):
            continue
        if name in names:
            return name
        names.add(name)
    return ""


def _chinese(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def _pieces(band: _Grey) -> list[_Grey]:
    """The ring of print cut where its widest gap is, and where a second one parts a number from the name."""
    blank = (band > _INKED).mean(axis=0) < _BLANK
    if blank.all() or not blank.any():
        return [] if blank.all() else [band]
    start = int(np.flatnonzero(~blank)[0])
    blank, band = np.roll(blank, -start), np.roll(band, -start, axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], blank.astype(np.int8), [0]])))
    gaps = sorted(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True), key=lambda gap: gap[0] - gap[1])
    widths = [end - begin for begin, end in gaps] + [0, 0]
    cuts = sorted(gaps[: 2 if widths[1] >= _PARTED * widths[2] else 1])
    # What follows the last cut is the beginning of what stands before the first one: the band is a ring.
    first = cuts[0]
    tail = np.concatenate([band[:, cuts[-1][1] :], band[:, : first[0]]], axis=1)
    between = [band[:, one[1] : other[0]] for one, other in pairwise(cuts)]
    return [_padded(piece) for piece in (tail, *between) if piece.shape[1] > 2 * band.shape[0]]


def _padded(piece: _Grey) -> _Grey:
    margin = piece.shape[0] // 4
    return np.pad(piece, ((0, 0), (margin, margin)))


def _ink(picture: Picture, seal: Seal) -> _Grey | None:
    """How red the seal's pixels are, 0 to 255, paper and black print being 0; None where the seal is tiny."""
    height, width = picture.shape[:2]
    box = seal.box
    patch = picture[max(0, int(box.y0)) : min(height, int(box.y1)), max(0, int(box.x0)) : min(width, int(box.x1))]
    if min(patch.shape[:2]) < 40:
        return None
    scale = min(1.0, _SIDE / max(patch.shape[:2]))
    patch = np.asarray(cv2.resize(patch, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    blue, green, red = cv2.split(patch)
    redness = cv2.subtract(red, cv2.max(green, blue)).astype(np.float32)
    paper, most = float(np.median(redness)), float(np.percentile(redness, 97))
    return np.clip((redness - paper) * 255 / max(20.0, most - paper), 0, 255).astype(np.uint8)
