"""One page of a PDF: words from its text layer, judged; OCR where the layer is missing or false; codes and seals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pymupdf

from evidence.document import Box, Method, Page, Word
from evidence.settings import Settings
from readers.pdf_ocr import draw, fitting_dpi, ocr_picture, painted_over, read_regions, read_whole
from readers.pdf_pictures import Placed, codes_of, placed, seals_of
from readers.pdf_rules import is_single_paper, ruled_cells
from readers.pdf_words import Run, runs
from readers.raster import Picture, rotations_of, upright
from readers.seen import Seen

_FEW = 40
"""Fewer characters than this on a page covered by a picture are a page number or a scanner's mark."""
_COVER = 0.5
"""Share of the page covered by pictures from which it may be a scan."""
_OUTLINES = 150
"""So many small drawn shapes on a page with hardly any text are letters turned into outlines."""
_PASTED, _WRITTEN, _PASTED_LARGE = 0.08, 400, 0.25
"""Pictures of this share of a page may be pasted scans; on a page with so many characters, only of the larger share."""
_INK_DPI, _DARK, _INK = 50, 150, 0.003
"""A picture of which, at this resolution, more than this share is this dark has something written in it."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """The text layer of a page, sorted by what can be believed."""

    shown: tuple[Run, ...]
    junk: tuple[Run, ...]
    hidden: tuple[Run, ...]

    @property
    def letters(self) -> int:
        """How many characters people see and can believe."""
        return sum(len(run.text) for run in self.shown)

    @property
    def remarkable(self) -> dict[str, int]:
        """Counts for the notes."""
        white = sum(run.white for run in self.shown)
        return {"hidden_text": len(self.hidden), "white_text": white, "junk_text": len(self.junk)}


def _layer_of(page: pymupdf.Page) -> _Layer:
    found = runs(page)
    return _Layer(
        tuple(run for run in found if run.visible and not run.junk),
        tuple(run for run in found if run.visible and run.junk),
        tuple(run for run in found if not run.visible),
    )


def read(page: pymupdf.Page, number: int, step: int, settings: Settings) -> tuple[Seen, dict[str, int]]:
    """The page with upright coordinates in points, and how often remarkable things were seen on it (for notes).

    Documents that lie turned on it come as pages `number + step` and on.
    """
    layer = _layer_of(page)
    images = placed(page)
    _refuse_bombs(images, settings.read.pixels)
    seen = {key: count for key, count in layer.remarkable.items() if count}
    if _is_picture(page, layer, images):
        return read_whole(page, number, step, settings), seen | {"ocr_pages": 1}
    turn = dominant(layer.shown, page.rotation)
    place = placement(page, turn)
    width, height = (page.rect.height, page.rect.width) if turn % 180 else (page.rect.width, page.rect.height)
    words = tuple(Word(run.text, place(run.box)) for run in layer.shown if _inside(place(run.box), width, height))
    codes, seals = codes_of(page, images, place, turn, words), seals_of(page, images, place)
    pasted = _pasted(page, turn, [place(image.box) for image in images], words)
    ruled = () if turn or page.rotation or is_single_paper(words) else ruled_cells(page)
    whole = Page(number, width, height, words, Method.TEXT, turn, codes, seals, ruled)
    if not pasted and not layer.junk:
        return Seen((whole,)), seen
    regions = [*pasted, *(place(run.box) for run in layer.junk)]
    return read_regions(page, whole, step, regions, settings), seen | {"ocr_pages": 1}


def picture(page: pymupdf.Page, settings: Settings, dpi: int, turn: int | None, again: int = 0) -> Picture | None:
    """The page turned upright like `read` turned it; `again` counts what lies otherwise on it (from 1)."""
    if turn is None:
        turns = _turns_of(page, settings)
        if again >= len(turns):
            return None
        turn = turns[again]
    return upright(draw(page, min(dpi, fitting_dpi(page, settings.read.pixels))), turn)


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


def _inside(box: Box, width: float, height: float) -> bool:
    x, y = box.center
    return 0 <= x <= width and 0 <= y <= height


def _refuse_bombs(images: Sequence[Placed], pixels: int) -> None:
    """Raise ValueError, which makes it the page's problem, for a picture that unfolds beyond the limit."""
    for image in images:
        if image.width * image.height > pixels:
            raise ValueError(f"picture of {image.width} × {image.height} pixels exceeds {pixels}")


def _is_picture(page: pymupdf.Page, layer: _Layer, images: Sequence[Placed]) -> bool:
    """Whether what the page says is in pixels or outlines, and its text layer (if any) is not what people see."""
    if layer.letters >= _FEW:
        return False
    if _covered(page, images) >= _COVER:
        return True
    if layer.letters and not layer.hidden:
        return _has_outlines(page)
    return bool(images) or bool(layer.hidden) or _has_outlines(page)


def _pasted(page: pymupdf.Page, turn: int, boxes: Sequence[Box], words: Sequence[Word]) -> list[Box]:
    """Pictures on a page of text that are large and have ink beside the text: pasted scans, forms under values.

    Watermarks and pale backgrounds are none, so pages with them keep to their text layer.
    """
    area = page.rect.width * page.rect.height
    written = sum(len(word.text) for word in words)
    least = (_PASTED if written < _WRITTEN else _PASTED_LARGE) * area
    large = [box for box in boxes if box.width * box.height >= least]
    if not large:
        return []
    scale = min(_INK_DPI, fitting_dpi(page, 2_000_000)) / 72
    dark = painted_over(upright(draw(page, 72 * scale, grey=True), turn), words, scale) < _DARK
    found = []
    for box in large:
        rows = slice(max(0, int(box.y0 * scale)), max(1, int(box.y1 * scale)))
        part = dark[rows, max(0, int(box.x0 * scale)) : max(1, int(box.x1 * scale))]
        if part.size and part.mean() > _INK:
            found.append(box)
    return found


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


def _turns_of(page: pymupdf.Page, settings: Settings) -> tuple[int, ...]:
    """The rotations `read` would report of a scan, the rotation of text."""
    layer = _layer_of(page)
    if _is_picture(page, layer, placed(page)):
        return rotations_of(ocr_picture(page)[0], settings)
    return (dominant(layer.shown, page.rotation),)
