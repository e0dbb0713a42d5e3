"""The audit as a Prefect flow: the same pipeline, with every document a task that has retries and a time limit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from evidence.declared import Programme
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Submission
from flows.desk import Desk
from flows.pipeline import Audit, audit

if TYPE_CHECKING:
    from prefect import Task
    from prefect.futures import PrefectFuture
    from prefect.task_runners import TaskRunner

A = TypeVar("A")
B = TypeVar("B")

WORTH_A_RETRY = {Trouble.CRASHED, Trouble.OUT_OF_MEMORY}
"""A child that died may have died of its neighbours; a broken file stays broken."""


def prepare_prefect(settings: Settings) -> None:
    """Set Prefect up before its first import: nothing phones home, its state lies with ours, its server may be slow.

    What the user has set in the environment stays as it is.
    """
    ours = {
        "PREFECT_HOME": str(settings.data / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_CLI_PROMPT": "false",
    }
    for name, value in ours.items():
        os.environ.setdefault(name, value)


def in_tasks(workers: int, seconds: int) -> Callable[..., Any]:
    """Map a step over documents with Prefect tasks; a failed task yields its exception."""
    from prefect import task  # noqa: PLC0415  - slow to import, and the environment must be set first
    from prefect.cache_policies import NO_CACHE  # noqa: PLC0415

    def each(name: str, step: Callable[[A], B], items: Sequence[A]) -> list[B | BaseException]:
        def run(index: int) -> B:
            return step(items[index])

        document: Task[[int], B] = task(
            name=name,
            task_run_name=f"{name} {{index}}",
            retries=2,
            retry_delay_seconds=1,
            retry_condition_fn=_worth_a_retry,
            timeout_seconds=timedelta(seconds=seconds).total_seconds(),
            cache_policy=NO_CACHE,
            persist_result=False,
        )(run)
        futures: list[PrefectFuture[B]] = list(document.map(range(len(items))))
        return [future.result(raise_on_failure=False) for future in futures]

    return each


def _worth_a_retry(_task: Any, _run: Any, state: Any) -> bool:
    """Whether the failed task died of something that may pass."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, ReadError) and error.trouble in WORTH_A_RETRY


@contextmanager
def _quiet_prefect() -> Iterator[None]:
    """Keep the temporary server's farewells out of the user's terminal; our own messages go on."""
    import logging  # noqa: PLC0415

    names = ("sqlalchemy", "aiosqlite", "prefect", "uvicorn", "asyncio", "httpx")
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def audit_as_flow(submission: Submission, out: Path, desk: Desk, programme: Programme | None = None) -> Audit:
    """Audit a submission as a Prefect flow run; the outcome is that of `flows.pipeline.audit`."""
    prepare_prefect(desk.settings)
    from prefect import flow  # noqa: PLC0415
    from prefect.task_runners import ThreadPoolTaskRunner  # noqa: PLC0415

    workers = desk.room.workers
    each = in_tasks(workers, seconds=desk.settings.read.seconds * 20)

    runner = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=workers + 1))

    @flow(
        name="gouji-audit",
        flow_run_name=f"audit {submission.name}",
        task_runner=runner,
        validate_parameters=False,
        persist_result=False,
    )
    def run() -> Audit:
        return audit(submission, out, desk, each, programme)

    with _quiet_prefect():
        return run()
