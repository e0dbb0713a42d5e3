"""Contracts to lines: by the number the list names, else by party and amount as one optimum, else by the subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from evidence.fen import fen
from evidence.kind import Kind
from evidence.names import number_key
from evidence.views import Contract
from matchers.candidates import Pool
from matchers.claims import Claim, Notes
from matchers.packing import Group, pack
from matchers.sums import all_parts_of

NUMBER_MISREAD = 85
"""Two contract numbers of one party this alike (0 to 100) are one number misread or mistyped."""
ONE_GROUP, A_MEMBER, A_POINT = 1_000_000, 10_000, 10
"""Weights: more exact groups, fewer lines in them, then each point (0 to 100) of likeness of the subject."""
MOST_SETS = 12
"""Sets of lines tried for one contract."""


def attach_contracts(claims: list[Claim], pool: Pool, notes: Notes) -> None:
    """Give every line its contract and the supplements and orders under it."""
    for claim in claims:
        _by_number(claim, pool)
    _by_amount(claims, pool, notes)
    taken = {contract.id for claim in claims for contract in claim.contracts}
    for claim in claims:
        if not claim.contracts:
            _by_subject(claim, pool, notes, taken)


def attach_by_invoices(claims: list[Claim], pool: Pool, notes: Notes) -> None:
    """A second try for lines without contract: the booking data, then the seller of their invoices lead there."""
    taken = {contract.id for claim in claims for contract in claim.contracts}
    for claim in claims:
        if claim.contracts or not claim.invoices or claim.line.contract_no:
            continue
        booked = [i.booked_contract for i in claim.invoices if len(i.booked_contract) >= 4]
        for number in booked:
            for contract in pool.by_contract.get(number, [])[:1]:
                _attach(claim, contract, pool, "contract_booked", number=number)
                break
        if not claim.contracts:
            claim.supplier = claim.supplier or pool.parties.group(claim.invoices[0].seller)
            _by_subject(claim, pool, notes, taken)


def _attach(claim: Claim, found: Contract, pool: Pool, key: str, **values: object) -> None:
    """The contract with what belongs to it: supplements, orders under a frame, the frame of an order."""
    claim.tell(found.id, key, **values)
    claim.contracts = [found]
    for other, reason in _kin(found, pool):
        claim.tell(other.id, reason, number=found.number)
        claim.contracts.append(other)
    claim.supplier = claim.supplier or pool.parties.group(found.seller)


def _kin(main: Contract, pool: Pool) -> Iterator[tuple[Contract, str]]:
    """Papers that carry, continue or name the main contract's number, then the frame contract of an order."""
    group = pool.parties.group(main.seller)
    own = {c.id: c for c in (*pool.by_contract.get(main.number, []), *pool.by_party_b.get(group, []))}
    for other in own.values():
        if other.id != main.id and _belongs(other, main):
            yield other, "contract_supplement" if other.record.kind is Kind.CONTRACT_SUPPLEMENT else "contract_order"
    for frame in own.values():
        if frame.record.kind is Kind.FRAMEWORK_CONTRACT and frame.id != main.id and _belongs(main, frame):
            yield frame, "contract_framework"


def _belongs(paper: Contract, main: Contract) -> bool:
    """Whether a paper is one of the main contract: it carries its number, continues it (…-补1), or names it."""
    number = main.number
    if not number:
        return False
    if number in (paper.number, paper.under):
        return True
    under = paper.record.kind in (Kind.CONTRACT_SUPPLEMENT, Kind.ORDER)
    mentioned = number in number_key(f"{paper.name} {paper.subject}")
    return under and len(number) >= 4 and (paper.number.startswith(number) or mentioned)


