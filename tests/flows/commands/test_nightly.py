"""A served night has its server to itself: there before it is needed, untouched by Ctrl-C, gone with the night."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from evidence.problems import GoujiError
from evidence.settings import Settings
from flows.commands import nightly


def test_the_first_command_ever_finds_a_folder_for_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[bool] = []

    @contextmanager
    def server() -> Iterator[str]:
        there.append(Settings().data.is_dir())
        raise GoujiError("no server here")
        yield ""

    monkeypatch.setenv("GOUJI_DATA", str(tmp_path / "never" / "made"))
    monkeypatch.setattr(nightly, "prepare_prefect", lambda settings: None)
    monkeypatch.setattr(nightly, "_server", server)
    with pytest.raises(GoujiError, match="no server here"):
        nightly.stay(tmp_path, tmp_path / "out", "", "* * * * *")
    assert there == [True]


@pytest.mark.parametrize(
    ("number", "before", "within"),
    [
        (signal.SIGINT, signal.SIG_DFL, signal.default_int_handler),
        (signal.SIGINT, signal.SIG_IGN, signal.default_int_handler),
        (signal.SIGHUP, signal.SIG_DFL, signal.default_int_handler),
        (signal.SIGHUP, signal.SIG_IGN, signal.SIG_IGN),
    ],
)
def test_ctrl_c_and_a_closed_terminal_interrupt_unless_hang_ups_are_ignored(
    number: signal.Signals, before: signal.Handlers, within: object
) -> None:
    outside = signal.signal(number, before)
    try:
        with nightly._interruptible():
            assert signal.getsignal(number) == within
        assert signal.getsignal(number) == before
    finally:
        signal.signal(number, outside)


@pytest.mark.slow
@pytest.mark.xdist_group("other_seeds")
def test_the_server_is_out_of_reach_of_ctrl_c_and_ends_with_the_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with nightly._server():
        (server,) = (child for child in psutil.Process().children() if "server" in child.cmdline())
        assert os.getpgid(server.pid) != os.getpgid(0), "a terminal interrupts the whole group of its command"
    assert not server.is_running()
