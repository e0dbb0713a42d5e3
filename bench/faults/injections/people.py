"""Faults of the team: months, posts, insurance, fund and wages (domain 2.6, findings 17 to 19)."""

from __future__ import annotations

from bench.faults.catalogue import fault
from bench.faults.draft import PERSONNEL, Draft, Fen, Found, Month, Worker
from bench.faults.people import hire, labour_contract
from evidence.kind import Kind


def _month(draft: Draft) -> tuple[Worker, Month] | None:
    worker = draft.take_worker()
    return (worker, draft.rng.choice(worker.months)) if worker else None


def _drop(draft: Draft, kind: Kind, row: dict[str, object]) -> None:
    for paper in draft.staff[kind]:
        paper.rows = [other for other in paper.rows if other is not row]


def _less(row: dict[str, object], name: str, amount: int) -> None:
    value = row[name]
    if not isinstance(value, Fen):
        raise TypeError(f"{name} is no amount")
    row[name] = Fen(int(value) + amount)


@fault("personnel_si_missing_month")
def uninsured(draft: Draft) -> Found | None:
    """No insurance in one month."""
    if (taken := _month(draft)) is None:
        return None
    _drop(draft, Kind.SOCIAL_INSURANCE, taken[1].insured)
    return draft.cut_personnel("personnel_si_missing_month", taken[1].cost)


@fault("personnel_si_not_by_applicant")
def insured_elsewhere(draft: Draft) -> Found | None:
    """Another employer insures the person, on a list of its own."""
    worker = draft.take_worker()
    if worker is None:
        return None
    own = draft.staff[Kind.SOCIAL_INSURANCE][0]
    rows = [month.insured for month in worker.months]
    for row in rows:
        _drop(draft, Kind.SOCIAL_INSURANCE, row)
    other = draft.registry.company("人力资源")
    made = type(own)(
        own.kind, f"人员/社保-{other.name}.pdf", {"employer": other.name, "employer_uscc": other.uscc}, rows
    )
    draft.staff[Kind.SOCIAL_INSURANCE].append(made)
    return draft.cut_personnel("personnel_si_not_by_applicant", sum(month.cost for month in worker.months))


@fault("personnel_wage_unpaid")
def wage_not_transferred(draft: Draft) -> Found | None:
    """The bank's list of a month does not have the person."""
    if (taken := _month(draft)) is None:
        return None
    _drop(draft, Kind.BANK_BATCH, taken[1].paid)
    return draft.cut_personnel("personnel_wage_unpaid", taken[1].cost)


@fault("personnel_wage_unpaid")
def wage_returned(draft: Draft) -> Found | None:
    """The transfer failed."""
    if (taken := _month(draft)) is None:
        return None
    taken[1].paid["outcome"] = "失败（账号户名不符）"
    return draft.cut_personnel("personnel_wage_unpaid", taken[1].cost)


@fault("personnel_wage_bank_mismatch")
def wage_paid_short(draft: Draft) -> Found | None:
    """The bank paid less than the payroll says."""
    if (taken := _month(draft)) is None:
        return None
    less = draft.rng.randint(10_000, 200_000)
    _less(taken[1].paid, "amount", -less)
    return draft.cut_personnel("personnel_wage_bank_mismatch", less)


@fault("personnel_hf_mismatch")
def fund_paid_short(draft: Draft) -> Found | None:
    """The fund's list shows less than is claimed."""
    if (taken := _month(draft)) is None:
        return None
    less = draft.rng.randint(1_000, 50_000)
    _less(taken[1].funded, "employer_amount", -less)
    return draft.cut_personnel("personnel_hf_mismatch", less)


@fault("declared_line_mismatch")
def insurance_claimed_too_high(draft: Draft) -> Found | None:
    """The insurance list shows less than is claimed."""
    if (taken := _month(draft)) is None:
        return None
    less = draft.rng.randint(1_000, 50_000)
    _less(taken[1].insured, "employer_amount", -less)
    return draft.cut_personnel("declared_line_mismatch", less)


@fault("declared_line_mismatch", "wages declared")
def wages_declared_too_high(draft: Draft) -> Found | None:
    """More is declared than payroll and contributions show."""
    draft.wages_extra = draft.rng.randint(10_000, 300_000)
    return draft.cut_personnel("declared_line_mismatch", draft.wages_extra)


