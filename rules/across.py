"""What other submissions of the same store say of ours: people paid twice, red letters, contracts, screens, accounts.

Wording stays neutral and nothing is cut: which application bears a cost, and what two sellers have to do with each
other, is for a person to find out (domain 2.6; GEN-12).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from evidence.elsewhere import Kept, Shared
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.names import name_key, surely_other
from evidence.record import Record
from evidence.views import Invoice
from rules.duplicates import same_claim
from rules.papers import Papers
from rules.recognition import Workings

BACK = timedelta(days=10)
"""Days within which money that returns is told."""
_RETURNED = ("退款", "退货", "退回", "退还", "折让", "多付", "重复付", "汇错", "误付", "保证金", "押金", "利息")
_INTERNAL = ("待清算", "代发", "内部户", "过渡户")


def _met(papers: Papers, trait: Shared, *, own: bool = False) -> Iterator[tuple[Kept, Record]]:
    """What shares the trait with a record of ours; with `own`, in other hand-ins of this very application too."""
    for kept in papers.case.elsewhere:
        record = papers.records.get(kept.ours)
        if kept.trait is trait and record is not None and (own or not same_claim(papers, kept)):
            yield kept, record


def _where(kept: Kept) -> str:
    return f"“{kept.submission}”（{kept.applicant or '申报单位未识别'}）"


def _used(papers: Papers) -> set[str]:
    return {record.id for record in papers.records_in_use}


def people(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The same person paid in the same month in another application; one finding for each of them."""
    used = _used(papers)
    months: dict[str, tuple[Kept, dict[str, list[str]]]] = {}
    for kept, record in _met(papers, Shared.PERSON):
        if record.id in used:
            rows = months.setdefault(kept.submission, (kept, {}))[1]
            rows.setdefault(record.id, []).append(kept.told)
    for submission, (kept, rows) in months.items():
        told = sorted({month for found in rows.values() for month in found})
        count = sum(len(found) for found in rows.values())
        message = (
            f"{count}个人月（{'、'.join(told[:3])}{'等' if len(told) > 3 else ''}）的人员费用同时见于另一份申报材料"
            f"{_where(kept)}，一人多项目的工时分摊依据提请补充"
        )
        evidence = [Evidence.of(papers.records[name], "employer") for name in rows]
        yield papers.finding("personnel_multi_project", message, ("elsewhere", submission), evidence)


def contracts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The same contract, by number and parties, behind another application."""
    used = _used(papers)
    for kept, record in _met(papers, Shared.CONTRACT):
        if record.id in used:
            number = record.text("contract_no")
            message = f"合同{number}同时见于另一份申报材料{_where(kept)}，是否就同一支出重复列报提请核实"
            evidence = (Evidence.of(record, "contract_no"),)
            yield papers.finding("duplicate_contract", message, (record.id, kept.submission), evidence)


def screens(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The same picture of a screen elsewhere, where what was read on both does not differ."""
    for kept, record in _met(papers, Shared.PICTURE):
        ours = [name_key(record.text(field)) for field in ("system_name", "account_name", "shown_date")]
        theirs = kept.told.split("|")
        if kept.sha256 != record.source and any(a and b and a != b for a, b in zip(ours, theirs, strict=False)):
            continue
        message = f"截图“{record.file}”与另一份申报材料{_where(kept)}中的截图相同或高度相似，提请核对"
        evidence = (Evidence.of(record, "system_name"),)
        yield papers.finding("duplicate_file", message, (record.id, kept.submission), evidence)


def cancelled(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices in use that a red letter or a void mark in another hand-in concerns, whenever it came."""
    used = _used(papers)
    known = {red.red_of for red in papers.reds}
    for kept, record in _met(papers, Shared.RED, own=True):
        number = Invoice.of(record).number
        if record.id in used and number not in known:
            amount = f"（{kept.told}元）" if kept.told else ""
            message = (
                f"另一份材料“{kept.submission}”中见冲销发票{number}的红字发票（确认单）{amount}，提请核实是否已红冲"
            )
            evidence = (Evidence.of(record, "invoice_number"),)
            yield papers.finding("invoice_red_offset", message, (record.id, "elsewhere"), evidence)
    for kept, record in _met(papers, Shared.VOID, own=True):
        if record.id in used and not Invoice.of(record).void:
            number = Invoice.of(record).number
            message = f"另一份材料“{kept.submission}”中发票{number}带有作废标记，提请核实"
            evidence = (Evidence.of(record, "invoice_number"),)
            yield papers.finding("invoice_void", message, (record.id, "elsewhere"), evidence)


def sellers(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Sellers of other applicants with the account of ours, or with invoices numbered right beside ours."""
    used = _used(papers)
    told: dict[tuple[str, str], tuple[str, list[Evidence]]] = {}
    for trait, field, why in (
        (Shared.ACCOUNT, "payee_account", "收款账户相同"),
        (Shared.NEIGHBOUR, "invoice_number", "发票号码相连"),
    ):
        for kept, record in _met(papers, trait):
            seller = _seller(record)
            internal = any(word in name for word in _INTERNAL for name in (seller, kept.told))
            if record.id not in used or internal or not surely_other(seller, kept.told):
                continue
            pair = (seller, kept.told)
            message = f"销售方“{seller}”与另一份申报材料{_where(kept)}中的销售方“{kept.told}”{why}，相互关系提请关注"
            told.setdefault(pair, (message, []))[1].append(Evidence.of(record, field))
    for (seller, other), (message, evidence) in told.items():
        yield papers.finding("related_party_transaction", message, (seller, other), evidence)


def _seller(record: Record) -> str:
    if record.kind.is_invoice:
        return record.text("seller_name")
    return record.text("party_b") if record.kind.is_contract else record.text("payee")


def came_back(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A payment whose amount came back from the payee within days, by a statement in another hand-in."""
    used, returns = _used(papers), defaultdict(list)
    for kept, record in _met(papers, Shared.BOOKING, own=True):
        payment = papers.payments.get(record.id)
        day, _, memo = kept.told.partition("|")
        if payment is None or payment.day is None or record.id not in used or kept.kind != Kind.BANK_STATEMENT.value:
            continue
        back = date.fromisoformat(day)
        if timedelta(0) <= back - payment.day <= BACK and not any(word in memo for word in _RETURNED):
            returns[payment.id].append((back, kept))
    for name, found in returns.items():
        payment, (back, kept) = papers.payments[name], min(found, key=lambda pair: pair[0])
        message = (
            f"付款凭证{payment.receipt_no or payment.serial_no}付款后，另一份材料“{kept.submission}”所附对账单显示"
            f"{back}自“{payment.payee}”转回等额资金，资金往来提请核实"
        )
        yield papers.finding("fund_backflow_suspected", message, (name,), (Evidence.of(payment.record, "pay_amount"),))


RULES = (people, contracts, screens, cancelled, sellers, came_back)
