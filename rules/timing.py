"""The recognition period: invoices and payments outside it, and printed service periods that reach beyond it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from evidence.fen import part, yuan
from evidence.finding import Evidence
from evidence.period import Period
from evidence.views import Invoice, Payment, sure
from rules.faults import Fault
from rules.papers import Papers

_DAY = r"(\d{4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2})\s*日?|\s*月)?"
_NAMED = r"(?:服务期限|服务期间|服务期|使用期|有效期|租期|账期|期间)"
_SPAN = re.compile(rf"{_NAMED}[^0-9]{{0,8}}{_DAY}\s*(?:至|到|[-~—–～]+)\s*{_DAY}")


def invoice_late(papers: Papers, invoice: Invoice, share: int) -> list[Fault]:
    """The fault of an invoice issued outside the period; none under a reading that looks at payments only."""
    fact = invoice.record.facts.get("issue_date")
    if papers.policy.switches.period_test not in ("strict", "invoice") or not sure(fact) or invoice.issued is None:
        return []
    if invoice.issued in papers.policy.period:
        return []
    why = f"发票{invoice.number}开票日期为{invoice.issued}，不在认定期{_period(papers)}内"
    return [Fault("invoice_out_of_period", share, why, (Evidence.of(invoice.record, "issue_date"),))]


def payment_late(papers: Papers, payment: Payment, amount: int) -> list[Fault]:
    """The fault of a payment booked outside the period; none under a reading that looks at invoices only."""
    field = "pay_date" if "pay_date" in payment.record.facts else "transaction_date"
    tested = papers.policy.switches.period_test in ("strict", "payment")
    if not tested or not sure(payment.record.facts.get(field)) or payment.day is None:
        return []
    if payment.day in papers.policy.period:
        return []
    name = payment.receipt_no or payment.serial_no
    why = f"付款凭证{name}记账日期为{payment.day}，不在认定期{_period(papers)}内"
    return [Fault("payment_out_of_period", amount, why, (Evidence.of(payment.record, field),))]


def _period(papers: Papers) -> str:
    return f"{papers.policy.period.start}至{papers.policy.period.end}"


def outside_service(papers: Papers, invoice: Invoice, left: int) -> list[Fault]:
    """The part of an invoice whose printed service period lies outside the recognition period."""
    fact = invoice.record.facts.get("remark")
    span = service_period(invoice.remark)
    if span is None or not sure(fact):
        return []
    inside, whole = share_inside(span, papers.policy.period)
    if inside >= whole:
        return []
    amount = left - part(left, inside, whole)
    why = f"发票{invoice.number}载明服务期{span.start}至{span.end}，认定期以外部分{yuan(amount).shown()}元按期间分摊"
    return [Fault("cross_period_cost", amount, why, (Evidence.of(invoice.record, "remark"),))]


def service_period(text: str) -> Period | None:
    """A printed service period such as `服务期：2024年7月1日至2025年6月30日`; None where there is none."""
    found = _SPAN.search(text)
    if not found:
        return None
    year, month, day, last_year, last_month, last_day = found.groups()
    try:
        start = date(int(year), int(month), int(day or 1))
        end = _month_end(int(last_year), int(last_month)) if last_day is None else date(*map(int, found.groups()[3:]))
        return Period(start=start, end=end)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def share_inside(span: Period, period: Period) -> tuple[int, int]:
    """How much of the span lies in the period, and the whole: in months where it covers whole months, else in days."""
    first, last = max(span.start, period.start), min(span.end, period.end)
    if span.start.day == 1 and span.end == _month_end(span.end.year, span.end.month):
        return max(0, _months(first, last)), _months(span.start, span.end)
    return max(0, (last - first).days + 1), (span.end - span.start).days + 1


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1 if first <= last else 0
