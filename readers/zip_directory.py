"""The central directory of a zip archive, repaired where names are marked as UTF-8 but are not.

Some packers set the flag (APPNOTE 4.4.4, bit 11) over names in GBK; libraries then refuse the whole archive.
"""

from __future__ import annotations

import shutil
import struct
from pathlib import Path
from typing import IO

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_MEMBER = b"PK\x03\x04"
_END_SEARCHED = 22 + 0xFFFF
"""Bytes in which the end record lies: itself and the longest comment (APPNOTE 4.3.16)."""
_HEAD = 46
_UTF8 = 0x800


def unflagged(archive: Path, copy: Path) -> bool:
    """Write a copy whose names are marked as UTF-8 only where they are; False where nothing could be put right."""
    shutil.copyfile(archive, copy)
    with copy.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_SEARCHED))
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < 22:
            return False
        length, _ = struct.unpack_from("<LL", tail, at + 12)
        begin = size - len(tail) + at - length
        if begin < 0:
            return False
        file.seek(begin)
        directory = bytearray(file.read(length))
        members = _clear(directory)
        file.seek(begin)
        file.write(directory)
        for member in members:
            _clear_member(file, member)
    return bool(members)


def _clear_member(file: IO[bytes], at: int) -> None:
    """Clear the flag in the head before a member's own data, which repeats the name."""
    file.seek(at)
    head = file.read(8)
    if head.startswith(_MEMBER) and len(head) == 8:
        file.seek(at + 6)
        file.write((int.from_bytes(head[6:8], "little") & ~_UTF8).to_bytes(2, "little"))


def _clear(directory: bytearray) -> list[int]:
    """Clear the flag of names that are no UTF-8, and say where those members begin."""
    at = 0
    members = []
    while directory[at : at + 4] == _ENTRY and len(directory) - at >= _HEAD:
        flags = int.from_bytes(directory[at + 8 : at + 10], "little")
        name, extra, comment = struct.unpack_from("<HHH", directory, at + 28)
        if flags & _UTF8 and not is_utf8(bytes(directory[at + _HEAD : at + _HEAD + name])):
            directory[at + 8 : at + 10] = (flags & ~_UTF8).to_bytes(2, "little")
            members.append(int.from_bytes(directory[at + 42 : at + 46], "little"))
        at += _HEAD + name + extra + comment
    return members


def is_utf8(name: bytes) -> bool:
    """Whether the bytes are valid UTF-8."""
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
