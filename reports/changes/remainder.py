"""What changed in the parts of a result that have no words of their own, item by item, so that nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evidence.result import Result
from reports.changes.section import Section, section
from reports.titles import SWITCHES

_PARTS = {
    "sensitivity": "敏感性分析",
    "checklist": "人工核对事项",
    "cloud": "上云子域与星级",
    "park": "园区指标",
    "reach": "区间与待答问题",
}
_NAMES = ("switch", "reading", "code", "group", "domain", "name", "indicator", "item", "star", "finding")
"""Fields that say which item of a list it is."""
_DETAILS = "细节不同（位置、次序或附属数据）"
_FIELDS = {
    "line": "明细",
    "recognised": "审定数",
    "subsidy": "补助",
    "answer": "查询结果",
    "adverse": "不利",
    "question": "问题",
    "state": "状态",
    "declared": "申报",
    "found": "核对结果",
    "ticked": "勾选",
    "files": "佐证",
    "moves": "影响金额",
    "due": "测算奖励",
    "asked": "申请奖励",
}


def remainder(old: Result, new: Result, told: frozenset[str]) -> list[Section]:
    """The parts of `_PARTS` leaf by leaf; any other field that differs and that no section `told` of, by name."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    rows: list[tuple[str, ...]] = []
    for field in sorted(before):
        if before[field] == after[field] or (field in told and field not in _PARTS):
            continue
        if field in _PARTS:
            rows += _part(_PARTS[field], _untold(field, before[field]), _untold(field, after[field]))
        else:
            rows.append((field, "", _DETAILS))
    return section("其他", rows)


def _untold(field: str, value: Any) -> Any:
    """The part without the figures that stand among the amounts."""
    return value["questions"] if field == "reach" and value else value


def _part(title: str, old: Any, new: Any) -> list[tuple[str, ...]]:
    """Every leaf that is another; where only the order of items is, that."""
    before, after = dict(_flat(old)), dict(_flat(new))
    paths = (*before, *(path for path in after if path not in before))
    pairs = ((path, before.get(path, "—"), after.get(path, "—")) for path in paths)
    rows: list[tuple[str, ...]] = [(title, path, f"{was} → {now}") for path, was, now in pairs if was != now]
    return rows or ([(title, "", _DETAILS)] if old != new else [])


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every leaf by its path; items of lists by what names them, else by their place."""
    if isinstance(value, dict):
        for field, inner in value.items():
            yield from _flat(inner, f"{path} {_FIELDS.get(field, field)}".strip())
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        seen: dict[str, int] = {}
        for item in value:
            name = _named(item)
            seen[name] = seen.get(name, 0) + 1
            place = f"{path} {name}".strip() + (f"#{seen[name]}" if seen[name] > 1 else "")
            yield from _flat({field: inner for field, inner in item.items() if field not in _NAMES}, place)
    else:
        yield path, _leaf(value)


def _leaf(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "—"
    return "—" if value is None or value == "" else str(value)


def _named(item: dict[str, Any]) -> str:
    parts = [str(item[name]) for name in _NAMES if name in item and item[name] not in (None, "")]
    if "switch" in item:
        title, readings = SWITCHES.get(item["switch"], (item["switch"], {}))
        return f"{title}＝{readings.get(item.get('reading', ''), item.get('reading', ''))}"
    return "/".join(parts)
