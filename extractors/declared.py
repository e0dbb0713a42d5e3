"""The declaration: who applies under which programme for how much, gathered from the form and the lists.

A list handed in twice (the same file, or a stamped scan of it, or a summary beside its details) counts once: lists
with the same sum show the same money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from evidence.categories import category_of
from evidence.declared import Applicant, Category, Declaration, DeclaredLine, Programme
from evidence.document import Method
from evidence.fact import Fact
from evidence.kind import Kind
from evidence.money import CENT, Money
from evidence.policy import Policy
from evidence.record import Record, Row
from evidence.renames import aliases, renames_of
from extractors.unlisted import cloud_line, line_id, unlisted
from extractors.values.amounts import AmountError, parse_amount

_FORMS = {Programme.PLATFORM: Kind.FORM_A3, Programme.CLOUD: Kind.FORM_A4, Programme.PARK: Kind.FORM_A5}
_LISTS = {
    Programme.PLATFORM: (Kind.PROJECT_LIST, Kind.FUND_DETAIL),
    Programme.CLOUD: (Kind.FUND_DETAIL, Kind.PROJECT_LIST),
}
"""The list each programme asks for first (申报指南 一（三）2, 二（三）4); the other kind stands in for it."""
_TRUST = tuple(Method)
_SPLIT = re.compile(r"[、,，;；\s]+")


def declare(records: Sequence[Record], policy: Policy, programme: Programme | None = None) -> Declaration:
    """What the applicant claims. The programme is the argument, else that of the form; lines keep their order."""
    form = _form(records, programme)
    programme = programme or next((p for p, kind in _FORMS.items() if form and form.kind is kind), None)
    lists = claimed_lists(records, programme)
    total = form.facts.get("declared_investment") if form else None
    return Declaration(
        applicant=_applicant(records, form, lists),
        programme=programme,
        declared_total=total,
        declared_total_step=step_of(total) if total else None,
        declared_subsidy=form.facts.get("declared_subsidy") if form else None,
        lines=_claimed(records, form, lists, policy, programme),
        form=form.id if form else "",
        lists=tuple(record.id for record in lists),
    )


def _form(records: Sequence[Record], programme: Programme | None) -> Record | None:
    """The application form: of the programme asked for, with the most facts (a blank copy may lie beside it)."""
    kinds = [_FORMS[programme]] if programme else list(_FORMS.values())
    forms = [record for record in records if record.kind in kinds]
    return max(forms, key=lambda form: len(form.facts), default=None)


def step_of(total: Fact) -> Money:
    """Half a unit of the last printed digit of a total, in yuan (`1234.57 万元` gives 50): domain §0.2 (own)."""
    try:
        amount = parse_amount(total.raw)
    except AmountError:
        amount = None
    return Money(amount=amount.step if amount else CENT / 2, currency=total.currency)


def claimed_lists(records: Sequence[Record], programme: Programme | None) -> tuple[Record, ...]:
    """The lists whose rows make up the claim, each sum of money once."""
    kinds = _LISTS.get(programme or Programme.PLATFORM, ())
    for kind in kinds:
        found = list({record.id: record for record in records if record.kind is kind and record.rows}.values())
        if found:
            return tuple(_without_repeats(found))
    return ()


def _without_repeats(lists: Sequence[Record]) -> list[Record]:
    """One list of each sum, the more detailed and then the better read one; no summary of all the others."""
    best: dict[Decimal, Record] = {}
    for record in lists:
        other = best.get(_sum(record))
        if other is None or _worth(record) > _worth(other):
            best[_sum(record)] = record
    kept = [record for record in lists if best[_sum(record)] is record]
    whole = sum((_sum(record) for record in kept), Decimal(0))
    if len(kept) > 2:
        kept = [r for r in kept if 2 * _sum(r) != whole or len(r.rows) > sum(len(o.rows) for o in kept) / 2]
    return kept


def _sum(record: Record) -> Decimal:
    return sum((fact.number for row in record.rows if (fact := row.facts.get("declared"))), Decimal(0))


def _worth(record: Record) -> tuple[int, int]:
    """How much a list says, and how well it was read."""
    methods = [_TRUST.index(fact.method) for row in record.rows for fact in row.facts.values()]
    return sum(len(row.facts) for row in record.rows), -max(methods, default=len(_TRUST))


def _applicant(records: Sequence[Record], form: Record | None, lists: Sequence[Record]) -> Applicant:
    """The applicant as the form names it; what the form leaves open comes from the lists and the licence."""
    licence = next((record for record in records if record.kind is Kind.LICENCE), None)
    named = [(form, "applicant_name"), *((record, "applicant_name") for record in lists), (licence, "name")]
    name, uscc = _first_text(named), _first_text([(form, "applicant_uscc"), (licence, "uscc")])
    born = next((r.day("reg_date") for r in (form, licence) if r is not None and "reg_date" in r.facts), None)
    return Applicant(
        name=name,
        uscc=uscc,
        legal_rep=_first_text([(form, "legal_rep"), (licence, "legal_rep")]),
        reg_date=born,
        former_names=_former_names(records, name, uscc),
    )


def _first_text(places: Iterable[tuple[Record | None, str]]) -> str:
    return next((record.text(field) for record, field in places if record is not None and record.text(field)), "")


def _former_names(records: Sequence[Record], name: str, uscc: str) -> tuple[str, ...]:
    """The other names that notices of a change of name (准予变更登记通知书) give the applicant, not its suppliers."""
    own = [rename for rename in renames_of(records) if rename.concerns(name, uscc)]
    return aliases(own, name, uscc)


def _claimed(
    records: Sequence[Record], form: Record | None, lists: Sequence[Record], policy: Policy, programme: Programme | None
) -> tuple[DeclaredLine, ...]:
    """The rows of the lists; of a cloud without one, the form's own figure or what its contracts come to."""
    lines = tuple(line for record in lists for line in _lines(record, policy))
    if programme is not Programme.CLOUD:
        return lines
    if not lines and form is not None:
        total = form.facts.get("declared_investment")
        return unlisted(records, form, step_of(total).amount if total else Decimal(0))
    return tuple(cloud_line(line) for line in lines)


def _lines(record: Record, policy: Policy) -> Iterable[DeclaredLine]:
    for position, row in enumerate(record.rows):
        yield DeclaredLine(
            id=line_id(record.source, record.position, position),
            number=row.text("number") or str(position + 1),
            category=row_category(row, policy),
            description=row.text("description") or row.text("category"),
            declared=row.money("declared") or Money.zero(),
            supplier=row.text("supplier"),
            contract_no=row.text("contract_no"),
            invoice_nos=split_numbers(row.text("invoice_no")),
            receipt_nos=split_numbers(row.text("receipt_no")),
            record=record.id,
            row=position,
            facts=row.facts,
        )


def split_numbers(text: str) -> tuple[str, ...]:
    """The numbers of papers that one cell names, each once, in order."""
    return tuple(dict.fromkeys(number for number in _SPLIT.split(text) if number))


def row_category(row: Row, policy: Policy) -> Category:
    """The category that the policy's words find in the category cell, else in the description; UNCLEAR without one."""
    found = (category_of(row.text(field), policy) for field in ("category", "description"))
    return next((category for category in found if category not in (None, Category.UNCLEAR)), None) or Category.UNCLEAR
