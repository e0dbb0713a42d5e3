"""审计轨迹 and 审计程序表: what the outcome rests on, and what was done or is still to be looked up."""

from __future__ import annotations

from reports.dossier import Dossier
from reports.figures import code_title
from reports.sheets.book import Book, Cell, Column, Placed
from reports.sheets.index import PROCEDURES, TRAIL


def trail(book: Book, dossier: Dossier, index: str) -> Placed:
    """One row a fact about the run."""
    columns = (Column("类别", 16), Column("内容", 56), Column("值", 78))
    rows: list[tuple[Cell, ...]] = [(one.group, one.what, one.value) for one in dossier.trail]
    return book.table(TRAIL, index, "审计轨迹（输入、政策、版本、问题与复核记录）", columns, rows)


def procedures(book: Book, dossier: Dossier, index: str) -> Placed:
    """What the machine did over all papers, then the checklist that people answer outside the papers."""
    columns = (
        Column("序号", 6, "center"),
        Column("审计程序", 58),
        Column("范围/结果", 58),
        Column("执行", 12, "center"),
        Column("相关事项", 22),
        Column("执行人/日期", 18),
    )
    done = [(what, told, "系统", "") for what, told in _machine(dossier)]
    asked = [
        (
            one.question,
            one.answer or "尚未查证",
            "已导入" if one.answer else "待执行",
            code_title(dossier.case.policy, one.code),
        )
        for one in dossier.verdict.checklist
    ]
    rows: list[tuple[Cell, ...]] = [(n, *row, "") for n, row in enumerate((*done, *asked), start=1)]
    return book.table(PROCEDURES, index, "审计程序表", columns, rows)


def _machine(dossier: Dossier) -> list[tuple[str, str]]:
    kinds = [record.kind for record in dossier.records.values()]
    matching = dossier.case.matching
    invoices, payments = sum(kind.is_invoice for kind in kinds), sum(kind.is_payment for kind in kinds)
    return [
        ("登记全部文件，计算 SHA-256 与 SM3", f"{len(dossier.case.submission.sources)} 个文件"),
        ("识别单据类型与要素", f"{len(kinds)} 份单据；未能完整读取 {len(dossier.result.problems)} 处"),
        ("检查发票要素、二维码、大小写与勾稽关系", f"{invoices} 张发票，全部检查"),
        ("检查付款凭证主体、日期与方式", f"{payments} 份付款凭证，全部检查"),
        (
            "匹配合同、发票、付款与申报明细",
            f"{len(matching.lines)} 项明细；存在多种匹配方式 {len(matching.ambiguities)} 处",
        ),
        (
            "重复性检查（本材料包及既往材料包）",
            f"重复 {len(matching.duplicates)} 份；涉及其他申报 {len(dossier.case.elsewhere)} 份",
        ),
        ("按通知口径逐项测算", f"{len(dossier.figures.lines)} 项明细"),
    ]
