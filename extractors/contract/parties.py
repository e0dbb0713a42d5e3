"""The parties of a contract: names, tax ids, the bank and account of the party that is paid, and who signed.

甲方 and 乙方 decide who is A and B; where only roles are named, the one that pays (委托方, 买方, 需方) is A.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.document import Method, Page, Seal
from evidence.fact import Fact, Status
from evidence.names import name_key
from extractors.anchors import Token, Value
from extractors.contract.flow import Flow, Line
from extractors.facts import flag_fact, text_fact
from extractors.values.identifiers import IdKind, repair

PAYING = (
    "委托方|委托人|买方|买受人|买受方|需方|采购方|采购人|购买方|购方|购货方|购货单位|发包人|发包方|定作人|定作方|订货方|订购方|需求方"
    "|客户|用户|用户方|承租方|承租人|受让方|被许可方|用人单位|招标人|业主|建设单位|委托单位|采购单位|使用单位|验收单位"
)
PAID = (
    "受托方|受托人|卖方|出卖人|出卖方|供方|供应方|供应商|供货方|供货商|供货单位|销售方|销方|销货方|销货单位|承包人|承包方|承揽人|承揽方|承接方"
    "|服务方|服务商|提供方|开发方|承建方|出租方|出租人|转让方|许可方|劳动者|中标人|实施方|承建单位|实施单位|开发单位|施工单位|承担单位|服务单位|供应单位"
)
_ROLE = rf"甲方|乙方|{PAYING}|{PAID}"
_SIGNING = r"盖章|签章|公章|签字|签名|盖公章|单位盖章|章|印章"
PARTY = re.compile(
    rf"(?P<role>{_ROLE})\s*(?:\((?P<also>[^()]{{1,24}})\))?\s*(?:的)?(?P<kind>名称|单位名称|全称|单位|公司名称|公司)?"
    rf"\s*(?:\((?P<sign>[^()]{{1,10}})\))?\s*:\s*"
)
_SIGNATURE = re.compile(rf"(?P<role>{_ROLE})\s*\((?P<also>[^()]{{0,16}}(?:章|签字|签名)[^()]{{0,12}})\)\s*:?\s*")
"""A signature block that is marked by its bracket alone: `甲方（盖章）  乙方（盖章）`."""
_BARE = re.compile(rf"(?P<role>{_ROLE})\s*(?:\((?P<also>[^()]{{1,24}})\))?\s*(?:信息|基本信息)?:?")
_NAMED = re.compile(r"(?:公司|单位|企业|机构)?(?:名\s*称|全称)\s*:\s*")
_NEXT_LABEL = re.compile(
    r"\s*(?:统一社会信用代码|纳税人识别号|税号|地\s*址|住\s*所|住址|法定代表人|法人代表|负责人|授权代表|委托代理人|联系人|联系电话|电\s*话|传\s*真|邮\s*编"
    r"|邮政编码|开户|银行账|账\s*号|合同编号|签订地点|签约地点|签订日期|签订时间|日\s*期|代表人|项目联系人|通讯地址|注册地址|身份证|电子邮箱|E-?mail"
    rf"|{_ROLE})\s*(?:\([^()]{{1,10}}\))?\s*:|\s(?:{_ROLE})\s*\(",
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
_BANK = re.compile(
    r"(?:开\s*户\s*(?:银\s*)?行|开户行名称|收款银行|银行名称)\s*(?:名称)?\s*"
    r"(?::|(?=[一-鿿]{2,20}(?:银行|信用社)))\s*(?!开户|账号|户名)([^\s:,。;]{4,40})"
)
_ACCOUNT = re.compile(r"(?:账\s*号|银行账户|收款账号|账户号码|银行账号|账户)\s*(?::\s*|(?=\d{8}))([\d][\d \-]{6,34}\d)")
_REST_OF_NUMBER = re.compile(r"(\d{2,18})(?:$|[。;,])")
_LABEL_BEHIND = re.compile(r"(?:银行)?(?:账号|帐号|账户|户名|行号)$")
_PAYEE_BLOCK = re.compile(
    r"(?:乙方|收款方|卖方|供方|受托方).{0,12}(?:账户|账号|开户|银行)|(?:收款账户|收款信息|收款单位|指定账户)"
)


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


def mentions(flow: Flow) -> list[Mention]:
    """Every place where a label names a party, in order."""
    return [mention for number, line in enumerate(flow.lines) for mention in _in_line(number, line, flow)]


def _in_line(number: int, line: Line, flow: Flow) -> Iterator[Mention]:
    found = False
    for match in _marks(line.text):
        before = line.text[: match.start()]
        if before.strip(" \t•·-(（0123456789.、一二三") and not before.endswith((" ", ";", "；")):
            continue
        side = side_of(match["role"], match["also"] or "")
        if not side:
            continue
        found = True
        signing = bool(re.search(_SIGNING, match[0]))
        name = _name(line, match.end()) or (_next_line(flow, number) if match.end() == len(line.text) else None)
        yield Mention(side, number, name, signing)
    bare = _BARE.fullmatch(line.text.strip())
    if not found and bare:
        side = side_of(bare["role"], bare["also"] or "")
        signing = bool(re.search(_SIGNING, bare["also"] or ""))
        if side:
            yield Mention(side, number, _name_below(flow, number), signing)


def _marks(text: str) -> list[re.Match[str]]:
    """Where the text names a party, by a label with a colon or by the bracket of a signature block."""
    labelled = list(PARTY.finditer(text))
    taken = {match.start() for match in labelled}
    return sorted(
        (*labelled, *(m for m in _SIGNATURE.finditer(text) if m.start() not in taken)), key=lambda match: match.start()
    )


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
    facts |= _codes(flow, named)
    facts |= _account(flow, named)
    return facts | _signed(flow, named, pages)


def _agreed(values: Sequence[Value]) -> Fact:
    """The first naming; proven where another place of the contract (the signature) names the same."""
    fact = text_fact(values[0])
    again = any(name_key(text_fact(other).value) == name_key(fact.value) for other in values[1:])
    update = {"status": Status.PROVEN, "checks": ("named_twice",)} if again else {}
    return fact.model_copy(update=update)


def _side_at(named: Sequence[Mention], line: int) -> str:
    """Whose block a line stands in: that of the last party named at or before it."""
    return next((mention.side for mention in reversed(named) if mention.line <= line), "")


def _codes(flow: Flow, named: Sequence[Mention]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for number, line in enumerate(flow.lines):
        matches = list(_USCC.finditer(line.text))
        sides = "ab" if len(matches) == 2 else _side_at(named, number) * len(matches)
        for side, match in zip(sides, matches, strict=False):
            if side:
                facts.setdefault(f"party_{side}_tax_id", _code(line.value(*match.span(1)), match[1].upper()))
    for match in _USCC.finditer(flow.prose):
        side = _side_at(named, flow.line_of(match.start()))
        if side and len(match[1]) == _USCC_LENGTH:  # a code that the margin tore in two
            facts.setdefault(f"party_{side}_tax_id", _code(flow.value(*match.span(1)), match[1].upper()))
    return facts


def _code(value: Value, text: str) -> Fact:
    """A tax id; letters that no such code has (O I Z S V) are put right where the check digits then agree."""
    mended = repair(text, IdKind.USCC) if value.method is Method.OCR and len(text) == _USCC_LENGTH else None
    if mended is None or any(was != now and was not in "OIZSV" for was, now in zip(text, mended.text, strict=True)):
        return text_fact(value, text)
    return text_fact(value, mended.text).model_copy(update={"repair": mended.note})


def _account(flow: Flow, named: Sequence[Mention]) -> dict[str, Fact]:
    """Bank and account of the party that is paid: in B's block, under a payment heading, or the only one there is."""
    facts: dict[str, Fact] = {}
    for field, pattern in (("payee_bank", _BANK), ("payee_account", _ACCOUNT)):
        found = [
            (number, line, match, len(list(pattern.finditer(line.text))))
            for number, line in enumerate(flow.lines)
            for match in pattern.finditer(line.text)
        ]
        chosen = [(line, match) for number, line, match, count in found if count == 1 and _is_paid(flow, named, number)]
        pairs = [(line, match) for _, line, match, count in found if count == 2][1:2]
        for line, match in (chosen or pairs or [(line, match) for _, line, match, _ in found if len(found) == 1])[:1]:
            text = _LABEL_BEHIND.sub("", match[1].strip(" ,，。;"))
            if not _PLACEHOLDER.search(text):
                if field == "payee_account":
                    text += _continued(flow, line, match.end())
                clean = re.sub(r"[\s\-]", "", text) if field == "payee_account" else text
                facts[field] = text_fact(line.value(*match.span(1)), clean)
    return facts


