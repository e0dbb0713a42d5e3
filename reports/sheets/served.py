"""服务企业核对: who is proven by contract and by the platform's records, and the four counts as formulas."""

from __future__ import annotations

from decimal import Decimal

from evidence.names import is_person
from evidence.served import ServedEnterprise, ServedStanding
from reports.dossier import Dossier
from reports.masking import person_name
from reports.sheets.book import Book, Cell, Column, Formula, Placed
from reports.sheets.cells import finding_link
from reports.sheets.index import SERVED
from reports.titles import switch_shown

CONTRACT, RECORDS = "服务合同", "后台记录"


def served(book: Book, dossier: Dossier, index: str) -> Placed:
    """One row a legal person, then the rows that count for none; the counts stand below."""
    columns = (
        Column("序号", 6, "center"),
        Column("名称", 34),
        Column("统一社会信用代码", 22),
        Column(CONTRACT, 10, "center"),
        Column(RECORDS, 10, "center"),
        Column("去重键", 28),
        Column("是否计数", 10, "center"),
        Column("不计数原因", 28),
        Column("差异", 14, "center"),
        Column("文件", 34),
    )
    standing = dossier.verdict.served
    rows = [_row(dossier, n, one) for n, one in enumerate(standing.rows, start=1)] if standing else []
    placed = book.table(SERVED, index, "服务企业核对表", columns, rows)
    if standing is not None:
        _counts(book, standing, placed)
    return placed


def _row(dossier: Dossier, number: int, one: ServedEnterprise) -> tuple[Cell, ...]:
    files = dict.fromkeys(item.file.rsplit("/", 1)[-1] for item in one.evidence)
    spots = {(item.source, item.place) for item in one.evidence}
    about = [
        found.number
        for found in dossier.findings
        if found.finding.code.startswith("served_") and any((e.source, e.place) in spots for e in found.exhibits)
    ]
    person = is_person(one.name)
    return (
        number,
        person_name(one.name) if person else dossier.curtain.text(one.name),
        dossier.curtain.text(one.uscc),
        "有" if one.by_contract else "",
        "有" if one.by_records else "",
        person_name(one.name) if person else one.key,
        "是" if one.counted else "否",
        one.why,
        finding_link(about),
        "\n".join(files),
    )


def _counts(book: Book, standing: ServedStanding, placed: Placed) -> None:
    """Below the list: by contract, by the records, by both, by either; and what the notice asks for."""
    sheet, row = book.file.get_worksheet_by_name(SERVED), placed.last + 2
    contract, records = (placed.range(title).split("!")[1] for title in (CONTRACT, RECORDS))
    both = f'COUNTIFS({contract},"有",{records},"有")'
    own = f'COUNTIF({contract},"有")', f'COUNTIF({records},"有")'
    counts = (
        ("有服务合同 n_contract", f"={own[0]}", standing.contracts),
        ("有后台记录 n_backend", f"={own[1]}", standing.users),
        ("两者兼有 n_both", f"={both}", standing.both),
        ("有其一 n_either", f"={own[0]}+{own[1]}-{both}", standing.either),
    )
    book.text(sheet, row, 1, "去重后家数", bold=True)
    for offset, (title, formula, value) in enumerate(counts, start=row + 1):
        book.cell(sheet, offset, 1, title)
        book.cell(sheet, offset, 2, Formula(formula, Decimal(value), tie=f"服务企业：{title}"), "whole")
    end = row + 1 + len(counts)
    at = row + (4 if standing.proof == "both" else 5)
    told = "达到" if (standing.both if standing.proof == "both" else standing.either) >= standing.least else "未达到"
    rows: tuple[tuple[str, Cell], ...] = (
        ("通知要求不少于（家）", standing.least),
        ("本次采用口径", switch_shown("served_proof", standing.proof)[1]),
        ("数量条件", Formula(f'=IF(C{at}>=C{end + 1},"达到","未达到")', told, align="center")),
        ("名称识别存疑、未计数（行）", standing.doubtful),
    )
    for offset, (title, cell) in enumerate(rows, start=end):
        book.cell(sheet, offset, 1, title)
        book.cell(sheet, offset, 2, cell, "whole" if isinstance(cell, int) else "text")
