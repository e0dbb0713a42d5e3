"""What changed among the documents: new, gone, other bytes, read otherwise; and in the trouble with reading them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from evidence.problems import Problem
from evidence.result import DocumentOut, Result
from reports.changes.section import Section, section
from reports.titles import DOCUMENT_STATUSES, TROUBLES, field_title, kind_title

Files = dict[str, list[DocumentOut]]
Row = tuple[str, ...]


def documents(old: Result, new: Result) -> list[Section]:
    """Files that came, went, were renamed or replaced, and what is read in them where that changed."""
    before, after, renamed = _by_file(old), _by_file(new), renamings(old, new)
    rows: list[Row] = [("～", was, f"改名为 {now}") for was, now in renamed.items()]
    rows += [("＋", file, _kinds(after[file])) for file in after if file not in before and file not in renamed.values()]
    rows += [("－", file, _kinds(before[file])) for file in before if file not in after and file not in renamed]
    for was, papers in before.items():
        now = renamed.get(was, was)
        if now in after:
            rows += [("～", now, what) for what in _file(papers, after[now])]
    return section("单据文件", rows)


def under_new_names(old: Result, new: Result) -> Result:
    """The old result with the files it cites under the names they have now, so that a renaming is told once."""
    names = renamings(old, new)

    def now(files: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(file, file) for file in files)

    if not names:
        return old
    lines = tuple(line.model_copy(update={"documents": now(line.documents)}) for line in old.lines)
    findings = tuple(
        finding.model_copy(
            update={
                "files": now(finding.files),
                "evidence": tuple(
                    one.model_copy(update={"file": names.get(one.file, one.file)}) for one in finding.evidence
                ),
            }
        )
        for finding in old.findings
    )
    return old.model_copy(update={"lines": lines, "findings": findings})


def problems(old: Result, new: Result) -> list[Section]:
    """Trouble with reading that is new or gone."""
    before, after = set(old.problems), set(new.problems)
    rows = [("＋", *_problem(one)) for one in new.problems if one not in before]
    rows += [("－", *_problem(one)) for one in old.problems if one not in after]
    return section("读取问题", rows)


def _by_file(result: Result) -> Files:
    files: Files = {}
    for document in result.documents:
        files.setdefault(document.file, []).append(document)
    return files


def _hash(papers: list[DocumentOut]) -> str:
    return papers[0].sha256


def renamings(old: Result, new: Result) -> dict[str, str]:
    """Old name to new name of files whose bytes are the same."""
    before, after = _by_file(old), _by_file(new)
    fresh: dict[str, list[str]] = {}
    for file, papers in after.items():
        if file not in before and _hash(papers):
            fresh.setdefault(_hash(papers), []).append(file)
    gone = (file for file, papers in before.items() if file not in after and fresh.get(_hash(papers)))
    found: dict[str, str] = {}
    for file in gone:
        same = fresh[_hash(before[file])]
        if same:
            found[file] = same.pop(0)
    return found


def _kinds(papers: list[DocumentOut]) -> str:
    return "、".join(dict.fromkeys(f"{kind_title(p.kind)}（{DOCUMENT_STATUSES[p.status]}）" for p in papers))


def _file(old: list[DocumentOut], new: list[DocumentOut]) -> Iterator[str]:
    """The documents of one file, in their order."""
    if _hash(old) != _hash(new):
        yield f"内容已更换（SHA-256 {_hash(old)[:12] or '无'}… → {_hash(new)[:12] or '无'}…）"
    if len(old) != len(new):
        yield f"识别出的单据 {len(old)} 份 → {len(new)} 份"
    for number, (before, after) in enumerate(zip_longest(old, new), 1):
        where = f"第{number}份 " if max(len(old), len(new)) > 1 else ""
        if before is not None and after is not None:
            yield from (where + what for what in _document(before, after))


def _document(old: DocumentOut, new: DocumentOut) -> Iterator[str]:
    if old.kind != new.kind:
        yield f"类型 {kind_title(old.kind)} → {kind_title(new.kind)}"
    if old.status != new.status:
        yield f"{DOCUMENT_STATUSES[old.status]} → {DOCUMENT_STATUSES[new.status]}"
    if old.pages != new.pages:
        yield f"页码 {_pages(old)} → {_pages(new)}"
    for name in sorted({*old.fields, *new.fields}):
        before, after = old.fields.get(name, ""), new.fields.get(name, "")
        if before != after:
            yield f"{field_title(name)} {before or '（无）'} → {after or '（无）'}"
    if old.flagged != new.flagged:
        yield f"待核字段 {_flagged(old)} → {_flagged(new)}"


def _pages(document: DocumentOut) -> str:
    return ",".join(map(str, document.pages)) or "—"


def _flagged(document: DocumentOut) -> str:
    return "、".join(map(field_title, document.flagged)) or "无"


def _problem(problem: Problem) -> Row:
    where = f"第{problem.page}页" if problem.page is not None else ""
    return problem.file, where, TROUBLES[problem.trouble], problem.reason
