"""Why the documents of a line do not reach the declared amount: which code and sentence a shortfall gets."""

from __future__ import annotations

from evidence.declared import DeclaredLine
from evidence.fen import fen, yuan
from evidence.finding import Evidence
from evidence.names import number_key
from evidence.views import sure
from rules.faults import Fault
from rules.papers import Papers
from rules.selfmade import only_self_made

ROUNDED = 1
"""Fen by which sums taken net may differ from a limit taken net, each being rounded by itself: no excess."""


def over_contract(
    papers: Papers, line: DeclaredLine, value: int, limits: tuple[int, int], turnover: tuple[int, int]
) -> Fault:
    """v1: the invoices, or else the payments, exceed what is left of the contract; or only the declared amount does.

    `limits` is the contract's amount and what earlier lines leave of it, `turnover` what was invoiced and what paid;
    all in the basis of the line.
    """
    (whole, room), (invoiced, paid) = limits, turnover
    contracts = papers.contracts_of(line)
    evidence = tuple(Evidence.of(contract.record, "contract_amount") for contract in contracts)
    shown = f"合同金额{yuan(whole).shown()}元"
    if room < whole:
        shown += f"（其他申报项已列报{yuan(whole - room).shown()}元）"
    if not room and whole:
        why = f"第{line.number}项所附合同{contracts[0].number}已由其他申报项列报{shown}，存在重复列报情形"
        return Fault("duplicate_contract", value, why, (*papers.cell(line), *evidence))
    if invoiced > room + ROUNDED:
        why = f"第{line.number}项开票金额{yuan(invoiced).shown()}元超过{shown}，未见补充协议"
        return Fault("invoice_over_contract", value - room, why, evidence)
    if paid > room + ROUNDED:
        why = f"第{line.number}项付款金额{yuan(paid).shown()}元超过{shown}，未见补充协议"
        return Fault("payment_over_contract", value - room, why, evidence)
    return _declared_over(papers, line, value, room, "合同金额", evidence)


def _declared_over(
    papers: Papers, line: DeclaredLine, value: int, limit: int, what: str, evidence: tuple[Evidence, ...]
) -> Fault:
    why = f"第{line.number}项申报{yuan(value).shown()}元，高于{what}{yuan(limit).shown()}元"
    return Fault("declared_line_mismatch", value - limit, why, (*papers.cell(line), *evidence))


def _paid(papers: Papers, line: DeclaredLine) -> int:
    return sum(fen(allocation.amount) for allocation in papers.evidence(line).payments)


def too_few_invoices(papers: Papers, line: DeclaredLine, value: int, invoiced: int) -> Fault:
    """v2: no invoice, one that the list names is not there, more paid than invoiced, or only declared too high."""
    allocations = papers.evidence(line).invoices
    invoices = [papers.invoices[a.record] for a in allocations if a.record in papers.invoices]
    evidence = tuple(Evidence.of(invoice.record, "total_incl_tax") for invoice in invoices)
    own = only_self_made(papers, line, value) if not invoices else []
    if own:
        return own[0]
    if not invoices:
        why = f"未见第{line.number}项“{line.description}”对应的发票"
        return Fault("invoice_missing", value, why, papers.cell(line))
    doubtful = [invoice for invoice in invoices if not sure(invoice.record.facts.get("total_incl_tax"))]
    if doubtful:
        return _doubtful(line, "发票", "total_incl_tax", doubtful[0].record.file, evidence)
    absent = _named_but_absent(line, {number for i in invoices for number in (i.number, i.key)})
    if absent:
        why = f"第{line.number}项项目清单所列发票{'、'.join(absent)}未见"
        return Fault("invoice_missing", value - invoiced, why, (*papers.cell(line, "invoice_no"), *evidence))
    paid = _paid(papers, line)
    if paid > sum(fen(allocation.amount) for allocation in allocations):
        why = f"第{line.number}项付款{yuan(paid).shown()}元，大于已取得发票金额{yuan(invoiced).shown()}元"
        return Fault("payment_over_invoice", value - invoiced, why, evidence)
    return _declared_over(papers, line, value, invoiced, "发票金额", evidence)


def _doubtful(line: DeclaredLine, what: str, field: str, file: str, evidence: tuple[Evidence, ...]) -> Fault:
    """A shortfall that rests on a value nobody is sure of is asked about, not stated."""
    why = f"第{line.number}项{what}金额存疑（{file}，字段{field}），差额部分待人工复核后认定"
    return Fault("ocr_low_confidence", 0, why, evidence)


def _named_but_absent(line: DeclaredLine, found: set[str]) -> list[str]:
    """Invoice numbers of the list that no attached invoice carries."""
    return [number for number in line.invoice_nos if number_key(number) and number_key(number) not in found]


def no_payment(papers: Papers, line: DeclaredLine) -> Fault:
    """v5 where the line has no payment at all."""
    why = f"未见第{line.number}项“{line.description}”对应的银行付款凭证"
    return Fault("payment_evidence_missing", 0, why, papers.cell(line))


def unpaid(papers: Papers, line: DeclaredLine) -> Fault:
    """v5 where some was paid: a slip the list names is not there, or part of the invoices is not yet paid."""
    names = [allocation.record for allocation in papers.evidence(line).payments]
    payments = [papers.payments[name] for name in names if name in papers.payments]
    evidence = tuple(Evidence.of(payment.record, "pay_amount") for payment in payments)
    doubtful = [payment for payment in payments if not sure(payment.record.facts.get("pay_amount"))]
    if doubtful:
        return _doubtful(line, "付款", "pay_amount", doubtful[0].record.file, evidence)
    found = {key for payment in payments for key in payment.keys}
    absent = [number for number in line.receipt_nos if number_key(number) and number_key(number) not in found]
    if absent:
        why = f"第{line.number}项项目清单所列付款凭证{'、'.join(absent)}未见"
        return Fault("payment_evidence_missing", 0, why, (*papers.cell(line, "receipt_no"), *evidence))
    paid = _paid(papers, line)
    why = f"第{line.number}项已取得发票，已付款{yuan(paid).shown()}元，{_open_part(papers, line, paid)}"
    return Fault("invoice_unpaid", 0, why, evidence)


def _open_part(papers: Papers, line: DeclaredLine, paid: int) -> str:
    """What is said of the part that is not paid: kept back by the contract as retention, or just not shown."""
    invoiced = sum(fen(allocation.amount) for allocation in papers.evidence(line).invoices)
    for contract in papers.contracts_of(line):
        kept = (contract.retention(), contract.retention(yuan(invoiced)))
        if invoiced > paid and invoiced - paid in [fen(amount) for amount in kept if amount is not None]:
            amount = yuan(invoiced - paid).shown()
            return f"其余{amount}元为合同{contract.number}约定的质保金，未见支付"
    return "其余部分未见付款凭证"
