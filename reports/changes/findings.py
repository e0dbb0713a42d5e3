"""What changed among the findings and in what people ruled of them."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.result import FindingOut, Result, RulingOut
from reports.changes.section import Section, moved, section, shown
from reports.titles import RULINGS, SEVERITIES

_WORDS = (("标题", "title"), ("内容", "message"), ("依据", "basis"))

Row = tuple[str, ...]


def findings(old: Result, new: Result) -> list[Section]:
    """Findings that are new, gone or say something else, by their id, which outlives better readings."""
    before, after = ({one.id: one for one in result.findings} for result in (old, new))
    numbers = [{line.id: line.number for line in result.lines} for result in (old, new)]
    fresh = [("＋", *_told(one, numbers[1])) for name, one in after.items() if name not in before]
    gone = [("－", *_told(one, numbers[0])) for name, one in before.items() if name not in after]
    changed = [
        row
        for name, one in after.items()
        if name in before and _plain(before[name]) != _plain(one)
        for row in _changed(before[name], one, numbers)
    ]
    return [*section("新增差异", fresh), *section("消除的差异", gone), *section("变化的差异", changed)]


def rulings(old: Result, new: Result) -> list[Section]:
    """What was ruled since, and what is no longer there."""
    before, after = ({one.id: one for one in result.findings} for result in (old, new))
    rows: list[Row] = []
    for name in (*after, *(name for name in before if name not in after)):
        then = before[name].rulings if name in before else ()
        now = after[name].rulings if name in after else ()
        title = (after.get(name) or before[name]).title
        rows += [("＋", name, title, _ruling(one)) for one in now if one not in then]
        rows += [("－", name, title, _ruling(one)) for one in then if one not in now]
        if then != now and set(then) == set(now):
            rows.append(("～", name, title, "裁定的次序或次数不同"))
    return section("复核裁定", rows)


def _plain(finding: FindingOut) -> FindingOut:
    """The finding without what people said of it, which has its own section."""
    return finding.model_copy(update={"rulings": ()})


def _told(finding: FindingOut, numbers: dict[str, str]) -> Row:
    amount = shown(finding.amount) if finding.amount is not None else ""
    files = "、".join(finding.files[:2]) + (f" 等 {len(finding.files)} 个文件" if len(finding.files) > 2 else "")
    return _graded(finding), finding.id, finding.title, amount, _line(finding.line, numbers), files


def _graded(finding: FindingOut) -> str:
    return f"{finding.severity.value} {SEVERITIES[finding.severity]}"


def _line(line: str | None, numbers: dict[str, str]) -> str:
    return f"第{numbers.get(line, line)}项" if line is not None else "整体"


def _changed(old: FindingOut, new: FindingOut, numbers: list[dict[str, str]]) -> Iterator[Row]:
    head = ("～", new.id, new.title)
    said = False
    for what in _differences(old, new, numbers):
        yield (*head, what)
        said = True
    if not said:
        yield (*head, "引用的位置或原文不同")


def _differences(old: FindingOut, new: FindingOut, numbers: list[dict[str, str]]) -> Iterator[str]:
    if old.severity != new.severity:
        yield f"严重程度 {_graded(old)} → {_graded(new)}"
    if old.amount != new.amount:
        step = moved(old.amount, new.amount)
        yield f"金额 {shown(old.amount)} → {shown(new.amount)}" + (f"（{step}）" if step else "")
    if old.line != new.line:
        yield f"明细 {_line(old.line, numbers[0])} → {_line(new.line, numbers[1])}"
    for title, field in _WORDS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield f"{title} “{before}” → “{after}”"
    for mark, files in (("增加", set(new.files) - set(old.files)), ("减少", set(old.files) - set(new.files))):
        if files:
            yield f"引用文件{mark} " + "、".join(sorted(files))


def _ruling(one: RulingOut) -> str:
    note = f"：{one.note}" if one.note else ""
    return f"{RULINGS[one.ruling]}（{one.by}，{one.at:%Y-%m-%d %H:%M}）{note}"
