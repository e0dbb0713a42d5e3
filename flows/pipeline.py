"""The whole audit on one screen, in plain Python: read, extract, declare, match, judge, report.

`each` decides how a step is mapped over documents: here threads, in flows/audit.py Prefect tasks. Nothing else
differs between the two, so they cannot come to different results.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from evidence.case import Case, Verdict
from evidence.declared import Programme
from evidence.document import Document
from evidence.kind import SCREENS
from evidence.problems import Problem, ReadError, Trouble, UnusableInputError
from evidence.record import Extraction, Record
from evidence.result import Result
from evidence.sheet import sheets_of
from evidence.source import Submission
from extractors.customers import by_role
from extractors.declared import declare
from flows.desk import Desk
from matchers import match
from readers.likeness import likeness
from reports import Picture, Pixels, check, summarise, write
from rules import judge

A = TypeVar("A")
B = TypeVar("B")


class Each(Protocol):
    """Applies a step to every item, in order; a failed item yields its exception instead of a value."""

    def __call__(self, name: str, step: Callable[[A], B], items: Sequence[A]) -> list[B | BaseException]:
        """The outcomes, in the order of the items."""
        ...


@dataclass(frozen=True)
class Audit:
    """Everything an audit came to."""

    case: Case
    verdict: Verdict
    result: Result
    files: tuple[Path, ...]

    @property
    def unread(self) -> tuple[Problem, ...]:
        """The documents that could not be read at all."""
        return tuple(problem for problem in self.case.problems if problem.fatal)


def audit(submission: Submission, out: Path, desk: Desk, each: Each, programme: Programme | None = None) -> Audit:
    """Audit a submission that was taken in and write its report to `out`.

    UnusableInputError if `out` lies in the submission, or if a template of the firm could not be filled.
    """
    _refuse_overlap(submission.root, out)
    check(desk.engagement)
    documents, unread = read_all(submission, desk, each)
    extractions, not_understood = extract_all(documents, desk, each)
    records = tuple(record for extraction in extractions for record in extraction.records)
    declaration = declare(records, desk.policy, programme)
    records = by_role(records, declaration.applicant)
    picture = _pictures(submission, documents, desk)
    likenesses = _likenesses(records, picture)
    case = Case(
        submission=submission,
        records=records,
        problems=(*submission.problems, *unread, *(p for d in documents for p in d.problems), *not_understood),
        declaration=declaration,
        matching=match(declaration, records, desk.policy),
        policy=desk.policy,
        elsewhere=desk.store.elsewhere(submission.root.name, records, likenesses),
        likenesses=likenesses,
        imported=desk.imported,
        page_sizes={d.sha256: _sizes(d) for d in documents},
        sheets={d.sha256: sheets_of(d) for d in documents},
        notes={d.sha256: d.notes for d in documents},
    )
    verdict = judge(case)
    result = summarise(case, verdict, desk.store.decisions(finding.id for finding in verdict.findings))
    files = write(case, verdict, result, out, picture, desk.engagement, desk.provenance)
    return Audit(case=case, verdict=verdict, result=result, files=files)


def read_all(submission: Submission, desk: Desk, each: Each) -> tuple[list[Document], list[Problem]]:
    """Every file read once, told again for each path the same bytes have."""
    firsts = list({source.sha256: source for source in reversed(submission.sources)}.values())[::-1]
    desk.progress.start("read", len(firsts))
    outcomes = {source.sha256: outcome for source, outcome in zip(firsts, each("read", desk.read, firsts), strict=True)}
    documents: list[Document] = []
    problems: list[Problem] = []
    for source in submission.sources:
        outcome = outcomes[source.sha256]
        if isinstance(outcome, Document):
            told = tuple(problem.model_copy(update={"file": source.path}) for problem in outcome.problems)
            documents.append(replace(outcome, file=source.path, problems=told))
        else:
            problems.append(problem_of(source.path, outcome))
    return documents, problems


def extract_all(documents: Sequence[Document], desk: Desk, each: Each) -> tuple[list[Extraction], list[Problem]]:
    """Every document classified and understood."""
    outcomes = each("extract", desk.extract, documents)
    pairs = list(zip(documents, outcomes, strict=True))
    extractions = [outcome for _, outcome in pairs if isinstance(outcome, Extraction)]
    problems = [problem_of(d.file, outcome) for d, outcome in pairs if isinstance(outcome, BaseException)]
    return extractions, problems


def attempt(step: Callable[[A], B], item: A) -> B | BaseException:
    """The document boundary: whatever goes wrong with one document is caught here, and only here."""
    try:
        return step(item)
    except Exception as error:  # noqa: BLE001  - the one boundary
        return error


def in_threads(workers: int) -> Each:
    """Map a step over documents with threads; the children behind them do the work.

    An interrupt lets the documents under way end and begins no other.
    """

    def each(name: str, step: Callable[[A], B], items: Sequence[A]) -> list[B | BaseException]:
        with ThreadPoolExecutor(workers, thread_name_prefix=name) as pool:
            try:
                futures: list[Future[B | BaseException]] = [pool.submit(attempt, step, item) for item in items]
                return [future.result() for future in futures]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    return each


def problem_of(file: str, error: BaseException) -> Problem:
    """What is recorded of a document that failed: its reason, or that we have a bug."""
    if isinstance(error, ReadError):
        return Problem(file=file, trouble=error.trouble, reason=error.reason, remedy=error.remedy, detail=error.detail)
    if isinstance(error, UnusableInputError):
        return Problem(file=file, trouble=Trouble.BROKEN, reason=str(error), remedy="请核对该文件后重新提供")
    return Problem(
        file=file,
        trouble=Trouble.INTERNAL,
        reason="程序处理该文件时出现内部错误, 该文件未纳入核对",
        remedy="请人工审阅该文件, 并将错误信息反馈给系统维护人员",
        detail=f"{type(error).__name__}: {error}",
    )


def _sizes(document: Document) -> tuple[tuple[float, float], ...]:
    """The sizes of the pages by number; numbers that no page has, between those of turned documents, have none."""
    known = {page.number: (page.width, page.height) for page in document.pages}
    return tuple(known.get(number, (0.0, 0.0)) for number in range(1, max(known, default=0) + 1))


def _pictures(submission: Submission, documents: Sequence[Document], desk: Desk) -> Picture:
    """How reports get at the picture of a page, turned upright as it was when it was read."""
    sources = {source.sha256: source for source in submission.sources}
    turns = {(d.sha256, page.number): page.rotation for d in documents for page in d.pages}

    def picture(sha256: str, page: int, step: Callable[[Pixels], A], /) -> A | None:
        return desk.room.look(sources[sha256], page, step, turn=turns.get((sha256, page)))

    return picture


def _likenesses(records: Sequence[Record], picture: Picture) -> dict[str, str]:
    """How the pictures of screens look, by record: what tells that one was handed in elsewhere."""
    screens = (record for record in records if record.kind in SCREENS)
    found = {record.id: picture(record.source, record.pages[0], likeness) for record in screens}
    return {name: hashed for name, hashed in found.items() if hashed}


def _refuse_overlap(path: Path, out: Path) -> None:
    """A report inside the submission would be evidence of the next run."""
    if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
        raise UnusableInputError(f"--out {out} lies inside the submission {path}; choose a folder beside it")
