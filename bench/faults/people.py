"""The team of an invented platform: roster, payroll, insurance, fund, wage batches and labour contracts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random

from bench.faults.draft import Draft, Fen, Month, Paper, Worker
from evidence.kind import Kind
from sample_docs.generator.identity import Registry

POSTS = ("研发工程师", "平台运营专员", "算法工程师", "测试工程师", "产品经理")


def hire(registry: Registry, rng: Random, months: Iterable[str]) -> Worker:
    """Somebody who earns the same every month."""
    person = registry.person()
    post = rng.choice(POSTS)
    wage = rng.randrange(800_000, 2_400_000, 10_000)
    worker = Worker(
        name=person.name,
        roster={
            "name": person.name,
            "person_id": person.id_number,
            "department": "平台研发部",
            "post": post,
            "dedicated": True,
        },
        months=[],
    )
    for month in months:
        worker.months.append(month_of(worker, month, wage, (person.id_number, person.card)))
    return worker


def month_of(worker: Worker, month: str, wage: int, numbers: tuple[str, str]) -> Month:
    """One month at that gross wage (fen), with the shares of Chengdu's usual rates on the wage."""
    person_id, card = numbers
    si_employee, hf, si_employer = wage * 105 // 1000, wage * 12 // 100, wage * 24 // 100
    tax = max(0, (wage - 500_000 - si_employee - hf) * 3 // 100)
    net = wage - si_employee - hf - tax
    name: dict[str, object] = {"name": worker.name, "person_id": person_id}
    pay = name | {
        "month": month,
        "department": worker.roster["department"],
        "post": worker.roster["post"],
        "gross": Fen(wage),
        "si_employee": Fen(si_employee),
        "hf_employee": Fen(hf),
        "income_tax": Fen(tax),
        "net": Fen(net),
        "si_employer": Fen(si_employer),
        "hf_employer": Fen(hf),
    }
    return Month(
        pay=pay,
        insured=name
        | {"month": month, "base": Fen(wage), "employer_amount": Fen(si_employer), "employee_amount": Fen(si_employee)},
        funded=name | {"month": month, "base": Fen(wage), "employer_amount": Fen(hf), "employee_amount": Fen(hf)},
        paid={"name": worker.name, "account": card, "amount": Fen(net), "outcome": "成功"},
    )


def write_staff(draft: Draft) -> None:
    """The lists that show the team, as an applicant hands them in."""
    everyone = [month for worker in draft.workers for month in worker.months]
    ours: dict[str, object] = {"employer": draft.applicant.name}
    draft.staff[Kind.PAYROLL] = [Paper(Kind.PAYROLL, "人员/工资表.xlsx", dict(ours), [m.pay for m in everyone])]
    code: dict[str, object] = {"employer_uscc": draft.applicant.uscc}
    insured = Paper(Kind.SOCIAL_INSURANCE, "人员/社保.pdf", ours | code, [m.insured for m in everyone])
    funded = Paper(Kind.HOUSING_FUND, "人员/公积金.pdf", dict(ours), [m.funded for m in everyone])
    draft.staff[Kind.SOCIAL_INSURANCE], draft.staff[Kind.HOUSING_FUND] = [insured], [funded]
    draft.staff[Kind.BANK_BATCH] = [
        Paper(
            Kind.BANK_BATCH,
            f"人员/代发{month}.xlsx",
            {"month": month, "payer": draft.applicant.name, "pay_date": date.fromisoformat(f"{month}-28")},
            [m.paid for m in everyone if m.pay["month"] == month],
        )
        for month in sorted({str(m.pay["month"]) for m in everyone})
    ]
    roster = Paper(Kind.ROSTER, "人员/名册.xlsx", {}, [worker.roster for worker in draft.workers])
    draft.staff[Kind.ROSTER] = [roster]
    draft.staff[Kind.LABOUR_CONTRACT] = [labour_contract(draft, worker) for worker in draft.workers]


def labour_contract(draft: Draft, worker: Worker) -> Paper:
    """What the applicant and one of its people signed."""
    fields: dict[str, object] = {
        "employer": draft.applicant.name,
        "name": worker.name,
        "person_id": worker.roster["person_id"],
        "post": worker.roster["post"],
        "sign_date": date(2022, 12, 20),
        "term_start": date(2023, 1, 1),
        "term_end": date(2026, 12, 31),
    }
    return Paper(Kind.LABOUR_CONTRACT, f"人员/劳动合同 {worker.name}.pdf", fields)
