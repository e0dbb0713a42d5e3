"""QR codes in pictures, found with zxing-cpp, from the cheapest try to the dearest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import zxingcpp

from evidence.document import Box, Code

Grey = np.ndarray[Any, np.dtype[np.uint8]]

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_MODULES = 4
"""White rim a code needs around it, in modules (ISO/IEC 18004)."""
_SMALL = 240
"""A code's picture is enlarged to at least this side: one pixel a module is too few."""


def codes_in(picture: Grey, *, thorough: bool = False) -> tuple[Code, ...]:
    """The QR codes of a grey picture (height × width), boxes in its pixels.

    `thorough` is for photos: blurred, enlarged, reduced and thresholded copies are tried where nothing was found.
    """
    for scale, tried in _tries(picture, thorough):
        found = zxingcpp.read_barcodes(tried, formats=_FORMATS, try_downscale=thorough)
        if found:
            return tuple(_code(barcode, scale, picture) for barcode in found if barcode.text)
    return ()


def code_of(picture: Grey) -> str | None:
    """What a picture says that is nothing but a QR code, perhaps one pixel a module and without a white rim."""
    height, width = picture.shape
    factor = max(1, -(-_SMALL // max(1, min(height, width))))
    large = picture.repeat(factor, axis=0).repeat(factor, axis=1) if factor > 1 else picture
    rim = max(_MODULES * factor * 2, 16)
    framed = np.pad(large, rim, constant_values=255)
    found = zxingcpp.read_barcodes(framed, formats=_FORMATS, try_downscale=False)
    return next((barcode.text for barcode in found if barcode.text), None)


def _tries(picture: Grey, thorough: bool) -> Iterator[tuple[float, Grey]]:
    """The picture and what can be made of it, with the scale of each."""
    yield 1.0, np.ascontiguousarray(picture)
    if not thorough:
        return
    side = max(picture.shape)
    # Dot printers leave gaps between the dots; a little blur closes them.
    blurred = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1), dtype=np.uint8)
    yield 1.0, blurred
    for scale, base in ((2.0, picture), (2.0, blurred), (0.5, picture)):
        if 64 < side * scale < 9000:
            how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            yield scale, np.asarray(cv2.resize(base, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8)
    if side < 6000:
        block = max(31, side // 40 | 1)
        local = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, 7)
        yield 1.0, np.asarray(local, dtype=np.uint8)


def _code(barcode: Any, scale: float, picture: Grey) -> Code:
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs, ys = [point.x / scale for point in corners], [point.y / scale for point in corners]
    height, width = picture.shape
    box = Box(max(0.0, min(xs)), max(0.0, min(ys)), min(float(width), max(xs)), min(float(height), max(ys)))
    return Code(barcode.text, box)
