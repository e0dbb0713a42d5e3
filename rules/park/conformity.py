"""符合性指标: recognition, operator, main direction, area, occupancy, revenue share, accidents (PRK-01 … PRK-07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.names import name_key, surely_other
from evidence.record import Record, Row
from evidence.views import sure
from rules.park.occupancy import occupancy
from rules.park.site import CONFORMITY, Check, Said, Site, conform, figure_of, half_step, number_of, percent, ticked

_LOW = re.compile(r"街道|居民委员会|村民委员会|社区|(?<!区|县|市)(?:镇|乡)(?:人民政府|政府|党委)|有限公司|协会|商会")
_ORGAN = re.compile(r"政府|局|委员会|管委会|厅|部$|办公室$")
_PARK_WORK = re.compile(
    r"园区(?:的)?(?:管理|运营|开发|建设|服务|招商)|(?:产业园|工业园|科技园).{0,8}(?:管理|运营|开发|建设)|土地整治|园区开发"
)
_DEAL = re.compile(r"(?:园|基地).{0,12}(?:运营|开发|建设|招商|托管|管理)|(?:运营|托管|招商).{0,8}园")
_AGENT = re.compile(r"物业(?:服务|管理)")
_HQ = re.compile(r"总部经济|总部基地|总部园")
_EMPTY = re.compile(r"[（(].*?[)）]|[\s_＿:：。.、；;]+")
SQUARE = {"万平方米": Decimal(10_000), "平方公里": Decimal(1_000_000), "平方米": Decimal(1), "亩": Decimal(2000) / 3,
          "公顷": Decimal(10_000), "㎡": Decimal(1), "m2": Decimal(1), "km2": Decimal(1_000_000)}  # fmt: skip
"""Square metres of each unit."""


def checks(site: Site) -> Iterator[Check]:
    """All conditions in the order of the form."""
    yield recognition(site)
    yield operator(site)
    yield from named(site)
    yield area(site)
    yield occupancy(site)
    yield revenue_share(site)
    yield accidents(site)


def recognition(site: Site) -> Check:
    """PRK-01: who recognised the park; whether papers are there at all is asked with the other materials."""
    found = [record for record in site.papers.records.values() if record.kind is Kind.PARK_RECOGNITION]
    park = site.form.text("park_name")
    own = [r for r in found if not surely_other(r.text("park_name"), park)]
    name = "园区认定"
    if not found:
        return conform(name, park, "未见认定文件；是否在成都市产业园区清单内需另行核实", (), known=False)
    if not own:
        others = "、".join(dict.fromkeys(record.text("park_name") for record in found))
        message = f"所附认定文件所载园区为“{others}”，与申报园区“{park}”不同，未见申报园区的认定文件"
        evidence = tuple(Evidence.of(record, "park_name") for record in found)
        said = Said("park_recognition_missing", message, (site.form.id, name), evidence)
        return conform(name, park, message, (said,), known=False)
    issuers = [(record, record.text("issuer")) for record in own if sure(record.facts.get("issuer"))]
    high = [issuer for _, issuer in issuers if _ORGAN.search(issuer) and not _LOW.search(issuer)]
    if high:
        return conform(name, park, f"由{high[0]}认定", (), known=True)
    low = [(record, issuer) for record, issuer in issuers if _LOW.search(issuer)]
    evidence = tuple(Evidence.of(record, "issuer") for record in own)
    if low and len(issuers) == len(own):
        message = (
            f"园区认定文件由“{low[0][1]}”出具，未见区（市）县及以上相关部门认定，提请核实是否已纳入成都市产业园区清单"
        )
        return conform(name, park, message, (Said("park_recognition_level_low", message, (low[0][0].id,), evidence),),
                      known=True)  # fmt: skip
    message = "园区认定文件的认定部门未能识别，层级需人工核对"
    return conform(name, park, message, (Said("rule_cannot_determine", message, (own[0].id, name), evidence),),
                  known=False)  # fmt: skip


def operator(site: Site) -> Check:
    """PRK-02: the applicant builds or runs the park, by contract or by its registered scope."""
    name, ours = "申报主体", name_key(site.papers.applicant.name)
    deals = [r for r in site.papers.records.values() if _is_deal(r)]
    by_us = [r for r in deals if ours in _parties(r) and not _AGENT.search(r.text("contract_name"))]
    licence = next((r for r in site.papers.records.values() if r.kind is Kind.LICENCE), None)
    scope = licence.text("business_scope") if licence else ""
    if by_us:
        return conform(
            name, site.papers.applicant.name, f"运营（建设）合同{by_us[0].text('contract_no')}", (), known=True
        )
    scoped = _PARK_WORK.search(scope) is not None
    known = licence is not None and sure(licence.facts.get("business_scope"))
    others = [r for r in deals if all(sure(r.facts.get(side)) for side in ("party_a", "party_b"))]
    evidence = tuple(Evidence.of(record, "party_b") for record in deals)
    if others and site.papers.applicant_sure and not any(ours in _parties(r) for r in deals):
        message = (
            f"园区运营（建设）合同双方为“{others[0].text('party_a')}”与“{others[0].text('party_b')}”，"
            "未见申报单位为园区建设或运营单位的依据"
        )
        code = "applicant_not_park_operator" if known and not scoped else "rule_cannot_determine"
        said = Said(code, message, (others[0].id, name), evidence)
        return conform(name, site.papers.applicant.name, message, (said,), known=True)
    if scoped:
        return conform(name, site.papers.applicant.name, "营业执照经营范围含园区建设、运营管理", (), known=True)
    message = f"未见申报单位建设或运营园区的合同、权属或经营范围依据，请补充{site.note}"
    said = Said("rule_cannot_determine", message, (site.form.id, name), evidence or site.at(None))
    return conform(name, site.papers.applicant.name, message, (said,), known=False)


def _is_deal(record: Record) -> bool:
    kinds = (Kind.CONTRACT, Kind.SERVICE_CONTRACT, Kind.FRAMEWORK_CONTRACT, Kind.CONTRACT_SUPPLEMENT)
    return record.kind in kinds and _DEAL.search(record.text("contract_name") or record.text("subject")) is not None


def _parties(record: Record) -> set[str]:
    return {name_key(record.text("party_a")), name_key(record.text("party_b"))}


def named(site: Site) -> Iterator[Check]:
    """PRK-07: the main direction and at least one leading enterprise are named."""
    for name, words in (("主攻方向", ("主攻产业方向", "主攻方向")), ("标杆企业", ("标杆企业",))):
        row = site.item(*words, group=CONFORMITY)
        if row is None or not sure(row.facts.get("statement")):
            yield conform(name, "", "申报表未读到该项", (), known=False)
            continue
        text = row.text("statement")
        for word in ("园区主攻产业方向", "园区主攻方向", "园区标杆企业", *words):
            text = text.replace(word, "")
        value = _EMPTY.sub("", text)
        said = () if value else (
            Said("form_field_missing", f"申报表“园区{name}”未填写", (site.form.id, name), site.at(row, "statement")),
        )  # fmt: skip
        yield conform(name, value, value or "未填写", said, known=True)


def area(site: Site) -> Check:
    """PRK-03: square metres by the head of the form, the indicator and the recognition; the smallest must suffice."""
    row = site.item("占地面积", "园区面积", "园区规模", group=CONFORMITY)
    shown = list(_areas(site, row))
    name = "园区面积"
    if not shown:
        message = "申报表未能读到园区面积"
        said = Said("rule_cannot_determine", message, (site.form.id, name), site.at(row, "statement"))
        return conform(name, "", message, (said,), known=False)
    told = "；".join(f"{what}{metres:,.0f}平方米" for what, metres, _, _ in shown)
    said_all: list[Said] = []
    evidence = tuple(place for _, _, _, place in shown)
    apart = [(a, b) for a in shown for b in shown if abs(a[1] - b[1]) > a[2] + b[2]]
    if apart:
        said_all.append(Said("park_area_inconsistent", f"园区面积前后不一致：{told}", (site.form.id, name), evidence))
    least, kind = _least(site, row)
    if least is None:
        low, high = sorted((site.terms.hq_area_min_m2, site.terms.mfg_area_min_m2))
        decided = {metres >= high for _, metres, _, _ in shown} == {True} or all(m < low for _, m, _, _ in shown)
        least = high if decided else None
    if least is None:
        message = f"{told}；园区为制造业园区还是工业总部经济园区未能识别，面积条件需人工核对"
        said_all.append(Said("rule_cannot_determine", message, (site.form.id, name, "类型"), evidence))
    elif all(metres + step < least for _, metres, step, _ in shown):
        message = f"{told}，低于{kind or '园区'}占地面积{least:,.0f}平方米的条件"
        said_all.append(Said("park_area_below_min", message, (site.form.id, name), evidence))
    declared = f"{shown[0][1]:,.0f}平方米"
    return conform(name, declared, told, tuple(said_all), known=True)


def _areas(site: Site, row: Row | None) -> Iterator[tuple[str, Decimal, Decimal, Evidence]]:
    """(what states it, square metres, half a unit, where); a built-up area (建筑面积) is no land area."""
    head = site.form.facts.get("area")
    if head is not None and head.type == "number" and sure(head):
        unit = SQUARE["平方公里"]
        yield "园区概况", head.number * unit, half_step(head.number) * unit, Evidence.at(site.form, "area", head)
    figure = figure_of(row)
    if row is not None and figure is not None and "建筑面积" not in row.text("statement"):
        unit = SQUARE.get(row.text("unit"), SQUARE["万平方米"])
        yield "指标填报", figure * unit, half_step(figure) * unit, Evidence.at(site.form, "figure", row.facts["figure"])
    for record in site.papers.records.values():
        fact = record.facts.get("area")
        if record.kind is Kind.PARK_RECOGNITION and fact is not None and fact.type == "number" and sure(fact):
            size = next((metres for word, metres in SQUARE.items() if word in fact.raw), None)
            if size is not None and not surely_other(record.text("park_name"), site.form.text("park_name")):
                place = Evidence.at(record, "area", fact)
                yield "认定文件", fact.number * size, half_step(fact.number) * size, place


def _least(site: Site, row: Row | None) -> tuple[Decimal | None, str]:
    """The least area and for which kind of park; None where the form does not say which kind it is."""
    stated = site.item("产业园区清单", "总部经济园区", group=CONFORMITY)
    text = "".join(one.text("statement") for one in (stated, row) if one)
    raw = "".join(fact.raw for one in (stated, row) if one for fact in (one.facts.get("statement"),) if fact)
    if re.search(r"[√☑■✓✔]\s*(?:工业)?总部", raw) or _HQ.search(site.form.text("park_name")):
        return site.terms.hq_area_min_m2, "工业总部经济园区"
    if re.search(r"[√☑■✓✔]\s*制造业", raw) or re.search(r"制造业园区占地面积[^。]*?达到\s*\d", text):
        return site.terms.mfg_area_min_m2, "制造业园区"
    if re.search(r"总部经济园区占地面积[^。]*?达到\s*\d", text):
        return site.terms.hq_area_min_m2, "工业总部经济园区"
    return None, ""


def revenue_share(site: Site) -> Check:
    """PRK-05: revenue of manufacturers and industrial headquarters over that of all tenants, from the list."""
    row = site.item("营收占比", "营业收入占比", "营业收入", group=CONFORMITY)
    record, name = site.listing("revenue"), "营业收入占比"
    stated = figure_of(row)
    declared = f"{stated}%" if stated is not None else ""
    rows = [r for r in record.rows if r.text("name")] if record else []
    known = [(r, number_of(r, "revenue")) for r in rows]
    if record is None or not rows or any(value is None or not sure(r.facts.get("industry")) for r, value in known):
        message = f"未见（或未能读全）入驻企业名单及其行业、营业收入，营收占比无法核算{site.note}"
        said = Said("rule_cannot_determine", message, (site.form.id, name), site.at(row, "statement"))
        return conform(name, declared, message, (said,), known=False)
    whole = sum((value for _, value in known if value), Decimal(0))
    counted = sum((v for r, v in known if v and _counts(site, r.text("industry"))), Decimal(0))
    share = percent(counted, whole)
    told = f"名单{len(rows)}家企业营业收入{whole:,.2f}元，其中制造业及工业总部经济{counted:,.2f}元，占{share:.2f}%"
    evidence = (Evidence.at(record, "revenue", rows[0].facts["revenue"]), *site.at(row, "statement"))
    said_all: list[Said] = []
    short = _shortfall(site, len(rows))
    if share < site.terms.revenue_share_min * 100:
        least = f"{site.terms.revenue_share_min:.0%}"
        code = "rule_cannot_determine" if short else "park_revenue_share_below_min"
        said_all.append(Said(code, f"{told}，低于{least}{short}", (site.form.id, name), evidence))
    if stated is not None and abs(share - stated) > half_step(stated):
        message = f"申报表营收占比{stated}%，{told}，不一致"
        said_all.append(Said("park_ratio_mismatch", message, (site.form.id, name), evidence))
    return conform(name, declared, told + short, tuple(said_all), known=True)


def _counts(site: Site, industry: str) -> bool:
    coded = re.match(r"C?(?P<number>\d{2})", industry)
    return any(word in industry for word in site.terms.industries) or bool(
        industry[:1] == "C" and coded and 13 <= int(coded["number"]) <= 43
    )


def _shortfall(site: Site, listed: int) -> str:
    """A note where the list names fewer enterprises than the form counts."""
    fact = site.form.facts.get("enterprises")
    total = int(fact.number) if fact is not None and fact.type == "number" and sure(fact) else 0
    return f"（名单{listed}家，申报表已入驻企业{total}家，名单不全）" if listed < total else ""


def accidents(site: Site) -> Check:
    """PRK-06: the form confirms three years without a grave accident."""
    row, name = site.item("重特大", "安全环境事故", "安全生产事故", group=CONFORMITY), "安全环境事故"
    years = site.terms.accident_free_years
    tick = ticked(row)
    if tick == "yes":
        return conform(name, "是", f"申报表已确认近{years}年未发生；是否属实由外部查询", (), known=True)
    evidence = site.at(row, "met", "statement")
    if tick == "unsure":
        message = f"申报表近{years}年重特大安全、环保事故一项未能读清，请人工核对"
        return conform(name, "", message, (Said("rule_cannot_determine", message, (site.form.id, name), evidence),),
                      known=False)  # fmt: skip
    what = "勾选“否”" if tick == "no" else "未勾选"
    message = f"申报表“园区近{years}年未发生过重特大安全生产事故和环保事故”一项{what}，未见申报单位确认"
    said = Said("park_accident_tick_missing", message, (site.form.id, name), evidence)
    return conform(name, "否" if tick == "no" else "", message, (said,), known=True)
