"""Archives and mails as a series of members, never unpacked by name: zip (GBK names), 7z, RAR and EML.

Names are for showing only; contents are streamed, so no member can write outside the vault.
"""

from __future__ import annotations

import io
import json
import lzma
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from evidence.problems import ReadError, Trouble
from readers import sniff
from readers.mail_parts import attachments, mail_of
from readers.rar_directory import Listed, RarDamageError, RarLockedError, directory
from readers.zip_directory import unflagged

_UNABLE = re.compile(r"open the file as archive|unsupported method|unsupported archive", re.IGNORECASE)
"""What programs built without RAR say."""
RAR_TOOLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("unrar", ("x", "-p-", "-y", "-idq", "{archive}", "{folder}/")),
    ("bsdtar", ("-x", "-f", "{archive}", "-C", "{folder}")),
    ("7zz", ("x", "-p", "-y", "-bd", "-o{folder}", "{archive}")),
    ("7z", ("x", "-p", "-y", "-bd", "-o{folder}", "{archive}")),
)
"""Programs that unpack RAR, in order of preference, with their arguments."""
SECONDS = 300
"""What unpacking one archive may take."""

BROKEN_REMEDY = "请重新下载或重新打包后再提交"
ENCRYPTED_REMEDY = "请去除密码后重新打包提交，或另行提供解密后的文件"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name as shown, and a way to read it. `open` raises ReadError."""

    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]


def members(archive: Path, media_type: str, allowance: int) -> Iterator[Member]:
    """The files in an archive of one of `sniff.ARCHIVES`, in the archive's order.

    `allowance` is how many bytes it may unfold to; formats that must be unpacked as a whole are refused beforehand
    when they would need more. Raises ReadError BROKEN, ENCRYPTED, TOO_LARGE or UNSUPPORTED for the archive.
    """
    if media_type == sniff.ZIP:
        return _zip_members(archive)
    if media_type == sniff.SEVEN_ZIP:
        return _seven_zip_members(archive, allowance)
    if media_type == sniff.RAR:
        return _rar_members(archive, allowance)
    return _mail_members(archive)


def broken(detail: str) -> ReadError:
    """An archive that its own format does not allow."""
    return ReadError(Trouble.BROKEN, "压缩包已损坏或不完整，无法解开", BROKEN_REMEDY, detail)


def encrypted() -> ReadError:
    """An archive or member that asks for a password."""
    return ReadError(Trouble.ENCRYPTED, "压缩包设有密码，无法解开", ENCRYPTED_REMEDY)


def link() -> ReadError:
    """A member that only points at another file."""
    return ReadError(Trouble.UNSUPPORTED, "压缩包中的符号链接，没有内容", "如有需要请提交链接所指的文件")


def _zip_members(path: Path) -> Iterator[Member]:
    """The members; names that are marked as UTF-8 and are not are put right in a copy."""
    try:
        zipfile.ZipFile(path).close()
    except UnicodeDecodeError as error:
        with tempfile.TemporaryDirectory(prefix="gouji-zip-") as folder:
            copy = Path(folder) / "repaired.zip"
            if not unflagged(path, copy):
                raise broken(str(error)) from error
            yield from _listed(copy)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise broken(str(error)) from error
    else:
        yield from _listed(path)


def _listed(path: Path) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            for info, name in zip(infos, zip_names(infos), strict=True):
                if not name.endswith("/"):
                    yield Member(name, lambda info=info: _open_zipped(archive, info))  # type: ignore[misc]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise broken(str(error)) from error


@contextmanager
def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    """The content of a zip member; what goes wrong while it is read comes out as ReadError."""
    if stat.S_ISLNK(info.external_attr >> 16):
        raise link()
    if info.flag_bits & 0x1:
        raise encrypted()
    try:
        with archive.open(info) as stream:
            yield stream
    except NotImplementedError as error:
        raise ReadError(
            Trouble.UNSUPPORTED, "压缩方式不受支持，无法解开", "请改用普通 zip 方式重新打包", str(error)
        ) from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, UnicodeDecodeError) as error:
        raise broken(str(error)) from error


def zip_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names of zip members as they were typed.

    Without the UTF-8 flag a name is bytes in whatever the packer used: UTF-8 when all such names of the archive are,
    else GB 18030 (whose second byte can be 0x5C, so backslashes are turned only after decoding).
    """
    raw = [None if info.flag_bits & 0x800 else info.orig_filename.encode("cp437", "replace") for info in infos]
    loose = [name for name in raw if name is not None]
    encodings = ("utf-8", "gb18030") if all(_is(name, "utf-8") for name in loose) else ("gb18030", "utf-8")
    names = []
    for info, name in zip(infos, raw, strict=True):
        text = _unicode_path(info, name) if name is not None else None
        if text is None and name is not None:
            text = next((name.decode(encoding) for encoding in encodings if _is(name, encoding)), info.orig_filename)
        names.append((text or info.orig_filename).split("\x00")[0].replace("\\", "/"))
    return names


