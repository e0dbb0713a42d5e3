"""Certificates about the applicant: identity card, old organisation and tax certificates, new name, park title."""

from __future__ import annotations

import re

from evidence.fact import Fact, Status
from evidence.kind import Kind
from extractors.anchors import Value
from extractors.facts import date_fact, text_fact
from extractors.papers.asked import Ask, Form, code, company, credit_code, day, line, named, number
from extractors.papers.paper import Facts, Paper, Seen, dated, last_day, only_day, said, told
from extractors.values.dates import find_dates
from extractors.values.identifiers import IdentifierError, IdKind, org_code_valid, parse_citizen, repair


def _citizen(seen: Seen, facts: Facts) -> Facts:
    """person_id by its check digit, and what OCR glues to its label: the name, the end of the term."""
    for entry in seen.flow.lines:
        found = re.search(r"(?<!\d)\d{17}[\dXx](?!\d)", entry.squeezed)
        if found and "person_id" not in facts:
            fact = _checked(entry.value(0, len(entry.text)), found[0].upper())
            facts = facts | ({"person_id": fact} if fact is not None else {})
    called = r"姓名:?(?P<value>[一-鿿·]{2,12}?)(?=性别|民族|出生|公民|住址|$)"
    return _until(seen, told(seen, facts, "name", called))


def _checked(value: Value, plain: str) -> Fact | None:
    """A citizen number: proven by its check digit, mended where exactly one misread character explains it."""
    try:
        good = parse_citizen(plain)
    except IdentifierError:
        mended = repair(plain, IdKind.CITIZEN)
        if mended is None:
            return text_fact(value, plain).model_copy(update={"checks": ("not:citizen",)})
        return text_fact(value, mended.text).model_copy(update={"repair": mended.note})
    if good is None:
        return None
    return text_fact(value, good).model_copy(update={"status": Status.PROVEN, "checks": ("citizen",)})


def _until(seen: Seen, facts: Facts) -> Facts:
    """valid_until: the second day behind 有效期; a term without end (长期) has none."""
    for entry in seen.flow.lines:
        mark = re.search(r"有效期限?(?:至)?", entry.squeezed)
        found = find_dates(entry.text)
        if mark and found and "valid_until" not in facts and (len(found) == 2 or "至" in entry.text):
            facts = facts | {"valid_until": date_fact(entry.value(found[-1].start, found[-1].end), found[-1].day)}
    return facts


ID = Paper(
    Kind.ID_CARD,
    Form(
        (Ask("name", r"姓名", named),),
        r"性别.{0,1}|民族|出生|住址|公民身份号码|签发机关|有效期限|中华人民共和国|居民身份证",
    ),
    finish=_citizen,
    more=("person_id", "valid_until"),
)


def _org_code(value: Value) -> Fact | None:
    """Eight characters and the check digit, with or without the hyphen."""
    plain = value.squeezed.upper().replace("-", "")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", plain):
        return None
    fact = text_fact(value, plain)
    if org_code_valid(plain):
        return fact.model_copy(update={"status": Status.PROVEN, "checks": ("org_code",)})
    return fact.model_copy(update={"checks": ("not:org_code",)})


ORG = Paper(
    Kind.ORG_CODE_CERT,
    Form(
        (
            Ask("name", r"机构名称|单位名称", company),
            Ask("org_code", r"(?:组织机构)?代码(?!证)", _org_code),
            Ask("company_type", r"机构类型", line),
            Ask("legal_rep", r"法定代表人|负责人", named),
            Ask("address", r"地址|机构地址", line),
        ),
        r"有效期限?|颁发单位|登记号|年检|中华人民共和国|组织机构代码证|注册号",
    ),
    finish=_until,
    more=("valid_until",),
)
TAX_REGISTRATION = Paper(
    Kind.TAX_REG_CERT,
    Form(
        (
            Ask("name", r"纳税人名称|单位名称", company),
            Ask("uscc", r"(?:纳税人识别号|[国地]税字|税字|税号|统一社会信用代码)(?:第)?", credit_code),
            Ask("legal_rep", r"法定代表人(?:\(负责人\))?|负责人", named),
            Ask("address", r"(?:注册)?地址|生产经营地址", line),
            Ask("company_type", r"登记注册类型", line),
            Ask("business_scope", r"经营范围", line),
            Ask("reg_date", r"(?:发证|登记|成立)日期", day),
        ),
        r"发证税务机关|批准设立机关|扣缴义务|组织机构代码|税务登记证|副本|正本",
    ),
)


