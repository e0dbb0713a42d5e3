"""Contracts to lines: by the number the list names, else by party and amount."""

from __future__ import annotations

from rapidfuzz import fuzz

from evidence.fen import fen
from evidence.names import number_key
from evidence.views import Contract
from matchers.candidates import Pool
from matchers.claims import Claim, Notes

NUMBER_MISREAD = 85
"""Two contract numbers of one party this alike (0 to 100) are one number misread or mistyped."""


def attach_contracts(claims: list[Claim], pool: Pool, notes: Notes) -> None:
    """Give every line its contract and the supplements and orders under it."""
    for claim in claims:
        found = _by_number(claim, pool) or _by_party(claim, pool, notes)
        if found is None:
            continue
        claim.contracts = [found, *_under(found, pool)]
        claim.supplier = claim.supplier or pool.parties.group(found.seller)


def attach_by_invoices(claims: list[Claim], pool: Pool, notes: Notes) -> None:
    """A second try for lines that name neither contract nor supplier: the seller of their invoices leads there."""
    for claim in claims:
        if claim.contracts or not claim.invoices or claim.line.contract_no:
            continue
        claim.supplier = claim.supplier or pool.parties.group(claim.invoices[0].seller)
        found = _by_party(claim, pool, notes)
        if found is not None:
            claim.contracts = [found, *_under(found, pool)]


def _by_number(claim: Claim, pool: Pool) -> Contract | None:
    number = number_key(claim.line.contract_no)
    exact = pool.by_contract.get(number, [])
    if exact:
        own = [contract for contract in exact if pool.parties.group(contract.seller) == claim.supplier]
        return (own or exact)[0]
    if not number:
        return None
    close = [
        contract
        for contract in pool.by_party_b.get(claim.supplier, [])
        if not contract.number or fuzz.ratio(number, contract.number) >= NUMBER_MISREAD
    ]
    return close[0] if claim.supplier and close else None


def _by_party(claim: Claim, pool: Pool, notes: Notes) -> Contract | None:
    """A contract of the supplier: the amount that fits, then the subject that reads alike, then the first."""
    if claim.line.contract_no or not claim.supplier:
        return None
    own = pool.by_party_b.get(claim.supplier, [])
    if not own:
        return None
    best = [contract for contract in own if fen(contract.amount) == claim.declared] or own
    best.sort(key=lambda contract: -fuzz.partial_ratio(claim.line.description, contract.subject or contract.name))
    notes.add((best[0].id,), len(best), "同一供应商存在多份可能对应的合同，已按标的相近程度取第一份")
    return best[0]


def _under(main: Contract, pool: Pool) -> list[Contract]:
    """Supplements and orders that carry the main contract's number."""
    return [contract for contract in pool.by_contract.get(main.number, []) if contract.id != main.id]
