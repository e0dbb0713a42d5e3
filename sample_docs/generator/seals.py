"""Draws red seals as translucent pictures: tax bureau's oval, company's round, invoice oval, bank's receipt seal."""

from __future__ import annotations

import io
import math
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from sample_docs.generator import fonts

RED = (214, 26, 32)
_SCALE = 3


class _Stamp:
    """A canvas three times too large, in mm, scaled down at the end so that edges are smooth."""

    def __init__(self, width: float, height: float, dpi: int) -> None:
        self.unit = dpi * _SCALE / 25.4
        self.width, self.height = width, height
        size = (round(width * self.unit), round(height * self.unit))
        self.mask = Image.new("L", size, 0)
        self.draw = ImageDraw.Draw(self.mask)

    def ellipse(self, inset: float, thickness: float) -> None:
        box = (
            inset * self.unit,
            inset * self.unit,
            (self.width - inset) * self.unit,
            (self.height - inset) * self.unit,
        )
        self.draw.ellipse(box, outline=255, width=max(1, round(thickness * self.unit)))

    def star(self, radius: float) -> None:
        cx, cy = self.mask.width / 2, self.mask.height / 2
        points = []
        for index in range(10):
            length = radius * self.unit * (1 if index % 2 == 0 else 0.382)
            angle = -math.pi / 2 + index * math.pi / 5
            points.append((cx + length * math.cos(angle), cy + length * math.sin(angle)))
        self.draw.polygon(points, fill=255)

    def line(self, text: str, y: float, height: float, font: str = "song", stretch: float = 1.0) -> None:
        """A straight line of text centred at y."""
        glyphs = fonts.pillow(font, round(height * self.unit))
        left, top, right, bottom = glyphs.getbbox(text)
        tile = Image.new("L", (round(right - left) + 4, round(bottom - top) + 4), 0)
        ImageDraw.Draw(tile).text(
            (2 - left, 2 - top), text, fill=255, font=glyphs, stroke_width=round(height * self.unit * 0.03)
        )
        if stretch != 1.0:
            tile = tile.resize((round(tile.width * stretch), tile.height), Image.Resampling.BICUBIC)
        self.mask.paste(255, (round((self.mask.width - tile.width) / 2), round(y * self.unit - tile.height / 2)), tile)

    def arc(
        self, text: str, inset: float, height: float, span: float, *, below: bool = False, font: str = "song"
    ) -> None:
        """Text along the ellipse, over the top or below the bottom; `span` is the angle it covers in degrees."""
        glyphs = fonts.pillow(font, round(height * self.unit))
        rx, ry = (self.width / 2 - inset) * self.unit, (self.height / 2 - inset) * self.unit
        step = span / max(1, len(text) - 1)
        for index, char in enumerate(text):
            degrees = -90 - span / 2 + index * step if not below else 90 + span / 2 - index * step
            angle = math.radians(degrees)
            cx, cy = self.mask.width / 2 + rx * math.cos(angle), self.mask.height / 2 + ry * math.sin(angle)
            normal = math.degrees(math.atan2(math.sin(angle) / ry, math.cos(angle) / rx))
            self._glyph(char, glyphs, (cx, cy), -(normal + 90) if not below else -(normal - 90))

    def _glyph(self, char: str, font: ImageFont.FreeTypeFont, centre: tuple[float, float], turn: float) -> None:
        left, top, right, bottom = font.getbbox(char)
        side = round(max(right - left, bottom - top) * 1.6) + 8
        tile = Image.new("L", (side, side), 0)
        place = ((side - right - left) / 2, (side - bottom - top) / 2)
        ImageDraw.Draw(tile).text(place, char, fill=255, font=font, stroke_width=round(side * 0.012))
        tile = tile.rotate(turn, Image.Resampling.BICUBIC)
        corner = (round(centre[0] - side / 2), round(centre[1] - side / 2))
        self.mask.paste(255, corner, tile)

    def png(self, alpha: float) -> bytes:
        size = (round(self.mask.width / _SCALE), round(self.mask.height / _SCALE))
        small = self.mask.resize(size, Image.Resampling.LANCZOS).point(lambda v: int(v * alpha))
        picture = Image.new("RGBA", size, (*RED, 0))
        picture.putalpha(small)
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
        return out.getvalue()


@lru_cache(maxsize=64)
def tax_bureau(province: str = "四川省", dpi: int = 240) -> bytes:
    """全国统一发票监制章, 30 × 20 mm."""
    stamp = _Stamp(30, 20, dpi)
    stamp.ellipse(0.2, 0.9)
    stamp.ellipse(1.5, 0.2)
    stamp.arc("全国统一发票监制章", 4.0, 2.7, 150, font="kai")
    stamp.line("国家税务总局", 10.2, 2.6, "kai")
    stamp.arc(f"{province}税务局", 3.9, 2.6, 78, below=True, font="kai")
    return stamp.png(0.95)


@lru_cache(maxsize=64)
def company(name: str, note: str = "", code: str = "", dpi: int = 200) -> bytes:
    """A company's round seal, 42 mm, with a star; `note` is what stands below the star (合同专用章)."""
    stamp = _Stamp(42, 42, dpi)
    stamp.ellipse(0.3, 1.0)
    stamp.arc(name, 4.9, 4.6 if len(name) < 14 else 3.9, min(270, 19 * len(name)))
    stamp.star(6.2)
    if note:
        stamp.line(note, 31.5, 3.6)
    if code:
        stamp.arc(code, 3.0, 1.7, 70, below=True, font="sans")
    return stamp.png(0.85)


@lru_cache(maxsize=64)
def invoice_special(name: str, uscc: str, dpi: int = 240) -> bytes:
    """发票专用章: oval of 40 × 30 mm with the name around, the code in the middle."""
    stamp = _Stamp(40, 30, dpi)
    stamp.ellipse(0.3, 1.0)
    stamp.arc(name, 4.4, 3.9 if len(name) < 15 else 3.2, 200)
    stamp.line(uscc, 15.4, 3.1, "sans", 0.86)
    stamp.line("发票专用章", 21.8, 4.0)
    return stamp.png(0.85)


@lru_cache(maxsize=64)
def bank(name: str, note: str = "电子回单专用章", *, oval: bool = True, dpi: int = 220) -> bytes:
    """A bank's receipt seal: oval 38 × 26 mm or round 32 mm."""
    stamp = _Stamp(38, 26, dpi) if oval else _Stamp(32, 32, dpi)
    stamp.ellipse(0.3, 0.8)
    if oval:
        stamp.arc(name, 4.0, 3.2 if len(name) < 12 else 2.7, 190)
        stamp.line(note, 16.4, 3.4)
    else:
        stamp.arc(name, 4.2, 3.6, min(230, 24 * len(name)))
        stamp.line(note[:-3], 16.5, 3.6)
        stamp.line(note[-3:], 21.5, 3.6)
    return stamp.png(0.8)
