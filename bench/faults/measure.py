"""Judges drafts and holds the verdicts against what an exact audit says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from bench.faults import injections as injections  # noqa: PLC0414  the catalogue is filled by its modules
from bench.faults.case import case_of
from bench.faults.catalogue import CATALOGUE, Fault, put_in
from bench.faults.draft import Draft, Found
from bench.faults.oracle import Truth, truth
from bench.faults.submissions import submission
from evidence.case import Verdict
from evidence.declared import Programme
from evidence.fen import fen
from evidence.finding import Finding
from rules import judge

GRAVE = ("S1", "S2", "S3")


@dataclass(frozen=True, slots=True)
class Judged:
    """One submission: its faults by name, what had to be found, and what was."""

    seed: int
    faults: tuple[str, ...]
    expected: tuple[Found, ...]
    missed: tuple[Found, ...]
    false: tuple[Finding, ...]
    """Findings of S1 to S3 that no fault explains."""
    exact: bool
    recognised: tuple[int, int]
    """In fen: as an exact audit, as judged."""


@dataclass(slots=True)
class Tally:
    """Recall of one code."""

    expected: int = 0
    found: int = 0
    misses: list[str] = field(default_factory=list)


def judged(draft: Draft, names: Iterable[str] = ()) -> Judged:
    """Judge a draft after its faults were put in."""
    verdict, exact = judge(case_of(draft)), truth(draft)
    recognised = fen(verdict.recognition.recognised)
    return Judged(
        seed=draft.seed,
        faults=tuple(names),
        expected=exact.found,
        missed=tuple(item for item in exact.found if not _said(item, verdict)),
        false=tuple(_unexplained(verdict, exact, draft.also)),
        exact=(recognised, fen(verdict.recognition.subsidy)) == (exact.recognised, exact.subsidy),
        recognised=(exact.recognised, recognised),
    )


def _said(item: Found, verdict: Verdict) -> bool:
    """Whether a finding has the code, the line and what is cut."""
    for finding in verdict.findings:
        same_line = item.line is None or finding.line == f"L-{item.line}"
        same_amount = item.amount is None or fen(finding.amount) == item.amount
        if finding.code == item.code and same_line and same_amount:
            return True
    return False


def _unexplained(verdict: Verdict, exact: Truth, also: set[str]) -> Iterator[Finding]:
    known = {(item.code, item.line) for item in exact.found}
    codes = {code for code, _ in known}
    for finding in verdict.findings:
        line = finding.line.removeprefix("L-") if finding.line else None
        named = (finding.code, line) in known or (finding.code, None) in known
        if (
            finding.severity in GRAVE
            and finding.code not in also
            and not named
            and not (line is None and finding.code in codes)
        ):
            yield finding


def alone(seed: int, chosen: Fault) -> Judged | None:
    """One fault in a clean submission; None where it does not fit this one."""
    draft = submission(seed, chosen.programme)
    return judged(draft, (chosen.name,)) if put_in(draft, chosen) else None


def together(seed: int, count: int, programme: Programme = Programme.PLATFORM) -> Judged:
    """So many random faults in one submission, on distinct lines and people."""
    draft, rng = submission(seed, programme), Random(f"together-{seed}")
    names: list[str] = []
    fitting = [chosen for chosen in CATALOGUE if chosen.programme is programme]
    for chosen in rng.sample(fitting, len(fitting)):
        if len(names) == count:
            break
        if chosen.name not in names and put_in(draft, chosen):
            names.append(chosen.name)
    return judged(draft, names)


def singles(each: int, start: int = 0, programme: Programme = Programme.PLATFORM) -> Iterator[Judged]:
    """Every fault alone in `each` submissions that it fits; ValueError where one fits none of many."""
    for place, chosen in enumerate(CATALOGUE):
        if chosen.programme is not programme:
            continue
        done = 0
        for seed in range(start + place * 100, start + place * 100 + 100):
            if done == each:
                break
            if (result := alone(seed, chosen)) is not None:
                done += 1
                yield result
        if done < each:
            raise ValueError(f"{chosen.name} fits too few submissions")


def recall(results: Iterable[Judged]) -> dict[str, Tally]:
    """By code: how often it had to be found and was, with a name of every miss."""
    tallies: dict[str, Tally] = {}
    for result in results:
        for item in result.expected:
            tally = tallies.setdefault(item.code, Tally())
            tally.expected += 1
            tally.found += item not in result.missed
            if item in result.missed:
                tally.misses.append(f"seed {result.seed} {'+'.join(result.faults)} line {item.line} {item.amount}")
    return tallies