@fault("personnel_role_ineligible")
def bookkeeper(draft: Draft) -> Found | None:
    """Somebody of the accounts department stands in the roster."""
    worker = draft.take_worker()
    if worker is None:
        return None
    post = draft.rng.choice(("财务会计", "行政专员", "销售经理"))
    for row in (worker.roster, *(month.pay for month in worker.months)):
        row["post"] = post
    return draft.cut_personnel("personnel_role_ineligible", sum(month.cost for month in worker.months))


@fault("personnel_not_dedicated")
def not_dedicated(draft: Draft) -> Found | None:
    """The roster says that the person works on other things as well."""
    worker = draft.take_worker()
    if worker is None:
        return None
    worker.roster["dedicated"] = False
    return draft.cut_personnel("personnel_not_dedicated", sum(month.cost for month in worker.months))


@fault("personnel_not_dedicated")
def not_in_roster(draft: Draft) -> Found | None:
    """The roster does not have the person."""
    worker = draft.take_worker()
    if worker is None:
        return None
    _drop(draft, Kind.ROSTER, worker.roster)
    return draft.cut_personnel("personnel_not_dedicated", sum(month.cost for month in worker.months))


@fault("payroll_month_out_of_period")
def january_after(draft: Draft) -> Found | None:
    """A month of the next year is claimed as well."""
    worker = draft.take_worker()
    if worker is None:
        return None
    last = worker.months[-1]
    made = [{**row, "month": "2025-01"} for row in (last.pay, last.insured, last.funded)]
    month = Month(made[0], made[1], made[2], dict(last.paid))
    worker.months.append(month)
    draft.staff[Kind.PAYROLL][0].rows.append(month.pay)
    draft.staff[Kind.SOCIAL_INSURANCE][0].rows.append(month.insured)
    draft.staff[Kind.HOUSING_FUND][0].rows.append(month.funded)
    return draft.cut_personnel("payroll_month_out_of_period", month.cost)


@fault("payroll_identity_broken")
def payroll_out_of_balance(draft: Draft) -> Found | None:
    """Gross less deductions is not the net wage, which the bank paid."""
    if (taken := _month(draft)) is None:
        return None
    _less(taken[1].pay, "income_tax", 12_300)
    return Found("payroll_identity_broken")


@fault("personnel_roster_missing", "roster")
def roster_missing(draft: Draft) -> Found | None:
    """No roster, so nobody can say that these people work for the platform."""
    if draft.personnel_cuts or not draft.free_workers:
        return None
    draft.free_workers.clear()
    draft.staff[Kind.ROSTER] = []
    return draft.cut_personnel("personnel_roster_missing", sum(m.cost for w in draft.workers for m in w.months))


@fault("personnel_cap_exceeded", "cap")
def too_many_people(draft: Draft) -> Found | None:
    """So many people that wages are more than half of the total; the sum follows from everything else."""
    if draft.personnel_cuts or draft.found:
        return None
    months = [str(month.pay["month"]) for month in draft.workers[0].months]
    spent = sum(line.declared for line in draft.lines)
    while sum(month.cost for worker in draft.workers for month in worker.months) <= spent:
        worker = hire(draft.registry, draft.rng, months)
        draft.workers.append(worker)
        _enter(draft, worker)
    wages = sum(month.cost for worker in draft.workers for month in worker.months)
    return Found("personnel_cap_exceeded", PERSONNEL, wages - spent)


def _enter(draft: Draft, worker: Worker) -> None:
    """Write a new colleague into every list."""
    draft.staff[Kind.ROSTER][0].rows.append(worker.roster)
    draft.staff[Kind.LABOUR_CONTRACT].append(labour_contract(draft, worker))
    for month in worker.months:
        draft.staff[Kind.PAYROLL][0].rows.append(month.pay)
        draft.staff[Kind.SOCIAL_INSURANCE][0].rows.append(month.insured)
        draft.staff[Kind.HOUSING_FUND][0].rows.append(month.funded)
        batch = next(p for p in draft.staff[Kind.BANK_BATCH] if p.fields["month"] == month.pay["month"])
        batch.rows.append(month.paid)
