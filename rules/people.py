"""What is asked about the people themselves: labour contracts, identities, unusual wages, months before entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from statistics import median_low

from evidence.document import Method
from evidence.fen import yuan
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.names import name_key, number_key
from evidence.record import Record, Row
from evidence.views import day_of, sure
from rules.employment import effort, is_ours, project_of, staff_of, worked
from rules.papers import Papers
from rules.payroll import PersonMonth, Spot, Staff
from rules.recognition import Workings

MONTHS_NEEDED = 4
UNUSUAL = 3
"""A month of more than so many times the person's usual wage is pointed out."""
HIGH = 5
"""A usual wage of more than so many times everyone's is pointed out; only among five people or more."""
_LIST = (
    Kind.PAYROLL,
    Kind.SOCIAL_INSURANCE,
    Kind.HOUSING_FUND,
    Kind.ROSTER,
    Kind.LABOUR_CONTRACT,
    Kind.TIMESHEET,
    Kind.ID_CARD,
)


def _staff(papers: Papers) -> Staff | None:
    line = next((line for line in papers.case.declaration.lines if line.is_personnel), None)
    return staff_of(papers, line) if line else None


def _people(staff: Staff) -> dict[str, list[PersonMonth]]:
    people: dict[str, list[PersonMonth]] = defaultdict(list)
    for month in staff.months:
        people[month.person].append(month)
    return people


def missing_contracts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Where labour contracts were handed in: the people without one. All of them missing is on the checklist."""
    staff = _staff(papers)
    if staff is None or not staff.contracts:
        return
    if not all(sure(contract.facts.get("name")) for contract in staff.contracts):
        return
    known = {name_key(contract.text("name")) for contract in staff.contracts}
    without = [months[0] for months in _people(staff).values() if name_key(months[0].row.text("name")) not in known]
    if without:
        names = "、".join(month.row.text("name") for month in without[:5]) + ("等" if len(without) > 5 else "")
        message = f"未见{len(without)}名人员的劳动合同：{names}，请补充"
        evidence = [_spot(month.payroll, "name") for month in without]
        yield papers.finding("personnel_contract_missing", message, ("labour_contracts",), evidence)


def _spot(spot: Spot, field: str) -> Evidence:
    record, row = spot
    return Evidence.at(record, field, row.facts[field]) if field in row.facts else Evidence.of(record, field)


def identities(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """One identity number under several names; one name under numbers that no list shows side by side.

    Two people of one name are common: a list that names both of them settles it.
    """
    by_number: dict[str, dict[str, Spot]] = defaultdict(dict)
    by_name: dict[str, dict[str, Spot]] = defaultdict(dict)
    together: set[frozenset[str]] = set()
    for record in papers.records.values():
        if record.kind not in _LIST:
            continue
        own: dict[str, set[str]] = defaultdict(set)
        for name, number, row in _named(record):
            by_number[number].setdefault(name, (record, row))
            by_name[name].setdefault(number, (record, row))
            own[name].add(number)
        together |= {frozenset(numbers) for numbers in own.values() if len(numbers) > 1}
    for number, names in by_number.items():
        if len(names) > 1:
            told = "、".join(f"“{row.text('name')}”（{record.file}）" for record, row in names.values())
            message = f"尾号{number[-4:]}的证件号码对应不同姓名：{told}，提请核实"
            evidence = [_spot(spot, "name") for spot in names.values()]
            yield papers.finding("personnel_identity_conflict", message, tuple(names), evidence)
    for name, numbers in by_name.items():
        if len(numbers) > 1 and not any(set(numbers) <= pair for pair in together):
            told = "、".join(f"尾号{number[-4:]}（{spot[0].file}）" for number, spot in numbers.items())
            spots = list(numbers.values())
            message = f"“{spots[0][1].text('name')}”在各材料中的证件号码不一致：{told}，提请核实"
            evidence = [_spot(spot, "name") for spot in spots]
            yield papers.finding("personnel_identity_conflict", message, (name, "number"), evidence)


def _named(record: Record) -> Iterator[tuple[str, str, Row]]:
    """Names with whole identity numbers of 18 characters, read without doubt."""
    for row in (*record.rows, record):
        facts = (row.facts.get("name"), row.facts.get("person_id"))
        if any(fact is None or fact.method is Method.OCR or not sure(fact) for fact in facts):
            continue
        name, number = name_key(row.text("name")), number_key(row.text("person_id"))
        if name and len(number) == 18 and "*" not in row.text("person_id"):
            yield name, number, row


def unusual_wages(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Months far above a person's own usual wage, and people far above everyone's."""
    staff = _staff(papers)
    people = {key: months for key, months in _people(staff).items() if len(months) >= MONTHS_NEEDED} if staff else {}
    usual = {key: median_low(month.gross for month in months) for key, months in people.items()}
    everyone = median_low(usual.values()) if len(usual) >= HIGH else 0
    for key, months in people.items():
        name = months[0].row.text("name")
        high = [month for month in months if month.gross > UNUSUAL * usual[key]]
        if high:
            told = "、".join(f"{month.month}应发{yuan(month.gross).shown()}元" for month in high)
            message = f"{name}{told}，高于其月工资中位数{yuan(usual[key]).shown()}元的{UNUSUAL}倍，提请核实构成"
        elif everyone and usual[key] > HIGH * everyone:
            high = months[:1]
            message = (
                f"{name}月工资中位数{yuan(usual[key]).shown()}元，高于项目人员中位数"
                f"{yuan(everyone).shown()}元的{HIGH}倍，提请核实"
            )
        else:
            continue
        evidence = [_spot(month.payroll, "gross") for month in high]
        yield papers.finding("personnel_wage_outlier", message, (key, "wages"), evidence)


def early_months(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Wages for months before the day of entry that the roster gives."""
    staff = _staff(papers)
    for months in _people(staff).values() if staff else ():
        roster = months[0].roster
        entered = day_of(roster[1], "entry_date") if roster else None
        if roster is None or entered is None or not sure(roster[1].facts["entry_date"]):
            continue
        early = [month for month in months if month.month and month.month < f"{entered:%Y-%m}"]
        if early:
            name, told = months[0].row.text("name"), "、".join(month.month for month in early)
            message = f"名册载明{name}入职日期为{entered}，工资表列有{told}工资，提请核实"
            evidence = [_spot(roster, "entry_date"), *(_spot(month.payroll, "gross") for month in early)]
            yield papers.finding("rule_cannot_determine", message, (months[0].person, "entry"), evidence)


def unshared_projects(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """People whose timesheets name several projects of which none is surely ours, or that print no hours."""
    staff = _staff(papers)
    told: dict[str, tuple[PersonMonth, list[str]]] = {}
    for month in staff.months if staff else ():
        spots = worked(staff, month) if staff else {}
        shared = any(is_ours(papers, key) for key in spots) and all(
            sum(effort(row) for _, row in rows) for rows in spots.values()
        )
        if len(spots) > 1 and not shared:
            names = [project_of(record, row) for rows in spots.values() for record, row in rows]
            told.setdefault(month.person, (month, names))
    for person, (month, names) in told.items():
        message = (
            f"{month.row.text('name')}{month.month}工时表登记参与“{'、'.join(dict.fromkeys(names))}”，"
            "未能确定本项目工时占比，请提供分摊依据"
        )
        yield papers.finding("rule_cannot_determine", message, (person, "projects"), (_spot(month.payroll, "name"),))


RULES = (missing_contracts, identities, unusual_wages, early_months, unshared_projects)
