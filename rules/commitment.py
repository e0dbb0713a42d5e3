"""The commitment of the application form: whether one is printed, signed and dated, and dated inside the window."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.document import Method
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.record import Record
from evidence.views import day_of, sure
from rules.forms import form_of, terms_of, understood
from rules.papers import Papers
from rules.recognition import Workings


def late_forms(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A commitment signed after the last day of the window: the form cannot have been handed in before."""
    form = form_of(papers)
    fact = form.facts.get("commitment_date") if form else None
    window = papers.policy.window
    if form and fact and sure(fact) and fact.type == "date" and fact.day > window.end:
        span = f"申报期{window.start}至{window.end}"
        message = f"申报表承诺签署日期为{fact.day}，晚于申报截止日（{span}），提请核实"
        evidence = (Evidence.of(form, "commitment_date"),)
        yield papers.finding("submission_outside_window", message, (form.id,), evidence)


def commitments(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A form without a commitment, with one nobody signed, or with one that bears no day."""
    form = form_of(papers)
    if form is None or not understood(form, terms_of(papers)):
        return
    if any(record.kind is Kind.COMMITMENT for record in papers.records.values()):
        return
    signed = form.facts.get("commitment_signed")
    spot = (Evidence.of(form, "commitment_signed"),)
    if signed is None:
        if "commitment" not in form.facts:
            yield _or_asked(papers, form, "commitment_missing", "申报表未见申报单位承诺", spot)
    elif not signed.flag:
        yield _or_asked(papers, form, "commitment_unsigned", "申报单位承诺处未见法定代表人签名或印章", spot)
    elif day_of(form, "commitment_date") is None:
        message = "申报单位承诺未见签署日期"
        yield papers.finding("commitment_undated", message, (form.id,), spot)


def _or_asked(papers: Papers, form: Record, code: str, told: str, spot: tuple[Evidence, ...]) -> Finding:
    """Stated where nothing can have escaped the reader, asked where pixels, pictures or unread files may show it."""
    notes = dict(papers.case.notes.get(form.source, ()))
    pictured = notes.get("pictures", "0") != "0"
    unread = any(record.kind is Kind.OTHER for record in papers.records.values()) or bool(papers.case.problems)
    office = all(fact.method is Method.OFFICE for fact in form.facts.values())
    if office and not pictured and not unread:
        return papers.finding(code, told, (form.id,), spot)
    return papers.finding(
        "rule_cannot_determine", f"{told}（可能为手写、图片或另附），提请人工查看", (form.id, code), spot
    )


RULES = (
    late_forms,
    commitments,
)
