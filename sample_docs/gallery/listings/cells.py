"""The cells of a list and the list itself: title, notes, headings, rows, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Wan:
    """An amount in yuan that the list shows in 万元."""

    yuan: Decimal
    places: int = 6

    @property
    def shown(self) -> str:
        """In 万元, with separators."""
        return f"{self.yuan / 10000:,.{self.places}f}"


Value = str | Decimal | date | int | Wan | None
"""A cell; None joins it with the cell above."""


@dataclass(frozen=True)
class Table:
    """One list. In a second level of headings an empty text joins the cell with the one above it."""

    name: str
    title: str
    notes: tuple[str, ...]
    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[float, ...] = ()
    """Where given, the printed columns have these shares of the page and long texts run over several lines."""
    foot: tuple[str, ...] = ()

    def lines(self) -> Iterator[list[str]]:
        """Title, notes, headings and rows as text."""
        yield [self.title]
        for note in self.notes:
            yield [note]
        for level in self.head:
            yield list(level)
        for row in self.rows:
            yield [shown(value) for value in row]
        for note in self.foot:
            yield [note]


def shown(value: Value) -> str:
    """A value as a printed list shows it."""
    if value is None:
        return ""
    if isinstance(value, Wan):
        return value.shown
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)
