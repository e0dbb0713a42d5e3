"""The SQL of traits: keeping those of a submission, and finding the documents of others that answer a question."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from evidence.elsewhere import Shared
from evidence.record import Record
from evidence.store import tables
from evidence.store.traits import Trait, alike, questions_of, reading, traits_of

_AT_ONCE = 500
_NAME = "traits"


class Crossing(NamedTuple):
    """A record of ours and one of another submission that share a trait."""

    ours: str
    run: int
    submission: str
    record: str
    trait: Trait


def secret_of(connection: Connection) -> bytes:
    """The secret under which this store seals persons: drawn once, the same for every process."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = {"name": _NAME, "value": secrets.token_bytes(32)}
    connection.execute(dialect.insert(tables.secrets).values(row).on_conflict_do_nothing())
    wanted = select(tables.secrets.c.value).where(tables.secrets.c.name == _NAME)
    return bytes(connection.execute(wanted).scalar_one())


def keep_traits(
    connection: Connection, run: int, submission: str, records: Sequence[Record], likenesses: Mapping[str, str]
) -> None:
    """Write the traits of a submission in place of its earlier ones."""
    t = tables.traits
    connection.execute(delete(t).where(t.c.submission == submission))
    how = reading(secret_of(connection), records, likenesses)
    rows = [
        {"run": run, "submission": submission, "record": record.id, **trait._asdict()}
        for record in records
        for trait in dict.fromkeys(traits_of(record, how))
    ]
    if rows:
        connection.execute(insert(t), rows)


def crossings(
    connection: Connection, submission: str, records: Iterable[Record], likenesses: Mapping[str, str]
) -> list[Crossing]:
    """The traits of other submissions that our records ask for."""
    records = tuple(records)
    how = reading(secret_of(connection), records, likenesses)
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in records:
        for trait in dict.fromkeys(questions_of(record, how)):
            asked[trait.trait, trait.key].append(record.id)
    found = [*_answers(connection, submission, asked), *_pictures(connection, submission, likenesses)]
    return sorted(set(found))


def _answers(connection: Connection, submission: str, asked: Mapping[tuple[str, str], list[str]]) -> list[Crossing]:
    t = tables.traits.c
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind, key in sorted(asked):
        kinds[kind].append(key)
    found = []
    for kind, keys in kinds.items():
        for start in range(0, len(keys), _AT_ONCE):
            wanted = select(t.run, t.submission, t.record, t.trait, t.key, t.told).where(
                t.submission != submission, t.trait == kind, t.key.in_(keys[start : start + _AT_ONCE])
            )
            for row in connection.execute(wanted):
                found += [_crossing(ours, row) for ours in asked[kind, row.key]]
    return found


def _pictures(connection: Connection, submission: str, likenesses: Mapping[str, str]) -> list[Crossing]:
    """Every picture of the others against ours: few screens, and no index knows likeness."""
    if not likenesses:
        return []
    t = tables.traits.c
    wanted = select(t.run, t.submission, t.record, t.trait, t.key, t.told).where(
        t.submission != submission, t.trait == Shared.PICTURE
    )
    return [
        _crossing(ours, row)
        for row in connection.execute(wanted)
        for ours, hashed in likenesses.items()
        if alike(hashed, row.key)
    ]


def _crossing(ours: str, row: Any) -> Crossing:
    return Crossing(ours, row.run, row.submission, row.record, Trait(Shared(row.trait), row.key, row.told))
