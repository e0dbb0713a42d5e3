"""Case: everything known of one application, the value that grows along the pipeline."""

from __future__ import annotations

from evidence.cloud import CloudStanding
from evidence.declared import Declaration
from evidence.elsewhere import Kept
from evidence.finding import Finding
from evidence.frozen import Frozen
from evidence.imported import Imported
from evidence.match import Matching
from evidence.park import ParkStanding
from evidence.policy import Policy
from evidence.problems import Problem
from evidence.recognition import Alternative, Checked, Reach, Recognition
from evidence.record import Record
from evidence.served import ServedStanding
from evidence.sheet import Sheet
from evidence.source import Submission
from evidence.views import sure


class Case(Frozen):
    """One application with its documents, claims and links; the input of the rules."""

    submission: Submission
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    declaration: Declaration
    matching: Matching
    policy: Policy
    elsewhere: tuple[Kept, ...] = ()
    """Documents of other submissions that are among ours; empty where the store knows none."""
    likenesses: dict[str, str] = {}
    """Perceptual hashes of pictures of screens, by record."""
    imported: Imported = Imported()
    page_sizes: dict[str, tuple[tuple[float, float], ...]] = {}
    """Width and height of every page in page units, by hash of the file: what the boxes of facts refer to."""
    sheets: dict[str, tuple[Sheet, ...]] = {}
    """What every page shows beside its words, by hash of the file."""
    notes: dict[str, tuple[tuple[str, str], ...]] = {}
    """What readers noted of the container as (key, value), by hash of the file; see `Document.notes`."""

    @property
    def public_cloud(self) -> bool | None:
        """Whether the form ticks the public cloud only; None where it does not say so beyond doubt."""
        form = next((record for record in self.records if record.id == self.declaration.form), None)
        fact = form.facts.get("deployment") if form else None
        if fact is None or not sure(fact):
            return None
        return "公有" in fact.value and "私有" not in fact.value and "混合" not in fact.value

    def record(self, name: str) -> Record:
        """The record with that id; KeyError if there is none."""
        for record in self.records:
            if record.id == name:
                return record
        raise KeyError(name)


class Verdict(Frozen):
    """What the rules make of a case."""

    recognition: Recognition
    findings: tuple[Finding, ...]
    sensitivity: tuple[Alternative, ...] = ()
    """What every other reading of the policy's switches would come to."""
    reach: Reach | None = None
    """Between what holds now and what would hold were every open question answered for the applicant."""
    checklist: tuple[Checked, ...] = ()
    park: ParkStanding | None = None
    """Where a park's application stands; None for other programmes."""
    cloud: CloudStanding | None = None
    """Where a cloud application stands; None for other programmes."""
    served: ServedStanding | None = None
    """Whom a platform serves; None for other programmes, and where nothing was handed in."""
