"""The members a RAR archive says it has, read from its own heads (versions 2.9 to 4 and 5).

Programs that unpack RAR differ in what they tell: some end well although a member was cut off, damaged or encrypted.
What came out is therefore held against this list. Source: rarlab.com/technote.htm and the notes of version 2.9.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MARK_4 = b"Rar!\x1a\x07\x00"
_MARK_5 = b"Rar!\x1a\x07\x01\x00"
_FILE_4, _END_4, _FILE_5, _LOCK_5, _END_5 = 0x74, 0x7B, 2, 4, 5
_HEADS_LOCKED, _VOLUME = 0x80, 0x01
_UNIX_LINK, _UNIX_TYPE = 0o120000, 0o170000
_HEAD = 2 << 20
"""No head is longer: RAR 5 forbids it."""


class RarDamageError(ValueError):
    """Heads that cannot be followed."""


class RarLockedError(ValueError):
    """Even the list of members asks for a password."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of an archive; `checksum` is the CRC-32 of its content, None where another hash is kept."""

    name: str
    size: int
    checksum: int | None
    locked: bool = False
    link: bool = False
    divided: bool = False
    """Whether a part of it lies in another volume."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The files of an archive, without its folders; `whole` is False where its end is missing."""

    files: tuple[Listed, ...]
    whole: bool


def directory(archive: Path) -> Directory:
    """Follow the heads; raises RarDamageError where that fails and RarLockedError where they are encrypted."""
    with archive.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        follow = _heads_5 if data[:8] == _MARK_5 else _heads_4
        files: list[Listed] = []
        whole = False
        try:
            for found in follow(data):
                whole = found is None
                if found is not None:
                    files.append(found)
        except (struct.error, IndexError) as error:
            raise RarDamageError(str(error)) from error
    return Directory(tuple(files), whole)


def _heads_4(data: mmap.mmap) -> Iterator[Listed | None]:
    """Every file, and None for the end of the archive."""
    at = len(_MARK_4)
    while at + 7 <= len(data):
        kind, flags, size = struct.unpack_from("<BHH", data, at + 2)
        if at + size > len(data):
            return
        if size < 7:
            raise RarDamageError(f"head of {size} bytes")
        if kind == 0x73 and flags & _HEADS_LOCKED:
            raise RarLockedError
        if kind == _END_4:
            yield None
            return
        packed = struct.unpack_from("<L", data, at + 7)[0] if flags & 0x8000 or kind == _FILE_4 else 0
        if kind == _FILE_4:
            packed |= struct.unpack_from("<L", data, at + 32)[0] << 32 if flags & 0x100 else 0
            if flags & 0xE0 != 0xE0:
                yield _file_4(data[at : at + size], flags)
        at += size + packed
        if kind == _FILE_4 and at == len(data):
            # Older packers write no end; the last member then ends the file.
            yield None


def _file_4(head: bytes, flags: int) -> Listed:
    size, system, checksum = struct.unpack_from("<LBL", head, 11)
    length, attributes = struct.unpack_from("<HL", head, 26)
    start = 32
    if flags & 0x100:
        size |= struct.unpack_from("<L", head, 36)[0] << 32
        start = 40
    return Listed(
        name=_name_4(head[start : start + length], unicode=bool(flags & 0x200)),
        size=size,
        checksum=checksum,
        locked=bool(flags & 0x04),
        link=system == 3 and attributes & _UNIX_TYPE == _UNIX_LINK,
        divided=bool(flags & 0x03),
    )


def _name_4(name: bytes, *, unicode: bool) -> str:
    """A name in the packer's own bytes (UTF-8 or GB 18030), or in the packed form of two-byte characters."""
    plain, mark, packed = name.partition(b"\x00")
    if unicode and mark and packed:
        return _unpacked(plain, packed)
    for encoding in ("utf-8", "gb18030"):
        try:
            return plain.decode(encoding)
        except UnicodeDecodeError:
            continue
    return plain.decode("gb18030", "replace")


def _unpacked(plain: bytes, packed: bytes) -> str:
    """Two bits a step: a low byte, one under the common high byte, both bytes, or a run of the plain name."""
    high, at, left, flags = packed[0] << 8, 1, 0, 0
    codes: list[int] = []
    while at < len(packed):
        if not left:
            flags, left, at = packed[at], 8, at + 1
            continue
        left -= 2
        step = flags >> left & 3
        if step == 3:
            run, at = packed[at], at + 1
            shift = packed[at] if run & 0x80 else 0
            at += bool(run & 0x80)
            for _ in range((run & 0x7F) + 2):
                low = plain[len(codes)] if len(codes) < len(plain) else 0x3F
                codes.append((low + shift & 0xFF) | high if run & 0x80 else low)
        else:
            codes.append(packed[at] | (high if step == 1 else packed[at + 1] << 8 if step == 2 else 0))
            at += 2 if step == 2 else 1
    return "".join(map(chr, codes))


class _Numbers:
    """Reads the fields of a head of version 5 one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self) -> int:
        """Seven bits a byte, the lowest first; the eighth says that more follow."""
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def take(self, length: int) -> bytes:
        """The next bytes."""
        self.at += length
        return self.data[self.at - length : self.at]


def _heads_5(data: mmap.mmap) -> Iterator[Listed | None]:
    """Every file, and None for the end of the archive."""
    at = len(_MARK_5)
    while at + 7 <= len(data):
        sized = _Numbers(data[at + 4 : at + 8])
        length = sized.number()
        if not 0 < length <= _HEAD:
            raise RarDamageError(f"head of {length} bytes")
        start = at + 4 + sized.at
        if start + length > len(data):
            return
        head = _Numbers(data[start : start + length])
        kind, flags = head.number(), head.number()
        extra = head.number() if flags & 1 else 0
        packed = head.number() if flags & 2 else 0
        if kind == _LOCK_5:
            raise RarLockedError
        if kind == _END_5:
            yield None
            return
        if kind == _FILE_5 and (found := _file_5(head, extra, flags)) is not None:
            yield found
        at = start + length + packed


def _file_5(head: _Numbers, extra: int, flags: int) -> Listed | None:
    """A file; None for a folder."""
    own, size, _attributes = head.number(), head.number(), head.number()
    if own & 0x02:
        head.take(4)
    checksum = struct.unpack("<L", head.take(4))[0] if own & 0x04 else None
    head.number(), head.number()
    name = head.take(head.number()).decode("utf-8", "replace")
    if own & 0x01:
        return None
    records = set(_records(head.data[len(head.data) - extra :])) if extra else set()
    return Listed(name, size, checksum, locked=1 in records, link=5 in records, divided=bool(flags & 0x18))


def _records(data: bytes) -> Iterator[int]:
    """The kinds of the extra records of a file: 1 encryption, 2 hash, 5 link."""
    records = _Numbers(data)
    while records.at < len(data):
        length = records.number()
        begin = records.at
        yield records.number()
        records.at = begin + length
