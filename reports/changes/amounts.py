"""What changed in the amounts: of the whole, of each line, and of each reason for a cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from evidence.result import LineOut, Result
from reports.changes.section import Section, moved, section, shown

_AMOUNTS = {
    "declared": "申报数",
    "recognised": "审定数",
    "personnel_before_cap": "限额前人员投入",
    "personnel_allowed": "可认定人员投入",
    "subsidy": "测算补助",
}
_REACH = {
    "certain": "审定数区间下限",
    "possible": "审定数区间上限",
    "subsidy_certain": "补助区间下限",
    "subsidy_possible": "补助区间上限",
}
_READING = {"allowed": "可认定人员投入", "total": "合计", "subsidy": "补助"}
_RIGHT = frozenset({1, 2, 3})
_HEADING = ("项目", "前次", "本次", "增减")

_WORDS = (("序号", "number"), ("类别", "category"), ("内容", "description"), ("供应商", "supplier"))
_NOTHING = "0.00"

Row = tuple[str, ...]


def amounts(old: Result, new: Result) -> list[Section]:
    """The totals, the range and the readings of the personnel cap, where they changed."""
    rows = [*_named(old.amounts, new.amounts, _AMOUNTS), *_named(old.reach, new.reach, _REACH)]
    before, after = ({one.name: one for one in result.personnel_readings} for result in (old, new))
    for name in sorted({*before, *after}):
        titles = {field: f"口径 {name} {title}" for field, title in _READING.items()}
        rows += _named(before.get(name), after.get(name), titles)
    applied = [next((one.name for one in result.personnel_readings if one.applied), "—") for result in (old, new)]
    if applied[0] != applied[1]:
        rows.append(("所用口径", *applied, ""))
    return section("金额（元）", [_HEADING, *rows] if rows else [], _RIGHT)


def _named(old: object, new: object, titles: dict[str, str]) -> list[Row]:
    rows: list[Row] = []
    for field, title in titles.items():
        before, after = getattr(old, field, None), getattr(new, field, None)
        if before != after:
            rows.append((title, shown(before), shown(after), moved(before, after)))
    return rows


def lines(old: Result, new: Result) -> list[Section]:
    """Every declared line that is new, gone or has other figures, words or papers."""
    rows: list[Row] = []
    for before, after in paired(old.lines, new.lines):
        if before is None and after is not None:
            rows.append(("＋", *_title(after), f"申报 {shown(after.declared)}", f"审定 {shown(after.recognised)}"))
        elif after is None and before is not None:
            rows.append(("－", *_title(before), f"申报 {shown(before.declared)}", f"审定 {shown(before.recognised)}"))
        elif before is not None and after is not None and before != after:
            rows += [("～", *_title(after), what) for what in _line(before, after)]
    return section("申报明细", rows)


def paired(old: tuple[LineOut, ...], new: tuple[LineOut, ...]) -> Iterator[tuple[LineOut | None, LineOut | None]]:
    """Lines that are the same: by id, and where the list was handed in anew by number, category and words."""
    known = {line.id: line for line in new}
    taken = {line.id for line in old} & set(known)
    likes = _unique([line for line in new if line.id not in taken])
    left = _unique([line for line in old if line.id not in taken])
    met: set[str] = set(taken)
    for line in old:
        like = known.get(line.id) or (likes.get(_like(line)) if left.get(_like(line)) is line else None)
        if like is not None:
            met.add(like.id)
        yield line, like
    yield from ((None, line) for line in new if line.id not in met)


def _like(line: LineOut) -> tuple[str, str, str]:
    return line.number, line.category, line.description


def _unique(rows: list[LineOut]) -> dict[tuple[str, str, str], LineOut]:
    count = Counter(_like(line) for line in rows)
    return {_like(line): line for line in rows if count[_like(line)] == 1}


def _title(line: LineOut) -> tuple[str, str]:
    return f"第{line.number}项", line.description


def _line(old: LineOut, new: LineOut) -> list[str]:
    """What is other in a line; something is always said."""
    said = [
        f"{title} {_either(old, new, field)}" for title, field in _WORDS if getattr(old, field) != getattr(new, field)
    ]
    for title, before, after in (("申报", old.declared, new.declared), ("审定", old.recognised, new.recognised)):
        if before != after:
            said.append(f"{title} {_step(before, after)}")
    before_cuts, after_cuts = _cuts((old,)), _cuts((new,))
    for code in sorted({*before_cuts, *after_cuts}):
        pair = before_cuts.get(code, _NOTHING), after_cuts.get(code, _NOTHING)
        if pair[0] != pair[1]:
            said.append(f"核减 {code} {_step(*pair)}")
    then, now = set(old.documents), set(new.documents)
    said += [
        f"佐证{mark} " + "、".join(sorted(files))
        for mark, files in (("增加", now - then), ("减少", then - now))
        if files
    ]
    return said or ["佐证或核减的先后次序不同" if old.id == new.id else "清单重新提交，内容未变"]


def _either(old: LineOut, new: LineOut, field: str) -> str:
    return f"{getattr(old, field) or '—'} → {getattr(new, field) or '—'}"


def _step(before: str, after: str) -> str:
    return f"{shown(before)} → {shown(after)}（{moved(before, after)}）"


def cuts(old: Result, new: Result) -> list[Section]:
    """What each reason cuts over all lines, where it changed."""
    titles = {finding.code: finding.title for result in (old, new) for finding in result.findings}
    before, after = _cuts(old.lines), _cuts(new.lines)
    rows = [
        (f"{titles.get(code, '')}（{code}）" if code in titles else code, shown(pair[0]), shown(pair[1]), moved(*pair))
        for code in sorted({*before, *after})
        if (pair := (before.get(code, _NOTHING), after.get(code, _NOTHING)))[0] != pair[1]
    ]
    return section("核减原因（元）", [("原因", *_HEADING[1:]), *rows] if rows else [], _RIGHT)


def _cuts(rows: tuple[LineOut, ...]) -> dict[str, str]:
    """The sum by code; a text that is no amount counts for nothing here, it is told where the line is."""
    sums: dict[str, Decimal] = {}
    for line in rows:
        for cut in line.deductions:
            amount = (
                Decimal(cut.amount) if cut.amount.replace("-", "", 1).replace(".", "", 1).isdecimal() else Decimal(0)
            )
            sums[cut.code] = sums.get(cut.code, Decimal(0)) + amount
    return {code: f"{amount:.2f}" for code, amount in sums.items()}
