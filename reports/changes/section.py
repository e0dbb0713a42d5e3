"""One part of a comparison: a heading and aligned rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from evidence.frozen import Frozen
from reports.plain_text import aligned


class Section(Frozen):
    """What changed under one heading."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    """Columns of amounts, set flush right."""

    def lines(self) -> list[str]:
        """As text: the heading, then the rows."""
        return [f"【{self.title}】", *aligned(self.rows, right=self.right), ""]


def section(title: str, rows: Iterable[tuple[str, ...]], right: frozenset[int] = frozenset()) -> list[Section]:
    """The section with these rows; none where there are none."""
    told = tuple(rows)
    return [Section(title=title, rows=told, right=right)] if told else []


def shown(amount: str | None) -> str:
    """An amount of result.json as people read it; a text that is no amount as it stands."""
    found = number(amount)
    return f"{found:,.2f}" if found is not None else amount or "—"


def moved(old: str | None, new: str | None) -> str:
    """By how much an amount changed, with its sign; empty where one of them is no amount."""
    before, after = number(old), number(new)
    return f"{after - before:+,.2f}" if before is not None and after is not None else ""


def number(amount: str | None) -> Decimal | None:
    """The figure of an amount; None for a text that is no amount."""
    try:
        found = Decimal(amount or "")
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
