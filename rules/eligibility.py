"""Lines whose kind cannot be told, and lines outside the notice that cost nothing any more."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.categories import category_of
from evidence.declared import Category, Programme
from evidence.finding import Finding
from rules.categories import eligible_items, ineligible_line
from rules.papers import Papers
from rules.recognition import Workings


def unclear_categories(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Lines whose category, description and invoices name no kind of spending the notice knows."""
    if papers.case.declaration.programme is Programme.CLOUD:
        return
    for line in papers.case.declaration.lines:
        known = category_of(line.description, papers.policy) not in (None, Category.UNCLEAR)
        if line.category is Category.UNCLEAR and not known and not eligible_items(papers, line):
            message = f"第{line.number}项“{line.description}”无法归入《申报指南》所列支出类别，提请确认"
            evidence = papers.cell(line, "category") or papers.cell(line)
            yield papers.finding("category_unclear", message, (line.id,), evidence, line=line)


def ineligible_without_cut(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Lines outside the notice whose whole amount other reasons have already cut."""
    if papers.case.declaration.programme is Programme.CLOUD:
        return
    for work in workings.works:
        cut = any(item.fault.code == "category_ineligible" for item in work.cuts)
        idle = any(fault.code == "category_ineligible" for fault in work.idle)
        if not cut and not idle and not work.line.is_personnel:
            for fault in ineligible_line(papers, work.line):
                message = f"{fault.why}，提请关注（未影响本项审定金额）。"
                yield papers.finding(fault.code, message, (work.line.id,), fault.evidence, line=work.line)
