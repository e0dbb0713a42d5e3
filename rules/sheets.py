"""Pages as they lie there: numbers that leave pages out, pages too poor to read, e-invoices only as pictures.

Only the sheets of the case are looked at; where a file has none, nothing is said of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from evidence.document import Method
from evidence.fact import Place
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.record import Record
from evidence.sheet import Sheet
from rules.papers import Papers
from rules.recognition import Workings

POOR = 0.6
"""Below this mean confidence a page cannot be relied on."""
FEW = 5
"""Fewer words than this are no page to be judged: backs, covers, pictures."""


MOST_PAGES = 60


_ELECTRONIC = (Kind.INVOICE_EINV_SPECIAL, Kind.INVOICE_EINV_ORDINARY)


def lying_on(papers: Papers, record: Record) -> list[Sheet]:
    """The sheets on which a record lies."""
    return [sheet for sheet in papers.case.sheets.get(record.source, ()) if sheet.number in record.pages]


def spot(record: Record, page: int) -> Evidence:
    """A page of a record as evidence."""
    return Evidence(source=record.source, file=record.file, place=Place(page=page))


def left_out(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Documents that print `第 x 页 共 y 页` and lack some of the y pages, here and in every other file."""
    printed: dict[tuple[str, int], set[int]] = defaultdict(set)
    for record in papers.records.values():
        for sheet in lying_on(papers, record):
            if sheet.printed:
                printed[record.kind.value, sheet.printed[1]].add(sheet.printed[0])
    for record in papers.records.values():
        sheets = lying_on(papers, record)
        told = [sheet.printed for sheet in sheets if sheet.printed]
        totals = {total for _, total in told}
        if len(totals) != 1 or len(told) != len({number for number, _ in told}) or record.id in papers.kept:
            continue
        total = totals.pop()
        pixels = any(sheet.method is Method.OCR for sheet in sheets)
        if len(sheets) >= total or total > MOST_PAGES or (pixels and len(told) < 2):
            continue
        elsewhere = printed[record.kind.value, total] | printed[Kind.OTHER.value, total]
        gone = [number for number in range(1, total + 1) if number not in elsewhere]
        if gone and len(told) == len(sheets):
            named = "、".join(map(str, gone))
            message = f"“{record.file}”印有共{total}页，未见第{named}页"
            yield papers.finding("page_missing", message, (record.id,), (spot(record, sheets[0].number),))


def poor_pages(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Pages of which hardly anything could be read with confidence; one finding a file."""
    files = {source.sha256: source.path for source in reversed(papers.case.submission.sources)}
    for source, sheets in papers.case.sheets.items():
        poor = [s for s in sheets if s.method is Method.OCR and s.words >= FEW and s.clarity < POOR]
        if poor and source in files:
            named = "、".join(str(sheet.number) for sheet in poor)
            message = f"“{files[source]}”第{named}页模糊，识别置信度低，请补充清晰件"
            evidence = [Evidence(source=source, file=files[source], place=Place(page=sheet.number)) for sheet in poor]
            subject = next((record.id for record in papers.case.records if record.source == source), source)
            yield papers.finding("material_unreadable", message, (subject, "poor"), evidence)


def pictured_originals(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """数电票 in use of which only a scan or photograph is there; one finding for all (财会〔2020〕6号 §4)."""
    copies: dict[str, list[Record]] = defaultdict(list)
    for name, invoice in papers.invoices.items():
        copies[papers.kept.get(name, name)].append(invoice.record)
    found = []
    for used in papers.invoices_in_use:
        records = copies[papers.kept.get(used.id, used.id)]
        sheets = [sheet for record in records for sheet in lying_on(papers, record)]
        electronic = all(record.kind in _ELECTRONIC for record in records)
        if electronic and sheets and all(sheet.method is Method.OCR for sheet in sheets):
            found.append(records[0])
    if found:
        numbers = "、".join(record.text("invoice_number") or record.file for record in found[:5])
        tail = f"等{len(found)}张" if len(found) > 5 else ""
        message = f"数电票{numbers}{tail}仅见打印件、扫描件或图片，未见电子原件（XML、OFD或PDF），请补充"
        evidence = [Evidence.of(record, "invoice_number") for record in found]
        yield papers.finding("e_original_missing", message, ("e_originals",), evidence)


RULES = (
    left_out,
    poor_pages,
    pictured_originals,
)
