"""`gouji diff`: what changed between two results, as text to be read or printed."""

from __future__ import annotations

from reports.changes.amounts import amounts, cuts, lines
from reports.changes.edition import Edition, open_edition
from reports.changes.findings import findings, rulings
from reports.changes.papers import documents, problems, under_new_names
from reports.changes.remainder import remainder
from reports.changes.section import Section
from reports.changes.terms import application, installation, policy
from reports.plain_text import visible

__all__ = ["Edition", "Section", "changes", "open_edition", "render"]


def changes(old: Edition, new: Edition) -> tuple[Section, ...]:
    """Everything that changed, by heading; empty exactly where the two results are equal and rest on the same."""
    before, after = under_new_names(old.result, new.result), new.result
    told = {
        "submission applicant programme": application(before, after),
        "amounts personnel_readings": amounts(before, after),
        "lines": [*lines(before, after), *cuts(before, after)],
        "findings": [*findings(before, after), *rulings(before, after)],
        "documents": documents(old.result, after),
        "problems": problems(before, after),
        "policy": policy(before, after),
    }
    named = frozenset(field for fields, found in told.items() if found for field in fields.split())
    parts = [section for found in told.values() for section in found]
    return (*parts, *remainder(before, after, named), *installation(old, new))


def render(old: Edition, new: Edition) -> str:
    """The comparison as text, without colours, each part under its heading."""
    found = changes(old, new)
    head = [f"前次 {visible(old.name)}{_run(old)}", f"本次 {visible(new.name)}{_run(new)}", ""]
    if not found:
        return "\n".join((*head, "两次结果一致", ""))
    same = ["两次结果的数据一致，程序或配置有差异", ""] if old.result == new.result else []
    unknown = [] if old.manifest and new.manifest else ["注：至少一方没有 manifest.json，程序与配置未比对", ""]
    return "\n".join((*head, *same, *(line for one in found for line in one.lines()), *unknown))


def _run(edition: Edition) -> str:
    return f"（{visible(edition.manifest.run)}）" if edition.manifest else ""
