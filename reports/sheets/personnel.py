"""人员费用: months with head counts and totals, then the persons, masked and without anyone's pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from evidence.fact import Status
from evidence.kind import Kind
from evidence.record import Record, Row
from reports.dossier import Dossier
from reports.figures import worst
from reports.masking import identity, person_name
from reports.sheets.book import Amount, Book, Cell, Column, Placed
from reports.sheets.cells import amount, exhibit_link, findings_cell
from reports.sheets.index import MONTHS, PERSONS
from reports.sheets.index import PERSONNEL as KINDS
from reports.titles import kind_title, page_range

_SUMS = ("gross", "net", "si_employer", "hf_employer", "employer_amount", "amount")


def months(book: Book, dossier: Dossier, index: str) -> Placed:
    """One row a document and month: head count and sums of its rows."""
    columns = (
        Column("单据", 17),
        Column("所属月份", 10, "center"),
        Column("人数", 6, "whole"),
        Column("应发合计", 17, "money", total=True),
        Column("单位社保（工资表）", 17, "money", total=True),
        Column("单位公积金（工资表）", 17, "money", total=True),
        Column("实发合计", 17, "money", total=True),
        Column("银行代发合计", 17, "money", total=True),
        Column("单位缴纳（社保/公积金）", 17, "money", total=True),
        Column("表列合计", 17, "money"),
        Column("证据", 8, "center"),
        Column("差异", 13, "center"),
        Column("文件", 19),
        Column("页", 5, "center"),
    )
    rows = [row for record in _records(dossier) for row in _month_rows(dossier, record)]
    return book.table(MONTHS, index, "人员费用（按单据与月份汇总；个人薪酬仅见加密的受限底稿）", columns, rows)


def persons(book: Book, dossier: Dossier, index: str) -> Placed:
    """One row a person: masked name and number, and the months each kind of document shows."""
    columns = (
        Column("姓名", 8, "center"),
        Column("证件号码", 22),
        Column("部门", 16),
        Column("岗位", 16),
        Column("工资表月数", 11, "whole", total=True),
        Column("代发月数", 10, "whole", total=True),
        Column("社保月数", 10, "whole", total=True),
        Column("公积金月数", 11, "whole", total=True),
        Column("在名册", 8, "center"),
    )
    rows = [_person(found) for found in _people(dossier)]
    return book.table(PERSONS, index, "人员名单（掩码，人月数）", columns, rows)


def _records(dossier: Dossier) -> list[Record]:
    found = [record for record in dossier.records.values() if record.kind in KINDS]
    return sorted(found, key=lambda record: (KINDS.index(record.kind), record.text("month"), record.file, record.id))


def _month_rows(dossier: Dossier, record: Record) -> Iterable[tuple[Cell, ...]]:
    by_month: dict[str, list[Row]] = defaultdict(list)
    for row in record.rows:
        by_month[row.text("month") or record.text("month")].append(row)
    if not record.rows:
        by_month[record.text("month")] = []
    for month in sorted(by_month):
        yield _month_row(dossier, record, month, by_month[month], alone=len(by_month) == 1)


def _month_row(dossier: Dossier, record: Record, month: str, rows: Sequence[Row], *, alone: bool) -> tuple[Cell, ...]:
    sums = {name: _sum(rows, name) for name in _SUMS}
    printed = "total" if record.kind is Kind.BANK_BATCH else "gross_total"
    return (
        kind_title(record.kind),
        month,
        len({_who(row) for row in rows}),
        sums["gross"],
        sums["si_employer"],
        sums["hf_employer"],
        sums["net"],
        sums["amount"] if record.kind is Kind.BANK_BATCH else None,
        sums["employer_amount"],
        amount(record, printed) if alone else None,
        exhibit_link(dossier.exhibits.of_amount(record)) if record.kind in (Kind.PAYROLL, Kind.BANK_BATCH) else None,
        findings_cell(dossier, record),
        record.file,
        page_range(record.pages),
    )


def _sum(rows: Sequence[Row], name: str) -> Cell:
    facts = [row.facts[name] for row in rows if name in row.facts and row.facts[name].type == "money"]
    if not facts:
        return None
    status = worst(tuple(fact.status for fact in facts))
    doubtful = sum(fact.status is not Status.PROVEN for fact in facts)
    note = f"合计中 {doubtful} 项未经印证或存在矛盾，请对照原表。" if doubtful else ""
    return Amount(sum((fact.number for fact in facts), Decimal(0)), status, note)


def _who(row: Row) -> tuple[str, str]:
    return row.text("person_id"), row.text("name")


class _Person:
    """What the documents show of one person."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.number = ""
        self.department = ""
        self.post = ""
        self.months: dict[Kind, set[str]] = defaultdict(set)


def _people(dossier: Dossier) -> list[_Person]:
    """Persons by number, those without one by name; the order says nothing of pay."""
    numbers: dict[str, set[str]] = defaultdict(set)
    entries = [(record, row) for record in _records(dossier) for row in record.rows]
    for _, row in entries:
        if row.text("person_id"):
            numbers[row.text("name")].add(row.text("person_id"))
    people: dict[str, _Person] = {}
    for record, row in entries:
        name, number = row.text("name"), row.text("person_id")
        known = numbers[name]
        if not number and len(known) == 1:
            number = next(iter(known))
        person = people.setdefault(number or name, _Person(name))
        person.number = person.number or number
        person.department = person.department or row.text("department")
        person.post = person.post or row.text("post") or row.text("duty")
        person.months[record.kind].add(row.text("month") or record.text("month"))
    return [people[key] for key in sorted(people)]


def _person(found: _Person) -> tuple[Cell, ...]:
    counted = (Kind.PAYROLL, Kind.BANK_BATCH, Kind.SOCIAL_INSURANCE, Kind.HOUSING_FUND)
    return (
        person_name(found.name),
        identity(found.number) if found.number else "",
        found.department,
        found.post,
        *(len(found.months[kind]) for kind in counted),
        "是" if found.months[Kind.ROSTER] else "未见",
    )
