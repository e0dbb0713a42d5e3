"""Columns of a payroll known by arithmetic where their headings say too little.

应发 less the deductions is 实发 in every row: a column that completes this sum is what the sum lacks, whatever it is
called. What headings plainly say is never overruled, except which of two gross amounts is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from evidence.fact import Status
from extractors.tables.cell import read_cell
from extractors.tables.header import Header
from extractors.tables.sheet import Facts, Shape, Sheet, read_under
from extractors.values.amounts import YUAN

_MOST = 0.8
"""Share of rows that must come out to the fen before a column is taken for what its heading does not say."""
GUESSED = "_guessed_part"
"""Amounts between gross and net pay that the sum needs; what they are for is not known."""
Prove = Callable[[Sheet], Sequence[Facts]]
"""The rows of a sheet with the status its equations give them."""


def reckoned(sheet: Sheet, shape: Shape, prove: Prove) -> Sheet:
    """The sheet under the header, with at most one column more or changed, under which most rows come out."""
    if not sheet.lines or _holding(prove(sheet)) >= _MOST:
        return sheet
    best, most = sheet, 0.0
    for header in _others(sheet):
        other = read_under(header, shape, sheet.origin)
        share = _holding(prove(other))
        if share >= _MOST and share > most:
            best, most = other, share
    return best


def _holding(rows: Sequence[Facts]) -> float:
    """The share of rows whose net pay is proven; rows without a deduction prove nothing and do not count."""
    telling = [row for row in rows if not _is_plain(row)]
    proven = [row for row in telling if "net" in row and row["net"].status is Status.PROVEN]
    return len(proven) / len(telling) if telling else 0.0


def _is_plain(row: Facts) -> bool:
    """Whether net pay is gross pay, or nothing is paid: then any column equal to it would fit."""
    gross, net = row.get("gross"), row.get("net")
    paid = net or gross
    return paid is None or not paid.number or (gross is not None and net is not None and gross.number == net.number)


def _others(sheet: Sheet) -> Iterator[Header]:
    """The headers that stand to reason: one unit for all, or a column nobody named in the place of one that lacks."""
    header = sheet.header
    if len(set(header.units.values())) > 1:
        for unit in sorted(set(header.units.values()), reverse=True):
            yield replace(header, units=dict.fromkeys(range(len(header.headings)), unit))
    free = _free(sheet)
    columns = header.columns
    parts = columns.get("_deduction_part", ())
    after = tuple(position for position in parts if _between(position, columns))
    if after and after != parts:
        yield _with(header, "_deduction_part", after)
    for position in free:
        if "net" not in columns:
            yield _with(header, "net", (position,))
        if _between(position, columns):
            yield _with(header, GUESSED, (position,))
        yield _with(header, "gross", (position,))
    inside = tuple(position for position in free if _between(position, columns))
    if len(inside) > 1:
        yield _with(header, GUESSED, inside)


def _with(header: Header, name: str, positions: tuple[int, ...]) -> Header:
    return replace(header, columns={**header.columns, name: positions})


def _between(position: int, columns: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether a column stands between gross and net pay, where deductions are printed."""
    return all(name in columns for name in ("gross", "net")) and columns["gross"][0] < position < columns["net"][0]


def _free(sheet: Sheet) -> list[int]:
    """The columns without a meaning in which most rows hold amounts."""
    taken = {position for positions in sheet.header.columns.values() for position in positions}
    found = []
    for position in range(len(sheet.header.headings)):
        if position in taken:
            continue
        origin = replace(sheet.origin, unit=sheet.header.units.get(position, YUAN))
        rows = [sheet.table.rows[line.position] for line in sheet.lines]
        amounts = [row for row in rows if position < len(row) and read_cell(row[position], "money", origin)]
        if len(amounts) >= _MOST * len(rows):
            found.append(position)
    return found
