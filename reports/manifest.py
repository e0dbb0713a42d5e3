"""manifest.json: every input, output and ingredient of the audit by its hash; the last file to be written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from evidence.manifest import Manifest, Received, Refused, Written, run_of
from evidence.problems import UnusableInputError
from evidence.provenance import Provenance
from evidence.result import Result
from evidence.source import Submission

NAME = "manifest.json"


def run_id(submission: Submission, result: Result, provenance: Provenance) -> str:
    """The name of the run, for the reports to print before the manifest is written; no clock is in it."""
    sha256 = hashlib.sha256(result.render().encode()).hexdigest()
    return run_of(received(submission), refused(submission), provenance, sha256)


def write(
    out: Path,
    submission: Submission,
    result: Result,
    provenance: Provenance,
    files: Iterable[Path],
    encrypted: Mapping[Path, bytes] | None = None,
) -> Path:
    """Write manifest.json over the outputs `files` below `out`, and remove outputs of an earlier run that are no more.

    `encrypted` gives the plain content of files that are encrypted with fresh salts, whose own bytes never repeat.
    """
    plain = encrypted or {}
    outputs = sorted((_written(out, path, plain.get(path)) for path in set(files)), key=lambda one: one.path)
    manifest = Manifest(
        run=run_id(submission, result, provenance),
        submission=submission.name,
        inputs=received(submission),
        refused=refused(submission),
        outputs=tuple(outputs),
        provenance=provenance,
    )
    _sweep(out, manifest)
    path = out / NAME
    path.write_text(manifest.render(), encoding="utf-8", newline="\n")
    return path


def open_manifest(out: Path) -> tuple[Manifest, str]:
    """The manifest of a report folder and its SHA-256; UnusableInputError says what is wrong and what to do."""
    path = out / NAME
    if not out.is_dir():
        raise UnusableInputError(f"找不到输出目录 {out}：请给出 gouji audit 的输出目录")
    if not path.is_file():
        told = f"{out} 中没有 {NAME}，无法核对：请确认这是 gouji audit 的输出目录"
        raise UnusableInputError(f"{told}；审计未完成或由旧版本生成的，请重新运行 gouji audit")
    raw = path.read_bytes()
    try:
        return Manifest.model_validate_json(raw), hashlib.sha256(raw).hexdigest()
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "JSON"
        raise UnusableInputError(
            f"{path} 已损坏或不是本系统的清单（{place}：{first['msg']}）：请从归档副本恢复，或重新运行 gouji audit"
        ) from error


def received(submission: Submission) -> tuple[Received, ...]:
    """Every file taken in, by path."""
    rows = (Received(path=s.path, sha256=s.sha256, sm3=s.sm3, bytes=s.size) for s in submission.sources)
    return tuple(sorted(rows, key=lambda row: (row.path, row.sha256)))


def refused(submission: Submission) -> tuple[Refused, ...]:
    """Every file that could not be taken in, by path; the engine's own words stay out, they may name folders."""
    rows = {Refused(path=p.file, trouble=p.trouble.value, reason=p.reason) for p in submission.problems}
    return tuple(sorted(rows, key=lambda row: (row.path, row.trouble, row.reason)))


def _written(out: Path, path: Path, plain: bytes | None) -> Written:
    name = path.relative_to(out).as_posix()
    if plain is not None:
        return Written(path=name, sha256=hashlib.sha256(plain).hexdigest(), bytes=len(plain), encrypted=True)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(path=name, sha256=digest, bytes=path.stat().st_size)


def _sweep(out: Path, fresh: Manifest) -> None:
    """Remove what the manifest of an earlier run lists and this one does not, where nobody can have changed it."""
    try:
        earlier = Manifest.model_validate_json((out / NAME).read_bytes())
    except (FileNotFoundError, ValidationError):
        return
    for old in earlier.outputs:
        path = inside(out, old.path)
        gone = old.path not in fresh.output and not old.encrypted and path is not None and path.is_file()
        if path is not None and gone and hashlib.sha256(path.read_bytes()).hexdigest() == old.sha256:
            path.unlink()


def inside(out: Path, name: str) -> Path | None:
    """The file of that name below `out`; None for a name that leads out of it, in a manifest that is not ours."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\x00" in name:
        return None
    path = out / pure
    return path if path.resolve().is_relative_to(out.resolve()) else None
