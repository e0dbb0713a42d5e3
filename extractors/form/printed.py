"""The rows of a form's table on a page: words put together to the cells they were printed in.

No line is drawn in what a reader hands over, so a cell is what stands close: lines of one left edge with the spacing
of a paragraph. A row is what stands level; a cell of several rows (a category beside its indicators) comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.document import Box, Page
from evidence.fact import Place
from extractors.form.answer import Answer
from extractors.tokens import Token, around, lines_of, tokens_of

_SPACING = 0.75
"""Greatest gap between two lines of one cell, in heights of a line."""
_COLUMN = 24.0
"""Left edges closer than a twenty-fourth of the page's width are those of one column."""


@dataclass(slots=True)
class _Block:
    lines: list[list[Token]]

    @property
    def tokens(self) -> list[Token]:
        return [token for line in self.lines for token in line]


def printed_cells(page: Page) -> list[list[tuple[int, Answer]]]:
    """The rows of a page from top to bottom, each with its cells from left to right and the column they stand in."""
    blocks = _blocks(page)
    starts = _columns([around(t.box for t in block.tokens).x0 for block in blocks], page.width / _COLUMN)
    rows: list[list[tuple[float, int, Answer]]] = []
    reach: list[tuple[float, float]] = []
    for block in sorted(blocks, key=lambda one: around(t.box for t in one.tokens).center[1]):
        box = around(token.box for token in block.tokens)
        column = max((i for i, x in enumerate(starts) if x <= box.x0 + 1), default=0)
        text = "\n".join(" ".join(token.text for token in line) for line in block.lines)
        first = block.tokens[0]
        sure = min(token.confidence for token in block.tokens)
        answer = Answer(text, Place.at(page.number, box), first.method, sure)
        if reach and reach[-1][0] <= box.center[1] <= reach[-1][1]:
            rows[-1].append((box.x0, column, answer))
            reach[-1] = (min(reach[-1][0], box.y0), max(reach[-1][1], box.y1))
        else:
            rows.append([(box.x0, column, answer)])
            reach.append((box.y0, box.y1))
    return [[(column, answer) for _, column, answer in sorted(row, key=lambda cell: cell[0])] for row in rows]


def _blocks(page: Page) -> list[_Block]:
    """Paragraphs in columns: each piece of a line joins the block whose last line stands right above it."""
    blocks: list[_Block] = []
    for line in lines_of(tokens_of(page)):
        for piece in _parted(line):
            box = around(token.box for token in piece)
            above = next((one for one in reversed(blocks) if _joins(one, box)), None)
            if above is None:
                blocks.append(_Block([piece]))
            else:
                above.lines.append(piece)
    return blocks


def _parted(line: Sequence[Token]) -> list[list[Token]]:
    """A line cut where white space wider than two characters stands."""
    pieces: list[list[Token]] = []
    for token in line:
        if pieces and token.box.x0 - pieces[-1][-1].box.x1 < 1.6 * token.box.height:
            pieces[-1].append(token)
        else:
            pieces.append([token])
    return pieces


def _joins(block: _Block, box: Box) -> bool:
    """Whether a piece is the next line of a block."""
    last = around(token.box for token in block.lines[-1])
    whole = around(token.box for token in block.tokens)
    gap = box.y0 - last.y1
    return abs(box.x0 - whole.x0) < box.height and -0.4 * box.height < gap < _SPACING * box.height


def _columns(edges: Sequence[float], apart: float) -> list[float]:
    """The left edges of columns, edges close to each other as one."""
    starts: list[float] = []
    for edge in sorted(edges):
        if not starts or edge - starts[-1] > apart:
            starts.append(edge)
    return starts
