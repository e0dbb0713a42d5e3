"""核心指标: a 是 needs every sub-condition shown by a proof (PRK-08); ratios and counts are taken from lists (PRK-09).

A proof that denies a condition contradicts the tick; a proof that is not there only leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.names import name_key
from evidence.park import CheckState
from evidence.policy import ParkCondition, ParkMeasure
from evidence.record import Record, Row
from evidence.views import sure
from rules.park.site import CONFORMITY, Check, Said, Site, figure_of, half_step, number_of, percent, ticked

_NOT_YET = re.compile(
    r"尚未|暂未|未能|未(?:建|接|配|实现|完成|开展|达到|通过|上线)|正在(?:建设|推进)|计划(?:于|在|建)|拟(?:于|在|建)|没有|不具备"
)
_LEVEL = re.compile(r"[Ll](\d)")
_NOTHING = ("", "无", "否", "-", "/", "—", "未")


def checks(site: Site) -> Iterator[Check]:
    """Every ticked item of the core indicators, then every ratio and count, in the order of the form."""
    for row in site.form.rows:
        if row.text("group") == CONFORMITY or not row.text("indicator"):
            continue
        measure = next((m for m in site.terms.measures if _is(row, m.indicator, m.item)), None)
        if measure is not None and figure_of(row) is not None:
            yield _measured(site, row, measure)
        elif ticked(row) == "yes":
            conditions = [one for one in site.terms.conditions if _is(row, one.indicator, one.item)]
            if conditions:
                yield _ticked(site, row, conditions)


def _is(row: Row, indicator: str, item: str) -> bool:
    return row.text("indicator") == indicator and row.text("item") == item


def _title(row: Row) -> str:
    return f"{row.text('indicator')}{row.text('item')}"


def _ticked(site: Site, row: Row, conditions: list[ParkCondition]) -> Check:
    """Every condition of a ticked item: shown, denied or without proof."""
    denied: list[tuple[str, Evidence]] = []
    missing: list[str] = []
    shown: list[Evidence] = []
    for condition in conditions:
        for_it, against = _proofs(site, row, condition)
        shown += for_it[:1]
        if not for_it and against:
            denied += [(condition.title, against[0])]
        elif not for_it:
            missing.append(condition.title)
    title, said = _title(row), []
    if denied:
        told = "；".join(f"{name}：“{place.raw[:60]}”" for name, place in denied)
        message = f"“{title}”勾选“是”，证明材料显示条件未全部满足（{told}）；未满足单条三级指标所有情况的，应选否"
        evidence = (*site.at(row, "met"), *(place for _, place in denied))
        said.append(Said("park_indicator_overclaimed", message, (site.form.id, title), evidence))
    if missing:
        message = f"“{title}”勾选“是”，未见以下条件的证明材料：{'、'.join(missing)}{site.note}"
        said.append(Said("park_indicator_unsupported", message, (site.form.id, title), site.at(row, "met")))
    state: CheckState = "fail" if denied else "cannot_determine" if missing else "pass"
    found = f"{len(conditions)}项条件，{len(conditions) - len(denied) - len(missing)}项有证明"
    return Check(row.text("category"), row.text("indicator"), row.text("item"), "是", found, state, tuple(said))


def _proofs(site: Site, row: Row, condition: ParkCondition) -> tuple[list[Evidence], list[Evidence]]:
    """Where proofs show the condition, and where they deny it; statements of other indicators say nothing."""
    for_it: list[Evidence] = []
    against: list[Evidence] = []
    for record, stated in site.statements:
        fact = stated.facts["statement"]
        text = "".join(fact.value.split())
        about = stated.text("indicator")
        if (about and about != row.text("indicator")) or not any(word in text for word in condition.words):
            continue
        if sure(fact):
            place = Evidence.at(record, "statement", fact)
            (for_it if _holds(text, condition) else against).append(place)
    screens = [r for r in site.papers.records.values() if r.kind is Kind.SYSTEM_SCREENSHOT and condition.least is None]
    for_it += [
        Evidence.of(r, "system_name") for r in screens if any(w in r.text("system_name") for w in condition.words)
    ]
    return for_it, against


def _holds(text: str, condition: ParkCondition) -> bool:
    """Whether the clause that names the condition affirms it, and its figure is large enough where one is asked."""
    clauses = [clause for clause in re.split(r"[，,。；;]", text) if any(word in clause for word in condition.words)]
    if any(_NOT_YET.search(clause) for clause in clauses):
        return False
    if condition.least is None:
        return True
    figures = [
        Decimal(number) * _days(unit, condition.unit)
        for clause in clauses
        for number, unit in re.findall(rf"(\d+(?:\.\d+)?)个?({condition.unit}|月|年)", clause)
    ]
    return any(figure >= condition.least for figure in figures)


def _days(unit: str, asked: str) -> int:
    return {"月": 30, "年": 365}.get(unit, 1) if asked == "天" else 1


def _measured(site: Site, row: Row, measure: ParkMeasure) -> Check:
    """A ratio or count against its list."""
    stated = figure_of(row) or Decimal(0)
    title, unit = _title(row), row.text("unit")
    declared = f"{stated}{unit}"
    head = (row.text("category"), row.text("indicator"), row.text("item"), declared)
    record = site.listing(measure.column, measure.titles)
    place = site.at(row, "figure")
    if record is None:
        if not stated:
            return Check(*head, "填报为0", "pass")
        message = f"“{title}”填报{declared}，未见可核算的名单{site.note}"
        return Check(*head, message, "cannot_determine",
                     (Said("park_indicator_unsupported", message, (site.form.id, title), place),))  # fmt: skip
    counted = _counted(site, record, measure)
    evidence = (*place, *_where(record, measure.column))
    if counted is None:
        message = f"“{title}”填报{declared}，名单未能读全或分母未能确定，比例（数量）未能核算"
        return Check(*head, message, "cannot_determine",
                     (Said("rule_cannot_determine", message, (site.form.id, title), evidence),))  # fmt: skip
    value, told = counted
    if abs(value - stated) <= half_step(stated) or _as_wan(measure, unit, value, stated):
        return Check(*head, told, "pass")
    message = f"“{title}”填报{declared}，按名单核算{told}，不一致"
    said = Said("park_ratio_mismatch", message, (site.form.id, title), evidence)
    return Check(*head, told, "fail", (said,))


def _as_wan(measure: ParkMeasure, unit: str, value: Decimal, stated: Decimal) -> bool:
    """A list that counts single registrations where the form asks for 万条."""
    return measure.how == "sum" and unit.startswith("万") and abs(value / 10_000 - stated) <= half_step(stated)


def _where(record: Record, column: str) -> tuple[Evidence, ...]:
    row = next((row for row in record.rows if column in row.facts), None)
    return (Evidence.at(record, column, row.facts[column]),) if row else ()


def _counted(site: Site, record: Record, measure: ParkMeasure) -> tuple[Decimal, str] | None:
    """The value and how it came about; None where the list or the denominator cannot be told."""
    rows = [row for row in record.rows if not measure.only or measure.only in row.text(measure.column)]
    if any(not sure(row.facts.get(measure.column)) for row in rows if measure.column in row.facts):
        return None
    if measure.how == "sum":
        total = sum((number_of(row, measure.column) or Decimal(0) for row in rows), Decimal(0))
        return total, f"名单合计{total:,}"
    if measure.how == "ratio":
        part = sum((number_of(row, measure.column) or Decimal(0) for row in rows), Decimal(0))
        whole = sum((number_of(row, measure.over) or Decimal(0) for row in rows), Decimal(0))
        return (percent(part, whole), f"{part:,}/{whole:,}={percent(part, whole):.2f}%") if whole else None
    holding = [row for row in rows if _holds_in(row, measure)]
    if measure.how == "count":
        return Decimal(len(holding)), f"名单计{len(holding)}"
    names = {name_key(row.text("name")) for row in holding}
    whole = Decimal(_denominator(site, rows, holding, measure))
    if not whole or len(names) > whole:
        return None
    share = percent(Decimal(len(names)), whole)
    return share, f"{len(names)}/{whole}={share:.2f}%"


def _holds_in(row: Row, measure: ParkMeasure) -> bool:
    """Whether a row of a list counts: a flag that is set, a level that is reached, a cell that says something."""
    fact = row.facts.get(measure.column)
    if fact is None:
        return False
    if fact.type == "flag":
        return fact.flag
    if fact.type == "number":
        return fact.number > 0
    level = _LEVEL.search(fact.value)
    if measure.least and level:
        return int(level[1]) >= int(measure.least)
    return fact.value.strip() not in _NOTHING


def _denominator(site: Site, rows: list[Row], holding: list[Row], measure: ParkMeasure) -> int:
    """Of all tenants, or of those 规上: as the tenants' list has them; else the list itself where it is complete.

    A list that names only enterprises that count cannot be its own denominator; the form's number of enterprises can.
    """
    tenants = site.tenants
    large = [row for row in tenants.values() if "large" in row.facts]
    if measure.over == "large" and large:
        return sum(row.facts["large"].flag for row in large)
    if measure.over == "tenants" and tenants:
        return len(tenants)
    if len(holding) < len(rows):
        return len({name_key(row.text("name")) for row in rows})
    stated = site.form.facts.get("enterprises")
    known = measure.over == "tenants" and stated is not None and stated.type == "number" and sure(stated)
    return int(stated.number) if known and stated else 0
