"""Fact: one value read from a document, and why we believe it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from evidence.document import Box, Method
from evidence.frozen import Frozen
from evidence.money import Money


class Status(StrEnum):
    """How far a value is proven. Missing evidence leaves it unproven; it never makes it wrong."""

    PROVEN = "proven"
    """Two independent checks (layers, equations, check digits) agree on it."""
    UNPROVEN = "unproven"
    """Read, but nothing independent confirms it."""
    CONTRADICTED = "contradicted"
    """Something independent says otherwise; the other reading is among the candidates."""


class Place(Frozen):
    """Where in a file something stands: a page with a box in page units, or a table cell, or a data path."""

    page: int = 1
    box: tuple[float, float, float, float] | None = None
    cell: str = ""
    """`Sheet1!B4`, `表2!C3`, `段落12`; for structured data the path of the entry."""

    @classmethod
    def at(cls, page: int, box: Box | None) -> Place:
        """The place of a word or code."""
        return cls(page=page, box=None if box is None else (box.x0, box.y0, box.x1, box.y1))


FactType = Literal["text", "money", "number", "date", "flag"]


class Candidate(Frozen):
    """Another reading of the same field, kept for the reviewer."""

    value: str
    raw: str
    method: Method
    place: Place
    confidence: float = 1.0


class Fact(Frozen):
    """One value with its evidence.

    `value` is canonical text: money and numbers as plain decimals (`1234.50`), days as `2024-03-05`, flags as
    `true`/`false`, text after NFKC. The typed properties turn it into what rules calculate with.
    """

    type: FactType
    value: str
    raw: str
    place: Place
    method: Method
    confidence: float = 1.0
    status: Status = Status.UNPROVEN
    currency: str = "CNY"
    checks: tuple[str, ...] = ()
    """Names of the checks that bear on the status, such as `gross=net+tax`, `words`, `qr`, `not:line_sum`."""
    candidates: tuple[Candidate, ...] = ()
    repair: str = ""
    """How a misread character was put right, where a check digit or an equation left one candidate."""

    @property
    def money(self) -> Money:
        """The value as money; only for facts of type money."""
        if self.type != "money":
            raise TypeError(f"{self.type} is not money")
        return Money(amount=Decimal(self.value), currency=self.currency)

    @property
    def number(self) -> Decimal:
        """The value as an exact number; only for numbers and money."""
        if self.type not in ("number", "money"):
            raise TypeError(f"{self.type} is not a number")
        return Decimal(self.value)

    @property
    def day(self) -> date:
        """The value as a day; only for facts of type date."""
        if self.type != "date":
            raise TypeError(f"{self.type} is not a date")
        return date.fromisoformat(self.value)

    @property
    def flag(self) -> bool:
        """The value as a yes or no; only for flags."""
        if self.type != "flag":
            raise TypeError(f"{self.type} is not a flag")
        return self.value == "true"
