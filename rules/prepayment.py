"""Prepayments for goods that nothing shows to have arrived (v8 of the waterfall)."""

from __future__ import annotations

import re

from evidence.declared import Category, DeclaredLine
from evidence.fen import fen
from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.names import name_key
from evidence.views import Contract, sure
from rules.faults import Fault
from rules.papers import Papers

_AHEAD = re.compile(r"预付|定金|订金|首付|签订(?:后|之日)|签署后|生效后")
_ARRIVED = re.compile(r"到货|验收|交付|安装|调试|送达")


def undelivered(papers: Papers, line: DeclaredLine, left: int) -> list[Fault]:
    """The fault of a line for goods of which only agreed prepayments were paid and no arrival is shown.

    Silent without agreed instalments, where delivery papers name the seller, and where files were left unread.
    """
    evidence = papers.evidence(line)
    contracts = papers.contracts_of(line)
    if line.category is not Category.HARDWARE_PURCHASE or evidence.acceptances or len(contracts) != 1 or left <= 0:
        return []
    ahead = _ahead(contracts[0])
    payments = [papers.payments[a.record] for a in evidence.payments if a.record in papers.payments]
    paid = sum(fen(payment.amount) for payment in payments)
    known = all(sure(payment.record.facts.get("pay_amount")) for payment in payments)
    if not ahead or not known or not 0 < paid <= ahead + 100 or _named_elsewhere(papers, contracts[0]):
        return []
    why = (
        f"合同{contracts[0].record.text('contract_no')}仅支付预付款，至{papers.policy.window.end}未见到货或验收资料，"
        "不计入认定期投资"
    )
    spots = [Evidence.at(contracts[0].record, "node", row.facts["node"]) for row in contracts[0].record.rows[:1]]
    return [Fault("prepayment_undelivered", left, why, (*papers.cell(line), *spots))]


def _ahead(contract: Contract) -> int:
    """What is to be paid before anything arrives (fen); 0 where the instalments do not tell it beyond doubt."""
    nodes = [row for row in contract.record.rows if row.text("node")]
    steps = contract.instalments
    facts = [row.facts[name] for row in nodes for name in ("share", "amount") if name in row.facts]
    if len(steps) != len(nodes) or len(nodes) < 2 or not all(sure(fact) for fact in facts):
        return 0
    early = [bool(_AHEAD.search(row.text("node")) and not _ARRIVED.search(row.text("node"))) for row in nodes]
    late = [bool(_ARRIVED.search(row.text("node"))) for row in nodes]
    if not early[0] or not any(late):
        return 0
    return sum(fen(step) for step, before in zip(steps, early, strict=True) if before)


def _named_elsewhere(papers: Papers, contract: Contract) -> bool:
    """Whether some delivery paper names the seller, or files were left unread or unnamed."""
    kinds = (Kind.ACCEPTANCE, Kind.DELIVERY_NOTE, Kind.GOODS_RECEIPT)
    seller = name_key(contract.seller)
    for record in papers.records.values():
        sides = (name_key(record.text("party_a")), name_key(record.text("party_b")))
        if record.kind is Kind.OTHER or (record.kind in kinds and (seller in sides or not any(sides))):
            return True
    return any(problem.fatal for problem in (*papers.case.problems, *papers.case.submission.problems))
