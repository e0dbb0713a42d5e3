"""Plans the team: who works on the platform, what each month costs, and how the bank paid the wages."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.generator.catalogue import POSTS
from sample_docs.generator.identity import Company, Registry
from sample_docs.generator.plan import CENT, ZERO, Invoice, Line, Payment, PayrollRow, Staff

SI_EMPLOYER = Decimal("0.2660")
"""养老 16 % + 医疗（含生育）8.5 % + 失业 0.6 % + 工伤 … of the base; rounded into one rate for the plan."""
SI_EMPLOYEE = Decimal("0.1040")
HF_RATE = Decimal("0.08")
MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 13))


def _fen(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def target(lines: Iterable[Line], invoices: dict[str, Invoice]) -> Decimal:
    """What the team should cost: below the purchases, but above what is left of them once faults are planted."""
    net = sum((invoices[key].claimable for line in lines for key in line.invoices), ZERO)
    return net * Decimal("0.90")


def staff(rng: random.Random, registry: Registry) -> tuple[Staff, ...]:
    """The team, one person a post, all employed before the period."""
    return tuple(
        Staff(registry.person(), department, post, duty, date(rng.randint(2018, 2023), rng.randint(1, 12), 1))
        for department, post, duty in POSTS
    )


def payroll(rng: random.Random, team: tuple[Staff, ...], goal: Decimal) -> tuple[PayrollRow, ...]:
    """Twelve months of wages whose cost comes close to the goal."""
    weights = [Decimal(rng.randint(80, 125)) / 100 for _ in team]
    loaded = 1 + (SI_EMPLOYER + HF_RATE) * Decimal("0.8")
    unit = goal / 12 / sum(weights) / loaded
    rows = []
    for month in MONTHS:
        for member, weight in zip(team, weights, strict=True):
            rows.append(_row(rng, member, month, unit * weight))
    return tuple(rows)


def _row(rng: random.Random, member: Staff, month: str, wage: Decimal) -> PayrollRow:
    base = (wage * Decimal("0.7") / 100).quantize(Decimal(1)) * 100
    performance = _fen(wage * Decimal("0.27") * Decimal(rng.randint(900, 1100)) / 1000)
    allowance = Decimal(rng.choice((300, 400, 500))).quantize(CENT)
    si_base = (wage * Decimal("0.8") / 10).quantize(Decimal(1)) * 10
    si_employee, hf = _fen(si_base * SI_EMPLOYEE), _fen(si_base * HF_RATE)
    taxable = max(ZERO, base + performance + allowance - si_employee - hf - 5000)
    return PayrollRow(
        person=member.person,
        department=member.department,
        post=member.post,
        month=month,
        base_wage=base.quantize(CENT),
        performance=performance,
        allowance=allowance,
        si_base=si_base.quantize(CENT),
        si_employee=si_employee,
        hf_employee=hf,
        income_tax=_fen(taxable * Decimal("0.03")),
        si_employer=_fen(si_base * SI_EMPLOYER),
        hf_employer=hf,
    )


def wage_slips(
    pay: Callable[[str, Company, Decimal, date, str, str], Payment], employer: Company, rows: tuple[PayrollRow, ...]
) -> tuple[Payment, ...]:
    """One transfer a month from the main account for the whole batch of wages, on the tenth of the next month."""
    slips = []
    clearing = replace(employer, name="代发业务待清算账户")
    for index, month in enumerate(MONTHS, 1):
        total = sum((row.paid for row in rows if row.month == month), ZERO)
        day = date(2024 + index // 12, index % 12 + 1, 10)
        slip = pay(f"wages-{month}", employer, total, day, "ICBC", f"代发{month[:4]}年{int(month[5:])}月工资")
        slips.append(replace(slip, summary="代发工资", payee=clearing))
    return tuple(slips)
