"""Whose people they are and on what they work: dispatch, several projects, and wages told again as development.

A roster says who belongs to a project; labour contracts, insurance, invoices of staffing firms and timesheets say
whether they do (申报指南 一（三）注: 项目专职研发、运营人员).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from evidence.declared import Category, DeclaredLine
from evidence.fen import fen, part
from evidence.finding import Evidence
from evidence.match import Level
from evidence.names import name_key, name_level
from evidence.period import month_of
from evidence.record import Record, Row
from evidence.views import sure
from rules.faults import Fault, not_applicant
from rules.papers import Papers
from rules.payroll import PersonMonth, Spot, Staff, gather_staff

_LEASED = re.compile(
    r"劳务派遣|派遣(?:制|工|员工|人员)|劳务(?:工|人员|外包)|外包(?:制|人员|员工|驻场)|外协人员|^(?:派遣|外包|劳务)$"
)
_STAFFING = re.compile(r"劳务派遣|劳务外包|人力资源(?:服务|外包)|人员外包|劳务费")

DEVELOPED = (
    Category.SOFTWARE_DEVELOPMENT,
    Category.HARDWARE_DEVELOPMENT,
    Category.SYSTEM_DESIGN,
    Category.SYSTEM_INTEGRATION,
    Category.TECHNICAL_SERVICE,
    Category.UNCLEAR,
)
"""What own staff may have made."""


def staff_of(papers: Papers, line: DeclaredLine) -> Staff:
    """The person-months behind a personnel line."""
    names = papers.evidence(line).personnel
    return gather_staff(
        papers.records[name] for name in names if name in papers.records and name not in papers.scenario.withheld
    )


def dispatched(papers: Papers, staff: Staff, month: PersonMonth) -> Fault | None:
    """A person whom another firm employs: told by roster or payroll, by the labour contract, or by who is paid for it.

    Insurance with another employer alone is `personnel_si_not_by_applicant`.
    """
    for record, row in filter(None, (month.roster, month.payroll)):
        for field in ("post", "duty", "department"):
            fact = row.facts.get(field)
            if fact and sure(fact) and _LEASED.search(fact.value):
                why = f"{row.text('name')}登记为“{fact.value}”，非申报单位自有人员"
                return Fault("personnel_dispatch_misclassified", 0, why, (Evidence.at(record, field, fact),))
    return _contracted_elsewhere(papers, staff, month) or _leased(papers, month)


def _contracted_elsewhere(papers: Papers, staff: Staff, month: PersonMonth) -> Fault | None:
    """A labour contract with another employer, and none with the applicant."""
    own = [contract for contract in staff.contracts if _of_person(contract, month)]
    others = []
    for contract in own:
        level = name_level(papers.applicant.name, contract.text("employer"), papers.applicant.former_names)
        if not not_applicant(papers, contract, "employer", level):
            return None
        others.append(contract)
    if not others:
        return None
    why = f"{month.row.text('name')}劳动合同的用人单位为“{others[0].text('employer')}”，非申报单位"
    return Fault("personnel_dispatch_misclassified", 0, why, (Evidence.of(others[0], "employer"),))


def _of_person(contract: Record, month: PersonMonth) -> bool:
    return bool(contract.text("name")) and name_key(contract.text("name")) == name_key(month.row.text("name"))


def _leased(papers: Papers, month: PersonMonth) -> Fault | None:
    """Insured by a firm that invoices the applicant for staff."""
    for record, _ in month.insured:
        employer = record.text("employer")
        level = name_level(papers.applicant.name, employer, papers.applicant.former_names)
        if not not_applicant(papers, record, "employer", level):
            return None
        for invoice in papers.invoices.values():
            same = name_level(employer, invoice.seller) in (Level.EXACT, Level.EQUAL)
            rows = [row for row in invoice.record.rows if _STAFFING.search(row.text("item"))]
            if same and rows:
                why = (
                    f"{month.row.text('name')}社会保险缴纳单位“{employer}”向申报单位开具"
                    f"“{rows[0].text('item')}”发票{invoice.number}，存在劳务派遣（外包）人员列为本单位人员情形"
                )
                evidence = (Evidence.of(record, "employer"), Evidence.at(invoice.record, "item", rows[0].facts["item"]))
                return Fault("personnel_dispatch_misclassified", 0, why, evidence)
    return None


def on_other_projects(papers: Papers, staff: Staff, month: PersonMonth, left: int) -> Iterator[Fault]:
    """The share of the month that timesheets book on projects other than the one applied for (domain 2.6, 18)."""
    spots = worked(staff, month)
    hours = {key: sum((effort(row) for _, row in rows), 0) for key, rows in spots.items()}
    ours = [key for key in hours if is_ours(papers, key)]
    total, other = sum(hours.values()), sum(value for key, value in hours.items() if key not in ours)
    if not ours or not other or not total or not all(hours.values()):
        return
    foreign = [spot for key, rows in spots.items() if key not in ours for spot in rows]
    names = "、".join(dict.fromkeys(project_of(record, row) for record, row in foreign))
    why = (
        f"{month.row.text('name')}{month.month}工时表登记同时参与“{names}”"
        f"（{other / 100:g}/{total / 100:g}），按工时比例分摊"
    )
    evidence = tuple(Evidence.at(record, "name", row.facts["name"]) for record, row in foreign)
    yield Fault("personnel_multi_project", part(left, other, total), why, evidence)


def worked(staff: Staff, month: PersonMonth) -> dict[str, list[Spot]]:
    """The rows of the person's timesheets in the month by project; empty where one of them was read badly."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for record in staff.timesheets:
        for row in record.rows:
            when = month_of(row.text("month")) or month_of(record.text("month"))
            if when != month.month or name_key(row.text("name")) != name_key(month.row.text("name")):
                continue
            if not project_of(record, row) or not sure(row.facts.get("name")):
                return {}
            found[name_key(project_of(record, row))].append((record, row))
    return found


