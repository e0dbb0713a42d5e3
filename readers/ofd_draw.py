"""OFD pages as pictures: what is drawn, set on white with a font at hand; and the QR codes among it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import cv2
import numpy as np
import pymupdf

from evidence.document import Box, Code, Seal, Word
from evidence.problems import ReadError, Trouble
from readers.codes import Grey, code_of, codes_in
from readers.ofd_objects import Inked, glyphs
from readers.ofd_package import Body, Package, numbers
from readers.raster import Picture, seal_color
from readers.xml import children, local

_ERRORS = (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
Color = tuple[float, float, float]
"""Red, green, blue from 0 to 1."""
_CODE_DPI = 150
_MODULES = 600
"""Numbers and commands with which fewer dark runs are drawn than the smallest QR code has (21 modules a side)."""
_CODED = ("发票", "回单", "凭证", "行程单", "票据")


def codes_of(
    package: Package, body: Body, found: Sequence[Inked], size: tuple[float, float], words: Sequence[Word]
) -> tuple[Code, ...]:
    """QR codes from square pictures; on vouchers without one, from a drawing of the page (codes made of paths)."""
    codes = []
    for item in found:
        if item.kind == "ImageObject" and 0.8 < item.box.width / max(item.box.height, 0.1) < 1.25:
            pixmap = _pixmap(package, body, item)
            if pixmap is not None and (payload := code_of(_grey(pixmap))):
                codes.append(Code(payload, item.box))
    if codes or not any(mark in word.text for word in words for mark in _CODED) or not _may_hold_code(found):
        return tuple(codes)
    scale = _CODE_DPI / 72
    drawn = _draw(package, body, [item for item in found if item.kind != "TextObject"], size, _CODE_DPI)
    grey = np.asarray(cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return tuple(
        Code(
            code.payload,
            Box(code.box.x0 / scale, code.box.y0 / scale, code.box.x1 / scale, code.box.y1 / scale),
            code.format,
        )
        for code in codes_in(grey)
    )


def _may_hold_code(found: Sequence[Inked]) -> bool:
    """Whether there is a picture, or so much drawing as the modules of the smallest code take: more than a form's."""
    if any(item.kind == "ImageObject" for item in found):
        return True
    return sum(_data(item).count(" ") for item in found if item.kind == "PathObject") > _MODULES


def seals_of(package: Package, body: Body, found: Sequence[Inked]) -> Iterator[Seal]:
    """Pictures of the size of a seal whose ink is red or blue."""
    for item in found:
        box = item.box
        if item.kind == "ImageObject" and 50 <= box.width <= 200 and 30 <= box.height <= 200:
            pixmap = _pixmap(package, body, item)
            if pixmap is not None and (color := seal_color(_on_white(pixmap))):
                yield Seal(box, color)


def picture_of(package: Package, body: Body, found: Sequence[Inked], size: tuple[float, float], dpi: int) -> Picture:
    """The page for people to look at; ReadError where MuPDF cannot draw what is on it."""
    try:
        return _draw(package, body, found, size, dpi)
    except _ERRORS as error:
        raise ReadError(Trouble.BROKEN, "页面内容已损坏", "请单独重新导出或重新扫描该页", str(error)) from error


def _draw(package: Package, body: Body, found: Iterable[Inked], size: tuple[float, float], dpi: int) -> Picture:
    """The page by way of a PDF page that MuPDF draws: height × width × 3, red-green-blue."""
    with pymupdf.open() as pdf:
        sheet = pdf.new_page(width=max(size[0], 10), height=max(size[1], 10))
        font = pymupdf.Font("china-s")
        for (kind, color), items in groupby(found, key=_brush):
            if kind == "TextObject":
                _write(sheet, items, color, font)
            elif kind == "PathObject":
                _trace(sheet, items)
            else:
                for item in items:
                    _paste(sheet, package, body, item)
        dpi = min(dpi, int(72 * (50_000_000 / (sheet.rect.width * sheet.rect.height)) ** 0.5))
        pixmap = sheet.get_pixmap(dpi=max(dpi, 1), colorspace=pymupdf.csRGB, alpha=False)
        return np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.width, 3)


def _brush(item: Inked) -> tuple[str, Color]:
    """What consecutive objects must share to be drawn in one go: their kind, and the colour of text."""
    return item.kind, (_color(item, "FillColor") if item.kind == "TextObject" else None) or (0, 0, 0)


def _write(sheet: pymupdf.Page, items: Iterable[Inked], color: Color, font: pymupdf.Font) -> None:
    """Each character at its own place."""
    writer = pymupdf.TextWriter(sheet.rect, color=color)
    wrote = False
    for glyph in (glyph for item in items for series in glyphs(item) for glyph in series):
        if not glyph.text.isspace() and 0.1 < glyph.size < 1000:
            writer.append((glyph.x, glyph.y), glyph.text, font=font, fontsize=glyph.size)
            wrote = True
    if wrote:
        writer.write_text(sheet)


