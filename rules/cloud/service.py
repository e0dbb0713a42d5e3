"""What of a line belongs to the year and was really used: service months, top-ups, coupons (CLD-07, CLD-15).

Bills by month say it best; without them a service period printed on the invoice, then the term of a contract that was
invoiced whole, then the day of the invoice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence.declared import DeclaredLine
from evidence.fen import fen, part, yuan
from evidence.finding import Evidence
from evidence.period import Period
from evidence.views import Contract, Invoice, sure
from rules.bills import RECHARGE, Used, inside
from rules.cloud.ladder import down, in_basis
from rules.faults import Fault
from rules.papers import Papers
from rules.timing import service_period, share_inside
from rules.waterfall import Ladder, Piece

YEAR = 366
"""Days of the longest term that is paid for one year."""
_SERVICE = ("租用", "租赁", "订阅", "年费", "云服务", "云资源", "云平台", "SAAS", "包年", "服务费", "使用费", "运维")
_INVOICED_WHOLE = 99
"""Per cent of a contract from which on its invoices pay the whole term at once."""


def limit_by_use(papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: Sequence[Piece]) -> list[Fault]:
    """A top-up counts as far as bills show that it was used; coupons are no cost. Bills read badly are asked about."""
    used = papers.used.get(line.id, ())
    doubtful = [one for one in used if not one.sure]
    if doubtful:
        why = f"第{line.number}项云账单“{doubtful[0].record.file}”部分金额识别置信度低，消费金额待人工复核后认定"
        return [Fault("ocr_low_confidence", 0, why, tuple(one.at("paid") for one in doubtful))]
    topped = [piece for piece in pieces if _is_recharge(piece.invoice)]
    faults = _not_used(line, topped, used, (ladder.value, pieces)) if topped else []
    if topped and papers.scenario.answers(line.id, "cloud_recharge_not_consumed"):
        return []
    down(ladder, pieces, "service", faults)
    if used:
        down(ladder, pieces, "service", _by_bills(papers, line, used, (ladder.value, pieces)))
    return []


def _is_recharge(invoice: Invoice) -> bool:
    """Whether the invoice tops an account up: a prepaid card, or an untaxed top-up."""
    rows = [row for row in invoice.record.rows if row.text("item")]
    named = any(any(word in row.text("item") for word in RECHARGE) for row in rows)
    untaxed = bool(rows) and all(row.text("tax_rate") == "不征税" for row in rows)
    return (named or untaxed) and not invoice.red


def _not_used(
    line: DeclaredLine, topped: Sequence[Piece], used: Sequence[Used], state: tuple[int, Sequence[Piece]]
) -> list[Fault]:
    value, pieces = state
    others = sum(piece.value for piece in pieces if piece not in topped)
    whole = in_basis(sum(one.whole for one in used), pieces)
    amount = min(value, sum(piece.value for piece in topped), max(0, value - others - whole))
    numbers = "、".join(piece.invoice.number for piece in topped)
    shown = f"账单列明实际消费{yuan(whole).shown()}元" if used else "未见对应的消费账单"
    why = f"发票{numbers}为充值（预付）款，{shown}，未消费部分未形成上云费用"
    evidence = [Evidence.of(piece.invoice.record, "total_incl_tax") for piece in topped]
    evidence += _places(used)
    return [Fault("cloud_recharge_not_consumed", amount, why, tuple(evidence))] if amount else []


def _places(used: Sequence[Used], field: str = "paid") -> list[Evidence]:
    """One spot of every bill, so that each can be looked up."""
    first = {one.record.id: one for one in reversed(used)}
    return [one.at(field) for one in first.values()]


def _by_bills(
    papers: Papers, line: DeclaredLine, used: Sequence[Used], state: tuple[int, Sequence[Piece]]
) -> Iterator[Fault]:
    """Bill months outside the year (not on a cash basis), then coupons, as far as the line claims more than cash."""
    value, pieces = state
    period = papers.policy.period
    own = [one for one in used if inside(one, period.start, period.end)]
    other = [one for one in used if one not in own]
    accrued = papers.policy.switches.cloud_cost_basis == "accrual"
    cash = sum(one.cash for one in (own if accrued else used))
    excess = max(0, value - in_basis(cash, pieces))
    late = min(excess, in_basis(sum(one.whole for one in other), pieces)) if accrued else 0
    if late:
        months = "、".join(sorted({one.month for one in other}))
        why = f"云账单账期{months}不在认定期内"
        yield Fault("cloud_cost_out_of_period", late, why, tuple(one.at("month") for one in other))
    coupons = [one for one in (own if accrued else used) if one.voucher]
    amount = min(excess - late, in_basis(sum(one.voucher for one in coupons), pieces))
    if amount > 0:
        why = f"云账单列明代金券抵扣{yuan(sum(one.voucher for one in coupons)).shown()}元，未从申报金额中扣除"
        yield Fault("voucher_discount_not_deducted", amount, why, tuple(one.at("voucher") for one in coupons))


def limit_by_time(papers: Papers, line: DeclaredLine, ladder: Ladder, pieces: list[Piece]) -> None:
    """Only the months of the year count; bills by month have said it already."""
    if any(one.month for one in papers.used.get(line.id, ())):
        return
    for piece in pieces:
        faults = [] if _is_recharge(piece.invoice) else _outside(papers, line, piece, pieces)
        piece.lower("service", piece.left - sum(fault.amount for fault in faults), faults)
    if pieces:
        met = [fault for piece in pieces for fault in piece.faults.get("service", []) if fault.amount]
        ladder.down("service", sum(piece.value for piece in pieces), met)
        return
    for contract in papers.contracts_of(line)[:1]:
        span = _term(line, contract)
        if span:
            where = f"合同{contract.number}约定服务期"
            down(ladder, pieces, "service", _shared(papers, span, ladder.value, (where, _term_at(contract))))


def _outside(papers: Papers, line: DeclaredLine, piece: Piece, pieces: Sequence[Piece]) -> list[Fault]:
    """The part of an invoice that pays for other years."""
    invoice = piece.invoice
    span = service_period(invoice.remark) if sure(invoice.record.facts.get("remark")) else None
    if span:
        at = (Evidence.of(invoice.record, "remark"),)
        return _shared(papers, span, piece.left, (f"发票{invoice.number}载明服务期", at))
    for contract in papers.contracts_of(line)[:1]:
        term = _term(line, contract)
        if term and _invoiced_whole(contract, pieces):
            return _shared(papers, term, piece.left, (f"合同{contract.number}约定服务期", _term_at(contract)))
    issued = invoice.issued
    if issued is None or issued in papers.policy.period or not sure(invoice.record.facts.get("issue_date")):
        return []
    why = f"发票{invoice.number}开票日期为{issued}，未载明服务期间，不在认定期内"
    return [Fault("cloud_cost_out_of_period", piece.left, why, (Evidence.of(invoice.record, "issue_date"),))]


def _shared(papers: Papers, span: Period, amount: int, where: tuple[str, tuple[Evidence, ...]]) -> list[Fault]:
    """What of an amount lies outside the year, shared out by whole months, else by days."""
    within, whole = share_inside(span, papers.policy.period)
    if within >= whole:
        return []
    cut = amount - part(amount, within, whole)
    said, evidence = where
    why = f"{said}{span.start}至{span.end}，认定期以外的部分按受益期间分摊"
    long = (span.end - span.start).days + 1 > YEAR
    return [Fault("cloud_prepaid_multi_year" if long else "cloud_cost_out_of_period", cut, why, evidence)]


def _term(line: DeclaredLine, contract: Contract) -> Period | None:
    """The term of a contract for a running service, where both of its ends were read well."""
    facts, start, end = contract.record.facts, contract.term_start, contract.term_end
    said = f"{line.description}{contract.name}{contract.subject}".upper()
    if start is None or end is None or start > end or not any(word in said for word in _SERVICE):
        return None
    return Period(start=start, end=end) if sure(facts.get("term_start")) and sure(facts.get("term_end")) else None


def _term_at(contract: Contract) -> tuple[Evidence, ...]:
    return (Evidence.of(contract.record, "term_start"), Evidence.of(contract.record, "term_end"))


def _invoiced_whole(contract: Contract, pieces: Sequence[Piece]) -> bool:
    whole = fen(contract.amount)
    return 0 < whole * _INVOICED_WHOLE <= sum(piece.share for piece in pieces) * 100


def too_long(papers: Papers, line: DeclaredLine, pieces: Sequence[Piece]) -> list[Fault]:
    """On a cash basis a term of several years cuts nothing; it is told all the same."""
    for contract in papers.contracts_of(line)[:1]:
        term = _term(line, contract)
        if term and _invoiced_whole(contract, pieces) and (term.end - term.start).days + 1 > YEAR:
            why = f"合同{contract.number}约定服务期{term.start}至{term.end}，一次性付款，按付款口径列报"
            return [Fault("cloud_prepaid_multi_year", 0, why, _term_at(contract))]
    return []
