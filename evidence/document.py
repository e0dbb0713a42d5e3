"""What a reader saw in one file: pages, words, tables and embedded data. The hinge between readers and extractors.

Geometry is slotted dataclasses, because a page has thousands of words. Coordinates are *page units* with the origin
at the top left of the upright page: points (1/72 inch) for PDF and OFD, pixels for pictures. A page knows its own
width and height, so any box can be drawn at any scale.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from evidence.problems import Problem


class Method(StrEnum):
    """How a text came to us, in falling order of trust (domain: structured data outranks pixels)."""

    XML = "xml"
    OFD = "ofd"
    TEXT = "text"
    OFFICE = "office"
    QR = "qr"
    OCR = "ocr"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in page units, `x0 < x1` to the right and `y0 < y1` downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Extent to the right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent downwards."""
        return self.y1 - self.y0

    @property
    def center(self) -> tuple[float, float]:
        """The middle, as (x, y)."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def overlap(self, other: Box) -> float:
        """The area both share; zero when they only touch."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0)) * max(
            0.0, min(self.y1, other.y1) - max(self.y0, other.y0)
        )

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a visible gap (text layer), or one recognised line segment (OCR)."""

    text: str
    box: Box
    confidence: float = 1.0
    method: Method = Method.TEXT
    alternatives: tuple[str, ...] = ()
    """Other readings of the same pixels, such as the one with the red seal suppressed."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR or bar code and what it says."""

    payload: str
    box: Box
    format: str = "QRCode"


@dataclass(frozen=True, slots=True)
class Seal:
    """A red (or other coloured) stamp on a page, and the text around its rim where it could be read."""

    box: Box
    color: str = "red"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its text as shown, where it stands (`B4`), and its box where the page has pixels."""

    text: str
    address: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells: a worksheet, a table of a text document. Rows may have different lengths."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    page: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page: `number` counts from 1; `rotation` is what was undone (degrees clockwise)."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    method: Method = Method.TEXT
    rotation: int = 0
    codes: tuple[Code, ...] = ()
    seals: tuple[Seal, ...] = ()
    ruled: tuple[tuple[Box, ...], ...] = ()
    """The cells of each table that ruling lines draw on the page, where the reader could see lines."""

    @property
    def text(self) -> str:
        """All words in the reader's order, one a line; for keywords only, never for values."""
        return "\n".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf of structured data: its path of local names, `EInvoiceData/SellerInformation/SellerName`.

    Repeated elements carry their position: `IssuItemInformation[2]/Amount` (counted from 1, only where repeated).
    """

    path: str
    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Structured data that came with a file: an e-invoice XML, OFD custom data or tags, an XBRL instance.

    `name` is one of `einvoice`, `edrm`, `xbrl`, `ofd_custom_data`, `ofd_tags`, `docinfo`, `xml`; `origin` says where
    it lay (the file itself, an attachment's name).
    """

    name: str
    entries: tuple[Entry, ...]
    origin: str = ""

    def get(self, path: str) -> str | None:
        """The text of the entry with exactly that path, or None."""
        return next((entry.text for entry in self.entries if entry.path == path), None)


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one reader saw in one file; `reader` and `version` with the hash are the cache key."""

    sha256: str
    file: str
    reader: str
    version: str
    media_type: str
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    layers: tuple[Layer, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[tuple[str, str], ...] = field(default=())
    """Facts about the container as (key, value): producer, revisions, signature state, OFD digest state …"""
