"""Crop: the pixels of an exhibit, with a red box around the value — cut out, and on the whole page."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from reports.exhibit import Box, Exhibit

WIDTH = 900
"""Pixels across at most."""

WHOLE = 560
"""Pixels across of a whole page, shown where no single value can be boxed."""

_RED = (200, 16, 30)
_LEAST = (0.46, 0.1)
"""A crop shows at least this share of the page's width and height around the value, so that labels can be read."""

_SAME_SHAPE = 0.03
"""Further apart than this, page and picture are not the same upright page, and no box is drawn on it."""


def opened(png: bytes | None) -> Image.Image | None:
    """The page, None where there is none or its picture does not open: the report does without."""
    if png is None:
        return None
    try:
        with Image.open(io.BytesIO(png)) as picture:
            return picture.convert("RGB")
    except OSError:
        return None


def spot(sheet: Image.Image, exhibit: Exhibit) -> bytes:
    """The part of the page around an exhibit, its value boxed and what is private hidden, as JPEG."""
    return _jpeg(_cut(sheet, exhibit))


def plate(sheet: Image.Image, exhibits: Sequence[Exhibit]) -> bytes:
    """The whole page with every exhibit on it boxed and numbered, as JPEG; no boxes where the scale is unknown."""
    first = exhibits[0]
    scale = scale_of(sheet.size, first.page_size)
    if scale is None:
        return _jpeg(_veiled(sheet, first))
    sheet = sheet.copy()
    pen = ImageDraw.Draw(sheet)
    for hidden in first.curtains:
        pen.rectangle(_scaled(hidden, scale), fill=(60, 60, 60))
    for exhibit in exhibits:
        if exhibit.place.box is not None:
            box = _scaled(exhibit.place.box, scale)
            pen.rectangle((box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3), outline=_RED, width=2)
            pen.text((box[2] + 6, max(0, box[1] - 4)), exhibit.number, fill=_RED, font_size=14)
    return _jpeg(sheet)


def _cut(sheet: Image.Image, exhibit: Exhibit) -> Image.Image:
    scale = scale_of(sheet.size, exhibit.page_size)
    if scale is None:
        return _fitted(_veiled(sheet, exhibit), WHOLE)
    sheet = sheet.copy()
    pen = ImageDraw.Draw(sheet)
    for hidden in exhibit.curtains:
        pen.rectangle(_scaled(hidden, scale), fill=(60, 60, 60))
    if exhibit.place.box is None:
        return _fitted(sheet, WHOLE)
    box = _scaled(exhibit.place.box, scale)
    pad = max(3, sheet.height // 300)
    around = (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)
    pen.rectangle(around, outline=_RED, width=max(2, sheet.width // 500))
    return _fitted(sheet.crop(window(around, sheet.size)))


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


def _scaled(box: Box, scale: float) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def window(box: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of a picture to show around a box: with a margin, large enough to read, inside the picture."""

    def span(low: int, high: int, limit: int, least: float) -> tuple[int, int]:
        want = min(limit, max(round((high - low) * 1.3), round(limit * least)))
        start = min(max(0, (low + high - want) // 2), limit - want)
        return start, start + want

    x0, x1 = span(box[0], box[2], size[0], _LEAST[0])
    y0, y1 = span(box[1], box[3], size[1], _LEAST[1])
    return x0, y0, x1, y1


def _fitted(image: Image.Image, width: int = WIDTH) -> Image.Image:
    image = image.copy()
    image.thumbnail((width, width * 4 // 3))
    return image


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=72, optimize=True)
    return buffer.getvalue()
