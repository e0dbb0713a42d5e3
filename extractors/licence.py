"""Business licences (营业执照), both layouts: the code, who holds it, since when and until when, and what for.

The unified social credit code is proven by its two check digits (GB 32100, GB 11714) or by the code on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from evidence.fact import Fact, Status
from evidence.kind import Kind
from evidence.names import uscc_valid
from evidence.record import Record
from extractors.anchors import Label, Sheet, Token, Value, Vocabulary
from extractors.facts import date_fact, day_in, text_fact
from extractors.fields import LICENCE as FIELDS
from extractors.part import Form, Part
from extractors.tokens import reading_order, squeeze
from extractors.values.dates import find_dates
from extractors.values.identifiers import IdKind, parse_tax_id, repair

VOCABULARY = Vocabulary(
    {
        "uscc": r"统一社会信用代码|注册号/?统一社会信用代码|社会信用代码",
        "name": r"(?:企业|单位|公司)?名称|字号名称",
        "company_type": r"(?:公司|企业|主体)?类型",
        "legal_rep": r"法定代表人(?:姓名)?|负责人|经营者|执行事务合伙人|投资人|法人代表",
        "address": r"住所|营业场所|经营场所|主要经营场所|企业住所|注册地址|地址",
        "reg_capital": r"注册资本|注册资金|出资额|成员出资总额",
        "reg_date": r"成立日期|注册日期|成立时间",
        "term": r"营业期限(?:自)?|经营期限|合伙期限|有效期限",
        "business_scope": r"经营范围",
    },
    r"登记机关|核准日期|发照日期|副本|正本|编号|证照编号|实收资本|组成形式|国家企业信用信息公示系统|国家市场监督管理总局监制|扫描二维码.*|年月日",
)
_LABELS = ("uscc", "name", "company_type", "legal_rep", "address", "reg_capital", "reg_date", "term", "business_scope")
_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_HOLDER = re.compile(
    r"(?:公司|企业|厂|合作社|事务所|研究院|研究所|中心|合伙\)?|商行|经营部|工作室|集团|店)(?:\([^)]+\))?$"
)


class Licence:
    """Reads a business licence."""

    name = "licence"
    kinds: tuple[Kind, ...] = (Kind.LICENCE,)
    fields = FIELDS
    reads: tuple[Form, ...] = ("pages",)

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """By its title and how many of its labels stand on one page."""
        if len(part.pages) != 1 or part.tables:
            return {}
        text = squeeze(part.text)
        if "营业执照" not in text:
            return {}
        found = {label.name for label in Sheet.of(part.pages[0], VOCABULARY).labels} & set(_LABELS)
        titled = not re.search(r"甲方|复印件提供|价税合计|申报表", text)
        score = 0.5 * titled + 0.07 * len(found)
        return {Kind.LICENCE: round(min(score, 0.98), 3)} if titled and len(found) >= 3 else {}

    def extract(self, part: Part, kind: Kind) -> Record:
        """The licence's facts."""
        page = part.pages[0]
        sheet = Sheet.of(page, VOCABULARY)
        sheet.claim_right()
        facts: dict[str, Fact] = {}
        for name in ("name", "company_type", "legal_rep", "address", "reg_capital"):
            value = _first(sheet, name)
            if value is not None and re.search(r"\w", value.squeezed):
                facts[name] = text_fact(value)
        if "name" not in facts or not _HOLDER.search(facts["name"].value):
            facts |= _holder(sheet)
        facts |= _dates(sheet) | _scope(sheet)
        code = _code(sheet, [code.payload for code in page.codes])
        if code is not None:
            facts["uscc"] = code
        return part.record(kind, facts, extractor=self.name)


def _first(sheet: Sheet, name: str) -> Value | None:
    return next((value for label in sheet.named(name) if (value := sheet.value(label, below=False)) is not None), None)


