"""Is the installation still the one that made the report? A changed one falsifies no report, it explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from evidence.provenance import Group, Ingredient, Provenance
from reports.titles import INGREDIENTS
from reports.verification.check import Check, agrees, differs, left_open, note

SUBJECT = "安装环境"
_REMEDY = "旧报告不因此失效；如需逐字节重现，请装回原来的版本和文件"

Say = Callable[[str, str, str], Check]


def check_installation(then: Provenance, now: Provenance, *, strict: bool = False) -> list[Check]:
    """Versions, settings and files then and now; differences are notes, or failures where `strict` asks for it.

    Imported tables are the auditor's own and lie anywhere: they are compared where `now` has any.
    """
    say: Say = differs if strict else note
    imports = bool(now.of_group("import")) or not then.of_group("import")
    found = [
        *_versions(then, now, say),
        *_files(then, now, say, imports=imports),
    ]
    if not found:
        found.append(agrees(SUBJECT, "程序、软件包、配置、模板、模型、字体与生成报告时相同"))
    if not imports:
        found.append(left_open(SUBJECT, "导入查证表未提供，未与生成时比对", "加上 --imports 目录"))
    return found


def changes(then: Provenance, now: Provenance) -> Iterator[tuple[str, str, str]]:
    """Every version and setting that is another: (what, then, now); empty where it did not exist."""
    for title, name in (("程序版本", "gouji"), ("程序代码", "code"), ("Python", "python"), ("平台", "platform")):
        yield from _pair(title, getattr(then, name), getattr(now, name))
    yield from _pair("要素提取", then.extractors, now.extractors)
    for title, name in (("读取器", "readers"), ("软件包", "packages"), ("系统库", "libraries"), ("设置", "settings")):
        before, after = getattr(then, name), getattr(now, name)
        for key in sorted({*before, *after}):
            yield from _pair(f"{title} {key}", before.get(key, ""), after.get(key, ""))


def changed_files(then: Provenance, now: Provenance) -> Iterator[tuple[str, str, str]]:
    """Every file that shapes outputs and is another: (what, hash then, hash now)."""
    before, after = _by_name(then.ingredients), _by_name(now.ingredients)
    for group, name in sorted({*before, *after}):
        yield from _pair(f"{INGREDIENTS[group]} {name}", before.get((group, name), ""), after.get((group, name), ""))


def _by_name(ingredients: tuple[Ingredient, ...]) -> Mapping[tuple[Group, str], str]:
    return {(one.group, one.name): one.sha256 for one in ingredients}


def _pair(what: str, before: str, after: str) -> Iterator[tuple[str, str, str]]:
    if before != after:
        yield what, _short(before), _short(after)


def _short(value: str) -> str:
    return f"{value[:12]}…" if len(value) == 64 else value


def _versions(then: Provenance, now: Provenance, say: Say) -> Iterator[Check]:
    for what, before, after in changes(then, now):
        yield say(SUBJECT, f"{what}：生成时 {before or '无'}，现为 {after or '无'}", _REMEDY)


def _files(then: Provenance, now: Provenance, say: Say, *, imports: bool) -> Iterator[Check]:
    for what, before, after in changed_files(then, now):
        if imports or not what.startswith(INGREDIENTS["import"]):
            yield say(SUBJECT, f"{what}：生成时 {before or '无'}，现为 {after or '无'}", _REMEDY)
