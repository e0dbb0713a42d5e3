"""The total of a contract: figures and capitals prove each other; net, tax and rate stand beside it.

A sum counts as the total where a word for the total stands before it in the same sentence; shares, penalties, unit
prices and instalments do not. Figures need a currency sign or a unit, so a blank form gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence.fact import Fact
from extractors.contract.flow import Flow
from extractors.facts import candidate_of, contradicted, money_fact, proven, text_fact
from extractors.values.amounts import YUAN, AmountError, parse_amount, unit_of
from extractors.values.words import WordsError, parse_words

_TOTAL = re.compile(
    r"(?:合同|协议|项目|订单|本次|采购|服务|开发|技术|研究|委托|工程|货物|设备|软件|产品|系统|许可|咨询|实施)*"
    r"(?P<word>(?:费用|经费|报酬|价款|金额)?(?:总金额|总价款|总价|总额|总费用|总计|合计金额|总报酬|总经费)|合同(?:金额|价款|价格|价|额|款)"
    r"|(?:服务|开发|技术服务|维护|许可|咨询|研发|委托|实施|系统集成)(?:费用|经费|报酬|费)(?:总额|总计|共计)?|(?:含税|不含税)(?:总)?(?:金额|价款|总价|价)|价税合计|金额合计|合计人民币|合计(?:报酬|费用|价款|金额)|总金额|费用总计|报酬总额"
    r"|(?:新增|增加|追加|变更后|调整后)(?:的)?(?:合同)?(?:总)?(?:费用|价款|金额|总价|价格))"
)
_FIGURES = re.compile(r"(?P<sign>人民币|RMB|CNY|[¥￥])?:?(?P<digits>\d[\d,，]*(?:\.\d+)?)(?P<unit>亿元|万元|元|万|圆)?")
_CAPITALS = re.compile(r"[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億元圆圓角分整正]{3,}")
_SENTENCE_END = re.compile(r"[。;；]|(?<=\D)\d{1,2}[、.．)）](?=[^\d])")
_NOT_TOTAL = re.compile(
    r"违约金|赔偿|逾期|单价|定金|预付|首付|首期|尾款|质保金|保证金|押金|每(?:年|月|日|天|人|次|台|套)|罚款|滞纳|上限|不超过|的\d|%的|超过合同"
)
_RATE = re.compile(
    r"(?:增值税)?税率(?:为|是|:|按)?(?:增值税)?(?P<rate>\d{1,2}(?:\.\d{1,2})?)[%％]|(?P<other>\d{1,2})[%％].?(?:增值税|税率)"
    r"|(?:增值税|税率|税[金额])\((?:税率:?)?(?P<bracketed>\d{1,2})[%％]\)"
)
_NET = re.compile(r"不含(?:增值)?税(?:总)?(?:金额|价款|价格|总价|价|总额)?|除税(?:金额|价)")
_TAX = re.compile(r"(?:增值)?税(?:额|款|金)(?:总额|合计)?")
_LIST_TOTAL = re.compile(r"(?:\d{1,2})?(?:价税|含税)?(?:合计|总计|总价|金额合计)(?![^\d:¥(]{8})")
_LAST_FIGURE = re.compile(r"[¥￥]?\d[\d,]*(?:\.\d{1,2})?(?:万元|元)?(?=$|\s|[)。;])")
_CENTS = re.compile(r"\d\.\d\d(?!\d)(?![%％])")
_FILLER = r"(?:为|是|共计|合计|计|人民币|\(小写\)|\((?:人民币)?(?:万元|元)\)|\((?:税率:?)?\d{1,2}[%％]\)|[:,])*"
_PART_LABELS = (
    (
        "net",
        re.compile(
            r"(?:不含(?:增值)?税|未税|除税)(?:的)?(?:合同|服务)?(?:总)?(?:金额|价款|价格|总价|总额|费用|价|额)?"
            + _FILLER
        ),
    ),
    ("tax", re.compile(r"(?:增值税税?|(?<![含价])(?<!含增值)税)(?:额|款|金|费)?(?:总额|合计)?" + _FILLER)),
)
"""Words for the parts of the total, up to their figure."""
_PART_LINES = (
    (
        "net_amount",
        re.compile(r"(?:其中:?)?(?:不含税|未税|除税)(?:总)?(?:金额|价款|价|总价|合计)?[^\d。;,]{0,6}[¥￥]?[\d,]+\."),
    ),
    (
        "tax",
        re.compile(
            r"(?:其中:?)?(?:增值税|税)(?:额|款|金)?(?:合计)?(?:\(.{1,10}\))?[^\d。;,%]{0,6}[¥￥]?[\d,]+\.\d\d(?!%)"
        ),
    ),
)
"""Lines below a list that split its total; the pattern begins at the start of the line."""
_REACH = 60


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount found in the prose: which, where, how it is named, and how well it fits the total."""

    value: Decimal
    start: int
    end: int
    rank: int
    kind: str
    """`gross`, `net` or `tax`."""


