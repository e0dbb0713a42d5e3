"""The parties of a contract: names, tax ids, the bank and account of the party that is paid, and who signed.

甲方 and 乙方 decide who is A and B; where only roles are named, the one that pays (委托方, 买方, 需方) is A.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evidence.document import Method, Page
from evidence.fact import Fact, Status
from evidence.names import name_key
from extractors.anchors import Value
from extractors.contract.accounts import account
from extractors.contract.flow import Flow, Line
from extractors.contract.roles import PARTY, ROLE, SIGNING, Mention, marks, side_at, side_of, sides_across
from extractors.contract.signatures import columns, columns_by_name, signed
from extractors.facts import text_fact
from extractors.values.identifiers import IdKind, repair

_BARE = re.compile(rf"(?P<role>{ROLE})\s*(?:\((?P<also>[^()]{{1,24}})\))?\s*(?:信息|基本信息)?:?")
_SIGNED_BEHIND = re.compile(rf"\((?:{SIGNING})\)[^:]{{0,3}}$")
"""The mark of a signature behind the name: `甲方:某某公司(盖章)`."""
_NAMED = re.compile(r"(?:公司|单位|企业|机构)?(?:名\s*称|全称)\s*:\s*")
_NEXT_LABEL = re.compile(
    r"\s*(?:统一社会信用代码|纳税人识别号|税号|地\s*址|住\s*所|住址|法定代表人|法人代表|负责人|授权代表|委托代理人|联系人|联系电话|电\s*话|传\s*真|邮\s*编"
    r"|邮政编码|开户|银行账|账\s*号|合同编号|签订地点|签约地点|签订日期|签订时间|日\s*期|代表人|项目联系人|通讯地址|注册地址|身份证|电子邮箱|E-?mail"
    rf"|{ROLE})\s*(?:\([^()]{{1,10}}\))?\s*:|\s(?:{ROLE})\s*\(",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s*\((?:以下|下称|简称|盖章|签章|公章|签字|本合同|甲方|乙方|委托|受托|买方|卖方|供方|需方).*$|[,，。;；].*$"
)
_PLACEHOLDER = re.compile(r"_{2,}|\{\{|\}\}|\[|\]|【|】|[XＸ×xX*]{2,}|填写|请输入|待定|某某|…|\.{3,}|<.*>|^\(.*\)$")
_NO_NAME = re.compile(
    r"[。;!?:]|应当?|不得|有权|负责|支付|承担|提供|双方|按照|根据|本合同|协议|第.条|\d{4}年|签字|盖章|^(?:无|同上|/|-+)$|%"
)
_COMPANY = re.compile(r"[^:,。;]{2,40}(?:公司|集团|中心|研究院|研究所|大学|学院|厂|事务所|合作社)(?:\([^()]{2,10}\))?")
_ONLY_FORM = re.compile(
    r"(?:股份)?(?:有限)?(?:责任)?公司|单位|名称|姓名|(?:授权)?代表|法定代表人|个人|全称|甲方|乙方|企业|[一-鿿]?方"
)
"""What a blank form leaves standing where the name belongs."""
_USCC_LENGTH = 18
_USCC = re.compile(r"(?:统一社会信用代码|纳税人识别号|税\s*号|信用代码)(?:[^:]{0,12}:)?\s*([0-9A-Za-z]{15,20})")


def mentions(flow: Flow) -> list[Mention]:
    """Every place where a label names a party, in order."""
    return [mention for number, line in enumerate(flow.lines) for mention in _in_line(number, line, flow)]


def _in_line(number: int, line: Line, flow: Flow) -> Iterator[Mention]:
    found = False
    for match in marks(line.text):
        before = line.text[: match.start()]
        if before.strip(" \t•·-(（0123456789.、一二三") and not before.endswith((" ", ";", "；")):
            continue
        side = side_of(match["role"], match["also"] or "")
        if not side:
            continue
        found = True
        signing = bool(re.search(SIGNING, match[0]) or _SIGNED_BEHIND.search(line.text, match.end()))
        name = _name(line, match.end()) or (_next_line(flow, number) if match.end() == len(line.text) else None)
        yield Mention(side, number, name, signing)
    bare = _BARE.fullmatch(line.text.strip())
    if not found and bare:
        side = side_of(bare["role"], bare["also"] or "")
        signing = bool(re.search(SIGNING, bare["also"] or ""))
        if side:
            yield Mention(side, number, _name_below(flow, number), signing)


def _name(line: Line, start: int) -> Value | None:
    """The name that follows in the line, cut before the next label; None for blanks and placeholders."""
    rest = line.text[start:]
    label = _NEXT_LABEL.search(rest)
    text = _TRAILING.sub("", rest[: label.start()] if label else rest).strip()
    text = text.split("  ")[0]
    if not is_name(text):
        return None
    at = start + rest.index(text)
    return line.value(at, at + len(text))


def _next_line(flow: Flow, number: int) -> Value | None:
    """The name on a line of its own under its label."""
    for line in flow.lines[number + 1 : number + 2]:
        text = line.text.strip()
        if _COMPANY.fullmatch(text) and is_name(text):
            return line.value(0, len(line.text))
    return None


def _name_below(flow: Flow, number: int) -> Value | None:
    """The name under a heading that stands alone: `公司名称：…` within the next lines, or the line itself."""
    for line in flow.lines[number + 1 : number + 5]:
        if PARTY.match(line.text) or _BARE.fullmatch(line.text.strip()):
            return None
        match = _NAMED.search(line.text)
        if match and match.start() < 6:
            return _name(line, match.end())
    return None


def is_name(text: str) -> bool:
    """Whether a text can be a party's name: no placeholder, no clause, two letters at least."""
    if _PLACEHOLDER.search(text) or _NO_NAME.search(text) or _ONLY_FORM.fullmatch(text):
        return False
    return sum(char.isalpha() for char in text) >= 2 and len(text) <= 50


