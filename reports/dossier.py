"""Dossier: what every writer needs, put together once."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.case import Case, Verdict
from evidence.engagement import UNNAMED, Engagement
from evidence.provenance import UNKNOWN, Provenance
from evidence.record import Record
from evidence.result import FindingOut, Result
from reports.completeness import Required, completeness
from reports.custody import Custody, custody
from reports.exhibit import Exhibit, Exhibits
from reports.figures import Figures
from reports.inquiry import InquiryGroup, inquiries
from reports.manifest import run_id
from reports.masking import Curtain
from reports.statement import Statement, statement
from reports.summary import ordered
from reports.trail import Step, trail


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number in the reports (D-001 …) and its exhibits."""

    number: str
    finding: FindingOut
    exhibits: tuple[Exhibit, ...]
    subjects: tuple[str, ...]
    statement: Statement


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case, its verdict and all that follows from them for the reports."""

    case: Case
    verdict: Verdict
    result: Result
    figures: Figures
    exhibits: Exhibits
    findings: tuple[Numbered, ...]
    curtain: Curtain
    records: dict[str, Record]
    """By id; of a file handed in twice, the first."""
    engagement: Engagement
    inquiries: tuple[InquiryGroup, ...]
    provenance: Provenance
    run: str
    """The name of the run: equal for equal evidence, rulings and provenance."""
    completeness: tuple[Required, ...]
    custody: dict[str, Custody]
    """By SHA-256 of the file."""
    trail: tuple[Step, ...]

    @classmethod
    def of(
        cls,
        case: Case,
        verdict: Verdict,
        result: Result,
        engagement: Engagement = UNNAMED,
        provenance: Provenance = UNKNOWN,
    ) -> Dossier:
        """Number findings and exhibits, and add up the figures."""
        curtain = Curtain(case)
        exhibits = Exhibits.collect(case, verdict, curtain)
        told = zip(ordered(verdict.findings), result.findings, strict=True)
        masked = [raw.model_copy(update={"message": shown.message}) for raw, shown in told]
        run = run_id(case.submission, result, provenance)
        findings = tuple(
            Numbered(
                number=f"D-{position:03d}",
                finding=shown,
                exhibits=tuple(dict.fromkeys(exhibits.of(item) for item in raw.evidence)),
                subjects=raw.subjects,
                statement=statement(case, verdict, engagement, shown),
            )
            for position, (raw, shown) in enumerate(
                zip(ordered(verdict.findings), result.findings, strict=True), start=1
            )
        )
        return cls(
            case=case,
            verdict=verdict,
            result=result,
            figures=Figures.of(case, verdict),
            exhibits=exhibits,
            findings=findings,
            curtain=curtain,
            records={record.id: record for record in reversed(case.records)},
            engagement=engagement,
            inquiries=inquiries(case, curtain, engagement, result.findings),
            provenance=provenance,
            run=run,
            completeness=completeness(case, masked, result.problems),
            custody=custody(case),
            trail=trail(case, result, provenance, run),
        )

    def findings_about(self, record: Record) -> tuple[Numbered, ...]:
        """The findings that name the document as a subject or show a spot in it."""
        return tuple(
            one
            for one in self.findings
            if record.id in one.subjects or any(item.record == record.id for item in one.exhibits)
        )

    def lines_of(self, record: Record) -> tuple[str, ...]:
        """The printed numbers of the declared lines that a document supports."""
        numbers = {line.id: line.number for line in self.case.declaration.lines}
        return tuple(
            numbers.get(found.line, found.line) for found in self.case.matching.lines if record.id in found.records
        )
