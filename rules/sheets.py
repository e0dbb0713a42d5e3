"""Pages as they lie there: numbers that leave pages out, pages too poor to read, e-invoices only as pictures, seals.

A seal that was not found is a question: ink may be pale and a copy grey. Only the sheets of the case are looked at;
where a file has none, nothing is said of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from evidence.document import Method
from evidence.fact import Place
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.names import name_key, similarity
from evidence.record import Record
from evidence.sheet import Sheet
from rules.papers import Papers
from rules.recognition import Workings

POOR = 0.6
"""Below this mean confidence a page cannot be relied on."""
FEW = 5
"""Fewer words than this are no page to be judged: backs, covers, pictures."""
MOST_PAGES = 60
OTHER_NAME = 0.5
"""Below this likeness the rim of a seal names somebody else, whatever was misread."""
_ELECTRONIC = (Kind.INVOICE_EINV_SPECIAL, Kind.INVOICE_EINV_ORDINARY)
_COPIES = {Kind.LICENCE: "营业执照", Kind.ID_CARD: "法定代表人身份证"}
_AUTHORITIES = ("监督管理", "工商行政", "税务", "行政审批", "公安", "监制", "银行", "登记")
_COMPANY = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司")
_PARTIES = ("party_a", "party_b", "applicant_name", "name", "seller_name", "promisor", "principal", "agent", "employer")


def _sheets(papers: Papers, record: Record) -> list[Sheet]:
    """The sheets on which a record lies."""
    return [sheet for sheet in papers.case.sheets.get(record.source, ()) if sheet.number in record.pages]


def _spot(record: Record, page: int) -> Evidence:
    return Evidence(source=record.source, file=record.file, place=Place(page=page))


def left_out(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Documents that print `第 x 页 共 y 页` and lack some of the y pages, here and in every other file."""
    printed: dict[tuple[str, int], set[int]] = defaultdict(set)
    for record in papers.records.values():
        for sheet in _sheets(papers, record):
            if sheet.printed:
                printed[record.kind.value, sheet.printed[1]].add(sheet.printed[0])
    for record in papers.records.values():
        sheets = _sheets(papers, record)
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
            yield papers.finding("page_missing", message, (record.id,), (_spot(record, sheets[0].number),))


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
    used = dict.fromkeys(a.record for line in papers.case.matching.lines for a in line.invoices)
    copies: dict[str, list[Record]] = defaultdict(list)
    for name, invoice in papers.invoices.items():
        copies[papers.kept.get(name, name)].append(invoice.record)
    found = []
    for name in used:
        records = copies.get(papers.kept.get(name, name), [])
        sheets = [sheet for record in records for sheet in _sheets(papers, record)]
        electronic = bool(records) and all(record.kind in _ELECTRONIC for record in records)
        if electronic and sheets and all(sheet.method is Method.OCR for sheet in sheets):
            found.append(records[0])
    if found:
        numbers = "、".join(record.text("invoice_number") or record.file for record in found[:5])
        tail = f"等{len(found)}张" if len(found) > 5 else ""
        message = f"数电票{numbers}{tail}仅见打印件、扫描件或图片，未见电子原件（XML、OFD或PDF），请补充"
        evidence = [Evidence.of(record, "invoice_number") for record in found]
        yield papers.finding("e_original_missing", message, ("e_originals",), evidence)


def bare_copies(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Scans of licence and identity card without a seal in colour: none at all, or only the authority's own."""
    for record in papers.records.values():
        title = _COPIES.get(record.kind)
        sheets = [sheet for sheet in _sheets(papers, record) if sheet.method is Method.OCR]
        if not title or not sheets or record.id in papers.kept:
            continue
        seals = [seal for sheet in sheets for seal in sheet.seals]
        if not seals and record.kind is Kind.LICENCE:
            message = f"“{record.file}”（{title}）未识别到红色印章，可能为黑白复印件，请补充加盖鲜章的扫描件"
            yield papers.finding("seal_not_fresh", message, (record.id,), (_spot(record, sheets[0].number),))
        elif all(any(word in seal.text for word in _AUTHORITIES) for seal in seals):
            message = f"“{record.file}”（{title}）未识别到申报单位印章，请补充加盖鲜章的扫描件"
            yield papers.finding("seal_missing", message, (record.id,), (_spot(record, sheets[0].number),))


def other_names(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Seals of contracts, forms and certificates that name a company which is none of the document's parties."""
    for record in papers.records.values():
        if not (record.kind.is_contract or record.kind in (*_COPIES, Kind.COMMITMENT, Kind.ACCEPTANCE, Kind.FORM_A3)):
            continue
        names = [record.text(field) for field in _PARTIES if record.text(field)]
        names += [papers.applicant.name, *papers.applicant.former_names]
        for sheet in _sheets(papers, record):
            for seal in sheet.seals:
                if _names_another(seal.text, names) and len(sheet.seals) <= 2 and record.id not in papers.kept:
                    known = "、".join(f"“{name}”" for name in dict.fromkeys(names[:2]))
                    shown = f"“{record.file}”第{sheet.number}页印章文字为“{seal.text}”"
                    message = f"{shown}，与文件所载主体{known}不一致，提请核实"
                    subjects = (record.id, seal.text)
                    yield papers.finding("seal_name_mismatch", message, subjects, (_spot(record, sheet.number),))


def _names_another(text: str, names: list[str]) -> bool:
    """Whether a rim reads like a company's name and like none of these."""
    if "公司" not in text or len(name_key(text)) < 8 or any(word in text for word in _AUTHORITIES) or not any(names):
        return False
    return all(similarity(_stem(text), _stem(name)) < OTHER_NAME for name in names if name)


def _stem(name: str) -> str:
    """A name up to what every company is called."""
    return _COMPANY.split(name, maxsplit=1)[0]


RULES = (left_out, poor_pages, pictured_originals, bare_copies, other_names)
