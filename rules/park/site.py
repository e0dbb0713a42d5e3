"""Site: a park as its form, its lists and its papers show it, laid out for the checks of 附件5."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from evidence.declared import Programme
from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.names import name_key
from evidence.park import CheckState
from evidence.policy import ParkTerms
from evidence.record import Record, Row
from evidence.views import flag_of, sure
from rules.papers import Papers

CONFORMITY = "符合性指标"


@dataclass(frozen=True, slots=True)
class Said:
    """A finding that a check leads to."""

    code: str
    message: str
    subjects: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One condition or item with its outcome in three states, and what is to be said of it."""

    group: str
    indicator: str
    item: str
    declared: str
    found: str
    state: CheckState
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """The park's papers by what they prove."""

    papers: Papers
    terms: ParkTerms
    form: Record
    lists: tuple[Record, ...]
    """Proofs that list enterprises, premises or car parks."""
    statements: tuple[tuple[Record, Row], ...]
    """Sentences of proofs, with the document they stand in."""
    deeds: tuple[Record, ...]
    """Lease and sale contracts, second copies left out."""
    unread: int
    """Files nobody could read or name: a proof may lie in them."""

    def item(self, *words: str, group: str = "") -> Row | None:
        """The first row of the form whose indicator or statement names one of the words."""
        rows = [row for row in self.form.rows if not group or row.text("group") == group]
        for word in words:
            for row in rows:
                if word in row.text("indicator") or word in _bare(row.text("statement")):
                    return row
        return None

    def listing(self, column: str, titles: Sequence[str] = ()) -> Record | None:
        """The longest list with that column, of those whose title names one of the words where words are given."""
        having = [record for record in self.lists if any(column in row.facts for row in record.rows)]
        named = [r for r in having if any(word.upper() in r.text("title").upper() for word in titles)]
        return max(named if titles else having, key=lambda record: len(record.rows), default=None)

    @property
    def tenants(self) -> dict[str, Row]:
        """The enterprises of the tenants' list by name, each once; the list with revenue, else the one with trades."""
        record = self.listing("revenue") or self.listing("industry")
        rows = record.rows if record else ()
        return {name_key(row.text("name")): row for row in rows if row.text("name")}

    @property
    def note(self) -> str:
        """What is added where something was not found and unread files are left."""
        return f"（另有{self.unread}个文件未能读取或归类，请先核对）" if self.unread else ""

    def at(self, row: Row | None, *fields: str) -> tuple[Evidence, ...]:
        """Where the form shows those fields of a row; the form's first page where there is no row."""
        found = [Evidence.at(self.form, name, row.facts[name]) for name in fields if row and name in row.facts]
        return tuple(found) or (Evidence.of(self.form, "rows"),)


def _bare(text: str) -> str:
    return "".join(text.split())


def site_of(papers: Papers) -> Site | None:
    """The park of the application; None for other programmes, other notices, and without a form."""
    case, terms = papers.case, papers.policy.park
    form = papers.records.get(case.declaration.form)
    if case.declaration.programme is not Programme.PARK or terms is None or form is None:
        return None
    proofs = [record for record in _once(case.records) if record.kind is Kind.INDICATOR_PROOF]
    unread = sum(record.kind is Kind.OTHER for record in case.records)
    unread += len({problem.file for problem in (*case.submission.problems, *case.problems) if problem.fatal})
    return Site(
        papers=papers,
        terms=terms,
        form=form,
        lists=tuple(r for r in proofs if r.rows and "statement" not in r.rows[0].facts),
        statements=tuple((r, row) for r in proofs for row in r.rows if "statement" in row.facts),
        deeds=tuple(record for record in _once(case.records) if record.kind is Kind.LEASE_CONTRACT),
        unread=unread,
    )


def _once(records: Iterable[Record]) -> list[Record]:
    return list({record.id: record for record in records}.values())


def figure_of(row: Row | None) -> Decimal | None:
    """The figure the form states, where it was read well."""
    fact = row.facts.get("figure") if row else None
    return fact.number if fact is not None and fact.type == "number" and sure(fact) else None


def half_step(figure: Decimal) -> Decimal:
    """Half a unit of the figure's last digit: the tolerance of comparisons with it (domain 0.2)."""
    exponent = figure.as_tuple().exponent
    return Decimal(10) ** (exponent if isinstance(exponent, int) else 0) / 2


def ticked(row: Row | None) -> Literal["yes", "no", "blank", "unsure"]:
    """What 是/否 of a row says."""
    fact = row.facts.get("met") if row else None
    if row is None or fact is None:
        return "blank" if row is not None and _read_well(row) else "unsure"
    if not sure(fact):
        return "unsure"
    return "yes" if flag_of(row, "met") else "no"


def _read_well(row: Row) -> bool:
    return sure(row.facts.get("statement"))


def number_of(row: Row, name: str) -> Decimal | None:
    """A number of a list's row, where it was read well."""
    fact = row.facts.get(name)
    return fact.number if fact is not None and fact.type in ("number", "money") and sure(fact) else None


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in per cent."""
    return part * 100 / whole if whole else Decimal(0)


def conform(indicator: str, declared: str, found: str, said: tuple[Said, ...], *, known: bool, item: str = "") -> Check:
    """A check of 符合性: it fails where a definite finding stands, passes where it is known, and is open else."""
    definite = any(one.code not in OPEN for one in said)
    state: CheckState = "fail" if definite else "pass" if known and not said else "cannot_determine"
    return Check(CONFORMITY, indicator, item, declared, found, state, said)


OPEN = ("rule_cannot_determine", "park_occupancy_unsupported", "park_indicator_unsupported", "park_area_inconsistent",
        "park_ratio_mismatch", "park_recognition_missing")  # fmt: skip
"""Codes that ask: they leave a condition open and decide nothing."""
