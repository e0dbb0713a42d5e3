"""What contracts in use say against what was done under them: signatures, lists, terms, rates, payment nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from evidence.declared import DeclaredLine
from evidence.document import Method
from evidence.fact import Fact
from evidence.fen import fen, yuan
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.record import Record, Row
from evidence.views import Contract, Invoice, sure
from rules.amounts import definite
from rules.papers import Papers
from rules.recognition import Workings


def _named(contract: Contract) -> str:
    return contract.record.text("contract_no") or contract.name or contract.record.file


def unsigned(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts without a seal: stated of text documents without any picture, asked where a seal may be hidden."""
    copied = set(papers.kept) | set(papers.kept.values())
    for contract in papers.contracts_in_use:
        record = contract.record
        if record.kind is Kind.ORDER or record.id in copied:
            continue
        there = [side for side in ("a", "b") if record.facts.get(f"signed_{side}")]
        spot = (Evidence.of(record, f"signed_{there[0]}" if there else "sign_date"),)
        notes = dict(papers.case.notes.get(record.source, ()))
        office = bool(record.facts) and all(fact.method is Method.OFFICE for fact in record.facts.values())
        if not there and office and notes.get("pictures") == "0":
            message = f"合同{_named(contract)}为可编辑文本，未见双方签章，请补充签章件"
            yield papers.finding("contract_unsigned", message, (record.id,), spot)
        elif len(there) == 1:
            seen, other = ("甲方", "乙方") if there == ["a"] else ("乙方", "甲方")
            message = f"合同{_named(contract)}识别到{seen}签章，未识别到{other}签章，提请人工查看"
            yield papers.finding("rule_cannot_determine", message, (record.id, "contract_unsigned"), spot)


def list_sums(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts whose list of goods adds up to neither their total nor their total without tax."""
    for contract in papers.contracts_in_use:
        record = contract.record
        rows = [row for row in record.rows if row.text("item") and not row.text("node")]
        amounts = [row.facts["amount"] for row in rows if "amount" in row.facts]
        total = record.facts.get("contract_amount")
        if not rows or len(amounts) < len(rows) or total is None or not definite(total, *amounts):
            continue
        added = sum((amount.number for amount in amounts), Decimal(0))
        taxes = sum((row.facts["tax"].number for row in rows if "tax" in row.facts), Decimal(0))
        net, tax = record.money("net_amount"), record.money("tax")
        known = {total.number, 2 * total.number, total.number - taxes, total.number - (tax.amount if tax else 0)}
        if added not in known | ({net.amount} if net else set()) and added + taxes not in known:
            message = f"合同{_named(contract)}清单合计{added:,}元与合同总价{total.money.shown()}元不一致"
            evidence = [Evidence.of(record, "contract_amount"), *(Evidence.at(record, "amount", a) for a in amounts)]
            yield papers.finding("contract_list_sum_mismatch", message, (record.id,), evidence)


def out_of_force(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts whose term ended before the period or begins after it."""
    period = papers.policy.period
    for contract in papers.contracts_in_use:
        facts = contract.record.facts
        ended = contract.term_end and sure(facts.get("term_end")) and contract.term_end < period.start
        later = contract.term_start and sure(facts.get("term_start")) and contract.term_start > period.end
        if ended or later:
            field, state = ("term_end", "已于认定期前到期") if ended else ("term_start", "在认定期内尚未生效")
            message = f"合同{_named(contract)}期限{contract.term_start or ''}至{contract.term_end or ''}，{state}"
            evidence = (Evidence.of(contract.record, field),)
            yield papers.finding("contract_not_in_force", message, (contract.id,), evidence)


def other_rates(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices none of whose rates is the one their contract agrees on."""
    for line in papers.case.declaration.lines:
        for contract in papers.contracts_of(line)[:1]:
            agreed = contract.record.facts.get("tax_rate")
            for invoice in invoices_of(papers, line):
                rates = [row.facts["tax_rate"] for row in invoice.record.rows if "tax_rate" in row.facts]
                printed = {fact.value.strip() for fact in rates}
                if not agreed or not rates or not definite(agreed, *rates) or invoice.red:
                    continue
                if all(rate.endswith("%") for rate in printed | {agreed.value}) and agreed.value.strip() not in printed:
                    message = (
                        f"发票{invoice.number}税率{'、'.join(sorted(printed))}与合同{_named(contract)}"
                        f"约定税率{agreed.value}不一致"
                    )
                    evidence = (
                        Evidence.at(invoice.record, "tax_rate", rates[0]),
                        Evidence.of(contract.record, "tax_rate"),
                    )
                    subjects = (invoice.id, contract.id)
                    yield papers.finding("tax_rate_differs_from_contract", message, subjects, evidence)


def invoices_of(papers: Papers, line: DeclaredLine) -> list[Invoice]:
    """The invoices of a line."""
    names = [allocation.record for allocation in papers.evidence(line).invoices]
    return [papers.invoices[name] for name in names if name in papers.invoices]


def off_nodes(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Contracts of one line where what was paid in all is the end of no agreed instalment."""
    bearers = Counter(line.contracts[0] for line in papers.case.matching.lines if line.contracts)
    for line in papers.case.declaration.lines:
        for contract in papers.contracts_of(line)[:1]:
            steps = list(accumulate(fen(money) for money in contract.instalments))
            names = [allocation.record for allocation in papers.evidence(line).payments]
            paid = sum(fen(papers.payments[name].amount) for name in names if name in papers.payments)
            whole = [steps and steps[-1] == fen(contract.amount) >= paid > 0, bearers[contract.id] == 1]
            facts = [papers.payments[name].record.facts.get("pay_amount") for name in names if name in papers.payments]
            if not all(whole) or not all(sure(fact) for fact in facts) or not definite(*_node_facts(contract)):
                continue
            if all(abs(paid - step) > 100 * len(steps) for step in steps):
                agreed = "、".join(yuan(step).shown() for step in steps)
                message = (
                    f"合同{_named(contract)}约定各期累计付款{agreed}元，实际累计付款{yuan(paid).shown()}元，"
                    "与约定进度不符"
                )
                evidence = [Evidence.at(contract.record, "node", row.facts["node"]) for row in _nodes(contract.record)]
                yield papers.finding("payment_node_deviation", message, (contract.id,), evidence, line=line)


def _nodes(record: Record) -> list[Row]:
    return [row for row in record.rows if row.text("node")]


def _node_facts(contract: Contract) -> Iterator[Fact]:
    for row in contract.record.rows:
        yield from (row.facts[name] for name in ("share", "amount") if name in row.facts)


RULES = (
    unsigned,
    list_sums,
    out_of_force,
    other_rates,
    off_nodes,
)
