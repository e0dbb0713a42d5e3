"""One audit, entered in the ledger: begun as failed, ended as done, partial or failed with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from evidence.imported import NOTHING
from evidence.source import Submission
from flows.desk import Desk
from flows.pipeline import Audit


def fingerprint(submission: Submission, desk: Desk) -> str:
    """What must change for an audit to be worth doing again: the files, or the policy with its version."""
    parts = sorted(f"{source.path}\t{source.sha256}" for source in submission.sources)
    parts.append(f"{desk.policy.name}\t{desk.policy.version}")
    if desk.imported != NOTHING:
        parts.append(desk.imported.model_dump_json())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def entered(submission: Submission, out: Path, desk: Desk, run: Callable[[], Audit]) -> Audit:
    """Run an audit under an entry of the ledger; whatever is raised is written there and raised again."""
    entry = desk.store.begin(submission.root.name, fingerprint(submission, desk), str(out))
    try:
        audit = run()
    except BaseException as error:
        desk.store.fail(entry, f"{type(error).__name__}: {error}")
        raise
    status = "partial" if audit.unread else "done"
    desk.store.finish(entry, status, audit.result, audit.case.records, audit.case.likenesses)
    return audit
