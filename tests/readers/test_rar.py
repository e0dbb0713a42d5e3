"""RAR archives, written byte by byte because no free packer does: read by a real program, held against their list."""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.problems import ReadError, Trouble
from evidence.settings import ReadLimits
from evidence.source import Submission
from readers import archives, intake, rar_directory

LIMITS = ReadLimits()
_RAR5 = b"Rar!\x1a\x07\x01\x00"
_RAR4 = b"Rar!\x1a\x07\x00"
_MAIN, _FILE, _ENCRYPTION, _END = 1, 2, 4, 5
_EXTRA, _DATA = 1, 2
_UNIX = 1


@dataclass(frozen=True)
class Member:
    """A stored member; `locked` marks its data as encrypted, `link` makes it a symbolic link to that place.

    `stated` is the size it claims to have, `hashed` whether its checksum is kept.
    """

    name: str
    data: bytes = b""
    locked: bool = False
    link: str = ""
    stated: int | None = None
    hashed: bool = True


def rar5(*members: Member, locked_heads: bool = False) -> bytes:
    """An archive of version 5."""
    head = _block(_ENCRYPTION, _number(0) + _number(0) + b"\x0f" + b"s" * 16) if locked_heads else b""
    blocks = b"".join(map(_member5, members))
    return _RAR5 + head + _block(_MAIN, _number(0)) + blocks + _block(_END, _number(0))


def _member5(member: Member) -> bytes:
    data = b"" if member.link else member.data
    name, target = member.name.encode(), member.link.encode()
    record = b""
    if member.locked:
        record = _record(1, _number(0) + _number(0) + b"\x0f" + b"s" * 16 + b"v" * 16)
    elif member.link:
        record = _record(5, _number(1) + _number(0) + _number(len(target)) + target)
    size = len(data) if member.stated is None else member.stated
    checksum = struct.pack("<L", zlib.crc32(data)) if member.hashed else b""
    fields = (
        _number(4 if member.hashed else 0) + _number(size) + _number(0o120777 if member.link else 0o100644)
        + checksum + _number(0) + _number(_UNIX) + _number(len(name)) + name
    )  # fmt: skip
    return _block(_FILE, fields, record, data)


def _record(kind: int, fields: bytes) -> bytes:
    body = _number(kind) + fields
    return _number(len(body)) + body


def _block(kind: int, fields: bytes, extra: bytes = b"", data: bytes | None = None) -> bytes:
    flags = (_EXTRA if extra else 0) | (_DATA if data is not None else 0)
    sizes = (_number(len(extra)) if extra else b"") + (_number(len(data)) if data is not None else b"")
    body = _number(kind) + _number(flags) + sizes + fields + extra
    sized = _number(len(body)) + body
    return struct.pack("<L", zlib.crc32(sized)) + sized + (data or b"")


