"""`gouji audit`: one submission, from folder or archive to report."""

from __future__ import annotations

import time
from pathlib import Path

from evidence.declared import Programme
from evidence.problems import ExitCode, UnusableInputError
from evidence.settings import Settings
from flows.commands.terminal import Bar, console, outcome
from flows.desk import Desk, open_desk
from flows.ledger import entered
from flows.pipeline import Audit, audit, in_threads
from readers.intake import take_in
from reports.manifest import open_manifest


def run(
    submission: Path,
    out: Path,
    policy: str,
    programme: str,
    prefect: bool,
    fail_on: str | None,
    imports: Path | None = None,
) -> int:  # the options of the command
    """Audit, show what came of it, and answer with the exit status."""
    started = time.monotonic()
    if not submission.exists():
        raise UnusableInputError(f"{submission}: no such folder or archive; give the path of a submission")
    chosen = None if programme == "auto" else Programme(programme)
    with Bar() as bar, open_desk(Settings(), policy, bar, imports) as desk:
        found = _audit(submission, out, desk, chosen, prefect)
    console.print(outcome(found, time.monotonic() - started))
    for problem in found.unread:
        console.print(f"未读 unread: {problem.file}: {problem.reason} {problem.remedy}", markup=False)
    report = next((path for path in found.files if path.suffix == ".html"), out)
    console.print(f"报告 report: {report.resolve()}", markup=False, soft_wrap=True)
    listed, digest = open_manifest(out)
    console.print(f"运行编号 run: {listed.run}", markup=False, soft_wrap=True)
    console.print(f"清单 manifest.json SHA-256: {digest}", markup=False, soft_wrap=True)
    return int(status(found, fail_on))


def _audit(submission: Path, out: Path, desk: Desk, programme: Programme | None, prefect: bool) -> Audit:
    taken = take_in(submission, desk.vault, desk.settings.read)

    def work() -> Audit:
        if not prefect:
            return audit(taken, out, desk, in_threads(desk.room.workers + 1), programme)
        from flows.audit import audit_as_flow  # noqa: PLC0415  - Prefect is slow to import

        return audit_as_flow(taken, out, desk, programme)

    return entered(taken, out, desk, work)


def status(found: Audit, fail_on: str | None) -> ExitCode:
    """The exit status: unread documents first, then findings where the caller asked for them."""
    if found.unread:
        return ExitCode.SOME_UNREAD
    if fail_on and any(finding.severity.value <= fail_on for finding in found.result.findings):
        return ExitCode.FINDINGS
    return ExitCode.OK
