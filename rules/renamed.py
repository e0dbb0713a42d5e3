"""Changed names: a company under another name with the same code, and former names used after their change.

Without a notice (准予变更登记通知书) the change is asked about; with one, the former name is good until its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evidence.document import Method
from evidence.finding import Evidence, Finding
from evidence.names import CLOSE_ENOUGH, branch_of, id_key, name_key, similarity
from evidence.record import Record
from evidence.views import Contract, Invoice, sure
from rules.faults import main_contract
from rules.papers import Papers
from rules.recognition import Workings

_DAYS = ("issue_date", "pay_date", "transaction_date", "sign_date")


def changed_name(record: Record, field: str, name: str, other: str) -> bool:
    """Whether two names of one code are too unlike for one name spelt differently or misread."""
    fact = record.facts.get(field)
    if fact is None or fact.method is Method.OCR or not sure(fact) or branch_of(name):
        return False
    return name_key(name) != name_key(other) and similarity(name, other) < CLOSE_ENOUGH


def _own(papers: Papers) -> Iterator[tuple[Record, str, str]]:
    """Papers in use in which the applicant should stand: record, field, code."""
    for record in papers.records_in_use:
        if record.kind.is_invoice:
            yield record, "buyer_name", record.text("buyer_tax_id")
        elif record.kind.is_contract:
            yield record, "party_a", record.text("party_a_tax_id")
        elif record.kind.is_payment:
            yield record, "payer", ""


def _sellers(papers: Papers) -> Iterator[tuple[Invoice, Contract]]:
    for line in papers.case.declaration.lines:
        contract = main_contract(papers, line)
        for allocation in papers.evidence(line).invoices if contract else ():
            invoice = papers.invoices.get(allocation.record)
            if invoice is not None and contract is not None:
                yield invoice, contract


def unproven_names(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Different names under one code, of the applicant or of a seller, that no notice explains."""
    ours = papers.applicant
    told: dict[tuple[str, str], list[Evidence]] = {}
    for record, field, code in _own(papers):
        name = record.text(field)
        known = (*ours.former_names, *papers.names_of(ours.name, ours.uscc))
        if _unlike(record, field, (ours.name, ours.uscc), code) and _unknown(name, known):
            told.setdefault((name, ours.name), []).append(Evidence.of(record, field))
    for invoice, contract in _sellers(papers):
        party = (contract.seller, contract.record.text("party_b_tax_id"))
        if _unlike(invoice.record, "seller_name", party, invoice.seller_id) and _unknown(
            invoice.seller, papers.names_of(*party)
        ):
            evidence = [Evidence.of(invoice.record, "seller_name"), Evidence.of(contract.record, "party_b")]
            told.setdefault((invoice.seller, contract.seller), []).extend(evidence)
    for (name, other), evidence in told.items():
        message = f"“{name}”与“{other}”统一社会信用代码相同而名称不同，未见名称变更登记证明，请补充"
        yield papers.finding("renamed_entity_unproven", message, (name, other), evidence)


def _unlike(record: Record, field: str, party: tuple[str, str], code: str) -> bool:
    name, own = party
    same = bool(code and own) and id_key(code) == id_key(own)
    return same and bool(name) and changed_name(record, field, record.text(field), name)


def _unknown(name: str, known: tuple[str, ...]) -> bool:
    return name_key(name) not in {name_key(other) for other in known}


def former_names(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A former name on papers of a day well after the change (domain 3.10: good only before it)."""
    told: dict[str, tuple[date, list[Evidence]]] = {}
    named = [(record, field) for record, field, _ in _own(papers)]
    named += [(invoice.record, "seller_name") for invoice, _ in _sellers(papers)]
    for record, field in named:
        day = next((record.day(name) for name in _DAYS if sure(record.facts.get(name))), None)
        for rename in papers.renames:
            if rename.changed and sure(record.facts.get(field)) and rename.outdated(record.text(field), day):
                told.setdefault(rename.old, (rename.changed, []))[1].append(Evidence.of(record, field))
    for name, (changed, evidence) in told.items():
        unique = list(dict.fromkeys(evidence))
        message = f"曾用名“{name}”于{changed}变更，变更后仍有{len(unique)}份单据使用该名称，请说明"
        yield papers.finding("renamed_entity_unproven", message, (name, "former"), unique)


RULES = (unproven_names, former_names)
