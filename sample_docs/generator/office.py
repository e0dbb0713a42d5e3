"""Word documents: fonts for Chinese text, seals that float over the text, bytes without the clock."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from sample_docs.generator import pack

_CREATED = datetime(2025, 6, 12, 9, 30)  # noqa: DTZ001 the format stores it without a zone
_EMU = 36000


def plain_style(document: Any, font: str, size: float) -> None:
    """The document's default font and size, A4 pages, tight paragraphs."""
    style = document.styles["Normal"]
    style.font.name = font
    style.font.size = Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    style.paragraph_format.space_after = Pt(4)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(24)


def run(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False) -> None:
    """Add text in a Chinese font."""
    made = paragraph.add_run(text)
    made.font.name = font
    made.font.size = Pt(size)
    made.bold = bold
    made._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def floating_seal(paragraph: Any, png: bytes, size: float, offset: tuple[float, float]) -> None:
    """Put a seal over the text at an offset (mm) from the paragraph."""
    made = paragraph.add_run()
    inline = made.add_picture(io.BytesIO(png), Mm(size), Mm(size))._inline
    graphic = inline.find(qn("a:graphic"))
    number = inline.docPr.get("id")
    extent = int(size * _EMU)
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="251658240" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{int(offset[0] * _EMU)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{int(offset[1] * _EMU)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{extent}" cy="{extent}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="印章{number}"/><wp:cNvGraphicFramePr/></wp:anchor>'
    )
    anchor.append(graphic)
    inline.getparent().replace(inline, anchor)


def fixed_docx(data: bytes, title: str) -> bytes:
    """The same document with fixed author and dates, in a ZIP without the clock."""
    document = docx.Document(io.BytesIO(data))
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = _CREATED
    out = io.BytesIO()
    document.save(out)
    return pack.repacked(out.getvalue())
