"""Are the files of the report the ones that were written: none changed, none missing, none added?"""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers.expat import ExpatError

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from evidence.manifest import Manifest, Written
from reports.manifest import NAME, inside
from reports.verification.check import Check, differs, left_open, note, or_all_well

AGAIN = "如需修改，请改动材料或复核意见后重新运行 gouji audit；否则请从归档副本恢复原文件"
_DAMAGED = (
    DecryptionError, FileFormatError, ParseError, ExpatError, struct.error, zipfile.BadZipFile, LookupError, ValueError,
    OSError, TypeError, AttributeError, OverflowError,
)  # fmt: skip
"""What opening an encrypted file raises whose bytes were changed."""
_LITTER = re.compile(r"^(~\$.*|\.~lock\..*|thumbs\.db|desktop\.ini|\.ds_store)$", re.IGNORECASE)


def check_outputs(out: Path, manifest: Manifest, password: str) -> list[Check]:
    """Every output against the manifest, and every file that lies there without standing in it."""
    found = [check for one in manifest.outputs for check in _output(out, one, password)]
    found += _added(out, manifest)
    return or_all_well(found, "输出文件", f"清单所列 {len(manifest.outputs)} 个文件齐全，内容未变")


def _output(out: Path, one: Written, password: str) -> Iterator[Check]:
    path = inside(out, one.path)
    if path is None or one.path == NAME:
        yield differs(one.path, "清单所列路径不在输出目录之内，清单已被改动", AGAIN)
    elif path.is_symlink() or not path.is_file():
        yield differs(one.path, "文件缺失" if not path.is_symlink() else "文件已被换成链接", AGAIN)
    elif one.encrypted:
        yield from _encrypted(path, one, password)
    else:
        digest, size = _hashed(path)
        if digest != one.sha256:
            said = f"内容已改变（记录 {one.bytes} 字节 SHA-256 {one.sha256[:12]}…，现为 {size} 字节 {digest[:12]}…）"
            yield differs(one.path, said, AGAIN)
        elif size != one.bytes:
            yield differs(one.path, f"清单记录 {one.bytes} 字节，实为 {size} 字节，清单已被改动", AGAIN)


def _hashed(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def _encrypted(path: Path, one: Written, password: str) -> Iterator[Check]:
    """A file whose own bytes never repeat is opened and its content compared, where the password is there."""
    if not password:
        remedy = "设置环境变量 GOUJI_RESTRICTED_PASSWORD 后重新核对"
        yield left_open(one.path, "加密文件，未提供密码，内容未核对", remedy)
        return
    plain = io.BytesIO()
    try:
        with path.open("rb") as file:
            locked = msoffcrypto.OfficeFile(file)
            locked.load_key(password=password, verify_password=True)
            locked.decrypt(plain, verify_integrity=True)
    except InvalidKeyError:
        yield differs(one.path, "密码不符，或文件已被改动", "请使用生成时的密码；若密码无误，请从归档副本恢复")
        return
    except _DAMAGED as error:
        yield differs(one.path, f"加密文件无法打开（{type(error).__name__}）", AGAIN)
        return
    if hashlib.sha256(plain.getvalue()).hexdigest() != one.sha256:
        yield differs(one.path, "解密后的内容已改变", AGAIN)


def _added(out: Path, manifest: Manifest) -> Iterator[Check]:
    known = {*manifest.output, NAME}
    for folder, folders, files in os.walk(out):
        folders.sort()
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted((*files, *links)):
            shown = (here / name).relative_to(out).as_posix()
            if shown in known:
                continue
            if _LITTER.match(name):
                yield note(shown, "桌面软件留下的临时文件，不属于报告", "关闭打开的文件后可删除")
            else:
                yield differs(shown, "清单之外的文件", "不属于本次报告，请移出输出目录")
