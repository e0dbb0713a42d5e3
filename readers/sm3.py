"""SM3 (GB/T 32905-2016), the hash that Chinese courts and archives ask for beside SHA-256."""

from __future__ import annotations

import hashlib
from typing import Protocol


class Hash(Protocol):
    """What hashes take: bytes, piece by piece, and then say it in lower-case hex."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""
        ...

    def hexdigest(self) -> str:
        """The hash of all bytes so far."""
        ...


def sm3() -> Hash:
    """A fresh SM3: of the OpenSSL that Python was built with, else of the one `cryptography` brings along."""
    try:
        return hashlib.new("sm3")
    except ValueError:
        return _Bundled()


class _Bundled:
    """SM3 by the package `cryptography`, for a Python whose OpenSSL was built without it."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.hashes import SM3, Hash  # noqa: PLC0415  - only where it is needed

        self._hash = Hash(SM3())

    def update(self, data: bytes, /) -> None:
        self._hash.update(data)

    def hexdigest(self) -> str:
        return self._hash.copy().finalize().hex()
