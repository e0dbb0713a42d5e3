"""Finding: a discrepancy of the applicant's, stated neutrally, tied to a rule and to evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from evidence.fact import Fact, Place
from evidence.frozen import Frozen
from evidence.money import Money
from evidence.record import Record


class Severity(StrEnum):
    """S1 重大, S2 较大, S3 一般, S4 提示."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class Evidence(Frozen):
    """The spot that shows a finding: a file, a place in it, and the text that stands there."""

    source: str
    file: str
    place: Place
    field: str = ""
    raw: str = ""

    @classmethod
    def of(cls, record: Record, field: str) -> Evidence:
        """The spot of one field; the whole first page where the record does not show the field."""
        fact = record.facts.get(field)
        if fact is None:
            return cls(source=record.source, file=record.file, place=Place(page=record.pages[0]), field=field)
        return cls.at(record, field, fact)

    @classmethod
    def at(cls, record: Record, field: str, fact: Fact) -> Evidence:
        """The spot of a fact of that record, such as one in a row."""
        return cls(source=record.source, file=record.file, place=fact.place, field=field, raw=fact.raw)


class Finding(Frozen):
    """One discrepancy. `id` depends on code and subject only, so that decisions survive better readings."""

    id: str
    code: str
    severity: Severity
    title: str
    message: str
    """What the evidence shows, in neutral Chinese (存在…情形, 未见…, 提请关注), with the figures."""
    basis: str = ""
    """The clause of the notice or the standard behind the rule."""
    amount: Money | None = None
    line: str | None = None
    subjects: tuple[str, ...] = ()
    """Record or line ids it is about."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files it cites, once each."""
        return tuple(dict.fromkeys(item.file for item in self.evidence))


def finding_id(code: str, subjects: Iterable[str]) -> str:
    """The name of the finding with that code about those records or lines."""
    return "F-" + hashlib.sha256("|".join((code, *sorted(subjects))).encode()).hexdigest()[:12]
