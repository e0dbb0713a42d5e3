"""Person-months: what payroll, social insurance, housing fund and the bank say of one person in one month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from evidence.document import Method
from evidence.fen import fen
from evidence.kind import Kind
from evidence.names import name_key, number_key
from evidence.period import month_of
from evidence.record import Record, Row
from evidence.views import day_of

_FAILED = ("失败", "退回", "退票", "未成功", "不成功", "冲正")

Spot = tuple[Record, Row]
"""A row and the record it stands in."""


@dataclass(slots=True)
class PersonMonth:
    """One person in one month (`2024-03`); amounts in fen."""

    person: str
    month: str
    payroll: Spot
    gross: int
    net: int
    si_claimed: int | None
    hf_claimed: int | None
    insured: list[Spot] = field(default_factory=list)
    funded: list[Spot] = field(default_factory=list)
    paid: list[Spot] = field(default_factory=list)
    roster: Spot | None = None

    @property
    def row(self) -> Row:
        """The payroll row."""
        return self.payroll[1]


@dataclass(frozen=True, slots=True)
class Staff:
    """All person-months and what kinds of evidence exist at all."""

    months: tuple[PersonMonth, ...]
    rosters: tuple[Record, ...]
    insurance: tuple[Record, ...]
    funds: tuple[Record, ...]
    batches: tuple[Record, ...]
    slips: tuple[Record, ...]
    """Bank slips of whole wage runs, which name no persons."""
    contracts: tuple[Record, ...] = ()
    """Labour contracts."""
    timesheets: tuple[Record, ...] = ()


def gather_staff(records: Iterable[Record]) -> Staff:
    """Join the records by person and month: name, and the id number where a name has several."""
    records = sorted(records, key=lambda r: (r.file, r.position))
    by_kind: dict[Kind, list[Record]] = defaultdict(list)
    for record in records:
        by_kind[record.kind].append(record)
    persons = _Persons(records)
    months = _payroll(by_kind[Kind.PAYROLL], persons)
    _attach(months, by_kind[Kind.SOCIAL_INSURANCE], persons, "insured")
    _attach(months, by_kind[Kind.HOUSING_FUND], persons, "funded")
    _attach(months, by_kind[Kind.BANK_BATCH], persons, "paid")
    _roster(months, by_kind[Kind.ROSTER], persons)
    return Staff(
        months=tuple(months.values()),
        rosters=tuple(by_kind[Kind.ROSTER]),
        insurance=tuple(by_kind[Kind.SOCIAL_INSURANCE]),
        funds=tuple(by_kind[Kind.HOUSING_FUND]),
        batches=tuple(by_kind[Kind.BANK_BATCH]),
        slips=tuple(record for record in records if record.kind.is_payment),
        contracts=tuple(by_kind[Kind.LABOUR_CONTRACT]),
        timesheets=tuple(by_kind[Kind.TIMESHEET]),
    )


class _Persons:
    """Keys of persons: the name, with the id number only where one name stands for several persons."""

    def __init__(self, records: Iterable[Record]) -> None:
        ids: dict[str, set[str]] = defaultdict(set)
        for record in records:
            for row in record.rows:
                number = number_key(row.text("person_id"))
                if number and "*" not in row.text("person_id"):
                    ids[name_key(row.text("name"))].add(number)
        self._several = {name for name, numbers in ids.items() if len(numbers) > 1}

    def key(self, row: Row) -> str:
        name = name_key(row.text("name"))
        return f"{name}/{number_key(row.text('person_id'))}" if name in self._several else name


def _payroll(records: Iterable[Record], persons: _Persons) -> dict[tuple[str, str], PersonMonth]:
    months: dict[tuple[str, str], PersonMonth] = {}
    for record in records:
        for row in record.rows:
            person, month = persons.key(row), month_of(row.text("month")) or month_of(record.text("month"))
            gross = fen(row.money("gross"))
            if not person or not gross or (person, month) in months:
                continue
            months[person, month] = PersonMonth(
                person=person,
                month=month,
                payroll=(record, row),
                gross=gross,
                net=fen(row.money("net")),
                si_claimed=_optional(row, "si_employer"),
                hf_claimed=_optional(row, "hf_employer"),
            )
    return months


def _optional(row: Row, name: str) -> int | None:
    return fen(row.money(name)) if name in row.facts else None


def _attach(
    months: dict[tuple[str, str], PersonMonth], records: Iterable[Record], persons: _Persons, where: str
) -> None:
    """Give each list row to its person-month; rows of failed transfers count for nothing."""
    strays: list[Spot] = []
    for record in records:
        for row in record.rows:
            if any(word in row.text("outcome") for word in _FAILED):
                continue
            found = months.get((persons.key(row), _month_in(record, row))) or _by_pay_day(months, record, row, persons)
            if found is not None:
                getattr(found, where).append((record, row))
            else:
                strays.append((record, row))
    for record, row in strays:
        found = _misread(months.values(), record, row, where)
        if found is not None:
            getattr(found, where).append((record, row))


def _by_pay_day(
    months: dict[tuple[str, str], PersonMonth], record: Record, row: Row, persons: _Persons
) -> PersonMonth | None:
    """A transfer that names no month: that of the pay day or the one before, whose net wage it is."""
    day = paid_on((record, row))
    if _month_in(record, row) or day is None:
        return None
    before = f"{day.year - (day.month == 1)}-{(day.month - 2) % 12 + 1:02d}"
    for month in (before, f"{day:%Y-%m}"):
        found = months.get((persons.key(row), month))
        if found is not None and not found.paid and found.net == fen(row.money("amount")):
            return found
    return None


def _misread(months: Iterable[PersonMonth], record: Record, row: Row, where: str) -> PersonMonth | None:
    """The one person-month without such evidence whose name, read from pixels, differs in a single character."""
    name, month = name_key(row.text("name")), _month_in(record, row)
    fact = row.facts.get("name")
    close = [
        other
        for other in months
        if other.month == month and not getattr(other, where) and _one_off(name, name_key(other.row.text("name")))
        if Method.OCR in (fact.method if fact else None, other.row.facts["name"].method)
    ]
    return close[0] if len(close) == 1 else None


def _one_off(left: str, right: str) -> bool:
    """Whether two names of three or more characters differ in exactly one."""
    return len(left) == len(right) >= 3 and sum(a != b for a, b in zip(left, right, strict=True)) == 1


def _month_in(record: Record, row: Row) -> str:
    return month_of(row.text("month")) or month_of(record.text("month"))


def _roster(months: dict[tuple[str, str], PersonMonth], records: Iterable[Record], persons: _Persons) -> None:
    members = {persons.key(row): (record, row) for record in records for row in record.rows if row.text("name")}
    for month in months.values():
        month.roster = members.get(month.person)


def paid_on(spot: Spot) -> date | None:
    """The day a wage batch was booked."""
    record, row = spot
    return day_of(row, "pay_date") or day_of(record, "pay_date")
