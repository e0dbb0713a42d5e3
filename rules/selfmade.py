"""Vouchers that an applicant makes itself: they prove that it booked a cost, not that anybody was paid for anything."""

from __future__ import annotations

from evidence.declared import DeclaredLine
from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.match import Level
from evidence.names import name_level
from evidence.record import Record
from evidence.views import sure
from rules.faults import Fault
from rules.papers import Papers

_TOTALS = {Kind.VOUCHER: "debit_total", Kind.GOODS_RECEIPT: "total"}
_OWN = {Kind.VOUCHER: "employer", Kind.GOODS_RECEIPT: "party_a"}


def only_self_made(papers: Papers, line: DeclaredLine, value: int) -> list[Fault]:
    """The fault of a line without invoice and payment whose amount stands in a voucher or receipt of one's own."""
    if papers.evidence(line).payments:
        return []
    for record in papers.records.values():
        field = _TOTALS.get(record.kind, "")
        fact = record.facts.get(field)
        if fact and fact.type == "money" and fact.money == line.declared and sure(fact) and _own(papers, record):
            why = f"第{line.number}项“{line.description}”仅见自制凭证“{record.file}”，未见发票及银行付款凭证"
            return [Fault("self_made_voucher_only", value, why, (*papers.cell(line), Evidence.of(record, field)))]
    return []


def _own(papers: Papers, record: Record) -> bool:
    name = record.text(_OWN[record.kind])
    level = name_level(papers.applicant.name, name, papers.applicant.former_names)
    return not name or level in (Level.EXACT, Level.EQUAL, Level.ALIAS)
