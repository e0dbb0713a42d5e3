"""Bills of exchange (电子银行承兑汇票, 商业承兑汇票): the face, and who passed the bill on to whom.

The 30-digit number holds the kind of the bill and the day it was drawn; both are held against the face. A bill can pay
an invoice: payer, payee, pay_date and pay_amount say who gave it to whom last and when - the drawer to the payee on
the day of issue, or the last endorser to the endorsee on the day of that endorsement.
"""

from __future__ import annotations

import re

from evidence.document import Box
from evidence.fact import Fact
from evidence.kind import Kind
from extractors.anchors import Label, Sheet, Value
from extractors.bank_slip.amounts import amounts
from extractors.facts import contradicted, date_fact, day_in, proven, text_fact
from extractors.papers.asked import Ask, Form, code, company, day, line, merged, money
from extractors.papers.paper import Facts, Paper, Seen
from extractors.tables.body import only_rows
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.sheet import Shape
from extractors.values.identifiers import IdentifierError, parse_bill_number

_NAME = r"(?:全称|名称|户名|账户名称|单位名称)"
_PARTIES = (("drawer", "出票人"), ("payee", "收款人"), ("acceptor", "承兑人"))
_FORM = Form(
    (
        Ask("bill_no", r"(?:电子)?(?:票据|汇票)(?:\(包\)|包)?(?:号码?|编号)|票号", code(r"\d{1}[\d\s]{28,40}\d")),
        Ask("drawer", rf"出票人(?:信息)?{_NAME}?", company),
        Ask("payee", rf"收款人(?:信息)?{_NAME}?", company),
        Ask("acceptor", rf"承兑人(?:信息)?{_NAME}?|承兑行(?:全称|名称)|付款行(?:全称|名称)", company),
        Ask("issue_date", r"出票日期?|出票日期\(大写\)", day),
        Ask("due_date", r"(?:汇票|票据)?到期日期?|到期日\(大写\)", day),
        Ask("status", r"(?:票据|汇票)?(?:当前)?状态", line),
        Ask(
            "pay_amount",
            r"(?:票据|票面|汇票|出票)(?:\(包\)|包)?(?:总)?金额(?:\((?:小写|元|人民币)\))?|\(?小写\)?(?:金额)?",
            money,
        ),
        Ask(
            "amount_words",
            r"(?:票据|票面|汇票|出票)?金额\(?大写\)?|人民币\(?大写\)?|\(?大写\)?(?:金额)?",
            lambda value: None,
        ),
        Ask("_name", _NAME, company),
        Ask("_endorser", rf"(?<!被)背书人{_NAME}?", company),
        Ask("_endorsee", rf"被背书人{_NAME}?", company),
        Ask("_day", r"(?:转让)?背书日期?", day),
    ),
    r"(?:(?:出票|承兑|收款|保证|背书)人)?(?:账号|开户(?:银行|行)(?:名称|行号)?|(?:大额)?行号)|子票区间|交易合同号码?|合同号码?|能否转让|不得转让(?:标记)?|承兑(?:信息|日期|协议编号)"
    r"|出票人承诺.*|承兑人承诺.*|评级(?:信息|主体|到期日)|信用等级|信息|保证人.*|出票保证信息|承兑保证信息|备注|类型|票据种类|票据类型",
)


class Endorsements(TableExtractor):
    """The list of endorsements of a bill, oldest first as printed."""

    name = "endorsements"
    kinds = (Kind.BILL_OF_EXCHANGE,)
    shape = Shape(
        (
            Column("endorser", "name", listed("背书人 背书人名称 背书人全称 转让人 背书人姓名")),
            Column("endorsee", "name", listed("被背书人 被背书人名称 被背书人全称 受让人 被背书人姓名")),
            Column("date", "date", listed("背书日期 转让日期 背书转让日期 签收日期 日期 背书日")),
            Column("_kind", "text", listed("背书类型 类型 交易类型 业务类型")),
        ),
        required=(("endorser",), ("endorsee",)),
        row=(("endorser",), ("endorsee",)),
        titles=listed("背书 转让"),
    )


def _rows(seen: Seen) -> list[Facts]:
    """The endorsements as a table, else as blocks of labels one below the other."""
    part = only_rows(seen.part, _LIST.shape)
    listing = [dict(row.facts) for row in _LIST.extract(part, Kind.BILL_OF_EXCHANGE).rows]
    return listing or [row for sheet in seen.sheets for row in _blocks(sheet)]


