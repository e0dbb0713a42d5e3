"""Contracts in which the applicant sells: no cost of its own, but proof of the enterprises it serves.

A contract does not say which of its parties applies for money; beside the declaration it is known (domain 3.0).
"""

from __future__ import annotations

from collections.abc import Iterable

from evidence.declared import Applicant
from evidence.kind import Kind
from evidence.match import Level
from evidence.names import name_level
from evidence.record import Record

_SAME = (Level.EXACT, Level.EQUAL)


def by_role(records: Iterable[Record], applicant: Applicant) -> tuple[Record, ...]:
    """The records, with `service_contract_customer` as the kind of contracts that the applicant fulfils for others."""
    return tuple(
        record.model_copy(update={"kind": Kind.SERVICE_CONTRACT}) if _sells(record, applicant) else record
        for record in records
    )


def _sells(record: Record, applicant: Applicant) -> bool:
    """Whether party B of a contract is the applicant, by name or code, and party A surely somebody else."""
    if not record.kind.is_contract or not record.text("party_a"):
        return False
    return _is(applicant, record, "party_b") and not _is(applicant, record, "party_a")


def _is(applicant: Applicant, record: Record, side: str) -> bool:
    names = (applicant.name, *applicant.former_names)
    code = record.text(f"{side}_tax_id")
    named = any(name_level(name, record.text(side)) in _SAME for name in names)
    return named or bool(code and code == applicant.uscc)
