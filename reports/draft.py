"""report.docx: the draft of the special audit report (专项审计报告初稿), laid out by the firm's template."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from evidence.engagement import Engagement
from evidence.settings import ROOT
from reports import titles
from reports.charts import charts
from reports.dossier import Dossier
from reports.plates import Plates
from reports.word import conclusion, issues, opening, standing, sums
from reports.word.drawings import drawn
from reports.word.template import checked, filled
from reports.word.variables import Charts, ReportVariables

NAME = "report.docx"

_OF_LINES = "months"
"""The chart that says nothing where no spending is declared, as in a park's application."""


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write report.docx; UnusableInputError where the firm's template cannot be filled."""
    path = out / NAME
    known = variables(dossier, plates)
    values = {one.name: getattr(known, one.name) for one in fields(known)}
    title = f"专项审计报告（初稿）　{dossier.result.applicant.name or dossier.result.submission}"
    path.write_bytes(filled(folder(dossier.engagement) / NAME, values, title, titles.DRAFT))
    return path


def check(engagement: Engagement) -> None:
    """UnusableInputError where the template of the report could not be filled."""
    checked(folder(engagement) / NAME, ReportVariables)


def folder(engagement: Engagement) -> Path:
    """Where the Word templates lie: the firm's own, or those that come with the program."""
    return engagement.templates or ROOT / "configs" / "report"


def variables(dossier: Dossier, plates: Plates) -> ReportVariables:
    """All that the template may name, from the one dossier."""
    problems, notices = issues.told(dossier, plates)
    pictures = drawn([one for one in charts(dossier) if dossier.figures.lines or one.name != _OF_LINES])
    policy = dossier.result.policy
    return ReportVariables(
        draft=titles.DRAFT,
        firm=opening.firm(dossier),
        applicant=opening.applicant(dossier),
        programme=opening.programme(dossier),
        submission=dossier.result.submission,
        period=opening.period(dossier),
        policy=f"{policy.name} {policy.version}",
        run=dossier.run,
        notice=opening.notice(dossier),
        measured=sums.measured(dossier),
        amounts=sums.amounts(dossier),
        form_total=sums.form_total(dossier),
        suggestion=conclusion.suggestion(dossier),
        conclusions=conclusion.conclusions(dossier),
        tie_outs=sums.tie_outs(dossier),
        severities=sums.severities(dossier),
        intake=conclusion.intake(dossier),
        procedures=conclusion.procedures(dossier),
        limits=conclusion.limits(dossier),
        switches=sums.switches(dossier),
        cuts=sums.cuts(dossier),
        largest=sums.largest(dossier),
        categories=sums.categories(dossier),
        cap=sums.cap(dossier),
        steps=sums.steps(dossier),
        cloud=standing.cloud(dossier),
        park=standing.park(dossier),
        charts=Charts(**{one.name: pictures.get(one.name) for one in fields(Charts)}),
        issues=problems,
        notices=notices,
        groups=opening.groups(dossier),
        checklist=conclusion.checklist(dossier),
        unread=conclusion.unread(dossier),
        reach=sums.reach(dossier),
        sensitivity=sums.sensitivity(dossier),
        lines=sums.lines(dossier),
        totals=sums.totals(dossier),
        cited=issues.cited(dossier),
        materials=conclusion.materials(dossier),
    )
