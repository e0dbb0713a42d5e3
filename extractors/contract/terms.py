"""What a contract says besides parties and amounts: number, name, day of signing, subject, term and payment nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from evidence.fact import Fact
from extractors.contract.flow import Flow, Line
from extractors.facts import candidate_of, date_fact, money_fact, proven, text_fact
from extractors.values.amounts import AmountError, parse_amount
from extractors.values.dates import find_dates

_HEAD_LINES = 40
TITLE = re.compile(
    r"(?:合同|协议|协议书|合同书|合约|订单|采购单|订购单|订货单)(?:书)?(?:\([^()]{1,12}\)|[-—]?[^\s。]{0,6}版)?.{0,2}$"
)
_NUMBER = re.compile(
    r"(?:合同|协议|订单|合约|采购单)?\s*(?:编\s*号|编码|号码|编|订单号|合同号|No\.?|NO\.?)\s*(?:\([^()]{1,6}\))?\s*:\s*"
)
_NUMBER_VALUE = re.compile(r"[A-Za-z0-9一-鿿〔〕\[\]()（）\-_/.#·]{3,40}")
_NAME_LABEL = re.compile(r"(?:合同|协议)名称\s*:\s*")
_SUBJECT = re.compile(
    r"(?:项目名称|标的名称|合同标的|标的|服务项目|工程名称|产品名称|货物名称|软件名称|合作内容|服务内容|委托事项|项目内容)\s*:\s*"
)
_ENTRUSTED = re.compile(
    r"(?:委托|就)(?:乙方|受托方|承揽方)?(?P<what>(?:(?!甲方|乙方)[^,。;]){0,6}?(?:开发|研发|建设|提供|实施|设计|采购|购买)"
    r"(?:(?!甲方|乙方|事宜|协商|双方)[^,。;()]){2,40})"
)
_SIGNED = re.compile(
    r"(?:签订|签署|签约|订立|签定|合同|协议)\s*(?:日\s*期|时\s*间|年月日)\s*:\s*|(?:^|\s)(?:日\s*期|时\s*间)\s*:\s*"
)
_SIGNED_IN_PROSE = re.compile(
    r"(?:本(?:合同|协议)|双方)?(?:由[^。]{2,60})?于(?P<day>[^,。;]{6,14}?日)[^。]{0,40}?(?:签订|签署|订立)(?!的|了)"
)
_TERM = re.compile(
    r"(?:服务|合同|履行|租赁|合作|协议|开发|建设|许可|维护|使用|有效|实施|项目)*(?:期限|有效期|周期|服务期|租期|合作期|期间|工期|起止时间|起止日期)"
)
_PLACEHOLDER = re.compile(r"_{2,}|\{\{|\}\}|\[填|【|填写|[XＸ]{2,}|\*{2,}|请输入")
_PAYMENT = re.compile(
    r"(?:付款|支付|结算|拨款)(?:方式|条件|进度|安排|计划|办法|节点|约定|及)|分[一二三四五六两\d]+(?:期|次|笔|阶段)(?:支付|付款)"
    r"|(?:按|分)[^。;:]{0,8}(?:进度|阶段|节点|期)[^。;:]{0,6}(?:支付|付款)|(?:价款|费用|报酬)[与及和](?:其)?(?:支付|付款|结算)"
)
_SHARE = re.compile(r"(?P<share>\d{1,3}(?:\.\d{1,2})?)[%％]")
_AT_ONCE = re.compile(r"一次性(?:支付|付清|结清|付款|全额支付)")
_NOT_NODE = re.compile(
    r"违约|逾期|滞纳|赔偿|税率|增值税|罚|每日|利息|利率|合格率|响应|准确率|及时率|解决率|折扣|不低于"
)
_PAYING = re.compile(r"支付|付款|付清|预付|首付|尾款|余款|进度款|质保金|结清|付至|款项|到货款|验收款")
_NODE_AMOUNT = re.compile(
    r"(?:即|计|为|共计|人民币|[¥￥])(?:人民币)?[¥￥]?:?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元)?"
)
_LONGEST_NODE = 160
_CLAUSE = re.compile(r"[。;\n]|(?<=[^\d.])\(?\d{1,2}[)、.](?=[^\d])")


def head(flow: Flow) -> dict[str, Fact]:
    """contract_no, contract_name and subject."""
    facts: dict[str, Fact] = {}
    number = contract_no(flow)
    if number is not None:
        facts["contract_no"] = number
    name = _labelled(flow, _NAME_LABEL) or _title(flow)
    if name is not None:
        facts["contract_name"] = name
    subject = _labelled(flow, _SUBJECT) or _entrusted(flow)
    if subject is not None:
        facts["subject"] = subject
    return facts


def contract_no(flow: Flow) -> Fact | None:
    """The number of the contract, from the head of the document."""
    for line in flow.lines[:_HEAD_LINES]:
        for match in _NUMBER.finditer(line.text):
            if match.start() and re.search(
                r"(?:项目|邮政|身份|身份证|证件|电话|手机|联系|许可证|开户|信用|税务|附件|序|发票|批准)\s*$",
                line.text[: match.start()],
            ):
                continue
            value = _NUMBER_VALUE.match(line.text, match.end())
            text = _closed(re.split(r"(?:签订|签约|签署|日期|甲方|乙方|合同|地点)", value[0])[0]) if value else ""
            if (
                sum(char.isdigit() for char in text) >= 2
                and not _PLACEHOLDER.search(text)
                and not find_dates(text + " ")
            ):
                return text_fact(line.value(match.end(), match.end() + len(text)), text)
            if re.fullmatch(r"(?:19|20)\d{6}\d*", text):
                return text_fact(line.value(match.end(), match.end() + len(text)), text)
    return None


def _closed(text: str) -> str:
    """The text up to a bracket it did not open: `HT-1)由双方` of `(编号:HT-1)由双方` is `HT-1`."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([〔") - (char in ")]〕")
        if depth < 0:
            return text[:at]
    return text


