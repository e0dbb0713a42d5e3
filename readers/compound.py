"""The top of a compound file (MS-CFB): the names that tell a mail, a workbook and a presentation apart.

Names are followed from the root, because a mail holds the workbooks attached to it and a document the sheets pasted
into it, each with names of its own further down.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, part of a table."""
_ENTRIES = 100_000


def top_names(path: Path) -> frozenset[str]:
    """The streams and storages directly below the root; empty where the structure cannot be followed."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            return frozenset(_top(data))
        except (struct.error, IndexError, UnicodeDecodeError):
            return frozenset()


def mentions(path: Path, name: str) -> bool:
    """Whether a name of that spelling stands anywhere in the file: for structures that cannot be followed."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(name.encode("utf-16-le") + b"\x00\x00") >= 0


def _top(data: mmap.mmap) -> Iterator[str]:
    entries = b"".join(_sectors(data))
    waiting, seen = [struct.unpack_from("<L", entries, 76)[0]], set[int]()
    while waiting:
        number = waiting.pop()
        if number >= _LAST or number in seen:
            continue
        seen.add(number)
        at = number * _ENTRY
        length = struct.unpack_from("<H", entries, at + 64)[0]
        yield entries[at : at + max(0, length - 2)].decode("utf-16-le")
        waiting += struct.unpack_from("<LL", entries, at + 68)


def _sectors(data: mmap.mmap) -> Iterator[bytes]:
    """The sectors of the directory, in the order of their chain."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    chain = _chain(data, size)
    number = struct.unpack_from("<L", data, 48)[0]
    for _ in range(_ENTRIES * _ENTRY // size):
        if number >= _LAST:
            return
        at = (number + 1) * size
        yield data[at : at + size]
        number = struct.unpack_from("<L", data, (chain[number * 4 // size] + 1) * size + number * 4 % size)[0]


def _chain(data: mmap.mmap, size: int) -> list[int]:
    """The sectors that hold the table of chains: 109 in the head, more in a list of their own."""
    found = [number for number in struct.unpack_from("<109L", data, 76) if number < _LAST]
    place = struct.unpack_from("<L", data, 68)[0]
    while place < _LAST and len(found) < _ENTRIES:
        numbers = struct.unpack_from(f"<{size // 4}L", data, (place + 1) * size)
        found += [number for number in numbers[:-1] if number < _LAST]
        place = numbers[-1]
    return found