def _number(value: int) -> bytes:
    """A number of variable length: seven bits a byte, the lowest first."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(found) + bytes([value])


def rar4(*members: Member) -> bytes:
    """An archive of version 2.9, as older packers wrote it, with Unicode names."""
    main = _old_block(0x73, 0, b"\x00" * 6)
    return _RAR4 + main + b"".join(map(_member4, members)) + _old_block(0x7B, 0x4000, b"")


def _member4(member: Member) -> bytes:
    name = member.name.encode()
    flags = 0x8000 | 0x200 | (0x04 if member.locked else 0)
    size = len(member.data)
    fields = struct.pack(
        "<LLBLLBBHL", size, size, 3, zlib.crc32(member.data), 0x58210000, 29, 0x30, len(name), 0o100644
    )
    return _old_block(0x74, flags, fields + name) + member.data


def _old_block(kind: int, flags: int, fields: bytes) -> bytes:
    body = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body


Pack = Callable[..., bytes]
ONE = Member("合同/一.txt", b"one")
TWO = Member("发票二.txt", "二".encode())


def taken(data: bytes, tmp_path: Path, limits: ReadLimits = LIMITS) -> Submission:
    folder = tmp_path / "甲公司"
    folder.mkdir(exist_ok=True)
    (folder / "包.rar").write_bytes(data)
    (folder / "a.txt").write_bytes(b"a")
    return intake.take_in(folder, tmp_path / "vault", limits)


def told(submission: Submission) -> dict[str, Trouble]:
    return {problem.file: problem.trouble for problem in submission.problems}


def contents(submission: Submission) -> dict[str, bytes]:
    return {source.path: source.blob.read_bytes() for source in submission.sources if source.path != "a.txt"}


needs_program = pytest.mark.skipif(
    shutil.which("bsdtar") is None and shutil.which("unrar") is None,
    reason="no program that unpacks RAR; scripts/debian-packages installs one",
)


@needs_program
@pytest.mark.parametrize("pack", [rar4, rar5])
def test_members_come_out_under_their_chinese_names(pack: Pack, tmp_path: Path) -> None:
    submission = taken(pack(ONE, TWO), tmp_path)
    assert contents(submission) == {"包.rar/合同/一.txt": b"one", "包.rar/发票二.txt": "二".encode()}
    assert told(submission) == {}


@needs_program
def test_a_member_without_a_checksum_is_known_by_its_name(tmp_path: Path) -> None:
    submission = taken(rar5(Member("合同/一.txt", b"one", hashed=False), TWO), tmp_path)
    assert contents(submission)["包.rar/合同/一.txt"] == b"one"
    assert told(submission) == {}


@needs_program
def test_archives_inside_a_rar_are_unpacked_too(tmp_path: Path) -> None:
    inner = rar5(ONE)
    submission = taken(rar5(Member("里.rar", inner), TWO), tmp_path)
    assert set(contents(submission)) == {"包.rar/里.rar/合同/一.txt", "包.rar/发票二.txt"}


@needs_program
@pytest.mark.parametrize("pack", [rar4, rar5])
def test_a_locked_member_is_named_and_never_taken_for_its_cipher(pack: Pack, tmp_path: Path) -> None:
    submission = taken(pack(Member("密.txt", b"0" * 16, locked=True)), tmp_path)
    assert told(submission) == {"包.rar/密.txt": Trouble.ENCRYPTED}
    assert contents(submission) == {}


def test_a_locked_list_of_members_asks_for_the_password(tmp_path: Path) -> None:
    assert told(taken(rar5(ONE, locked_heads=True), tmp_path)) == {"包.rar": Trouble.ENCRYPTED}


@needs_program
def test_a_damaged_member_is_named_though_the_program_says_nothing(tmp_path: Path) -> None:
    submission = taken(rar5(ONE, TWO).replace(b"one", b"onf"), tmp_path)
    assert told(submission) == {"包.rar/合同/一.txt": Trouble.BROKEN}
    assert set(contents(submission)) == {"包.rar/发票二.txt"}


@needs_program
@pytest.mark.parametrize("pack", [rar4, rar5])
def test_an_archive_cut_short_says_that_files_may_be_missing(pack: Pack, tmp_path: Path) -> None:
    data = pack(ONE, TWO)
    submission = taken(data[: data.index(TWO.name.encode())], tmp_path)
    assert told(submission) == {"包.rar": Trouble.BROKEN}
    assert set(contents(submission)) == {"包.rar/合同/一.txt"}


@needs_program
def test_nothing_is_written_outside_and_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"secret")
    outside = Member("../../../evil.txt", b"evil")
    submission = taken(rar5(outside, Member("链.txt", link=str(secret)), TWO), tmp_path)
    assert told(submission)["包.rar/链.txt"] is Trouble.UNSUPPORTED
    assert "包.rar/发票二.txt" in contents(submission)
    assert b"secret" not in contents(submission).values()
    assert not list(tmp_path.parent.glob("**/evil.txt"))


def test_a_bomb_is_refused_by_what_it_says_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_unpack", lambda *told: pytest.fail("unpacked"))
    (tmp_path / "b.rar").write_bytes(rar5(Member("大.bin", b"x" * 1000, stated=1 << 33)))
    with pytest.raises(ReadError) as caught:
        list(archives.members(tmp_path / "b.rar", "application/vnd.rar", 1 << 20))
    assert caught.value.trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize(
    ("script", "files", "trouble"),
    [
        ('mkdir -p "$6/目录" && printf one > "$6/目录/whatever"', ["包.rar/合同/一.txt"], None),
        ("echo 'Cannot open the file as archive' >&2; exit 2", [], ("包.rar", Trouble.UNSUPPORTED)),
        ("exit 0", [], ("包.rar/合同/一.txt", Trouble.BROKEN)),
    ],
)
def test_what_a_program_leaves_out_is_said(
    script: str, files: list[str], trouble: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "unrar"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\ntest -f "$5" || exit 99\n{script}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    submission = taken(rar5(ONE), tmp_path)
    assert list(contents(submission)) == files
    assert list(told(submission).items()) == ([] if trouble is None else [trouble])


def test_a_rar_without_a_program_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (problem,) = taken(rar5(ONE), tmp_path).problems
    assert problem.trouble is Trouble.UNSUPPORTED
    assert "zip" in problem.remedy and "bsdtar" in problem.remedy


def packed(name: str) -> bytes:
    """A name as version 2.9 packs it: its low bytes, then every character with both its bytes."""
    steps = b"".join(
        b"\xaa" + b"".join(struct.pack("<H", ord(character)) for character in name[start : start + 4])
        for start in range(0, len(name), 4)
    )
    return name.encode("gbk", "replace") + b"\x00" + b"\x00" + steps


def test_names_packed_as_two_byte_characters_are_read() -> None:
    assert rar_directory._name_4(packed("合同扫描件.pdf"), unicode=True) == "合同扫描件.pdf"
    # Low bytes alone, one under the common high byte, both bytes of one, then four of the plain name as they are.
    mixed = b"ab??.pdf\x00\x54" + bytes([0b00_00_01_10, ord("a"), ord("b"), 0x08, 0x0C, 0x54, 0b11_00_00_00, 2])
    assert rar_directory._name_4(mixed, unicode=True) == "ab\u5408\u540c.pdf"
    assert rar_directory._name_4("发票.txt".encode("gbk"), unicode=False) == "发票.txt"


def followed(data: bytes) -> int:
    """How many files are listed; -1 where the heads are refused."""
    with tempfile.NamedTemporaryFile(suffix=".rar") as file:
        file.write(data)
        file.flush()
        try:
            return len(rar_directory.directory(Path(file.name)).files)
        except (rar_directory.RarDamageError, rar_directory.RarLockedError):
            return -1


@given(st.binary(max_size=200), st.sampled_from([_RAR4, _RAR5]))
def test_any_bytes_are_listed_or_refused(data: bytes, mark: bytes) -> None:
    assert followed(mark + data) <= len(data) // 7


@given(st.integers(0, 200), st.integers(0, 255), st.sampled_from([rar4, rar5]))
def test_a_changed_byte_is_listed_or_refused(at: int, value: int, pack: Pack) -> None:
    data = bytearray(pack(ONE, TWO))
    data[8 + at % (len(data) - 8)] = value
    assert followed(bytes(data)) <= 2
