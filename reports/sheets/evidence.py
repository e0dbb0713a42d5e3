"""证据索引: every numbered spot with its file, custody and lines, and a jump to the picture of its page."""

from __future__ import annotations

from reports.dossier import Dossier
from reports.exhibit import Exhibit
from reports.plates import Plates
from reports.sheets.book import Book, Cell, Column, Placed
from reports.sheets.cells import finding_link, lines_by_record, picture_link
from reports.sheets.index import EVIDENCE
from reports.titles import STATUSES, field_title, kind_title

COLUMNS = (
    Column("编号", 9, "center"),
    Column("文件", 34),
    Column("单据类型", 16),
    Column("页", 5, "center"),
    Column("位置", 16),
    Column("要素", 14),
    Column("原文", 28),
    Column("状态", 9, "center"),
    Column("对应明细", 9, "center"),
    Column("差异", 13, "center"),
    Column("图像", 6, "center"),
    Column("材料来源", 14),
    Column("容器签名", 14),
    Column("原件已核", 9, "center"),
    Column("SHA-256", 33.5),
    Column("SM3", 33.5),
)


def evidence(book: Book, dossier: Dossier, plates: Plates, index: str) -> Placed:
    """One row an exhibit, in the order of files and pages."""
    citing: dict[str, list[str]] = {}
    for one in dossier.findings:
        for item in one.exhibits:
            citing.setdefault(item.number, []).append(one.number)
    lines = lines_by_record(dossier)
    rows = [
        _exhibit(dossier, plates, item, citing.get(item.number, []), lines.get(item.record, ""))
        for item in dossier.exhibits.all
    ]
    return book.table(EVIDENCE, index, "证据索引", COLUMNS, rows)


def _exhibit(dossier: Dossier, plates: Plates, item: Exhibit, citing: list[str], lines: str) -> tuple[Cell, ...]:
    custody = dossier.custody.get(item.source)
    return (
        item.number,
        item.file,
        kind_title(item.kind),
        str(item.place.page),
        item.position,
        field_title(item.field),
        item.raw,
        STATUSES[item.status] if item.status else "",
        lines,
        finding_link(citing),
        picture_link(plates, item),
        custody.origin if custody else "",
        custody.signature if custody else "",
        custody.seen if custody else "未核",
        item.source,
        custody.sm3 if custody else "",
    )
