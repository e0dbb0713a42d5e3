"""Standing: which star a cloud application asks for, and which one its ticks and its papers carry (申报指南 二（二）).

Only the countable half of the condition is decided: classes and sub-domains. What the sub-domains do for the company
(有效、深度、全面支撑) is for the experts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evidence.case import Case
from evidence.kind import Kind
from evidence.policy import CloudTerms
from evidence.views import sure
from rules.subdomains import Subdomain, Survey

State = Literal["pass", "fail", "cannot_determine"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The highest star on each way of counting (0: none), and what follows for the one applied for."""

    applied: int
    by_ticks: int
    """Ticked rows without those that overlap."""
    by_papers: int
    """Ticked and evidenced rows without those that overlap."""
    state: State
    unread: int
    """Files that could not be read: evidence may lie in them, so that nothing is decided against the applicant."""
    unnamed: int = 0
    """Files of unknown kind, which a person has to name first."""

    @property
    def granted(self) -> int:
        """The star whose rate the calculation uses: never above the one applied for nor what the papers carry."""
        return min(self.applied, self.by_papers) if self.state == "fail" else self.applied


def star_asked(case: Case) -> int:
    """The star that the form applies for; 0 where none is readable."""
    form = next((record for record in case.records if record.id == case.declaration.form), None)
    text = form.text("star") if form else ""
    return next((star for mark, star in _STARS.items() if mark in text), 0)


_STARS = {"三": 3, "四": 4, "五": 5, "3": 3, "4": 4, "5": 5}


def highest(rows: Sequence[Subdomain], terms: CloudTerms) -> int:
    """The highest star whose numbers of classes and sub-domains the rows reach; 0 for none."""
    classes, count = len({row.group for row in rows}), len(rows)
    reached = (s for s, need in terms.stars.items() if classes >= need.classes_min and count >= need.subdomains_min)
    return max(reached, default=0)


def standing_of(case: Case, found: Survey) -> Standing:
    """Where the application stands; nothing is held against a form that could not be read."""
    terms = case.policy.cloud
    applied = star_asked(case)
    if terms is None:
        return Standing(applied, 0, 0, "cannot_determine", 0)
    by_ticks = highest([row for row in found.ticked if row.key not in found.overlapping], terms)
    by_papers = highest(found.counted, terms)
    unnamed = sum(record.kind is Kind.OTHER for record in case.records)
    unread = len({problem.file for problem in (*case.submission.problems, *case.problems) if problem.fatal})
    return Standing(
        applied, by_ticks, by_papers, _state(case, found, (applied, by_ticks, by_papers), unread), unread, unnamed
    )


def _state(case: Case, found: Survey, stars: tuple[int, int, int], unread: int) -> State:
    applied, by_ticks, by_papers = stars
    if not applied or not found.rows:
        return "cannot_determine"
    if by_papers >= applied:
        return "pass"
    form = next(record for record in case.records if record.id == case.declaration.form)
    told = found.whole and sure(form.facts.get("star")) and all(row.sure for row in found.rows)
    if by_ticks < applied and told:
        return "fail"
    return "fail" if not unread and sure(form.facts.get("star")) else "cannot_determine"
