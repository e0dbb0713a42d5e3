"""Personnel lines: 专职研发、运营人员 and their wages, insurance and fund, person by person and month by month.

A person-month counts with gross wage, employer's insurance and employer's fund, each no more than the least of what
payroll, lists and bank show. The employee's shares are inside the gross wage and are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from evidence.declared import DeclaredLine
from evidence.fen import fen, yuan
from evidence.finding import Evidence
from evidence.match import Level
from evidence.names import name_level
from evidence.record import Record, Row
from evidence.views import flag_of, sure
from rules.employment import dispatched, on_other_projects, staff_of
from rules.faults import Fault, not_applicant
from rules.papers import Papers
from rules.payroll import PersonMonth, Staff, paid_on
from rules.waterfall import Cut, Work

STEP = "personnel"

Check = Callable[[Papers, Staff, PersonMonth], Fault | None]


def fall_personnel(papers: Papers, lines: Sequence[DeclaredLine]) -> list[Work]:
    """Judge all personnel lines together: a person-month supports each part (wage, insurance, fund) once."""
    if not lines:
        return []
    staff = staff_of(papers, lines[0])
    parts = {line.id: _parts(line, lines) for line in lines}
    return [_fall(papers, staff, line, parts[line.id]) for line in lines]


def _parts(line: DeclaredLine, lines: Sequence[DeclaredLine]) -> tuple[str, ...]:
    """Which parts a line claims: told by its words where several lines share the people, else all."""
    if len(lines) == 1:
        return ("gross", "si", "hf")
    words = {"gross": ("工资", "薪"), "si": ("社保", "社会保险"), "hf": ("公积金",)}
    named = tuple(part for part, terms in words.items() if any(term in line.description for term in terms))
    return named or ("gross", "si", "hf")


def _fall(papers: Papers, staff: Staff, line: DeclaredLine, parts: tuple[str, ...]) -> Work:
    """Cut each fault once. Where less is declared than the payroll shows, faults first use up that difference."""
    left = declared = fen(line.declared)
    if line.id in papers.scenario.withheld:
        return Work(line, declared, 0, ())
    claimed, parts = _claimed(staff, parts, declared)
    slack = max(0, sum(_cost(month, parts) for month in claimed) - declared)
    cuts: list[Cut] = []
    for fault in _line_faults(papers, staff, line, claimed, parts):
        if papers.scenario.answers(line.id, fault.code):
            continue
        spared = min(slack, fault.amount)
        slack -= spared
        amount = min(left, fault.amount - spared)
        left -= amount
        if amount:
            cuts.append(Cut(STEP, fault, amount))
    return Work(line, declared, left, tuple(cuts))


def _line_faults(
    papers: Papers, staff: Staff, line: DeclaredLine, claimed: Sequence[PersonMonth], parts: tuple[str, ...]
) -> Iterator[Fault]:
    declared = fen(line.declared)
    if not staff.months:
        yield Fault("personnel_wage_unpaid", declared, f"未见第{line.number}项人员费用的工资表", papers.cell(line))
        return
    shown = sum(_cost(month, parts) for month in claimed)
    if declared > shown:
        yield _over_payroll(papers, line, claimed, declared, shown)
    for month in claimed:
        yield from _month_faults(papers, staff, line, month, parts)
    if not staff.rosters:
        why = f"未见第{line.number}项人员的组成架构（名册），无法核实是否为项目专职研发、运营人员"
        yield Fault("personnel_roster_missing", declared, why, papers.cell(line))


def _over_payroll(
    papers: Papers, line: DeclaredLine, claimed: Sequence[PersonMonth], declared: int, shown: int
) -> Fault:
    """More declared than payroll and lists show: by the employees' own shares, which the gross wages hold, or else."""
    own = {part: sum(fen(month.row.money(f"{part}_employee")) for month in claimed) for part in ("si", "hf")}
    if declared - shown in {own["si"], own["hf"], own["si"] + own["hf"]} - {0}:
        why = (
            f"第{line.number}项申报{yuan(declared).shown()}元，较应发工资及单位缴费合计{yuan(shown).shown()}元"
            "多出个人承担的社会保险、公积金，个人部分已包含在应发工资内"
        )
        return Fault("personnel_double_counted", declared - shown, why, papers.cell(line))
    why = f"第{line.number}项申报{yuan(declared).shown()}元，高于工资表及单位缴费合计{yuan(shown).shown()}元"
    return Fault("declared_line_mismatch", declared - shown, why, papers.cell(line))


