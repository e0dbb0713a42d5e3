"""Blocks of one sheet: tables of one shape below one another, each with a title and headings of its own.

Wage sheets often hold a quarter that way, a month a block. Headings that only repeat at the top of a printed page
open no block: a block shows a title that the first one does not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from evidence.document import Cell, Table
from extractors.tables.cell import squeeze
from extractors.tables.header import Header, find_header, header_at, is_data
from extractors.tables.sheet import Shape, texts, total_mark

_SIGNED = re.compile(
    r"(?:制表|编制|审核|复核|审批|批准|主管|经办|财务|总经理|负责|领导|签字|签章|盖章)人?(?:[:：]|签|$)"
)
_TITLE_TEXTS = 4
"""A row of more texts is none of a title, a unit or an employer."""
_SHARED = 0.5
"""Least share of the first headings' fields that the headings of a further block show."""


@lru_cache(maxsize=64)
def blocks(table: Table, shape: Shape) -> tuple[Table, ...]:
    """The table cut above the title of every further block; the whole table where it has but one."""
    first = find_header(table, shape.columns, shape.required)
    if first is None:
        return (table,)
    heads = _heads(table, shape, first)
    starts = [(_title(table, head), head) for head in heads]
    opened = _texts(table, *(starts[0] if starts else (0, 0)))
    cuts = [start for start, head in starts[1:] if start < head and _texts(table, start, head) - opened]
    if not cuts:
        return (table,)
    return tuple(
        replace(table, rows=table.rows[top:end]) for top, end in zip((0, *cuts), (*cuts, len(table.rows)), strict=True)
    )


def _heads(table: Table, shape: Shape, found: Header) -> list[int]:
    """The first row of every header, from the top."""
    heads: list[int] = []
    depth, least = found.last - found.first, _SHARED * len(found.columns)
    position = 0
    while position < len(table.rows):
        other = None if position == found.first else header_at(table, position, depth, shape.columns)
        if position == found.first or (
            other is not None
            and other.has(shape.required)
            and len(found.columns.keys() & other.columns.keys()) >= least
        ):
            heads.append(position)
            position += depth
        position += 1
    return heads


def _title(table: Table, head: int) -> int:
    """The first row of the title above a header: up to the rows of another table, a signature, or a gap."""
    start = head
    for position in range(head - 1, -1, -1):
        row = table.rows[position]
        said = texts(row)
        if not said and start < head:
            break
        if len(said) > _TITLE_TEXTS or is_data(row) or total_mark(row) or _is_signature(said):
            break
        if said:
            start = position
    return start


def _is_signature(said: Sequence[Cell]) -> bool:
    return any(_SIGNED.match(squeeze(cell.text)) for cell in said)


def _texts(table: Table, start: int, end: int) -> set[str]:
    return {squeeze(cell.text) for row in table.rows[start:end] for cell in row if cell.text.strip()}
