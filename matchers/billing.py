"""Invoices to lines: the numbers the list names first, then the contract named in the remark, then party and amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from evidence.fen import fen, part
from evidence.names import number_key
from evidence.views import Contract, Invoice
from matchers.candidates import Pool
from matchers.claims import Claim, Notes
from matchers.shares import fits, share_out


def attach_invoices(claims: list[Claim], pool: Pool, notes: Notes) -> None:
    """Give every line its invoices; an invoice that nobody names goes to one line at most."""
    taken: set[str] = set()
    _by_number(claims, pool, taken)
    _by_contract_number(claims, pool, taken)
    for group, rivals in _rivals(claims).items():
        free = [invoice for invoice in pool.by_seller.get(group, []) if invoice.id not in taken]
        _by_amount(rivals, free, pool, notes, taken)
        _rest(rivals, free, taken, notes)
    _by_amount_alone(claims, pool, taken, notes)
    _second_copies(claims, pool)
    _share(claims)


def _take(claim: Claim, invoice: Invoice, taken: set[str], key: str, **values: object) -> None:
    claim.invoices.append(invoice)
    claim.tell(invoice.id, key, **values)
    taken.add(invoice.id)


def _by_number(claims: list[Claim], pool: Pool, taken: set[str]) -> None:
    for claim in claims:
        for number in dict.fromkeys(claim.invoice_numbers):
            found = pool.by_invoice.get(number) or pool.by_invoice.get(number.lstrip("0")) or []
            own = [invoice for invoice in found if pool.parties.group(invoice.seller) == claim.supplier]
            if found:
                _take(claim, (own or found)[0], taken, "invoice_listed")


def _by_contract_number(claims: list[Claim], pool: Pool, taken: set[str]) -> None:
    """An invoice whose booking data or remark name a contract or order belongs to the one line under it."""
    under: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for contract in claim.contracts:
            under[contract.id].append(claim)
    for invoice in pool.invoices:
        if invoice.id in taken or invoice.red:
            continue
        for contract in pool.by_party_b.get(pool.parties.group(invoice.seller), []):
            key, lines = _named(contract, invoice), under[contract.id]
            if key and len(lines) == 1 and not lines[0].covered:
                _take(lines[0], invoice, taken, key, number=contract.number)
                break


def _named(contract: Contract, invoice: Invoice) -> str:
    """How the invoice names the contract; empty where it does not."""
    if len(contract.number) < 4:
        return ""
    if invoice.booked_contract == contract.number:
        return "invoice_booked"
    return "invoice_remark" if contract.number in number_key(invoice.remark) else ""


def _rivals(claims: list[Claim]) -> dict[str, list[Claim]]:
    """The lines that still lack invoices, by supplier."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.supplier and not claim.covered:
            groups[claim.supplier].append(claim)
    return groups


def _by_amount(rivals: list[Claim], free: list[Invoice], pool: Pool, notes: Notes, taken: set[str]) -> None:
    """Invoices that are or add up to an amount of a line, and one invoice for several lines, as one optimum."""
    found = share_out(rivals, free, pool.reds)
    for claim, invoices, key in found.taken:
        for invoice in invoices:
            _take(claim, invoice, taken, key, invoices=len(invoices))
    for doubt in found.doubts:
        least = "不少于" if doubt.bounded else ""
        count = f"{len(doubt.invoices)}张发票与{len(doubt.claims)}项申报之间"
        why = f"同一销售方的{count}，存在{least}{doubt.ways}种同样成立的对应方式，已取日期最近的一种"
        notes.add(doubt.invoices, doubt.ways, why, doubt.shown)


