"""Case and verdict → Result: every number a report shows, computed once and masked once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from evidence.case import Case, Verdict
from evidence.decision import Decision
from evidence.declared import DeclaredLine
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.money import Money
from evidence.problems import Problem, Trouble
from evidence.recognition import Deduction, RecognisedLine, Recognition
from evidence.record import Record, record_id
from evidence.result import (
    AmountsOut,
    ApplicantOut,
    DeductionOut,
    DocumentOut,
    EvidenceOut,
    FindingOut,
    LineOut,
    PolicyOut,
    ReadingOut,
    Result,
    RulingOut,
)
from reports import outlook
from reports.masking import PERSONNEL_KINDS, Curtain, engine_words, owner_of, shown

DocumentStatus = Literal["read", "partly", "uncertain", "unread"]


def summarise(case: Case, verdict: Verdict, decisions: Iterable[Decision] = ()) -> Result:
    """The frozen outcome of the audit with what people ruled. Equal input gives an equal result, in a fixed order."""
    declaration, policy = case.declaration, case.policy
    curtain = Curtain(case)
    ruled = _rulings(decisions)
    return Result(
        submission=case.submission.name,
        applicant=ApplicantOut(name=declaration.applicant.name, uscc=declaration.applicant.uscc),
        programme=declaration.programme,
        policy=PolicyOut(
            name=policy.name,
            version=policy.version,
            notice=policy.notice.number,
            switches={name: str(value) for name, value in sorted(policy.switches.model_dump().items())},
        ),
        amounts=_amounts(verdict.recognition),
        personnel_readings=_readings(verdict.recognition),
        reach=outlook.reach(verdict),
        sensitivity=outlook.sensitivity(verdict),
        checklist=outlook.checklist(verdict),
        cloud=outlook.cloud(verdict),
        park=outlook.park(verdict),
        lines=_lines(case, verdict.recognition),
        findings=tuple(
            _finding(case, curtain, finding, ruled.get(finding.id, ())) for finding in ordered(verdict.findings)
        ),
        documents=documents(case),
        problems=problems(case),
    )


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as every report lists them: gravest first, then the largest amount, then by code."""

    def rank(finding: Finding) -> tuple[str, Decimal, str, str]:
        amount = finding.amount.amount if finding.amount else Decimal(0)
        return finding.severity.value, -amount, finding.code, finding.id

    return tuple(sorted(findings, key=rank))


def problems(case: Case) -> tuple[Problem, ...]:
    """All trouble with documents, once each: of the intake and of the readers, by file and page."""
    told = (*case.submission.problems, *case.problems)
    found = dict.fromkeys(one.model_copy(update={"detail": engine_words(one.detail)}) for one in told)
    return tuple(sorted(found, key=lambda one: (one.file, one.page or 0, one.trouble.value, one.reason)))


def documents(case: Case) -> tuple[DocumentOut, ...]:
    """Every document of every received file; a file without any stands there as unread, with kind None.

    Files that problems name but intake could not take in are listed too: nothing handed in is dropped.
    """
    rows: list[DocumentOut] = []
    trouble = problems(case)
    for source in case.submission.sources:
        own = _of_source(case, source.sha256, source.path)
        about = tuple(one for one in trouble if one.file == source.path)
        rows.extend(_document(record, source.path, _status(record, own, about)) for record in own)
        if not own:
            rows.append(_unread(source.path, source.sha256))
    taken = {source.path for source in case.submission.sources}
    lost = dict.fromkeys(one.file for one in trouble if one.file not in taken)
    rows.extend(_unread(file, "") for file in lost)
    return tuple(sorted(rows, key=lambda row: (row.file, row.pages, row.id)))


def _of_source(case: Case, sha256: str, path: str) -> tuple[Record, ...]:
    """The records of one file; a second upload of the same bytes shares those of the first."""
    same = [record for record in case.records if record.source == sha256]
    here = [record for record in same if record.file == path]
    if here:
        return tuple(here)
    return tuple({record.id: record for record in same}.values())


def _status(record: Record, siblings: Sequence[Record], about: Sequence[Problem]) -> DocumentStatus:
    pages = {page for sibling in siblings for page in sibling.pages}

    def concerns(problem: Problem) -> bool:
        return problem.page is None or problem.page in record.pages or problem.page not in pages

    mine = [problem for problem in about if concerns(problem)]
    if any(problem.trouble is not Trouble.UNCERTAIN_KIND for problem in mine):
        return "partly"
    return "uncertain" if mine or record.kind is Kind.OTHER else "read"


def _document(record: Record, path: str, status: DocumentStatus) -> DocumentOut:
    return DocumentOut(
        id=record.id,
        file=path,
        sha256=record.source,
        pages=record.pages,
        kind=record.kind,
        status=status,
        fields={name: _field(record, name) for name in sorted(record.facts)},
        flagged=tuple(sorted(record.unproven)),
        scores=dict(sorted(record.scores.items())) if status == "uncertain" else {},
    )


def _field(record: Record, name: str) -> str:
    """A field as filed; what identifies a person and what is an account is masked even in the data a machine reads."""
    return shown(name, record.facts[name].value, record.kind, owner_of(record, name))


def _unread(file: str, sha256: str) -> DocumentOut:
    return DocumentOut(
        id=record_id(sha256 or file, 0),
        file=file,
        sha256=sha256,
        pages=(),
        kind=None,
        status="unread",
        fields={},
        flagged=(),
    )


