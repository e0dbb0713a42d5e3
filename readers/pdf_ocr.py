"""Pages of a PDF as pictures, and OCR of whole pages or of regions of them, back in the page's own points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pymupdf

from evidence.document import Box, Code, Method, Page, Seal, Word
from evidence.settings import Settings

OCR_DPI = 200
OCR_PIXELS = 24_000_000
"""A page drawn larger than this is drawn smaller: OCR gains nothing beyond."""

Picture = np.ndarray[Any, np.dtype[np.uint8]]


def draw(page: pymupdf.Page, dpi: float, *, grey: bool = False) -> Picture:
    """The page as displayed: height × width × 3 (red-green-blue), or height × width in grey."""
    space = pymupdf.csGRAY if grey else pymupdf.csRGB
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), colorspace=space, alpha=False)
    drawn = np.frombuffer(pixmap.samples, dtype=np.uint8)
    return drawn.reshape((pixmap.height, pixmap.width) if grey else (pixmap.height, pixmap.width, 3))


def upright(drawn: Picture, turn: int) -> Picture:
    """The picture with `turn` degrees clockwise undone."""
    return np.ascontiguousarray(np.rot90(drawn, turn // 90))


def fitting_dpi(page: pymupdf.Page, pixels: int) -> float:
    """The resolution at which the page has just that many pixels."""
    return float(72 * (pixels / max(1.0, page.rect.width * page.rect.height)) ** 0.5)


def ocr_picture(page: pymupdf.Page) -> tuple[Picture, float]:
    """The page as given to OCR, and pixels a point."""
    dpi = min(OCR_DPI, fitting_dpi(page, OCR_PIXELS))
    return draw(page, dpi), dpi / 72


def _scaled(word: Word, scale: float) -> Word:
    return Word(word.text, _shrunk(word.box, scale), word.confidence, word.method, word.alternatives)


def _shrunk(box: Box, scale: float) -> Box:
    return Box(box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale)


def read_whole(page: pymupdf.Page, number: int, settings: Settings) -> Page:
    """The page by OCR alone; the few words of its layer (page numbers, scanner's marks) are in the pixels too."""
    from readers import ocr  # noqa: PLC0415

    drawn, scale = ocr_picture(page)
    sight = ocr.read_picture(np.ascontiguousarray(drawn[:, :, ::-1]), settings.ocr)
    codes = _codes(upright(drawn, sight.rotation), scale)
    seals = tuple(Seal(_shrunk(seal.box, scale), seal.color, seal.text) for seal in sight.seals)
    words = tuple(_scaled(word, scale) for word in sight.words)
    width, height = sight.width / scale, sight.height / scale
    return Page(number, width, height, words, Method.OCR, sight.rotation, codes, seals)


def read_regions(
    page: pymupdf.Page, turn: int, words: Sequence[Word], regions: Sequence[Box], settings: Settings
) -> tuple[tuple[Word, ...], tuple[Code, ...], tuple[Seal, ...]]:
    """What OCR sees on regions of the upright page, beside the words of its layer.

    Those words are painted over first, so that nothing is read twice.
    """
    from readers import ocr  # noqa: PLC0415

    drawn, scale = ocr_picture(page)
    whole = upright(drawn, turn)
    sheet = painted_over(whole, words, scale)
    sight = ocr.read_picture(np.ascontiguousarray(sheet[:, :, ::-1]), settings.ocr)
    height, width = sheet.shape[:2]
    seen = (_scaled(turned_back(word, sight.rotation, width, height), scale) for word in sight.words)
    kept = tuple(word for word in seen if _lies_on(word.box, regions))
    codes = tuple(code for code in _codes(whole, scale) if _lies_on(code.box, regions))
    boxes = ((turned_back(Word("", seal.box), sight.rotation, width, height).box, seal) for seal in sight.seals)
    seals = (Seal(_shrunk(box, scale), seal.color, seal.text) for box, seal in boxes)
    return kept, codes, tuple(seal for seal in seals if _lies_on(seal.box, regions))


def painted_over(drawn: Picture, words: Sequence[Word], scale: float) -> Picture:
    """A copy of the picture without the words, at `scale` pixels a point."""
    sheet = drawn.copy()
    for word in words:
        box = word.box
        rows = slice(max(0, int(box.y0 * scale)), int(box.y1 * scale) + 1)
        sheet[rows, max(0, int(box.x0 * scale)) : int(box.x1 * scale) + 1] = 255
    return sheet


def turned_back(word: Word, rotation: int, width: float, height: float) -> Word:
    """A word of a picture that OCR turned, in the coordinates of that picture (`width` by `height`) before."""
    if not rotation:
        return word
    x0, y0, x1, y1 = word.box.x0, word.box.y0, word.box.x1, word.box.y1
    box = {
        90: Box(width - y1, x0, width - y0, x1),
        180: Box(width - x1, height - y1, width - x0, height - y0),
        270: Box(y0, height - x1, y1, height - x0),
    }[rotation]
    return Word(word.text, box, word.confidence, word.method, word.alternatives)


def _codes(drawn: Picture, scale: float) -> tuple[Code, ...]:
    from readers.codes import codes_in  # noqa: PLC0415

    grey = np.asarray(cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return tuple(Code(code.payload, _shrunk(code.box, scale), code.format) for code in codes_in(grey, thorough=True))


def _lies_on(box: Box, regions: Sequence[Box]) -> bool:
    """Whether a third of the box lies on the regions."""
    return sum(box.overlap(region) for region in regions) > box.width * box.height / 3
