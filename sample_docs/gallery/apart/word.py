"""Writes the blocks of a paper as a Word document: merged cells, seals floating over the marked places."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from sample_docs.gallery.apart.grid import Block, Break, Grid, Paragraph, placed
from sample_docs.gallery.apart.printed import Seals
from sample_docs.generator import office

_FONTS = {"song": "宋体", "kai": "楷体", "hei": "黑体", "sans": "黑体"}
_ALIGN = {"left": None, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def word(blocks: Sequence[Block], title: str, seals: Seals) -> bytes:
    """The paper as DOCX, without the clock."""
    document = docx.Document()
    office.plain_style(document, "宋体", 10.5)
    for block in blocks:
        if isinstance(block, Break):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif isinstance(block, Paragraph):
            _paragraph(document, block, seals)
        else:
            _table(document, block, seals)
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), title)


def _paragraph(document: Any, block: Paragraph, seals: Seals) -> None:
    made = document.add_paragraph()
    made.alignment = _ALIGN[block.align]
    made.paragraph_format.space_before = Pt(block.before * 2.8)
    office.run(made, block.text, _FONTS[block.font], block.size, bold=block.bold)
    if block.mark in seals:
        office.floating_seal(made, seals[block.mark][0], 42, (40, -20))


def _table(document: Any, grid: Grid, seals: Seals) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.widths), style="Table Grid")
    table.autofit = False
    cells = [list(row.cells) for row in table.rows]
    for one in placed(grid):
        cell = cells[one.row][one.column]
        low, right = one.row + one.cell.rows - 1, one.column + one.cell.cols - 1
        if (low, right) != (one.row, one.column):
            cell = cell.merge(cells[low][right])
        cell.width = Mm(sum(grid.widths[one.column : right + 1]))
        for index, part in enumerate(one.cell.text.split("\n")):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.alignment = _ALIGN[one.cell.align]
            office.run(paragraph, part, _FONTS[one.cell.font], grid.size)
        if one.cell.mark in seals:
            office.floating_seal(cell.paragraphs[-1], seals[one.cell.mark][0], 42, (20, -22))
