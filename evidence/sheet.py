"""Sheet: what a page shows beside its words: seals, how clearly it was read, the page number it prints."""

from __future__ import annotations

import re
import unicodedata

from evidence.document import Document, Method, Page
from evidence.frozen import Frozen

_NUMBERED = re.compile(r"第(\d{1,3})页[,，、/;；]?\(?共(\d{1,3})页|共(\d{1,3})页[,，、/;；]?\(?第(\d{1,3})页")


class Imprint(Frozen):
    """A seal on a page: its colour, and the text around its rim where it could be read."""

    color: str = "red"
    text: str = ""


class Sheet(Frozen):
    """One page of a file."""

    number: int
    method: Method
    words: int = 0
    clarity: float = 1.0
    """The mean confidence of what was read from pixels; 1 for text and data."""
    seals: tuple[Imprint, ...] = ()
    rotation: int = 0
    """How far clockwise its text stood on the paper, 0, 90, 180 or 270."""
    printed: tuple[int, int] | None = None
    """`第2页 共5页` as (2, 5); None where no such number is printed, or several."""


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """The pages of a document as sheets, in order."""
    return tuple(_sheet(page) for page in document.pages)


def _sheet(page: Page) -> Sheet:
    seen = [word.confidence for word in page.words if word.method is Method.OCR]
    return Sheet(
        number=page.number,
        method=page.method,
        words=len(page.words),
        rotation=page.rotation,
        clarity=round(sum(seen) / len(seen), 3) if seen else 1.0,
        seals=tuple(Imprint(color=seal.color, text=seal.text) for seal in page.seals),
        printed=_printed(page),
    )


def _printed(page: Page) -> tuple[int, int] | None:
    text = "".join(unicodedata.normalize("NFKC", page.text).split())
    found = {(int(m[1] or m[4]), int(m[2] or m[3])) for m in _NUMBERED.finditer(text)}
    return found.pop() if len(found) == 1 else None
