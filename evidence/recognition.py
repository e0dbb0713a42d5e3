"""Recognition: from the declared to the recognised amount, every fen cut once and for one reason."""

from __future__ import annotations

from evidence.frozen import Frozen
from evidence.money import Money


class Deduction(Frozen):
    """One step of the waterfall of one line (domain §2.3): what was cut and the code that says why."""

    step: str
    """`v1` … `v10` of the waterfall, or `personnel` for what the payroll checks cut."""
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
    steps: tuple[tuple[str, str], ...] = ()
    """The calculation in words and figures, for the report: (what, how much)."""