def _amounts(recognition: Recognition) -> AmountsOut:
    return AmountsOut(
        declared=recognition.declared.plain(),
        recognised=recognition.recognised.plain(),
        personnel_before_cap=recognition.personnel_before_cap.plain(),
        personnel_allowed=recognition.personnel_allowed.plain(),
        subsidy=recognition.subsidy.plain(),
    )


def _readings(recognition: Recognition) -> tuple[ReadingOut, ...]:
    return tuple(
        ReadingOut(
            name=reading.name,
            base=reading.base,
            allowed=reading.allowed.plain(),
            total=reading.total.plain(),
            subsidy=reading.subsidy.plain(),
            applied=reading.applied,
        )
        for reading in recognition.readings
    )


def _lines(case: Case, recognition: Recognition) -> tuple[LineOut, ...]:
    """The declared lines, which add up to the recognised total: what exceeds the personnel cap is cut from them."""
    left = recognition.personnel_before_cap - recognition.personnel_allowed
    rows: list[LineOut] = []
    for line in reversed(case.declaration.lines):
        judged = recognised_line(line, recognition)
        over = min(left, judged.recognised) if line.is_personnel else Money.zero(left.currency)
        left = left - over
        rows.append(_line(case, line, judged, over))
    return tuple(reversed(rows))


def _line(case: Case, line: DeclaredLine, judged: RecognisedLine, over_cap: Money) -> LineOut:
    cuts = [DeductionOut(code=cut.code, amount=cut.amount.plain()) for cut in judged.deductions if cut.amount]
    if over_cap:
        cuts.append(DeductionOut(code="personnel_cap_exceeded", amount=over_cap.plain()))
    files = {record.id: record.file for record in case.records}
    behind = (files[name] for name in case.matching.of(line.id).records if name in files)
    return LineOut(
        id=line.id,
        number=line.number,
        category=line.category.value,
        description=line.description,
        supplier=line.supplier,
        declared=line.declared.plain(),
        recognised=(judged.recognised - over_cap).plain(),
        deductions=tuple(cuts),
        documents=tuple(dict.fromkeys(behind)),
    )


def recognised_line(line: DeclaredLine, recognition: Recognition) -> RecognisedLine:
    """The outcome of a declared line; one the rules did not measure is cut whole, with a code that says so."""
    for found in recognition.lines:
        if found.line == line.id:
            return found
    cut = Deduction(step="v1", code="rule_cannot_determine", amount=line.declared, why="该明细未参与测算")
    nothing = Money.zero(line.declared.currency)
    return RecognisedLine(line=line.id, declared=line.declared, recognised=nothing, deductions=(cut,))


def _rulings(decisions: Iterable[Decision]) -> dict[str, tuple[RulingOut, ...]]:
    """The rulings by finding, in the order they were made."""
    ruled: dict[str, tuple[RulingOut, ...]] = {}
    for one in sorted(decisions, key=lambda one: one.at):
        shown = RulingOut(ruling=one.ruling, by=one.by, at=one.at, note=one.note)
        ruled[one.subject] = (*ruled.get(one.subject, ()), shown)
    return ruled


def _finding(case: Case, curtain: Curtain, finding: Finding, rulings: tuple[RulingOut, ...]) -> FindingOut:
    kinds = kinds_by_source(case)
    names = finding.code.startswith("personnel_") or any(
        kinds.get(item.source, frozenset()) & PERSONNEL_KINDS for item in finding.evidence
    )
    return FindingOut(
        id=finding.id,
        code=finding.code,
        severity=finding.severity,
        title=finding.title,
        message=curtain.text(finding.message, names=names, kept=finding.amount.shown() if finding.amount else ""),
        basis=finding.basis,
        amount=finding.amount.plain() if finding.amount else None,
        line=finding.line,
        files=finding.files,
        evidence=tuple(
            EvidenceOut(
                file=item.file,
                page=item.place.page,
                box=item.place.box,
                cell=item.place.cell,
                field=item.field,
                raw=masked_raw(case, curtain, item, names=names),
            )
            for item in finding.evidence
        ),
        rulings=rulings,
    )


def kinds_by_source(case: Case) -> dict[str, frozenset[Kind]]:
    """Which kinds of document each file holds, by its hash."""
    kinds: dict[str, set[Kind]] = {}
    for record in case.records:
        kinds.setdefault(record.source, set()).add(record.kind)
    return {source: frozenset(found) for source, found in kinds.items()}


def record_at(case: Case, item: Evidence) -> Record | None:
    """The document a spot stands in: of those on the page the one that read it there, else the first of the file."""
    own = [record for record in case.records if record.source == item.source]
    here = [record for record in own if item.place.page in record.pages]
    exact = (one for one in here if len(here) > 1 and _stands_in(item, one))
    return next(exact, here[0] if here else own[0] if own else None)


def _stands_in(item: Evidence, record: Record) -> bool:
    return any(fact.place == item.place for row in (record, *record.rows) for fact in row.facts.values())


def masked_raw(case: Case, curtain: Curtain, item: Evidence, *, names: bool) -> str:
    """The text of a spot as a report may quote it."""
    record = record_at(case, item)
    if record is None:
        return curtain.text(item.raw, names=names)
    text = shown(item.field, item.raw, record.kind, owner_of(record, item.field))
    return curtain.text(text, names=names)
