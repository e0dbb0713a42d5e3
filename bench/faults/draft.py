"""A submission while it is being invented: papers as plain values that faults may change, before they become records.

Values say by their Python type what fact they become: `Fen` money, `date` a day, `bool` a flag, other numbers a number,
`str` text, and a `Fact` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from evidence.declared import Category, Programme
from evidence.document import Method
from evidence.elsewhere import Kept
from evidence.imported import Imported
from evidence.kind import Kind
from evidence.problems import Problem
from sample_docs.generator.identity import Company, Registry

PERSONNEL = "personnel"
"""Stands for the number of the personnel line, which is known once all purchases are."""


class Fen(int):
    """An amount of money in whole fen."""


def rounded(amount: int, share: int, whole: int) -> int:
    """`amount` times share over whole, half up, in whole fen."""
    return (2 * amount * share + whole) // (2 * whole)


@dataclass(slots=True, eq=False)
class Paper:
    """One document: its kind, where it lies, what it shows."""

    kind: Kind
    file: str
    fields: dict[str, object]
    rows: list[dict[str, object]] = field(default_factory=list)
    method: Method = Method.TEXT
    copy_of: str = ""
    """Path of the file whose bytes it has."""
    notes: tuple[tuple[str, str], ...] = ()

    def fen(self, name: str) -> int:
        """An amount it shows, in fen."""
        value = self.fields[name]
        if not isinstance(value, Fen):
            raise TypeError(f"{self.file}: {name} is no amount")
        return int(value)


@dataclass(slots=True, eq=False)
class Bill:
    """An invoice behind a line, with the slips that pay it and how much (fen) of each."""

    paper: Paper
    slips: list[tuple[Paper, int]]
    rate: int
    """Tax rate in per cent, one for all its rows; 0 where its rows differ."""

    @property
    def special(self) -> bool:
        """Whether its tax can be deducted."""
        return self.paper.kind in (Kind.INVOICE_EINV_SPECIAL, Kind.INVOICE_VAT_SPECIAL)

    @property
    def paper_day(self) -> date:
        """Day of issue."""
        value = self.paper.fields["issue_date"]
        if not isinstance(value, date):
            raise TypeError(f"{self.paper.file}: no day of issue")
        return value

    @property
    def gross(self) -> int:
        """价税合计, fen."""
        return self.paper.fen("total_incl_tax")

    @property
    def net(self) -> int:
        """合计金额, fen."""
        return self.paper.fen("amount_excl_tax")

    @property
    def claimable(self) -> int:
        """What is honestly declared for it: net where the tax is deducted."""
        return self.net if self.special else self.gross


@dataclass(slots=True, eq=False)
class Bought:
    """A purchase line of the project list and the papers behind it."""

    number: int
    shape: str
    category: Category
    description: str
    supplier: Company
    bills: list[Bill]
    contracts: list[Paper]
    declared: int
    contract_no: str
    named: str
    """What the list names: `all` numbers, the `contract` only, or nothing but the supplier (`bare`)."""
    invoice_nos: list[str] = field(default_factory=list)
    receipt_nos: list[str] = field(default_factory=list)
    cuts: dict[str, int] = field(default_factory=dict)
    """What the injected faults cost, fen by code."""

    @property
    def net(self) -> bool:
        """Whether it is declared net of tax."""
        return self.bills[0].special

    @property
    def slips(self) -> list[Paper]:
        """The slips behind it, each once."""
        return list(dict.fromkeys(slip for bill in self.bills for slip, _ in bill.slips))

    def cut(self, code: str, amount: int) -> Found:
        """Say that the line loses so much for that code."""
        self.cuts[code] = self.cuts.get(code, 0) + amount
        return Found(code, str(self.number), amount)


@dataclass(slots=True, eq=False)
class Month:
    """One person in one month: rows of payroll, insurance, fund and bank, and what it costs (fen)."""

    pay: dict[str, object]
    insured: dict[str, object]
    funded: dict[str, object]
    paid: dict[str, object]

    @property
    def cost(self) -> int:
        """Gross wage with the employer's insurance and fund."""
        values = (self.pay["gross"], self.pay["si_employer"], self.pay["hf_employer"])
        return sum(int(value) for value in values if isinstance(value, Fen))


@dataclass(slots=True, eq=False)
class Worker:
    """One person of the team."""

    name: str
    roster: dict[str, object]
    months: list[Month]


@dataclass(frozen=True, slots=True)
class Found:
    """What an exact audit must say: the code, the line it hits (None for the application), and what it cuts there."""

    code: str
    line: str | None = None
    amount: int | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """The whole submission. Faults take lines and workers out of `free_*`, so that no two of them meet."""

    seed: int
    programme: Programme
    rng: Random
    registry: Registry
    applicant: Company
    lines: list[Bought]
    workers: list[Worker]
    form: Paper
    listing: Paper
    licence: Paper
    served: Paper
    others: list[Paper]
    staff: dict[Kind, list[Paper]] = field(default_factory=dict)
    personnel_cuts: dict[str, int] = field(default_factory=dict)
    wages_extra: int = 0
    """Fen declared for wages beyond what payroll and lists show."""
    imported: Imported = field(default_factory=Imported)
    problems: list[Problem] = field(default_factory=list)
    elsewhere: list[Kept] = field(default_factory=list)
    form_unit: int = 1
    """What the form's total is divided by."""
    form_extra: int = 0
    """Fen by which the form's total exceeds the list's sum."""
    ticked: dict[str, list[Paper]] = field(default_factory=dict)
    """Of a cloud: every ticked sub-domain with the papers that show it."""
    star: int = 0
    """The star that a cloud or a park applies for."""
    asked: int = 0
    """Fen of the award that a park asks for."""
    award_cuts: dict[str, int] = field(default_factory=dict)
    """What faults cost of a park's award, fen by code."""
    found: list[Found] = field(default_factory=list)
    also: set[str] = field(default_factory=set)
    """Codes that follow from an injected fault as well: neither asked for nor false."""
    free_lines: list[Bought] = field(default_factory=list)
    free_workers: list[Worker] = field(default_factory=list)
    slots: set[str] = field(default_factory=set)
    """What of the application as a whole a fault has already changed."""

    @property
    def personnel_number(self) -> str:
        """The number of the personnel line, after all purchases."""
        return str(max(line.number for line in self.lines) + 1)

    def take(self, fits: Callable[[Bought], bool] = lambda line: True) -> Bought | None:
        """A line that no fault has changed yet, or None where none fits."""
        chosen = next((line for line in self.free_lines if fits(line)), None)
        if chosen is not None:
            self.free_lines.remove(chosen)
        return chosen

    def take_worker(self) -> Worker | None:
        """A person whom no fault has changed yet."""
        return self.free_workers.pop() if self.free_workers else None

    def cut_personnel(self, code: str, amount: int) -> Found:
        """Say that the personnel line loses so much for that code."""
        self.personnel_cuts[code] = self.personnel_cuts.get(code, 0) + amount
        return Found(code, PERSONNEL, amount)

    def papers(self) -> Iterator[Paper]:
        """Every paper of the submission, each once."""
        own = (paper for line in self.lines for paper in (*line.contracts, *(b.paper for b in line.bills), *line.slips))
        staff = (paper for papers in self.staff.values() for paper in papers)
        head = (self.form, self.listing, self.licence, self.served)
        yield from dict.fromkeys((*head, *own, *self.others, *staff))