def totals(flow: Flow) -> dict[str, Fact]:
    """contract_amount, amount_words, net_amount, tax and tax_rate, as far as the contract states them."""
    sums = list(_sums(flow.prose))
    words = list(_words(flow.prose))
    facts: dict[str, Fact] = {}
    gross = sorted((s for s in sums if s.kind == "gross"), key=lambda s: (s.rank, s.start))
    spoken = sorted(words, key=lambda s: (s.rank, s.start))
    facts |= _total(flow, gross, spoken)
    facts |= {field: _fact(flow, found) for field, found in _parts(flow.prose, sums, facts.get("contract_amount"))}
    rate = _RATE.search(flow.prose)
    if rate is not None:
        facts["tax_rate"] = text_fact(
            flow.value(*rate.span()), f"{rate['rate'] or rate['other'] or rate['bracketed']}%"
        )
    facts = _listed_parts(flow) | facts
    return _balanced(_with_list(_balanced(facts), _list_total(flow)))


def _total(flow: Flow, gross: list[Sum], spoken: list[Sum]) -> dict[str, Fact]:
    """The surest total: figures with equal capitals beside them, unless a surer total says otherwise."""
    pair = next(((s, w) for s in gross for w in spoken if s.value == w.value and _beside(s, w)), None)
    if pair is not None and (pair[0].rank == gross[0].rank or pair[0].value == gross[0].value):
        figures, capitals = (money_fact(flow.value(x.start, x.end), x.value) for x in pair)
        others = tuple(_fact(flow, s) for s in gross if s.value != pair[0].value and s.rank <= pair[0].rank)
        fact = proven(figures, "words").model_copy(update={"candidates": tuple(map(candidate_of, others))})
        return {"contract_amount": fact, "amount_words": proven(capitals, "words")}
    if not gross:
        first = next(iter(spoken), None)
        return {} if first is None else {"contract_amount": _fact(flow, first), "amount_words": _fact(flow, first)}
    fact = _fact(flow, gross[0])
    rivals = {s.value: s for s in gross[1:] if s.rank == gross[0].rank and s.value != gross[0].value}
    fact = fact.model_copy(update={"candidates": tuple(candidate_of(_fact(flow, s)) for s in rivals.values())})
    near = next((w for w in spoken if w.rank <= gross[0].rank and _beside(gross[0], w)), None)
    if near is not None:
        capitals = _fact(flow, near)
        return {
            "contract_amount": contradicted(fact, "words", capitals),
            "amount_words": contradicted(capitals, "words", fact),
        }
    twice = any(s.value == gross[0].value and _beside(s, gross[0]) for s in gross[1:])
    return {"contract_amount": proven(fact, "written_twice") if twice else fact}


def _parts(prose: str, sums: Sequence[Sum], total: Fact | None) -> Iterator[tuple[str, Sum]]:
    """Net and tax: the pair that adds up to the total, else what stands in the total's own sentence."""
    labelled = [*(s for s in sums if s.kind != "gross"), *_labelled(prose)]
    nets, taxes = ([s for s in labelled if s.kind == kind] for kind in ("net", "tax"))
    for net in nets if total is not None else ():
        for tax in taxes:
            if total is not None and net.value + tax.value == total.number:
                yield from (("net_amount", net), ("tax", tax))
                return
    for kind, field in (("net", "net_amount"), ("tax", "tax")):
        found = next((s for s in sums if s.kind == kind), None)
        if found is not None:
            yield field, found


def _labelled(prose: str) -> Iterator[Sum]:
    """Amounts directly behind 不含税 or 税额, wherever they stand."""
    for kind, label in _PART_LABELS:
        for match in label.finditer(prose):
            figures = _FIGURES.match(prose, match.end())
            value = _amount(figures) or _in_unit(match[0], figures) if figures else None
            if figures and value is not None and not _is_share(prose, figures.end()):
                yield Sum(value, figures.start(), figures.end(), 1, kind)


def _in_unit(label: str, figures: re.Match[str]) -> Decimal | None:
    """The amount of a cell whose label states the unit: `税额(元): 1,000.00`; bare figures in prose are none."""
    unit = unit_of(label) if label.endswith(":") else None
    return _positive(figures["digits"], unit) if unit is not None else None


def _beside(one: Sum, other: Sum) -> bool:
    return one is not other and abs(one.start - other.start) < 2 * _REACH


def _list_total(flow: Flow) -> Fact | None:
    """The amount in the line 合计 of the contract's list, in the unit its heading states."""
    unit = YUAN
    for line in flow.lines:
        if not _LIST_TOTAL.match(line.squeezed):
            unit = unit_of(line.text) or unit if re.search(r"金额|单价|总价", line.text) else unit
            continue
        found = list(_LAST_FIGURE.finditer(line.text))
        if found:
            value = _positive(found[-1][0], unit)
            if value is not None:
                return money_fact(line.value(*found[-1].span()), value)
    return None


