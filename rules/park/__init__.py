"""星级智慧园区: the conditions, the indicators item by item, and the award (申报指南 三, 附件5)."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.fen import yuan
from evidence.finding import Finding
from evidence.park import IndicatorCheck, ParkStanding
from rules.award import award_of
from rules.papers import Papers
from rules.park import conformity, indicators
from rules.park.award import awards
from rules.park.site import Check, site_of
from rules.recognition import Workings


def checks_of(papers: Papers) -> tuple[Check, ...]:
    """Every check of a park's application in the order of the form; none for other programmes."""
    site = site_of(papers)
    return (*conformity.checks(site), *indicators.checks(site)) if site else ()


def indicator_findings(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """What the checks of conditions and indicators say."""
    for check in checks_of(papers):
        for said in check.said:
            yield papers.finding(said.code, said.message, said.subjects, said.evidence)


def standing_of_park(papers: Papers) -> ParkStanding | None:
    """The checks with their states and the award, for the report."""
    award = award_of(papers.case)
    if award is None:
        return None
    return ParkStanding(
        star=award.star,
        asked=yuan(award.asked),
        standard=yuan(award.standard),
        received=yuan(award.received),
        due=yuan(award.due),
        checks=tuple(
            IndicatorCheck(
                group=check.group,
                indicator=check.indicator,
                item=check.item,
                declared=check.declared,
                found=check.found,
                state=check.state,
                codes=tuple(dict.fromkeys(said.code for said in check.said)),
                evidence=tuple(place for said in check.said for place in said.evidence),
            )
            for check in checks_of(papers)
        ),
    )


RULES = (indicator_findings, awards)
