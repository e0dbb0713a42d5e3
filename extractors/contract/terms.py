"""What a contract says besides parties and amounts: number, name, day of signing, subject and term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from evidence.fact import Fact
from extractors.contract.flow import Flow, Line
from extractors.facts import candidate_of, date_fact, proven, text_fact
from extractors.values.dates import find_dates

_HEAD_LINES = 40
TITLE = re.compile(
    r"(?:合同|协议|协议书|合同书|合约|订单|采购单|订购单|订货单)(?:书)?(?:\([^()]{1,12}\)|[-—]?[^\s。]{0,6}版)?.{0,2}$"
)
_NUMBER = re.compile(
    r"(?:合同|协议|订单|合约|采购单)?\s*(?:编\s*号|编码|号码|编|订单号|合同号|No\.?|NO\.?)\s*(?:\([^()]{1,6}\))?\s*:\s*"
)
_MAIN = re.compile(
    r"(?:框架(?:合作|采购|服务)?(?:合同|协议)|[主原](?:合同|协议))[》)\s]{0,3}\(?(?:(?!订单|采购单)[^。;:()]){0,12}?"
    r"(?:编\s*号|号码|号|No\.?)\s*:?\s*(?=[A-Za-z0-9])"
)
"""Before the number of another paper: the frame of an order, the main contract of a supplement."""
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
    r"(?:签订|签署|签约|订立|签定|合同|协议|下单|订货|订购)\s*(?:日\s*期|时\s*间|年月日)\s*:\s*|(?:^|\s)(?:日\s*期|时\s*间)\s*:\s*"
)
_SIGNED_IN_PROSE = re.compile(
    r"(?:本(?:合同|协议)|双方)?(?:由[^。]{2,60})?于(?P<day>[^,。;]{6,14}?日)[^。]{0,40}?(?:签订|签署|订立)(?!的|了)"
)
_TERM = re.compile(
    r"(?:服务|合同|履行|租赁|合作|协议|开发|建设|许可|维护|使用|有效|实施|项目)*(?:期限|有效期|周期|服务期|租期|合作期|期间|工期|起止时间|起止日期)"
)
_OTHERS = re.compile(r"(?:项目|邮政|身份|身份证|证件|电话|手机|联系|许可证|开户|信用|税务|附件|序|发票|批准)\s*$")
_OF_MAIN = re.compile(
    r"(?:框架(?:合作|采购|服务)?(?:合同|协议)|[主原](?:合同|协议))[》)\s]{0,3}\(?(?:(?!订单|采购单)[^。;:()]){0,12}:?\s*$"
)
_PLACEHOLDER = re.compile(r"_{2,}|\{\{|\}\}|\[填|【|填写|(?<![A-Za-z])[XＸ]{2,}(?![A-Za-z])|\*{2,}|请输入")


def head(flow: Flow) -> dict[str, Fact]:
    """contract_no, main_contract_no, contract_name and subject."""
    facts: dict[str, Fact] = {}
    main, number = main_contract_no(flow), contract_no(flow)
    if number is not None:
        facts["contract_no"] = number
    if main is not None and (number is None or main.value != number.value):
        facts["main_contract_no"] = main
    name = _labelled(flow, _NAME_LABEL) or _title(flow)
    if name is not None:
        facts["contract_name"] = name
    subject = _labelled(flow, _SUBJECT) or _entrusted(flow)
    if subject is not None:
        facts["subject"] = subject
    return facts


def contract_no(flow: Flow) -> Fact | None:
    """The number of the contract, from the head of the document; that of a frame or main contract only if alone."""
    found = list(_numbers(flow))
    return next((fact for fact, other in found if not other), found[0][0] if found else None)


def main_contract_no(flow: Flow) -> Fact | None:
    """The number of the frame or main contract that the head or the first clauses name; None where none is named."""
    for line in flow.lines[:_HEAD_LINES]:
        for match in _MAIN.finditer(line.text):
            fact = _number_at(line, match.end())
            if fact is not None:
                return fact
    return None


def _numbers(flow: Flow) -> Iterator[tuple[Fact, bool]]:
    """Every number in the head, and whether it is said to be a frame's or a main contract's."""
    for line in flow.lines[:_HEAD_LINES]:
        for match in _NUMBER.finditer(line.text):
            before = line.text[: match.start()]
            if before and _OTHERS.search(before):
                continue
            fact = _number_at(line, match.end())
            if fact is not None:
                yield fact, _OF_MAIN.search(line.text[: match.end()]) is not None


def _number_at(line: Line, at: int) -> Fact | None:
    """The number that stands there; None for placeholders, days and words."""
    value = _NUMBER_VALUE.match(line.text, at)
    text = _closed(re.split(r"(?:签订|签约|签署|日期|甲方|乙方|合同|地点)", value[0])[0]) if value else ""
    numbered = sum(char.isdigit() for char in text) >= 2 and not _PLACEHOLDER.search(text)
    dated = not re.search("[A-Za-z]", text) and find_dates(text + " ")
    if (numbered and not dated) or re.fullmatch(r"(?:19|20)\d{6}\d*", text):
        return text_fact(line.value(at, at + len(text)), text)
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
                found.append(
                    (bool(re.search(r"签|订|下单", match[0])), date_fact(line.value(match.end(), day[1]), day[0]))
                )
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
