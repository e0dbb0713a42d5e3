"""材料完整性清单 and 收到的全部文件: what the notice asks for against what came, and every file that came."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.problems import Problem
from evidence.result import DocumentOut
from reports.completeness import Required
from reports.dossier import Dossier
from reports.sheets.book import Book, Cell, Column, Placed
from reports.sheets.cells import lines_by_record
from reports.sheets.index import COMPLETENESS, FILES
from reports.titles import DOCUMENT_STATUSES, TROUBLES, kind_title, page_range

MARKS = {
    "missing": ("应有", "未见", "—", "—"),
    "present": ("应有", "有", "不完整", "—"),
    "usable": ("应有", "有", "可用", "待补充"),
    "sufficient": ("应有", "有", "可用", "充分"),
    "not_asked": ("不适用", "—", "—", "—"),
}


def completeness(book: Book, dossier: Dossier, index: str) -> Placed:
    """One row a material, in the order of the notice."""
    columns = (
        Column("序号", 6, "center"),
        Column("材料", 34),
        Column("应有", 8, "center"),
        Column("已有", 8, "center"),
        Column("可用", 9, "center"),
        Column("充分", 9, "center"),
        Column("印章（处）", 9, "center"),
        Column("文件", 37),
        Column("缺页、存疑与不足", 36),
        Column("依据", 36),
    )
    rows = [_required(number, one) for number, one in enumerate(dossier.completeness, start=1)]
    return book.table(COMPLETENESS, index, "材料完整性清单", columns, rows)


def _required(number: int, one: Required) -> tuple[Cell, ...]:
    return (number, one.title, *MARKS[one.state], one.seals or "—", _first(one.files), _first(one.gaps), one.clause)


def _first(texts: Sequence[str]) -> str:
    return "\n".join(texts[:8]) + (f"\n等 {len(texts)} 项" if len(texts) > 8 else "")


def files(book: Book, dossier: Dossier, index: str) -> Placed:
    """Every received file, each document in it, and what became of it."""
    columns = (
        Column("文件", 35),
        Column("页", 6, "center"),
        Column("单据类型", 14),
        Column("处理", 9, "center"),
        Column("对应明细", 8, "center"),
        Column("问题", 19),
        Column("处理建议", 18),
        Column("材料来源", 13),
        Column("字节", 10, "whole"),
        Column("SHA-256", 33.5),
        Column("SM3", 33.5),
    )
    lines = lines_by_record(dossier)
    trouble: dict[str, list[Problem]] = {}
    for one in dossier.result.problems:
        trouble.setdefault(one.file, []).append(one)
    rows = [_file(dossier, row, lines.get(row.id, ""), trouble.get(row.file, [])) for row in dossier.result.documents]
    return book.table(FILES, index, "收到的全部文件", columns, rows)


def _file(dossier: Dossier, row: DocumentOut, lines: str, trouble: Sequence[Problem]) -> tuple[Cell, ...]:
    about = [one for one in trouble if one.page is None or not row.pages or one.page in row.pages]
    custody = dossier.custody.get(row.sha256)
    return (
        row.file,
        page_range(row.pages),
        kind_title(row.kind),
        DOCUMENT_STATUSES[row.status],
        lines,
        "\n".join(_problem(one) for one in about),
        "\n".join(dict.fromkeys(one.remedy for one in about)),
        custody.origin if custody else "",
        custody.size if custody else None,
        row.sha256,
        custody.sm3 if custody else "",
    )


def _problem(one: Problem) -> str:
    page = f"（第{one.page}页）" if one.page else ""
    return f"{TROUBLES[one.trouble]}{page}：{one.reason}"
