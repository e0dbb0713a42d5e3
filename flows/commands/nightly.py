"""`gouji nightly`: work through an inbox now, or stay and do so every night."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import psutil
import yaml

from evidence.problems import ExitCode, GoujiError, UnusableInputError
from evidence.settings import ROOT, Settings
from flows.audit import audit_as_flow, prepare_prefect
from flows.commands.terminal import console
from flows.desk import open_desk
from flows.nightly import Night, plainly, work_through

SCHEDULE = ROOT / "prefect.yaml"
SERVER_START_SECONDS = 180
INTERRUPT_SECONDS = 20
"""After so long an interrupted night is ended by force; what it had not finished is done the next night."""


def run(inbox: Path, out: Path, policy: str, prefect: bool) -> int:
    """One night, now; 3 when a submission failed."""
    if not inbox.is_dir():
        raise UnusableInputError(f"{inbox}: no such folder; make it and put submissions into it")
    with open_desk(Settings(), policy) as desk:
        night = work_through(inbox, out, desk, audit_as_flow if prefect else plainly)
    show(night)
    return int(ExitCode.SOME_UNREAD if night.failed else ExitCode.OK)


def show(night: Night) -> None:
    """Tell what became of each submission."""
    console.print(f"{len(night.audited)} audited, {len(night.unchanged)} unchanged, {len(night.failed)} failed")
    for name in night.audited:
        console.print(f"  audited {name}", markup=False)
    for name, reason in night.failed:
        console.print(f"  failed {name}: {reason}", markup=False)


def stay(inbox: Path, out: Path, policy: str, cron: str) -> int:
    """Serve the nightly run as a Prefect deployment until interrupted."""
    if not inbox.is_dir():
        raise UnusableInputError(f"{inbox}: no such folder; make it and put submissions into it")
    settings = Settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    prepare_prefect(settings)
    schedule = cron or _cron()
    with _hung_up_as_interrupted(), _server() as address, _ended_by_interrupt():
        os.environ["PREFECT_API_URL"] = address
        from flows.schedule import nightly_flow  # noqa: PLC0415  - Prefect reads the environment when imported

        console.print(f"nightly run of {inbox} on schedule {schedule!r}; stop with Ctrl-C", markup=False)
        nightly_flow.serve(
            name="nightly",
            cron=schedule,
            parameters={"inbox": str(inbox.resolve()), "out": str(out.resolve()), "policy": policy},
            print_starting_message=False,
        )
    return int(ExitCode.OK)


@contextmanager
def _hung_up_as_interrupted() -> Iterator[None]:
    """A closed terminal ends the night like Ctrl-C: without its handler the server would outlive us.

    Where hang-ups are ignored (nohup), they stay ignored.
    """
    before = signal.getsignal(signal.SIGHUP)
    if before is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """Ctrl-C ends the served night even where a run under way does not let go: its processes end a little later.

    The run is interrupted too, but its pool of threads (`flows.pipeline.in_threads`) works off every document in the
    queue before the interrupt gets out of it, and Prefect's runner waits for the run's process without a limit.
    """

    def interrupted(number: int, frame: object) -> None:
        timer = threading.Timer(INTERRUPT_SECONDS, _leave)
        timer.daemon = True
        timer.start()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _leave() -> None:
    """End the processes this one started, and this one."""
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            child.kill()
    os._exit(130)


def _cron() -> str:
    """The schedule of the deployment in prefect.yaml."""
    deployments = yaml.safe_load(SCHEDULE.read_text(encoding="utf-8"))["deployments"]
    return str(next(item for item in deployments if item["name"] == "nightly")["schedules"][0]["cron"])


@contextmanager
def _server() -> Iterator[str]:
    """A Prefect server on the loopback for as long as the block; an own one set by PREFECT_API_URL is used instead.

    It has a process group of its own: Ctrl-C, which a terminal sends to the whole group, would end it before the run
    and the runner, which then try for minutes to tell it that they stop.
    """
    own = os.environ.get("PREFECT_API_URL")
    if own:
        yield own
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0)
    try:
        address = f"http://127.0.0.1:{port}/api"
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SERVER_START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise GoujiError(
                f"the Prefect server ended with {process.returncode}; run `prefect server start` to see why"
            )
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310  - loopback
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise GoujiError(f"the Prefect server did not answer within {SERVER_START_SECONDS} s")
