"""Declared lines of a cloud application: what its list leaves open, and what stands in where there is no list.

Of a public cloud the notice asks for the contract only (申报指南 二（三）4): the claim is the form's one figure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from evidence.declared import Category, DeclaredLine
from evidence.kind import Kind
from evidence.record import Record


def line_id(sha256: str, position: int, row: int) -> str:
    """The name of a declared line: made of the list's hash and the row's position, so that re-runs agree."""
    return "L-" + hashlib.sha256(f"{sha256}:{position}:{row}".encode()).hexdigest()[:16]


def cloud_line(line: DeclaredLine) -> DeclaredLine:
    """A line of a cloud application: hardware, what is no spending on a cloud (wages among it), or a cloud service."""
    if line.category in (Category.HARDWARE_PURCHASE, Category.INELIGIBLE):
        return line
    outside = line.category is Category.PERSONNEL
    return line.model_copy(update={"category": Category.INELIGIBLE if outside else Category.CLOUD_SERVICE})


def unlisted(records: Sequence[Record], form: Record) -> tuple[DeclaredLine, ...]:
    """The claim without a list: one line for each contract where they add up to the form's total, else one in all.

    With a single contract the line is the form's total under that contract; with none it is the bills' under the form.
    """
    total = form.facts.get("declared_investment")
    bought = list({r.id: r for r in records if r.kind.is_contract and r.kind is not Kind.CONTRACT_SUPPLEMENT}.values())
    amounts = [record.money("contract_amount") for record in bought]
    if total is None or total.type != "money":
        return tuple(_of_contract(record, place, form) for place, record in enumerate(bought, 1)
                     if record.money("contract_amount"))  # fmt: skip
    known = [amount for amount in amounts if amount is not None]
    if len(bought) > 1 and len(known) == len(bought) and sum(m.amount for m in known) == total.number:
        return tuple(_of_contract(record, place, form) for place, record in enumerate(bought, 1))
    only = bought[0] if len(bought) == 1 else None
    line = DeclaredLine(
        id=line_id(form.source, form.position, 0),
        number="1",
        category=Category.CLOUD_SERVICE,
        description=(only.text("subject") or only.text("contract_name") if only else "") or "上云费用",
        declared=total.money,
        supplier=only.text("party_b") if only else form.text("provider"),
        contract_no=only.text("contract_no") if only else "",
        record=form.id,
        facts={"declared": total},
    )
    return (line,)


def _of_contract(record: Record, place: int, form: Record) -> DeclaredLine:
    """A contract as a line of its own."""
    fact = record.facts["contract_amount"]
    return DeclaredLine(
        id=line_id(form.source, form.position, place),
        number=str(place),
        category=Category.CLOUD_SERVICE,
        description=record.text("subject") or record.text("contract_name"),
        declared=fact.money,
        supplier=record.text("party_b"),
        contract_no=record.text("contract_no"),
        record=record.id,
        facts={"declared": fact},
    )
