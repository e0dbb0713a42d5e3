"""One page of a PDF: words from its text layer, judged; OCR where the layer is missing or false; codes and seals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pymupdf

from evidence.document import Box, Method, Page, Seal, Word
from evidence.settings import Settings
from readers.pdf_pictures import Placed, codes_of, placed, seals_of
from readers.pdf_words import Run, runs
from readers.raster import png

OCR_DPI = 200
OCR_PIXELS = 24_000_000
"""A page drawn larger than this is drawn smaller: OCR gains nothing beyond."""
_FEW = 40
"""Fewer characters than this on a page covered by a picture are a page number or a scanner's mark."""
_COVER = 0.5
"""Share of the page covered by pictures from which it may be a scan."""
_OUTLINES = 150
"""So many small drawn shapes on a page with hardly any text are letters turned into outlines."""

Picture = np.ndarray[Any, np.dtype[np.uint8]]


def read(page: pymupdf.Page, number: int, settings: Settings) -> tuple[Page, dict[str, int]]:
    """The page with upright coordinates in points, and how often remarkable things were seen on it (for notes)."""
    found = runs(page)
    shown = [run for run in found if run.visible and not run.junk]
    junk = [run for run in found if run.visible and run.junk]
    hidden = [run for run in found if not run.visible]
    seen = Counter({"hidden_text": len(hidden), "white_text": sum(run.white for run in shown), "junk_text": len(junk)})
    images = placed(page)
    _refuse_bombs(images, settings.read.pixels)
    turn = dominant(shown, page.rotation)
    place = placement(page, turn)
    width, height = (page.rect.height, page.rect.width) if turn % 180 else (page.rect.width, page.rect.height)
    words = tuple(Word(run.text, place(run.box)) for run in shown if _inside(place(run.box), width, height))
    if _is_picture(page, shown, hidden, images):
        seen["ocr_pages"] += 1
        read_page = _read_picture(page, number, words, settings)
    else:
        seals = seals_of(page, images, place)
        codes = codes_of(page, images, place, turn, words)
        if junk:
            seen["ocr_pages"] += 1
            words += _read_regions(page, turn, words, [place(run.box) for run in junk], settings)
        read_page = Page(number, width, height, words, Method.TEXT, turn, codes, seals)
    return read_page, {key: count for key, count in seen.items() if count}


def picture(page: pymupdf.Page, settings: Settings, dpi: int, turn: int | None) -> bytes:
    """The page as PNG, turned upright like `read` turned it."""
    if turn is None:
        turn = _turn_of(page, settings)
    return png(upright(draw(page, min(dpi, _fitting_dpi(page, settings.read.pixels))), turn))


def dominant(found: Iterable[Run], rotation: int) -> int:
    """How far clockwise most of the text stands on the page as displayed; slanting and vertical text has no vote."""
    votes: Counter[int] = Counter()
    for run in found:
        if run.angle >= 0:
            votes[(run.angle + rotation) % 360] += len(run.text)
    return max(votes, key=lambda angle: (votes[angle], -angle)) if votes else 0


def placement(page: pymupdf.Page, turn: int) -> Callable[[Box], Box]:
    """The function that takes a box as PyMuPDF gives it to the upright page."""
    matrix = page.rotation_matrix
    width, height = page.rect.width, page.rect.height
    if turn:
        matrix = (
            matrix
            * {
                90: pymupdf.Matrix(0, -1, 1, 0, 0, width),
                180: pymupdf.Matrix(-1, 0, 0, -1, width, height),
                270: pymupdf.Matrix(0, 1, -1, 0, height, 0),
            }[turn]
        )
    a, b, c, d, e, f = matrix

    def place(box: Box) -> Box:
        xs = sorted((a * box.x0 + c * box.y0 + e, a * box.x1 + c * box.y1 + e))
        ys = sorted((b * box.x0 + d * box.y0 + f, b * box.x1 + d * box.y1 + f))
        return Box(xs[0], ys[0], xs[1], ys[1])

    return place


def draw(page: pymupdf.Page, dpi: float, *, grey: bool = False) -> Picture:
    """The page as displayed: height × width × 3 (red-green-blue), or height × width in grey."""
    space = pymupdf.csGRAY if grey else pymupdf.csRGB
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), colorspace=space, alpha=False)
    drawn = np.frombuffer(pixmap.samples, dtype=np.uint8)
    return drawn.reshape((pixmap.height, pixmap.width) if grey else (pixmap.height, pixmap.width, 3))


