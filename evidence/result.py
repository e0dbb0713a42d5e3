"""Result: the frozen outcome of one audit, as written to result.json. Its JSON Schema is published.

Amounts are strings in yuan with two decimals; boxes are [x0, y0, x1, y1] in page units, and each document tells the
size of its pages.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from evidence.decision import Ruling
from evidence.declared import Programme
from evidence.finding import Severity
from evidence.frozen import Frozen
from evidence.kind import Kind
from evidence.problems import Problem

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class ApplicantOut(Frozen):
    """Who applied."""

    name: str
    uscc: str


class PolicyOut(Frozen):
    """Which policy judged it, with its readings."""

    name: str
    version: str
    notice: str
    switches: dict[str, str]


class AmountsOut(Frozen):
    """The amounts of the whole application."""

    declared: str
    recognised: str
    personnel_before_cap: str
    personnel_allowed: str
    subsidy: str


class DeductionOut(Frozen):
    """A cut and its code."""

    code: str
    amount: str


class LineOut(Frozen):
    """One declared line. `declared` minus the deductions is `recognised`; the lines add up to the recognised total.

    What exceeds the personnel cap, a cut of the whole application, is taken from the personnel lines, last line
    first. `documents` are the files that support the line.
    """

    id: str
    number: str
    category: str
    description: str
    supplier: str
    declared: str
    recognised: str
    deductions: tuple[DeductionOut, ...]
    documents: tuple[str, ...]


class EvidenceOut(Frozen):
    """Where a finding can be seen."""

    file: str
    page: int
    box: tuple[float, float, float, float] | None
    cell: str
    field: str
    raw: str


class RulingOut(Frozen):
    """What a person decided about a finding; all rulings stay, the last one counts."""

    ruling: Ruling
    by: str
    at: datetime
    note: str


class FindingOut(Frozen):
    """One discrepancy."""

    id: str
    code: str
    severity: Severity
    title: str
    message: str
    basis: str
    amount: str | None
    line: str | None
    files: tuple[str, ...]
    evidence: tuple[EvidenceOut, ...]
    rulings: tuple[RulingOut, ...] = ()


class DocumentOut(Frozen):
    """One document found in a file; a file that could not be read has kind None and status `unread`."""

    id: str
    file: str
    sha256: str
    pages: tuple[int, ...]
    kind: Kind | None
    status: Literal["read", "partly", "uncertain", "unread"]
    fields: dict[str, str]
    flagged: tuple[str, ...]
    scores: dict[str, float] = {}
    """Where the status is `uncertain`: every kind that claimed the document, and how surely (0 to 1)."""


class ReadingOut(Frozen):
    """One reading of the personnel cap."""

    name: str
    base: str
    allowed: str
    total: str
    subsidy: str
    applied: bool


class QuestionOut(Frozen):
    """An open question: the finding that asks it, and how much the recognised total grows if it is answered."""

    finding: str
    code: str
    line: str | None
    moves: str


class ReachOut(Frozen):
    """The outcome as a range: what holds now, and what would hold if every question were answered for the applicant.

    Questions stand in the order of what they move.
    """

    certain: str
    possible: str
    subsidy_certain: str
    subsidy_possible: str
    questions: tuple[QuestionOut, ...]


class AlternativeOut(Frozen):
    """The outcome under one other reading of one switch of the policy, the rest unchanged."""

    switch: str
    reading: str
    recognised: str
    subsidy: str


class CheckedOut(Frozen):
    """An item of the auditor's checklist that documents cannot decide; `answer` comes from an imported table."""

    code: str
    question: str
    answer: str
    adverse: bool


class CountOut(Frozen):
    """How many sub-domains, of how many classes."""

    classes: int
    subdomains: int


class StarOut(Frozen):
    """One star: what it asks for, whether ticks and papers reach it, and the subsidy it would give."""

    star: int
    classes_min: int
    subdomains_min: int
    by_ticks: bool
    by_papers: bool
    subsidy: str


class SubdomainOut(Frozen):
    """One row of 附件4. `instead` names the row that counts in its place where it overlaps; `files` show it."""

    group: str
    domain: str
    name: str
    ticked: bool
    state: Literal["counted", "overlapping", "unsupported", "unticked"]
    instead: str
    files: tuple[str, ...]


class CloudOut(Frozen):
    """Where a cloud application stands: `applied` is the star asked for, `granted` the one the calculation uses."""

    applied: int
    granted: int
    state: Literal["pass", "fail", "cannot_determine"]
    ticked: CountOut
    evidenced: CountOut
    counted: CountOut
    stars: tuple[StarOut, ...]
    subdomains: tuple[SubdomainOut, ...]


class IndicatorOut(Frozen):
    """One condition or item of 附件5: what the form states, what the papers come to, and the codes that follow."""

    group: str
    indicator: str
    item: str
    declared: str
    found: str
    state: Literal["pass", "fail", "cannot_determine"]
    codes: tuple[str, ...]
    files: tuple[str, ...]


class ParkOut(Frozen):
    """Where a park stands. `due` is `asked` less the cuts; a park has no lines, so `recognised` is `due`."""

    star: int
    asked: str
    standard: str
    received: str
    due: str
    checks: tuple[IndicatorOut, ...]


class Result(Frozen):
    """Everything result.json says."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    submission: str
    applicant: ApplicantOut
    programme: Programme | None
    policy: PolicyOut
    amounts: AmountsOut
    personnel_readings: tuple[ReadingOut, ...]
    lines: tuple[LineOut, ...]
    findings: tuple[FindingOut, ...]
    documents: tuple[DocumentOut, ...]
    problems: tuple[Problem, ...]
    reach: ReachOut | None = None
    sensitivity: tuple[AlternativeOut, ...] = ()
    checklist: tuple[CheckedOut, ...] = ()
    cloud: CloudOut | None = None
    park: ParkOut | None = None
