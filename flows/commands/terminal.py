"""What people see in the terminal while a command runs and when it ends."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from flows.pipeline import Audit

console = Console(stderr=True)


class Bar:
    """A progress bar with documents done, pages, elapsed and remaining time."""

    def __init__(self) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("documents, {task.fields[pages]} pages"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=console)
        self._lock = threading.Lock()
        self._pages = 0

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._progress.stop()

    def start(self, step: str, total: int) -> None:
        """A step over so many documents begins."""
        self._pages = 0
        self._task = self._progress.add_task(step, total=total, pages=0)

    def advance(self, pages: int = 0) -> None:
        """One more document is done, with so many pages."""
        with self._lock:
            self._pages += pages
            self._progress.update(self._task, advance=1, pages=self._pages)


def outcome(audit: Audit, seconds: float) -> Table:
    """The short table an audit ends with."""
    amounts = audit.result.amounts
    table = Table(title=f"{audit.result.applicant.name or audit.result.submission}", show_header=False)
    table.add_column("what")
    table.add_column("how much", justify="right")
    for what, figure in (
        ("申报金额 declared", amounts.declared),
        ("审定金额 recognised", amounts.recognised),
        ("测算补助 subsidy", amounts.subsidy),
    ):
        table.add_row(what, f"{figure} 元")
    severities = [finding.severity.value for finding in audit.result.findings]
    for severity in ("S1", "S2", "S3", "S4"):
        table.add_row(f"差异 findings {severity}", str(severities.count(severity)))
    table.add_row("未读文件 documents unread", str(len(audit.unread)))
    table.add_row("用时 seconds", f"{seconds:.1f}")
    return table