def upright(drawn: Picture, turn: int) -> Picture:
    """The picture with `turn` degrees clockwise undone."""
    return np.ascontiguousarray(np.rot90(drawn, turn // 90))


def _inside(box: Box, width: float, height: float) -> bool:
    x, y = box.center
    return 0 <= x <= width and 0 <= y <= height


def _refuse_bombs(images: Sequence[Placed], pixels: int) -> None:
    """Raise ValueError, which makes it the page's problem, for a picture that unfolds beyond the limit."""
    for image in images:
        if image.width * image.height > pixels:
            raise ValueError(f"picture of {image.width} × {image.height} pixels exceeds {pixels}")


def _is_picture(page: pymupdf.Page, shown: Sequence[Run], hidden: Sequence[Run], images: Sequence[Placed]) -> bool:
    """Whether what the page says is in pixels or outlines, and its text layer (if any) is not what people see."""
    letters = sum(len(run.text) for run in shown)
    if letters >= _FEW:
        return False
    if _covered(page, images) >= _COVER:
        return True
    if letters and not hidden:
        return _has_outlines(page)
    return bool(images) or bool(hidden) or _has_outlines(page)


def _covered(page: pymupdf.Page, images: Sequence[Placed]) -> float:
    """Share of the page under pictures; strips of one scan add up."""
    sheet = page.rect * page.derotation_matrix
    area = abs(sheet.width * sheet.height) or 1.0
    seen = {image.box for image in images}
    covered = sum(box.overlap(Box(sheet.x0, sheet.y0, sheet.x1, sheet.y1)) for box in seen)
    return float(min(1.0, covered / area))


def _has_outlines(page: pymupdf.Page) -> bool:
    """Whether the page consists of many small drawn shapes; few long lines are only rules."""
    small = 0
    for kind, (x0, y0, x1, y1), *_ in page.get_bboxlog():
        small += kind == "fill-path" and 1 < x1 - x0 < 40 and 1 < y1 - y0 < 40
    return small >= _OUTLINES


def _fitting_dpi(page: pymupdf.Page, pixels: int) -> float:
    """The resolution at which the page has just that many pixels."""
    return float(72 * (pixels / max(1.0, page.rect.width * page.rect.height)) ** 0.5)


def _ocr_picture(page: pymupdf.Page) -> tuple[Picture, float]:
    """The page as given to OCR, and pixels a point."""
    dpi = min(OCR_DPI, _fitting_dpi(page, OCR_PIXELS))
    return draw(page, dpi), dpi / 72


def _scaled(word: Word, scale: float) -> Word:
    return Word(word.text, _shrunk(word.box, scale), word.confidence, word.method, word.alternatives)


def _shrunk(box: Box, scale: float) -> Box:
    return Box(box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale)


def _read_picture(page: pymupdf.Page, number: int, words: tuple[Word, ...], settings: Settings) -> Page:
    """The page by OCR alone; the few words of its layer (page numbers, scanner's marks) are in the pixels too."""
    from readers import ocr  # noqa: PLC0415
    from readers.codes import codes_in  # noqa: PLC0415

    drawn, scale = _ocr_picture(page)
    sight = ocr.read_picture(np.ascontiguousarray(drawn[:, :, ::-1]), settings.ocr)
    grey = np.asarray(upright(drawn, sight.rotation).mean(axis=2), dtype=np.uint8)
    codes = tuple(
        type(code)(code.payload, _shrunk(code.box, scale), code.format) for code in codes_in(grey, thorough=True)
    )
    seals = tuple(Seal(_shrunk(seal.box, scale), seal.color, seal.text) for seal in sight.seals)
    seen = tuple(_scaled(word, scale) for word in sight.words)
    width, height = sight.width / scale, sight.height / scale
    return Page(number, width, height, seen, Method.OCR, sight.rotation, codes, seals)


def _read_regions(
    page: pymupdf.Page, turn: int, words: Sequence[Word], junk: Sequence[Box], settings: Settings
) -> tuple[Word, ...]:
    """OCR of what the layer spells falsely. Good words are painted over first, so nothing is read twice."""
    from readers import ocr  # noqa: PLC0415

    drawn, scale = _ocr_picture(page)
    sheet = upright(drawn, turn).copy()
    for word in words:
        box = word.box
        sheet[
            max(0, int(box.y0 * scale)) : int(box.y1 * scale) + 1, max(0, int(box.x0 * scale)) : int(box.x1 * scale) + 1
        ] = 255
    sight = ocr.read_picture(np.ascontiguousarray(sheet[:, :, ::-1]), settings.ocr)
    if sight.rotation:
        return ()
    seen = (_scaled(word, scale) for word in sight.words)
    return tuple(word for word in seen if _lies_on(word.box, junk))


def _lies_on(box: Box, regions: Sequence[Box]) -> bool:
    """Whether a third of the box lies on the regions."""
    return sum(box.overlap(region) for region in regions) > box.width * box.height / 3


def _turn_of(page: pymupdf.Page, settings: Settings) -> int:
    """The rotation `read` would report."""
    found = runs(page)
    shown = [run for run in found if run.visible and not run.junk]
    hidden = [run for run in found if not run.visible]
    if not _is_picture(page, shown, hidden, placed(page)):
        return dominant(shown, page.rotation)
    from readers.raster import rotation_of  # noqa: PLC0415

    return rotation_of(_ocr_picture(page)[0], settings)
