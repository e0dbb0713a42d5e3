"""Recognition: from the declared to the recognised amount, every fen cut once and for one reason."""

from __future__ import annotations

from evidence.frozen import Frozen
from evidence.money import Money


class Deduction(Frozen):
    """One step of the waterfall of one line (domain §2.3): what was cut and the code that says why."""

    step: str
    """`v1` … `v10` of the waterfall, `service` for months and use of a cloud, `personnel` for payroll checks."""
    code: str
    amount: Money
    why: str


class RecognisedLine(Frozen):
    """One declared line after the waterfall; `declared` minus the deductions is exactly `recognised`."""

    line: str
    declared: Money
    recognised: Money
    deductions: tuple[Deduction, ...] = ()


class CapReading(Frozen):
    """One reading of the personnel cap (domain §1.4): A declared base, B self-consistent, C one pass."""

    name: str
    base: str
    allowed: Money
    total: Money
    subsidy: Money
    applied: bool


class Recognition(Frozen):
    """The amounts of the whole application. `subsidy_unrounded` decides thresholds, `subsidy` is what is shown."""

    lines: tuple[RecognisedLine, ...]
    declared: Money
    non_personnel: Money
    personnel_before_cap: Money
    personnel_allowed: Money
    recognised: Money
    subsidy_unrounded: Money
    subsidy: Money
    readings: tuple[CapReading, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    """Cuts of an application without lines: a park's award. `declared` minus these is exactly `recognised`."""
    steps: tuple[tuple[str, str], ...] = ()
    """The calculation in words and figures, for the report: (what, how much)."""


class Alternative(Frozen):
    """The whole application under one other reading of one switch of the policy."""

    switch: str
    reading: str
    recognised: Money
    subsidy: Money


class Question(Frozen):
    """An open question and how much the recognised total grows if it is answered for the applicant, alone."""

    finding: str
    """Id of the finding that asks it."""
    code: str
    line: str | None
    moves: Money


class Reach(Frozen):
    """The recognised total as a range: `certain` holds now, `possible` if every question went the applicant's way."""

    certain: Money
    possible: Money
    subsidy_certain: Money
    subsidy_possible: Money
    questions: tuple[Question, ...] = ()
    """All questions that move it, the one that moves most first."""


class Checked(Frozen):
    """An item of the auditor's checklist: what documents cannot decide, and what an imported table answered."""

    code: str
    question: str
    answer: str = ""
    """Empty while open."""
    adverse: bool = False
