"""One of two results that are compared, opened from a report folder or from its result.json."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evidence.manifest import RESULT, Manifest
from evidence.problems import UnusableInputError
from evidence.result import Result
from reports.manifest import NAME


@dataclass(frozen=True, slots=True)
class Edition:
    """A result, and the manifest that lies beside it where there is one."""

    name: str
    result: Result
    manifest: Manifest | None = None


def open_edition(path: Path) -> Edition:
    """Read a report folder or a result.json; UnusableInputError says what is wrong with it and what to do."""
    file = path / RESULT if path.is_dir() else path
    if not file.is_file():
        raise UnusableInputError(f"找不到 {file}：请给出 gouji audit 的输出目录，或其中的 {RESULT}")
    try:
        result = Result.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "JSON"
        told = f"{file} 已损坏，或不是本系统本版本的结果数据（{place}：{first['msg']}）"
        raise UnusableInputError(f"{told}：请从归档副本恢复，或重新运行 gouji audit") from error
    return Edition(name=str(path), result=result, manifest=_manifest(file.parent / NAME))


def _manifest(path: Path) -> Manifest | None:
    """The manifest beside the result; none where it is missing or is none of ours."""
    if not path.is_file():
        return None
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError:
        return None
