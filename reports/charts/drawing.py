"""Drawing: the few marks all charts are made of, and the SVG they give — one standalone picture a chart.

Hatching is drawn line by line instead of as a pattern, so that no chart needs ids or definitions and every program that
shows SVG shows the same. Lengths are units of the drawing, 700 across: on A4 twelve units of type come to nine points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import Literal

WIDTH = 700
"""Units across every chart."""

NAMESPACE = "http://www.w3.org/2000/svg"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
SIZE = 12
INK, SOFT, LINE, ACCENT, CUT = "#1b2430", "#4a5561", "#9aa5b1", "#1f3f66", "#8c1420"

Look = Literal["solid", "soft", "hatched", "crossed", "open", "shade"]
"""How a bar is filled; each tells itself apart in black and white."""

_FILLS: dict[Look, tuple[str, str]] = {
    "solid": (ACCENT, ACCENT),
    "soft": ("#b9c4d0", INK),
    "hatched": ("#ffffff", CUT),
    "crossed": ("#ffffff", CUT),
    "open": ("#ffffff", INK),
    "shade": ("#eef1f4", "none"),
}
_WIDE = 0x2000
"""From this character on a Chinese font draws in full width, the ellipsis and dashes included."""

_STEP = 6
"""Units between two lines of a hatching."""

_UNSAFE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

Number = Decimal | int


def printable(text: str) -> str:
    """The text with a mark (U+FFFD) where a character may not stand in XML or turns the direction of reading."""
    return _UNSAFE.sub("\ufffd", text)


def tenths(value: Number) -> str:
    """A length with at most one decimal, so that equal charts have equal bytes."""
    rounded = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded + 0:.1f}".removesuffix(".0")  # the zero takes the sign off a negative nothing


def width_of(text: str, size: int = SIZE) -> Decimal:
    """About how wide a text is: a full-width character takes its size, a Latin one a little over half of it."""
    return sum((Decimal(size) if ord(one) > _WIDE else Decimal(size) * Decimal("0.58") for one in text), Decimal(0))


def fitted(text: str, units: Number, size: int = SIZE) -> str:
    """The text, shortened by an ellipsis where it is wider than that."""
    if width_of(text, size) <= units:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > units:
        kept = kept[:-1]
    return kept + "…"


@dataclass(frozen=True, slots=True)
class Chart:
    """One finished picture: what it is called in files, its title, and the SVG."""

    name: str
    title: str
    svg: str


@dataclass(slots=True)
class Drawing:
    """A picture under way; `chart` finishes it."""

    name: str
    title: str
    height: Number = 0
    _marks: list[str] = field(default_factory=list)

    def text(  # noqa: PLR0913 - a label is its place and its look
        self,
        x: Number,
        y: Number,
        text: str,
        *,
        anchor: Literal["start", "middle", "end"] = "start",
        size: int = SIZE,
        bold: bool = False,
        color: str = INK,
        turned: bool = False,
    ) -> None:
        """A label whose baseline stands at `y`; a turned one reads upwards."""
        more = ""
        if anchor != "start":
            more += f' text-anchor="{anchor}"'
        if size != SIZE:
            more += f' font-size="{size}"'
        if bold:
            more += ' font-weight="700"'
        if turned:
            more += f' transform="rotate(-90 {tenths(x)} {tenths(y)})"'
        shown = escape(printable(text))
        self._marks.append(f'<text x="{tenths(x)}" y="{tenths(y)}" fill="{color}"{more}>{shown}</text>')

    def bar(self, x: Number, y: Number, width: Number, height: Number, look: Look) -> None:
        """A filled rectangle; one too thin to see is drawn as a line."""
        x, y = Decimal(x), Decimal(y)
        width, height = max(Decimal(width), Decimal(1)), max(Decimal(height), Decimal(1))
        fill, edge = _FILLS[look]
        stroke = "" if edge == "none" else f' stroke="{edge}"'
        place = f'x="{tenths(x)}" y="{tenths(y)}" width="{tenths(width)}" height="{tenths(height)}"'
        self._marks.append(f'<rect {place} fill="{fill}"{stroke}/>')
        if look in ("hatched", "crossed"):
            strokes = list(_hatching(x, y, width, height))
            if look == "crossed":
                strokes += [(2 * x + width - a, b, 2 * x + width - c, d) for a, b, c, d in strokes]
            path = "".join(f"M{tenths(a)} {tenths(b)}L{tenths(c)} {tenths(d)}" for a, b, c, d in strokes)
            if path:
                self._marks.append(f'<path d="{path}" stroke="{edge}" stroke-width="1.2" fill="none"/>')

    def line(self, start: tuple[Number, Number], end: tuple[Number, Number], *, dashed: bool = False) -> None:
        """A thin line."""
        ends = " ".join(
            f'{name}="{tenths(value)}"' for name, value in zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True)
        )
        dash = ' stroke-dasharray="3 2"' if dashed else ""
        self._marks.append(f'<line {ends} stroke="{LINE if dashed else INK}"{dash}/>')

    def broken(self, x: Number, y: Number, width: Number) -> None:
        """The mark across a bar that is longer than drawn."""
        left, right, middle = Decimal(x), Decimal(x) + Decimal(width), Decimal(y)
        for start, color, thick in ((middle, "#ffffff", 5), (middle - 3, INK, 1), (middle + 3, INK, 1)):
            path = f"M{tenths(left)} {tenths(start + 3)}L{tenths(right)} {tenths(start - 3)}"
            self._marks.append(f'<path d="{path}" stroke="{color}" stroke-width="{thick}" fill="none"/>')

    def legend(self, y: Number, entries: tuple[tuple[Look, str], ...], x: Number = 0) -> None:
        """What the fills mean, in one row whose baseline stands at `y`."""
        x = Decimal(x)
        for look, what in entries:
            self.bar(x, Decimal(y) - 10, 16, 11, look)
            self.text(x + 21, y, what, size=11)
            x += 21 + width_of(what, 11) + 18

    def chart(self) -> Chart:
        """The picture as one SVG element that stands alone in a file or in a page."""
        box = f'viewBox="0 0 {WIDTH} {tenths(self.height)}" width="{WIDTH}" height="{tenths(self.height)}"'
        title = escape(printable(self.title))
        svg = (
            f'<svg xmlns="{NAMESPACE}" {box} role="img" aria-label="{title}" '
            f'font-family="{FONT}" font-size="{SIZE}"><title>{title}</title>{"".join(self._marks)}</svg>'
        )
        return Chart(name=self.name, title=self.title, svg=svg)


def _hatching(
    x: Decimal, y: Decimal, width: Decimal, height: Decimal
) -> Iterator[tuple[Decimal, Decimal, Decimal, Decimal]]:
    """Lines at 45°, cut off at the rectangle's edges, as (x, y, x, y)."""
    reach = width + height
    along = Decimal(_STEP)
    while along < reach:
        low, high = max(Decimal(0), along - height), min(along, width)
        yield x + low, y + along - low, x + high, y + along - high
        along += _STEP
