"""How documents belong together, and to declared lines; each tie explains itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from evidence.frozen import Frozen
from evidence.money import Money


class Level(StrEnum):
    """How well two values of one field agree, best first."""

    EXACT = "exact"
    EQUAL = "equal"
    """Equal after normalisation (full width, brackets, 有限责任公司 …)."""
    ALIAS = "alias"
    CLOSE = "close"
    """Fuzzy or inside a window; a person should look."""
    DIFFERENT = "different"
    ABSENT = "absent"
    """One side does not show it; says nothing."""


class Comparison(Frozen):
    """One field of two documents held against each other; `why` is the sentence shown, in Chinese."""

    field: str
    level: Level
    left: str
    right: str
    why: str
    key: str = ""
    """The row of evidence/levels.py that says it."""


class Link(Frozen):
    """Two records that belong together, with every comparison that speaks for or against it."""

    left: str
    right: str
    comparisons: tuple[Comparison, ...]

    def level(self, field: str) -> Level:
        """The level of one field; ABSENT where it was not compared."""
        return next((c.level for c in self.comparisons if c.field == field), Level.ABSENT)


class Allocation(Frozen):
    """How much of a record (gross) supports a declared line."""

    record: str
    amount: Money


class Settlement(Frozen):
    """A payment (or part of it) that pays an invoice (or part of it)."""

    invoice: str
    payment: str
    amount: Money
    key: str = ""
    """Why, by the table SETTLED of evidence/levels.py; `why` is its sentence."""
    why: str = ""


class Ground(Frozen):
    """Why a record belongs to its line: the key and the sentence of the table GROUNDS of evidence/levels.py."""

    record: str
    key: str
    why: str


class Refund(Frozen):
    """Money that came back from a payee, and the payment it takes back; an empty payment where none was found.

    Settlements are not reduced by it: what a refund costs is for the rules to say.
    """

    record: str
    payment: str
    amount: Money


class Entrusted(Frozen):
    """A slip of another payer or payee that an agreement among the papers explains by naming both parties."""

    payment: str
    agreement: str
    side: Literal["payer", "payee"]
    principal: str
    agent: str


class Fee(Frozen):
    """A slip and an invoice that differ by a bank fee; the difference (slip less invoice) is never recognised."""

    payment: str
    invoice: str
    difference: Money


class LineEvidence(Frozen):
    """What supports one declared line."""

    line: str
    contracts: tuple[str, ...] = ()
    invoices: tuple[Allocation, ...] = ()
    payments: tuple[Allocation, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    acceptances: tuple[str, ...] = ()
    personnel: tuple[str, ...] = ()
    """Payroll, bank batch, social-insurance and housing-fund records behind a personnel line."""
    grounds: tuple[Ground, ...] = ()
    """Why each record belongs to the line."""

    @property
    def records(self) -> tuple[str, ...]:
        """Every record that supports the line, once, in order."""
        names = (*self.contracts, *(a.record for a in self.invoices), *(a.record for a in self.payments))
        return tuple(dict.fromkeys((*names, *self.acceptances, *self.personnel)))


class Ambiguity(Frozen):
    """Several assignments are equally good; the one used is the first, the others are counted."""

    records: tuple[str, ...]
    alternatives: int
    why: str
    ways: tuple[tuple[str, ...], ...] = ()
    """The first of the ways as record (or line) ids, the one taken first; more may exist than stand here."""


class Duplicate(Frozen):
    """The same thing handed in twice: `kept` counts, `again` does not. `key` is what they share."""

    kind: str
    """`file`, `invoice`, `payment` or `contract`."""
    kept: str
    again: str
    key: str


class Matching(Frozen):
    """The result of matching: evidence by declared line, all links, what is left over."""

    lines: tuple[LineEvidence, ...] = ()
    links: tuple[Link, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    unmatched: tuple[str, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    refunds: tuple[Refund, ...] = ()
    entrusted: tuple[Entrusted, ...] = ()
    fees: tuple[Fee, ...] = ()

    def of(self, line: str) -> LineEvidence:
        """The evidence of one line; empty where it has none."""
        return next((found for found in self.lines if found.line == line), LineEvidence(line=line))