def _continued(flow: Flow, line: Line, end: int) -> str:
    """The rest of a number that the margin tore in two: digits that stand alone, or before punctuation, below it."""
    number = flow.lines.index(line) + 1
    if line.text[end:].strip() or number >= len(flow.lines):
        return ""
    rest = _REST_OF_NUMBER.match(flow.lines[number].text)
    return rest[1] if rest else ""


def _is_paid(flow: Flow, named: Sequence[Mention], number: int) -> bool:
    near = " ".join(line.text for line in flow.lines[max(0, number - 3) : number + 1])
    return bool(_PAYEE_BLOCK.search(near)) or _side_at(named, number) == "b"


def _signed(flow: Flow, named: Sequence[Mention], pages: Sequence[Page]) -> dict[str, Fact]:
    """A seal close to the party's signature line counts as signed; without pixels nothing is said.

    Where a seal hides one party's line, another seal level with the first stands for it.
    """
    facts: dict[str, Fact] = {}
    for page in pages:
        blocks = {side: _anchor(flow, named, side, page.number) for side in "ab"}
        given = {seal: side for seal in page.seals if (side := _nearest(seal, blocks, page))}
        for seal in page.seals:
            side = given.get(seal) or _level_side(seal, given, blocks)
            if side:
                shown = Token(seal.text or "印章", seal.box, page.number, 1.0, page.method)
                facts.setdefault(f"signed_{side}", flag_fact(Value((shown,))))
    return facts


