"""Declared lines of a cloud application: what its list leaves open, and what stands in where there is no list.

Of a public cloud the notice asks for the contract only (申报指南 二（三）4): the claim is the form's one figure. It is
set against the contracts, and the invoices and bills of suppliers without one, as far as it goes; what nothing stands
behind is a line of its own, so that the lines always add up to the form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from evidence.declared import Category, DeclaredLine
from evidence.fact import Fact
from evidence.kind import Kind
from evidence.money import Money
from evidence.names import name_key
from evidence.record import Record

SPECIAL = (Kind.INVOICE_VAT_SPECIAL, Kind.INVOICE_EINV_SPECIAL)
ZERO = Decimal(0)


def line_id(sha256: str, position: int, row: int) -> str:
    """The name of a declared line: made of the list's hash and the row's position, so that re-runs agree."""
    return "L-" + hashlib.sha256(f"{sha256}:{position}:{row}".encode()).hexdigest()[:16]


def cloud_line(line: DeclaredLine) -> DeclaredLine:
    """A line of a cloud application: hardware, what is no spending on a cloud (wages among it), or a cloud service."""
    if line.category in (Category.HARDWARE_PURCHASE, Category.INELIGIBLE):
        return line
    outside = line.category is Category.PERSONNEL
    return line.model_copy(update={"category": Category.INELIGIBLE if outside else Category.CLOUD_SERVICE})


@dataclass(slots=True)
class Deal:
    """What was bought of one supplier, under one contract where there is one."""

    supplier: str
    what: str = ""
    contract_no: str = ""
    agreed: Decimal = ZERO
    invoices: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """By number: gross, and what may be claimed of it (net of the tax of special invoices)."""
    used: Decimal = ZERO

    def worth(self, claimable: bool, by_use: bool) -> Decimal:
        """What its papers come to: invoices (gross, or what may be claimed) or the bill, else the contract."""
        invoiced = sum((pair[claimable] for pair in self.invoices.values()), ZERO)
        first, second = (self.used, invoiced) if by_use else (invoiced, self.used)
        return first or second or self.agreed


def unlisted(records: Sequence[Record], form: Record, step: Decimal) -> tuple[DeclaredLine, ...]:
    """The claim of a form without a list; nothing where it states no total. `step` is what its figure rounds away."""
    total = form.facts.get("declared_investment")
    if total is None or total.type != "money":
        return ()
    deals = _deals({record.id: record for record in records}.values(), form)
    if len(deals) <= 1:
        deal = deals[0] if deals else Deal(form.text("provider"))
        return (_line(form, total, 1, (deal, total.number)),)
    worths = _worths(deals, total.number, step)
    rest, lines = total.number, list[DeclaredLine]()
    for deal, worth in zip(deals, worths, strict=True):
        share = rest if rest - worth <= step else worth
        rest -= share
        if share:
            lines.append(_line(form, total, len(lines) + 1, (deal, share)))
    if rest:
        lines.append(_line(form, total, len(lines) + 1, (Deal("", "申报表投入金额中未见凭证的部分"), rest)))
    return tuple(lines)


def _worths(deals: Sequence[Deal], total: Decimal, step: Decimal) -> list[Decimal]:
    """What each deal is worth in the reading that adds up to the total; else by what was used, gross."""
    ways = [[deal.worth(*reading) for deal in deals] for reading in product((True, False), repeat=2)]
    fallback = [deal.worth(False, True) for deal in deals]
    return next((way for way in ways if abs(sum(way, ZERO) - total) <= step), fallback)


def _deals(records: Iterable[Record], form: Record) -> list[Deal]:
    """A deal for each contract, in the order of the files; invoices and bills join their supplier's only one."""
    records, own = list(records), name_key(form.text("applicant_name"))
    deals = [
        Deal(r.text("party_b"), r.text("subject") or r.text("contract_name"), r.text("contract_no"), _amount(r))
        for r in records
        if r.kind.is_contract and r.kind is not Kind.CONTRACT_SUPPLEMENT and name_key(r.text("party_b")) != own
    ]
    for record in records:
        if record.kind.is_invoice and name_key(record.text("seller_name")) != own:
            gross = record.money("total_incl_tax")
            net = record.money("amount_excl_tax") if record.kind in SPECIAL else gross
            if gross is not None and net is not None:
                deal = _of(deals, record.text("seller_name"))
                deal.invoices[record.text("invoice_number") or record.id] = (gross.amount, net.amount)
        elif record.kind is Kind.CLOUD_BILL:
            total = record.money("total_paid") or record.money("total_payable")
            _of(deals, record.text("provider") or form.text("provider")).used += total.amount if total else ZERO
    return deals


def _amount(contract: Record) -> Decimal:
    amount = contract.money("contract_amount")
    return amount.amount if amount else ZERO


def _of(deals: list[Deal], supplier: str) -> Deal:
    """The deal of that supplier, the first of several; a new one where there is none."""
    found = next((deal for deal in deals if name_key(deal.supplier) == name_key(supplier)), None)
    if found is None:
        found = Deal(supplier)
        deals.append(found)
    return found


def _line(form: Record, total: Fact, place: int, claim: tuple[Deal, Decimal]) -> DeclaredLine:
    deal, amount = claim
    return DeclaredLine(
        id=line_id(form.source, form.position, place),
        number=str(place),
        category=Category.CLOUD_SERVICE,
        description=deal.what or "上云费用",
        declared=Money(amount=amount, currency=total.currency),
        supplier=deal.supplier,
        contract_no=deal.contract_no,
        record=form.id,
        facts={"declared": total},
    )
