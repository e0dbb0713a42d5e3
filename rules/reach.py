"""Reach: between what holds now and what would hold were every open question answered for the applicant.

Certain leaves out lines that a finding holds back and documents whose values are in doubt. Possible supposes that
every missing paper comes and every explanation is accepted (the policy's `answerable` codes); an invoice nobody has
seen is supposed to carry no deductible tax, so possible is an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from evidence.declared import DeclaredLine
from evidence.fen import yuan
from evidence.finding import Finding, Severity, finding_id
from evidence.recognition import Question, Reach
from rules.cloud.cost import ASKED
from rules.papers import Papers
from rules.personnel import fall_personnel
from rules.recognition import Workings, fall_line, grant_on, sums_of
from rules.scenario import Scenario
from rules.waterfall import Work

DOUBTS = ("ocr_low_confidence",)
"""Codes that ask a person to confirm a value: until then its document does not count as certain."""


def reach(papers: Papers, workings: Workings, findings: Iterable[Finding]) -> Reach:
    """The range, and every question that moves it, the one that moves most first."""
    findings = tuple(findings)
    works = workings.works
    base = sums_of(papers, works).total
    granted = _answerable(papers, works)
    held = _held(papers, findings)
    certain = _total(papers, works, Scenario(withheld=frozenset(held)))
    possible = _total(papers, works, Scenario(granted=frozenset(granted)))
    gains = [_question(line, code, _total(papers, works, Scenario(frozenset({(line, code)}))) - base)
             for line, code in granted]  # fmt: skip
    gains += [
        Question(finding=name, code=code, line=line,
                 moves=yuan(base - _total(papers, works, Scenario(withheld=frozenset(subjects)))))
        for name, code, line, subjects in _grouped(held, findings)
    ]  # fmt: skip
    stopped = any(_stops(papers, finding) for finding in findings)
    return Reach(
        certain=yuan(certain),
        possible=yuan(possible),
        subsidy_certain=yuan(0) if stopped else grant_on(papers, certain).granted,
        subsidy_possible=grant_on(papers, possible, as_asked=True).granted,
        questions=tuple(sorted((q for q in gains if q.moves), key=lambda q: (-q.moves.amount, q.finding))),
    )


def _answerable(papers: Papers, works: Sequence[Work]) -> list[tuple[str, str]]:
    """(line, code) of every cut that further papers or an explanation may undo."""
    pairs = ((work.line.id, cut.fault.code) for work in works for cut in work.cuts)
    return list(dict.fromkeys(pair for pair in pairs if pair[1] in papers.policy.answerable))


def _held(papers: Papers, findings: Iterable[Finding]) -> dict[str, Finding]:
    """Lines and records that a finding holds back, or whose value a person has to confirm."""
    held: dict[str, Finding] = {}
    known = {line.id for line in papers.case.declaration.lines} | set(papers.records)
    for finding in findings:
        if finding.code in DOUBTS or papers.policy.codes[finding.code].effect == "hold" or _asked_only(finding):
            for subject in finding.subjects:
                if subject in known:
                    held.setdefault(subject, finding)
    return held


def _asked_only(finding: Finding) -> bool:
    """Whether papers of a line are asked for without a cut, as of a public cloud: until they come it is not certain."""
    return finding.code in ASKED and finding.amount is None and finding.severity is Severity.S3


def _grouped(
    held: dict[str, Finding], findings: Iterable[Finding]
) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    """Each finding that holds something back, with what it holds."""
    owners = {finding.id: [name for name, by in held.items() if by.id == finding.id] for finding in findings}
    return [(f.id, f.code, f.line, tuple(owners[f.id])) for f in findings if owners[f.id]]


def _stops(papers: Papers, finding: Finding) -> bool:
    """Whether a finding holds the whole application back, not a line or a document of a line."""
    if papers.policy.codes[finding.code].effect != "hold" or finding.line is not None:
        return False
    used = {record.id for record in papers.records_in_use}
    return not any(subject in used for subject in finding.subjects)


def _question(line: str, code: str, moves: int) -> Question:
    return Question(finding=finding_id(code, (line,)), code=code, line=line, moves=yuan(moves))


def _total(papers: Papers, works: Sequence[Work], scenario: Scenario) -> int:
    """The recognised total under a scenario; only the lines it touches are judged again."""
    supposed = replace(papers, scenario=scenario)
    touched = {line for line, _ in scenario.granted}
    again = {w.line.id: fall_line(supposed, w.line, w.net) for w in works
             if not w.line.is_personnel and (w.line.id in touched or _touches(papers, w.line, scenario))}  # fmt: skip
    staff = [work.line for work in works if work.line.is_personnel]
    if any(line.id in touched or _touches(papers, line, scenario) for line in staff):
        again |= {work.line.id: work for work in fall_personnel(supposed, staff)}
    return sums_of(papers, [again.get(work.line.id, work) for work in works]).total


def _touches(papers: Papers, line: DeclaredLine, scenario: Scenario) -> bool:
    """Whether something is withheld that the line rests on."""
    return line.id in scenario.withheld or not scenario.withheld.isdisjoint(papers.evidence(line).records)
