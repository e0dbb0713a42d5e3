"""Purchases whose own papers say that they were made for somebody else than the platform (IIP-06).

What a person has to weigh is told without amount; nothing is cut for a name in a remark.
"""

from __future__ import annotations

from collections.abc import Iterator

from evidence.declared import DeclaredLine
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.match import Level
from evidence.names import name_key, name_level, surely_other
from evidence.record import Record
from evidence.views import sure
from rules.papers import Papers
from rules.platform.census import is_platform
from rules.recognition import Workings

_SHORTEST = 6
_SAME = (Level.EXACT, Level.EQUAL, Level.ALIAS)


def for_others(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Lines whose contract or invoice names a customer of the applicant, or whose goods another company received."""
    if not is_platform(papers):
        return
    customers = _customers(papers)
    for line in papers.case.declaration.lines:
        told = [*_named(papers, line, customers), *_received(papers, line)]
        if told:
            sentences = "；".join(dict.fromkeys(sentence for sentence, _ in told))
            message = f"第{line.number}项{sentences}，支出是否用于本平台提请核实（未影响本项审定金额）"
            evidence = [spot for _, spot in told]
            yield papers.finding("item_not_platform_related", message, (line.id,), evidence, line=line)


def _customers(papers: Papers) -> dict[str, str]:
    """Whom the applicant serves, by contract; suppliers that are customers as well are left out."""
    sellers = {name_key(contract.seller) for contract in papers.contracts.values()}
    names = [
        record.text("party_a")
        for record in papers.records.values()
        if record.kind is Kind.SERVICE_CONTRACT and sure(record.facts.get("party_a"))
    ]
    known = {name_key(name): name for name in names}
    return {key: name for key, name in known.items() if len(key) >= _SHORTEST and key not in sellers}


def _named(papers: Papers, line: DeclaredLine, customers: dict[str, str]) -> Iterator[tuple[str, Evidence]]:
    spots = [(c.record, field, "合同") for c in papers.contracts_of(line) for field in ("contract_name", "subject")]
    faces = (papers.invoices.get(allocation.record) for allocation in papers.evidence(line).invoices)
    spots += [(face.record, "remark", "发票备注") for face in faces if face]
    for record, field, title in spots:
        text = name_key(record.text(field)) if sure(record.facts.get(field)) else ""
        for key, name in customers.items():
            if key in text:
                yield f"{title}载明“{name}”，为申报单位的服务客户", Evidence.of(record, field)


def _received(papers: Papers, line: DeclaredLine) -> Iterator[tuple[str, Evidence]]:
    """Deliveries to another company than the applicant."""
    for name in papers.evidence(line).acceptances:
        record = papers.records.get(name)
        if record is None or record.kind not in (Kind.DELIVERY_NOTE, Kind.GOODS_RECEIPT):
            continue
        if _is_other(papers, record):
            receiver = record.text("party_a")
            yield f"送货（收货）单载明收货单位为“{receiver}”，非申报单位", Evidence.of(record, "party_a")


def _is_other(papers: Papers, record: Record) -> bool:
    receiver, ours = record.text("party_a"), papers.applicant
    level = name_level(ours.name, receiver, ours.former_names)
    return level not in _SAME and sure(record.facts.get("party_a")) and surely_other(receiver, ours.name)


RULES = (for_others,)
