"""Roll: the census of served enterprises row by row, for the working paper."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.finding import Evidence
from evidence.served import ServedEnterprise, ServedStanding
from rules.papers import Papers
from rules.platform.census import Census, Spot, is_platform, take_census


def standing_of_served(papers: Papers) -> ServedStanding | None:
    """The whole standing; None for other programmes and where neither contracts nor records were handed in."""
    terms = papers.policy.platform
    if terms is None or not is_platform(papers):
        return None
    census = take_census(papers)
    if not census.lists and not census.papers:
        return None
    proof = papers.policy.switches.served_proof
    return ServedStanding(
        contracts=len(census.contracts),
        users=len(census.users),
        both=len(census.both),
        either=len(census.either),
        least=terms.served_min,
        proof=proof,
        doubtful=census.doubtful,
        rows=(*_entities(census, census.both if proof == "both" else census.either), *_left_out(census)),
    )


def _entities(census: Census, counted: set[str]) -> Iterator[ServedEnterprise]:
    """Every legal person once: those of the records in their order, then those of contracts alone."""
    for key in dict.fromkeys((*census.users, *census.contracts)):
        spots = [group[key] for group in (census.users, census.contracts) if key in group]
        yield ServedEnterprise(
            key=key,
            name=_name(spots[0]),
            uscc=next(filter(None, (_code(spot) for spot in spots)), ""),
            by_contract=key in census.contracts,
            by_records=key in census.users,
            counted=key in counted,
            why="" if key in counted else "按合同与后台记录兼有的口径，缺其一",
            evidence=tuple(_spot(spot) for spot in spots),
        )


def _left_out(census: Census) -> Iterator[ServedEnterprise]:
    groups = (
        ("名单内重复列示", census.again),
        ("为申报单位自身", census.own),
        ("为个人", census.persons),
        ("为测试（试用）账号", census.trials),
    )
    for why, spots in groups:
        for spot in spots:
            yield ServedEnterprise(key="", name=_name(spot), uscc=_code(spot), why=why, evidence=(_spot(spot),))


def _name(spot: Spot) -> str:
    return spot[1].text("party_a") or spot[1].text("name")


def _code(spot: Spot) -> str:
    return spot[1].text("party_a_tax_id") or spot[1].text("uscc")


def _spot(spot: Spot) -> Evidence:
    record, row = spot
    field = "party_a" if "party_a" in row.facts else "name"
    return Evidence.at(record, field, row.facts[field])
