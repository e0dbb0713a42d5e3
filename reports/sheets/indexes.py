"""The lists at the end: materials, findings, evidence and quality of reading."""

from __future__ import annotations

from decimal import Decimal

from evidence.fact import Status
from evidence.record import Record
from reports.dossier import Dossier, Numbered
from reports.exhibit import Exhibit
from reports.masking import PERSONNEL_KINDS, owner_of, shown
from reports.sheets.book import Amount, Book, Cell, Column, Placed
from reports.sheets.cells import EVIDENCE, FINDINGS, exhibit_link, finding_link
from reports.titles import DOCUMENT_STATUSES, SEVERITIES, STATUSES, TROUBLES, check_title, field_title, kind_title


def materials(book: Book, dossier: Dossier) -> Placed:
    """材料清单: every received file, each document in it, and what became of it."""
    columns = (
        Column("文件", 36),
        Column("页", 8, "center"),
        Column("单据类型", 14),
        Column("处理", 9, "center"),
        Column("对应明细", 9, "center"),
        Column("问题", 28),
        Column("处理建议", 28),
        Column("SHA-256", 36),
    )
    lines = {record.id: "、".join(dossier.lines_of(record)) for record in dossier.records.values()}
    rows: list[tuple[Cell, ...]] = []
    for row in dossier.result.documents:
        trouble = [one for one in dossier.result.problems if one.file == row.file]
        about = [one for one in trouble if one.page is None or not row.pages or one.page in row.pages]
        rows.append(
            (
                row.file,
                "、".join(map(str, row.pages)) if len(row.pages) < 6 else f"{row.pages[0]}-{row.pages[-1]}",
                kind_title(row.kind),
                DOCUMENT_STATUSES[row.status],
                lines.get(row.id, ""),
                "\n".join(_problem(one.page, TROUBLES[one.trouble], one.reason) for one in about),
                "\n".join(dict.fromkeys(one.remedy for one in about)),
                row.sha256,
            )
        )
    return book.table("材料清单", "C", "材料清单（收到的全部文件）", columns, rows)


def _problem(page: int | None, title: str, reason: str) -> str:
    return f"{title}（第{page}页）：{reason}" if page else f"{title}：{reason}"


def findings(book: Book, dossier: Dossier) -> Placed:
    """差异清单: gravest first, with blanks for the applicant's answer and the auditor's view."""
    columns = (
        Column("编号", 8, "center"),
        Column("严重程度", 9, "center"),
        Column("代码", 19),
        Column("事项", 17),
        Column("事实", 42),
        Column("依据", 28),
        Column("涉及金额", 15, "money"),
        Column("明细", 8, "center"),
        Column("首要证据", 9, "center"),
        Column("全部证据", 12),
        Column("申报单位意见", 15),
        Column("审计意见", 15),
    )
    numbers = {line.id: line.number for line in dossier.case.declaration.lines}
    rows = [_finding(one, numbers) for one in dossier.findings]
    return book.table(FINDINGS, "E", "差异清单", columns, rows)


def _finding(one: Numbered, numbers: dict[str, str]) -> tuple[Cell, ...]:
    found = one.finding
    return (
        one.number,
        f"{found.severity.value} {SEVERITIES[found.severity]}",
        found.code,
        found.title,
        found.message,
        found.basis,
        Amount(Decimal(found.amount)) if found.amount is not None else None,
        numbers.get(found.line or "", ""),
        exhibit_link(one.exhibits[0]) if one.exhibits else None,
        "、".join(item.number for item in one.exhibits),
        "",
        "",
    )


def evidence(book: Book, dossier: Dossier) -> Placed:
    """证据索引: every numbered spot, with the hash of its file."""
    columns = (
        Column("编号", 9, "center"),
        Column("文件", 34),
        Column("页", 5, "center"),
        Column("位置", 15),
        Column("单据类型", 16),
        Column("要素", 14),
        Column("原文", 28),
        Column("状态", 9, "center"),
        Column("差异", 12, "center"),
        Column("SHA-256", 36),
    )
    citing: dict[str, list[str]] = {}
    for one in dossier.findings:
        for item in one.exhibits:
            citing.setdefault(item.number, []).append(one.number)
    rows = [_exhibit(item, citing.get(item.number, [])) for item in dossier.exhibits.all]
    return book.table(EVIDENCE, "G", "证据索引", columns, rows)


def _exhibit(item: Exhibit, citing: list[str]) -> tuple[Cell, ...]:
    return (
        item.number,
        item.file,
        str(item.place.page),
        position(item),
        kind_title(item.kind),
        field_title(item.field),
        item.raw,
        STATUSES[item.status] if item.status else "",
        finding_link(citing),
        item.source,
    )


def position(item: Exhibit) -> str:
    """Where on its page a spot lies: the cell, or the box in page units."""
    if item.place.cell:
        return item.place.cell
    if item.place.box is None:
        return "整页"
    return ", ".join(f"{side:.0f}" for side in item.place.box)


def quality(book: Book, dossier: Dossier) -> Placed:
    """识别质量: every field that is not proven, what was read and what else was possible."""
    columns = (
        Column("状态", 9, "center"),
        Column("单据类型", 18),
        Column("要素", 16),
        Column("读数", 26),
        Column("其他读数", 26),
        Column("置信度", 9, "center"),
        Column("读取方式", 10, "center"),
        Column("核对", 26),
        Column("文件", 34),
        Column("页", 6, "center"),
    )
    records = sorted(dossier.records.values(), key=lambda record: (record.file, record.pages, record.id))
    rows = [row for status in (Status.CONTRADICTED, Status.UNPROVEN) for one in records for row in _weak(one, status)]
    return book.table("识别质量", "G-1", "识别质量（未经印证与存在矛盾的要素）", columns, rows)


def _weak(record: Record, status: Status) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for name, fact in record.facts.items():
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
                fact.method.value,
                "、".join(check_title(check) for check in fact.checks),
                record.file,
                str(fact.place.page),
            )
        )
    return rows
