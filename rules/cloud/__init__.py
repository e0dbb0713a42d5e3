"""星级上云企业: stars and sub-domains, what of the cost counts, and the papers the notice asks for (domain 1.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from evidence.finding import Finding
from rules.cloud import evidence, stars
from rules.papers import Papers

if TYPE_CHECKING:
    from rules.recognition import Workings

RULES: tuple[Callable[[Papers, Workings], Iterable[Finding]], ...] = (
    stars.star_level,
    stars.unsupported,
    stars.overlaps,
    evidence.providers,
    evidence.deployment,
    evidence.start_dates,
    evidence.screens,
    evidence.tenants,
    evidence.trade,
)
