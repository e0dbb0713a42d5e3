"""The order of days: contracts signed after they were performed, projects finished after the notice's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evidence.finding import Evidence, Finding
from evidence.views import Contract, sure
from rules.papers import Papers
from rules.recognition import Workings


def backdated_contracts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts signed after the first invoice or payment under them."""
    seen: set[str] = set()
    for line in papers.case.declaration.lines:
        evidence = papers.evidence(line)
        for contract in papers.contracts_of(line)[:1]:
            first = _first_act(papers, evidence.records)
            signed_sure = sure(contract.record.facts.get("sign_date"))
            if contract.signed is None or first is None or contract.id in seen or not signed_sure:
                continue
            if contract.signed > first[0]:
                seen.add(contract.id)
                yield _backdated(papers, contract, first)


def _first_act(papers: Papers, names: tuple[str, ...]) -> tuple[date, Evidence] | None:
    """The earliest invoice or payment among the records, read beyond doubt."""
    days: list[tuple[date, Evidence]] = []
    for name in names:
        record = papers.records.get(name)
        if record is None:
            continue
        for field in ("issue_date", "pay_date"):
            fact = record.facts.get(field)
            if fact is not None and fact.type == "date" and sure(fact):
                days.append((fact.day, Evidence.of(record, field)))
    return min(days, key=lambda item: item[0], default=None)


def _backdated(papers: Papers, contract: Contract, first: tuple[date, Evidence]) -> Finding:
    name = contract.number or contract.name
    message = f"合同{name}签订日期{contract.signed}晚于首笔开票或付款日期{first[0]}，存在补签情形，提请说明"
    evidence = (Evidence.of(contract.record, "sign_date"), first[1])
    return papers.finding("contract_backdated", message, (contract.id,), evidence)


def built_late(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A form that says the project was finished after the day the notice sets (the day itself included)."""
    form = papers.records.get(papers.case.declaration.form)
    fact = form.facts.get("built_date") if form else None
    limit = date.fromisoformat(papers.policy.built_by)
    if form and fact and fact.type == "date" and sure(fact) and fact.day > limit:
        message = f"申报表载明建成时间为{fact.day}，晚于{limit}"
        yield papers.finding("built_after_deadline", message, (form.id,), (Evidence.of(form, "built_date"),))
