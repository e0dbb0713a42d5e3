"""Who is meant where a contract names a party: the words for both roles, and the marks that announce a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.anchors import Value

PAYING = (
    "委托方|委托人|买方|买受人|买受方|需方|采购方|采购人|购买方|购方|购货方|购货单位|发包人|发包方|定作人|定作方|订货方|订购方|需求方"
    "|服务接受方|接受方|客户|用户|用户方|承租方|承租人|受让方|被许可方|用人单位|招标人|业主|建设单位|委托单位|采购单位|使用单位|验收单位"
)
PAID = (
    "受托方|受托人|卖方|出卖人|出卖方|供方|供应方|供应商|供货方|供货商|供货单位|销售方|销方|销货方|销货单位|承包人|承包方|承揽人|承揽方|承接方"
    "|服务提供方|服务方|服务商|提供方|开发方|承建方|出租方|出租人|转让方|许可方|劳动者|中标人|实施方|承建单位|实施单位|开发单位|施工单位|承担单位|服务单位|供应单位"
)
ROLE = rf"甲方|乙方|{PAYING}|{PAID}"
SIGNING = r"盖章|签章|公章|签字|签名|盖公章|单位盖章|章|印章"
PARTY = re.compile(
    rf"(?P<role>{ROLE})\s*(?:\((?P<also>[^()]{{1,24}})\))?\s*(?:的)?(?P<kind>名称|单位名称|全称|单位|公司名称|公司)?"
    rf"\s*(?:\((?P<sign>[^()]{{1,10}})\))?\s*:\s*"
)
SIGNATURE = re.compile(rf"(?P<role>{ROLE})\s*\((?P<also>[^()]{{0,16}}(?:章|签字|签名)[^()]{{0,12}})\)\s*:?\s*")
"""A signature block that is marked by its bracket alone: `甲方（盖章）  乙方（盖章）`."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named in a line: `a` or `b`, the value behind its label, and whether it is the signature block."""

    side: str
    line: int
    value: Value | None
    signing: bool


def side_of(role: str, also: str = "") -> str:
    """`a` or `b`: by 甲方 and 乙方 where either stands, else by who pays; empty for a third party."""
    text = f"{role} {also}"
    if "甲方" in text:
        return "a"
    if "乙方" in text:
        return "b"
    if re.fullmatch(PAYING, role):
        return "a"
    return "b" if re.fullmatch(PAID, role) else ""


def marks(text: str) -> list[re.Match[str]]:
    """Where the text names a party, by a label with a colon or by the bracket of a signature block."""
    labelled = list(PARTY.finditer(text))
    taken = {match.start() for match in labelled}
    return sorted(
        (*labelled, *(m for m in SIGNATURE.finditer(text) if m.start() not in taken)), key=lambda match: match.start()
    )


def side_at(named: Sequence[Mention], line: int) -> str:
    """Whose block a line stands in: that of the last party named at or before it."""
    return next((mention.side for mention in reversed(named) if mention.line <= line), "")


def sides_across(named: Sequence[Mention], line: int) -> str:
    """`ab` or `ba`: in which order two parties stand side by side at a line, by the last line that names both."""
    before: dict[int, str] = {}
    for mention in named:
        if mention.line <= line and mention.side not in before.get(mention.line, ""):
            before[mention.line] = before.get(mention.line, "") + mention.side
    return next((sides for sides in reversed(before.values()) if len(sides) == 2), "ab")