def _by_number(claim: Claim, pool: Pool) -> None:
    number = number_key(claim.line.contract_no)
    exact = pool.by_contract.get(number, [])
    if exact:
        own = [contract for contract in exact if pool.parties.group(contract.seller) == claim.supplier]
        _attach(claim, (own or exact)[0], pool, "contract_listed", number=(own or exact)[0].number)
    elif number and claim.supplier:
        close = (
            contract
            for contract in pool.by_party_b.get(claim.supplier, [])
            if not contract.number or fuzz.ratio(number, contract.number) >= NUMBER_MISREAD
        )
        if (found := next(close, None)) is not None:
            _attach(claim, found, pool, "contract_misread")


def _by_amount(claims: list[Claim], pool: Pool, notes: Notes) -> None:
    """Lines without a number and contracts of their supplier: amounts that are equal, or add up, as one optimum."""
    taken = {contract.id for claim in claims for contract in claim.contracts}
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.supplier and not claim.line.contract_no and not claim.contracts:
            groups[claim.supplier].append(claim)
    for supplier, rivals in groups.items():
        free = [contract for contract in pool.by_party_b.get(supplier, []) if contract.id not in taken]
        packing = pack(list(_exact(rivals, free)))
        for group in packing.groups:
            contract, lines = free[group.slips[0]], [rivals[place] for place in group.bills]
            key = "contract_amount" if len(lines) == 1 else "contract_sum"
            for claim in lines:
                _attach(claim, contract, pool, key, lines=len(lines))
        _tell_rivals([(free[g.slips[0]], [rivals[p] for p in g.bills]) for g in packing.groups], free, notes)


def _exact(rivals: Sequence[Claim], free: Sequence[Contract]) -> Iterator[Group]:
    for number, contract in enumerate(free):
        amounts = dict.fromkeys((fen(contract.amount), fen(contract.record.money("net_amount"))))
        for amount in (one for one in amounts if one > 0):
            for place, claim in enumerate(rivals):
                if claim.declared == amount:
                    yield Group((number,), (place,), ONE_GROUP + A_POINT * _likeness(claim, contract))
            sets, _ = all_parts_of([claim.declared for claim in rivals], amount, MOST_SETS)
            for chosen in sets:
                likeness = min(_likeness(rivals[place], contract) for place in chosen)
                yield Group((number,), chosen, ONE_GROUP // 2 - A_MEMBER * len(chosen) + A_POINT * likeness)


def _likeness(claim: Claim, contract: Contract) -> int:
    """How alike line and contract read, 0 to 100."""
    return round(fuzz.partial_ratio(claim.line.description, contract.subject or contract.name))


def _tell_rivals(found: Sequence[tuple[Contract, list[Claim]]], free: Sequence[Contract], notes: Notes) -> None:
    """Contracts of the same amount that no line took: only the subject decided, which is no certainty."""
    used = {contract.id for contract, _ in found}
    for contract, lines in found:
        rivals = [other for other in free if other.id not in used and fen(other.amount) == fen(contract.amount)]
        ways = [(lines[0].line.id, one.id) for one in (contract, *rivals)]
        why = "同一供应商存在多份金额相同的合同，已按标的相近程度取第一份"
        notes.add((contract.id, *(one.id for one in rivals)), len(ways), why, ways)


def _by_subject(claim: Claim, pool: Pool, notes: Notes, taken: set[str]) -> None:
    """A contract of the supplier: the amount that fits, the subject that reads alike, then one that no line has."""
    if claim.line.contract_no or not claim.supplier:
        return
    own = pool.by_party_b.get(claim.supplier, [])
    if not own:
        return
    best = [contract for contract in own if fen(contract.amount) == claim.declared] or own
    best = sorted(best, key=lambda contract: (-_likeness(claim, contract), contract.id in taken))
    ways = [(claim.line.id, contract.id) for contract in best]
    notes.add((best[0].id,), len(best), "同一供应商存在多份可能对应的合同，已按标的相近程度取第一份", ways)
    _attach(claim, best[0], pool, "contract_only" if len(own) == 1 else "contract_subject")
    taken.update(contract.id for contract in claim.contracts)
