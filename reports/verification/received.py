"""Is the submission at hand the one that was audited: the same files under the same names with the same bytes?"""

from __future__ import annotations

from collections.abc import Iterator

from evidence.manifest import Manifest, Received
from evidence.source import Submission
from reports.manifest import received, refused
from reports.verification.check import Check, differs, or_all_well

_REMEDY = "请确认所给的是当时受理的那一份材料；确有更换的，请作为新材料重新运行 gouji audit"
_MANIFEST = "清单已被改动：请从归档副本恢复 manifest.json"


def check_received(manifest: Manifest, submission: Submission) -> list[Check]:
    """The submission taken in again, file by file, by both hashes."""
    before = {one.path: one for one in manifest.inputs}
    after = {one.path: one for one in received(submission)}
    found = [*_compared(before, after), *_refused(manifest, submission)]
    return or_all_well(found, "申报材料", f"{len(after)} 个文件与受理时逐个一致（SHA-256、SM3）")


def _compared(before: dict[str, Received], after: dict[str, Received]) -> Iterator[Check]:
    gone, fresh = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    elsewhere: dict[str, list[str]] = {}
    for path in fresh:
        elsewhere.setdefault(after[path].sha256, []).append(path)
    for path in gone:
        same = elsewhere.get(before[path].sha256)
        if same:
            moved = same.pop(0)
            fresh.remove(moved)
            yield differs(path, f"内容相同而名称已改为 {moved}", _REMEDY)
        else:
            yield differs(path, "受理时有，现在没有", _REMEDY)
    for path in sorted(set(before) & set(after)):
        yield from _same_name(before[path], after[path])
    for path in fresh:
        yield differs(path, "受理时没有，现在多出", _REMEDY)


def _same_name(then: Received, now: Received) -> Iterator[Check]:
    if then.sha256 != now.sha256:
        said = f"内容已改变（受理时 {then.bytes} 字节 SHA-256 {then.sha256[:12]}…，"
        yield differs(then.path, f"{said}现为 {now.bytes} 字节 {now.sha256[:12]}…）", _REMEDY)
    elif then.bytes != now.bytes or (then.sm3 and then.sm3 != now.sm3):
        yield differs(then.path, "SHA-256 相同而清单所记 SM3 或字节数不符", _MANIFEST)


def _refused(manifest: Manifest, submission: Submission) -> Iterator[Check]:
    """What could not be taken in then and now."""
    then, now = ({one.path: one.reason for one in rows} for rows in (manifest.refused, refused(submission)))
    for path in sorted(set(then) - set(now)):
        yield differs(path, f"受理时未能读取（{then[path]}），现在没有这一情况", _REMEDY)
    for path in sorted(set(now) - set(then)):
        yield differs(path, f"现在未能读取（{now[path]}），受理时没有这一情况", _REMEDY)
