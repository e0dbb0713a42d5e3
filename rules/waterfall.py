"""The waterfall of one purchase line (domain 2.3): what was declared falls step by step to what is recognised.

All arithmetic is in whole fen. The line is judged in the basis in which it was declared: where the applicant declared
net of deductible tax, every document is taken net as well; declared gross, the tax is cut last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evidence.declared import DeclaredLine
from evidence.fen import fen, part, yuan
from evidence.finding import Evidence
from evidence.policy import Policy
from evidence.rounding import half_unit
from evidence.views import Contract, Invoice, Payment, limiting, sure
from rules.categories import ineligible_line, ineligible_share
from rules.employment import wages_again
from rules.faults import Fault, invoice_faults, payment_faults
from rules.papers import Papers
from rules.prepayment import undelivered
from rules.refunds import refunded
from rules.shortage import no_payment, over_contract, too_few_invoices, unpaid
from rules.timing import invoice_late, outside_service, payment_late

MOST_MIXED = 16
"""More invoices than this are not searched for a mixture of bases."""

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")


@dataclass(frozen=True, slots=True)
class Cut:
    """So much (fen, in the basis of the line) was cut at a step, for one reason."""

    step: str
    fault: Fault
    amount: int


@dataclass(frozen=True, slots=True)
class Work:
    """A line after the waterfall: cuts in order, what is left, and faults that cost nothing."""

    line: DeclaredLine
    declared: int
    recognised: int
    cuts: tuple[Cut, ...]
    idle: tuple[Fault, ...] = ()
    net: bool = False
    """Whether the line was declared net of deductible tax."""


@dataclass(slots=True)
class Ladder:
    """A value that can only go down, with the reason of every step."""

    value: int
    cuts: list[Cut] = field(default_factory=list)
    supposed: int = 0
    """What the scenario supposes to be there beyond the documents; every limit is higher by it."""

    def down(self, step: str, limit: int, faults: Sequence[Fault]) -> None:
        """Lower the value to `limit`; the faults share the fall in their order, the last takes the rest."""
        fall = self.value - min(self.value, max(0, limit) + self.supposed)
        self.value -= fall
        for place, fault in enumerate(faults):
            piece = fall if place == len(faults) - 1 else min(fall, fault.amount)
            if piece > 0:
                self.cuts.append(Cut(step, fault, piece))
                fall -= piece
        if fall and not faults:
            raise ValueError(f"{step}: {fall} fen cut without a reason")


@dataclass(slots=True)
class Piece:
    """An invoice in a line (fen, gross): what remains of its share after each step, and the faults met."""

    invoice: Invoice
    share: int
    ratio: tuple[int, int]
    """Net and gross of the invoice where the line is taken net; (1, 1) where it is taken gross."""
    left: int = 0
    faults: dict[str, list[Fault]] = field(default_factory=dict)

    @property
    def value(self) -> int:
        """What remains, in the basis of the line."""
        return part(self.left, *self.ratio)

    def lower(self, step: str, limit: int, faults: Iterable[Fault]) -> None:
        """Bring what remains down to `limit`, sharing the fall among the faults in their order."""
        target = min(self.left, max(0, limit))
        for fault in faults:
            before = self.value
            self.left = max(target, self.left - fault.amount)
            self.faults.setdefault(step, []).append(Fault(fault.code, before - self.value, fault.why, fault.evidence))
        self.left = target


def deductible(invoice: Invoice, policy: Policy) -> bool:
    """Whether the invoice's tax is left out of the investment under the policy's reading."""
    basis = policy.switches.vat_basis
    return basis == "net_all" or (basis == "net_for_special" and invoice.special)


def declared_net(line: DeclaredLine, invoices: Sequence[tuple[Invoice, int]], policy: Policy) -> bool | None:
    """Whether the declared amount is the sum of the invoices net of tax, as printed; None where it is neither.

    A line that takes some deductible invoices gross and others net is taken gross, and its tax is cut.
    """
    declared, slack = fen(line.declared), half_unit(line)
    if not invoices or abs(declared - sum(share for _, share in invoices)) <= slack:
        return False if invoices else None
    nets = [part(share, *_ratio(invoice)) for invoice, share in invoices]
    counted = [n if deductible(i, policy) else s for n, (i, s) in zip(nets, invoices, strict=True)]
    if any(abs(declared - total) <= slack for total in (sum(nets), sum(counted))):
        return True
    taxes = [share - net for net, (invoice, share) in zip(nets, invoices, strict=True) if deductible(invoice, policy)]
    return False if _between(declared, sum(share for _, share in invoices), taxes) else None


def _ratio(invoice: Invoice) -> tuple[int, int]:
    """Net to gross: by the one tax rate of its rows where it gives the printed net, else by the printed amounts."""
    net, gross = fen(invoice.net), fen(invoice.gross)
    rates = {row.text("tax_rate") for row in invoice.record.rows}
    if len(rates) == 1 and (found := _PERCENT.fullmatch(rates.pop().strip())):
        hundred = 10000 + round(Decimal(found.group(1)) * 100)
        if part(gross, 10000, hundred) == net:
            return 10000, hundred
    return (net, gross) if 0 < net <= gross else (1, 1)


def fall(papers: Papers, line: DeclaredLine, taken_net: bool) -> Work:
    """Run the waterfall of a purchase line."""
    if line.id in papers.scenario.withheld:
        return Work(line, fen(line.declared), 0, (), (), taken_net)
    pieces = pieces_of(papers, line, taken_net)
    ladder = Ladder(fen(line.declared))
    again = wages_again(papers, line)
    ladder.down("v1", 0 if again else ladder.value, [again] if again else [])
    limit_by_contract(papers, line, ladder, pieces, taken_net)
    shortage = too_few_invoices(papers, line, ladder.value, _sum(pieces))
    if papers.scenario.answers(line.id, shortage.code):
        ladder.supposed = max(0, ladder.value - _sum(pieces))
    ladder.down("v2", _sum(pieces), [shortage])
    limit_by_invoices(papers, line, ladder, pieces)
    limit_by_payments(papers, line, ladder, pieces)
    _eligible(papers, line, ladder, pieces)
    if not taken_net:
        cut_input_tax(papers, fen(line.declared), ladder, pieces)
    return done(line, ladder, pieces, taken_net)


def done(line: DeclaredLine, ladder: Ladder, pieces: Iterable[Piece], taken_net: bool) -> Work:
    """The line at the foot of its ladder; faults that cost nothing are kept beside the cuts."""
    costed = {(cut.fault.code) for cut in ladder.cuts}
    idle = [fault for piece in pieces for step in piece.faults.values() for fault in step if fault.code not in costed]
    return Work(line, fen(line.declared), ladder.value, tuple(ladder.cuts), tuple(idle), taken_net)


def pieces_of(papers: Papers, line: DeclaredLine, taken_net: bool) -> list[Piece]:
    """The invoices of the line with their shares, without those that the scenario withholds.

    In a line taken net, invoices without deductible tax stay gross, unless every invoice was declared net.
    """
    shares = [
        (invoice, fen(allocation.amount))
        for allocation in papers.evidence(line).invoices
        if (invoice := papers.invoices.get(allocation.record)) is not None
    ]
    nets = sum(part(share, *_ratio(invoice)) for invoice, share in shares)
    all_net = abs(fen(line.declared) - nets) <= half_unit(line)
    return [
        Piece(invoice, share, _ratio(invoice) if own_net else (1, 1), share)
        for invoice, share in shares
        if invoice.id not in papers.scenario.withheld
        for own_net in (taken_net and (all_net or deductible(invoice, papers.policy)),)
    ]


def _sum(pieces: Iterable[Piece]) -> int:
    return sum(piece.value for piece in pieces)


def limit_by_contract(papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: list[Piece], taken_net: bool) -> None:
    """v1: no more than the contract with its supplements; nothing without one. A doubtful amount limits nothing."""
    contracts = papers.contracts_of(line)
    if not contracts and papers.scenario.answers(line.id, "contract_missing"):
        return
    if not contracts:
        names = line.contract_no or line.supplier
        why = (
            f"未见第{line.number}项“{line.description}”对应的合同（{names}）"
            if names
            else f"未见第{line.number}项对应的合同"
        )
        ladder.down("v1", 0, [Fault("contract_missing", ladder.value, why, papers.cell(line))])
        return
    stated = limiting(contracts)
    if not stated or not all(_sure_amount(contract) for contract in stated):
        return
    limit = sum(fen(contract.amount) for contract in stated)
    if taken_net:
        gross, net = sum(piece.share for piece in pieces), _sum(pieces)
        partly = not pieces or any(piece.ratio == (1, 1) for piece in pieces)
        own = stated[0].record.money("net_amount") if len(stated) == 1 and not partly else None
        limit = fen(own) if own else part(limit, net, gross) if gross else limit
    room = max(0, limit - papers.under_contract.get(line.id, 0))
    shown = (pieces_gross(pieces), _paid(papers, line, pieces))
    ladder.down("v1", room, [over_contract(papers, line, ladder.value, (limit, room), shown)])


def _paid(papers: Papers, line: DeclaredLine, pieces: Sequence[Piece]) -> int:
    """All that was paid in the line, in its basis."""
    paid = sum(fen(allocation.amount) for allocation in papers.evidence(line).payments)
    gross = sum(piece.share for piece in pieces)
    return part(paid, pieces_gross(pieces), gross) if gross else paid


def pieces_gross(pieces: Iterable[Piece]) -> int:
    """All that was invoiced in the line, in its basis."""
    return sum(part(piece.share, *piece.ratio) for piece in pieces)


def _sure_amount(contract: Contract) -> bool:
    facts = contract.record.facts
    return sure(facts.get("contract_amount") or facts.get("amount_words"))


def limit_by_invoices(
    papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: list[Piece], *, dated: bool = True
) -> None:
    """v3 valid invoices, v4 those issued inside the period unless another test of the time takes its place."""
    for piece in pieces:
        faults = _standing(papers, line, invoice_faults(papers, line, piece.invoice, piece.share))
        piece.lower("v3", piece.left - sum(fault.amount for fault in faults), faults)
    ladder.down("v3", _sum(pieces), _met(pieces, "v3"))
    for piece in pieces if dated else ():
        late = invoice_late(papers, piece.invoice, piece.left)
        piece.lower("v4", 0 if late else piece.left, late)
    ladder.down("v4", _sum(pieces), _met(pieces, "v4"))


def _standing(papers: Papers, line: DeclaredLine, faults: Iterable[Fault]) -> list[Fault]:
    """The faults that the scenario does not suppose to be answered."""
    return [fault for fault in faults if not papers.scenario.answers(line.id, fault.code)]


def _met(pieces: Iterable[Piece], step: str) -> list[Fault]:
    """The faults of a step over all invoices, those that cost something."""
    return [fault for piece in pieces for fault in piece.faults.get(step, []) if fault.amount]


Late = Callable[[Papers, Payment, int], list[Fault]]


def limit_by_payments(
    papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: list[Piece], late: Late = payment_late
) -> None:
    """v5 paid at all, v6 by and to the right party, v7 inside the period; each by the payments of each invoice."""
    evidence = papers.evidence(line)
    paid = {piece.invoice.id: 0 for piece in pieces}
    bad: dict[str, dict[str, list[Fault]]] = {step: {name: [] for name in paid} for step in ("v6", "v7")}
    spent: dict[str, int] = {}
    for item in evidence.settlements:
        payment = papers.payments.get(item.payment)
        if payment is None or item.invoice not in paid or payment.id in papers.scenario.withheld:
            continue
        amount = fen(item.amount)
        paid[item.invoice] += amount
        faults = _standing(papers, line, payment_faults(papers, line, payment))
        if faults:
            bad["v6"][item.invoice].append(_scaled(faults[0], min(amount, faults[0].amount)))
        else:
            back = refunded(papers, line, payment, amount, spent)
            rest = amount - sum(fault.amount for fault in back)
            bad["v6"][item.invoice] += back
            bad["v7"][item.invoice] += [_scaled(fault, rest) for fault in late(papers, payment, rest)]
    reason = unpaid(papers, line) if evidence.payments else no_payment(papers, line)
    supposed = papers.scenario.answers(line.id, reason.code)
    for piece in pieces:
        if supposed:
            paid[piece.invoice.id] = max(paid[piece.invoice.id], piece.left)
        piece.lower("v5", paid[piece.invoice.id], ())
    ladder.down("v5", _sum(pieces), [reason])
    for step in ("v6", "v7"):
        for piece in pieces:
            faults = bad[step][piece.invoice.id]
            paid[piece.invoice.id] -= sum(fault.amount for fault in faults)
            piece.lower(step, paid[piece.invoice.id], faults)
        ladder.down(step, _sum(pieces), _met(pieces, step))


def _scaled(fault: Fault, amount: int) -> Fault:
    return Fault(fault.code, amount, fault.why, fault.evidence)


def _eligible(papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: list[Piece]) -> None:
    """v8 what arrived, and the part of a printed service period inside the year; v9 what the notice supports."""
    for piece in pieces:
        absent = _standing(papers, line, undelivered(papers, line, piece.left))
        piece.lower("v8", piece.left - sum(fault.amount for fault in absent), absent)
        outside = outside_service(papers, piece.invoice, piece.left)
        piece.lower("v8", piece.left - sum(fault.amount for fault in outside), outside)
    ladder.down("v8", _sum(pieces), _met(pieces, "v8"))
    whole = ineligible_line(papers, line)
    for piece in pieces:
        faults = _standing(papers, line, whole or ineligible_share(papers, piece.invoice, piece.left))
        faults = [_scaled(fault, min(piece.left, fault.amount or piece.left)) for fault in faults]
        piece.lower("v9", piece.left - sum(fault.amount for fault in faults), faults)
    ladder.down("v9", _sum(pieces), _met(pieces, "v9"))


def cut_input_tax(papers: Papers, declared: int, ladder: Ladder, pieces: list[Piece]) -> None:
    """v10: the deductible tax inside what is left, invoice by invoice in their order."""
    if _mixed(declared, [piece for piece in pieces if deductible(piece.invoice, papers.policy)], pieces):
        _one_basis(papers, ladder, pieces)
        return
    left, faults = ladder.value, []
    for piece in pieces:
        counted = min(left, piece.left)
        left -= counted
        if not deductible(piece.invoice, papers.policy):
            continue
        tax = counted - part(counted, *_ratio(piece.invoice))
        if tax:
            number, shown = piece.invoice.number, yuan(tax).shown()
            why = f"发票{number}为增值税专用发票，按含税金额申报，其中可抵扣进项税额{shown}元不计入投资额"
            evidence = (Evidence.of(piece.invoice.record, "tax"),)
            faults.append(Fault("input_vat_deducted", tax, why, evidence))
    ladder.down("v10", ladder.value - sum(fault.amount for fault in faults), faults)


def _mixed(declared: int, special: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether the declared amount takes some deductible invoices gross and others net."""
    taxes = [piece.share - part(piece.share, *_ratio(piece.invoice)) for piece in special]
    return _between(declared, sum(piece.share for piece in pieces), taxes)


def _between(declared: int, gross: int, taxes: Sequence[int]) -> bool:
    """Whether the declared amount is the gross one less the taxes of some invoices, but not of all."""
    if declared >= gross or declared <= gross - sum(taxes):
        return False
    reached = {0}
    for tax in taxes[:MOST_MIXED]:
        reached |= {total + tax for total in reached}
    return gross - declared in reached


def _one_basis(papers: Papers, ladder: Ladder, pieces: Sequence[Piece]) -> None:
    """v10 for a line in two bases: every deductible invoice net."""
    nets = [part(p.left, *_ratio(p.invoice)) if deductible(p.invoice, papers.policy) else p.left for p in pieces]
    why = "该项部分发票按含税金额、部分按不含税金额申报，统一按不含可抵扣进项税额的口径认定"
    evidence = tuple(Evidence.of(piece.invoice.record, "tax") for piece in pieces)
    ladder.down("v10", sum(nets), [Fault("tax_basis_mismatch", ladder.value, why, evidence)])
