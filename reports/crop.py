"""Crop: the pixels of an exhibit, with a red box around the value — cut out, and on the whole page.

One page is worked on at a time, in the child process that drew it: only the small JPEGs are sent.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from reports.exhibit import Exhibit
from reports.labels import RED, numbered
from reports.privacy import Box

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
"""Height × width × 3, red-green-blue."""

Spot = tuple[int, int, int, int]
"""A rectangle in pixels: left, top, right, bottom."""

WIDTH = 900
"""Pixels across at most."""

WHOLE = 560
"""Pixels across of a whole page, shown where no single value can be boxed."""

_DARK = (60, 60, 60)
_QUALITY = 75
_LEAST = (0.46, 0.1)
"""A crop shows at least this share of the page's width and height around the value, so that labels can be read."""

_SAME_SHAPE = 0.03
"""Further apart than this, page and picture are not the same upright page, and no box is drawn on it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be seen of the exhibits of one page, as JPEG; what is private is hidden."""

    plate: bytes
    """The whole page, every exhibit boxed and numbered; no boxes where the scale is unknown."""
    crops: tuple[bytes, ...]
    """The part of the page around each exhibit, its value boxed, in the order asked."""


def seen(exhibits: tuple[Exhibit, ...], pixels: Pixels) -> Seen:
    """Draw the exhibits of one page, which share its size and its curtains."""
    first = exhibits[0]
    sheet = Image.fromarray(pixels)
    scale = scale_of(sheet.size, first.page_size)
    if scale is None:
        sheet = _veiled(sheet, first)
        return Seen(_jpeg(sheet), (_jpeg(_fitted(sheet, WHOLE)),) * len(exhibits))
    hidden = [_scaled(box, scale) for box in first.curtains]
    pen = ImageDraw.Draw(sheet)
    for spot in hidden:
        pen.rectangle(spot, fill=_DARK)
    spots = [_scaled(one.place.box, scale) if one.place.box is not None else None for one in exhibits]
    crops = tuple(_jpeg(_cut(sheet, spot)) for spot in spots)
    marks = [(one.number, spot) for one, spot in zip(exhibits, spots, strict=True) if spot is not None]
    return Seen(_jpeg(numbered(sheet, pixels, marks, hidden)), crops)


def _cut(sheet: Image.Image, spot: Spot | None) -> Image.Image:
    """The part of the page around a spot with a box drawn around it; the whole page where there is no spot."""
    if spot is None:
        return _fitted(sheet, WHOLE)
    pad = max(3, sheet.height // 300)
    around = (spot[0] - pad, spot[1] - pad, spot[2] + pad, spot[3] + pad)
    view = window(around, sheet.size)
    part = sheet.crop(view)
    box = (around[0] - view[0], around[1] - view[1], around[2] - view[0], around[3] - view[1])
    ImageDraw.Draw(part).rectangle(box, outline=RED, width=max(2, sheet.width // 500))
    return _fitted(part, WIDTH)


def _veiled(sheet: Image.Image, exhibit: Exhibit) -> Image.Image:
    """A page of unknown scale, coarse where something on it must not be readable."""
    if not exhibit.curtains:
        return sheet
    return sheet.resize((max(1, sheet.width // 12), max(1, sheet.height // 12))).resize(sheet.size)


def scale_of(pixels: tuple[int, int], page: tuple[float, float] | None) -> float | None:
    """Pixels a page unit; None where the picture cannot be that page."""
    if page is None or min(page) <= 0:
        return None
    across, down = pixels[0] / page[0], pixels[1] / page[1]
    return across if abs(across - down) <= _SAME_SHAPE * max(across, down) else None


def _scaled(box: Box, scale: float) -> Spot:
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def window(box: Spot, size: tuple[int, int]) -> Spot:
    """The part of a picture to show around a box: with a margin, large enough to read, inside the picture."""

    def span(low: int, high: int, limit: int, least: float) -> tuple[int, int]:
        want = min(limit, max(round((high - low) * 1.3), round(limit * least)))
        start = min(max(0, (low + high - want) // 2), limit - want)
        return start, start + want

    x0, x1 = span(box[0], box[2], size[0], _LEAST[0])
    y0, y1 = span(box[1], box[3], size[1], _LEAST[1])
    return x0, y0, x1, y1


def _fitted(image: Image.Image, width: int) -> Image.Image:
    height = width * 4 // 3
    if image.width <= width and image.height <= height:
        return image
    scale = min(width / image.width, height / image.height)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BOX)


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()
