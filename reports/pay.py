"""Pay: what payroll, bank, insurance and fund show of one person in one month — for the restricted working paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evidence.fact import Status
from evidence.kind import Kind
from evidence.period import month_of
from evidence.record import Record, Row
from reports.dossier import Dossier
from reports.figures import worst

KINDS = (Kind.PAYROLL, Kind.BANK_BATCH, Kind.SOCIAL_INSURANCE, Kind.HOUSING_FUND)
"""Documents that show somebody's money month by month."""

_BESIDE = (Kind.ROSTER, Kind.TIMESHEET)
"""Documents that tell who somebody is and what for the time was spent."""

Spot = tuple[Record, Row]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of what rows show, as doubtful as the weakest of them."""

    value: Decimal
    status: Status
    doubtful: int


@dataclass(slots=True)
class Person:
    """One person, by identity number; by name where no document shows a number."""

    name: str
    number: str = ""
    department: str = ""
    post: str = ""
    dedicated: bool = False
    """The roster calls the person 专职."""

    @property
    def known_by(self) -> str:
        """What tells the person from all others."""
        return self.number or f"姓名：{self.name}"


@dataclass(slots=True)
class PersonMonth:
    """The rows of one person in one month (`2024-03`, empty where none is named)."""

    person: Person
    month: str
    rows: list[Spot] = field(default_factory=list)
    hours: list[tuple[str, Decimal]] = field(default_factory=list)
    """(project, hours) of the timesheets."""

    def sum(self, name: str, *kinds: Kind) -> Sum | None:
        """The sum of a money field over the rows, of all kinds or of some; None where none states it."""
        own = (row for record, row in self.rows if not kinds or record.kind in kinds)
        facts = [row.facts[name] for row in own if name in row.facts and row.facts[name].type == "money"]
        if not facts:
            return None
        doubtful = sum(fact.status is not Status.PROVEN for fact in facts)
        return Sum(sum((fact.number for fact in facts), Decimal(0)), worst(tuple(f.status for f in facts)), doubtful)

    def has(self, kind: Kind) -> bool:
        """Whether a document of that kind lists the person in the month."""
        return any(record.kind is kind for record, _ in self.rows)


def person_months(dossier: Dossier) -> tuple[PersonMonth, ...]:
    """All of them by person and month. Every row counts once, so that the sums are those of the documents."""
    records = [record for record in dossier.records.values() if record.kind in (*KINDS, *_BESIDE)]
    spots = list(_spots(sorted(records, key=lambda one: (one.kind.value, one.text("month"), one.file, one.id))))
    people = _people(row for _, row in spots)
    months: dict[tuple[str, str], PersonMonth] = {}
    for record, row in spots:
        person = people[_who(row)]
        _describe(person, record, row)
        if record.kind is Kind.ROSTER:
            continue
        month = month_of(row.text("month")) or month_of(record.text("month"))
        own = months.setdefault((person.known_by, month), PersonMonth(person, month))
        if record.kind is Kind.TIMESHEET:
            hours = row.number("hours")
            own.hours += [(row.text("project") or record.text("project"), hours)] if hours is not None else []
        else:
            own.rows.append((record, row))
    return tuple(months[key] for key in sorted(months))


def _spots(records: Sequence[Record]) -> Iterator[Spot]:
    return ((record, row) for record in records for row in record.rows)


def _who(row: Row) -> tuple[str, str]:
    return row.text("name"), _number(row)


def _number(row: Row) -> str:
    """The identity number, empty where it is printed masked."""
    number = row.text("person_id")
    return "" if "*" in number else number


def _people(rows: Iterable[Row]) -> dict[tuple[str, str], Person]:
    """The person of every (name, number); rows without a number go to the only one of that name who has one."""
    known: dict[str, set[str]] = defaultdict(set)
    seen = dict.fromkeys(_who(row) for row in rows)
    for name, number in seen:
        if number:
            known[name].add(number)
    people: dict[str, Person] = {}
    found: dict[tuple[str, str], Person] = {}
    for name, number in seen:
        only = number or (next(iter(known[name])) if len(known[name]) == 1 else "")
        person = Person(name, only)
        found[name, number] = people.setdefault(person.known_by, person)
    return found


def _describe(person: Person, record: Record, row: Row) -> None:
    person.department = person.department or row.text("department")
    person.post = person.post or row.text("post") or row.text("duty")
    if record.kind is Kind.ROSTER and row.text("dedicated") == "true":
        person.dedicated = True
