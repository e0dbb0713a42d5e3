"""Census: the enterprises a platform serves, each legal person once, by the proof that shows it (申报指南 一（二）).

Branches count with their company; the applicant itself, natural persons, test accounts and contracts that ended before
the year count for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from evidence.declared import Programme
from evidence.kind import Kind
from evidence.names import branch_of, is_person, name_key, number_key
from evidence.record import Record, Row
from evidence.views import day_of, sure
from rules.papers import Papers

_TRIAL = re.compile(r"测试|试用|演示|体验|(?<![A-Z])(?:TEST|DEMO)(?![A-Z])")

Spot = tuple[Record, Row]


@dataclass(slots=True)
class Census:
    """Who is proven how: entity (a name key) to the spot that shows it, and what counts for nothing."""

    contracts: dict[str, Spot] = field(default_factory=dict)
    users: dict[str, Spot] = field(default_factory=dict)
    again: list[Spot] = field(default_factory=list)
    """Rows of one list that name an enterprise the list has named already."""
    own: list[Spot] = field(default_factory=list)
    persons: list[Spot] = field(default_factory=list)
    trials: list[Spot] = field(default_factory=list)
    doubtful: int = 0
    """Names that were read badly and are therefore not counted."""
    lists: tuple[Record, ...] = ()
    papers: tuple[Record, ...] = ()
    """Contracts in which the applicant serves somebody."""
    _codes: dict[str, str] = field(default_factory=dict)

    @property
    def both(self) -> set[str]:
        """Proven by contract and by the platform's own records: the conservative reading."""
        return set(self.contracts) & set(self.users)

    @property
    def either(self) -> set[str]:
        """Proven by contract or by the platform's own records."""
        return set(self.contracts) | set(self.users)

    def entity(self, name: str, code: str) -> str:
        """The key under which an enterprise counts: its company's name, or the name its code came with first."""
        branch = branch_of(name)
        key = name_key(branch[0] if branch else name)
        return self._codes.setdefault(number_key(code), key) if code and not branch else key

    def told(self) -> str:
        """The four counts in words."""
        return (
            f"服务合同{len(self.contracts)}家、后台用户{len(self.users)}家、"
            f"两者兼有{len(self.both)}家、有其一{len(self.either)}家"
        )


def is_platform(papers: Papers) -> bool:
    """Whether the application is one for a platform, or does not say for what it is."""
    return papers.case.declaration.programme in (None, Programme.PLATFORM) and papers.policy.platform is not None


def take_census(papers: Papers) -> Census:
    """Count the enterprises of contracts and user lists; lists and contracts in the order of their files."""
    records = sorted(papers.records.values(), key=lambda record: (record.file, record.position))
    census = Census(
        lists=tuple(record for record in records if record.kind is Kind.BACKEND_EXPORT and record.rows),
        papers=tuple(record for record in records if record.kind is Kind.SERVICE_CONTRACT),
    )
    for record in census.lists:
        seen: set[str] = set()
        for row in record.rows:
            key = _counted(papers, census, (record, row), ("name", "uscc"))
            if key in seen:
                census.again.append((record, row))
            elif key:
                seen.add(key)
                census.users.setdefault(key, (record, row))
    for record in _running(papers, census.papers):
        key = _counted(papers, census, (record, record), ("party_a", "party_a_tax_id"))
        if key:
            census.contracts.setdefault(key, (record, record))
    return census


def _running(papers: Papers, contracts: Iterable[Record]) -> Iterator[Record]:
    """Contracts that had not ended before the year began."""
    for record in contracts:
        end = day_of(record, "term_end")
        if end is None or not sure(record.facts["term_end"]) or end >= papers.policy.period.start:
            yield record


def _counted(papers: Papers, census: Census, spot: Spot, fields: tuple[str, str]) -> str:
    """The entity of a row; empty, and noted why, where it counts for nothing."""
    row = spot[1]
    name, code = row.text(fields[0]), row.text(fields[1])
    if not name_key(name):
        return ""
    if not sure(row.facts.get(fields[0])):
        census.doubtful += 1
        return ""
    ours = {name_key(other) for other in (papers.applicant.name, *papers.applicant.former_names)}
    key = census.entity(name, code)
    for told, hit in (
        (census.own, key in ours or bool(code and code == papers.applicant.uscc)),
        (census.trials, bool(_TRIAL.search(name.upper()))),
        (census.persons, is_person(name)),
    ):
        if hit:
            told.append(spot)
            return ""
    return key
