"""Months: what invoices and payments come to month by month, held against the recognition period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from evidence.case import Case
from evidence.fact import Fact, Status
from evidence.money import Money
from evidence.period import Period
from evidence.record import Record
from reports.exhibit import amount_field

_DAYS = {True: "issue_date", False: "pay_date"}
"""The day that decides, of an invoice and of a payment."""

_ZERO = Money.zero()

_FILLED = 3
"""So many empty months in a row are drawn; a longer gap is left out and marked."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What one month's invoices or payments come to, in yuan; only `red` is negative."""

    inside: Money = _ZERO
    inside_doubtful: Money = _ZERO
    """In the period, with an amount or a day that nothing independent confirms."""
    outside: Money = _ZERO
    outside_doubtful: Money = _ZERO
    red: Money = _ZERO

    @property
    def positive(self) -> Money:
        """All but red invoices."""
        return self.inside + self.inside_doubtful + self.outside + self.outside_doubtful

    @property
    def total(self) -> Money:
        """Everything, red invoices taken off."""
        return self.positive + self.red

    def plus(self, amount: Money, *, inside: bool, doubtful: bool) -> Flow:
        """The flow with one more document."""
        if amount < Money.zero():
            return replace(self, red=self.red + amount)
        name = ("inside" if inside else "outside") + ("_doubtful" if doubtful else "")
        return replace(self, **{name: getattr(self, name) + amount})


@dataclass(frozen=True, slots=True)
class Month:
    """One month; `gap` tells that empty months before it were left out."""

    year: int
    month: int
    invoiced: Flow
    paid: Flow
    gap: bool = False
    in_period: bool = False
    """Whether any of its days lies in the period."""


@dataclass(frozen=True, slots=True)
class Months:
    """All months from the first to the last document and of the period, and what could not be placed."""

    rows: tuple[Month, ...]
    period: Period
    left_out: dict[str, int]
    """Documents in no month, by the reason, in Chinese."""

    @property
    def invoiced(self) -> Money:
        """All invoices shown."""
        return Money.total(one.invoiced.total for one in self.rows)

    @property
    def paid(self) -> Money:
        """All payments shown."""
        return Money.total(one.paid.total for one in self.rows)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One document that counts."""

    invoice: bool
    day: date
    amount: Money
    doubtful: bool


def months(case: Case) -> Months:
    """Every invoice and payment of the case once, in the month of its day; what counts twice or not at all is told."""
    left_out: Counter[str] = Counter()
    entries = list(_entries(case, left_out))
    period = case.policy.period
    flows: dict[tuple[int, int], tuple[Flow, Flow]] = {}
    for one in entries:
        key = (one.day.year, one.day.month)
        invoiced, paid = flows.get(key, (Flow(), Flow()))
        grown = (invoiced if one.invoice else paid).plus(one.amount, inside=one.day in period, doubtful=one.doubtful)
        flows[key] = (grown, paid) if one.invoice else (invoiced, grown)
    rows = tuple(_rows(flows, period)) if flows else ()
    return Months(rows=rows, period=period, left_out=dict(sorted(left_out.items())))


def _entries(case: Case, left_out: Counter[str]) -> Iterator[_Entry]:
    again = {one.again for one in case.matching.duplicates if one.again != one.kept}
    for record in {record.id: record for record in reversed(case.records)}.values():
        if not (record.kind.is_invoice or record.kind.is_payment):
            continue
        if record.id in again:
            left_out["重复提交"] += 1
            continue
        found = _entry(record)
        if isinstance(found, str):
            left_out[found] += 1
        else:
            yield found


def _entry(record: Record) -> _Entry | str:
    """What a document adds, or why it adds nothing."""
    amount, day = record.facts.get(amount_field(record.kind)), record.facts.get(_DAYS[record.kind.is_invoice])
    if _void(record):
        return "载明作废"
    if amount is None or amount.type != "money":
        return "金额未读到"
    if amount.currency != "CNY":
        return "非人民币"
    if day is None or day.type != "date":
        return "日期未读到"
    doubtful = amount.status is not Status.PROVEN or day.status is Status.CONTRADICTED
    return _Entry(record.kind.is_invoice, day.day, amount.money, doubtful)


def _void(record: Record) -> bool:
    fact: Fact | None = record.facts.get("is_void")
    return fact is not None and fact.type == "flag" and fact.flag and fact.status is not Status.CONTRADICTED


def _rows(flows: dict[tuple[int, int], tuple[Flow, Flow]], period: Period) -> Iterator[Month]:
    own = set(_span((period.start.year, period.start.month), (period.end.year, period.end.month)))
    shown = sorted({*flows, *own})
    before: tuple[int, int] | None = None
    for key in shown:
        between = list(_span(before, key))[1:-1] if before else []
        if len(between) <= _FILLED:
            yield from (_month(one, flows, own, gap=False) for one in between)
        yield _month(key, flows, own, gap=len(between) > _FILLED)
        before = key


def _month(
    key: tuple[int, int], flows: dict[tuple[int, int], tuple[Flow, Flow]], own: set[tuple[int, int]], *, gap: bool
) -> Month:
    invoiced, paid = flows.get(key, (Flow(), Flow()))
    return Month(key[0], key[1], invoiced, paid, gap=gap, in_period=key in own)


def _span(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Every month from the first to the last, both included."""
    for count in range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1]):
        yield count // 12, count % 12 + 1
