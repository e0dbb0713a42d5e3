"""A single document with what stands in it: bytes, and the values an extractor has to find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Truth = dict[str, str]
"""Field name of docs/fields.md to canonical value: plain decimals, ISO days, `true`/`false`, text as printed."""


class Rendering(StrEnum):
    """In what shape the document is handed in; `PHOTO` is a poorer picture than `SCAN`."""

    PDF = "pdf"
    PDF_MANY = "pdf_many"
    SCAN = "scan"
    PHOTO = "photo"
    SCANNED_PDF = "scanned_pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV_GBK = "csv_gbk"
    OFD = "ofd"
    XML = "xml"

    @property
    def is_picture(self) -> bool:
        """Whether it can only be read from pixels."""
        return self in (Rendering.SCAN, Rendering.PHOTO, Rendering.SCANNED_PDF)


@dataclass(frozen=True)
class Expected:
    """One record that the file holds: its kind, its fields, and its rows where the kind has rows."""

    kind: str
    truth: Truth
    rows: tuple[Truth, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One file of the gallery. Most hold one record; several slips on a page or a sheet a month hold more."""

    name: str
    data: bytes
    layout: str
    rendering: Rendering
    records: tuple[Expected, ...]

    @property
    def kind(self) -> str:
        """The kind of its first record."""
        return self.records[0].kind

    @property
    def truth(self) -> Truth:
        """The fields of its first record."""
        return self.records[0].truth

    @property
    def rows(self) -> tuple[Truth, ...]:
        """The rows of its first record."""
        return self.records[0].rows
