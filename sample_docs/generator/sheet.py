"""A sheet of paper to draw on, in millimetres from the top left, saved as a small PDF with embedded font subsets."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

import pymupdf
from PIL import Image

from sample_docs.generator import fonts

MM = 72 / 25.4
BLACK = (0.0, 0.0, 0.0)
Color = tuple[float, float, float]
_NEVER_FIRST = "，。；：、）》”！？"
"""Punctuation that may hang over the end of a line but never begins one."""
_FIXED = "D:20250616093000+08'00'"


class Style(TypedDict, total=False):
    """How text is set; `leading` (line distance in font sizes) matters to wrapped text only."""

    font: str
    color: Color
    align: str
    bold: bool
    leading: float


class Sheet:
    """One page; baseline coordinates for text, all lengths in mm, font sizes in points."""

    def __init__(self, page: Any, used: dict[str, set[str]]) -> None:
        self._page = page
        self._used = used
        self._ready: set[str] = set()

    def _font(self, font: str, text: str) -> str:
        name = fonts.BUILT_IN.get(font, font)
        self._used[font].update(text)
        if font not in self._ready:
            self._ready.add(font)
            if font not in fonts.BUILT_IN:
                self._page.insert_font(fontname=font, fontfile=str(fonts.path_of(font)))
        return name

    def text(self, x: float, y: float, text: str, size: float = 9, **style: Unpack[Style]) -> None:
        """Write one line at a baseline, starting, centred or ending at x."""
        font, color = style.get("font", "song"), style.get("color", BLACK)
        start = x - {"left": 0.0, "center": 0.5, "right": 1.0}[style.get("align", "left")] * width_of(text, size, font)
        how: dict[str, Any] = {"fontname": self._font(font, text), "fontsize": size, "color": color}
        if style.get("bold"):
            how |= {"render_mode": 2, "border_width": 0.025, "fill": color}
        self._page.insert_text((start * MM, y * MM), text, **how)

    def fitted(self, x: float, y: float, text: str, room: float, size: float = 9, **style: Unpack[Style]) -> None:
        """Write one line, smaller where it would not fit into the room."""
        wanted = width_of(text, size, style.get("font", "song"))
        self.text(x, y, text, size if wanted <= room else size * room / wanted, **style)

    def wrapped(
        self, x: float, y: float, text: str, room: float, size: float = 9, **style: Unpack[Style]
    ) -> float:  # fmt: skip
        """Write text in lines no wider than the room; returns the baseline after the last."""
        line, step = "", size * style.get("leading", 1.25) / MM
        for char in text:
            full = width_of(line + char, size, style.get("font", "song")) > room
            if char == "\n" or (full and char not in _NEVER_FIRST):
                self.text(x, y, line, size, **style)
                y += step
                line = "" if char == "\n" else char
            else:
                line += char
        if line:
            self.text(x, y, line, size, **style)
            y += step
        return y

    def line(self, x0: float, y0: float, x1: float, y1: float, color: Color = BLACK, width: float = 0.6) -> None:
        """A straight rule."""
        self._page.draw_line((x0 * MM, y0 * MM), (x1 * MM, y1 * MM), color=color, width=width)

    def rules(self, lines: Sequence[tuple[float, float, float, float]], color: Color, width: float = 0.6) -> None:
        """Many rules at once."""
        for x0, y0, x1, y1 in lines:
            self.line(x0, y0, x1, y1, color, width)

    def box(
        self, x0: float, y0: float, x1: float, y1: float, color: Color | None = BLACK, *, width: float = 0.6,
        fill: Color | None = None,
    ) -> None:  # fmt: skip
        """A rectangle."""
        rect = pymupdf.Rect(x0 * MM, y0 * MM, x1 * MM, y1 * MM)
        self._page.draw_rect(rect, color=color, fill=fill, width=width if color else 0)

    def circle(self, x: float, y: float, radius: float, color: Color = BLACK, width: float = 0.6) -> None:
        """A circle around a point."""
        self._page.draw_circle((x * MM, y * MM), radius * MM, color=color, width=width)

    def image(self, x: float, y: float, width: float, height: float, data: bytes) -> None:
        """A picture (PNG or JPEG) into a rectangle, over what is there."""
        rect = pymupdf.Rect(x * MM, y * MM, (x + width) * MM, (y + height) * MM)
        self._page.insert_image(rect, stream=data, keep_proportion=False)

    def stamp(self, x: float, y: float, width: float, height: float, seal: bytes) -> None:
        """A seal (PNG of one ink with transparency): one pixel of ink under the seal's shape as a mask."""
        picture = Image.open(io.BytesIO(seal))
        ink, mask = io.BytesIO(), io.BytesIO()
        picture.convert("RGB").crop((0, 0, 1, 1)).save(ink, "PNG")
        picture.getchannel("A").save(mask, "PNG")
        rect = pymupdf.Rect(x * MM, y * MM, (x + width) * MM, (y + height) * MM)
        self._page.insert_image(rect, stream=ink.getvalue(), mask=mask.getvalue(), keep_proportion=False)

    def crossed_circle(self, x: float, y: float, radius: float, color: Color = BLACK) -> None:
        """The mark ⊗ before amounts in words."""
        self.circle(x, y, radius, color, 0.8)
        side = radius * 0.7071
        self.line(x - side, y - side, x + side, y + side, color, 0.8)
        self.line(x - side, y + side, x + side, y - side, color, 0.8)


class Paper:
    """A document of sheets."""

    def __init__(self, title: str, producer: str = "") -> None:
        self._doc: Any = pymupdf.open()
        self._used: dict[str, set[str]] = defaultdict(set)
        self._meta = {
            "title": title, "producer": producer, "creator": producer, "author": "",
            "creationDate": _FIXED, "modDate": _FIXED,
        }  # fmt: skip

    def sheet(self, width: float, height: float) -> Sheet:
        """A new page of that size."""
        return Sheet(self._doc.new_page(width=width * MM, height=height * MM), self._used)

    def pictures(self, dpi: int) -> list[tuple[int, int, bytes]]:
        """Every page as RGB pixels: width, height, samples."""
        found = [page.get_pixmap(dpi=dpi, alpha=False) for page in self._doc]
        return [(pix.width, pix.height, bytes(pix.samples)) for pix in found]

    def pdf(self) -> bytes:
        """The PDF, the same bytes each time."""
        self._doc.set_metadata(self._meta)
        self._doc.subset_fonts()
        self._trim_maps()
        data: bytes = self._doc.tobytes(garbage=4, deflate=True, no_new_id=True)
        return data

    def _trim_maps(self) -> None:
        """Keep only the used characters in the fonts' ToUnicode maps, which else list every glyph of the font."""
        done: set[int] = set()
        for page in self._doc:
            for xref, _, _, _, name, _ in page.get_fonts():
                kind, value = self._doc.xref_get_key(xref, "ToUnicode")
                if name in fonts.BUILT_IN.values() or kind != "xref" or xref in done:
                    continue
                done.add(xref)
                self._doc.update_stream(int(value.split()[0]), _to_unicode(name, self._used[name]))


def _to_unicode(font: str, chars: set[str]) -> bytes:
    glyphs = sorted((fonts.measure(font).has_glyph(ord(char)), char) for char in chars)
    lines = [f"<{glyph:04x}> <{char.encode('utf-16-be').hex()}>" for glyph, char in glyphs]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def width_of(text: str, size: float, font: str = "song") -> float:
    """How wide a line of text is, in mm."""
    return float(fonts.measure(font).text_length(text, fontsize=size)) / MM