def _is(name: bytes, encoding: str) -> bool:
    try:
        name.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _unicode_path(info: zipfile.ZipInfo, name: bytes) -> str | None:
    """The Info-ZIP Unicode Path field (0x7075, APPNOTE 4.6.9), where it belongs to this very name."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == 0x7075 and len(field) > 5 and int.from_bytes(field[1:5], "little") == zlib.crc32(name):
            return field[5:].decode("utf-8", "replace")
    return None


def _seven_zip_members(path: Path, allowance: int) -> Iterator[Member]:
    """Unpacked by a process with limits of its own (readers/seven_zip.py), then told one by one."""
    with tempfile.TemporaryDirectory(prefix="gouji-7z-") as folder:
        command = [sys.executable, "-m", "readers.seven_zip", str(path.resolve()), folder, str(allowance)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=_environment())
        if done.returncode == -signal.SIGALRM:
            raise ReadError(Trouble.TIMED_OUT, "解开压缩包超时", BROKEN_REMEDY)
        if done.returncode != 0:
            raise ReadError(
                Trouble.CRASHED,
                "解开压缩包时程序异常终止（可能是内存不足）",
                "请改用普通 zip 方式重新打包",
                done.stderr.decode("utf-8", "replace")[-500:],
            )
        outcome = json.loads(done.stdout)
        if "trouble" in outcome:
            trouble, *told = outcome["trouble"]
            raise ReadError(Trouble(trouble), *told)
        for number, name in enumerate(outcome["names"]):
            written = Path(folder) / str(number)
            yield Member(name.replace("\\", "/"), lambda written=written: written.open("rb"))  # type: ignore[misc]


def _environment() -> dict[str, str]:
    """The surroundings of a child that is to import what we import."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}


def refuse_large(size: int, allowance: int) -> None:
    """Raise TOO_LARGE for what exceeds the allowance."""
    if size > allowance:
        raise too_large(allowance)


def too_large(allowance: int) -> ReadError:
    """An archive that unfolds to more than it may."""
    return ReadError(
        Trouble.TOO_LARGE,
        f"压缩包解开后超过上限（{allowance / 1e6:.0f} MB），疑似压缩炸弹",
        "请拆分后重新提交；确属正常的，可调高 read.archive_ratio 设置",
    )


def _rar_members(path: Path, allowance: int) -> Iterator[Member]:
    """What the archive's own list names, with what an outside program unpacked; what did not come out says so."""
    try:
        listing = directory(path)
    except RarLockedError as error:
        raise encrypted() from error
    except RarDamageError as error:
        raise broken(str(error)) from error
    refuse_large(sum(file.size for file in listing.files), allowance)
    tool = next(((found, args) for name, args in RAR_TOOLS if (found := shutil.which(name))), None)
    if tool is None:
        raise ReadError(
            Trouble.UNSUPPORTED,
            "本机没有解开 RAR 的程序",
            "请改用 zip 或 7z 重新打包，或安装 bsdtar（libarchive-tools）、unrar、7z 之一",
        )
    with tempfile.TemporaryDirectory(prefix="gouji-rar-") as folder:
        words = _unpack(tool[0], tool[1], path, Path(folder), allowance)
        written = _by_content(Path(folder) / "files")
        if not written and _UNABLE.search(words):
            raise ReadError(
                Trouble.UNSUPPORTED,
                "本机的解压程序不支持 RAR",
                "请改用 zip 或 7z 重新打包，或安装 bsdtar（libarchive-tools）",
                words[-500:],
            )
        for listed in listing.files:
            place = (listed.name,) if listed.checksum is None else ()
            file = written.get((listed.size, listed.checksum, *place))
            yield Member(listed.name, lambda listed=listed, file=file: _unpacked(listed, file))  # type: ignore[misc]
    if not listing.whole:
        raise ReadError(Trouble.BROKEN, "压缩包尾部缺失，可能缺少文件", BROKEN_REMEDY)


def _unpack(program: str, arguments: tuple[str, ...], archive: Path, folder: Path, allowance: int) -> str:
    """Run a RAR program in its own folder, limited in time and in the size of each file; returns what it said.

    Its exit status counts for nothing: programs end well over damaged and locked members, and badly over one of many.
    """
    # The name must end in .rar for unrar; the blob's does not.
    named = folder / "archive.rar"
    named.symlink_to(archive.resolve())
    target = folder / "files"
    target.mkdir()
    command = [program, *(part.format(archive=named, folder=target) for part in arguments)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (allowance, allowance)),
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(Trouble.TIMED_OUT, "解开压缩包超时", BROKEN_REMEDY) from error
    return (done.stderr + done.stdout).decode("utf-8", "replace")


def _by_content(folder: Path) -> dict[tuple[object, ...], Path]:
    """The files a program wrote, by size and CRC-32, and by size and name where an archive keeps no CRC-32.

    Programs write names in their own way; content is what the archive's list can be held against.
    """
    found: dict[tuple[object, ...], Path] = {}
    for file in sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()):
        checksum = 0
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                checksum = zlib.crc32(block, checksum)
        size = file.stat().st_size
        found.setdefault((size, checksum), file)
        found[size, None, file.relative_to(folder).as_posix()] = file
    return found


def _unpacked(listed: Listed, found: Path | None) -> AbstractContextManager[IO[bytes]]:
    """The content of a RAR member; ReadError where it is locked, elsewhere or did not come out as it went in."""
    if listed.locked:
        raise encrypted()
    if listed.link:
        raise link()
    if listed.divided:
        raise ReadError(Trouble.UNSUPPORTED, "分卷压缩包，文件的一部分在另一卷中", "请合并为一个完整的压缩包后重新提交")
    if found is None:
        raise broken("did not come out with the size and checksum listed")
    return found.open("rb")


def _mail_members(path: Path) -> Iterator[Member]:
    for name, content in attachments(mail_of(path)):
        yield Member(name.replace("\\", "/"), lambda data=content: io.BytesIO(data))  # type: ignore[misc]