def _listed_parts(flow: Flow) -> dict[str, Fact]:
    """Net and tax where they are lines below the contract's list, their amounts in the column of the total."""
    facts: dict[str, Fact] = {}
    for line in flow.lines:
        for field, label in _PART_LINES:
            figures = list(_LAST_FIGURE.finditer(line.text))
            if field in facts or not label.match(line.squeezed) or not figures or "." not in figures[-1][0]:
                continue
            value = _positive(figures[-1][0])
            if value is not None and len(_CENTS.findall(line.text)) == 1:
                facts[field] = money_fact(line.value(*figures[-1].span()), value)
    return facts


def _with_list(facts: dict[str, Fact], listed: Fact | None) -> dict[str, Fact]:
    """The list's total proves an equal contract total, and stands for it where the text names none."""
    total = facts.get("contract_amount")
    if listed is None:
        return facts
    if total is None:
        return facts | {"contract_amount": listed}
    return facts | {"contract_amount": proven(total, "list_total")} if total.number == listed.number else facts


def _fact(flow: Flow, found: Sum) -> Fact:
    return money_fact(flow.value(found.start, found.end), found.value)


def _balanced(facts: dict[str, Fact]) -> dict[str, Fact]:
    """Net and tax prove the total, and each other, where they add up to it."""
    parts = [facts.get(name) for name in ("contract_amount", "net_amount", "tax")]
    if all(parts):
        gross, net, tax = (part for part in parts if part is not None)
        if gross.number == net.number + tax.number:
            return facts | {
                "contract_amount": proven(gross, "gross=net+tax"),
                "net_amount": proven(net, "gross=net+tax"),
                "tax": proven(tax, "gross=net+tax"),
            }
    return facts


def _sums(prose: str) -> Iterator[Sum]:
    """Amounts in figures behind a word for the total, in the same sentence."""
    seen: set[int] = set()
    for keyword in _TOTAL.finditer(prose):
        window = _window(prose, keyword.end())
        for match in _FIGURES.finditer(prose, keyword.end(), keyword.end() + len(window)):
            value = _amount(match)
            between = prose[keyword.start() : match.start()]
            if value is None or match.start() in seen or _NOT_TOTAL.search(between) or _is_share(prose, match.end()):
                continue
            seen.add(match.start())
            kind = _kind(between)
            yield Sum(value, match.start(), match.end(), _rank(keyword[0]), kind)


def _window(prose: str, start: int) -> str:
    text = prose[start : start + _REACH]
    end = _SENTENCE_END.search(text)
    return text[: end.start()] if end else text


def _amount(match: re.Match[str]) -> Decimal | None:
    if not (match["sign"] or match["unit"]):
        return None
    return _positive(match["digits"].replace("，", ",") + (match["unit"] or ""))


def _positive(figures: str, unit: Decimal = YUAN) -> Decimal | None:
    """The amount in figures; None for what is no amount, zero or less."""
    try:
        amount = parse_amount(figures, unit)
    except AmountError:
        return None
    return amount.value if amount is not None and amount.value > 0 else None


def _is_share(prose: str, end: int) -> bool:
    return prose.startswith(("%", "％", "‰"), end)


def _kind(between: str) -> str:
    """What an amount is by the last of 不含税, 税额 and the words for the total before it."""
    marks = [(m.end(), "net") for m in _NET.finditer(between)]
    marks += [
        (m.end(), "tax") for m in _TAX.finditer(between) if "不含" not in between[max(0, m.start() - 2) : m.end()]
    ]
    marks += [
        (m.end(), "gross") for m in re.finditer(r"(?<!不)含税|价税合计|总计|合计|小写|大写|总价|总额|总金额", between)
    ]
    return max(marks, default=(0, "gross"))[1]


def _rank(keyword: str) -> int:
    """Lower is surer: the contract's total by name, then other totals, then a fee."""
    if "合同" in keyword and re.search(r"总|价税合计", keyword):
        return 0
    if re.search(r"总|合同|合计", keyword):
        return 1
    return 2


def _words(prose: str) -> Iterator[Sum]:
    """Amounts in capitals behind a word for the total."""
    for match in _CAPITALS.finditer(prose):
        before = prose[max(0, match.start() - _REACH) : match.start()]
        keyword = next(iter(reversed(list(_TOTAL.finditer(before)))), None)
        if keyword is None or _NOT_TOTAL.search(before[keyword.start() :]):
            continue
        try:
            words = parse_words(match[0])
        except WordsError:
            continue
        if words is not None and words.value > 0:
            yield Sum(words.value, match.start(), match.end(), _rank(keyword[0]), "gross")