def title_line(flow: Flow) -> Line | None:
    """The line among the first that is the contract's title."""
    for line in flow.lines[:15]:
        text = line.squeezed
        if TITLE.search(text) and 4 <= len(text) <= 44 and not re.search(r"[:。,;]|本[合协]|签订|订立|甲方|双方", text):
            return line
    return None


def _title(flow: Flow) -> Fact | None:
    line = title_line(flow)
    if line is None or _PLACEHOLDER.search(line.text):
        return None
    value = line.value(0, len(line.text))
    return text_fact(value, line.squeezed)


def _labelled(flow: Flow, label: re.Pattern[str]) -> Fact | None:
    for line in flow.lines:
        match = label.search(line.text)
        if match is None or match.start() > 12:
            continue
        text = re.split(r"[。;]|\s{2,}|\s(?=[^\s:]{2,6}:)", line.text[match.end() :])[0].strip()
        if 2 <= len(text) <= 80 and not _PLACEHOLDER.search(text) and not text.startswith(("(", "[")):
            at = line.text.index(text, match.end())
            return text_fact(line.value(at, at + len(text)))
    return None


def _entrusted(flow: Flow) -> Fact | None:
    match = _ENTRUSTED.search(flow.prose)
    if match is None or _PLACEHOLDER.search(match["what"]):
        return None
    return text_fact(flow.value(*match.span("what")), match["what"])


def sign_date(flow: Flow) -> Fact | None:
    """The day of signing: where both parties dated it, the later day, since a contract binds when both have signed."""
    found: list[tuple[bool, Fact]] = []
    for line in flow.lines:
        for match in _SIGNED.finditer(line.text):
            day = _day_after(line, match.end())
            if day is not None:
                found.append((bool(re.search(r"签|订", match[0])), date_fact(line.value(match.end(), day[1]), day[0])))
    named = [fact for is_named, fact in found if is_named] or [fact for _, fact in found]
    if not named:
        match_ = _SIGNED_IN_PROSE.search(flow.prose)
        dates = find_dates(match_["day"]) if match_ else ()
        return date_fact(flow.value(*match_.span("day")), dates[0].day) if match_ and dates else None
    latest = max(named, key=lambda fact: fact.value)
    others = {fact.value: fact for fact in named if fact.value != latest.value}
    latest = latest.model_copy(update={"candidates": tuple(candidate_of(fact) for fact in others.values())})
    return proven(latest, "named_twice") if sum(f.value == latest.value for _, f in found) > 1 else latest


def _day_after(line: Line, start: int) -> tuple[date, int] | None:
    hit = next(iter(find_dates(line.text[start : start + 24])), None)
    if hit is None or hit.start > 2:
        return None
    return hit.day, start + hit.end