def _rest(rivals: list[Claim], free: list[Invoice], taken: set[str], notes: Notes) -> None:
    """What is left of a supplier: all of it to its only open line, else by date until each line is covered."""
    wanting = [claim for claim in rivals if not claim.covered and not claim.invoice_numbers]
    left = sorted(
        (i for i in free if i.id not in taken and not i.red), key=lambda i: (i.issued or date.max, i.record.file)
    )
    if len(wanting) == 1:
        for invoice in left:
            _take(wanting[0], invoice, taken, "invoice_of_party")
        return
    for claim in wanting:
        for invoice in left:
            if not claim.covered and invoice.id not in taken and fen(invoice.gross) <= claim.gap:
                ways = [(invoice.id, other.line.id) for other in (claim, *wanting) if not other.covered]
                why = "同一供应商的多项申报均可能对应该发票，已按日期顺序取第一项"
                notes.add((invoice.id,), len(wanting), why, dict.fromkeys(ways))
                _take(claim, invoice, taken, "invoice_of_party")


def _by_amount_alone(claims: list[Claim], pool: Pool, taken: set[str], notes: Notes) -> None:
    """A line without any invoice takes one of exactly its amount from another seller; the parties then disagree."""
    by_amount: dict[int, list[Invoice]] = defaultdict(list)
    for invoice in pool.invoices:
        if invoice.id not in taken and not invoice.red:
            for amount in {fen(invoice.gross), fen(invoice.net)}:
                by_amount[amount].append(invoice)
    for claim in claims:
        if claim.invoices or not claim.declared:
            continue
        fitting = [invoice for invoice in by_amount[claim.declared] if invoice.id not in taken]
        if fitting:
            ways = ((claim.line.id, invoice.id) for invoice in fitting)
            notes.add((fitting[0].id,), len(fitting), "存在多张金额与申报相同的发票，已取第一张", ways)
            _take(claim, fitting[0], taken, "invoice_other_party")


def _second_copies(claims: list[Claim], pool: Pool) -> None:
    """What a line still lacks may be another copy of an invoice that a different line has used."""
    used: set[str] = set()
    for claim in claims:
        if claim.covered or not claim.supplier:
            continue
        lacking = (claim.declared - sum(_claimable(invoice) for invoice in claim.invoices), claim.gap)
        for invoice in pool.again:
            same = pool.parties.group(invoice.seller) == claim.supplier and invoice.id not in used
            if same and any(fits(invoice, amount, claim.slack) for amount in lacking):
                _take(claim, invoice, used, "invoice_again")
                break


def _share(claims: list[Claim]) -> None:
    """The gross share of each invoice in each line: all of it, or what the lines that share it declare."""
    holders: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for invoice in claim.invoices:
            holders[invoice.id].append(claim)
    for claim in claims:
        for invoice in claim.invoices:
            rivals = holders[invoice.id]
            claim.shares[invoice.id] = fen(invoice.gross) if len(rivals) == 1 else _wanted(claim, invoice, rivals)


def _claimable(invoice: Invoice) -> int:
    """What is commonly declared for an invoice: net where its tax can be deducted, else gross."""
    return fen(invoice.net) if invoice.special and invoice.net else fen(invoice.gross)


def _gross(invoice: Invoice) -> int:
    return fen(invoice.gross)


def _wanted(claim: Claim, invoice: Invoice, rivals: list[Claim]) -> int:
    """The gross share a line wants of a shared invoice, in the basis that explains all lines that share it.

    A basis explains them where each line wants the whole invoice, or all together exactly the whole.
    """
    for basis in (_claimable, _gross):
        whole = basis(invoice)
        wants = {rival.line.id: _want(rival, invoice, basis) for rival in rivals}
        if whole and (sum(wants.values()) == whole or all(want == whole for want in wants.values())):
            return part(fen(invoice.gross), wants[claim.line.id], whole)
    return _want(claim, invoice, _gross)


def _want(claim: Claim, invoice: Invoice, basis: Callable[[Invoice], int]) -> int:
    """What the line declares beyond its other invoices, at most the invoice."""
    others = sum(basis(other) for other in claim.invoices if other.id != invoice.id)
    return max(0, min(basis(invoice), claim.declared - others))
