"""差异清单: every finding in five parts, what becomes of it, what people ruled, and room for the applicant."""

from __future__ import annotations

from decimal import Decimal

from evidence.result import RulingOut
from reports.dossier import Dossier, Numbered
from reports.plates import Plates
from reports.sheets.book import Amount, Book, Cell, Column, Placed
from reports.sheets.cells import exhibit_link, picture_link
from reports.sheets.index import FINDINGS
from reports.sheets.totals import SEVERITY
from reports.titles import RULINGS, SEVERITIES

TREATMENTS = {"cut": "核减", "hold": "暂不认定", "query": "补充", "info": "关注"}
"""What becomes of a finding, by the effect of its code in the policy."""


def findings(book: Book, dossier: Dossier, plates: Plates, index: str) -> Placed:
    """Gravest first, in the numbers all outputs use."""
    columns = (
        Column("编号", 8, "center"),
        Column(SEVERITY, 9, "center"),
        Column("代码", 20),
        Column("事项", 17),
        Column("对象（明细/单据）", 18),
        Column("事实", 42),
        Column("标准", 34),
        Column("差异", 28),
        Column("影响", 22),
        Column("建议", 26),
        Column("涉及金额", 17, "money"),
        Column("处理", 9, "center"),
        Column("申报单位意见", 16),
        Column("审计复核意见", 20),
        Column("状态", 10, "center"),
        Column("首要证据", 9, "center"),
        Column("图像", 6, "center"),
        Column("全部证据", 14),
    )
    lines = {line.id: line.number for line in dossier.case.declaration.lines}
    rows = [_finding(dossier, plates, one, lines) for one in dossier.findings]
    return book.table(FINDINGS, index, "差异清单", columns, rows)


def _finding(dossier: Dossier, plates: Plates, one: Numbered, lines: dict[str, str]) -> tuple[Cell, ...]:
    found, told = one.finding, one.statement
    terms = dossier.case.policy.codes.get(found.code)
    first = one.exhibits[0] if one.exhibits else None
    return (
        one.number,
        f"{found.severity.value} {SEVERITIES[found.severity]}",
        found.code,
        found.title,
        _about(one, lines),
        told.fact,
        told.standard,
        told.difference,
        told.effect,
        told.advice,
        Amount(Decimal(found.amount)) if found.amount is not None else None,
        TREATMENTS[terms.effect] if terms else "补充",
        "",
        "\n".join(ruling_told(ruling) for ruling in found.rulings),
        RULINGS[found.rulings[-1].ruling] if found.rulings else "待复核",
        exhibit_link(first) if first else None,
        picture_link(plates, *one.exhibits),
        "、".join(item.number for item in one.exhibits),
    )


def _about(one: Numbered, lines: dict[str, str]) -> str:
    """The line, or the files it is about."""
    if one.finding.line in lines:
        return f"第 {lines[one.finding.line]} 项"
    names = [file.rsplit("/", 1)[-1] for file in one.finding.files]
    return "\n".join(names[:3]) + (f"\n等 {len(names)} 个文件" if len(names) > 3 else "") or "申报材料"


def ruling_told(one: RulingOut) -> str:
    """A ruling with who, when and why: `确认（张审计，2025-06-03 10:20）：原件相符`."""
    why = f"：{one.note}" if one.note else ""
    return f"{RULINGS[one.ruling]}（{one.by}，{one.at:%Y-%m-%d %H:%M}）{why}"
