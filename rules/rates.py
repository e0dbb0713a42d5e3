"""Tax rates on the face of invoices: those not in force, and those unusual for what was sold.

增值税暂行条例 §2 with 财税〔2018〕32号 (from 2018-05-01) and 财政部 税务总局 海关总署公告2019年第39号 (from
2019-04-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from evidence.finding import Evidence, Finding
from evidence.record import Row
from evidence.views import Invoice
from rules.amounts import definite
from rules.faces import vat_invoices
from rules.papers import Papers
from rules.recognition import Workings

_LASTING = {Decimal(rate) for rate in ("13", "9", "6", "5", "3", "2", "1.5", "1", "0.5", "0")}


_ENDED = (
    (Decimal(17), date(2018, 5, 1)),
    (Decimal(11), date(2018, 5, 1)),
    (Decimal(16), date(2019, 4, 1)),
    (Decimal(10), date(2019, 4, 1)),
)
"""Rates and the first day on which they no longer held."""


_USUAL: tuple[tuple[int, tuple[str, ...]], ...] = (
    (13, ("电子计算机", "计算机外部设备", "计算机网络设备", "计算机配套产品", "通信设备", "通信终端设备")),
    (13, ("敏感元件及传感器", "工业自动控制系统装置", "电子工业设备", "家具")),
    (9, ("运输服务", "建筑服务", "基础电信服务")),
    (6, ("信息技术服务", "研发和技术服务", "信息系统服务", "信息系统增值服务", "鉴证咨询服务", "云计算服务")),
)
"""The rate of general taxpayers for the short names of the tax classification that invoices print."""


_LOW = Decimal(5)
"""Up to here a rate may be one of simplified taxation, whatever is sold."""
_PRINTED = re.compile(r"\*([^*]+)\*")


def _rates(invoice: Invoice) -> Iterator[tuple[int, Row, Decimal]]:
    """Rows with a rate in per cent that was read beyond doubt."""
    for place, row in enumerate(invoice.record.rows):
        fact = row.facts.get("tax_rate")
        text = fact.value.strip() if fact else ""
        if fact and text.endswith("%") and definite(fact):
            try:
                yield place, row, Decimal(text[:-1])
            except InvalidOperation:
                continue


def old_rates(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Rates that did not hold on the day of issue."""
    for invoice in vat_invoices(papers):
        day = invoice.record.facts.get("issue_date")
        if invoice.issued is None or day is None or not definite(day):
            continue
        for place, row, rate in _rates(invoice):
            held = rate in _LASTING or any(rate == old and invoice.issued < end for old, end in _ENDED)
            if not held:
                message = f"发票{invoice.number}第{place + 1}行税率{rate}%不是开票日{invoice.issued}的有效税率"
                evidence = (Evidence.at(invoice.record, "tax_rate", row.facts["tax_rate"]),)
                yield papers.finding("tax_rate_invalid", message, (invoice.id, str(place)), evidence)


def unusual_rates(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Rates of general taxation other than that of the printed class of goods or services."""
    for invoice in vat_invoices(papers):
        for place, row, rate in _rates(invoice):
            named = _PRINTED.search(row.text("item"))
            usual = next((r for r, names in _USUAL if named and named[1] in names), None)
            if named and usual and rate > _LOW and rate in _LASTING and rate != usual:
                message = f"发票{invoice.number}第{place + 1}行“{named[0]}”税率{rate}%，该类一般适用{usual}%，提请关注"
                evidence = (Evidence.at(invoice.record, "tax_rate", row.facts["tax_rate"]),)
                yield papers.finding("tax_rate_item_conflict", message, (invoice.id, str(place)), evidence)


RULES = (
    old_rates,
    unusual_rates,
)
