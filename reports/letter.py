"""letter.docx: the letter for supplementary material (补充资料通知) — it asks, and says nothing of what follows."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from evidence.engagement import Engagement
from reports.dossier import Dossier
from reports.draft import folder
from reports.plates import Plates
from reports.word import opening
from reports.word.template import checked, filled
from reports.word.variables import LetterVariables

NAME = "letter.docx"


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write letter.docx; UnusableInputError where the firm's template cannot be filled."""
    path = out / NAME
    known = variables(dossier)
    values = {one.name: getattr(known, one.name) for one in fields(known)}
    path.write_bytes(filled(folder(dossier.engagement) / NAME, values, "补充资料通知", known.applicant.name))
    return path


def check(engagement: Engagement) -> None:
    """UnusableInputError where the template of the letter could not be filled."""
    checked(folder(engagement) / NAME, LetterVariables)


def variables(dossier: Dossier) -> LetterVariables:
    """All that the template may name; severity, codes and amounts cut are not among it."""
    groups = opening.groups(dossier)
    return LetterVariables(
        firm=opening.firm(dossier),
        applicant=opening.applicant(dossier),
        programme=opening.programme(dossier),
        period=opening.period(dossier),
        notice=opening.notice(dossier),
        answer_days=dossier.engagement.answer_days,
        count=sum(len(group.questions) for group in groups),
        groups=groups,
    )