def term(flow: Flow) -> dict[str, Fact]:
    """term_start and term_end: two dates behind a word for the term, in the same sentence."""
    for match in _TERM.finditer(flow.prose):
        text = flow.prose[match.end() : match.end() + 60]
        dates = find_dates(text)
        if (
            len(dates) >= 2
            and re.search(r"至|到|-|—|~|止", text[dates[0].end : dates[1].start])
            and "。" not in text[: dates[1].start]
        ):
            first, last = dates[0], dates[1]
            if first.day <= last.day and first.start < 16:
                at = match.end()
                return {
                    "term_start": date_fact(flow.value(at + first.start, at + first.end), first.day),
                    "term_end": date_fact(flow.value(at + last.start, at + last.end), last.day),
                }
    return {}


def payment_nodes(flow: Flow) -> list[dict[str, Fact]]:
    """The instalments: clause, share and amount; proven where the shares add up to one."""
    rows = [row for start, end in _clauses(flow) if (row := _node(flow, start, end)) is not None] or _scattered(flow)
    if sum((row["share"].number for row in rows if "share" in row), Decimal(0)) == 1:
        return [row | ({"share": proven(row["share"], "shares=1")} if "share" in row else {}) for row in rows]
    return rows


def _scattered(flow: Flow) -> list[dict[str, Fact]]:
    """Clauses anywhere that name both a share and its amount, where no heading speaks of payment."""
    cuts = [m.end() for m in _CLAUSE.finditer(flow.prose)]
    spans = zip([0, *cuts], [*cuts, len(flow.prose)], strict=True)
    rows = (_node(flow, start, end) for start, end in spans if end - start < _LONGEST_NODE)
    return [row for row in rows if row is not None and {"share", "amount"} <= row.keys()]


def _clauses(flow: Flow) -> Iterator[tuple[int, int]]:
    """Spans of the clauses behind the first heading about payment, up to the next article."""
    opening = _PAYMENT.search(flow.prose)
    if opening is None:
        return
    stop = re.search(r"第[一二三四五六七八九十百\d]{1,3}[条章]", flow.prose[opening.end() :])
    end = opening.end() + (stop.start() if stop else min(1200, len(flow.prose) - opening.end()))
    at = opening.start()
    lines = {flow.line_of(i) for i in range(at, end)} if end > at else set()
    breaks = sorted(
        {m.end() + at for m in _CLAUSE.finditer(flow.prose[at:end])} | _line_starts(flow, at, end, lines) | {end}
    )
    for cut in breaks:
        if cut > at:
            yield at, cut
        at = cut


def _line_starts(flow: Flow, start: int, end: int, lines: set[int]) -> set[int]:
    """Where a new paragraph begins: lines that open with a number or follow a full stop."""
    starts = set()
    for i in range(start + 1, end):
        if flow.line_of(i) != flow.line_of(i - 1) and flow.prose[i - 1] in "。;:；":
            starts.add(i)
    return starts if lines else set()


def _node(flow: Flow, start: int, end: int) -> dict[str, Fact] | None:
    """One instalment: a share, an amount, or the whole at once (一次性支付)."""
    text = flow.prose[start:end]
    if _NOT_NODE.search(text) or not _PAYING.search(text):
        return None
    row = {"node": text_fact(flow.value(start, min(end, start + 80)), text[:80].strip("。;:"))}
    share = _SHARE.search(text) or _AT_ONCE.search(text)
    if share is not None:
        fraction = Decimal(share["share"]) / 100 if "share" in share.re.groupindex else Decimal(1)
        if not 0 < fraction <= 1:
            return None
        value = flow.value(start + share.start(), start + share.end())
        row["share"] = text_fact(value, f"{fraction.normalize():f}").model_copy(update={"type": "number"})
    elif re.search(r"总(?:金额|价|额|费用|计)|合同(?:金额|价款)|共计", text):
        return None
    amount = _NODE_AMOUNT.search(text, share.end() if share else 0)
    parsed = _parsed(amount) if amount is not None else None
    if amount is not None and parsed is not None:
        row["amount"] = money_fact(flow.value(start + amount.start("digits"), start + amount.end()), parsed)
    return row if len(row) > 1 else None


def _parsed(amount: re.Match[str]) -> Decimal | None:
    try:
        parsed = parse_amount(amount["digits"] + (amount["unit"] or ""))
    except AmountError:
        return None
    return parsed.value if parsed is not None else None
