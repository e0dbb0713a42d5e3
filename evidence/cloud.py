"""Where a cloud application stands: its sub-domains one by one, and the stars they carry (申报指南 二（二）, 附件4)."""

from __future__ import annotations

from typing import Literal

from evidence.finding import Evidence
from evidence.frozen import Frozen
from evidence.money import Money


class Count(Frozen):
    """How many sub-domains, of how many classes."""

    classes: int
    subdomains: int


class StarStep(Frozen):
    """What one star asks for, whether it is reached, and what it would give on the recognised cost."""

    star: int
    classes_min: int
    subdomains_min: int
    by_ticks: bool
    by_papers: bool
    subsidy: Money


class SubdomainState(Frozen):
    """One row of 附件4: ticked or not, and whether it counts."""

    group: str
    domain: str
    name: str
    ticked: bool
    state: Literal["counted", "overlapping", "unsupported", "unticked"]
    usage: str = ""
    instead: str = ""
    """The row that counts in its place, where it overlaps."""
    evidence: tuple[Evidence, ...] = ()


class CloudStanding(Frozen):
    """Counted three ways: as ticked, as shown by papers, and without overlaps; the last decides."""

    applied: int
    """The star applied for, 0 where it could not be read."""
    granted: int
    """The star whose rate the calculation uses."""
    state: Literal["pass", "fail", "cannot_determine"]
    ticked: Count
    evidenced: Count
    counted: Count
    stars: tuple[StarStep, ...]
    subdomains: tuple[SubdomainState, ...]
