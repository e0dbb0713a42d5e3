"""Pages of a PDF as pictures, and OCR of whole pages or of regions of them, back in the page's own points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pymupdf

from evidence.document import Box, Code, Page, Word
from evidence.settings import Settings
from readers.ocr.asides import turned_box
from readers.ocr.sight import Sight
from readers.raster import Picture, upright
from readers.seen import Seen, pages_of, scaled, shrunk

OCR_DPI = 200
OCR_PIXELS = 24_000_000
"""A page drawn larger than this is drawn smaller: OCR gains nothing beyond."""
_ENOUGH = 20
"""Characters from which what is pasted sideways is a document; fewer stay where they are, as a margin's print."""


def draw(page: pymupdf.Page, dpi: float, *, grey: bool = False) -> Picture:
    """The page as displayed: height × width × 3 (red-green-blue), or height × width in grey."""
    space = pymupdf.csGRAY if grey else pymupdf.csRGB
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), colorspace=space, alpha=False)
    drawn = np.frombuffer(pixmap.samples, dtype=np.uint8)
    return drawn.reshape((pixmap.height, pixmap.width) if grey else (pixmap.height, pixmap.width, 3))


def fitting_dpi(page: pymupdf.Page, pixels: int) -> float:
    """The resolution at which the page has just that many pixels."""
    return float(72 * (pixels / max(1.0, page.rect.width * page.rect.height)) ** 0.5)


def ocr_picture(page: pymupdf.Page) -> tuple[Picture, float]:
    """The page as given to OCR, and pixels a point."""
    dpi = min(OCR_DPI, fitting_dpi(page, OCR_PIXELS))
    return draw(page, dpi), dpi / 72


def read_whole(page: pymupdf.Page, number: int, step: int, settings: Settings) -> Seen:
    """The page by OCR alone; the few words of its layer (page numbers, scanner's marks) are in the pixels too."""
    from readers import ocr  # noqa: PLC0415

    drawn, scale = ocr_picture(page)
    sight = ocr.read_picture(np.ascontiguousarray(drawn[:, :, ::-1]), settings.ocr)
    return pages_of(sight, number, step, _codes(upright(drawn, sight.rotation)), scale)


def read_regions(page: pymupdf.Page, text: Page, step: int, regions: Sequence[Box], settings: Settings) -> Seen:
    """The page with what OCR sees on regions of it, beside the words of its layer.

    Those words are painted over first, so that nothing is read twice. A picture pasted sideways gives a page of its
    own, unless it says next to nothing.
    """
    from readers import ocr  # noqa: PLC0415

    drawn, scale = ocr_picture(page)
    whole = upright(drawn, text.rotation)
    sheet = painted_over(whole, text.words, scale)
    sight = ocr.read_picture(np.ascontiguousarray(sheet[:, :, ::-1]), settings.ocr)
    words, seals = text.words, text.seals
    turned: list[Page] = []
    for one in (sight, *sight.asides):
        kept = _on_regions(one, regions, scale)
        if one.rotation and sum(len(word.text) for word in kept.words) >= _ENOUGH:
            pages = pages_of(kept, text.number + (len(turned) + 1) * step, step, (), scale).pages
            turned.append(replace(pages[0], rotation=(text.rotation + one.rotation) % 360))
        else:
            words += tuple(scaled(_back(word, one), scale) for word in kept.words)
            seals += tuple(replace(seal, box=shrunk(_box_back(seal.box, one), scale)) for seal in kept.seals)
    codes = text.codes or tuple(
        replace(code, box=shrunk(code.box, scale))
        for code in _codes(whole)
        if _lies_on(shrunk(code.box, scale), regions)
    )
    unread = tuple(shrunk(_box_back(box, sight), scale) for box in sight.unread)
    full = replace(text, words=words, seals=seals, codes=codes)
    return Seen((full, *turned), tuple(box for box in unread if _lies_on(box, regions)))


def _on_regions(sight: Sight, regions: Sequence[Box], scale: float) -> Sight:
    """The sight with only what lies on the regions, without asides; coordinates stay its own."""
    words = tuple(word for word in sight.words if _lies_on(shrunk(_box_back(word.box, sight), scale), regions))
    seals = tuple(seal for seal in sight.seals if _lies_on(shrunk(_box_back(seal.box, sight), scale), regions))
    return replace(sight, words=words, seals=seals, asides=(), unread=())


def _back(word: Word, sight: Sight) -> Word:
    return replace(word, box=_box_back(word.box, sight))


def _box_back(box: Box, sight: Sight) -> Box:
    """A box of the picture that OCR turned, on the picture before."""
    return turned_box(box, -sight.rotation % 360, sight.width, sight.height)


def painted_over(drawn: Picture, words: Sequence[Word], scale: float) -> Picture:
    """A copy of the picture without the words, at `scale` pixels a point."""
    sheet = drawn.copy()
    for word in words:
        box = word.box
        rows = slice(max(0, int(box.y0 * scale)), int(box.y1 * scale) + 1)
        sheet[rows, max(0, int(box.x0 * scale)) : int(box.x1 * scale) + 1] = 255
    return sheet


def _codes(drawn: Picture) -> tuple[Code, ...]:
    from readers.codes import codes_in  # noqa: PLC0415

    return tuple(codes_in(np.asarray(cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY), dtype=np.uint8), thorough=True))


def _lies_on(box: Box, regions: Sequence[Box]) -> bool:
    """Whether a third of the box lies on the regions."""
    return sum(box.overlap(region) for region in regions) > box.width * box.height / 3
