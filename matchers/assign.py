"""The order in which lines gather their evidence, and the result as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.declared import Declaration
from evidence.fen import yuan
from evidence.levels import ground
from evidence.match import Allocation, Ambiguity, Duplicate, LineEvidence, Link
from evidence.names import name_key, number_key
from evidence.record import Record
from evidence.views import Contract, Invoice, Payment
from matchers.billing import attach_invoices
from matchers.candidates import Pool
from matchers.claims import Claim, Notes, open_claims
from matchers.compare import explained, link_contract_invoice, link_contract_payment, link_invoice_payment, link_red
from matchers.contracts import attach_by_invoices, attach_contracts
from matchers.settle import Settled, settle

_WAGES = ("工资", "薪", "代发", "社保", "社会保险", "公积金", "养老保险", "医疗保险")


def assign(declaration: Declaration, pool: Pool) -> tuple[list[Claim], Settled, tuple[Ambiguity, ...]]:
    """Contracts, then invoices, then payments; each step by number, party and amount, in this order."""
    notes = Notes()
    claims = open_claims(declaration.lines, pool)
    attach_contracts(claims, pool, notes)
    attach_invoices(claims, pool, notes)
    attach_by_invoices(claims, pool, notes)
    for claim in claims:
        if claim.invoices and not claim.supplier:
            claim.supplier = pool.parties.group(claim.invoices[0].seller)
    settled = settle(claims, pool, declaration.applicant, notes)
    return claims, settled, tuple(notes.ambiguities)


def evidence_of(declaration: Declaration, claims: Iterable[Claim], pool: Pool) -> tuple[LineEvidence, ...]:
    """What supports each declared line, in the order of the list; personnel lines get all personnel records."""
    found = {claim.line.id: claim for claim in claims}
    used = {name for claim in found.values() for name in claim.payments}
    staff = (*(r.id for r in pool.personnel), *(p.id for p in pool.payments if p.id not in used and _wages(p.memo)))
    return tuple(
        _purchase(found[line.id], pool) if line.id in found else _personnel(line.id, staff)
        for line in declaration.lines
    )


def _personnel(line: str, staff: tuple[str, ...]) -> LineEvidence:
    return LineEvidence(line=line, personnel=staff, grounds=tuple(ground(name, "personnel") for name in staff))


def _wages(memo: str) -> bool:
    return any(word in memo for word in _WAGES)


def _purchase(claim: Claim, pool: Pool) -> LineEvidence:
    acceptances = tuple(record.id for record in pool.deliveries if _delivered(claim, record))
    for name in acceptances:
        claim.tell(name, "acceptance")
    return LineEvidence(
        line=claim.line.id,
        contracts=tuple(contract.id for contract in claim.contracts),
        invoices=tuple(Allocation(record=i.id, amount=yuan(claim.shares[i.id])) for i in claim.invoices),
        payments=tuple(Allocation(record=name, amount=yuan(part)) for name, part in claim.payments.items()),
        settlements=tuple(claim.settlements),
        acceptances=acceptances,
        grounds=tuple(claim.grounds.values()),
    )


def _delivered(claim: Claim, record: Record) -> bool:
    """Whether an acceptance speaks of the line: by contract number, else by the supplier's name."""
    number = number_key(record.text("contract_no"))
    if number:
        return any(number == contract.number for contract in claim.contracts)
    return bool(claim.supplier) and claim.supplier in (
        name_key(record.text("party_b")),
        name_key(record.text("party_a")),
    )


def links_of(claims: Sequence[Claim], pool: Pool) -> tuple[Link, ...]:
    """Every pair of documents that a line ties together, with its comparisons."""
    payments = {payment.id: payment for payment in (*pool.payments, *pool.slips_again)}
    links: dict[tuple[str, str], Link] = {}
    for claim in claims:
        invoices = {invoice.id: invoice for invoice in claim.invoices}
        for contract in claim.contracts[:1]:
            for invoice in claim.invoices:
                links[contract.id, invoice.id] = link_contract_invoice(contract, invoice)
            for name in claim.payments:
                links[contract.id, name] = link_contract_payment(contract, payments[name])
        for item in claim.settlements:
            pair = (item.invoice, item.payment)
            links[pair] = link_invoice_payment(invoices[item.invoice], payments[item.payment])
        for invoice in claim.invoices:
            for red in pool.reds.get(invoice.id, ()):
                links[invoice.id, red.id] = link_red(invoice, red)
    agreements = {record.id: record.file.rsplit("/", 1)[-1] for record in pool.agreements}
    return tuple(explained(link, pool.renames, pool.entrusted, agreements) for link in links.values())


def unmatched_of(lines: Iterable[LineEvidence], pool: Pool, duplicates: Iterable[Duplicate]) -> tuple[str, ...]:
    """Documents that support no line: neither they nor another copy of them, nor the invoice a red one cancels."""
    used = {name for line in lines for name in line.records}
    for item in duplicates:
        if {item.kept, item.again} & used:
            used |= {item.kept, item.again}
    numbers = {invoice.number for invoice in pool.invoices if invoice.id in used and invoice.number}
    views: tuple[Invoice | Payment | Contract, ...] = (*pool.invoices, *pool.payments, *pool.contracts)
    cancelled = {i.id for i in pool.invoices if i.red and i.red_of in numbers}
    return tuple(view.id for view in views if view.id not in used and view.id not in cancelled)
