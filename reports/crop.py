"""Crop: the pixels of an exhibit, cut from its page with a red box around the value."""

from __future__ import annotations

import base64
import io
from collections.abc import Container, Iterable
from itertools import groupby

from PIL import Image, ImageDraw

from reports.dossier import Picture
from reports.exhibit import Box, Exhibit

WIDTH = 900
"""Pixels across at most."""

WHOLE = 560
"""Pixels across of a whole page, shown where no single value can be boxed."""

BUDGET = 24_000_000
"""Bytes of pictures in one report; what comes later is named with file and place only."""

_RED = (200, 16, 30)
_LEAST = (0.46, 0.1)
"""A crop shows at least this share of the page's width and height around the value, so that labels can be read."""

_SAME_SHAPE = 0.03
"""Further apart than this, page and picture are not the same upright page, and no box is drawn on it."""


def crops(exhibits: Iterable[Exhibit], picture: Picture, first: Container[str] = ()) -> dict[str, str]:
    """Data URLs by exhibit number; those without pixels are left out, as is what the budget does not allow.

    Every page picture is asked for once. Pages with an exhibit of `first` come first, so the budget is theirs.
    """

    def page_of(exhibit: Exhibit) -> tuple[str, int]:
        return exhibit.source, exhibit.place.page

    found: dict[str, str] = {}
    spent = 0
    wanted = [one for one in exhibits if one.picturable]
    early = {page_of(one) for one in wanted if one.number in first}
    wanted.sort(key=lambda one: (page_of(one) not in early, *page_of(one), one.number))
    for (source, page), group in groupby(wanted, key=page_of):
        if spent > BUDGET:
            break
        sheet = _sheet(picture(source, page))
        if sheet is None:
            continue
        for exhibit in group:
            found[exhibit.number] = _data_url(_cut(sheet, exhibit))
            spent += len(found[exhibit.number])
    return found


def _sheet(png: bytes | None) -> Image.Image | None:
    """The page, None where there is none or its picture does not open: the report does without."""
    if png is None:
        return None
    try:
        with Image.open(io.BytesIO(png)) as opened:
            return opened.convert("RGB")
    except OSError:
        return None


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


def _data_url(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=72, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
