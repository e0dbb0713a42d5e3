"""Readings: what each layer of an invoice says about each field, before anything is believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from evidence.document import Method
from evidence.fact import Fact, FactType, Place, Status
from evidence.money import CENT

TYPES: dict[str, FactType] = {
    "issue_date": "date",
    "qr_date": "date",
    "amount_excl_tax": "money",
    "tax": "money",
    "total_incl_tax": "money",
    "total_words": "money",
    "qr_amount": "money",
    "amount": "money",
    "quantity": "number",
    "unit_price": "number",
    "is_red": "flag",
    "is_void": "flag",
}
"""Types of the fields that are not text, of invoices and of their rows."""

LAYERS = ("data", "custom", "docinfo", "qr", "page", "seal")
"""Independent layers in falling order of trust: structured data, OFD custom data, PDF information, QR code, print."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One layer's word on one field; `value` is canonical text as in a Fact."""

    value: str
    raw: str
    method: Method
    place: Place
    layer: str = "page"
    confidence: float = 1.0
    repair: str = ""
    weight: float = 1.0
    """How well its position fits the field; compared within a layer only."""

    @property
    def rank(self) -> tuple[int, float, float]:
        """For sorting: the more trusted layer first, then the better fit."""
        return (LAYERS.index(self.layer), -self.weight, -self.confidence)

    @property
    def is_clear(self) -> bool:
        """Whether a disagreement with it means something: not a doubtful piece of optical reading."""
        return not self.repair and (self.method is not Method.OCR or self.confidence >= 0.95)

    def fact(self, name: str, status: Status = Status.UNPROVEN, checks: tuple[str, ...] = ()) -> Fact:
        """The reading as a fact of that field."""
        return Fact(
            type=TYPES.get(name, "text"),
            value=self.value,
            raw=self.raw,
            place=self.place,
            method=self.method,
            confidence=self.confidence,
            status=status,
            checks=checks,
            repair=self.repair,
        )


@dataclass(slots=True)
class Readings:
    """All readings of one invoice: of its fields, and the rows of each layer."""

    fields: dict[str, list[Reading]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Reading]]] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    """What was seen beside values: `exempt` (tax printed `***`), `list` (详见销货清单), `cut` (rows may be missing),
    `special`, `ordinary`, `red`, `void`."""

    def add(self, name: str, reading: Reading | None) -> None:
        """Keep a reading; None and empty values are passed over."""
        if reading is not None and reading.value:
            self.fields.setdefault(name, []).append(reading)

    def of(self, name: str) -> list[Reading]:
        """The readings of a field, the most trusted first."""
        return sorted(self.fields.get(name, []), key=lambda reading: reading.rank)


def plain_money(value: Decimal) -> str:
    """Money as canonical text: at least two decimals, more only where printed."""
    return f"{value:.2f}" if value == value.quantize(CENT) else f"{value.normalize():f}"


def plain_number(value: Decimal) -> str:
    """A number as canonical text, without trailing zeros."""
    return f"{value.normalize():f}" if value else "0"


def iso(day: date) -> str:
    """A day as canonical text."""
    return day.isoformat()
