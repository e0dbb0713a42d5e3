"""What papers kept apart are made of: paragraphs, page breaks, ruled tables with cells over several rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sample_docs.generator.sheet import width_of

_NEVER_FIRST = "，。；：、）》”！？"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over some columns and rows; `mark` names it, so that a seal can be put on it."""

    text: str
    cols: int = 1
    rows: int = 1
    align: str = "left"
    font: str = "song"
    mark: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table of rows with the cells that begin there; `whole` keeps it on a page. Widths in mm, size in pt."""

    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    size: float = 10.0
    pad: float = 2.2
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `before` is the empty room above it in mm."""

    text: str
    size: float = 11.0
    align: str = "left"
    font: str = "song"
    bold: bool = False
    before: float = 0.0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Block = Grid | Paragraph | Break


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the row and the column where it begins."""

    row: int
    column: int
    cell: Cell


def placed(grid: Grid) -> Iterator[Placed]:
    """Where each cell of the table stands."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(grid.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + i, column + j) for i in range(cell.rows) for j in range(cell.cols)}
            yield Placed(number, column, cell)


def lines_of(text: str, room: float, size: float, font: str = "song") -> list[str]:
    """The text in lines no wider than the room (mm); closing punctuation never begins a line."""
    lines = []
    for part in text.split("\n"):
        line = ""
        for char in part:
            if line and char not in _NEVER_FIRST and width_of(line + char, size, font) > room:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


def heights(grid: Grid, cells: Sequence[Placed]) -> list[float]:
    """How high each row has to be, in mm; cells over several rows take what the rows give."""
    found = [0.0] * len(grid.rows)
    step = grid.size * 0.46
    for one in cells:
        room = sum(grid.widths[one.column : one.column + one.cell.cols]) - 2 * grid.pad
        need = len(lines_of(one.cell.text, room, grid.size, one.cell.font)) * step + 3.4
        if one.cell.rows == 1:
            found[one.row] = max(found[one.row], need)
    return [height or step + 3.4 for height in found]
