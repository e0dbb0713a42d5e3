"""Payments to invoices: named slips first, then equal amounts, lump sums, instalments, and last by date.

Bills are the open invoices of lines, purses the slips with what is left of them. Each step takes both and settles
what it is sure of; the order of the steps is the order of certainty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from evidence.declared import Applicant
from evidence.fen import fen
from evidence.match import Fee, Level, Refund
from evidence.names import name_level, number_key
from evidence.views import Contract, Payment
from matchers.candidates import Pool
from matchers.claims import Claim, Notes
from matchers.exact import Doubt, Paper, exact
from matchers.offsets import lower_by_reds, tie_refunds, tie_with_fees
from matchers.purses import Bill, Purse, Why, in_window, pay, pay_in_order, record
from matchers.ways import MOST_WAYS


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling found beside the settlements themselves."""

    refunds: tuple[Refund, ...]
    fees: tuple[Fee, ...]


def settle(claims: list[Claim], pool: Pool, applicant: Applicant, notes: Notes) -> Settled:
    """Set every slip off against the invoices it pays, and give lines the slips that pay them."""
    bills = [
        Bill(claim, invoice, claim.shares[invoice.id])
        for claim in claims
        for invoice in sorted(claim.invoices, key=lambda i: (i.issued or date.max, i.record.file))
        if claim.shares[invoice.id] > 0
    ]
    purses = [
        Purse(payment, _payee(payment, pool), fen(payment.amount))
        for payment in sorted(pool.payments, key=lambda p: _order(p, applicant, pool))
        if fen(payment.amount) > 0
    ]
    refunds = tuple(tie_refunds(purses, pool.refunds, pool.parties))
    _named_slips(claims, bills, purses)
    _booked_receipts(bills, purses)
    _mentioned_invoices(bills, purses)
    fees: list[Fee] = []
    by_group = _groups(bills, purses)
    for own, slips in by_group:
        _exact(own, slips, notes)
        _exact(lower_by_reds(own, pool.reds), slips, notes, Why.of("paid_net_of_red"))
        fees += tie_with_fees(own, slips, notes)
    for own, slips in by_group:
        pay_in_order(_of_mentioned_contracts(own, slips), slips, Why.of("paid_by_date"))
    _other_payees(bills, purses, notes)
    _returned_last(by_group, notes)
    _without_invoice(claims, purses)
    _leftovers(claims, purses)
    _second_copies(bills, pool)
    return Settled(refunds, tuple(fees))


def _payee(payment: Payment, pool: Pool) -> str:
    """The party that is paid: the payee, or the one it receives for by an agreement."""
    found = (e.principal for e in pool.entrusted if e.payment == payment.id and e.side == "payee")
    return pool.parties.group(next(found, payment.payee))


def _order(payment: Payment, applicant: Applicant, pool: Pool) -> tuple[int, date, str]:
    """Slips of the applicant's own (or paid for it) first, then by day: a stranger's slip must not displace them."""
    level = name_level(applicant.name, payment.payer, applicant.former_names)
    own = level in (Level.EXACT, Level.EQUAL, Level.ALIAS, Level.ABSENT)
    own = own or any(e.payment == payment.id and e.side == "payer" for e in pool.entrusted)
    return (0 if own else 1, payment.day or date.max, payment.record.file)


def _groups(bills: list[Bill], purses: list[Purse]) -> list[tuple[list[Bill], list[Purse]]]:
    """Open bills and slips of one party, party by party."""
    slips: dict[str, list[Purse]] = defaultdict(list)
    for purse in purses:
        if purse.group:
            slips[purse.group].append(purse)
    own: dict[str, list[Bill]] = defaultdict(list)
    for bill in bills:
        own[bill.claim.supplier].append(bill)
    return [(own[group], slips[group]) for group in own if group and group in slips]


def _by_number(purses: Iterable[Purse]) -> dict[str, Purse]:
    found: dict[str, Purse] = {}
    for purse in purses:
        for key in purse.payment.keys:
            found.setdefault(key, purse)
    return found


def _named_slips(claims: list[Claim], bills: list[Bill], purses: list[Purse]) -> None:
    """Slips whose numbers the list names. A slip that an earlier line has used up is entered a second time."""
    by_number, open_bills = _by_number(purses), _of_claims(bills)
    why = Why.of("slip_listed")
    for claim in claims:
        named = {id(p): p for n in claim.receipt_numbers if (p := by_number.get(n))}
        slips = list(named.values())
        for purse in slips:
            claim.tell(purse.payment.id, "payment_listed")
        _pair_equal(open_bills[claim.line.id], slips, why)
        for purse in slips:
            spent = purse.left == 0 and not purse.returned and purse.payment.id not in claim.payments
            for bill in open_bills[claim.line.id]:
                if spent:
                    _claim_again(bill, purse.payment)
                elif purse.left and bill.left:
                    pay(bill, purse, min(bill.left, purse.left), why)
            if not spent:
                claim.payments.setdefault(purse.payment.id, 0)