def _paste(sheet: pymupdf.Page, package: Package, body: Body, item: Inked) -> None:
    pixmap = _pixmap(package, body, item)
    if pixmap is not None:
        box = item.box
        sheet.insert_image(pymupdf.Rect(box.x0, box.y0, box.x1, box.y1), pixmap=pixmap, keep_proportion=False)


def _pixmap(package: Package, body: Body, item: Inked) -> pymupdf.Pixmap | None:
    """The picture an object shows; MuPDF also knows JBIG2, which invoices use for their codes."""
    part = body.resources.get(item.element.get("ResourceID", ""))
    if part is None:
        return None
    try:
        return pymupdf.Pixmap(package.data(part))
    except (*_ERRORS, ReadError):
        return None


def _on_white(pixmap: pymupdf.Pixmap) -> Picture:
    """A picture in red-green-blue, transparency on white."""
    if pixmap.colorspace is None or pixmap.colorspace.n != 3:
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    samples = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.width, pixmap.n)
    if not pixmap.alpha:
        return samples
    # MuPDF keeps colour premultiplied, so white shows through by what alpha leaves.
    return np.asarray(np.minimum(samples[:, :, :3] + (255 - samples[:, :, 3:4]).astype(np.uint16), 255), dtype=np.uint8)


def _grey(pixmap: pymupdf.Pixmap) -> Grey:
    return np.asarray(cv2.cvtColor(_on_white(pixmap), cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _color(item: Inked, name: str) -> Color | None:
    for child in children(item.element):
        if local(child) == name:
            parts = numbers(child.get("Value"))
            if len(parts) == 1:
                parts = parts * 3
            if len(parts) == 3:
                return (min(parts[0], 255) / 255, min(parts[1], 255) / 255, min(parts[2], 255) / 255)
    return None


def _trace(sheet: pymupdf.Page, items: Iterable[Inked]) -> None:
    """Lines and filled shapes of path objects (GB/T 33190-2016, 9.1: S, M, L, Q, B, A, C)."""
    shape = sheet.new_shape()
    for item in items:
        if _follow(shape, _data(item).split(), item):
            _finish(shape, item)
    shape.commit()


def _finish(shape: pymupdf.Shape, item: Inked) -> None:
    fill = (_color(item, "FillColor") or (0, 0, 0)) if item.element.get("Fill", "false").lower() == "true" else None
    stroke = None if item.element.get("Stroke", "true").lower() == "false" else _color(item, "StrokeColor") or (0, 0, 0)
    width = (numbers(item.element.get("LineWidth")) or [0.353])[0]
    scale = abs(item.matrix[0] * item.matrix[3] - item.matrix[1] * item.matrix[2]) ** 0.5
    shape.finish(color=stroke, fill=fill, width=width * scale if stroke else 0, closePath=False)


def _data(item: Inked) -> str:
    """The commands of a path object."""
    return next((child.text for child in children(item.element) if local(child) == "AbbreviatedData"), "") or ""


_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def _follow(shape: pymupdf.Shape, tokens: Sequence[str], item: Inked) -> bool:
    """Draw the commands; whether anything was drawn."""
    a, b, c, d, e, f = item.matrix
    here = start = pymupdf.Point(e, f)
    drew, at = False, 0
    while at < len(tokens) and at < 200_000:
        command = tokens[at]
        values = numbers(" ".join(tokens[at + 1 : at + 1 + _ARGUMENTS.get(command, 0)]))
        at += 1 + _ARGUMENTS.get(command, 0)
        if command == "A":
            values = values[5:]
        pairs = zip(values[0::2], values[1::2], strict=False)
        points = [pymupdf.Point(a * x + c * y + e, b * x + d * y + f) for x, y in pairs]
        if command in ("S", "M") and points:
            start = points[0]
        elif command == "C":
            shape.draw_line(here, start)
            points, drew = [start], True
        elif points:
            _segment(shape, command, here, points)
            drew = True
        here = points[-1] if points else here
    return drew


def _segment(shape: pymupdf.Shape, command: str, here: pymupdf.Point, points: Sequence[pymupdf.Point]) -> None:
    """One line or curve; arcs are drawn as their chord, which suffices for looking."""
    if command == "B" and len(points) == 3:
        shape.draw_bezier(here, *points)
    elif command == "Q" and len(points) == 2:
        control, end = points
        shape.draw_bezier(here, here + (control - here) * (2 / 3), end + (control - end) * (2 / 3), end)
    else:
        shape.draw_line(here, points[-1])
