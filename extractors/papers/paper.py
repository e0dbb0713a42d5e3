"""Paper: one kind of labelled document with what it is asked for, the rows it may hold, and the checks between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evidence.document import Page
from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.anchors import Sheet, Token, Value
from extractors.contract.flow import Flow
from extractors.facts import date_fact
from extractors.papers.asked import Form, merged
from extractors.papers.sheets import sheets_of
from extractors.part import Part
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import assign, plain
from extractors.tables.sheet import Shape
from extractors.tokens import lines_of, squeeze, tokens_of
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


def only_rows(part: Part, shape: Shape) -> Part:
    """The part with only the lines of its table: from its headings down to its total or the last line with figures.

    What stands above and below (a head of labels, a line to sign) would hide the white space between the columns.
    """
    if part.tables:
        return part
    return replace(part, pages=tuple(_only_rows(page, shape) for page in part.pages))


def _only_rows(page: Page, shape: Shape) -> Page:
    lines = lines_of(tokens_of(page))
    head = next((i for i, found in enumerate(lines) if _heads(found, shape)), None)
    if head is None:
        return page
    body = [i for i in range(head + 1, len(lines)) if sum(any(c.isdigit() for c in t.text) for t in lines[i]) >= 1]
    total = next((i for i in body if _TOTAL.match(squeeze("".join(t.text for t in lines[i])))), None)
    last = total if total is not None else max(body, default=head)
    top = min(token.box.y0 for token in lines[head])
    bottom = max(token.box.y1 for token in lines[last])
    return replace(page, words=tuple(word for word in page.words if top <= word.box.center[1] <= bottom))


_TOTAL = re.compile(r"(?:总|合|共)计|金额合计|合计金额")


def _heads(line: Sequence[Token], shape: Shape) -> bool:
    """Whether a line shows one heading of each group the shape cannot do without."""
    headings = [(plain(token.text),) for token in line if ":" not in token.text]
    found = assign(headings, shape.columns)
    return all(any(name in found for name in group) for group in shape.required)


def said(flow: Flow, pattern: str, group: str = "value") -> Value | None:
    """Where the prose says so: the group of the first match, with its place."""
    found = re.search(pattern, flow.prose)
    return flow.value(*found.span(group)) if found and found[group] else None


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
