"""Nothing leaves the machine: a hook in every Python process of an audit writes down whom it tries to reach."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOUJI = Path(sys.executable).parent / "gouji"
HOOK = """
import os, sys

def watch(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
        local = not host or str(host).startswith("127.") or host in ("::1", "localhost")
    elif event == "socket.getaddrinfo":
        host = arguments[0]
        local = host in (None, "", b"", "127.0.0.1", b"127.0.0.1", "localhost", b"localhost", "::1")
    else:
        return
    if not local:
        with open(os.environ["GOUJI_TEST_CALLS"], "a", encoding="utf-8") as calls:
            calls.write(f"{event} {host}\\n")

sys.addaudithook(watch)
"""


def watched(tmp_path: Path, command: list[str]) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a command under the hook; what it tried to reach beyond the loopback."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    calls = tmp_path / "calls.txt"
    calls.touch()
    environment = os.environ | {
        "GOUJI_DATA": str(tmp_path / "data"),
        "GOUJI_TEST_CALLS": str(calls),
        "PYTHONPATH": str(tmp_path / "hook"),
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=540)
    return done, calls.read_text(encoding="utf-8")


def test_the_hook_would_notice(tmp_path: Path) -> None:
    call = "import socket; s = socket.socket(); s.settimeout(0.1); s.connect_ex(('192.0.2.1', 9))"
    _, calls = watched(tmp_path, [sys.executable, "-c", call])
    assert "192.0.2.1" in calls


@pytest.mark.slow
def test_an_audit_as_a_prefect_flow_reaches_nobody(tmp_path: Path) -> None:
    submission = ROOT / "sample_docs" / "platform-demo"
    done, calls = watched(tmp_path, [str(GOUJI), "audit", str(submission), "--out", str(tmp_path / "out")])
    assert done.returncode == 0, done.stderr[-3000:]
    assert (tmp_path / "out" / "result.json").is_file()
    assert calls == ""
