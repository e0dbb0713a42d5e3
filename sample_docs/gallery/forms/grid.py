"""A printed form as a grid of six columns: rows of (text, how many columns), as a Word table or drawn on pages."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from sample_docs.generator import office, seals
from sample_docs.generator.sheet import Paper, Sheet, width_of

Cells = tuple[tuple[str, int], ...]
COLUMNS = 6
_WIDTH = 28.0


def word(heading: str, title: str, rows: list[Cells], applicant: str) -> bytes:
    """The form as DOCX, the applicant's seal over the last row."""
    document = docx.Document()
    office.plain_style(document, "宋体", 10.5)
    office.run(document.add_paragraph(), heading, "黑体", 14)
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(head, title, "黑体", 17, bold=True)
    table = document.add_table(rows=0, cols=COLUMNS, style="Table Grid")
    table.autofit = False
    for row in rows:
        made = table.add_row().cells
        start = 0
        for text, span in row:
            cell = made[start] if span == 1 else made[start].merge(made[start + span - 1])
            cell.width = Mm(27 * span)
            for index, part in enumerate(text.split("\n")):
                office.run(cell.paragraphs[0] if index == 0 else cell.add_paragraph(), part, "宋体", 10.5)
            start += span
    last = table.rows[-1].cells[-1]
    office.floating_seal(last.paragraphs[-1], seals.company(applicant, dpi=110), 42, (60, -26))
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), title)


def drawn(heading: str, title: str, rows: list[Cells]) -> tuple[Paper, tuple[int, float]]:
    """The form on A4 pages; also where its last row begins (page from 0, mm), for the seal."""
    paper = Paper(title)
    sheet, page, y = paper.sheet(210, 297), 0, 40.0
    sheet.text(21, 20, heading, 13, bold=True)
    sheet.text(105, 31, title, 16, align="center", bold=True)
    top = y
    for row in rows:
        height = max(_height(text, span) for text, span in row)
        if y + height > 280:
            sheet, page, y = paper.sheet(210, 297), page + 1, 20.0
        top = y
        x = 21.0
        for text, span in row:
            _cell(sheet, (x, y, _WIDTH * span, height), text)
            x += _WIDTH * span
        y += height
    return paper, (page, top)


def _lines(text: str, span: int) -> int:
    """How many lines the text takes as `Sheet.wrapped` breaks it: a character that does not fit begins the next."""
    room, count = _WIDTH * span - 4, 0
    for part in text.split("\n"):
        used, count = 0.0, count + 1
        for char in part:
            wide = width_of(char, 10)
            if used + wide > room:
                used, count = 0.0, count + 1
            used += wide
    return count


def _height(text: str, span: int) -> float:
    return 4.0 + 5.2 * _lines(text, span)


def _cell(sheet: Sheet, place: tuple[float, float, float, float], text: str) -> None:
    x, y, width, height = place
    sheet.box(x, y, x + width, y + height, width=0.5)
    lines = _lines(text, round(width / _WIDTH))
    if lines == 1 and width <= _WIDTH:
        sheet.text(x + width / 2, y + height / 2 + 1.4, text, 10, align="center")
    else:
        sheet.wrapped(x + 2, y + (height - 5.2 * lines) / 2 + 3.9, text, width - 4, 10, leading=1.474)
