"""Part: the pages (or tables, or layers) of one file that make up one document; and how a record is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from evidence.document import Document, Layer, Page, Table
from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record, Row, record_id


@dataclass(frozen=True, slots=True)
class Part:
    """One document inside a file: usually the whole file, sometimes a page of it or a region of a page.

    Pages keep their numbers and coordinates in the file; a region is a page with only the words inside it.
    """

    document: Document
    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    layers: tuple[Layer, ...] = ()
    position: int = 0
    """Which document of the file it is, counted from 0; with the file's hash it names the record."""

    @property
    def text(self) -> str:
        """All its text, one word or cell a line; for keywords only, never for values."""
        cells = (cell.text for table in self.tables for row in table.rows for cell in row if cell.text)
        return "\n".join((*(page.text for page in self.pages), *cells))

    def record(
        self, kind: Kind, facts: Mapping[str, Fact], rows: Sequence[Mapping[str, Fact]] = (), extractor: str = ""
    ) -> Record:
        """The record of this part, with the facts an extractor found."""
        return Record(
            id=record_id(self.document.sha256, self.position),
            kind=kind,
            source=self.document.sha256,
            file=self.document.file,
            pages=tuple(page.number for page in self.pages) or (1,),
            position=self.position,
            facts=dict(facts),
            rows=tuple(Row(facts=dict(row)) for row in rows),
            extractor=extractor,
        )


Form = Literal["pages", "tables", "layers"]
"""How the values of a document can reach us: as words on a page, cells of a table, or structured data."""


class Extractor(Protocol):
    """Understands some kinds of document. The classifier asks everyone; exactly one may win."""

    name: str
    kinds: tuple[Kind, ...]

    @property
    def reads(self) -> tuple[Form, ...]:
        """What of a part it reads: the words of pages, cells of tables, structured layers."""
        ...

    @property
    def fields(self) -> Mapping[Kind, tuple[str, ...]]:
        """Every field a record of a kind may show, those of its rows as `rows.…`; docs/fields.md has the meanings."""
        ...

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """How sure (0 to 1) the part is of each of its kinds; kinds it rules out are left out."""
        ...

    def extract(self, part: Part, kind: Kind) -> Record:
        """What the part says, read as that kind. Never raises for odd content: a field not found is absent."""
        ...