def _claimed(staff: Staff, parts: tuple[str, ...], declared: int) -> tuple[list[PersonMonth], tuple[str, ...]]:
    """The people and parts whose cost is exactly what was declared; all of them where none is exact."""
    listed = [month for month in staff.months if month.roster is not None]
    everyone = list(staff.months)
    choices = [parts, ("gross", "si", "hf"), ("gross", "si"), ("gross",)]
    for people in (listed, everyone):
        for choice in choices:
            if people and sum(_cost(month, choice) for month in people) == declared:
                return people, choice
    return everyone, parts


def _cost(month: PersonMonth, parts: tuple[str, ...]) -> int:
    """The person-month as claimed: the payroll's figures, else the lists'."""
    amounts = {"gross": month.gross, "si": _claimed_part(month, "si"), "hf": _claimed_part(month, "hf")}
    return sum(amounts[part] for part in parts)


def _claimed_part(month: PersonMonth, part: str) -> int:
    claimed = month.si_claimed if part == "si" else month.hf_claimed
    return claimed if claimed is not None else _listed(month, part)


def _listed(month: PersonMonth, part: str) -> int:
    spots = month.insured if part == "si" else month.funded
    return sum(fen(row.money("employer_amount")) for _, row in spots)


def _month_faults(
    papers: Papers, staff: Staff, line: DeclaredLine, month: PersonMonth, parts: tuple[str, ...]
) -> Iterator[Fault]:
    """The first fault that costs the whole person-month; else the parts that evidence does not reach."""
    whole = _cost(month, parts)
    for check in WHOLE:
        fault = check(papers, staff, month)
        if fault and not papers.scenario.answers(line.id, fault.code):
            yield Fault(fault.code, whole, fault.why, fault.evidence)
            return
    short = list(_parts_short(papers, staff, month, parts))
    yield from short
    yield from on_other_projects(papers, staff, month, max(0, whole - sum(fault.amount for fault in short)))


def _out_of_period(papers: Papers, staff: Staff, month: PersonMonth) -> Fault | None:
    start, end = papers.policy.period.start, papers.policy.period.end
    if not month.month or f"{start:%Y-%m}" <= month.month <= f"{end:%Y-%m}":
        return None
    why = f"{month.month}工资所属期不在认定期内"
    return Fault("payroll_month_out_of_period", 0, why, _at(month, "month", "gross"))


def _role(papers: Papers, staff: Staff, month: PersonMonth) -> Fault | None:
    """A post neither of research nor of operation, in the roster or else in the payroll."""
    record, row = month.roster or month.payroll
    post = f"{row.text('post')}{row.text('duty')}" or row.text("department")
    posts = papers.policy.posts
    if not any(word in post for word in posts.ineligible) or any(word in post for word in posts.eligible):
        return None
    fact = row.facts.get("post") or row.facts.get("duty")
    evidence = (Evidence.at(record, "post", fact),) if fact else ()
    why = f"{row.text('name')}岗位为“{post}”，非研发、运营岗位"
    return Fault("personnel_role_ineligible", 0, why, evidence)


def _dedicated(papers: Papers, staff: Staff, month: PersonMonth) -> Fault | None:
    """A roster that says the person is not dedicated, or that does not list a person who is claimed."""
    if month.roster is None:
        if not staff.rosters:
            return None
        why = f"{month.row.text('name')}未列入项目人员名册"
        return Fault("personnel_not_dedicated", 0, why, _at(month, "name"))
    record, row = month.roster
    fact = row.facts.get("dedicated")
    if fact is None or fact.type != "flag" or flag_of(row, "dedicated") or not sure(fact):
        return None
    why = f"名册载明{row.text('name')}为非专职人员"
    return Fault("personnel_not_dedicated", 0, why, (Evidence.at(record, "dedicated", fact),))


def _insured(papers: Papers, staff: Staff, month: PersonMonth) -> Fault | None:
    """No insurance for the month, or paid by another employer."""
    if not month.insured:
        evidence = (*_at(month, "name"), *(Evidence.of(record, "employer") for record in staff.insurance[:1]))
        why = f"{month.row.text('name')}{month.month}未见单位社会保险缴纳记录"
        return Fault("personnel_si_missing_month", 0, why, evidence)
    record = month.insured[0][0]
    level = name_level(papers.applicant.name, record.text("employer"), papers.applicant.former_names)
    if level is not Level.DIFFERENT or not sure(record.facts.get("employer")):
        return None
    why = f"{month.row.text('name')}社会保险缴纳单位为“{record.text('employer')}”，非申报单位"
    return Fault("personnel_si_not_by_applicant", 0, why, (Evidence.of(record, "employer"),))


