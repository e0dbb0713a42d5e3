"""Codes and seals among the pictures embedded in a PDF page, decoded without drawing the page where possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf

from evidence.document import Box, Code, Seal, Word
from readers.codes import Grey, code_of, codes_in
from readers.raster import Picture, seal_color

_CODE_DPI = 150
_MANY = 24
"""Pages with more pictures than this are illustrated, and only the first ones are looked at."""
_LARGEST = 2_000_000
"""Pixels of an embedded picture beyond which it is a photo, neither code nor seal."""
_CODED = ("发票", "回单", "回执", "凭证", "行程单", "客票", "票据", "二维码")
"""What pages that usually carry a QR code say of themselves."""

Place = Callable[[Box], Box]


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture shown on a page: its box as PyMuPDF gives it, its pixels, and its object (0 where unknown)."""

    box: Box
    width: int
    height: int
    xref: int


def placed(page: pymupdf.Page) -> list[Placed]:
    """The pictures on a page, each place once: some producers draw everything twice.

    PyMuPDF tells which object is shown where by decoding and hashing all of them, which takes longer than everything
    else on a page; so it is asked only where sizes cannot tell.
    """
    sizes: dict[tuple[int, int], set[int]] = {}
    masks = set()
    for xref, mask, width, height, *_ in page.get_images():
        masks.add(mask)
        sizes.setdefault((width, height), set()).add(xref)
    shown = page.get_image_info()
    if any(len(sizes.get((image["width"], image["height"]), set()) - masks) > 1 for image in shown):
        shown = page.get_image_info(xrefs=True)
    found: dict[tuple[int, ...], Placed] = {}
    for image in shown:
        width, height = image["width"], image["height"]
        alike = sizes.get((width, height), set())
        xref = image.get("xref") or min(alike - masks or alike, default=0)
        found.setdefault((width, height, *map(round, image["bbox"])), Placed(Box(*image["bbox"]), width, height, xref))
    return list(found.values())


def codes_of(
    page: pymupdf.Page, images: Sequence[Placed], place: Place, turn: int, words: Sequence[Word]
) -> tuple[Code, ...]:
    """QR codes: from square embedded pictures, else, on vouchers, from a grey drawing of the page."""
    found = []
    for image in _few(images):
        box = place(image.box)
        if _is_square(box, image) and (payload := code_of(_grey(_on_white(page.parent, image.xref)))):
            found.append(Code(payload, box))
    if found or not _looks_coded(words):
        return tuple(found)
    scale = _CODE_DPI / 72
    scale = min(scale, (8_000_000 / max(1.0, page.rect.width * page.rect.height)) ** 0.5)
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False)
    drawn = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.width)
    upright = np.ascontiguousarray(np.rot90(drawn, turn // 90))
    return tuple(
        Code(
            code.payload,
            Box(code.box.x0 / scale, code.box.y0 / scale, code.box.x1 / scale, code.box.y1 / scale),
            code.format,
        )
        for code in codes_in(upright)
    )


def seals_of(page: pymupdf.Page, images: Sequence[Placed], place: Place) -> tuple[Seal, ...]:
    """Embedded pictures of the size of a seal whose ink is red or blue."""
    found = []
    for image in _few(images):
        box = place(image.box)
        if 50 <= box.width <= 200 and 30 <= box.height <= 200 and box.width <= 2.2 * box.height:
            color = seal_color(_on_white(page.parent, image.xref))
            if color:
                found.append(Seal(box, color))
    return tuple(found)


def _few(images: Sequence[Placed]) -> list[Placed]:
    return [image for image in images[:_MANY] if image.xref and image.width * image.height <= _LARGEST]


def _is_square(box: Box, image: Placed) -> bool:
    """Whether a picture has the shape and size of a QR code, which has at least 21 modules and some rim or none."""
    return (
        17 < box.width < 250
        and 0.8 < box.width / max(box.height, 0.1) < 1.25
        and min(image.width, image.height) >= 20
        and 0.8 < image.width / image.height < 1.25
    )


def _looks_coded(words: Sequence[Word]) -> bool:
    return any(mark in word.text for word in words for mark in _CODED)


def _grey(picture: Picture) -> Grey:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _on_white(pdf: pymupdf.Document, xref: int) -> Picture:
    """An embedded picture in red-green-blue, its soft mask applied on white."""
    pixmap = pymupdf.Pixmap(pdf, xref)
    if pixmap.colorspace is None:
        # A stencil: what it paints is black.
        stencil = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.width)
        return np.repeat(255 - stencil[:, :, None], 3, axis=2)
    if pixmap.colorspace.n != 3:
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    samples = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.width, pixmap.n)
    color = np.ascontiguousarray(samples[:, :, :3])
    mask = _soft_mask(pdf, xref)
    if mask is None or mask.shape != color.shape[:2]:
        return color
    weight = mask[:, :, None].astype(np.uint16)
    return np.asarray((color * weight + 255 * (255 - weight)) // 255, dtype=np.uint8)


def _soft_mask(pdf: pymupdf.Document, xref: int) -> Grey | None:
    kind, value = pdf.xref_get_key(xref, "SMask")
    if kind != "xref":
        return None
    pixmap = pymupdf.Pixmap(pdf, int(value.split()[0]))
    return np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.width, -1)[:, :, 0]
