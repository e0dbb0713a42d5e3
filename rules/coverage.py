"""What the waterfall cut, as findings; and documents or materials that are there without a claim or are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence.declared import Programme
from evidence.fen import yuan
from evidence.finding import Evidence, Finding, Severity
from evidence.kind import Kind
from evidence.policy import Material
from evidence.problems import Problem
from evidence.record import Record
from evidence.rounding import half_unit
from rules.cloud.cost import ASKED
from rules.faults import Fault
from rules.papers import Papers
from rules.recognition import Workings
from rules.waterfall import Work

LISTED_SENTENCES = 5
"""So many single reasons stand in one finding; the rest is counted, and its evidence is listed all the same."""


def cuts_and_faults(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """One finding for every line and code that costs money, and one without amount for faults that cost nothing."""
    for work in workings.works:
        by_code: dict[str, list[Fault]] = {}
        amounts: dict[str, int] = {}
        for cut in work.cuts:
            by_code.setdefault(cut.fault.code, []).append(cut.fault)
            amounts[cut.fault.code] = amounts.get(cut.fault.code, 0) + cut.amount
        for fault in work.idle:
            if fault.code not in amounts:
                by_code.setdefault(fault.code, []).append(fault)
        for code, faults in by_code.items():
            yield _finding(papers, work, code, faults, amounts.get(code))


def _finding(papers: Papers, work: Work, code: str, faults: Sequence[Fault], amount: int | None) -> Finding:
    """The sentences of the faults with their amount; what a list in 万元 rounds away is only a note."""
    sentences = list(dict.fromkeys(fault.why for fault in faults))
    text = "；".join(sentences[:LISTED_SENTENCES])
    if len(sentences) > LISTED_SENTENCES:
        text += f"；等共{len(sentences)}处"
    money = yuan(amount) if amount is not None else None
    held = papers.policy.codes[code].effect in ("query", "info")
    verb = "暂不认定，待复核或说明" if held else "予以核减"
    tail = f"，涉及{money.shown()}元，{verb}。" if money else "，提请关注（未影响本项审定金额）。"
    evidence: list[Evidence] = [*papers.cell(work.line)]
    for fault in faults:
        evidence += fault.evidence
    found = papers.finding(code, text + tail, (work.line.id,), evidence, line=work.line, amount=money)
    rounded = code == "declared_line_mismatch" and amount is not None and amount <= half_unit(work.line)
    if code in ASKED and money is None and papers.case.public_cloud:
        return found.model_copy(update={"severity": Severity.S3})
    return found.model_copy(update={"severity": Severity.S4}) if rounded else found


def unmatched_documents(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices, payments and contracts that support no declared line; a park declares no lines of spending."""
    if papers.case.declaration.programme is Programme.PARK:
        return
    for name in papers.case.matching.unmatched:
        record = papers.records.get(name)
        if record is not None:
            message = f"文件“{record.file}”未对应任何申报明细，提请确认是否应列入项目清单"
            yield papers.finding("document_unmatched", message, (record.id,), (Evidence.of(record, _headline(record)),))


def _headline(record: Record) -> str:
    if record.kind.is_invoice:
        return "invoice_number"
    return "receipt_no" if record.kind.is_payment else "contract_no"


def outside_list(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The form declares more than the list, by exactly the amount of invoices that no line of the list claims."""
    declaration = papers.case.declaration
    total = declaration.declared_total
    if total is None or not declaration.lines or not declaration.declared_total_step:
        return
    listed = sum((line.declared for line in declaration.lines), start=yuan(0))
    gap = total.money - listed
    for name in papers.case.matching.unmatched:
        invoice = papers.invoices.get(name)
        amounts = [m for m in (invoice.gross, invoice.net) if m and m.currency == gap.currency] if invoice else []
        if invoice and any(abs((gap - money).amount) <= declaration.declared_total_step.amount for money in amounts):
            message = f"申报总额比项目清单合计多{gap.shown()}元，与发票{invoice.number}金额相符，该支出未列入项目清单"
            evidence = (Evidence.of(invoice.record, "total_incl_tax"),)
            yield papers.finding("line_not_in_project_list", message, (invoice.id,), evidence)


def missing_materials(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Materials the notice asks for of which no document was found.

    Reports are free text: while documents of unknown kind are left, their absence is a question and not a finding.
    """
    present = {record.kind for record in papers.records.values()}
    programme = papers.case.declaration.programme or Programme.PLATFORM
    unknown = sum(record.kind is Kind.OTHER for record in papers.records.values())
    unknown += sum(problem.fatal for problem in _problems(papers))
    note = f"（另有{unknown}个文件未能读取或归类，请先核对）" if unknown else ""
    for material in papers.policy.materials.get(programme, ()):
        if not present & set(material.kinds) and _asked_of(papers, material):
            code = "rule_cannot_determine" if unknown and material.free_text else material.code
            finding = papers.finding(code, f"未见{material.title}{note}", (material.title,))
            basis = f"{papers.policy.notice.number}：“{papers.policy.clauses[material.clause]}”"
            yield finding.model_copy(update={"basis": basis})


def _asked_of(papers: Papers, material: Material) -> bool:
    """Whether the material is asked of this applicant: some are of public, others of private or hybrid clouds only."""
    public = papers.case.public_cloud
    return material.when == "always" or (public is not None and public is (material.when == "public_cloud"))


def _problems(papers: Papers) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys((*papers.case.submission.problems, *papers.case.problems)))
