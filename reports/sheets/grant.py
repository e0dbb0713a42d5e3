"""Grant: the subsidy of each programme as formulas over named cells, with the figures of the notice beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evidence.declared import Programme
from reports.dossier import Dossier

TOTAL, RATE, CEILING, FLOOR, GRANT = "审定总额", "补助比例", "补助上限", "起补金额", "测算补助"
"""Names of cells on 汇总 that formulas use."""

_STARS = {"三": 3, "四": 4, "五": 5, "3": 3, "4": 4, "5": 5}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the notice gives: rate, ceiling and, for the platform alone, a floor; zero where it gives nothing."""

    rate: Decimal
    ceiling: Decimal
    floor: Decimal | None
    to_yuan: bool
    """Whether the result is cut down to the yuan, else to the fen."""

    def formula(self, total: str) -> str:
        """The subsidy on a cell, without the equals sign."""
        capped = f"MIN(ROUND({total}*{RATE},6),{CEILING})"
        whole = self.rounded(capped)
        return whole if self.floor is None else f"IF({capped}<{FLOOR},0,{whole})"

    def rounded(self, cell: str) -> str:
        """The rounding of the policy's switch; the inner ROUND takes away what binary fractions add or lose."""
        return f"INT(ROUND({cell},6))" if self.to_yuan else f"INT(ROUND({cell}*100,4))/100"


def terms_of(dossier: Dossier) -> Terms:
    """The terms of the application's programme; of a platform where the programme is unknown."""
    policy, programme = dossier.case.policy, dossier.result.programme or Programme.PLATFORM
    to_yuan = policy.switches.rounding == "yuan_down"
    if programme is Programme.PLATFORM and policy.platform:
        return Terms(policy.platform.rate, policy.platform.cap.amount, policy.platform.floor.amount, to_yuan)
    star = star_of(dossier)
    if programme is Programme.CLOUD and policy.cloud and star in policy.cloud.stars:
        return Terms(policy.cloud.stars[star].rate, policy.cloud.stars[star].cap.amount, None, to_yuan)
    if programme is Programme.PARK and policy.park and star in policy.park.awards:
        return Terms(Decimal(1), policy.park.awards[star].amount, None, to_yuan)
    return Terms(Decimal(0), Decimal(0), None, to_yuan)


def star_of(dossier: Dossier) -> int:
    """The star the calculation uses; 0 where there is none."""
    if dossier.verdict.cloud is not None:
        return dossier.verdict.cloud.granted
    if dossier.verdict.park is not None:
        return dossier.verdict.park.star
    form = dossier.records.get(dossier.case.declaration.form)
    text = form.text("star") if form else ""
    return next((star for mark, star in _STARS.items() if mark in text), 0)
