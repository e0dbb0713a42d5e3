"""认定区间与结论建议: how far the outcome may still move, and a neutral proposal that an auditor ticks."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.recognition import Reach
from reports.dossier import Dossier
from reports.figures import code_title
from reports.sheets.book import Amount, Cell
from reports.sheets.cells import finding_link
from reports.sheets.pen import Pen


def outlook(pen: Pen, dossier: Dossier) -> None:
    """The range from certain to possible, the questions that move it, and the proposal."""
    reach = dossier.verdict.reach
    if reach is not None:
        pen.block("认定区间（系统测算）", ("情形", "审定数", "测算补助", "说明"), _range(reach), span=True)
        if reach.questions:
            heads = ("未决事项", "最多可增加审定数", "明细", "差异")
            pen.block("未决事项对审定数的影响（单独测算）", heads, _questions(dossier, reach))
    pen.block("结论建议", ("项目", "内容"), [], span=True)
    for label, told in _proposal(dossier):
        pen.row = _told(pen, label, told)
    pen.row += 1


def _told(pen: Pen, label: str, told: str) -> int:
    """A label and a sentence over all columns."""
    row = pen.row - 1
    style = pen.book.style(border=1, border_color="#BBBBBB", text_wrap=True)
    pen.book.cell(pen.sheet, row, 0, label)
    pen.sheet.merge_range(row, 1, row, len(pen.widths) - 1, "", style)
    pen.book.text(pen.sheet, row, 1, told, border=1, border_color="#BBBBBB", text_wrap=True)
    pen.sheet.set_row(row, 15 * max(1, -(-len(told) * 2 // int(sum(pen.widths[1:])))) + 3)
    return row + 2


def _range(reach: Reach) -> list[Sequence[Cell]]:
    return [
        (
            "现有材料可确认（下限）",
            Amount(reach.certain.amount),
            Amount(reach.subsidy_certain.amount),
            "不含待查明及存疑凭证",
        ),
        (
            "全部补充说明均获采信（上限）",
            Amount(reach.possible.amount),
            Amount(reach.subsidy_possible.amount),
            "上限口径，不代表预计结果",
        ),
    ]


def _questions(dossier: Dossier, reach: Reach) -> list[Sequence[Cell]]:
    numbers = {one.finding.id: one.number for one in dossier.findings}
    lines = {line.id: line.number for line in dossier.case.declaration.lines}
    return [
        (
            code_title(dossier.case.policy, one.code),
            Amount(one.moves.amount),
            f"第 {lines[one.line]} 项" if one.line in lines else "—",
            finding_link([numbers[one.finding]]) if one.finding in numbers else "",
        )
        for one in reach.questions
    ]


def _proposal(dossier: Dossier) -> list[tuple[str, str]]:
    """What stands open, in words that decide nothing."""
    recognition = dossier.verdict.recognition
    asked = sum(len(group.inquiries) for group in dossier.inquiries)
    unread = len({one.file for one in dossier.result.problems})
    open_checks = sum(not one.answer for one in dossier.verdict.checklist)
    state = "待补充" if asked or unread else "可提交复核"
    told = (
        f"依据已收到材料测算，申报 {recognition.declared.shown()} 元，审定 {recognition.recognised.shown()} 元，"
        f"测算补助（奖励）{recognition.subsidy.shown()} 元。待申报单位补充或说明 {asked} 项，"
        f"未能完整读取的文件 {unread} 个，需在材料之外查证的事项 {open_checks} 项。"
    )
    return [
        ("测算情况", told),
        ("系统提示", f"{state}（仅依据材料完备程度，不是审计结论）"),
        ("结论建议（由项目负责人勾选）", "□ 支持　　□ 不支持　　□ 待补充　　　签名：　　　　　　日期："),
    ]
