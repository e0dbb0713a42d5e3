"""Text: what documents say as characters that a Word file may hold, and nothing a template would act on."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 does not allow or discourages; lone surrogates come from file names that are no UTF-8."""

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of writing: a name could show otherwise than it is stored."""

SHOWN_AS = "�"


def plain(text: str) -> str:
    """The text with line feeds for line ends, and a visible mark in place of each character that must not be in XML."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _TURNING.sub(SHOWN_AS, _FORBIDDEN.sub(SHOWN_AS, text))
