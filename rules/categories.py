"""What the notice supports: lines and invoice items outside it, and lines whose kind cannot be told."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.categories import category_of
from evidence.declared import Category, DeclaredLine
from evidence.fen import fen, part
from evidence.finding import Evidence
from evidence.views import Invoice, sure
from rules.faults import Fault
from rules.papers import Papers

_OUTSIDE = Category.INELIGIBLE


def ineligible_line(papers: Papers, line: DeclaredLine) -> list[Fault]:
    """The fault of a line that is outside the notice as a whole: by its category, or by description and invoices."""
    stated = line.category is _OUTSIDE
    described = category_of(line.description, papers.policy) is _OUTSIDE
    if not stated and not (described and not eligible_items(papers, line)):
        return []
    why = f"第{line.number}项“{line.description}”不属于《申报指南》所列软件、硬件及人力投入范围"
    return [Fault("category_ineligible", 0, why, (*_stated(papers, line), *_bought(papers, line)))]


def _stated(papers: Papers, line: DeclaredLine) -> tuple[Evidence, ...]:
    return papers.cell(line, "description") or papers.cell(line)


def _bought(papers: Papers, line: DeclaredLine) -> Iterator[Evidence]:
    """What the contracts and invoices of the line say was bought."""
    for contract in papers.contracts_of(line):
        for field in ("subject", "contract_name"):
            if field in contract.record.facts:
                yield Evidence.of(contract.record, field)
                break
    for allocation in papers.evidence(line).invoices:
        invoice = papers.invoices.get(allocation.record)
        first = next((row for row in invoice.record.rows if "item" in row.facts), None) if invoice else None
        if invoice and first:
            yield Evidence.at(invoice.record, "item", first.facts["item"])


def _items(papers: Papers, line: DeclaredLine) -> list[str]:
    allocations = papers.evidence(line).invoices
    return [item for a in allocations if a.record in papers.invoices for item in papers.invoices[a.record].items]


def eligible_items(papers: Papers, line: DeclaredLine) -> bool:
    """Whether some invoice item of the line is recognised as supported spending."""
    kinds = {category_of(item, papers.policy) for item in _items(papers, line)}
    return bool(kinds - {None, _OUTSIDE, Category.UNCLEAR})


def ineligible_share(papers: Papers, invoice: Invoice, left: int) -> list[Fault]:
    """The share of an invoice whose items are outside the notice, by their amounts."""
    rows = [(row, fen(row.money("amount"))) for row in invoice.record.rows if row.text("item")]
    outside = [
        (row, amount)
        for row, amount in rows
        if category_of(row.text("item"), papers.policy) is _OUTSIDE and sure(row.facts.get("item"))
    ]
    whole = sum(amount for _, amount in rows)
    if not outside or whole <= 0:
        return []
    amount = part(left, sum(amount for _, amount in outside), whole)
    names = "、".join(row.text("item") for row, _ in outside)
    evidence = tuple(Evidence.at(invoice.record, "item", row.facts["item"]) for row, _ in outside)
    why = f"发票{invoice.number}所列“{names}”不属于《申报指南》支持范围"
    return [Fault("category_ineligible", max(0, amount), why, evidence)]
