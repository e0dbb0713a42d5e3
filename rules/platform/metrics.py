"""The core metrics of the form against what the papers show, and the typical enterprises it must name (IIP-12)."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.document import Method
from evidence.finding import Evidence, Finding, Severity
from evidence.kind import Kind
from evidence.record import Record
from evidence.views import sure
from rules.papers import Papers
from rules.platform.census import is_platform
from rules.recognition import Workings

METRICS = {
    "devices_connected": "接入设备数",
    "protocols": "兼容协议数量",
    "industrial_apps": "工业APP数",
    "mechanism_models": "工业机理模型",
    "microservices": "微服务组件数量",
    "solutions": "解决方案数",
}
_SHOWING = (
    Kind.BACKEND_EXPORT,
    Kind.SYSTEM_SCREENSHOT,
    Kind.CLOUD_SCREENSHOT,
    Kind.IMPLEMENTATION_REPORT,
    Kind.CONSTRUCTION_PLAN,
    Kind.ACCEPTANCE,
    Kind.INTERNAL_DOC,
    Kind.OTHER,
)
"""Kinds that may show how far a platform has come; unknown documents may as well."""


def _form(papers: Papers) -> Record | None:
    return papers.records.get(papers.case.declaration.form) if is_platform(papers) else None


def bare_metrics(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Metrics in the form, and no paper of any kind that could show them."""
    form = _form(papers)
    if form is None or papers.case.problems:
        return
    if any(record.kind in _SHOWING for record in papers.records.values()):
        return
    stated = [(field, title) for field, title in METRICS.items() if sure(form.facts.get(field))]
    if stated:
        told = "、".join(f"{title}{form.text(field)}" for field, title in stated)
        message = f"申报表填报{told}，未见平台后台数据、系统截图、测试或验收资料等佐证，请补充"
        evidence = [Evidence.of(form, field) for field, _ in stated]
        yield papers.finding("metric_unsupported", message, (form.id,), evidence)


def devices(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """More devices in the form than the user lists add up to; only a note, for a list may show part of them."""
    form = _form(papers)
    fact = form.facts.get("devices_connected") if form else None
    lists = [record for record in papers.records.values() if record.kind is Kind.BACKEND_EXPORT and record.rows]
    counts = [row.facts.get("devices") for record in lists for row in record.rows]
    known = [count for count in counts if count is not None and count.value.isdigit() and sure(count)]
    if form is None or fact is None or fact.type != "number" or not sure(fact) or not known or len(known) < len(counts):
        return
    total = sum(int(count.value) for count in known)
    if fact.number > total:
        message = f"申报表接入设备数{fact.value}台（套），后台用户清单设备数合计{total}台（套），请说明统计口径"
        evidence = [Evidence.of(form, "devices_connected"), *(Evidence.of(record, "rows") for record in lists)]
        found = papers.finding("metric_unsupported", message, (form.id, "devices"), evidence)
        yield found.model_copy(update={"severity": Severity.S4})


def typical_cases(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Fewer typical enterprises than asked for; a form that shows none may have them on another sheet."""
    form, terms = _form(papers), papers.policy.platform
    if form is None or terms is None or "enterprises_served" not in form.facts or "overview" not in form.facts:
        return
    named = [row for row in form.rows if row.text("name")]
    pixels = any(fact.method is Method.OCR for row in form.rows for fact in row.facts.values())
    if len(named) >= terms.typical_cases_min:
        return
    evidence = [Evidence.at(form, "name", row.facts["name"]) for row in named] or [Evidence.of(form, "overview")]
    message = f"申报表典型应用企业{len(named)}家，少于{terms.typical_cases_min}家"
    if named and not pixels:
        yield papers.finding("typical_case_insufficient", message, (form.id,), evidence)
    else:
        message = f"申报表仅识别出典型应用企业{len(named)}家，要求不少于{terms.typical_cases_min}家，提请人工核对"
        yield papers.finding("rule_cannot_determine", message, (form.id, "typical"), evidence)


RULES = (bare_metrics, devices, typical_cases)
