"""Outlook: how far the outcome may still move, as data — range, other readings of the policy, open checklist."""

from __future__ import annotations

from evidence.case import Verdict
from evidence.cloud import CloudStanding, Count
from evidence.result import (
    AlternativeOut,
    CheckedOut,
    CloudOut,
    CountOut,
    IndicatorOut,
    ParkOut,
    QuestionOut,
    ReachOut,
    StarOut,
    SubdomainOut,
)


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


def cloud(verdict: Verdict) -> CloudOut | None:
    """The stars and the sub-domains of a cloud application."""
    found = verdict.cloud
    if found is None:
        return None
    return CloudOut(
        applied=found.applied,
        granted=found.granted,
        state=found.state,
        ticked=_count(found.ticked),
        evidenced=_count(found.evidenced),
        counted=_count(found.counted),
        stars=tuple(
            StarOut(
                star=one.star,
                classes_min=one.classes_min,
                subdomains_min=one.subdomains_min,
                by_ticks=one.by_ticks,
                by_papers=one.by_papers,
                subsidy=one.subsidy.plain(),
            )
            for one in found.stars
        ),
        subdomains=_subdomains(found),
    )


def _count(count: Count) -> CountOut:
    return CountOut(classes=count.classes, subdomains=count.subdomains)


def _subdomains(found: CloudStanding) -> tuple[SubdomainOut, ...]:
    return tuple(
        SubdomainOut(
            group=one.group,
            domain=one.domain,
            name=one.name,
            ticked=one.ticked,
            state=one.state,
            instead=one.instead,
            files=tuple(dict.fromkeys(item.file for item in one.evidence)),
        )
        for one in found.subdomains
    )


def park(verdict: Verdict) -> ParkOut | None:
    """The conditions and indicators of a park, and its award."""
    found = verdict.park
    if found is None:
        return None
    return ParkOut(
        star=found.star,
        asked=found.asked.plain(),
        standard=found.standard.plain(),
        received=found.received.plain(),
        due=found.due.plain(),
        checks=tuple(
            IndicatorOut(
                group=one.group,
                indicator=one.indicator,
                item=one.item,
                declared=one.declared,
                found=one.found,
                state=one.state,
                codes=one.codes,
                files=tuple(dict.fromkeys(item.file for item in one.evidence)),
            )
            for one in found.checks
        ),
    )
