"""Where a park stands: every indicator of 附件5 held against its papers, and the award of the star (申报指南 三)."""

from __future__ import annotations

from typing import Literal

from evidence.finding import Evidence
from evidence.frozen import Frozen
from evidence.money import Money

CheckState = Literal["pass", "fail", "cannot_determine"]


class IndicatorCheck(Frozen):
    """One condition or item: what the form says, what the papers show, and whether they agree.

    No score is computed: the stars themselves follow the city's own guiding rules, which the notice does not print.
    """

    group: str
    indicator: str
    item: str
    declared: str
    """As the form states it: `是`, `70.0%`; empty where it states nothing."""
    found: str
    """What the papers come to, in words."""
    state: CheckState
    codes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class ParkStanding(Frozen):
    """The checks in the order of the form, and the award: that of the star less what was granted before."""

    star: int
    """The star applied for, 0 where the form does not say."""
    asked: Money
    standard: Money
    """What the notice gives for that star."""
    received: Money
    due: Money
    checks: tuple[IndicatorCheck, ...]
