"""Opening: what the report and the letter say alike of the firm, the applicant and the notice."""

from __future__ import annotations

from collections import Counter
from datetime import date

from evidence.engagement import Engagement
from reports.dossier import Dossier
from reports.masking import person_name
from reports.titles import PROGRAMMES
from reports.word.variables import Applicant, Firm, Notice, Question, QuestionGroup

UNREAD = "（未能从申报材料读取）"


def firm(dossier: Dossier) -> Firm:
    """The firm's own words; the client is the notice's issuer where the engagement names none."""
    known: Engagement = dossier.engagement
    return Firm(
        name=known.firm,
        city=known.city,
        client=known.client or dossier.case.policy.notice.issuer,
        reference=known.reference,
        secrecy=known.secrecy,
        standard=known.standard,
        preparer=known.preparer,
        reviewer=known.reviewer,
    )


def applicant(dossier: Dossier) -> Applicant:
    """Who applied; the legal representative with the surname only."""
    known = dossier.case.declaration.applicant
    return Applicant(
        name=known.name or UNREAD,
        uscc=known.uscc or UNREAD,
        legal_rep=person_name(known.legal_rep),
        registered=day(known.reg_date) if known.reg_date else "",
    )


def notice(dossier: Dossier) -> Notice:
    """The notice of the policy."""
    known = dossier.case.policy.notice
    written = date.fromisoformat(known.date) if len(known.date) == len("2000-01-01") else None
    return Notice(
        number=known.number, title=known.title, issuer=known.issuer, date=day(written) if written else known.date
    )


def programme(dossier: Dossier) -> str:
    """The programme applied for."""
    known = dossier.result.programme
    return PROGRAMMES[known] if known else "（申报方向未能判定）"


def period(dossier: Dossier) -> str:
    """The recognition period."""
    known = dossier.case.policy.period
    return f"{day(known.start)}至{day(known.end)}"


def groups(dossier: Dossier) -> tuple[QuestionGroup, ...]:
    """What the applicant is asked; a file by its name alone where no other file has it."""
    named = Counter(_name(path) for path in {row.file for row in dossier.result.documents})
    return tuple(
        QuestionGroup(
            title=group.title,
            questions=tuple(
                Question(number=one.number, about=one.about, ask=one.ask, files=_files(one.files, named))
                for one in group.inquiries
            ),
        )
        for group in dossier.inquiries
    )


def _files(paths: tuple[str, ...], named: Counter[str]) -> str:
    return "\n".join(_name(path) if named[_name(path)] < 2 else path for path in paths)


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def day(known: date) -> str:
    """`2024年3月5日`."""
    return f"{known.year}年{known.month}月{known.day}日"