def _pair_equal(bills: list[Bill], slips: list[Purse], why: Why) -> None:
    for purse in slips:
        bill = next((b for b in bills if b.left and b.left == purse.left), None)
        if bill is not None:
            pay(bill, purse, bill.left, why)


def _claim_again(bill: Bill, payment: Payment) -> None:
    """Enter a used-up slip for a second line: the sum over all lines then exceeds the slip, which the rules see."""
    used = bill.claim.payments.get(payment.id, 0)
    amount = min(bill.left, fen(payment.amount) - used)
    if amount > 0:
        bill.left -= amount
        record(bill, payment, amount, Why.of("slip_again"))


def _of_claims(bills: Iterable[Bill]) -> dict[str, list[Bill]]:
    result: dict[str, list[Bill]] = defaultdict(list)
    for bill in bills:
        result[bill.claim.line.id].append(bill)
    return result


def _booked_receipts(bills: list[Bill], purses: list[Purse]) -> None:
    """Slips that the booking data of an invoice name; those of exactly its amount first."""
    by_number, why = _by_number(purses), Why.of("slip_booked")
    booked = [(b, p) for b in bills if (p := by_number.get(b.invoice.booked_receipt))]
    for bill, purse in sorted(booked, key=lambda pair: pair[0].left != pair[1].left):
        if bill.left and purse.left:
            pay(bill, purse, min(bill.left, purse.left), why)


def _mentioned_invoices(bills: list[Bill], purses: list[Purse]) -> None:
    """Slips whose usage mentions an invoice number of at least eight characters."""
    by_number = {bill.invoice.number: bill for bill in bills if len(bill.invoice.number) >= 8}
    for purse in purses:
        for token in _numbers(purse.payment.memo):
            bill = by_number.get(token)
            if bill is not None and bill.left and purse.left:
                pay(bill, purse, min(bill.left, purse.left), Why.of("slip_names_invoice"))


def _numbers(text: str) -> Iterator[str]:
    """The runs of letters and digits in a text, as number keys."""
    run = ""
    for char in f"{text} ":
        if char.isascii() and (char.isalnum() or char == "-"):
            run += char
        elif run:
            yield number_key(run)
            run = ""


def _exact(bills: list[Bill], purses: list[Purse], notes: Notes, why: Why | None = None) -> None:
    """Whatever adds up to the fen among the open slips and invoices of one party, as one optimum."""
    owed, own = [bill for bill in bills if bill.left], [purse for purse in purses if purse.left]
    if not owed or not own:
        return
    foreseen = {fen(m) for bill in owed for contract in bill.claim.contracts for m in contract.instalments}
    found = exact(
        [Paper(purse.left, _ordinal(purse.payment.day), foreseen=purse.left in foreseen) for purse in own],
        [Paper(bill.left, _ordinal(bill.invoice.issued), bill.claim.line.id) for bill in owed],
    )
    for doubt in found.doubts:
        _doubt(doubt, owed, own, notes)
    for slips, invoices in found.groups:
        planned = all(own[place].left in foreseen for place in slips)
        how = why or _sum_of(len(slips), len(invoices), foreseen=planned)
        pay_in_order([owed[place] for place in invoices], [own[place] for place in slips], how, anywhen=True)


def _doubt(doubt: Doubt, owed: list[Bill], own: list[Purse], notes: Notes) -> None:
    """Tell a choice that could have gone another way just as well."""
    lines = {owed[place].claim.line.id for place in doubt.bills}
    if doubt.equal and (len(lines) == 1 or len(doubt.slips) == len(doubt.bills)):
        return  # every invoice is paid in full whichever slip pays it
    slips = [own[place].payment.id for place in doubt.slips]
    invoices = [owed[place].invoice.id for place in doubt.bills]
    ways: Iterable[tuple[str, ...]] = (
        tuple(
            name
            for group_slips, group_bills in way
            for name in (*(own[p].payment.id for p in group_slips), *(owed[p].invoice.id for p in group_bills))
        )
        for way in doubt.shown
    )
    if doubt.equal:
        ways = ((slip, invoice) for slip in slips for invoice in invoices)
    notes.add((*slips, *invoices), doubt.ways, _open_choice(doubt), ways)


