"""Contract to invoice to payment: what the contract lacks, receipts that are only acknowledgements, open choices."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.match import Ambiguity
from evidence.record import Record
from evidence.views import sure
from rules.papers import Papers
from rules.recognition import Workings


def undated(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts in use that show no day of signing."""
    for contract in papers.contracts_in_use:
        if contract.signed is None and contract.record.kind is not Kind.ORDER:
            message = f"合同{contract.number or contract.name}未见签订日期"
            yield papers.finding(
                "contract_undated", message, (contract.id,), (Evidence.of(contract.record, "sign_date"),)
            )


def incomplete(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts in use without amount or a party; frame contracts and supplements may leave the amount open."""
    for contract in papers.contracts_in_use:
        lacking = [title for title, value in (("甲方", contract.buyer), ("乙方", contract.seller)) if not value]
        if contract.amount is None and contract.record.kind in (Kind.CONTRACT, Kind.ORDER):
            lacking.append("金额")
        if lacking:
            message = f"合同{contract.number or contract.name}未见要素：{'、'.join(lacking)}"
            evidence = (Evidence.of(contract.record, "contract_name"),)
            yield papers.finding("contract_terms_incomplete", message, (contract.id,), evidence)


def payment_terms(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts whose payment shares do not add up to the whole."""
    for contract in papers.contracts_in_use:
        shares = [row.facts["share"] for row in contract.record.rows if "share" in row.facts]
        total = sum((share.number for share in shares), Decimal(0))
        if len(shares) > 1 and total != 1 and all(sure(share) for share in shares):
            message = f"合同{contract.number or contract.name}付款节点比例合计为{total:.0%}，不为100%"
            evidence = [Evidence.at(contract.record, "share", share) for share in shares]
            yield papers.finding("payment_terms_sum_error", message, (contract.id,), evidence)


def acknowledgements(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Payments in use that are shown by an acknowledgement only, which banks call no final proof."""
    formal = {
        kept for again, kept in papers.kept.items() if again in papers.payments and not papers.payments[again].ack
    }
    for payment in papers.payments_in_use:
        if payment.ack and payment.id not in formal:
            number = payment.receipt_no or payment.serial_no
            message = f"付款凭证{number}为电子回执，非正式银行回单，请补充正式回单"
            yield papers.finding(
                "ack_not_receipt", message, (payment.id,), (Evidence.of(payment.record, "pay_amount"),)
            )


def ambiguities(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Matches that could have gone another way."""
    for item in papers.case.matching.ambiguities:
        records = [papers.records[name] for name in item.records if name in papers.records]
        message = f"{item.why}（共{item.alternatives}种可能{_shown(papers, item)}），提请人工确认"
        evidence = [Evidence.of(record, _number_field(record.kind)) for record in records]
        yield papers.finding("link_ambiguous", message, item.records, evidence)


def _shown(papers: Papers, item: Ambiguity) -> str:
    """The first of the ways by the numbers of their papers: `：①A＋B；②C＋D`; empty where none is kept."""
    lines = {line.id: f"第{line.number}项" for line in papers.case.declaration.lines}
    ways = ["＋".join(lines.get(name) or _named(papers.records[name]) for name in way) for way in item.ways]
    more = "等" if item.alternatives > len(ways) else ""
    return "：" + "；".join(f"{mark}{way}" for mark, way in zip("①②③", ways, strict=False)) + more if ways else ""


def _named(record: Record) -> str:
    """The paper's number, or its file where it shows none."""
    return record.text(_number_field(record.kind)) or record.file.rsplit("/", 1)[-1]


def _number_field(kind: Kind) -> str:
    if kind.is_invoice:
        return "invoice_number"
    return "receipt_no" if kind.is_payment else "contract_no"