def _holder(sheet: Sheet) -> dict[str, Fact]:
    """The topmost text that ends like the name of a company, where the label of the name could not be read."""
    for token in reading_order(sheet.free):
        text = squeeze(token.text)
        if (
            _HOLDER.search(text)
            and 4 <= len(text) <= 50
            and not re.search(r"有限(?:责任)?公司\(|监督|管理局", text[:-8])
        ):
            return {"name": text_fact(Value((token,)), re.sub(r"^(?:名称|称):?", "", text))}
    return {}


def _dates(sheet: Sheet) -> dict[str, Fact]:
    """reg_date, and valid_until as the last day of the term (a licence without end has none)."""
    facts: dict[str, Fact] = {}
    value = _first(sheet, "reg_date")
    day = day_in(value) if value is not None else None
    if value is not None and day is not None:
        facts["reg_date"] = date_fact(value, day)
    term = _first(sheet, "term")
    dates = find_dates(term.raw) if term is not None else ()
    if term is not None and dates and (len(dates) == 2 or re.match(r"至", term.squeezed)) and "长期" not in term.raw:
        facts["valid_until"] = date_fact(term, dates[-1].day)
    return facts


def _scope(sheet: Sheet) -> dict[str, Fact]:
    """The scope of business: everything right of its label down to the next label of the column or the registrar.

    `一般项目：` and `许可项目：` look like labels; what follows them is part of the scope.
    """
    label = next(iter(sheet.named("business_scope")), None)
    if label is None:
        return {}
    bottom = min((x.box.y0 for x in sheet.labels if x.box.y0 > label.box.y1 and _ends(x, label)), default=float("inf"))
    listed = [x for x in sheet.labels if x.name == "stop" and re.match(r"(?:一般|许可)", squeeze(x.text))]
    inside = [
        token
        for token in (*sheet.free, *(x.tail for x in listed if x.tail))
        if token.box.x0 >= label.box.x1 - label.box.height
        and label.box.y0 - 0.7 * label.box.height <= token.box.y0
        and token.box.y1 <= bottom
        and len(squeeze(token.text)) > 1
    ]
    tail: list[Token] = [label.tail] if label.tail else []
    lines = tail + [token for token in reading_order(inside) if not re.search(r"市场监|工商行政", token.text)]
    while lines and find_dates(lines[-1].text) and len(lines[-1].text) < 16:
        lines.pop()
    return {"business_scope": text_fact(Value(tuple(lines)))} if lines else {}


def _ends(other: Label, label: Label) -> bool:
    return other.box.x0 < label.box.x1 or "登记机关" in other.text


def _code(sheet: Sheet, payloads: list[str]) -> Fact | None:
    """The credit code, from its label or anywhere on the page; a misread character is put right by the check digits."""
    value = _first(sheet, "uscc")
    tokens = [token for token in sheet.free if _CODE.search(squeeze(token.text).upper())]
    for candidate in ([value] if value else []) + [Value((token,)) for token in tokens]:
        text = _of_length(candidate.squeezed)
        tax_id = parse_tax_id(text)
        if tax_id is None or tax_id.kind is not IdKind.USCC:
            continue
        return _checked(candidate, text, payloads)
    return None


def _of_length(text: str) -> str:
    """The 18 characters of the code: what is left of a label beside them is not of its alphabet."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    windows = [plain[start : start + 18] for start in range(max(1, len(plain) - 17))]
    return next((window for window in windows if uscc_valid(window)), windows[0])


def _checked(value: Value, text: str, payloads: list[str]) -> Fact:
    tax_id = parse_tax_id(text)
    if any(text in payload for payload in payloads):
        return text_fact(value, text).model_copy(update={"status": Status.PROVEN, "checks": ("qr",)})
    if tax_id is not None and tax_id.is_valid:
        return text_fact(value, text).model_copy(update={"status": Status.PROVEN, "checks": tax_id.checks})
    mended = repair(text, IdKind.USCC)
    if mended is not None:
        return text_fact(value, mended.text).model_copy(update={"repair": mended.note})
    return text_fact(value, text).model_copy(update={"checks": tax_id.checks if tax_id else ()})


LICENCE = Licence()