def _renamed(seen: Seen, facts: Facts) -> Facts:
    """Both names where the notice tells them in a sentence or a row 名称 | before | after, and the day."""
    for pattern in _RENAMED:
        old, new = said(seen.flow, pattern, "old"), said(seen.flow, pattern, "new")
        if old is not None and new is not None and {"old_name", "new_name"} - facts.keys():
            facts = facts | {"old_name": text_fact(old), "new_name": text_fact(new)}
    for entry in seen.flow.lines:
        row = re.fullmatch(
            r"(?:企业|公司|单位|市场主体)?名称(?:变更)?:?\s*(?P<old>\S{4,40}(?:公司|合伙\)|中心|厂|社|院|所)):?\s+(?P<new>\S{4,40})",
            entry.text,
        )
        if row and row["old"] != row["new"] and {"old_name", "new_name"} - facts.keys():
            facts = facts | {name[:3] + "_name": text_fact(entry.value(*row.span(name))) for name in ("old", "new")}
    return dated(seen, facts, "change_date", only_day(seen.flow) or last_day(seen.flow))


_QUOTED = r"[“\"「《]?(?P<{}>[^“”\"「」《》,。:;]{{4,40}}?(?:公司|合伙\)|中心|厂|社|院|所))[”\"」》]?"
_RENAMED = (
    rf"(?:由|原(?:企业|公司|单位)?(?:名称)?(?:为|是|:)?){_QUOTED.format('old')},?(?:现)?(?:依法)?(?:名称)?(?:变更|更名|改名)为:?{_QUOTED.format('new')}",
    rf"名称(?:由|从){_QUOTED.format('old')}(?:变更|更改|更名)(?:为|成){_QUOTED.format('new')}",
)
RENAMED = Paper(
    Kind.NAME_CHANGE_NOTICE,
    Form(
        (
            Ask(
                "old_name",
                r"原(?:企业|公司|单位)?名称|变更前(?:的)?(?:企业|公司|单位)?名称|变更前(?:内容)?|曾用名",
                company,
            ),
            Ask(
                "new_name",
                r"(?:现|新)(?:企业|公司|单位)?名称|变更后(?:的)?(?:企业|公司|单位)?名称|变更后(?:内容)?",
                company,
            ),
            Ask("change_date", r"(?:变更|核准|登记|准予变更|变更核准|变更登记)(?:日期|时间)", day),
            Ask("uscc", r"统一社会信用代码(?:/注册号)?|注册号", credit_code),
        ),
        r"登记机关|变更事项|变更项目|法定代表人|名称|住所|经营范围",
    ),
    finish=_renamed,
)


def _level(seen: Seen, facts: Facts) -> Facts:
    """The level a park is recognised at, by whom, when, and its area where the paper states it."""
    facts = told(seen, facts, "level", r"(?P<value>国家级|省级|市级|区级|县级)")
    facts = told(seen, facts, "park_name", _PARK)
    for name, form in (("document_no", _DOCUMENT_NO), ("issuer", _ISSUER)):
        alone = next((x for x in seen.flow.lines if re.fullmatch(form, x.squeezed)), None)
        if name not in facts and alone is not None:
            facts = facts | {name: text_fact(alone.value(0, len(alone.text)))}
    area = re.search(r"面积[约为:]{0,3}(?P<value>\d[\d,.]*)(?P<unit>平方米|平方公里|亩|公顷|㎡|km2)", seen.flow.prose)
    if "area" not in facts and area:
        fact = text_fact(seen.flow.value(area.start("value"), area.end("unit")), area["value"].replace(",", ""))
        facts = facts | {"area": fact.model_copy(update={"type": "number"})}
    return dated(seen, facts, "recognition_date", only_day(seen.flow) or last_day(seen.flow))


_PARK = (
    r"(?:认定|命名|同意设立|批准)(?:你[区市园])?[“\"]?(?P<value>(?!为)[^,。;:“”\"的]{2,30}?(?:园区|产业园|工业园|科技园|开发区|集聚区|孵化园))"
    r"(?!的(?:批复|通知|公告|决定|函))"
)
_DOCUMENT_NO = r"[一-鿿]{1,10}[〔\[(]\d{4}[〕\])]\d{1,4}号"
_ISSUER = r"[一-鿿]{2,16}?(?:人民政府|管理委员会|管委会|街道办事处|委员会|[局厅])(?:文件)?"
"""Who heads or signs such a paper stands on a line of its own."""

PARK = Paper(
    Kind.PARK_RECOGNITION,
    Form(
        (
            Ask("park_name", r"园区名称|(?:被认定|认定)园区", company),
            Ask("issuer", r"(?:认定|批准|发证|颁发|命名)(?:机关|部门|单位|机构)", company),
            Ask("level", r"(?:认定|园区)?(?:级别|等级|类型)", line),
            Ask("recognition_date", r"(?:认定|批准|命名|发证|颁发)(?:日期|时间)", day),
            Ask("area", r"(?:园区|规划|占地|建筑)?(?:总)?(?:占地|建筑)?面积(?:\(.{1,6}\))?", number),
            Ask("document_no", r"(?:文件|批复)?(?:文号|编号|证书编号)", code()),
        ),
        r"有效期|主导产业|运营单位|备注",
    ),
    finish=_level,
)
