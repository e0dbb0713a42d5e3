"""report.xlsx: the working paper (审计工作底稿), whose totals are live formulas a reviewer can follow (domain 7.1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reports.dossier import Dossier
from reports.plates import Plates
from reports.sheets import (
    cover,
    cuts,
    evidence,
    findings,
    index,
    inquiries,
    invoices,
    ledgers,
    lines,
    materials,
    park,
    personnel,
    quality,
    readings,
    served,
    trail,
)
from reports.sheets.book import Book, Placed
from reports.sheets.cap import cap
from reports.sheets.proof import proof
from reports.sheets.totals import Tables, totals
from reports.titles import PROGRAMMES

_PLAIN: dict[str, Callable[[Book, Dossier, str], object]] = {
    index.READINGS: readings.readings,
    index.MONTHS: personnel.months,
    index.PERSONS: personnel.persons,
    index.SERVED: served.served,
    index.PROCEDURES: trail.procedures,
    index.COMPLETENESS: materials.completeness,
    index.FILES: materials.files,
    index.INQUIRIES: inquiries.inquiries,
    index.QUALITY: quality.quality,
    index.TRAIL: trail.trail,
}
_PICTURED: dict[str, Callable[[Book, Dossier, Plates, str], Placed]] = {
    index.CONTRACTS: ledgers.contracts,
    index.INVOICES: invoices.invoices,
    index.PAYMENTS: ledgers.payments,
    index.SUBDOMAINS: park.subdomains,
    index.INDICATORS: park.indicators,
    index.EVIDENCE: evidence.evidence,
}


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write report.xlsx, which links to the page pictures beside it."""
    path = out / "report.xlsx"
    result, period, engagement = dossier.result, dossier.case.policy.period, dossier.engagement
    programme = PROGRAMMES[result.programme] if result.programme else "申报方向未定"
    book = Book(
        path,
        subject=f"{result.applicant.name or result.submission}　{programme}",
        period=f"{period.start} 至 {period.end}",
        preparer=engagement.preparer,
        reviewer=engagement.reviewer,
    )
    numbers = index.numbers(dossier)
    book.add(tuple(numbers))
    cover.cover(book, dossier, numbers)
    _amounts(book, dossier, plates, numbers)
    for name, number in numbers.items():
        if name in _PLAIN:
            _PLAIN[name](book, dossier, number)
        elif name in _PICTURED:
            _PICTURED[name](book, dossier, plates, number)
    proof(book, numbers[index.PROOF])
    book.close()
    return path


def _amounts(book: Book, dossier: Dossier, plates: Plates, numbers: dict[str, str]) -> None:
    """The sheets whose formulas refer to one another: cuts → lines → limit → totals."""
    cut = cuts.cuts(book, dossier, plates, numbers[index.CUTS])
    placed = None
    if index.LINES in numbers:
        placed = lines.reconciliation(book, dossier, plates, numbers[index.LINES], cut)
    limit = {}
    if index.CAP in numbers and placed is not None:
        limit = cap(book, dossier, placed, numbers[index.CAP])
    listed = findings.findings(book, dossier, plates, numbers[index.FINDINGS])
    totals(book, dossier, Tables(placed, cut, listed, limit), numbers[index.TOTALS])
