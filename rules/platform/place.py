"""Whether the platform is built and run inside the city (申报指南 一（二）: 市域内, IIP-01).

Papers show where the company is registered and which rooms it rents; where servers stand is for a person to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.policy import Policy
from evidence.record import Record
from evidence.views import sure
from rules.papers import Papers
from rules.platform.census import is_platform
from rules.recognition import Workings

_CITY = re.compile(r"(?:^|省|自治区|中国)([一-鿿]{2,4}?)(?:市|自治州|地区|盟)")


def inside(address: str, policy: Policy) -> bool | None:
    """Whether an address lies in the city of the notice; None where it names neither this city nor another."""
    found = _CITY.search("".join(address.split()))
    if found:
        return found.group(1) == policy.city or found.group(1) in policy.districts
    return True if any(word in address for word in (policy.city, *policy.districts) if word) else None


def outside_city(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """All addresses of the applicant outside the city; a question where none names a city."""
    form = papers.records.get(papers.case.declaration.form)
    if not is_platform(papers) or not papers.policy.city:
        return
    spots: list[tuple[Record, str]] = [(form, "reg_address"), (form, "district")] if form else []
    spots += [(record, "address") for record in papers.records.values() if record.kind is Kind.LICENCE]
    shown = [(record, field) for record, field in spots if sure(record.facts.get(field))]
    told = [(record, field, inside(record.text(field), papers.policy)) for record, field in shown]
    if not told or any(answer is True for _, _, answer in told):
        return
    evidence = [Evidence.of(record, field) for record, field, _ in told]
    away = [record.text(field) for record, field, answer in told if answer is False]
    if away:
        message = f"申报单位地址为“{away[0]}”，不在{papers.policy.city}市域内，未见平台在市域内建设运营的证明，提请核实"
        yield papers.finding("platform_outside_city", message, ("place",), evidence)
    else:
        record, field, _ = told[0]
        message = f"地址“{record.text(field)}”未能确定是否在{papers.policy.city}市域内，提请人工核对"
        yield papers.finding("rule_cannot_determine", message, ("place",), evidence)


def rooms_elsewhere(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Rooms rented outside the city: where the platform runs is a matter of judgement."""
    if not is_platform(papers):
        return
    for record in papers.records.values():
        fact = record.facts.get("address")
        if record.kind is Kind.LEASE_CONTRACT and fact and sure(fact) and inside(fact.value, papers.policy) is False:
            message = f"租赁合同载明场地“{fact.value}”不在{papers.policy.city}市域内，平台部署运营地点提请核实"
            yield papers.finding(
                "rule_cannot_determine", message, (record.id, "place"), (Evidence.of(record, "address"),)
            )


RULES = (outside_city, rooms_elsewhere)
