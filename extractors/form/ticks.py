"""Ticked boxes: which of the printed options carries a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

TICKED = "√✓✔☑■☒▣◼█●✅🗹\uf052\uf0fe\uf0fd"
"""Ticks and filled boxes, also as Wingdings leave them in the private area."""
BLANK = "□☐○◻▢⬜囗口\uf0a8\uf06f\uf0a3"
"""Empty boxes; recognition reads them as 囗 or 口."""
_MARKS = f"[{TICKED}{BLANK}]"


def ticked_options(text: str, options: Sequence[str]) -> tuple[str, ...]:
    """The options that carry a tick, in front when the first mark stands before the first option, else behind.

    With no mark at all, the only option that stands there is the chosen one.
    """
    plain = re.sub(r"\s+", "", text)
    present = [option for option in options if option in plain]
    marks = re.search(_MARKS, plain)
    if not present:
        return ()
    if marks is None:
        return (present[0],) if len(present) == 1 and len(plain) < 3 * len(present[0]) else ()
    if marks.start() < min(plain.index(option) for option in present):
        pattern = rf"(?P<mark>{_MARKS}+)[(（]?{{}}"
    else:
        pattern = rf"{{}}[^{TICKED}{BLANK}]{{{{0,4}}}}[(（]?(?P<mark>{_MARKS})"
    return tuple(option for option in present if _mark(pattern.format(re.escape(option)), plain))


def _mark(pattern: str, text: str) -> bool:
    match = re.search(pattern, text)
    return match is not None and any(char in TICKED for char in match["mark"])


def has_tick(text: str) -> bool:
    """Whether a text carries a tick anywhere."""
    return any(char in TICKED for char in text)


def without_marks(text: str) -> str:
    """The text without ticks and boxes."""
    return re.sub(f"[{TICKED}{BLANK.replace('口', '')}]", "", text).strip()
