"""What a policy may get wrong although every key has the right type: names of nothing, figures that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from evidence.policy import Policy

Found = tuple[tuple[str | int, ...], str]
"""Where in the file (keys from the top) and what is wrong."""


def unknown_codes(policy: Policy, overrides: Iterable[str]) -> Iterator[Found]:
    """Codes that configs/codes.tsv does not have."""
    named: list[tuple[tuple[str | int, ...], str]] = [(("codes", code), code) for code in overrides]
    named += [(("answerable", place), code) for place, code in enumerate(policy.answerable)]
    named += [(("checklist", place, "code"), item.code) for place, item in enumerate(policy.checklist)]
    for clause, codes in policy.basis.items():
        named += [(("basis", clause, place), code) for place, code in enumerate(codes)]
    for programme, asked in policy.materials.items():
        named += [(("materials", programme.value, place, "code"), item.code) for place, item in enumerate(asked)]
    for loc, code in named:
        if code not in policy.codes:
            yield loc, f"no such code {code!r}; see configs/codes.tsv"


def wrong_clauses(policy: Policy) -> Iterator[Found]:
    """Clauses that are quoted and do not stand under `clauses`."""
    for clause in policy.basis:
        if clause not in policy.clauses:
            yield ("basis", clause), f"no such clause {clause!r}; add its sentence to clauses"
    for programme, asked in policy.materials.items():
        for place, material in enumerate(asked):
            if material.clause not in policy.clauses:
                loc = ("materials", programme.value, place, "clause")
                yield loc, f"no such clause {material.clause!r}; add its sentence to clauses"


def contradictions(policy: Policy) -> Iterator[Found]:
    """Figures that cannot all be meant."""
    if not policy.programmes:
        yield ("platform",), "the notice knows no programme; give platform, cloud or park"
    if policy.platform and policy.platform.cap < policy.platform.floor:
        yield ("platform", "floor"), "above the cap: no amount could be granted"
    for loc, share in _shares(policy):
        if not 0 <= share <= 1:
            yield loc, f"{share} is no share between 0 and 1"


def _shares(policy: Policy) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
    """Every rate and ratio of the notice."""
    if policy.platform:
        yield ("platform", "rate"), policy.platform.rate
        yield ("platform", "personnel_ratio_max"), policy.platform.personnel_ratio_max
    for star, terms in policy.cloud.stars.items() if policy.cloud else ():
        yield ("cloud", "stars", star, "rate"), terms.rate
    if policy.park:
        yield ("park", "occupancy_min"), policy.park.occupancy_min
        yield ("park", "revenue_share_min"), policy.park.revenue_share_min


def unknown_subdomains(policy: Policy, known: frozenset[str]) -> Iterator[Found]:
    """Sub-domains (类/域/子域) that no row of 附件4 has."""
    if policy.cloud is None:
        return
    named: list[tuple[tuple[str | int, ...], str]] = [(("cloud", "words", name), name) for name in policy.cloud.words]
    for place, group in enumerate(policy.cloud.overlaps):
        named += [(("cloud", "overlaps", place), name) for name in group]
    for loc, name in named:
        if name not in known:
            yield loc, f"no such sub-domain {name!r}; see configs/cloud_subdomains.json"
