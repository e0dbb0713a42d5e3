"""Which invoices of a supplier belong to which of its declared lines, by amount: one optimum for all its lines.

A group is one line with the invoices that are, or add up to, one of its amounts (gross, net, or what red-letter
invoices leave), or one invoice with the lines whose declared amounts add up to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from evidence.fen import fen
from evidence.views import Invoice
from matchers.claims import Claim
from matchers.packing import Contest, Group, pack
from matchers.sums import all_parts_of

NUMBER_MISREAD = 75
"""Two invoice numbers this alike (0 to 100) may be one number mistyped, where party and amount agree."""
ALIKE, ONE_GROUP, A_MEMBER, A_TARGET, FARTHEST = 1_500_000, 1_000_000, 10_000, 3_000, 2_000
"""Weights: a number nearly as listed first, then more groups, fewer papers, the likelier amount, nearness in days."""
MOST_SETS = 12
"""Sets of invoices tried for one amount of a line."""
NEAREST = 24
"""So many invoices are searched for sums to one line."""
MOST_LINES = 60
"""Where more lines of one supplier lack invoices than this, sums are not searched."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Invoices and lines that could be shared out otherwise just as well; `shown` are some ways as ids."""

    invoices: tuple[str, ...]
    claims: tuple[str, ...]
    ways: int
    bounded: bool
    shown: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What each line takes, with the key of the reason (evidence/levels.py), and what is doubtful."""

    taken: tuple[tuple[Claim, tuple[Invoice, ...], str], ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Offer:
    claims: tuple[int, ...]
    invoices: tuple[int, ...]
    weight: int
    key: str


def share_out(rivals: Sequence[Claim], free: Sequence[Invoice], reds: dict[str, tuple[Invoice, ...]]) -> Shared:
    """The best way to give the lines of one supplier its free invoices by amount."""
    asking = [claim for claim in rivals if may_search(claim)]
    blue = [invoice for invoice in free if not invoice.red]
    amounts = [_amounts(invoice, reds.get(invoice.id, ())) for invoice in blue]
    offers: dict[tuple[tuple[int, ...], tuple[int, ...]], _Offer] = {}
    for offer in _offers(asking, blue, amounts):
        offers.setdefault((offer.invoices, offer.claims), offer)
    packing = pack([Group(offer.invoices, offer.claims, offer.weight) for offer in offers.values()])
    taken = []
    for group in packing.groups:
        offer = offers[group.slips, group.bills]
        taken += [(asking[c], tuple(blue[i] for i in offer.invoices), offer.key) for c in offer.claims]
    doubts = [_doubt(contest, asking, blue) for contest in packing.contests if not _exchangeable(contest, asking)]
    return Shared(tuple(taken), tuple(doubts))


def may_search(claim: Claim) -> bool:
    """Whether the line may take invoices that its list does not name: it names none, or one it names was not found."""
    return not claim.covered and len(claim.invoices) < max(1, len(set(claim.invoice_numbers)))


def fits(invoice: Invoice, amount: int, slack: int, amounts: Sequence[int] = ()) -> bool:
    """Whether the invoice is of the amount (fen), gross or net, but for what the list rounds away."""
    own = amounts or (fen(invoice.gross), fen(invoice.net))
    return amount > 0 and not invoice.red and any(abs(one - amount) <= slack for one in own)


def _amounts(invoice: Invoice, reds: Sequence[Invoice]) -> tuple[int, ...]:
    """Gross and net, and what red-letter invoices leave of both."""
    gross, net = fen(invoice.gross), fen(invoice.net)
    left = (gross + sum(fen(red.gross) for red in reds), net + sum(fen(red.net) for red in reds))
    return tuple(dict.fromkeys(amount for amount in (gross, net, *left) if amount > 0))


def _offers(asking: Sequence[Claim], blue: Sequence[Invoice], amounts: Sequence[Sequence[int]]) -> Iterator[_Offer]:
    for place, claim in enumerate(asking):
        yield from _singles(place, claim, blue, amounts)
    if len(asking) > MOST_LINES:
        return
    open_lines = [place for place, claim in enumerate(asking) if not claim.invoice_numbers]
    for place in open_lines:
        yield from _sums(place, asking[place], blue)
    for number, invoice in enumerate(blue):
        for whole in dict.fromkeys((fen(invoice.gross), fen(invoice.net))):
            sets, _ = all_parts_of([asking[place].declared for place in open_lines], whole, MOST_SETS)
            for chosen in sets:
                lines = tuple(open_lines[place] for place in chosen)
                weight = ONE_GROUP // 2 - A_MEMBER * len(lines)
                yield _Offer(lines, (number,), max(1, weight), "invoice_amount")


def _singles(place: int, claim: Claim, blue: Sequence[Invoice], amounts: Sequence[Sequence[int]]) -> Iterator[_Offer]:
    """One invoice of one of the line's amounts, the likeliest first."""
    targets = (claim.gap, *claim.targets) if claim.invoices else claim.targets
    for rank, target in enumerate(dict.fromkeys(targets)):
        for number, invoice in enumerate(blue):
            if not fits(invoice, target, claim.slack, amounts[number]):
                continue
            alike = _alike(claim, invoice)
            weight = ONE_GROUP - A_TARGET * rank + _near(claim, invoice) + (ALIKE if alike else 0)
            yield _Offer((place,), (number,), weight, "invoice_mistyped" if alike else "invoice_amount")


