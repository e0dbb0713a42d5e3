"""Labels: the numbers beside the boxes of a page's picture, where the paper is blank, else in a margin of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

Spot = tuple[int, int, int, int]
RED = (200, 16, 30)

_PAD = 3
"""Pixels between a value and its box, and around a label's letters."""

_REACH = 90
"""A blank place further from its box than so many pixels is no place beside it."""

_NEAR = 14
"""From this distance on, a line joins label and box."""

_PLAIN = 48
"""Paper whose lightest and darkest pixels differ by less is blank; ink and print differ by far more."""


def numbered(
    sheet: Image.Image,
    pixels: np.ndarray[Any, np.dtype[np.uint8]],
    marks: Sequence[tuple[str, Spot]],
    taken: Sequence[Spot],
) -> Image.Image:
    """Box and number every mark on the sheet; `pixels` is the page without curtains, which are among `taken`.

    No label stands on ink, on a box, on a curtain or on another label. Where the page leaves no room beside a box,
    a margin is added at the right.
    """
    pen = ImageDraw.Draw(sheet)
    font = _font(max(13, max(sheet.size) // 90))
    boxes = [_grown(spot, _PAD) for _, spot in marks]
    for box in boxes:
        pen.rectangle(box, outline=RED, width=2)
    used = [*taken, *(_grown(box, 1) for box in boxes)]
    outside: list[tuple[str, Spot]] = []
    for (number, _), box in zip(marks, boxes, strict=True):
        room = _room(pixels, box, _size(font, number), used)
        if room is None:
            outside.append((number, box))
        else:
            used.append(room)
            _write(pen, number, room, box, font)
    return _in_margin(sheet, outside, font) if outside else sheet


def _room(pixels: np.ndarray[Any, Any], box: Spot, size: tuple[int, int], used: Sequence[Spot]) -> Spot | None:
    """The nearest blank place beside the box that holds a label of that size."""
    height, width = pixels.shape[:2]
    for x, y in _places(box, size):
        room = (x, y, x + size[0], y + size[1])
        inside = x >= 0 and y >= 0 and room[2] <= width and room[3] <= height
        if inside and not any(_meet(room, other) for other in used) and _blank(pixels[y : room[3], x : room[2]]):
            return room
    return None


def _places(box: Spot, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Left upper corners to try: at either end of the box, then above and below it, further and further away."""
    x0, y0, x1, y1 = box
    wide, high = size
    middle = (y0 + y1 - high) // 2
    for away in range(2, _REACH, 6):
        yield from ((x1 + away, middle), (x0 - away - wide, middle))
        for x in (x1 - wide, x0, x1 + 2, x0 - wide - 2):
            yield from ((x, y0 - away - high), (x, y1 + away))


def _blank(part: np.ndarray[Any, Any]) -> bool:
    return part.size > 0 and int(part.max()) - int(part.min()) < _PLAIN


def _in_margin(sheet: Image.Image, marks: Sequence[tuple[str, Spot]], font: ImageFont.FreeTypeFont) -> Image.Image:
    """The sheet with a white margin at the right, in which the labels stand level with their boxes or below."""
    sizes = [_size(font, number) for number, _ in marks]
    wide = Image.new("RGB", (sheet.width + max(size[0] for size in sizes) + 2 * _NEAR, sheet.height), "white")
    wide.paste(sheet, (0, 0))
    pen = ImageDraw.Draw(wide)
    step = max(size[1] for size in sizes) + 2
    tops = _levels([(box[1] + box[3] - step) // 2 for _, box in marks], step, sheet.height)
    for (number, box), size, top in zip(marks, sizes, tops, strict=True):
        left = sheet.width + _NEAR
        _write(pen, number, (left, top, left + size[0], top + size[1]), box, font)
    return wide


def _levels(wanted: Sequence[int], step: int, height: int) -> list[int]:
    """Tops at least `step` apart, each as near to what is wanted as those above it allow, all on the sheet if possible.

    The order of the tops is that of what is wanted.
    """
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    tops = [0] * len(wanted)
    free = 0
    for rank, place in enumerate(order):
        latest = height - step * (len(order) - rank)
        tops[place] = max(free, min(wanted[place], latest))
        free = tops[place] + step
    return tops


def _write(pen: ImageDraw.ImageDraw, number: str, room: Spot, box: Spot, font: ImageFont.FreeTypeFont) -> None:
    """The label, joined to its box where it stands apart."""
    end = min(max((box[0] + box[2]) // 2, room[0]), room[2]), min(max((box[1] + box[3]) // 2, room[1]), room[3])
    start = min(max(end[0], box[0]), box[2]), min(max(end[1], box[1]), box[3])
    if max(abs(end[0] - start[0]), abs(end[1] - start[1])) > _NEAR:
        pen.line((*start, *end), fill=RED, width=1)
    pen.rectangle((room[0], room[1], room[2] - 1, room[3] - 1), fill="white")
    pen.text((room[0] + _PAD, room[1] + _PAD), number, fill=RED, font=font, anchor="lt")


def _size(font: ImageFont.FreeTypeFont, number: str) -> tuple[int, int]:
    x0, y0, x1, y1 = font.getbbox(number, anchor="lt")
    return round(x1 - x0) + 2 * _PAD, round(y1 - y0) + 2 * _PAD


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """The font that comes with the imaging library: the numbers look the same on every machine."""
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("the imaging library was built without FreeType")
    return font


def _grown(spot: Spot, by: int) -> Spot:
    return spot[0] - by, spot[1] - by, spot[2] + by, spot[3] + by


def _meet(one: Spot, other: Spot) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
