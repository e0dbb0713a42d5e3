"""Pictures: crops of evidence and charts as Word drawings, stored once and only where a template shows them."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from PIL import Image

from reports.word.text import plain

EMU = 360_000
"""English metric units in a centimetre."""

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_DRAWING = (
    "</w:t></w:r><w:r><w:drawing>"
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="1" name={name} descr={alt}/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="0" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{picture}">{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{line}</pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    '<w:r><w:t xml:space="preserve">'
)
_VECTOR = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{{vector}}"/></a:ext></a:extLst>'
)
_FRAME = '<a:ln w="6350"><a:solidFill><a:srgbClr val="9AA5B1"/></a:solidFill></a:ln>'


class Picture:
    """One picture a template may place with `{{ … }}`; its bytes enter the file when it is first placed."""

    def __init__(self, name: str, raster: bytes, room: tuple[float, float], alt: str, vector: str = "") -> None:
        """`room` is the width and height in centimetres it may fill, keeping its shape; `vector` a whole SVG."""
        self.name, self.raster, self.alt, self.vector = name, raster, alt, vector
        with Image.open(io.BytesIO(raster)) as opened:
            self.suffix = (opened.format or "png").lower()
            wide, high = opened.size
        scale = min(room[0] / wide, room[1] / high)
        self.size = round(wide * scale * EMU), round(high * scale * EMU)
        self._into: Any = None

    def placed_in(self, part: Any) -> None:
        """Name the document part that will show it."""
        self._into = part

    def __html__(self) -> str:
        """The drawing, closing and opening the run of text it stands in."""
        if self._into is None:
            return plain(self.alt)
        width, height = self.size
        vector = self._stored(self.vector.encode(), "svg", "image/svg+xml") if self.vector else ""
        return _DRAWING.format(
            width=width,
            height=height,
            name=quoteattr(plain(self.name)),
            alt=quoteattr(plain(self.alt)),
            picture=self._stored(self.raster, self.suffix, f"image/{self.suffix}"),
            vector=_VECTOR.format(vector=vector) if vector else "",
            line="" if self.vector else _FRAME,
        )

    def _stored(self, content: bytes, suffix: str, media_type: str) -> str:
        name = PackURI(f"/word/media/{self.name}.{suffix}")
        for key, found in self._into.rels.items():
            if not found.is_external and found.target_part.partname == name:
                return str(key)
        made = Part(name, media_type, content, self._into.package)
        return str(self._into.relate_to(made, RELATIONSHIP_TYPE.IMAGE))
