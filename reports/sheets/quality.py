"""识别质量: every field that is not proven, what was read and what else was possible; what people corrected."""

from __future__ import annotations

from evidence.decision import Ruling
from evidence.fact import Status
from evidence.record import Record
from reports.dossier import Dossier
from reports.masking import PERSONNEL_KINDS, owner_of, shown
from reports.sheets.book import Book, Cell, Column, Placed
from reports.sheets.findings import ruling_told
from reports.sheets.index import QUALITY
from reports.titles import STATUSES, check_title, field_title, kind_title, page_range

COLUMNS = (
    Column("状态", 10, "center"),
    Column("单据类型", 18),
    Column("要素", 16),
    Column("读数", 28),
    Column("其他读数", 26),
    Column("置信度", 9, "center"),
    Column("读取方式", 10, "center"),
    Column("核对", 28),
    Column("文件", 36),
    Column("页", 7, "center"),
)
METHODS = {
    "xml": "结构化数据",
    "ofd": "OFD",
    "text": "文字层",
    "office": "Office",
    "qr": "二维码",
    "ocr": "图像识别",
    "derived": "推算",
}


def quality(book: Book, dossier: Dossier, index: str) -> Placed:
    """Contradicted fields first; below them the corrections that people made, or that there are none."""
    records = sorted(dossier.records.values(), key=lambda record: (record.file, record.pages, record.id))
    rows = [row for status in (Status.CONTRADICTED, Status.UNPROVEN) for one in records for row in _weak(one, status)]
    placed = book.table(QUALITY, index, "识别质量（未经印证与存在矛盾的要素，及人工更正）", COLUMNS, rows)
    sheet = book.file.get_worksheet_by_name(QUALITY)
    row = max(placed.first, placed.last) + 2
    book.text(sheet, row, 0, "人工更正记录", bold=True, font_size=11)
    for offset, told in enumerate(_corrections(dossier), start=1):
        book.text(sheet, row + offset, 0, told)
    return placed


def _corrections(dossier: Dossier) -> list[str]:
    changed = (Ruling.CORRECT, Ruling.RECLASSIFY)
    told = [
        f"{one.number}　{one.finding.title}：{ruling_told(ruling)}"
        for one in dossier.findings
        for ruling in one.finding.rulings
        if ruling.ruling in changed
    ]
    return told or ["无：截至本底稿生成，没有人工更正记录。"]


_RANK = {"money": 0, "number": 1, "date": 2}
"""Amounts come first among the fields of a document."""


def _weak(record: Record, status: Status) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for name, fact in sorted(record.facts.items(), key=lambda item: _RANK.get(item[1].type, len(_RANK))):
        if fact.status is not status:
            continue
        hidden = record.kind in PERSONNEL_KINDS
        others = dict.fromkeys(one.raw or one.value for one in fact.candidates if one.value != fact.value)
        owner = owner_of(record, name)
        rows.append(
            (
                STATUSES[status],
                kind_title(record.kind),
                field_title(name),
                shown(name, fact.value, record.kind, owner),
                "" if hidden else "、".join(shown(name, one, record.kind, owner) for one in others),
                f"{fact.confidence:.2f}",
                METHODS.get(fact.method.value, fact.method.value),
                "、".join(check_title(check) for check in fact.checks),
                record.file,
                page_range((fact.place.page,)),
            )
        )
    return rows
