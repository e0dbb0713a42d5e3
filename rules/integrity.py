"""How far our own reading carries: unread files, unsure kinds, amounts nobody has proven, numbers against dates."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.document import Method
from evidence.fact import Place, Status
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.problems import Problem, Trouble
from evidence.record import Record
from evidence.views import sure
from rules.papers import Papers
from rules.recognition import Workings

_AMOUNTS = ("total_incl_tax", "pay_amount", "contract_amount")
"""The amount of an invoice, a payment, a contract; no kind has two of them."""


def unproven_amounts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Amounts behind a declared line that were read from pixels and that nothing confirms, or something contradicts."""
    for record in papers.records_in_use:
        for field in _AMOUNTS:
            fact = record.facts.get(field)
            if fact and fact.method is Method.OCR and fact.status is not Status.PROVEN:
                state = "与其他信息不一致" if fact.status is Status.CONTRADICTED else "未经其他信息印证"
                message = f"“{record.file}”金额{fact.money.shown()}元由图像识别取得，{state}，提请人工复核"
                yield papers.finding("ocr_low_confidence", message, (record.id, field), (Evidence.of(record, field),))


def unread_files(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Files and pages that could not be read: what they might prove is unknown."""
    for problem in dict.fromkeys((*papers.case.submission.problems, *papers.case.problems)):
        if problem.trouble is not Trouble.UNCERTAIN_KIND:
            page = f"第{problem.page}页" if problem.page else ""
            message = f"文件“{problem.file}”{page}未能读取：{problem.reason}。{problem.remedy}"
            subjects = (problem.file, str(problem.page or ""))
            yield papers.finding("file_unreadable", message, subjects, (_spot(papers, problem),))


def _spot(papers: Papers, problem: Problem) -> Evidence:
    sources = (s.sha256 for s in papers.case.submission.sources if s.path == problem.file)
    return Evidence(source=next(sources, ""), file=problem.file, place=Place(page=problem.page or 1))


def unsure_kinds(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Documents that no extractor, or several, claimed."""
    uncertain = {p.file: p for p in papers.case.problems if p.trouble is Trouble.UNCERTAIN_KIND}
    for record in papers.records.values():
        if record.kind is Kind.OTHER or record.file in uncertain:
            message = f"文件“{record.file}”单据类型未能确定，提请人工归类"
            yield papers.finding("doc_type_uncertain", message, (record.id,), (_page(record),))


def _page(record: Record) -> Evidence:
    return Evidence(source=record.source, file=record.file, place=Place(page=record.pages[0]))


def number_years(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """数电票 whose number begins with another year than that of issue."""
    for invoice in papers.invoices.values():
        facts = (invoice.record.facts.get("invoice_number"), invoice.record.facts.get("issue_date"))
        known = len(invoice.number) == 20 and invoice.number.isdigit() and invoice.issued is not None
        if not known or invoice.id in papers.kept or not all(sure(fact) for fact in facts):
            continue
        if invoice.issued and invoice.number[:2] != f"{invoice.issued:%y}":
            message = f"发票号码{invoice.number}前两位为{invoice.number[:2]}，与开票日期{invoice.issued}年份不符"
            evidence = (Evidence.of(invoice.record, "invoice_number"), Evidence.of(invoice.record, "issue_date"))
            yield papers.finding("invoice_number_year_conflict", message, (invoice.id,), evidence)


def doubtful_days(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Dates in use that were read badly and would lie outside the period: asked about, not held against the line."""
    for record in papers.records_in_use:
        for field in ("issue_date", "pay_date"):
            fact = record.facts.get(field)
            if fact is None or fact.type != "date" or sure(fact):
                continue
            if fact.day not in papers.policy.period:
                message = f"“{record.file}”日期识别为{fact.day}且置信度低，可能不在认定期内，提请人工核对"
                evidence = (Evidence.of(record, field),)
                yield papers.finding("rule_cannot_determine", message, (record.id, field), evidence)
