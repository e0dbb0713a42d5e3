"""Payment nodes as clauses state them, and what proves them: shares that make up the whole, amounts that are shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from evidence.fact import Fact
from evidence.money import CENT
from extractors.contract.flow import Flow
from extractors.facts import money_fact, proven, text_fact
from extractors.values.amounts import AmountError, parse_amount

Facts = dict[str, Fact]

_PAYMENT = re.compile(
    r"(?:付款|支付|结算|拨款)(?:方式|条件|进度|安排|计划|办法|节点|约定|及)|分[一二三四五六两\d]+(?:期|次|笔|阶段)(?:支付|付款)"
    r"|(?:按|分)[^。;:]{0,8}(?:进度|阶段|节点|期)[^。;:]{0,6}(?:支付|付款)|(?:价款|费用|报酬)[与及和的](?:其)?(?:支付|付款|结算)"
)
_SHARE = re.compile(r"(?P<share>\d{1,3}(?:\.\d{1,2})?)[%％]")
_AT_ONCE = re.compile(r"一次性(?:支付|付清|结清|付款|全额支付)")
_NOT_NODE = re.compile(
    r"违约|逾期|滞纳|赔偿|税率|增值税|罚|每日|利息|利率|合格率|响应|准确率|及时率|解决率|折扣|不低于"
)
_PAYING = re.compile(
    r"支付|付款|付清|预付|首付|尾款|余款|进度款|质保金|结清|付至|款项|到货款|验收款"
    r"|付(?=\d|总|全|剩|合同|人民币|[¥￥])"
)
_NODE_AMOUNT = re.compile(
    r"(?:即|计|为|共计|人民币|[¥￥])(?:人民币)?[¥￥]?:?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元)?"
)
_FIGURES = re.compile(r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元)")
_NEXT_SHARE = re.compile(
    r"(?<=[元%％])[,，](?=(?:[^,，。;%％]{0,30}[,，])?[^,，。;%％]{0,30}付[^,，。;%％]{0,12}\d{1,3}(?:\.\d{1,2})?[%％])"
)
"""Where one instalment ends and the next begins in a sentence that tells them all."""
_LONGEST_NODE = 160
_CLAUSE = re.compile(r"[。;\n]|(?<=[^\d.])\(?\d{1,2}[)、.](?=[^\d])")


def payment_nodes(flow: Flow) -> list[dict[str, Fact]]:
    """The instalments that clauses state: clause, share and amount."""
    return [row for start, end in _clauses(flow) if (row := _node(flow, start, end)) is not None] or _scattered(flow)


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
    found = {m.end() + at for cut in (_CLAUSE, _NEXT_SHARE) for m in cut.finditer(flow.prose[at:end])}
    breaks = sorted(found | _line_starts(flow, at, end, lines) | {end})
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
    amount = _NODE_AMOUNT.search(text, share.end() if share else 0) or _before(text, share)
    parsed = _parsed(amount) if amount is not None else None
    if amount is not None and parsed is not None:
        row["amount"] = money_fact(flow.value(start + amount.start("digits"), start + amount.end()), parsed)
    return row if len(row) > 1 else None


def _before(text: str, share: re.Match[str] | None) -> re.Match[str] | None:
    """The amount of a clause that names it before its share: `支付1,000.00元(30%)`; none where it names several."""
    found = list(_FIGURES.finditer(text, 0, share.start())) if share is not None else []
    return found[0] if len(found) == 1 else None


def _parsed(amount: re.Match[str]) -> Decimal | None:
    try:
        parsed = parse_amount(amount["digits"] + (amount["unit"] or ""))
    except AmountError:
        return None
    return parsed.value if parsed is not None else None


def proven_nodes(rows: Sequence[Mapping[str, Fact]], facts: Facts) -> tuple[list[Facts], Facts]:
    """The nodes, and the contract's facts: shares that add up to one, and amounts that add up to the total, are proven.

    An amount that is its share of the total, to the fen, is proven by it; one that is not stays as it was read.
    """
    found = [dict(row) for row in rows]
    total = facts.get("contract_amount")
    if sum((row["share"].number for row in found if "share" in row), Decimal(0)) == 1:
        found = [_sure(row, "share", "shares=1") for row in found]
    if total is None or not found:
        return found, facts
    if (
        all("amount" in row for row in found)
        and sum((row["amount"].number for row in found), Decimal(0)) == total.number
    ):
        single = len(found) == 1
        found = [_sure(row, "amount", "nodes=total") for row in found]
        return found, facts if single else facts | {"contract_amount": proven(total, "nodes=total")}
    return [
        _sure(row, "amount", "amount=share*total")
        if {"share", "amount"} <= row.keys() and abs(row["share"].number * total.number - row["amount"].number) < CENT
        else row
        for row in found
    ], facts


def _sure(row: Facts, name: str, check: str) -> Facts:
    return row | {name: proven(row[name], check)} if name in row else row
