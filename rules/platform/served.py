"""Served enterprises: how many there are by each reading of the proof, who counts twice, who has no proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence.finding import Evidence, Finding
from evidence.names import name_key
from evidence.record import Record, Row
from evidence.views import sure
from rules.papers import Papers
from rules.platform.census import Census, Spot, is_platform, take_census
from rules.recognition import Workings

NAMED = 5
ACTIVE = 0.8
"""From this share of rows with a last login on, a row without one was never used."""


def _spot(spot: Spot) -> Evidence:
    record, row = spot
    field = "party_a" if "party_a" in row.facts else "name"
    return Evidence.at(record, field, row.facts[field])


def _names(spots: Sequence[Spot]) -> str:
    names = list(dict.fromkeys(row.text("party_a") or row.text("name") for _, row in spots))
    return "、".join(f"“{name}”" for name in names[:NAMED]) + ("等" if len(names) > NAMED else "")


def too_few(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Fewer than the notice asks for, in the reading of the switch; the readings told where they decide otherwise."""
    terms = papers.policy.platform
    if terms is None or not is_platform(papers):
        return
    census = take_census(papers)
    if not census.lists and len(census.contracts) < terms.served_min:
        yield from _contracts_only(papers, census, terms.served_min)
        return
    strict = papers.policy.switches.served_proof == "both"
    counted = len(census.both if strict else census.either)
    evidence = [Evidence.of(record, "rows") for record in census.lists]
    evidence += [Evidence.of(record, "party_a") for record in census.papers]
    if counted < terms.served_min:
        if counted + census.doubtful >= terms.served_min:
            doubt = f"另有{census.doubtful}家名称识别存疑，未能确定是否不少于{terms.served_min}家"
            message = f"服务企业去重后{census.told()}，{doubt}"
            yield papers.finding("rule_cannot_determine", message, ("served",), evidence)
        else:
            message = f"服务企业去重后{census.told()}，少于{terms.served_min}家"
            yield papers.finding("served_enterprises_below_20", message, ("served",), evidence)
    handed = census.lists and census.papers
    if handed and len(census.both) < terms.served_min <= len(census.either):
        message = (
            f"服务企业去重后{census.told()}；按合同与后台记录兼有的从严口径少于{terms.served_min}家，"
            f"按有其一即可的口径不少于{terms.served_min}家，口径不同将影响是否符合条件"
        )
        yield papers.finding("policy_reading_sensitive", message, ("served_proof",), evidence)


def _contracts_only(papers: Papers, census: Census, least: int) -> Iterator[Finding]:
    """Contracts without any list: the platform's own records may show the rest."""
    if census.papers:
        message = f"未见后台用户清单，服务合同去重后{len(census.contracts)}家，未能确定服务企业是否不少于{least}家"
        evidence = [Evidence.of(record, "party_a") for record in census.papers]
        yield papers.finding("rule_cannot_determine", message, ("served",), evidence)


def counted_again(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Rows of one list that name an enterprise twice, the applicant, a person or a test account.

    A list in which most enterprises stand several times is one of accounts, not of enterprises.
    """
    if not is_platform(papers):
        return
    census = take_census(papers)
    by_account = len(census.again) > len(census.users)
    groups = (
        ("重复列示", [] if by_account else census.again),
        ("为申报单位自身", census.own),
        ("为个人", census.persons),
        ("为测试（试用）账号", census.trials),
    )
    told = [f"{_names(spots)}{what}" for what, spots in groups if spots]
    if told:
        spots = [spot for _, group in groups for spot in group]
        message = f"服务企业名单中{'；'.join(told)}，共{len(spots)}行不另计"
        yield papers.finding("served_enterprise_duplicate", message, ("served",), [_spot(spot) for spot in spots])


def without_proof(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Customers under contract whom the platform's records do not know, users never logged in, cases without proof."""
    if not is_platform(papers):
        return
    census = take_census(papers)
    unused = [spot for key, spot in census.contracts.items() if key not in census.users] if census.lists else []
    if census.doubtful:
        unused = []
    idle = [spot for record in census.lists for spot in _idle(record)]
    for what, spots in (("已签服务合同但后台无用户记录", unused), ("后台无登录记录", idle)):
        if spots:
            message = f"{len(spots)}家服务企业{what}：{_names(spots)}，请补充使用情况佐证"
            evidence = [_spot(spot) for spot in spots]
            yield papers.finding("served_enterprise_unsupported", message, (what,), evidence)
    yield from _cases(papers, census)


def _idle(record: Record) -> list[Spot]:
    """Rows without a last login in a list that shows it for nearly all."""
    active = [row for row in record.rows if row.text("last_login")]
    if len(active) < ACTIVE * len(record.rows):
        return []
    return [(record, row) for row in record.rows if not row.text("last_login") and row.text("name")]


def _cases(papers: Papers, census: Census) -> Iterator[Finding]:
    """Typical enterprises of the form that neither contracts nor lists name."""
    form = papers.records.get(papers.case.declaration.form)
    if form is None or not census.lists or census.doubtful:
        return
    missing: list[tuple[Record, Row]] = [
        (form, row)
        for row in form.rows
        if row.text("name") and sure(row.facts["name"]) and not _known(census, row.text("name"))
    ]
    if missing:
        message = f"典型应用企业{_names(missing)}未见服务合同或后台用户记录，请补充佐证"
        evidence = [_spot(spot) for spot in missing]
        yield papers.finding("served_enterprise_unsupported", message, ("typical",), evidence)


def _known(census: Census, name: str) -> bool:
    """Whether the name, or the whole name that a short one stands for, is among the proven."""
    key = name_key(name)
    return any(key == other or (len(key) >= NAMED and key in other) for other in census.either)


def count_differs(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """More served enterprises in the form than contracts and lists prove."""
    form = papers.records.get(papers.case.declaration.form)
    fact = form.facts.get("enterprises_served") if form else None
    if form is None or fact is None or not is_platform(papers) or fact.type != "number" or not sure(fact):
        return
    census = take_census(papers)
    proven = len(census.either)
    if census.lists and fact.number > proven + census.doubtful:
        message = f"申报表填报服务企业{fact.value}家，证明材料去重后{census.told()}，请说明差异"
        evidence = [Evidence.of(form, "enterprises_served"), *(Evidence.of(record, "rows") for record in census.lists)]
        yield papers.finding("served_count_mismatch", message, (form.id,), evidence)


RULES = (too_few, counted_again, without_proof, count_differs)
