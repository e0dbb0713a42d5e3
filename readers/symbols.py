"""Characters of symbol fonts as what they show: ticks and boxes of forms are often drawn in Wingdings."""

from __future__ import annotations

import unicodedata
from functools import cache

_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x78: "☒",
    0xA1: "○",
    0xA3: "□",
    0xA8: "□",
    0xFB: "✗",
    0xFC: "√",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x2A: "□", 0x4F: "✗", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_SYMBOL = {0xB7: "•", 0xD0: "∠", 0xD6: "√"}


@cache
def is_symbol_font(font: str) -> bool:
    """Whether a font by that name has pictures where others have letters."""
    lower = font.lower().replace(" ", "")
    return "wingdings" in lower or "webdings" in lower or "dingbats" in lower or lower.split("+")[-1] == "symbol"


def shown(character: str, font: str) -> str:
    """What a character of a symbol font looks like; characters of other fonts come back unchanged.

    Symbol fonts are addressed by their own codes (0x20 to 0xFF) or by the same codes in the private use area
    (U+F020 to U+F0FF).
    """
    if not is_symbol_font(font):
        return character
    code = ord(character) & 0xFF if 0xF000 <= ord(character) <= 0xF0FF else ord(character)
    lower = font.lower().replace(" ", "")
    table = _WINGDINGS_2 if "wingdings2" in lower else _WINGDINGS if "wingdings" in lower else _SYMBOL
    return table.get(code, character)


def is_private(character: str) -> bool:
    """Whether a character means nothing to anyone else: private use, unassigned, control, or the replacement mark."""
    if " " <= character <= "~" or "\u4e00" <= character <= "\u9fa5":
        return False
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs")
