"""The vault: every received file once, named by the SHA-256 of its content and made read-only."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO, NamedTuple

from evidence.problems import ReadError, Trouble
from readers.sm3 import sm3

_BLOCK = 1 << 20


class Kept(NamedTuple):
    """A file in the vault: its hashes in lower-case hex, its bytes counted, and where it lies."""

    sha256: str
    size: int
    blob: Path
    sm3: str


def keep(stream: IO[bytes], vault: Path, limit: int) -> Kept:
    """Copy a stream into the vault.

    The copy is written beside its place, read back and compared, then renamed into place in one step, so a blob is
    either whole or absent. Raises ReadError TOO_LARGE after `limit` bytes and BROKEN when the disk gives back other
    bytes than were written.
    """
    vault.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".incoming-", dir=vault)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as copy:
            digest, national, size = _copy(stream, copy, limit)
            copy.flush()
            os.fsync(copy.fileno())
        blob = vault / digest[:2] / f"{digest}.bin"
        if not (blob.is_file() and digest_of(blob) == digest):
            if digest_of(fresh) != digest:
                raise ReadError(Trouble.BROKEN, "文件写入证据库后校验不一致", "请检查磁盘后重新导入")
            blob.parent.mkdir(exist_ok=True)
            fresh.chmod(0o444)
            fresh.replace(blob)
        return Kept(digest, size, blob, national)
    finally:
        fresh.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(stream: IO[bytes], copy: IO[bytes], limit: int) -> tuple[str, str, int]:
    """Copy block by block, counting and hashing both ways (SHA-256, SM3); never more than `limit` bytes."""
    hashed, national, size = hashlib.sha256(), sm3(), 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > limit:
            raise ReadError(
                Trouble.TOO_LARGE,
                f"文件解开后超过 {limit / 1e6:.0f} MB 的上限",
                "请拆分后重新提交，或调高 read.file_megabytes 设置",
            )
        hashed.update(block)
        national.update(block)
        copy.write(block)
    return hashed.hexdigest(), national.hexdigest(), size
