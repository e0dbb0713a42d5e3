"""Outlook: how far the outcome may still move, as data — range, other readings of the policy, open checklist."""

from __future__ import annotations

from evidence.case import Verdict
from evidence.result import AlternativeOut, CheckedOut, QuestionOut, ReachOut


def reach(verdict: Verdict) -> ReachOut | None:
    """The range from certain to possible with the questions that move it."""
    found = verdict.reach
    if found is None:
        return None
    return ReachOut(
        certain=found.certain.plain(),
        possible=found.possible.plain(),
        subsidy_certain=found.subsidy_certain.plain(),
        subsidy_possible=found.subsidy_possible.plain(),
        questions=tuple(
            QuestionOut(finding=one.finding, code=one.code, line=one.line, moves=one.moves.plain())
            for one in found.questions
        ),
    )


def sensitivity(verdict: Verdict) -> tuple[AlternativeOut, ...]:
    """Every other reading of every switch."""
    return tuple(
        AlternativeOut(
            switch=one.switch,
            reading=one.reading,
            recognised=one.recognised.plain(),
            subsidy=one.subsidy.plain(),
        )
        for one in verdict.sensitivity
    )


def checklist(verdict: Verdict) -> tuple[CheckedOut, ...]:
    """What the auditor looks up outside, answered or open."""
    return tuple(
        CheckedOut(code=one.code, question=one.question, answer=one.answer, adverse=one.adverse)
        for one in verdict.checklist
    )
