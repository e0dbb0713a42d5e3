"""Record: one document understood, as named facts and rows of facts."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

from evidence.fact import Fact, Status
from evidence.frozen import Frozen
from evidence.kind import Kind
from evidence.money import Money


def record_id(sha256: str, position: int) -> str:
    """The name of the `position`-th document (from 0) in the file with that hash.

    It never depends on what was read, so a better reader tomorrow meets the decisions of today.
    """
    return "R-" + hashlib.sha256(f"{sha256}:{position}".encode()).hexdigest()[:16]


class Row(Frozen):
    """One line of a document: an invoice line, a payroll row, a row of the project list."""

    facts: dict[str, Fact]

    def text(self, name: str) -> str:
        """The text of a field, empty where absent."""
        fact = self.facts.get(name)
        return fact.value if fact else ""

    def money(self, name: str) -> Money | None:
        """The amount of a field, None where absent."""
        fact = self.facts.get(name)
        return fact.money if fact else None

    def number(self, name: str) -> Decimal | None:
        """The number of a field, None where absent."""
        fact = self.facts.get(name)
        return fact.number if fact else None

    def day(self, name: str) -> date | None:
        """The day of a field, None where absent."""
        fact = self.facts.get(name)
        return fact.day if fact else None


class Record(Row):
    """One document of one kind: its facts by canonical field name, and its rows.

    A field that the document does not show is absent; nothing is ever made up. Field names of every kind are listed
    in docs/fields.md, which a test holds against the extractors.
    """

    id: str
    kind: Kind
    source: str
    """SHA-256 of the file."""
    file: str
    """Path in the submission."""
    pages: tuple[int, ...]
    position: int = 0
    rows: tuple[Row, ...] = ()
    extractor: str = ""
    scores: dict[str, float] = {}
    """Every kind that claimed the document, with its score; the winner is `kind`."""

    @property
    def unproven(self) -> tuple[str, ...]:
        """The fields that are not proven, in order; `flagged` in the JSON."""
        return tuple(name for name, fact in self.facts.items() if fact.status is not Status.PROVEN)


class Extraction(Frozen):
    """All that the extractors made of one file."""

    source: str
    file: str
    records: tuple[Record, ...]
