"""The waterfall of one line of a cloud application (domain 1.3, CLD-06, CLD-07, CLD-10, CLD-11, CLD-15), in whole fen.

Papers first, as of any purchase; of a public cloud the notice asks for the contract only, so that missing invoices and
slips are asked for and cut nothing. Then the time of the service, what was really used, and the sub-domains that count.
"""

from __future__ import annotations

from dataclasses import replace

from evidence.declared import DeclaredLine
from evidence.fen import fen
from evidence.views import Payment
from rules.cloud.scope import limit_by_scope
from rules.cloud.service import limit_by_time, limit_by_use, too_long
from rules.faults import Fault
from rules.papers import Papers
from rules.shortage import no_payment, too_few_invoices, unpaid
from rules.timing import payment_late
from rules.waterfall import (
    Ladder,
    Piece,
    Work,
    cut_input_tax,
    done,
    limit_by_contract,
    limit_by_invoices,
    limit_by_payments,
    pieces_of,
)

ASKED = ("invoice_missing", "payment_evidence_missing", "invoice_unpaid")
"""Codes of papers that a public cloud owes an explanation for, but no cut."""


def fall_cloud(papers: Papers, line: DeclaredLine, taken_net: bool) -> Work:
    """Run the waterfall of a line of a cloud application."""
    if line.id in papers.scenario.withheld:
        return Work(line, fen(line.declared), 0, (), (), taken_net)
    pieces, ladder = pieces_of(papers, line, taken_net), Ladder(fen(line.declared))
    notes = _papers(papers, line, ladder, pieces, taken_net)
    notes += limit_by_use(papers, line, ladder, pieces)
    if papers.policy.switches.cloud_cost_basis == "accrual":
        limit_by_time(papers, line, ladder, pieces)
    else:
        notes += too_long(papers, line, pieces)
    limit_by_scope(papers, line, ladder, pieces)
    if not taken_net and pieces:
        cut_input_tax(papers, fen(line.declared), ladder, pieces)
    work = done(line, ladder, pieces, taken_net)
    return replace(work, idle=(*work.idle, *notes))


def _papers(papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: list[Piece], taken_net: bool) -> list[Fault]:
    """Contract, invoices, payments; the faults that only ask are returned."""
    public = papers.case.public_cloud
    if public or papers.contracts_of(line):
        limit_by_contract(papers, line, ladder, pieces, taken_net)
    if public:
        granted = papers.scenario.granted | {(line.id, code) for code in ASKED}
        papers = replace(papers, scenario=replace(papers.scenario, granted=granted))
    notes = _invoices(papers, line, ladder, pieces)
    limit_by_invoices(papers, line, ladder, pieces, dated=False)
    if pieces and ladder.value:
        notes += _unpaid(papers, line, pieces) if public else []
        limit_by_payments(papers, line, ladder, pieces, _late)
    return notes if public else []


def _invoices(papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: list[Piece]) -> list[Fault]:
    """v2: as much as was invoiced; a row of the list without any paper is unmatched as a whole."""
    total = sum(piece.value for piece in pieces)
    shortage = too_few_invoices(papers, line, ladder.value, total)
    if not papers.evidence(line).invoices and not papers.evidence(line).payments and papers.case.public_cloud is False:
        why = f"资金使用情况明细表第{line.number}项“{line.description}”未见匹配的发票和银行付款凭证"
        shortage = Fault("fund_detail_row_unmatched", ladder.value, why, papers.cell(line))
    if papers.scenario.answers(line.id, shortage.code):
        ladder.supposed = max(0, ladder.value - total)
    ladder.down("v2", total, [shortage])
    return [shortage] if ladder.supposed and ladder.value else []


def _unpaid(papers: Papers, line: DeclaredLine, pieces: list[Piece]) -> list[Fault]:
    """What is asked for where slips are missing or do not reach the invoices."""
    evidence = papers.evidence(line)
    paid = sum(fen(item.amount) for item in evidence.settlements)
    if paid >= sum(piece.share for piece in pieces):
        return []
    return [unpaid(papers, line) if evidence.payments else no_payment(papers, line)]


def _late(papers: Papers, payment: Payment, amount: int) -> list[Fault]:
    """On a cash basis, payments booked outside the year; what is accrued may be paid when it falls due."""
    if papers.policy.switches.cloud_cost_basis != "cash":
        return []
    cash = papers.policy.switches.model_copy(update={"period_test": "payment"})
    policy = papers.policy.model_copy(update={"switches": cash})
    asked = replace(papers, case=papers.case.model_copy(update={"policy": policy}))
    return [replace(fault, code="cloud_cost_out_of_period") for fault in payment_late(asked, payment, amount)]
