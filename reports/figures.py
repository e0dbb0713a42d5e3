"""Figures: sums by category, reason and state of proof that all reports share, and the tie-outs between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from evidence.case import Case, Verdict
from evidence.declared import Category, DeclaredLine
from evidence.fact import Fact, Status
from evidence.finding import Severity
from evidence.money import Money
from evidence.policy import Policy
from evidence.recognition import RecognisedLine, Recognition
from evidence.record import Record
from reports.exhibit import amount_field
from reports.summary import recognised_line

CAP_CODE = "personnel_cap_exceeded"


@dataclass(frozen=True, slots=True)
class CategoryTotal:
    """One category of the declaration, before the personnel cap."""

    title: str
    lines: int
    declared: Money
    recognised: Money

    @property
    def cut(self) -> Money:
        """Declared minus recognised."""
        return self.declared - self.recognised


@dataclass(frozen=True, slots=True)
class Cut:
    """All that one reason cut."""

    code: str
    title: str
    amount: Money
    lines: int


@dataclass(frozen=True, slots=True)
class TieOut:
    """Two ways to one amount, in yuan; they must agree."""

    title: str
    left: Money
    right: Money

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Judged:
    """A declared line with its outcome, and the weakest proof among the amounts of the documents behind it."""

    line: DeclaredLine
    outcome: RecognisedLine
    status: Status

    @property
    def cut(self) -> Money:
        """Declared minus recognised."""
        return self.outcome.declared - self.outcome.recognised


@dataclass(frozen=True, slots=True)
class Figures:
    """The shared sums. All amounts are yuan."""

    lines: tuple[Judged, ...]
    categories: tuple[CategoryTotal, ...]
    cuts: tuple[Cut, ...]
    """By amount, largest first; the cut over the personnel limit is the last."""
    lines_recognised: Money
    over_cap: Money
    unproven: Money
    """Recognised on lines with an amount that nothing independent confirms."""
    contradicted: Money
    severities: dict[Severity, int]
    tie_outs: tuple[TieOut, ...]

    @property
    def status(self) -> Status:
        """The weakest proof behind the recognised total: of the lines that add to it."""
        return worst(tuple(one.status for one in self.lines if one.outcome.recognised))

    @property
    def holds(self) -> bool:
        """Whether all tie-outs hold."""
        return all(one.holds for one in self.tie_outs)

    @classmethod
    def of(cls, case: Case, verdict: Verdict) -> Figures:
        """Add everything up, once."""
        recognition = verdict.recognition
        records = {record.id: record for record in case.records}
        lines = tuple(
            Judged(line, recognised_line(line, recognition), _proof(case, line, records))
            for line in case.declaration.lines
        )
        recognised = Money.total(one.outcome.recognised for one in lines)
        over_cap = recognition.personnel_before_cap - recognition.personnel_allowed
        counted = Counter(finding.severity for finding in verdict.findings)
        return cls(
            lines=lines,
            categories=_categories(lines, case.policy),
            cuts=_cuts(lines, recognition, case.policy),
            lines_recognised=recognised,
            over_cap=over_cap,
            unproven=_resting(lines, Status.UNPROVEN),
            contradicted=_resting(lines, Status.CONTRADICTED),
            severities={severity: counted[severity] for severity in Severity},
            tie_outs=_tie_outs(lines, verdict, over_cap),
        )


def code_title(policy: Policy, code: str) -> str:
    """The Chinese title of a code; one the policy does not list shows as it is."""
    terms = policy.codes.get(code)
    return terms.title if terms else code


def category_title(policy: Policy, category: Category) -> str:
    """The Chinese title of a category."""
    terms = policy.categories.get(category)
    return terms.title if terms else category.value


def worst(statuses: tuple[Status, ...]) -> Status:
    """The weakest state of proof; PROVEN where there is nothing to prove."""
    for status in (Status.CONTRADICTED, Status.UNPROVEN):
        if status in statuses:
            return status
    return Status.PROVEN


def money_of(fact: Fact | None) -> Money | None:
    """The amount of a fact that has one."""
    return fact.money if fact is not None and fact.type == "money" else None


def _proof(case: Case, line: DeclaredLine, records: dict[str, Record]) -> Status:
    """A document without the amount it should state leaves the line unproven."""
    statuses = []
    for name in case.matching.of(line.id).records:
        record = records.get(name)
        field = amount_field(record.kind) if record else ""
        if record is not None and field:
            fact = record.facts.get(field)
            statuses.append(fact.status if fact else Status.UNPROVEN)
    return worst(tuple(statuses))


def _resting(lines: tuple[Judged, ...], status: Status) -> Money:
    return Money.total(one.outcome.recognised for one in lines if one.status is status)


def _categories(lines: tuple[Judged, ...], policy: Policy) -> tuple[CategoryTotal, ...]:
    totals = []
    for category in Category:
        own = [one for one in lines if one.line.category is category]
        if own:
            totals.append(
                CategoryTotal(
                    title=category_title(policy, category),
                    lines=len(own),
                    declared=Money.total(one.outcome.declared for one in own),
                    recognised=Money.total(one.outcome.recognised for one in own),
                )
            )
    return tuple(totals)


def _cuts(lines: tuple[Judged, ...], recognition: Recognition, policy: Policy) -> tuple[Cut, ...]:
    amounts: dict[str, Decimal] = {}
    where: dict[str, set[str]] = {}
    for one in lines:
        for deduction in one.outcome.deductions:
            if deduction.amount:
                amounts[deduction.code] = amounts.get(deduction.code, Decimal(0)) + deduction.amount.amount
                where.setdefault(deduction.code, set()).add(one.line.id)
    cuts = [
        Cut(code, code_title(policy, code), Money(amount=amount), len(where[code]))
        for code, amount in sorted(amounts.items(), key=lambda item: (-item[1], item[0]))
    ]
    cuts += [Cut(one.code, code_title(policy, one.code), one.amount, 0) for one in recognition.deductions]
    over_cap = recognition.personnel_before_cap - recognition.personnel_allowed
    if over_cap:
        cuts.append(Cut(CAP_CODE, "人员费用超限核减", over_cap, 0))
    return tuple(cuts)


def _tie_outs(lines: tuple[Judged, ...], verdict: Verdict, over_cap: Money) -> tuple[TieOut, ...]:
    recognition = verdict.recognition
    declared = Money.total(one.outcome.declared for one in lines)
    cut = Money.total(item.amount for one in lines for item in one.outcome.deductions)
    recognised = Money.total(one.outcome.recognised for one in lines)
    allowed = recognition.non_personnel + recognition.personnel_allowed
    if verdict.park is not None:
        cut = Money.total(item.amount for item in recognition.deductions)
        due = verdict.park.due
        return (
            TieOut("申请奖励金额－核减数＝审定数", recognition.declared - cut, recognition.recognised),
            TieOut("测算奖励（补差）＝审定数", due, recognition.recognised),
        )
    return (
        TieOut("明细申报数合计＝申报数", declared, recognition.declared),
        TieOut("明细申报数－明细核减数＝明细审定数", declared - cut, recognised),
        TieOut("明细审定数－人员超限核减＝审定数", recognised - over_cap, recognition.recognised),
        TieOut("非人员投入＋人员投入可认定数＝审定数", allowed, recognition.recognised),
    )
