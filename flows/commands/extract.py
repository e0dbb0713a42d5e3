"""`gouji extract`: read, classify and extract single files, one JSON object a document."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evidence.document import Document
from evidence.fact import Fact
from evidence.problems import ExitCode, Problem, Trouble
from evidence.record import Extraction, Record
from evidence.settings import Settings
from evidence.source import Submission
from flows.commands.terminal import Bar, console
from flows.desk import Desk, open_desk
from flows.pipeline import attempt, in_threads, problem_of
from readers.intake import take_in


def run(files: Sequence[Path], jsonl: Path | None) -> int:
    """Extract the files in their order; 3 when some could not be read."""
    with Bar() as bar, open_desk(Settings(), progress=bar) as desk:
        lines = list(_lines(files, desk))
    if jsonl:
        jsonl.write_text("".join(f"{line}\n" for _, line in lines), encoding="utf-8")
    else:
        sys.stdout.write("".join(f"{line}\n" for _, line in lines))
    unread = sum(not read for read, _ in lines)
    console.print(f"{len(files)} files, {len(lines)} documents, {unread} unread")
    return int(ExitCode.SOME_UNREAD if unread else ExitCode.OK)


def _lines(files: Sequence[Path], desk: Desk) -> Iterator[tuple[bool, str]]:
    """One (read, JSON) for each document of each file."""
    taken = [attempt(lambda path: _taken(path, desk), path) for path in files]
    sources = [source for found in taken if not isinstance(found, BaseException) for source in found.sources]
    desk.progress.start("extract", len(sources))
    outcomes = iter(in_threads(desk.room.workers + 1)("extract", desk.understand, sources))
    for path, found in zip(files, taken, strict=True):
        if isinstance(found, BaseException):
            yield False, _dump(_unread(problem_of(str(path), found)))
            continue
        for problem in found.problems:
            yield False, _dump(_unread(problem))
        for source in found.sources:
            outcome = next(outcomes)
            if isinstance(outcome, BaseException):
                yield False, _dump(_unread(problem_of(source.path, outcome)))
            else:
                yield from ((True, _dump(item)) for item in _documents(*outcome))


def _taken(path: Path, desk: Desk) -> Submission:
    """A file as a submission of its own, its contents named by the path as given on the command line."""
    found = take_in(path, desk.vault, desk.settings.read)

    def named(name: str) -> str:
        return str(path) if name == path.name else f"{path}/{name}"

    return found.model_copy(
        update={
            "sources": tuple(source.model_copy(update={"path": named(source.path)}) for source in found.sources),
            "problems": tuple(problem.model_copy(update={"file": named(problem.file)}) for problem in found.problems),
        }
    )


def _documents(document: Document, extraction: Extraction) -> Iterator[dict[str, Any]]:
    """The objects of one file; a file in which nothing was recognised still gives one."""
    if not extraction.records:
        empty = Problem(
            file=document.file,
            trouble=Trouble.EMPTY,
            reason="文件中未识别到任何内容",
            remedy="请核对原件是否为空白页",
        )
        yield _unread(empty)
    for record in extraction.records:
        yield {
            "file": record.file,
            "pages": list(record.pages),
            "kind": record.kind.value,
            "fields": {name: fact.value for name, fact in record.facts.items()},
            "flagged": list(record.unproven),
            "facts": {name: _fact(fact) for name, fact in record.facts.items()},
            "rows": [{name: fact.value for name, fact in row.facts.items()} for row in record.rows],
            "problems": _problems(record, document.problems),
        }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "value": fact.value,
        "raw": fact.raw,
        "page": fact.place.page,
        "box": list(fact.place.box) if fact.place.box else None,
        "cell": fact.place.cell,
        "method": fact.method.value,
        "confidence": round(fact.confidence, 4),
        "status": fact.status.value,
        "checks": list(fact.checks),
        "currency": fact.currency,
        "candidates": [candidate.value for candidate in fact.candidates],
        "repair": fact.repair,
    }


def _problems(record: Record, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [problem.model_dump(mode="json") for problem in problems if problem.page in (None, *record.pages)]


def _unread(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "pages": [],
        "kind": None,
        "fields": {},
        "flagged": [],
        "facts": {},
        "rows": [],
        "problems": [problem.model_dump(mode="json")],
    }


def _dump(item: dict[str, Any]) -> str:
    return json.dumps(item, ensure_ascii=False)
