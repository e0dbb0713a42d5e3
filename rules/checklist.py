"""The auditor's checklist: what documents cannot decide, and what an imported table already answered."""

from __future__ import annotations

from collections.abc import Callable

from evidence.declared import Programme
from evidence.imported import Imported
from evidence.recognition import Checked
from rules.papers import Papers

Answer = tuple[str, bool]
"""The answer in words, empty while open, and whether it is adverse."""


def checklist(papers: Papers) -> tuple[Checked, ...]:
    """Every item of the policy that concerns the programme, with its answer where there is one."""
    programme = papers.case.declaration.programme or Programme.PLATFORM
    asked = [item for item in papers.policy.checklist if not item.programmes or programme in item.programmes]
    found = []
    for item in asked:
        answer, adverse = _ANSWERS[item.answered_by](papers.case.imported) if item.answered_by else ("", False)
        found.append(Checked(code=item.code, question=item.question, answer=answer, adverse=adverse))
    return tuple(found)


def _statuses(imported: Imported) -> Answer:
    rows = imported.invoice_status
    bad = sum(row.status != "normal" for row in rows)
    return (f"已导入{len(rows)}张发票的查验结果，其中非正常{bad}张" if rows else "", bad > 0)


def _registry(imported: Imported) -> Answer:
    return (f"已导入{len(imported.registry)}家企业的登记信息" if imported.registry else "", False)


def _awards(imported: Imported) -> Answer:
    return (f"已导入{len(imported.awards)}条以往财政资金记录" if imported.awards else "", False)


def _originals(imported: Imported) -> Answer:
    rows = imported.originals
    missing = sum(not row.seen for row in rows)
    return (f"已核对{len(rows)}份原件，未见原件{missing}份" if rows else "", missing > 0)


def _credit(imported: Imported) -> Answer:
    rows = imported.credit
    bad = sum(row.adverse for row in rows)
    return (f"已导入{len(rows)}条查询结果，其中不良{bad}条" if rows else "", bad > 0)


_ANSWERS: dict[str, Callable[[Imported], Answer]] = {
    "invoice_status": _statuses,
    "registry": _registry,
    "awards": _awards,
    "originals": _originals,
    "credit": _credit,
}
