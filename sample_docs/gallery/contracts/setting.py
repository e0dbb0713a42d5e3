"""Sets a contract's blocks: as a Word document, as a PDF with text, as a scan of sealed pages."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from sample_docs.gallery import picture
from sample_docs.gallery.contracts.deal import Deal
from sample_docs.gallery.contracts.wording import Block
from sample_docs.generator import office, scan, seals
from sample_docs.generator.identity import Company
from sample_docs.generator.sheet import Paper, Sheet, width_of

_FOOT, _LEFT, _RIGHT = 272.0, 24.0, 188.0


def word(blocks: Sequence[Block], deal: Deal, title: str) -> bytes:
    """A DOCX with both seals floating over the signatures."""
    document = docx.Document()
    office.plain_style(document, "宋体", 11)
    for block in blocks:
        if block.kind == "table":
            _word_table(document, block)
        elif block.kind == "sign":
            _word_signatures(document, block, deal)
        elif block.kind == "break":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            _word_paragraph(document, block)
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), title)


_ALIGNED = {"title": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def _word_paragraph(document: Any, block: Block) -> None:
    paragraph = document.add_paragraph()
    if block.kind in _ALIGNED:
        paragraph.alignment = _ALIGNED[block.kind]
    if block.kind == "cover":
        paragraph.paragraph_format.left_indent = Mm(20)
        paragraph.paragraph_format.space_after = Pt(14)
    strong = block.kind in ("title", "heading")
    size = {"title": 18, "heading": 12, "cover": 14}.get(block.kind, 11)
    office.run(paragraph, block.text, "黑体" if strong else "宋体", size, bold=strong)


def _word_table(document: Any, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        cells = table.add_row().cells
        last = max(index for index, text in enumerate(row) if text)
        joined = sum(not text for text in row) > 2
        for cell, text in zip(cells, row, strict=True):
            if text:
                office.run(cell.paragraphs[0], text, "宋体", 10)
        if joined:
            cells[0].merge(cells[len(row) - 1 if last == 0 else last - 1])


def _word_signatures(document: Any, block: Block, deal: Deal) -> None:
    table = document.add_table(rows=1, cols=2)
    parties = _signers(block, deal)
    for cell, column, party in zip(table.rows[0].cells, block.rows, parties, strict=True):
        for text in column:
            office.run(cell.add_paragraph(), text, "宋体", 11)
        office.floating_seal(cell.paragraphs[1], seals.company(party.name, "合同专用章", dpi=120), 42, (22, -12))


def _signers(block: Block, deal: Deal) -> tuple[Company, Company]:
    """Who signs on the left and who on the right."""
    return (deal.seller, deal.buyer) if block.seller_first else (deal.buyer, deal.seller)


class _Printer:
    """Sets the blocks on A4 pages; remembers where the parties sign."""

    def __init__(self, title: str) -> None:
        self.paper = Paper(title)
        self.pages = 0
        self.sheet: Sheet = self._turn()
        self.signed_at = (0, 0.0)

    def _turn(self) -> Sheet:
        self.pages += 1
        sheet = self.paper.sheet(210, 297)
        sheet.text(105, 287, f"- {self.pages} -", 9, align="center")
        self.y = 28.0
        return sheet

    def _room(self, height: float) -> None:
        if self.y + height > _FOOT:
            self.sheet = self._turn()

    def put(self, block: Block) -> None:
        """Set one block."""
        if block.kind == "title":
            self.sheet.text(105, self.y, block.text, 18, align="center", bold=True)
            self.y += 13
        elif block.kind == "table":
            self._table(block)
        elif block.kind == "sign":
            self._sign(block)
        elif block.kind == "break":
            self.sheet = self._turn()
        elif block.kind in ("cover", "right"):
            self._aside(block)
        else:
            self._room(18)
            bold = block.kind == "heading"
            self.y = self.sheet.wrapped(_LEFT, self.y, block.text, _RIGHT - _LEFT, 11.5, bold=bold, leading=1.6)
            self.y += 1.2 if block.text else 4

    def _aside(self, block: Block) -> None:
        """A line of the cover, or one set against the right margin."""
        if block.kind == "right":
            self.sheet.text(_RIGHT, self.y, block.text, 11, align="right")
            self.y += 7
        else:
            self.sheet.fitted(44, self.y, block.text, 140, 14)
            self.y += 14

    def _table(self, block: Block) -> None:
        self._room(8.5 * len(block.rows))
        widths = _widths(block)
        for row in block.rows:
            joined = sum(not text for text in row) > 2
            x = _LEFT - 4
            top, low = self.y - 5.4, self.y + 3.1
            last = max(index for index, text in enumerate(row) if text)
            for index, (text, width) in enumerate(zip(row, widths, strict=True)):
                if joined and index == 0:
                    until = len(row) if last == 0 else last
                    width = sum(widths[:until])  # noqa: PLW2901 the cell takes over its empty neighbours
                elif joined and (index < last or last == 0):
                    continue
                self.sheet.box(x, top, x + width, low, width=0.5)
                align = "left" if joined and last == 0 else "center"
                at = x + 2 if align == "left" else x + width / 2
                self.sheet.fitted(at, self.y, text, width - 2, 10, align=align)
                x += width
            self.y += 8.5
        self.y += 2

    def _sign(self, block: Block) -> None:
        self._room(64 if max(map(len, block.rows)) < 7 else 110)
        self.y += 8
        self.signed_at = (self.pages - 1, self.y)
        for x, column in zip((24, 108), block.rows, strict=True):
            y = self.y
            for text in column:
                label, _, value = text.partition("：")
                if "签字" in label and value:
                    self.sheet.text(x, y, f"{label}：", 11)
                    self.sheet.text(x + 36, y, value, 16, font="kai", color=(0.1, 0.1, 0.25))
                elif not value:
                    self.sheet.fitted(x, y, text, 80, 11)
                elif width_of(text, 11) > 80:
                    self.sheet.text(x, y, f"{label}：", 11)
                    y += 6.5
                    self.sheet.fitted(x, y, value, 80, 11)
                else:
                    self.sheet.text(x, y, text, 11)
                y += 9


def _widths(block: Block) -> list[float]:
    """Columns as wide as their longest texts ask for, within the page."""
    wanted = []
    for column in zip(*block.rows, strict=True):
        lengths = [
            width_of(text, 10) for text, row in zip(column, block.rows, strict=True) if sum(not t for t in row) <= 2
        ]
        wanted.append(max([12.0, *(length + 4 for length in lengths)]))
    room = _RIGHT - _LEFT + 8
    return [width * room / sum(wanted) for width in wanted]


def pdf(blocks: Sequence[Block], deal: Deal, title: str) -> bytes:
    """A PDF with a text layer and translucent seals."""
    printer = _Printer(title)
    for block in blocks:
        printer.put(block)
        if block.kind == "sign":
            for x, party in zip((40, 124), _signers(block, deal), strict=True):
                printer.sheet.stamp(x, printer.signed_at[1] - 14, 42, 42, seals.company(party.name, "合同专用章"))
    return printer.paper.pdf()


def scanned(blocks: Sequence[Block], deal: Deal, title: str, rng: random.Random) -> bytes:
    """Printed, sealed by both parties and across the fold, scanned into a PDF of pictures."""
    printer = _Printer(title)
    for block in blocks:
        printer.put(block)
    page, y = printer.signed_at
    presses: dict[int, list[scan.Press]] = {}
    signed = next(block for block in blocks if block.kind == "sign")
    for x, party in zip((42, 126), _signers(signed, deal), strict=True):
        seal = seals.company(party.name, "合同专用章")
        presses.setdefault(page, []).append(scan.Press(seal, x, y - 16, 42, 42, rng.uniform(-12, 12)))
        for number in range(printer.pages):
            presses.setdefault(number, []).append(scan.Press(seal, 196, 110 if x < 100 else 170, 42, 42, 0))
    return picture.scanned_pdf(printer.paper, rng, presses)