def _sums(place: int, claim: Claim, blue: Sequence[Invoice]) -> Iterator[_Offer]:
    """Several invoices that add up to the declared amount: all gross, all net, or net where their tax is deducted."""
    near = sorted(range(len(blue)), key=lambda number: (-_near(claim, blue[number]), number))[:NEAREST]
    gross, net = [fen(blue[n].gross) for n in near], [fen(blue[n].net) for n in near]
    claimable = [net[place] if blue[n].special and net[place] else gross[place] for place, n in enumerate(near)]
    for amounts in dict.fromkeys(map(tuple, (gross, net, claimable))):
        sets, _ = all_parts_of(amounts, claim.declared, MOST_SETS)
        for chosen in sets:
            numbers = tuple(sorted(near[n] for n in chosen))
            nearness = min(_near(claim, blue[n]) for n in numbers)
            weight = ONE_GROUP - A_MEMBER * (len(numbers) + 1) + nearness
            yield _Offer((place,), numbers, max(1, weight), "invoice_sum")


def _alike(claim: Claim, invoice: Invoice) -> bool:
    return any(fuzz.ratio(number, invoice.number) >= NUMBER_MISREAD for number in claim.invoice_numbers)


def _near(claim: Claim, invoice: Invoice) -> int:
    """Nearness to the date in the list, FARTHEST for the day itself and where the list names none."""
    named = claim.line.facts.get("invoice_date")
    days = abs((named.day - (invoice.issued or date.min)).days) if named and named.type == "date" else 0
    return max(0, FARTHEST - days)


def _exchangeable(contest: Contest, asking: Sequence[Claim]) -> bool:
    """Whether the ways only exchange single invoices among as many lines of one amount: then all are the same."""
    single = all(len(group.slips) == len(group.bills) == 1 for way in contest.shown for group in way)
    same = len({asking[place].declared for place in contest.bills}) == 1
    return single and same and len(contest.slips) == len(contest.bills)


def _doubt(contest: Contest, asking: Sequence[Claim], blue: Sequence[Invoice]) -> Doubt:
    return Doubt(
        invoices=tuple(blue[number].id for number in contest.slips),
        claims=tuple(asking[place].line.id for place in contest.bills),
        ways=contest.ways,
        bounded=contest.bounded,
        shown=tuple(
            tuple(
                name
                for group in way
                for name in (*(asking[p].line.id for p in group.bills), *(blue[n].id for n in group.slips))
            )
            for way in contest.shown
        ),
    )
