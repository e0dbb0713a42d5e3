"""Prints the blocks of a paper on A4 pages, and notes where marked places lie."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from sample_docs.gallery import picture
from sample_docs.gallery.apart.grid import Block, Break, Cell, Grid, Paragraph, Placed, heights, lines_of, placed
from sample_docs.gallery.document import Rendering
from sample_docs.generator import scan
from sample_docs.generator.sheet import Paper, Sheet

_TOP, _FOOT = 24.0, 276.0


class Printer:
    """Pages filled from the top; `marks` holds page number (from 0), x and y in mm of what was marked."""

    def __init__(self, title: str, left: float, width: float) -> None:
        self.paper, self.left, self.width = Paper(title), left, width
        self.marks: dict[str, tuple[int, float, float]] = {}
        self.sheets: list[Sheet] = []
        self._turn()

    def _turn(self) -> None:
        self.sheets.append(self.paper.sheet(210, 297))
        self.y = _TOP
        if len(self.sheets) > 1:
            self.sheets[-1].text(105, 288, f"第 {len(self.sheets)} 页", 8.5, align="center")

    def put(self, block: Block) -> None:
        """Print one block."""
        if isinstance(block, Break):
            self._turn()
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        else:
            self._grid(block)

    def _paragraph(self, block: Paragraph) -> None:
        self.y += block.before
        step = block.size * 0.6
        for line in lines_of(block.text, self.width, block.size, block.font):
            if self.y + step > _FOOT:
                self._turn()
            self.y += step
            x = {"left": self.left, "center": 105.0, "right": self.left + self.width}[block.align]
            style = {"align": block.align, "font": block.font}
            self.sheets[-1].text(x, self.y, line, block.size, bold=block.bold, **style)  # type: ignore[arg-type]
        if block.mark:
            self.marks[block.mark] = (len(self.sheets) - 1, self.left + 40, self.y)
        self.y += 1.0

    def _grid(self, grid: Grid) -> None:
        cells = list(placed(grid))
        high = heights(grid, cells)
        self.y += 2.0
        if grid.whole and self.y + sum(high) > _FOOT:
            self._turn()
        for first, last in self._chunks(high):
            for one, top, low in _visible(cells, first, last):
                y0, y1 = (self.y + sum(high[first:row]) for row in (top, low))
                x0 = self.left + sum(grid.widths[: one.column])
                x1 = x0 + sum(grid.widths[one.column : one.column + one.cell.cols])
                self._cell(grid, one.cell, (x0, y0, x1, y1))
            self.y += sum(high[first:last])
        self.y += 2.0

    def _chunks(self, high: Sequence[float]) -> Iterator[tuple[int, int]]:
        """The rows that fit on this page, then those of the following pages."""
        first = 0
        while first < len(high):
            last, y = first, self.y
            while last < len(high) and y + high[last] <= _FOOT:
                y += high[last]
                last += 1
            if last > first:
                yield first, last
                first = last
            if first < len(high):
                self._turn()

    def _cell(self, grid: Grid, cell: Cell, box: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = box
        sheet, step = self.sheets[-1], grid.size * 0.46
        sheet.box(*box, width=0.5)
        lines = lines_of(cell.text, x1 - x0 - 2 * grid.pad, grid.size, cell.font)
        y = (y0 + y1 - step * len(lines)) / 2 + step * 0.78
        for line in lines:
            x = (x0 + x1) / 2 if cell.align == "center" else x0 + grid.pad
            sheet.text(x, y, line, grid.size, align=cell.align, font=cell.font)
            y += step
        if cell.mark:
            self.marks[cell.mark] = (len(self.sheets) - 1, x0, y1)


def _visible(cells: Sequence[Placed], first: int, last: int) -> Iterator[tuple[Placed, int, int]]:
    """The cells of some rows; one that goes over the page's end is repeated on the next page."""
    for one in cells:
        top, low = max(one.row, first), min(one.row + one.cell.rows, last)
        if top < low:
            yield one, top, low


Seals = Mapping[str, tuple[bytes, float, float]]
"""By mark: a seal, and where its top left lies from the mark, in mm."""


def rendered(blocks: Sequence[Block], title: str, seals: Seals, rendering: Rendering, rng: random.Random) -> bytes:
    """A PDF with text and translucent seals, or a PDF of scanned pages with seals pressed on."""
    printer = Printer(title, 20.0, 170.0)
    for block in blocks:
        printer.put(block)
    presses: dict[int, list[scan.Press]] = {}
    for mark, (png, right, down) in seals.items():
        page, x, y = printer.marks[mark]
        if rendering is Rendering.PDF:
            printer.sheets[page].stamp(x + right, y + down, 42, 42, png)
        presses.setdefault(page, []).append(scan.Press(png, x + right, y + down, 42, 42, rng.uniform(-12, 12)))
    return printer.paper.pdf() if rendering is Rendering.PDF else picture.scanned_pdf(printer.paper, rng, presses)
