"""Exhibit: one numbered spot of evidence (E-0001 …), the target of every link in the reports."""

from __future__ import annotations

from dataclasses import dataclass, field

from evidence.case import Case, Verdict
from evidence.fact import Fact, Place, Status
from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.record import Record
from reports.masking import PERSONNEL_KINDS, Curtain
from reports.privacy import Box, hidden_boxes
from reports.summary import masked_raw, ordered, record_at

Key = tuple[str, str, int, str, Box | tuple[()], str]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One spot: file, page and box or cell, with the text that stands there, masked.

    `curtains` are boxes on the same page that a picture must not show (identity numbers, accounts).
    """

    number: str
    source: str
    file: str
    place: Place
    field: str
    raw: str
    kind: Kind | None
    status: Status | None
    record: str = ""
    """The document it stands in; empty for a file nothing was understood of."""
    curtains: tuple[Box, ...] = ()
    page_size: tuple[float, float] | None = None
    """Width and height of its page in page units."""

    @property
    def picturable(self) -> bool:
        """Whether a picture of the spot may be shown: it lies on a page, and on no paper that may be about persons."""
        return (self.place.box is not None or not self.place.cell) and self.kind not in (None, *PERSONNEL_KINDS)

    @property
    def position(self) -> str:
        """Where on its page it lies, as reports print it: the cell, or the box in page units."""
        if self.place.cell:
            return self.place.cell
        return ", ".join(f"{side:.0f}" for side in self.place.box) if self.place.box else "整页"


AMOUNT_FIELDS = {Kind.PAYROLL: "gross_total", Kind.BANK_BATCH: "total", Kind.PROJECT_LIST: "total"}
"""The field with the amount of a document, where it does not follow from the group of its kind."""


def amount_field(kind: Kind) -> str:
    """The field that states the gross amount of a document of that kind; empty where it states none."""
    if kind.is_invoice:
        return "total_incl_tax"
    if kind.is_contract:
        return "contract_amount"
    return "pay_amount" if kind.is_payment else AMOUNT_FIELDS.get(kind, "")


@dataclass(frozen=True, slots=True)
class Exhibits:
    """All exhibits of a case in order of file, page and field, and how to find the one of a spot."""

    all: tuple[Exhibit, ...]
    _by_key: dict[Key, Exhibit] = field(repr=False)

    @classmethod
    def collect(cls, case: Case, verdict: Verdict, curtain: Curtain) -> Exhibits:
        """Number every spot that a finding cites or an amount of the reports comes from."""
        spots = {_key(item): item for item in _spots(case, verdict)}
        hidden = hidden_boxes(case)
        by_key: dict[Key, Exhibit] = {}
        for number, key in enumerate(sorted(spots), start=1):
            item = spots[key]
            record = record_at(case, item)
            personal = record is not None and record.kind in PERSONNEL_KINDS
            by_key[key] = Exhibit(
                number=f"E-{number:04d}",
                source=item.source,
                file=item.file,
                place=item.place,
                field=item.field,
                raw=masked_raw(case, curtain, item, names=personal),
                kind=record.kind if record else None,
                record=record.id if record else "",
                status=_status(record, item),
                curtains=hidden.get((item.source, item.place.page), ()),
                page_size=_page_size(case, item),
            )
        return cls(all=tuple(by_key.values()), _by_key=by_key)

    def of(self, item: Evidence) -> Exhibit:
        """The exhibit of a finding's evidence."""
        return self._by_key[_key(item)]

    def of_amount(self, record: Record) -> Exhibit:
        """The exhibit of the amount of a document; of its first page where it shows none."""
        return self._by_key[_key(Evidence.of(record, amount_field(record.kind)))]

    def of_fact(self, record: Record, name: str, fact: Fact) -> Exhibit | None:
        """The exhibit of a fact, such as a cell of the project list; None where it was not numbered."""
        return self._by_key.get(_key(Evidence.at(record, name, fact)))


def _key(item: Evidence) -> Key:
    return item.file, item.source, item.place.page, item.place.cell, item.place.box or (), item.field


def _spots(case: Case, verdict: Verdict) -> list[Evidence]:
    spots = [item for finding in ordered(verdict.findings) for item in finding.evidence]
    records = {record.id: record for record in case.records}
    declaration = case.declaration
    form = records.get(declaration.form)
    if form is not None:
        totals = (
            ("declared_investment", declaration.declared_total),
            ("declared_subsidy", declaration.declared_subsidy),
        )
        spots.extend(Evidence.at(form, name, fact) for name, fact in totals if fact is not None)
    for line in declaration.lines:
        fact, listed = line.facts.get("declared"), records.get(line.record)
        if fact is not None and listed is not None:
            spots.append(Evidence.at(listed, "declared", fact))
    cited = {name for found in case.matching.lines for name in found.records}
    for record in case.records:
        if amount_field(record.kind) or record.id in cited:
            spots.append(Evidence.of(record, amount_field(record.kind)))
    return spots


def _status(record: Record | None, item: Evidence) -> Status | None:
    if record is None:
        return None
    holders = (record, *record.rows)
    facts = (holder.facts.get(item.field.rsplit(".", 1)[-1]) for holder in holders)
    return next((fact.status for fact in facts if fact is not None and fact.place == item.place), None)


def _page_size(case: Case, item: Evidence) -> tuple[float, float] | None:
    sizes = case.page_sizes.get(item.source, ())
    return sizes[item.place.page - 1] if 0 < item.place.page <= len(sizes) else None
