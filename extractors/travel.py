"""Tickets that are invoices: the air itinerary and the rail e-ticket as 数电票 (税务总局公告2024年第9号, 第8号).

They print no 价税合计. An itinerary's total is proven by the sum of its parts, a rail fare by the QR code; the tax of a
rail ticket is calculated by whoever deducts it and is not printed, so it stays absent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.contract.flow import Flow, Line
from extractors.facts import contradicted, money_fact, proven
from extractors.papers.asked import Ask, Form, code, company, credit_code, day, merged
from extractors.papers.sheets import sheets_of
from extractors.part import Form as Reads
from extractors.part import Part
from extractors.tokens import squeeze
from extractors.values.qr import QrError, parse_qr

_TITLE = re.compile(r"航空运输电子客票行程单|电子发票\(铁路电子客票\)|铁路电子客票")
_AIR = re.compile(r"航空运输电子客票行程单")
_FARE = re.compile(r"票价:?\s*[¥￥]?\s*(?P<value>\d[\d,]*\.\d{2})|[¥￥]\s*(?P<bare>\d[\d,]*\.\d{2})")
_CNY = re.compile(r"CNY\s*(?P<value>\d[\d,]*\.\d{2})")
_PARTS = (
    ("票价", "fare"),
    ("燃油附加费", "fuel"),
    ("增值税税额", "tax"),
    ("民航发展基金", "fund"),
    ("其他税费", "other"),
    ("合计", "total"),
)
_FORM = Form(
    (
        Ask("invoice_number", r"发票号码", code(r"\d{20}")),
        Ask("issue_date", r"填开日期|开票日期", day),
        Ask("seller_name", r"填开单位", company),
        Ask("buyer_name", r"购买方名称|购买方", company),
        Ask("buyer_tax_id", r"统一社会信用代码(?:/纳税人识别号)?|购买方纳税人识别号", credit_code),
    ),
    r"旅客姓名|有效身份证件号码|签注|电子客票号码?|销售网点代号|验证码|提示信息|保险费|国内国际标识|开具状态|原发票号码|备注",
)


class Travel:
    """Reads tickets of airlines and of the railway."""

    name = "travel"
    kinds: tuple[Kind, ...] = (Kind.INVOICE_OTHER,)
    reads: tuple[Reads, ...] = ("pages",)
    fields: Mapping[Kind, tuple[str, ...]] = {Kind.INVOICE_OTHER: (*_FORM.names, "total_incl_tax", "tax")}

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """By the title of the ticket, on one page."""
        titled = len(part.pages) == 1 and any(
            _TITLE.search(text) and len(text) < 40 for text in map(squeeze, part.pages[0].text.split("\n"))
        )
        return {Kind.INVOICE_OTHER: 0.97} if titled and not part.tables else {}

    def extract(self, part: Part, kind: Kind) -> Record:
        """Number, day, parties and the total."""
        facts = _FORM.answers(sheets_of(part, _FORM.vocabulary))
        flow = Flow.of(part)
        paid = _itinerary(flow) if _AIR.search(flow.prose) else _fare(flow)
        return part.record(kind, _by_code(part, merged(facts, paid)), extractor=self.name)


def _itinerary(flow: Flow) -> dict[str, Fact]:
    """total_incl_tax and tax of the line of amounts, told apart by the headings of the line above it."""
    amounts = [(line, match) for line in flow.lines for match in _CNY.finditer(line.text)]
    titles = [name for title, name in sorted(_PARTS, key=lambda pair: flow.prose.find(pair[0])) if title in flow.prose]
    if len(amounts) != len(titles) or "total" not in titles:
        return {}
    found = {name: _money(line, match, "value") for name, (line, match) in zip(titles, amounts, strict=True)}
    total = found["total"]
    sum_ = sum((fact.number for name, fact in found.items() if name != "total"), Decimal(0))
    shown = {"total_incl_tax": total} | ({"tax": found["tax"]} if "tax" in found else {})
    return {name: proven(fact, "line_sum") for name, fact in shown.items()} if sum_ == total.number else shown


def _fare(flow: Flow) -> dict[str, Fact]:
    """The one fare of a rail ticket."""
    found = [(line, match) for line in flow.lines for match in _FARE.finditer(line.text)]
    facts = [_money(line, match, "value" if match["value"] else "bare") for line, match in found]
    return {"total_incl_tax": facts[0]} if len({fact.value for fact in facts}) == 1 else {}


def _money(line: Line, match: re.Match[str], group: str) -> Fact:
    return money_fact(line.value(*match.span(group)), Decimal(match[group].replace(",", "")))


def _by_code(part: Part, facts: dict[str, Fact]) -> dict[str, Fact]:
    """Number and total held against the ticket's QR code, which states the gross amount."""
    for payload in (seen.payload for page in part.pages for seen in page.codes):
        try:
            qr = parse_qr(payload)
        except QrError:
            continue
        number = facts.get("invoice_number")
        if qr is None or number is None or qr.number != number.value:
            continue
        facts = facts | {"invoice_number": proven(number, "qr")}
        total = facts.get("total_incl_tax")
        if total is not None and qr.amount is not None:
            other = total.model_copy(update={"value": f"{qr.amount:.2f}", "raw": payload})
            same = total.number == qr.amount
            facts |= {"total_incl_tax": proven(total, "qr") if same else contradicted(total, "qr", other)}
    return facts


TRAVEL = Travel()