def _paid(papers: Papers, staff: Staff, month: PersonMonth) -> Fault | None:
    """No transfer of the wage, or one so late that the notice's year has gone."""
    if not month.paid:
        if _run_slip(staff, month):
            return None
        why = f"{month.row.text('name')}{month.month}工资未见银行代发记录"
        return Fault("personnel_wage_unpaid", 0, why, _at(month, "net"))
    batch = month.paid[0][0]
    level = name_level(papers.applicant.name, batch.text("payer"), papers.applicant.former_names)
    if not_applicant(papers, batch, "payer", level):
        why = f"{month.month}工资由“{batch.text('payer')}”代发，付款单位非申报单位"
        return Fault("payer_not_applicant", 0, why, (Evidence.of(batch, "payer"),))
    day = paid_on(month.paid[0])
    limit = papers.policy.period.end + timedelta(days=papers.policy.switches.wages_paid_days_after_year)
    if day is None or day <= limit or not sure(month.paid[0][0].facts.get("pay_date")):
        return None
    why = f"{month.month}工资于{day}发放，超出认定期后{papers.policy.switches.wages_paid_days_after_year}日"
    return Fault("payment_out_of_period", 0, why, (Evidence.of(month.paid[0][0], "pay_date"),))


def _run_slip(staff: Staff, month: PersonMonth) -> bool:
    """Whether a slip paid the whole payroll of the month, though no list of persons was handed in for it."""
    whole = sum(other.net for other in staff.months if other.month == month.month)
    listed = any(batch.text("month") and month.month in batch.text("month") for batch in staff.batches)
    return not listed and any(fen(slip.money("pay_amount")) == whole for slip in staff.slips)


WHOLE: tuple[Check, ...] = (_out_of_period, _role, _dedicated, dispatched, _insured, _paid)


def _parts_short(papers: Papers, staff: Staff, month: PersonMonth, parts: tuple[str, ...]) -> Iterator[Fault]:
    """What bank, insurance list and fund list show less than the payroll."""
    name = month.row.text("name")
    paid = sum(fen(row.money("amount")) for _, row in month.paid)
    if "gross" in parts and month.paid and paid < month.net:
        why = f"{name}{month.month}工资表实发{yuan(month.net).shown()}元，银行代发{yuan(paid).shown()}元"
        yield _doubt(
            month.paid, "amount", Fault("personnel_wage_bank_mismatch", month.net - paid, why, _at(month, "net"))
        )
    for part, code, title in (("si", "declared_line_mismatch", "社会保险"), ("hf", "personnel_hf_mismatch", "公积金")):
        claimed, listed = _claimed_part(month, part), _listed(month, part)
        if part in parts and claimed > listed:
            why = f"{name}{month.month}单位{title}申报{yuan(claimed).shown()}元，缴存清单{yuan(listed).shown()}元"
            spots = month.insured if part == "si" else month.funded
            fault = Fault(code, claimed - listed, why, _at(month, f"{part}_employer"))
            if claimed - listed == sum(fen(row.money("employee_amount")) for _, row in spots):
                why = f"{why}，差额为个人承担部分，已包含在应发工资内"
                fault = Fault("personnel_double_counted", fault.amount, why, fault.evidence)
            yield _doubt(spots, "employer_amount", fault)


def _doubt(spots: Sequence[tuple[Record, Row]], field: str, fault: Fault) -> Fault:
    """The fault with the other side's place; a question instead where that side was read badly."""
    evidence = fault.evidence
    for record, row in spots:
        fact = row.facts.get(field)
        if fact is None:
            continue
        evidence = (*evidence, Evidence.at(record, field, fact))
        if not sure(fact):
            return Fault("ocr_low_confidence", fault.amount, fault.why + "，识别存疑，待人工复核", evidence)
    return Fault(fault.code, fault.amount, fault.why, evidence)


def _at(month: PersonMonth, *fields: str) -> tuple[Evidence, ...]:
    record, row = month.payroll
    return tuple(Evidence.at(record, name, row.facts[name]) for name in fields if name in row.facts)
