"""From what OCR saw on one picture to pages: the picture upright, and again for each document that lies turned on it.

A turned document gets a page of its own, whose coordinates are those of the whole picture turned until it is upright:
its values lead to the right pixels, and its lines never mix with those of the document beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence.document import Box, Code, Method, Page, Word
from evidence.problems import Problem, ReadError, Trouble
from readers.ocr.asides import around, turned_box
from readers.ocr.sight import Sight
from readers.unreadable import partly_read_page


@dataclass(frozen=True, slots=True)
class Seen:
    """The pages of one picture, the upright one first, and the areas on it that look like text and were not read."""

    pages: tuple[Page, ...]
    unread: tuple[Box, ...] = ()

    def problems(self, file: str) -> tuple[Problem, ...]:
        """What has to be said of areas that were not read; nobody may take the page for complete."""
        if not self.unread:
            return ()
        page = self.pages[0]
        share = sum(box.width * box.height for box in self.unread) / max(1.0, page.width * page.height)
        error = ReadError(
            Trouble.PAGE_UNREADABLE,
            f"第 {page.number} 页有 {len(self.unread)} 处文字未能读出（约占页面 {share:.0%}）",
            "请将该处转正、重拍或单独扫描后重新提交，或人工核对该页",
            "; ".join(f"({box.x0:.0f}, {box.y0:.0f})-({box.x1:.0f}, {box.y1:.0f})" for box in self.unread),
        )
        return (partly_read_page(file, page.number, error),)


def pages_of(sight: Sight, number: int, step: int, codes: Sequence[Code], scale: float = 1.0) -> Seen:
    """The pages of a picture with `scale` pixels a page unit; `codes` are in pixels of the upright picture.

    Page `number` is the upright one. What lies turned follows as `number + step`, `number + 2 * step` …: with as many
    pages as a file has for `step`, the number still tells on which of them it lies.
    """
    rest, turned = list(codes), []
    for k, aside in enumerate(sight.asides, 1):
        turn = (aside.rotation - sight.rotation) % 360
        hull = _margined(around([word.box for word in aside.words]))
        there = [(code, turned_box(code.box, turn, sight.width, sight.height)) for code in rest]
        own = [replace(code, box=box) for code, box in there if hull.contains(*box.center)]
        rest = [code for code, box in there if not hull.contains(*box.center)]
        turned.append(_page(aside, number + k * step, own, scale))
    return Seen((_page(sight, number, rest, scale), *turned), tuple(shrunk(box, scale) for box in sight.unread))


def _margined(box: Box) -> Box:
    """The box with the margin of a paper around its text, where codes may stand."""
    margin = 0.05 * max(box.width, box.height)
    return Box(box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin)


def shrunk(box: Box, scale: float) -> Box:
    """A box in pixels as one in page units of `scale` pixels."""
    return box if scale == 1 else Box(box.x0 / scale, box.y0 / scale, box.x1 / scale, box.y1 / scale)


def scaled(word: Word, scale: float) -> Word:
    """A word in pixels as one in page units of `scale` pixels."""
    return replace(word, box=shrunk(word.box, scale))


def _page(sight: Sight, number: int, codes: Sequence[Code], scale: float) -> Page:
    words = tuple(scaled(word, scale) for word in sight.words)
    seals = tuple(replace(seal, box=shrunk(seal.box, scale)) for seal in sight.seals)
    marks = tuple(replace(code, box=shrunk(code.box, scale)) for code in codes)
    size = sight.width / scale, sight.height / scale
    return Page(number, *size, words, Method.OCR, sight.rotation, marks, seals)
