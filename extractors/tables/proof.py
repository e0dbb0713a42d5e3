"""Proofs inside a table: equations between the cells of a row, and printed totals against the sum of the rows.

Cells of a worksheet are often rounded for display, so an equation has two tolerances: within a fen it proves, within
half a unit of the printed digits of all its terms it says nothing, beyond that it contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence.document import Method
from evidence.fact import Candidate, Fact, Status
from evidence.money import CENT
from extractors.tables.cell import plain_amount
from extractors.tables.sheet import Facts
from extractors.values.amounts import AmountError, parse_amount


@dataclass(frozen=True, slots=True)
class Equation:
    """`target` = sum of `plus` − sum of `minus`; terms in `optional` may be missing and then count as nothing."""

    name: str
    target: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """All fields of the right side."""
        return (*self.plus, *self.minus)

    def applies(self, facts: Mapping[str, Fact]) -> bool:
        """Whether the row shows every term that must be there, and at least one optional one."""
        needed = {self.target, *self.terms} - set(self.optional)
        return needed <= facts.keys() and (not self.optional or any(name in facts for name in self.optional))

    def difference(self, facts: Mapping[str, Fact]) -> Decimal:
        """Right side minus target."""
        plus = sum((facts[name].number for name in self.plus if name in facts), Decimal(0))
        minus = sum((facts[name].number for name in self.minus if name in facts), Decimal(0))
        return plus - minus - facts[self.target].number

    def slack(self, facts: Mapping[str, Fact]) -> Decimal:
        """Half a unit of the last printed digit, over all terms."""
        return sum((half_unit(facts[name]) for name in (self.target, *self.terms) if name in facts), Decimal(0))


def half_unit(fact: Fact) -> Decimal:
    """Half a unit of the last printed digit, in the value's unit; sums of cells add theirs up."""
    steps = [_step(part) for part in fact.raw.split(" + ")]
    known = [step for step in steps if step is not None]
    if known:
        return sum(known, Decimal(0))
    exponent = Decimal(fact.value).as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2


def _step(raw: str) -> Decimal | None:
    try:
        amount = parse_amount(raw)
    except AmountError:
        return None
    return amount.step if amount else None


def prove(facts: Facts, equations: Sequence[Equation]) -> Facts:
    """The row with the status that its equations give.

    Equations are alternatives, the first that holds within a fen proves its terms; if none holds and one is broken
    beyond rounding, the target is contradicted and carries the computed value as a candidate.
    """
    applying = [equation for equation in equations if equation.applies(facts)]
    for equation in applying:
        if abs(equation.difference(facts)) <= CENT:
            return _marked(facts, (equation.target, *equation.terms), Status.PROVEN, equation.name)
    broken = next((e for e in applying if abs(e.difference(facts)) > max(CENT, e.slack(facts))), None)
    if broken is None or any(abs(e.difference(facts)) <= e.slack(facts) for e in applying):
        return facts
    check = f"not:{broken.name}"
    marked = _marked(_marked(facts, broken.terms, None, check), (broken.target,), Status.CONTRADICTED, check)
    target = marked[broken.target]
    return marked | {broken.target: with_candidate(target, target.number + broken.difference(facts))}


def _marked(facts: Facts, names: Iterable[str], status: Status | None, check: str) -> Facts:
    """The row with the check named on those facts, and the status where one is given."""
    marked = dict(facts)
    for name in names:
        fact = facts.get(name)
        if fact is not None:
            marked[name] = fact.model_copy(update={"status": status or fact.status, "checks": (*fact.checks, check)})
    return marked


def with_candidate(fact: Fact, value: Decimal) -> Fact:
    """The fact with a computed value beside it, for the reviewer."""
    other = Candidate(value=plain_amount(value), raw="", method=Method.DERIVED, place=fact.place)
    return fact.model_copy(update={"candidates": (*fact.candidates, other)})


def prove_total(total: Fact, parts: Sequence[Fact | None]) -> Fact:
    """A printed total held against the rows: proven when equal to the fen, contradicted beyond display rounding.

    Rows without the amount count as nothing; a table without any such row leaves the total unproven.
    """
    shown = [part for part in parts if part is not None]
    if not shown:
        return total
    sum_ = sum((part.number for part in shown), Decimal(0))
    difference = abs(sum_ - total.number)
    if difference <= CENT:
        return total.model_copy(update={"status": Status.PROVEN, "checks": (*total.checks, "line_sum")})
    slack = half_unit(total) + sum((half_unit(part) for part in shown), Decimal(0))
    if difference <= slack:
        return total
    marked = total.model_copy(update={"status": Status.CONTRADICTED, "checks": (*total.checks, "not:line_sum")})
    return with_candidate(marked, sum_)