def project_of(record: Record, row: Row) -> str:
    """The project a row of a timesheet is booked on."""
    return row.text("project") or record.text("project")


def effort(row: Row) -> int:
    """Hundredths of hours, or of days where no hours are printed; 0 where neither was read well."""
    for field in ("hours", "days"):
        fact = row.facts.get(field)
        if fact is not None and fact.type == "number" and sure(fact):
            return int(fact.number * 100)
    return 0


def is_ours(papers: Papers, project: str) -> bool:
    """Whether a project's name holds the platform's name or stands in it."""
    form = papers.records.get(papers.case.declaration.form)
    platform = name_key(form.text("platform_name")) if form else ""
    return len(platform) >= 4 and len(project) >= 4 and (platform in project or project in platform)


def wages_again(papers: Papers, line: DeclaredLine) -> Fault | None:
    """A purchase line without papers that comes to exactly the wages already claimed as personnel (申报指南 一（三）).

    Development by own staff is personnel cost; the same salary counts once. The amount must be that of all people, of
    one department or of one person, over all months; anything else stays a line without contract.
    """
    evidence = papers.evidence(line)
    bought = evidence.contracts or evidence.invoices or evidence.payments or line.contract_no or line.invoice_nos
    outside = line.supplier and name_key(line.supplier) != name_key(papers.applicant.name)
    if bought or outside or line.category not in DEVELOPED or not fen(line.declared):
        return None
    personnel = [other for other in papers.case.declaration.lines if other.is_personnel]
    if not personnel:
        return None
    groups: dict[str, list[PersonMonth]] = defaultdict(list)
    for month in staff_of(papers, personnel[0]).months:
        for name in ("全部人员", month.row.text("department"), month.row.text("name")):
            if name:
                groups[name].append(month)
    for name, months in groups.items():
        if fen(line.declared) in _totals(months):
            why = (
                f"第{line.number}项申报{line.declared.shown()}元与人员费用中{name}的薪酬合计一致，"
                f"且无外部合同、发票，同一薪酬已在第{personnel[0].number}项人员费用列报"
            )
            record, row = months[0].payroll
            spot = Evidence.at(record, "gross", row.facts["gross"])
            return Fault("personnel_double_counted", fen(line.declared), why, (*papers.cell(line), spot))
    return None


def _totals(months: list[PersonMonth]) -> set[int]:
    """What the wages of these months come to: gross, with the employer's insurance, and with the fund."""
    gross = sum(month.gross for month in months)
    insured = sum(month.si_claimed or 0 for month in months)
    funded = sum(month.hf_claimed or 0 for month in months)
    return {gross, gross + insured, gross + insured + funded} - {0}
