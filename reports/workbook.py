"""report.xlsx: the working paper (审计工作底稿), whose totals are live formulas a reviewer can follow."""

from __future__ import annotations

from pathlib import Path

from reports.dossier import Dossier
from reports.plates import Plates
from reports.sheets import cover, indexes, ledgers, lines, personnel, totals
from reports.sheets.book import Book
from reports.titles import PROGRAMMES

SHEETS = (
    cover.SHEET,
    totals.SHEET,
    lines.SHEET,
    "合同台账",
    "发票清单",
    "付款清单",
    personnel.MONTHS,
    personnel.PERSONS,
    "材料清单",
    "差异清单",
    "证据索引",
    "识别质量",
)
"""The sheets in the order they are leafed through."""


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write report.xlsx; pictures stay in the HTML report."""
    path = out / "report.xlsx"
    result, period = dossier.result, dossier.case.policy.period
    programme = PROGRAMMES[result.programme] if result.programme else "申报方向未定"
    subject = f"{result.applicant.name or result.submission}　{programme}"
    book = Book(path, subject, f"{period.start} 至 {period.end}")
    book.add(SHEETS)
    cover.cover(book, dossier)
    placed = lines.reconciliation(book, dossier)
    totals.totals(book, dossier, placed)
    for sheet in (ledgers.contracts, ledgers.invoices, ledgers.payments, personnel.months, personnel.persons):
        sheet(book, dossier)
    for sheet in (indexes.materials, indexes.findings, indexes.evidence, indexes.quality):
        sheet(book, dossier)
    book.close()
    return path
