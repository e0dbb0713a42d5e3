"""The nightly run: every new or changed submission of an inbox, each once, one failure never stopping the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evidence.problems import GoujiError
from evidence.source import Submission
from flows.desk import Desk
from flows.ledger import entered, fingerprint
from flows.pipeline import Audit, attempt, audit, in_threads
from readers.intake import take_in

log = logging.getLogger(__name__)

Auditor = Callable[[Submission, Path, Desk], Audit]


@dataclass(frozen=True)
class Night:
    """What became of each submission in the inbox: audited, seen before, or failed with a reason."""

    audited: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


def plainly(submission: Submission, out: Path, desk: Desk) -> Audit:
    """Audit without Prefect."""
    return audit(submission, out, desk, in_threads(desk.room.workers))


def work_through(inbox: Path, out: Path, desk: Desk, auditor: Auditor = plainly) -> Night:
    """Audit what is new or changed below `inbox` (each folder or archive is one submission) into `out/<name>`.

    A submission counts as seen when a run over exactly its files under the same policy has ended; one that failed
    is tried again the next night.
    """
    audited: list[str] = []
    unchanged: list[str] = []
    failed: list[tuple[str, str]] = []
    for path in sorted(found for found in inbox.iterdir() if not found.name.startswith(".")):
        outcome = attempt(lambda found: _once(found, out / found.name, desk, auditor), path)
        if isinstance(outcome, BaseException):
            known = isinstance(outcome, GoujiError)
            reason = str(outcome) if known else f"{type(outcome).__name__}: {outcome}"
            log.error("submission %s failed: %s", path.name, reason, exc_info=None if known else outcome)
            failed.append((path.name, reason))
        else:
            (audited if outcome else unchanged).append(path.name)
    return Night(audited=tuple(audited), unchanged=tuple(unchanged), failed=tuple(failed))


def _once(path: Path, out: Path, desk: Desk, auditor: Auditor) -> bool:
    """Audit a submission unless exactly these files were audited before; whether it was."""
    submission = take_in(path, desk.vault, desk.settings.read)
    if desk.store.done(submission.root.name, fingerprint(submission, desk)):
        return False
    entered(submission, out, desk, lambda: auditor(submission, out, desk))
    return True
