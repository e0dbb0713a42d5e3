"""Paper: one kind of labelled document with what it is asked for, the rows it may hold, and the checks between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.anchors import Sheet, Value
from extractors.contract.flow import Flow
from extractors.facts import date_fact, text_fact
from extractors.papers.asked import Form, merged
from extractors.papers.sheets import sheets_of
from extractors.part import Part
from extractors.tables.body import only_rows
from extractors.tables.extractor import TableExtractor
from extractors.values.dates import find_dates

Facts = dict[str, Fact]


@dataclass(frozen=True)
class Seen:
    """What a finishing step may look at: the part, its sheets and its text."""

    part: Part
    sheets: Sequence[Sheet]
    flow: Flow


@dataclass(frozen=True)
class Paper:
    """A kind of paper. `finish` adds what labels alone do not give; `more` and `rows` name the fields it may add."""

    kind: Kind
    form: Form
    table: TableExtractor | None = None
    finish: Callable[[Seen, Facts], Facts] | None = None
    hidden: tuple[str, ...] = ()
    """Asks that only help the finishing step and are not reported."""
    more: tuple[str, ...] = ()
    rows: Callable[[Seen], list[Facts]] | None = None
    row_fields: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field a record of this kind may show; those of its rows as `rows.…`."""
        asked = tuple(name for name in self.form.names if name not in self.hidden)
        table = self.table.fields[self.table.kinds[0]] if self.table is not None else ()
        return tuple(dict.fromkeys((*asked, *self.more, *table, *(f"rows.{name}" for name in self.row_fields))))

    def record(self, part: Part, extractor: str) -> Record:
        """Everything the paper says."""
        sheets = sheets_of(part, self.form.vocabulary)
        seen = Seen(part, sheets, Flow.of(part))
        facts = self.form.answers(sheets)
        rows = self.rows(seen) if self.rows is not None else []
        if self.table is not None and not rows:
            listing = self.table.extract(only_rows(part, self.table.shape), self.kind)
            rows = [dict(row.facts) for row in listing.rows]
            facts = merged(listing.facts, facts)
        if self.finish is not None:
            facts = self.finish(seen, facts)
        shown = {name: fact for name, fact in facts.items() if name not in self.hidden and not self._is_label(fact)}
        return part.record(self.kind, shown, rows, extractor)

    def _is_label(self, fact: Fact) -> bool:
        """Whether a text is only the next label of the form."""
        return fact.type == "text" and self.form.vocabulary.whole(fact.value) is not None


def said(flow: Flow, pattern: str, group: str = "value") -> Value | None:
    """Where the prose says so: the group of the first match, with its place."""
    found = re.search(pattern, flow.prose)
    return flow.value(*found.span(group)) if found and found[group] else None


def told(seen: Seen, facts: Facts, name: str, pattern: str) -> Facts:
    """The facts, with the text that the prose gives for a field which no label answered."""
    value = said(seen.flow, pattern) if name not in facts else None
    return facts if value is None else facts | {name: text_fact(value)}


def dated(seen: Seen, facts: Facts, name: str, day: Fact | None = None) -> Facts:
    """The facts, with the day given, or the only one the paper names, for a field which no label answered."""
    found = day or only_day(seen.flow)
    return facts if name in facts or found is None else facts | {name: found}


def days(flow: Flow) -> list[tuple[date, Value]]:
    """Every day the paper names, in order, line by line."""
    found = []
    for line in flow.lines:
        found += [(hit.day, line.value(hit.start, hit.end)) for hit in find_dates(line.text)]
    return found


def only_day(flow: Flow) -> Fact | None:
    """The day of a paper that names no other."""
    found = days(flow)
    return date_fact(found[0][1], found[0][0]) if len({day for day, _ in found}) == 1 else None


def last_day(flow: Flow) -> Fact | None:
    """The day at the end of a letter, where it is signed: in the last fifth of its lines."""
    found = [(day, value) for day, value in days(Flow(flow.lines[-max(4, len(flow.lines) // 5) :]))]
    return date_fact(found[-1][1], found[-1][0]) if found else None
