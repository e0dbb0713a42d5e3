"""`gouji nightly`: work through an inbox now, or stay and do so every night."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import yaml

from evidence.problems import ExitCode, GoujiError, UnusableInputError
from evidence.settings import ROOT, Settings
from flows.audit import audit_as_flow, prepare_prefect
from flows.commands.terminal import console
from flows.desk import open_desk
from flows.nightly import Night, plainly, work_through

SCHEDULE = ROOT / "prefect.yaml"
SERVER_START_SECONDS = 180


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
    with _interruptible(), _server() as address:
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
def _interruptible() -> Iterator[None]:
    """Ctrl-C ends the night, also where it was started with interrupts ignored, as shells start what runs aside.

    A closed terminal ends it too, or the server would outlive us; where hang-ups are ignored (nohup) they stay so.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGHUP)}
    for number, handler in before.items():
        if number == signal.SIGINT or handler != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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