def _blocks(sheet: Sheet) -> list[Facts]:
    """Every block from one 背书人 to the next."""
    starts = sheet.named("_endorser")
    ends = [*(start.box.y0 for start in starts[1:]), float("inf")][: len(starts)]
    rows: list[Facts] = []
    for start, end in zip(starts, ends, strict=True):
        labels = {"endorser": start}
        for name, ask in (("endorsee", "_endorsee"), ("date", "_day")):
            inside = [x for x in sheet.named(ask) if start.box.y0 - x.box.height <= x.box.y0 < end - x.box.height / 2]
            labels |= {name: inside[0]} if inside else {}
        values = {name: sheet.value(label, below=False) for name, label in labels.items()}
        row = {name: fact for name, value in values.items() if value and (fact := _read(value, name)) is not None}
        if "endorser" in row and "endorsee" in row:
            rows.append(row)
    return rows


def _read(value: Value, name: str) -> Fact | None:
    if name != "date":
        return company(value)
    found = day_in(value)
    return date_fact(value, found) if found is not None else None


def _finish(seen: Seen, facts: Facts) -> Facts:
    facts = {name: fact for name, fact in facts.items() if name not in ("pay_amount", "amount_words")}
    for sheet in seen.sheets:
        facts = merged(facts, _under_headings(sheet))
        if "face_amount" not in facts:
            paid = amounts(sheet, "CNY")
            facts |= {
                name: paid[key]
                for name, key in (("face_amount", "pay_amount"), ("amount_words", "amount_words"))
                if key in paid
            }
    return _payment(seen, _numbered(_kind(seen, facts)))


def _under_headings(sheet: Sheet) -> Facts:
    """Names behind a bare 全称, each under the heading (出票人, 收款人, 承兑人) to its left."""
    found: Facts = {}
    headings = [
        (party, Box(x.box.x0, x.box.y0, x.box.x0 + x.box.width * len(mark) / len(x.text), x.box.y1))
        for x in sheet.labels
        for party, mark in _PARTIES
        if x.text.startswith(mark)
    ]
    for label in sheet.named("_name"):
        party, heading = min(headings, key=lambda pair: _far(pair[1], label), default=("", label.box))
        value = sheet.value(label, below=False) if party and _far(heading, label) < float("inf") else None
        fact = company(value) if value is not None else None
        if fact is not None:
            found.setdefault(party, fact)
    return found


def _far(heading: Box, label: Label) -> float:
    """How far a heading stands left of a label that it may govern; infinite elsewhere."""
    dy = abs(heading.center[1] - label.box.center[1])
    if heading.x1 > label.box.x0 + label.box.height or dy > 4.5 * label.box.height:
        return float("inf")
    return label.box.x0 - heading.x1 + 2 * dy


def _kind(seen: Seen, facts: Facts) -> Facts:
    """bill_kind by the title: accepted by a bank, a finance company, or a firm (商业承兑汇票)."""
    for entry in seen.flow.lines:
        found = re.search(r"(?:电子)?(?:银行|商业|财务公司)承兑汇票", entry.squeezed)
        if found:
            return facts | {"bill_kind": text_fact(entry.value(0, len(entry.text)), found[0].removeprefix("电子"))}
    return facts


def _numbered(facts: Facts) -> Facts:
    """The number held against the face: day and kind in it are independent of what is printed beside."""
    shown = facts.get("bill_no")
    if shown is None:
        return facts
    try:
        number = parse_bill_number(shown.value)
    except IdentifierError:
        return facts | {"bill_no": shown.model_copy(update={"checks": ("not:bill_no",)})}
    if number is None:
        return {name: fact for name, fact in facts.items() if name != "bill_no"}
    drawn = facts.get("issue_date")
    if drawn is None:
        return facts
    if drawn.day == number.day:
        return facts | {"bill_no": proven(shown, "bill_day"), "issue_date": proven(drawn, "bill_day")}
    inside = shown.model_copy(update={"type": "date", "value": number.day.isoformat()})
    return facts | {"issue_date": drawn if number.day < drawn.day else contradicted(drawn, "bill_day", inside)}


def _payment(seen: Seen, facts: Facts) -> Facts:
    """receipt_no, payer, payee, pay_date and pay_amount: the last time the bill changed hands."""
    rows = _rows(seen)
    if rows:
        facts = {("first_payee" if name == "payee" else name): fact for name, fact in facts.items()}
        passed = {
            "payer": rows[-1].get("endorser"),
            "payee": rows[-1].get("endorsee"),
            "pay_date": rows[-1].get("date"),
        }
    else:
        passed = {"payer": facts.get("drawer"), "pay_date": facts.get("issue_date")}
    passed |= {"pay_amount": facts.get("face_amount"), "receipt_no": facts.get("bill_no")}
    return facts | {name: fact for name, fact in passed.items() if fact is not None}


_LIST = Endorsements()
BILL = Paper(
    Kind.BILL_OF_EXCHANGE,
    _FORM,
    finish=_finish,
    hidden=("_name", "_endorser", "_endorsee", "_day"),
    more=("bill_kind", "face_amount", "first_payee", "payer", "pay_date", "receipt_no"),
    rows=_rows,
    row_fields=("endorser", "endorsee", "date"),
)
