"""The header of a table: which rows it takes (titles above, up to three rows), and what each column means.

Merged cells arrive as one text and blanks, or as the same text repeated; both are read the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from evidence.document import Cell, Table
from extractors.tables.heading import Column, assign, plain
from extractors.values.amounts import YUAN, unit_of

_DEEPEST = 3
_FEWEST = 3
"""Texts a row of headings has at least."""
_SEARCHED = 60
"""Rows from the top among which a header is looked for: exports carry long preambles."""
_SUM = re.compile(r"(?:合计|小计|总计|总额|金额|元|万元)")
_FIGURE = re.compile(r"-?[¥￥]?\d[\d,，]*(\.\d+)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*")
_UNIT_LINE = re.compile(r"(?:金额)?单位\s*[::：]\s*(?:人民币)?\s*(万元|千元|百万元|亿元|元)")

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Header:
    """Rows `first` to `last` (from 0), the positions of each field, and the unit of each position with money."""

    first: int
    last: int
    columns: Mapping[str, tuple[int, ...]]
    headings: tuple[str, ...]
    """The printed heading of every position, parts joined."""
    units: Mapping[int, Decimal]

    @property
    def told(self) -> int:
        """How many headings mean something, one that is repeated over several columns counting once."""
        return sum(len({self.headings[i] for i in positions}) for positions in self.columns.values())

    def has(self, groups: Sequence[Sequence[str]]) -> bool:
        """Whether of each group at least one field is there."""
        return all(any(name in self.columns for name in group) for group in groups)


def find_header(
    table: Table, columns: Sequence[Column], required: Sequence[Sequence[str]], unit: Decimal | None = None
) -> Header | None:
    """The header that explains most columns and has one field of each required group; None without such a row.

    `unit` holds for amounts where neither the heading nor the table states one.
    """
    best: tuple[float, Header] | None = None
    for first in range(min(len(table.rows), _SEARCHED)):
        for last in range(first, min(first + _DEEPEST, len(table.rows))):
            rows = table.rows[first : last + 1]
            if any(is_data(row) for row in rows):
                break
            header = _header(first, rows, columns)
            worth = header.told - 0.5 * (last - first)
            if header.has(required) and (best is None or worth > best[0]):
                best = worth, header
    if best is None:
        return None
    return _with_unit(best[1], table, unit)


def header_at(table: Table, first: int, depth: int, columns: Sequence[Column]) -> Header | None:
    """What the rows from `first` to `first + depth` mean as headings; None where they hold figures or too few texts."""
    rows = table.rows[first : first + depth + 1]
    if len(rows) <= depth or sum(bool(cell.text.strip()) for cell in rows[0]) < _FEWEST or any(map(is_data, rows)):
        return None
    return _header(first, rows, columns)


def _header(first: int, rows: Rows, columns: Sequence[Column]) -> Header:
    width = max((len(row) for row in rows), default=0)
    grid = [[row[i].text.strip() if i < len(row) else "" for i in range(width)] for row in rows]
    for upper in range(len(grid) - 1):
        _spread(grid[upper], grid[-1])
    stacks = [_stack([line[i] for line in grid]) for i in range(width)]
    tops = Counter(stack[0] for stack in stacks if len(stack) > 1)
    readings = [_readings(stack, tops[stack[0]] > 1 if stack else False) for stack in stacks]
    joined = tuple("".join(stack) for stack in stacks)
    units = {i: unit for i, text in enumerate(joined) if (unit := _unit(text)) is not None}
    return Header(first, first + len(rows) - 1, assign(readings, columns), joined, units)


def _spread(upper: list[str], lowest: Sequence[str]) -> None:
    """Give a merged heading to the blank cells beside it that have a heading of their own below.

    Workbooks keep it in the first of its cells, so it spreads to the right. On pages it stands over the middle of its
    columns: those between a heading that runs down to the rows and the first merged one after it belong to the latter.
    """
    for i in range(1, len(upper)):
        if upper[i] or not lowest[i]:
            continue
        runs_down = bool(upper[i - 1]) and not lowest[i - 1]
        upper[i] = (_next_merged(upper, lowest, i) if runs_down else "") or upper[i - 1]


def _next_merged(upper: Sequence[str], lowest: Sequence[str], start: int) -> str:
    """The first merged heading right of a position, before the next heading that runs down; empty without one."""
    for i in range(start, len(upper)):
        if not lowest[i]:
            return ""
        if upper[i]:
            return upper[i]
    return ""


def _stack(texts: Sequence[str]) -> tuple[str, ...]:
    """The headings one above the other, without blanks and without the repetition of a vertical merge."""
    return tuple(dict.fromkeys(text for text in texts if text))


def _readings(stack: Sequence[str], shared: bool) -> tuple[str, ...]:
    """The full heading, then ever shorter ends of it, then its top, unless that is shared with other columns.

    Of the columns under one heading only their sum bears its name: `基本工资` under `应付工资` is not 应付工资.
    """
    plains = [plain(text) for text in stack]
    ends = ["".join(plains[i:]) for i in range(len(plains))]
    named = plains[:1] if not shared or _SUM.fullmatch(plains[-1]) else []
    return tuple(dict.fromkeys((*ends, *named)))


def _unit(heading: str) -> Decimal | None:
    """The unit a heading names in brackets, after a slash or at its end; a bare 元 inside a word is none."""
    text = re.sub(r"\s+", "", heading)
    return unit_of(text) if re.search(r"万元|千元|亿元|[(（\[/]\s*(?:人民币)?元", text) else None


def is_data(row: Sequence[Cell]) -> bool:
    """Whether the row holds figures or dates, as no row of headings does."""
    texts = [cell.text.strip() for cell in row if cell.text.strip()]
    return sum(bool(_FIGURE.fullmatch(text)) for text in texts) >= 2


def _with_unit(header: Header, table: Table, unit: Decimal | None) -> Header:
    """Let the unit line above (`单位：万元`, or the table's name) hold for the columns that name none."""
    above = [cell.text for row in table.rows[: header.first] for cell in row if cell.text]
    stated = stated_unit([*above, table.name]) or unit
    if stated is None:
        return header
    units = {i: header.units.get(i, stated) for i in range(len(header.headings))}
    return replace(header, units=units)


def stated_unit(texts: Sequence[str]) -> Decimal | None:
    """The unit that the lines around a table state; None where they state none or several."""
    units = set()
    for text in texts:
        match = _UNIT_LINE.search(text) or re.search(r"[(（](?:单位[:：]?)?(万元|千元|元)[)）]", text)
        if match:
            units.add(unit_of(f"单位:{match[1]}") or YUAN)
    return units.pop() if len(units) == 1 else None
