"""Plain text for terminals and printers: aligned columns, and nothing in it that steers the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rich.cells import cell_len

_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that move the cursor, turn the direction of writing, or show as nothing."""


def visible(text: str) -> str:
    """The text on one line; what would steer a terminal or hide from the eye stands as its code."""
    if text.isprintable():
        return text
    return "".join(_code(letter) if unicodedata.category(letter) in _STEERING else letter for letter in text)


def _code(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"


def aligned(rows: Iterable[Sequence[str]], indent: str = "  ", right: frozenset[int] = frozenset()) -> list[str]:
    """Rows of cells as lines whose columns begin under each other; Chinese letters are two columns wide.

    `right` are the numbers of the columns that are set flush right, such as amounts.
    """
    cells = [[visible(cell) for cell in row] for row in rows]
    columns = max((len(row) for row in cells), default=0)
    widths = [max((cell_len(row[place]) for row in cells if place < len(row)), default=0) for place in range(columns)]

    def padded(place: int, cell: str) -> str:
        blank = " " * (widths[place] - cell_len(cell))
        return blank + cell if place in right else cell + blank

    return [indent + "  ".join(padded(place, cell) for place, cell in enumerate(row)).rstrip() for row in cells]
