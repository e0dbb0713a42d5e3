"""Unpacks a 7z archive as a program of its own: `python -m readers.seven_zip ARCHIVE FOLDER ALLOWANCE`.

The head of an archive says how large a dictionary its decoder must hold, so a few bytes could cost gigabytes: this
process limits its own memory, time and output, and prints as JSON what it wrote, or why it could not.
"""

from __future__ import annotations

import json
import lzma
import resource
import signal
import struct
import sys
import zlib
from pathlib import Path

import py7zr

from evidence.problems import ReadError, Trouble
from readers.archives import SECONDS, broken, encrypted, refuse_large

MEGABYTES = 1536
"""Memory beyond that of the bare interpreter: the largest preset of common packers takes less than half of it."""
_DAMAGE = (
    lzma.LZMAError,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
)
"""What py7zr lets through for damaged archives, besides its own errors."""


class Files(py7zr.io.WriterFactory):
    """Gives py7zr numbered files to write to, so that names in the archive never become paths."""

    def __init__(self, folder: Path, allowance: int) -> None:
        self.folder, self.left = folder, allowance
        self.names: list[str] = []

    def create(self, filename: str) -> py7zr.io.Py7zIO:
        """A writer for the next member."""
        path = self.folder / str(len(self.names))
        self.names.append(filename)
        return _Writer(path, self)


class _Writer(py7zr.io.Py7zIO):
    """One member on its way to a numbered file; what exceeds the allowance raises ReadError."""

    def __init__(self, path: Path, owner: Files) -> None:
        self.path, self.owner = path, owner
        self.file = path.open("w+b")

    def write(self, s: bytes | bytearray) -> int:
        self.owner.left -= len(s)
        refuse_large(-self.owner.left, 0)
        return self.file.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self.file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def flush(self) -> None:
        self.file.flush()

    def size(self) -> int:
        self.file.flush()
        return self.path.stat().st_size

    def close(self) -> None:
        self.file.close()


def unpack(archive: Path, folder: Path, allowance: int) -> list[str]:
    """Write the members as `folder/0`, `folder/1`, … and return their names; ReadError for what cannot be unpacked."""
    files = Files(folder, allowance)
    try:
        with py7zr.SevenZipFile(archive) as opened:
            if opened.needs_password():
                raise encrypted()
            refuse_large(sum(info.uncompressed for info in opened.list()), allowance)
            opened.extractall(factory=files)
    except py7zr.exceptions.PasswordRequired as error:
        raise encrypted() from error
    except py7zr.exceptions.UnsupportedCompressionMethodError as error:
        raise ReadError(
            Trouble.UNSUPPORTED, "压缩方式不受支持，无法解开", "请改用普通 zip 方式重新打包", str(error)
        ) from error
    except MemoryError as error:
        raise ReadError(
            Trouble.OUT_OF_MEMORY,
            f"解开压缩包所需内存超过 {MEGABYTES} MB 的上限，疑似压缩炸弹",
            "请改用普通 zip 方式重新打包",
        ) from error
    except (py7zr.exceptions.ArchiveError, *_DAMAGE) as error:
        raise broken(str(error)) from error
    return files.names


def main() -> None:
    """Unpack within the limits and print the outcome."""
    archive, folder, allowance = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (allowance, allowance))
    try:
        outcome: dict[str, list[str]] = {"names": unpack(archive, folder, allowance)}
    except ReadError as error:
        outcome = {"trouble": [error.trouble.value, error.reason, error.remedy, error.detail]}
    sys.stdout.write(json.dumps(outcome))


if __name__ == "__main__":
    main()
