"""What changed around the evidence: who applied, the policy and its readings, program and configuration."""

from __future__ import annotations

from evidence.result import Result
from reports.changes.edition import Edition
from reports.changes.section import Section, section
from reports.titles import PROGRAMMES, switch_shown
from reports.verification.installation import changed_files, changes

_HEADING = ("项目", "前次", "本次")


def application(old: Result, new: Result) -> list[Section]:
    """Two results of different applications can be compared, but it has to be said."""
    pairs = (
        ("申报材料", old.submission, new.submission),
        ("申报单位", old.applicant.name, new.applicant.name),
        ("统一社会信用代码", old.applicant.uscc, new.applicant.uscc),
        ("申报方向", _programme(old), _programme(new)),
    )
    return _section("申请", pairs)


def policy(old: Result, new: Result) -> list[Section]:
    """The notice, its version and every switch."""
    pairs = [
        ("政策", old.policy.name, new.policy.name),
        ("政策版本", old.policy.version, new.policy.version),
        ("文号", old.policy.notice, new.policy.notice),
    ]
    for name in sorted({*old.policy.switches, *new.policy.switches}):
        before, after = (result.policy.switches.get(name, "") for result in (old, new))
        pairs.append((switch_shown(name, after)[0], switch_shown(name, before)[1], switch_shown(name, after)[1]))
    return _section("政策与口径", pairs)


def installation(old: Edition, new: Edition) -> list[Section]:
    """Versions, settings, configuration and models by the manifests; nothing where one of them is missing."""
    if old.manifest is None or new.manifest is None:
        return []
    then, now = old.manifest.provenance, new.manifest.provenance
    return _section("程序与配置", (*changes(then, now), *changed_files(then, now)))


def _programme(result: Result) -> str:
    return PROGRAMMES[result.programme] if result.programme else "未定"


def _section(title: str, pairs: tuple[tuple[str, str, str], ...] | list[tuple[str, str, str]]) -> list[Section]:
    rows = [(what, before or "—", after or "—") for what, before, after in pairs if before != after]
    return section(title, [_HEADING, *rows] if rows else [])
