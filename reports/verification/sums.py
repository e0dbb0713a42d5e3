"""Do the figures of result.json tie: lines, cuts, totals, the cap, its readings and the range?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from evidence.declared import Category
from evidence.manifest import Manifest
from evidence.result import LineOut, Result
from reports.figures import CAP_CODE
from reports.verification.check import Check, differs, or_all_well

_AMOUNT = re.compile(r"-?\d{1,18}\.\d{2}", re.ASCII)
_SUBJECT = "result.json 勾稽"
_REMEDY = "数据已被改动或生成不完整：请从归档副本恢复，或重新运行 gouji audit"

Identity = tuple[str, Decimal, Decimal]
"""What must be equal, and the two figures in yuan."""


def check_sums(result: Result) -> list[Check]:
    """Every identity that holds in a sound result. An amount that is no amount is told first, and alone."""
    wrong = [name for name, text in _amounts(result) if not _AMOUNT.fullmatch(text)]
    if wrong:
        return [differs(_SUBJECT, f"{name} 不是两位小数的金额", _REMEDY) for name in wrong]
    identities = list(_identities(result))
    found = [
        differs(_SUBJECT, f"{title}：{left:,.2f} 元与 {right:,.2f} 元不等", _REMEDY)
        for title, left, right in identities
        if left != right
    ]
    found += [differs(_SUBJECT, said, _REMEDY) for said in (*_disordered(result), *_dangling(result))]
    return or_all_well(found, _SUBJECT, f"{len(identities)} 项等式全部成立，引用的明细与单据均在")


def check_inputs(result: Result, manifest: Manifest) -> list[Check]:
    """Whether result and manifest speak of the same files: every one read or refused, with the same bytes."""
    shown = {(one.file, one.sha256) for one in result.documents}
    listed = {(one.path, one.sha256) for one in manifest.inputs}
    names = {file for file, _ in shown}
    missing = [path for path, _ in sorted(listed - shown)] + [r.path for r in manifest.refused if r.path not in names]
    extra = sorted(file for file, sha256 in shown - listed if sha256)
    found = [differs(path, "清单列有，而 result.json 未交代该文件", _REMEDY) for path in dict.fromkeys(missing)]
    found += [differs(path, "result.json 列有，而清单没有该内容的文件", _REMEDY) for path in dict.fromkeys(extra)]
    if result.submission != manifest.submission:
        found.append(differs("申报材料名称", f"“{result.submission}”与清单“{manifest.submission}”不同", _REMEDY))
    return or_all_well(found, "材料清单", f"{len(listed)} 个文件在 result.json 中均有交代")


def _amounts(result: Result) -> Iterator[tuple[str, str]]:
    for name, text in result.amounts.model_dump().items():
        yield f"amounts.{name}", text
    for line in result.lines:
        yield f"明细 {line.number} 申报数", line.declared
        yield f"明细 {line.number} 审定数", line.recognised
        for cut in line.deductions:
            yield f"明细 {line.number} 核减 {cut.code}", cut.amount
    for finding in result.findings:
        if finding.amount is not None:
            yield f"差异 {finding.id}", finding.amount
    for reading in result.personnel_readings:
        yield from ((f"口径 {reading.name}", text) for text in (reading.allowed, reading.total, reading.subsidy))
    reach = result.reach
    if reach is not None:
        figures = (reach.certain, reach.possible, reach.subsidy_certain, reach.subsidy_possible)
        yield from (("区间", text) for text in figures)
    if result.park is not None:
        yield from (("园区奖励", text) for text in (result.park.asked, result.park.due))


def _identities(result: Result) -> Iterator[Identity]:
    amounts = result.amounts
    recognised, subsidy = Decimal(amounts.recognised), Decimal(amounts.subsidy)
    if result.park is None:
        yield from _of_lines(result.lines, Decimal(amounts.declared), recognised)
        yield from _of_cap(result)
    else:
        yield "园区申请金额＝申报数", Decimal(result.park.asked), Decimal(amounts.declared)
        yield "园区测算奖励＝审定数", Decimal(result.park.due), recognised
    for reading in result.personnel_readings:
        if reading.applied:
            yield f"所用口径 {reading.name} 的合计＝审定数", Decimal(reading.total), recognised
            yield f"所用口径 {reading.name} 的补助＝测算补助", Decimal(reading.subsidy), subsidy


def _of_lines(lines: Iterable[LineOut], declared: Decimal, recognised: Decimal) -> Iterator[Identity]:
    rows = tuple(lines)
    cuts = [_total(cut.amount for cut in line.deductions) for line in rows]
    for line, cut in zip(rows, cuts, strict=True):
        yield f"明细 {line.number}：申报数－核减＝审定数", Decimal(line.declared) - cut, Decimal(line.recognised)
    yield "明细申报数合计＝申报数", _total(line.declared for line in rows), declared
    yield "明细审定数合计＝审定数", _total(line.recognised for line in rows), recognised
    yield "申报数－各项核减合计＝审定数", declared - sum(cuts, Decimal(0)), recognised


def _of_cap(result: Result) -> Iterator[Identity]:
    amounts = result.amounts
    personnel = [line for line in result.lines if line.category == Category.PERSONNEL.value]
    over = _total(cut.amount for line in personnel for cut in line.deductions if cut.code == CAP_CODE)
    allowed = Decimal(amounts.personnel_allowed)
    yield "人员投入－超限核减＝可认定人员投入", Decimal(amounts.personnel_before_cap) - over, allowed
    yield "人员明细审定数合计＝可认定人员投入", _total(line.recognised for line in personnel), allowed
    others = Decimal(amounts.recognised) - allowed
    for reading in result.personnel_readings:
        left = Decimal(reading.total) - Decimal(reading.allowed)
        yield f"口径 {reading.name}：合计－人员投入＝非人员投入", left, others


def _disordered(result: Result) -> Iterator[str]:
    """A range has what is certain at its lower end and what is possible at its upper one."""
    reach = result.reach
    if reach is None:
        return
    ranges = (
        ("审定数", reach.certain, result.amounts.recognised, reach.possible),
        ("测算补助", reach.subsidy_certain, result.amounts.subsidy, reach.subsidy_possible),
    )
    for title, low, middle, high in ranges:
        if not Decimal(low) <= Decimal(middle) <= Decimal(high):
            yield f"{title} {middle} 不在区间 {low} 至 {high} 之内"


def _dangling(result: Result) -> Iterator[str]:
    """References that lead nowhere."""
    lines = {line.id for line in result.lines}
    files = {document.file for document in result.documents}
    for finding in result.findings:
        if finding.line is not None and finding.line not in lines:
            yield f"差异 {finding.id} 所指明细不存在"
        yield from (f"差异 {finding.id} 所引文件 {file} 不在单据清单中" for file in finding.files if file not in files)
    for line in result.lines:
        yield from (
            f"明细 {line.number} 所引文件 {file} 不在单据清单中" for file in line.documents if file not in files
        )


def _total(amounts: Iterable[str]) -> Decimal:
    return sum((Decimal(text) for text in amounts), Decimal(0))
