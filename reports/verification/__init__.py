"""`gouji verify`: re-check everything a report folder says of itself, and say what differs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import ValidationError

from evidence.manifest import RESULT, Manifest
from evidence.provenance import Provenance
from evidence.result import Result
from evidence.source import Submission
from reports.manifest import NAME, open_manifest
from reports.verification.check import Check, Standing, Verification, agrees, differs
from reports.verification.installation import check_installation
from reports.verification.outputs import AGAIN, check_outputs
from reports.verification.received import check_received
from reports.verification.sums import check_inputs, check_sums
from reports.verification.workpaper import check_workpaper

__all__ = ["Check", "Standing", "Verification", "check_installation", "check_received", "verify"]


def verify(
    out: Path,
    *,
    evidence: Submission | None = None,
    installed: Provenance | None = None,
    strict: bool = False,
    password: str = "",
    noted: str = "",
) -> Verification:
    """Check a report folder; against the evidence taken in again and the present installation where they are given.

    `strict` makes a changed installation a difference; `noted` is the run or the SHA-256 of the manifest that somebody
    wrote down. Raises UnusableInputError where there is no manifest to check by.
    """
    manifest, digest = open_manifest(out)
    checks = [
        *_manifest(manifest, digest),
        *_noted(manifest, digest, noted),
        *check_outputs(out, manifest, password),
    ]
    result, read = _result(out)
    checks += read
    if result is not None:
        checks += [*check_sums(result), *check_inputs(result, manifest)]
    checks += check_workpaper(out, result)
    if installed is not None:
        checks += check_installation(manifest.provenance, installed, strict=strict)
    if evidence is not None:
        checks += check_received(manifest, evidence)
    return Verification(run=manifest.run, manifest_sha256=digest, checks=tuple(checks))


def _manifest(manifest: Manifest, digest: str) -> list[Check]:
    """Whether the manifest is whole: in the form it is written in, each path once, and named by its content."""
    found: list[Check] = []
    if hashlib.sha256(manifest.render().encode("utf-8", "replace")).hexdigest() != digest:
        found.append(differs(NAME, "不是程序写出的规范格式，已被编辑", AGAIN))
    for title, paths in (("输入", manifest.inputs), ("输出", manifest.outputs)):
        names = [one.path for one in paths]
        if len(set(names)) != len(names):
            found.append(differs(NAME, f"同一{title}文件列出多次", AGAIN))
    if not manifest.named_rightly:
        found.append(differs(NAME, f"运行编号 {manifest.run} 与清单内容不符，清单已被改动", AGAIN))
    return found or [agrees(NAME, "清单完整，运行编号与内容相符")]


def _noted(manifest: Manifest, digest: str, noted: str) -> list[Check]:
    wanted = "".join(noted.split()).lower()
    if not wanted:
        return []
    if wanted in (digest, manifest.run.lower()):
        return [agrees("纸面记录", "与所给编号相同")]
    return [differs("纸面记录", "与所给编号不同：整套文件可能已被改写", "请以签署件和归档副本为准")]


def _result(out: Path) -> tuple[Result | None, list[Check]]:
    """The result, and what is wrong with its form; a missing one is told among the outputs."""
    path = out / RESULT
    if not path.is_file():
        return None, []
    raw = path.read_bytes()
    try:
        result = Result.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "JSON"
        return None, [differs(RESULT, f"不符合结果数据的格式（{place}：{first['msg']}）", AGAIN)]
    if result.render().encode("utf-8", "replace") != raw:
        return result, [differs(RESULT, "不是程序写出的规范格式，已被编辑", AGAIN)]
    return result, []