def _sum_of(slips: int, bills: int, *, foreseen: bool) -> Why:
    """Why an exact group is one, by its size."""
    if foreseen and slips > 1:
        return Why.of("paid_foreseen", slips=slips, bills=bills)
    if slips == bills == 1:
        return Why.of("paid_equal")
    if slips == 1:
        return Why.of("paid_one_for_several", bills=bills)
    if bills == 1:
        return Why.of("paid_in_instalments", slips=slips)
    return Why.of("paid_several_for_several", slips=slips, bills=bills)


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _open_choice(doubt: Doubt) -> str:
    """The sentence of a choice that could have gone another way just as well."""
    least = "不少于" if doubt.bounded or doubt.ways >= MOST_WAYS else ""
    ways = f"存在{least}{doubt.ways}种同样成立的对应方式"
    if doubt.equal:
        return f"{len(doubt.slips)}笔付款与{len(doubt.bills)}张发票金额相同，{ways}，已按日期先后对应"
    return f"{len(doubt.slips)}笔付款与{len(doubt.bills)}张发票之间，{ways}，已取其中日期最近的一种"


def _of_mentioned_contracts(bills: list[Bill], purses: list[Purse]) -> list[Bill]:
    """The bills, those first whose contract some slip mentions; slips of such contracts settle them at once."""
    first: list[Bill] = []
    for purse in purses:
        memo = number_key(purse.payment.memo)
        own = [bill for bill in bills if any(_mentions(memo, contract) for contract in bill.claim.contracts)]
        pay_in_order(own, [purse], Why.of("paid_under_contract"))
        first += own
    return [*first, *(bill for bill in bills if bill not in first)]


def _mentions(memo: str, contract: Contract) -> bool:
    return len(contract.number) >= 4 and contract.number in memo


def _other_payees(bills: list[Bill], purses: list[Purse], notes: Notes) -> None:
    """An unused slip of exactly an open invoice's amount, though the payee is another: the rules will ask about it."""
    by_amount: dict[int, list[Bill]] = defaultdict(list)
    for bill in bills:
        if bill.left:
            by_amount[bill.left].append(bill)
    for purse in purses:
        fitting = [b for b in by_amount[purse.left] if b.left == purse.left and in_window(b, purse)]
        if purse.untouched and fitting:
            ways = ((purse.payment.id, bill.invoice.id) for bill in fitting)
            why = "该付款收款人与销售方不同，按金额可对应多张发票，已取第一张"
            notes.add((purse.payment.id,), len(fitting), why, ways)
            pay(fitting[0], purse, purse.left, Why.of("paid_other_payee"))


def _returned_last(by_group: Iterable[tuple[list[Bill], list[Purse]]], notes: Notes) -> None:
    """Payments that came back as a whole pay what nothing else pays, so that the rules see what is lacking, and why."""
    for own, slips in by_group:
        back = [purse for purse in slips if purse.returned]
        for purse in back:
            purse.left = purse.returned
        _exact(own, back, notes)
        pay_in_order(own, back, Why.of("paid_by_date"))
        for purse in back:
            purse.left = 0


def _without_invoice(claims: list[Claim], purses: list[Purse]) -> None:
    """Slips to the supplier of a line that has no invoice: money moved, though nothing was billed."""
    for claim in claims:
        if claim.invoices or not claim.supplier:
            continue
        rivals = [other for other in claims if other.supplier == claim.supplier]
        for purse in purses:
            if purse.group == claim.supplier and purse.left and (len(rivals) == 1 or purse.left == claim.declared):
                claim.payments[purse.payment.id] = claim.payments.get(purse.payment.id, 0) + purse.left
                claim.tell(purse.payment.id, "payment_of_party")
                purse.left = 0


def _second_copies(bills: list[Bill], pool: Pool) -> None:
    """Another copy of a used slip, for an invoice of its amount that nothing pays: the rules see the double use."""
    for payment in pool.slips_again:
        group, amount = pool.parties.group(payment.payee), fen(payment.amount)
        bill = next((b for b in bills if b.left and b.left == amount and b.claim.supplier == group), None)
        if bill is not None:
            bill.left -= amount
            record(bill, payment, amount, Why.of("slip_again"))


def _leftovers(claims: list[Claim], purses: list[Purse]) -> None:
    """What remains of a slip stays with the one line it belongs to, so that a payment over the invoices shows."""
    holders: dict[str, list[Claim]] = defaultdict(list)
    suppliers: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.supplier:
            suppliers[claim.supplier].append(claim)
        for name in claim.payments:
            holders[name].append(claim)
    for purse in purses:
        owners = holders[purse.payment.id] or suppliers[purse.group]
        if (purse.left or purse.returned) and len(owners) == 1:
            held = owners[0].payments.get(purse.payment.id, 0)
            owners[0].payments[purse.payment.id] = held + purse.left
            owners[0].tell(purse.payment.id, "payment_of_party")
            purse.left = 0