def parties(flow: Flow, pages: Sequence[Page]) -> dict[str, Fact]:
    """party_a, party_b, their tax ids, payee_bank and payee_account, signed_a and signed_b."""
    named = mentions(flow)
    facts: dict[str, Fact] = {}
    for side in "ab":
        values = [m.value for m in named if m.side == side and m.value is not None]
        if values:
            facts[f"party_{side}"] = _agreed(values)
    facing = _facing(flow, facts)
    sides = sorted((*named, *facing), key=lambda mention: mention.line)
    facts |= _codes(flow, sides)
    facts |= account(flow, sides, columns(flow, named) or columns_by_name(flow, facing))
    return facts | signed(flow, named, pages)


def _facing(flow: Flow, facts: Mapping[str, Fact]) -> list[Mention]:
    """Both parties where a line shows their names side by side, as signatures do whose labels a seal hides."""
    if not {"party_a", "party_b"} <= facts.keys():
        return []
    found: list[Mention] = []
    for number, line in enumerate(flow.lines):
        places = {side: line.text.find(facts[f"party_{side}"].value) for side in "ab"}
        if min(places.values()) < 0 or re.search("[。;]", line.text):
            continue
        for side in sorted(places, key=places.__getitem__):
            at = places[side]
            found.append(Mention(side, number, line.value(at, at + len(facts[f"party_{side}"].value)), signing=False))
    return found


def _agreed(values: Sequence[Value]) -> Fact:
    """The first naming; proven where another place of the contract (the signature) names the same."""
    fact = text_fact(values[0])
    again = any(name_key(text_fact(other).value) == name_key(fact.value) for other in values[1:])
    update = {"status": Status.PROVEN, "checks": ("named_twice",)} if again else {}
    return fact.model_copy(update=update)


def _codes(flow: Flow, named: Sequence[Mention]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for number, line in enumerate(flow.lines):
        matches = list(_USCC.finditer(line.text))
        sides = sides_across(named, number) if len(matches) == 2 else side_at(named, number) * len(matches)
        for side, match in zip(sides, matches, strict=False):
            if side:
                facts.setdefault(f"party_{side}_tax_id", _code(line.value(*match.span(1)), match[1].upper()))
    for match in _USCC.finditer(flow.prose):
        side = side_at(named, flow.line_of(match.start()))
        if side and len(match[1]) == _USCC_LENGTH:  # a code that the margin tore in two
            facts.setdefault(f"party_{side}_tax_id", _code(flow.value(*match.span(1)), match[1].upper()))
    return facts


def _code(value: Value, text: str) -> Fact:
    """A tax id; letters that no such code has (O I Z S V) are put right where the check digits then agree."""
    mended = repair(text, IdKind.USCC) if value.method is Method.OCR and len(text) == _USCC_LENGTH else None
    if mended is None or any(was != now and was not in "OIZSV" for was, now in zip(text, mended.text, strict=True)):
        return text_fact(value, text)
    return text_fact(value, mended.text).model_copy(update={"repair": mended.note})
