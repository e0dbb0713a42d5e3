"""What labour contracts, leases and orders say besides what every contract says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from evidence.fact import Fact, Status
from evidence.kind import Kind
from extractors.contract.flow import Flow
from extractors.contract.roles import PARTY, side_of
from extractors.facts import money_fact, text_fact
from extractors.part import Part
from extractors.tables.body import only_rows
from extractors.tables.goods import GOODS
from extractors.values.identifiers import citizen_valid

Facts = dict[str, Fact]

_ADDRESS = re.compile(
    r"(?:位于|坐落(?:于|在)?|(?:房屋|租赁物|厂房)?(?:地址|坐落)(?:为|:))(?P<value>(?!的)[^,。;:()]{4,60}?)"
    r"(?=[,。;()]|的(?:房|厂|办|写|物)|建筑面积|面积)"
)
_AREA = re.compile(r"面积(?:共计|合计|约|为|共|:|暂定){0,3}(?P<value>\d[\d,]*(?:\.\d+)?)(?:平方米|㎡|m2|m²)")
_RENT = re.compile(
    r"(?P<before>每?[月年]|季度|月度)?租金(?:标准|总额|金额)?(?P<after>为|是|:|每[月年]|每季度|合计|共计|人民币|[¥￥]|\(含税\)){0,5}"
    r"(?P<value>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元)(?P<per>(?:/|每)(?:月|年|季度?|平方米|㎡|m2|天|日))?"
)
_CITIZEN = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_POST = re.compile(
    r"(?:工作岗位|岗位名称|从事的?(?:工作)?岗位|担任)(?:为|是|:)?(?P<value>[^,。;:()_]{2,20}?)"
    r"(?=岗位|工作|职务|[,。;()]|$)"
)


def by_kind(kind: Kind, flow: Flow, facts: Mapping[str, Fact]) -> Facts:
    """The further fields of a labour contract or a lease; none for other kinds."""
    if kind is Kind.LEASE_CONTRACT:
        return _lease(flow, facts)
    return _labour(flow, facts) if kind is Kind.LABOUR_CONTRACT else {}


def rows_of(kind: Kind, part: Part, nodes: Sequence[Mapping[str, Fact]]) -> Sequence[Mapping[str, Fact]]:
    """Payment nodes where the contract has them, else the goods of an order."""
    if nodes or kind is not Kind.ORDER:
        return nodes
    return [row.facts for row in GOODS.extract(only_rows(part, GOODS.shape), kind).rows]


def _lease(flow: Flow, facts: Mapping[str, Fact]) -> Facts:
    found: Facts = {}
    for side, word in _roles(flow).items():
        party = facts.get(f"party_{side}")
        if party is not None:
            found["lessor" if word == "出租" else "lessee"] = party
    for name, pattern in (("address", _ADDRESS), ("area", _AREA)):
        match = pattern.search(flow.prose)
        if match:
            fact = text_fact(flow.value(*match.span("value")), match["value"])
            plain = {"type": "number", "value": match["value"].replace(",", "")} if name == "area" else {}
            found[name] = fact.model_copy(update=plain)
    return found | _rent(flow)


def _roles(flow: Flow) -> dict[str, str]:
    """Which side lets and which rents, by the word beside 甲方 and 乙方; a side left open is the other one."""
    roles: dict[str, str] = {}
    for line in flow.lines:
        for match in PARTY.finditer(line.text):
            side = side_of(match["role"], match["also"] or "")
            word = re.search(r"出租|承租", match[0])
            if side and word:
                roles.setdefault(side, word[0])
    if len(roles) == 1:
        side, word_ = next(iter(roles.items()))
        roles["b" if side == "a" else "a"] = "承租" if word_ == "出租" else "出租"
    return roles


def _rent(flow: Flow) -> Facts:
    """Rent and rent_period (月, 季度, 年); a price by the square metre or day is no rent of the whole."""
    for match in _RENT.finditer(flow.prose):
        clause = re.split(r"[。;]", flow.prose[: match.start()])[-1][-8:]
        around = clause + flow.prose[match.start() : match.end() + 6]
        per = re.search(r"月|季度|年", match[0])
        if re.search(r"平方米|㎡|m2|[天日]", around) or per is None:
            continue
        amount = Decimal(match["value"].replace(",", "")) * (10_000 if match["unit"] == "万元" else 1)
        value = flow.value(match.start("value"), match.end("unit"))
        return {"rent": money_fact(value, amount), "rent_period": text_fact(value, per[0])}
    return {}


def _labour(flow: Flow, facts: Mapping[str, Fact]) -> Facts:
    """Employer and name are the two parties; person_id is the only citizen number whose check digit is right."""
    pairs = {"employer": facts.get("party_a"), "name": facts.get("party_b")}
    found = {name: fact for name, fact in pairs.items() if fact is not None}
    numbers = {match[0].upper(): match for match in _CITIZEN.finditer(flow.prose) if citizen_valid(match[0].upper())}
    if len(numbers) == 1:
        number, match = next(iter(numbers.items()))
        fact = text_fact(flow.value(*match.span()), number)
        found["person_id"] = fact.model_copy(update={"status": Status.PROVEN, "checks": ("citizen",)})
    post = _POST.search(flow.prose)
    if post:
        found["post"] = text_fact(flow.value(*post.span("value")))
    return found