def _level_side(seal: Seal, given: dict[Seal, str], blocks: dict[str, Value | None]) -> str:
    """The party whose own line was not found, for a seal beside that of the other party."""
    missing = [side for side, block in blocks.items() if block is None]
    level = [other for other in given if abs(other.box.center[1] - seal.box.center[1]) < 0.5 * seal.box.height]
    return missing[0] if len(missing) == 1 and level else ""


def _anchor(flow: Flow, named: Sequence[Mention], side: str, page: int) -> Value | None:
    """The signature label of a party on that page."""
    for mention in reversed(named):
        line = flow.lines[mention.line]
        if mention.side == side and mention.signing and line.spans[0][1].page == page:
            marks = _marks(line.text)
            role = next((m for m in marks if side_of(m["role"], m["also"] or "") == side), None)
            return line.value(0, len(line.text)) if role is None else line.value(role.start(), role.end())
    return None


def _nearest(seal: Seal, blocks: dict[str, Value | None], page: Page) -> str:
    """The side whose signature line is nearest to the seal, within a sixth of the page's height."""
    x, y = seal.box.center
    best, side = page.height / 6, ""
    for name, value in blocks.items():
        if value is None:
            continue
        box = value.box
        dx = max(0.0, box.x0 - x, x - box.x1 - page.width / 4)
        dy = max(0.0, box.y0 - y, y - box.y1)
        if (dx * dx + dy * dy) ** 0.5 < best:
            best, side = (dx * dx + dy * dy) ** 0.5, name
    return side
