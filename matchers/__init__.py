"""Matching: which documents support which declared line, and why we think so.

Explicit references come first (contract, invoice and receipt numbers in the list, booking data, remarks and usages),
then party, amount and date. Nothing is forced: leftovers stay unmatched, and equally good choices are noted. The page
docs/matching.md lists every reason that a tie can have.
"""

from __future__ import annotations

from collections.abc import Iterable

from evidence.declared import Declaration
from evidence.match import Matching
from evidence.policy import Policy
from evidence.record import Record
from matchers.assign import assign, evidence_of, links_of, unmatched_of
from matchers.candidates import gather
from matchers.duplicates import find_duplicates


def match(declaration: Declaration, records: Iterable[Record], policy: Policy) -> Matching:
    """Tie records to the declared lines; the policy's period decides nothing here, late documents match as well."""
    records = tuple(records)
    duplicates = find_duplicates(records)
    distinct = tuple({record.id: record for record in reversed(records)}.values())[::-1]
    pool = gather(declaration, distinct, duplicates)
    claims, settled, ambiguities = assign(declaration, pool)
    lines = evidence_of(declaration, claims, pool)
    return Matching(
        lines=lines,
        links=links_of(claims, pool),
        duplicates=duplicates,
        unmatched=unmatched_of(lines, pool, duplicates),
        ambiguities=ambiguities,
        refunds=settled.refunds,
        entrusted=pool.entrusted,
        fees=settled.fees,
    )
