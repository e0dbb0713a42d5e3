"""A table understood: header, body rows as facts, section titles, printed totals, and the texts around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from evidence.document import Cell, Method, Table
from evidence.fact import Fact
from extractors.tables.cell import Origin, plain_amount, read_cell, squeeze
from extractors.tables.header import Header, find_header
from extractors.tables.heading import Column, plain
from extractors.values.amounts import YUAN

Facts = dict[str, Fact]

_TOTAL = re.compile(r"(?:总计|合计|总合计|共计|累计|总额|本表合计|合计金额|总金额)(?:[:：(（].*)?")
_SUBTOTAL = re.compile(r"(?:本页|本月|本期|分项|部门|其中)?(?:小计|合计)(?:[:：(（].*)?|.{1,12}(?:小计|合计|总计)")
_NUMBERING = re.compile(r"\d{1,2}|[甲乙丙丁戊己庚辛壬癸]|[a-z]|\(\d{1,2}\)|[①-⑳]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What one kind of table looks like: its columns, the fields it cannot do without, and what names a row."""

    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]
    """Groups of field names; the header must show one of each group."""
    row: tuple[tuple[str, ...], ...]
    """Groups of field names; a row that lacks all fields of a group is a note, a blank or a signature line."""
    titles: tuple[str, ...] = ()
    """Words of the title or the sheet's name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table came to us, and the unit stated outside of it."""

    method: Method = Method.OFFICE
    unit: Decimal | None = None


OFFICE = Reading()


@dataclass(frozen=True, slots=True)
class Line:
    """One body row: its facts, its position in the table, the section title it stands under and that title's cell."""

    facts: Facts
    position: int
    section: Cell | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose header was found."""

    origin: Origin
    header: Header
    lines: tuple[Line, ...]
    totals: Mapping[str, Fact] = field(default_factory=dict)
    """The amounts of the grand-total row by field."""

    @property
    def table(self) -> Table:
        """The table itself."""
        return self.origin.table

    @property
    def around(self) -> tuple[Cell, ...]:
        """The cells above the header and below the last body row: title, unit, month, signatures."""
        last = max((line.position for line in self.lines), default=self.header.last)
        rows = (*self.table.rows[: self.header.first], *self.table.rows[last + 1 :])
        return tuple(cell for row in rows for cell in row if cell.text.strip())


@lru_cache(maxsize=128)
def read_sheet(table: Table, shape: Shape, reading: Reading = OFFICE) -> Sheet | None:
    """Read a table of that shape; None where no row can be its header."""
    header = find_header(table, shape.columns, shape.required, reading.unit)
    return None if header is None else read_under(header, shape, Origin(table, reading.method))


def read_under(header: Header, shape: Shape, origin: Origin) -> Sheet:
    """Read the rows below that header."""
    table = origin.table
    types = {column.name: column for column in shape.columns}
    lines: list[Line] = []
    totals: list[tuple[str, Facts]] = []
    section: Cell | None = None
    for position in range(header.last + 1, len(table.rows)):
        row = table.rows[position]
        mark = total_mark(row)
        if mark:
            totals.append((mark, read_row(row, header, types, origin)))
        elif (title := _section_title(row)) is not None:
            section = title
        elif not _is_repeated_header(row, header) and not _is_numbering(row):
            facts = read_row(row, header, types, origin)
            if _is_line(facts, shape):
                lines.append(Line(facts, position, section))
    return Sheet(origin, header, tuple(lines), _grand_total(totals))


def read_row(row: Sequence[Cell], header: Header, types: Mapping[str, Column], origin: Origin) -> Facts:
    """The facts of one row; amounts of columns that belong together are added."""
    facts: Facts = {}
    for name, positions in header.columns.items():
        column = types[name]
        parts = [
            fact
            for i in positions
            if i < len(row)
            and (fact := read_cell(row[i], column.type, replace(origin, unit=header.units.get(i, YUAN))))
        ]
        if parts:
            facts[name] = parts[0] if len(parts) == 1 else added(parts)
    return facts


def added(parts: Sequence[Fact]) -> Fact:
    """The sum of amounts as one derived fact; its place spans the first to the last cell."""
    first, last = parts[0], parts[-1]
    address = last.place.cell.rpartition("!")[2]
    place = first.place.model_copy(update={"cell": f"{first.place.cell}:{address}"})
    return first.model_copy(
        update={
            "value": plain_amount(sum((part.number for part in parts), Decimal(0))),
            "raw": " + ".join(part.raw for part in parts),
            "place": place,
            "method": Method.DERIVED,
            "confidence": min(part.confidence for part in parts),
        }
    )


def texts(row: Sequence[Cell]) -> list[Cell]:
    """The cells that say something, the repeated text of a merged cell once."""
    seen: dict[str, Cell] = {}
    for cell in row:
        if cell.text.strip():
            seen.setdefault(squeeze(cell.text), cell)
    return list(seen.values())


def total_mark(row: Sequence[Cell]) -> str:
    """Whether a row sums others up: `total`, `subtotal` or nothing, by the first two texts of the row."""
    for cell in texts(row)[:2]:
        plain_text = squeeze(cell.text)
        if _TOTAL.fullmatch(plain_text):
            return "total"
        if len(plain_text) <= 16 and _SUBTOTAL.fullmatch(plain_text):
            return "subtotal"
    return ""


def _grand_total(rows: Sequence[tuple[str, Facts]]) -> Facts:
    """The last row marked as total; a lone subtotal row is the total of its table."""
    marked = [facts for mark, facts in rows if mark == "total" and facts]
    if marked:
        return {name: fact for name, fact in marked[-1].items() if fact.type in ("money", "number")}
    if len(rows) == 1:
        return {name: fact for name, fact in rows[0][1].items() if fact.type in ("money", "number")}
    return {}


def _section_title(row: Sequence[Cell]) -> Cell | None:
    """The cell of a row that holds one text and no figure, such as `一、硬件购置`."""
    found = texts(row)
    if len(found) == 1 and len(found[0].text.strip()) <= 40 and not re.fullmatch(r"[\d.,\s]+", found[0].text):
        return found[0]
    return None


def _is_repeated_header(row: Sequence[Cell], header: Header) -> bool:
    """Whether the header is printed again, as at the top of a new page."""
    found = {plain(cell.text) for cell in texts(row)}
    return len(found) >= 2 and found <= {plain(text) for text in header.headings}


def _is_numbering(row: Sequence[Cell]) -> bool:
    """Whether the row only numbers the columns (`甲 乙 1 2 3`)."""
    found = [squeeze(cell.text) for cell in row if cell.text.strip()]
    return len(found) >= 3 and len(set(found)) == len(found) and all(map(_NUMBERING.fullmatch, found))


def _is_line(facts: Facts, shape: Shape) -> bool:
    """Whether a row has a fact of each group that names it, none of them a label of a signature line."""
    for group in shape.row:
        found = [facts[name] for name in group if name in facts]
        if not found or any(
            re.search(r"[:：]\s*$|(制表|审核|复核|经办|签字|日期)人?[:：]", fact.raw) for fact in found
        ):
            return False
    return True
