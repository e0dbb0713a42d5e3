"""Memory freed by the networks goes back to the system after every picture.

A page costs some hundred megabytes in pieces of many sizes. Left to itself, glibc keeps what is freed in up to eight
arenas a core and never gives back what lies below something still in use, so that a worker grows from page to page.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

_ARENA_MAX = -8
"""`M_ARENA_MAX` of mallopt(3)."""


def keep_together() -> None:
    """Have all threads started from now on allocate from one arena; nothing where the C library is another."""
    library = _glibc()
    if library is not None:
        library.mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Return freed memory to the system: some milliseconds; nothing where the C library is another."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> Any:
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
