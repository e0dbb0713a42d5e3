"""Invoices to lines: the numbers the list names first, then the contract named in the remark, then party and amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from rapidfuzz import fuzz

from evidence.fen import fen, part
from evidence.names import number_key
from evidence.views import Invoice
from matchers.candidates import Pool
from matchers.claims import Claim, Notes
from matchers.sums import parts_of

NUMBER_MISREAD = 75
"""Two invoice numbers this alike (0 to 100) may be one number mistyped, where party and amount agree."""


def attach_invoices(claims: list[Claim], pool: Pool, notes: Notes) -> None:
    """Give every line its invoices; an invoice that nobody names goes to one line at most."""
    taken: set[str] = set()
    _by_number(claims, pool, taken)
    _by_remark(claims, pool, taken)
    for group, rivals in _rivals(claims).items():
        free = [invoice for invoice in pool.by_seller.get(group, []) if invoice.id not in taken]
        _by_amount(rivals, free, taken, notes)
        _by_sum(rivals, free, taken, notes)
        _rest(rivals, free, taken, notes)
    _by_amount_alone(claims, pool, taken, notes)
    _second_copies(claims, pool)
    _share(claims)


def _take(claim: Claim, invoice: Invoice, taken: set[str]) -> None:
    claim.invoices.append(invoice)
    taken.add(invoice.id)


def _by_number(claims: list[Claim], pool: Pool, taken: set[str]) -> None:
    for claim in claims:
        for number in dict.fromkeys(claim.invoice_numbers):
            found = pool.by_invoice.get(number) or pool.by_invoice.get(number.lstrip("0")) or []
            own = [invoice for invoice in found if pool.parties.group(invoice.seller) == claim.supplier]
            if found:
                _take(claim, (own or found)[0], taken)


def _by_remark(claims: list[Claim], pool: Pool, taken: set[str]) -> None:
    """An invoice whose remark names a contract belongs to the one line under that contract."""
    under: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for contract in claim.contracts:
            under[contract.id].append(claim)
    for invoice in pool.invoices:
        remark = number_key(invoice.remark)
        if invoice.id in taken or not remark:
            continue
        for contract in pool.by_party_b.get(pool.parties.group(invoice.seller), []):
            lines = under[contract.id]
            if len(contract.number) >= 4 and contract.number in remark and len(lines) == 1 and not lines[0].covered:
                _take(lines[0], invoice, taken)
                break


def _rivals(claims: list[Claim]) -> dict[str, list[Claim]]:
    """The lines that still lack invoices, by supplier."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.supplier and not claim.covered:
            groups[claim.supplier].append(claim)
    return groups


def _fits(invoice: Invoice, amount: int, slack: int) -> bool:
    near = any(abs(own - amount) <= slack for own in (fen(invoice.gross), fen(invoice.net)))
    return amount > 0 and not invoice.red and near


def _by_amount(rivals: list[Claim], free: list[Invoice], taken: set[str], notes: Notes) -> None:
    """One invoice of exactly the amount; of several the nearest to the date (or like the number) in the list."""
    for claim in rivals:
        if not _may_search(claim):
            continue
        for target in (claim.gap, *claim.targets) if claim.invoices else claim.targets:
            fitting = [invoice for invoice in free if invoice.id not in taken and _fits(invoice, target, claim.slack)]
            if not fitting:
                continue
            fitting.sort(key=lambda invoice: _distance(claim, invoice))
            alike = [i for i in fitting if _distance(claim, i) == _distance(claim, fitting[0])]
            wanting = sum(1 for other in rivals if target in other.targets and not other.covered)
            if len(alike) > wanting:
                notes.add((alike[0].id,), len(alike), "同一销售方存在多张金额相同的发票，已取第一张")
            _take(claim, fitting[0], taken)
            break


def _may_search(claim: Claim) -> bool:
    """Whether the line may take invoices that its list does not name: it names none, or one it names was not found."""
    return not claim.covered and len(claim.invoices) < max(1, len(set(claim.invoice_numbers)))


def _distance(claim: Claim, invoice: Invoice) -> tuple[int, int]:
    """Unlikeness of the number, then days from the date the list names."""
    named = claim.line.facts.get("invoice_date")
    days = abs((named.day - (invoice.issued or date.min)).days) if named and named.type == "date" else 0
    alike = max((fuzz.ratio(number, invoice.number) for number in claim.invoice_numbers), default=0)
    return (0 if alike >= NUMBER_MISREAD else 1, days)


def _by_sum(rivals: list[Claim], free: list[Invoice], taken: set[str], notes: Notes) -> None:
    """Several invoices that add up to the declared amount, gross or net."""
    for claim in rivals:
        if claim.covered or claim.invoice_numbers:
            continue
        left = [invoice for invoice in free if invoice.id not in taken and not invoice.red]
        for amounts in ([fen(i.gross) for i in left], [fen(i.net) for i in left]):
            chosen, ways = parts_of(amounts, claim.declared)
            if chosen:
                notes.add(tuple(left[place].id for place in chosen), ways, "多组发票金额之和均等于申报金额，已取第一组")
                for place in chosen:
                    _take(claim, left[place], taken)
                break


def _rest(rivals: list[Claim], free: list[Invoice], taken: set[str], notes: Notes) -> None:
    """What is left of a supplier: all of it to its only open line, else by date until each line is covered."""
    wanting = [claim for claim in rivals if not claim.covered and not claim.invoice_numbers]
    left = sorted(
        (i for i in free if i.id not in taken and not i.red), key=lambda i: (i.issued or date.max, i.record.file)
    )
    if len(wanting) == 1:
        for invoice in left:
            _take(wanting[0], invoice, taken)
        return
    for claim in wanting:
        for invoice in left:
            if not claim.covered and invoice.id not in taken and fen(invoice.gross) <= claim.gap:
                notes.add((invoice.id,), len(wanting), "同一供应商的多项申报均可能对应该发票，已按日期顺序取第一项")
                _take(claim, invoice, taken)


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
            notes.add((fitting[0].id,), len(fitting), "存在多张金额与申报相同的发票，已取第一张")
            _take(claim, fitting[0], taken)


def _second_copies(claims: list[Claim], pool: Pool) -> None:
    """What a line still lacks may be another copy of an invoice that a different line has used."""
    used: set[str] = set()
    for claim in claims:
        if claim.covered or not claim.supplier:
            continue
        lacking = (claim.declared - sum(_claimable(invoice) for invoice in claim.invoices), claim.gap)
        for invoice in pool.again:
            same = pool.parties.group(invoice.seller) == claim.supplier and invoice.id not in used
            if same and any(_fits(invoice, amount, claim.slack) for amount in lacking):
                _take(claim, invoice, used)
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
