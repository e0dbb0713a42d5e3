"""What an exact auditor recognises of a cloud plan: use, months and sub-domains of each line, and the star they carry.

It looks at the plan's facts and never at the list of planted faults.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from sample_docs.generator.cloud.plan import BLOCKS, DISKS, YEAR, CloudPlan
from sample_docs.generator.plan import CENT, ZERO
from sample_docs.generator.recognition import Recognised

STARS = {
    3: (2, 6, Decimal("0.20"), Decimal(300_000)),
    4: (3, 8, Decimal("0.30"), Decimal(500_000)),
    5: (3, 10, Decimal("0.40"), Decimal(1_000_000)),
}
"""Classes, sub-domains, rate and ceiling of each star (申报指南 二（二）)."""


@dataclass(frozen=True, slots=True)
class CloudOutcome:
    """The whole submission."""

    lines: tuple[Recognised, ...]
    counted: frozenset[str]
    unsupported: tuple[str, ...]
    star: int
    """The highest star that the counted sub-domains carry, at most the one asked for."""

    @property
    def declared(self) -> Decimal:
        """Sum of the list."""
        return sum((line.declared for line in self.lines), ZERO)

    @property
    def recognised(self) -> Decimal:
        """Sum after all cuts."""
        return sum((line.recognised for line in self.lines), ZERO)

    @property
    def subsidy(self) -> Decimal:
        """Rate of the star, its ceiling, whole yuan downwards; there is no floor."""
        if not self.star:
            return ZERO
        _, _, rate, cap = STARS[self.star]
        return min(self.recognised * rate, cap).quantize(Decimal(1), ROUND_DOWN).quantize(CENT)


def shown(plan: CloudPlan) -> frozenset[str]:
    """The sub-domains that some handed-in paper names; a disk on a bill shows either of its two rows."""
    found = {row.subdomain for row in plan.bills if row.subdomain}
    found |= {plan.subdomains[line.number] for line in plan.base.lines if line.pairs}
    return frozenset(found | ({BLOCKS} if DISKS in found else set())) - {""}


def recognise(plan: CloudPlan) -> CloudOutcome:
    """Judge every line, then count the sub-domains."""
    evidenced = frozenset(plan.ticks) & shown(plan)
    counted = evidenced - ({BLOCKS} if DISKS in evidenced else set())
    lines = tuple(
        _topped_up(plan, line.number, evidenced) if line.number == "1" else _bought(plan, line.number, evidenced)
        for line in plan.base.lines
    )
    classes = {key.split("/")[0] for key in counted}
    reached = [star for star, (kinds, least, _, _) in STARS.items() if len(classes) >= kinds and len(counted) >= least]
    unsupported = tuple(key for key in plan.ticks if key not in evidenced)
    return CloudOutcome(lines, counted, unsupported, min(max(reached, default=0), plan.star))


def _topped_up(plan: CloudPlan, number: str, evidenced: frozenset[str]) -> Recognised:
    """The top-up: what was used at all, in the year, in cash, on sub-domains that count."""
    value = declared = plan.claims[number]
    cuts: list[tuple[str, Decimal]] = []

    def limit(code: str, most: Decimal) -> None:
        nonlocal value
        if value > most:
            cuts.append((code, value - most))
            value = most

    own = [row for row in plan.bills if row.month.startswith("2024")]
    limit("cloud_recharge_not_consumed", sum((row.price for row in plan.bills), ZERO))
    limit("cloud_cost_out_of_period", sum((row.price for row in own), ZERO))
    limit("voucher_discount_not_deducted", sum((row.paid for row in own), ZERO))
    tagged = [row for row in own if row.subdomain in evidenced or not row.subdomain]
    limit("cloud_cost_out_of_scope", sum((row.paid for row in tagged), ZERO))
    limit("cloud_cost_untagged", sum((row.paid for row in tagged if row.subdomain), ZERO))
    return Recognised(number, declared, tuple(cuts))


def _bought(plan: CloudPlan, number: str, evidenced: frozenset[str]) -> Recognised:
    """Any other line: its papers, the months of the year, its sub-domain."""
    declared = plan.claims[number]
    line = plan.base.line(number)
    if not line.pairs:
        return Recognised(number, declared, (("fund_detail_row_unmatched", declared),))
    cuts: list[tuple[str, Decimal]] = []
    start, end = plan.services[number]
    whole, inside = _months(start, end), _months(max(start, YEAR[0]), min(end, YEAR[1]))
    left = (declared * inside / whole).quantize(CENT, ROUND_HALF_UP)
    if left < declared:
        code = "cloud_prepaid_multi_year" if whole > 12 else "cloud_cost_out_of_period"
        cuts.append((code, declared - left))
    if plan.subdomains[number] not in evidenced:
        cuts.append(("cloud_cost_out_of_scope", left))
    return Recognised(number, declared, tuple(cuts))


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month + 1
