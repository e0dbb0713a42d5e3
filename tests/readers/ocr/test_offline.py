"""The reader needs no network: a process in which every connection fails reads as well, and none was tried."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import socket
tried = []
def refuse(*arguments, **_):
    tried.append(arguments)
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
import cv2
import numpy as np
from evidence.settings import OcrSettings
from readers.ocr import read_picture
page = np.full((200, 600, 3), 255, dtype=np.uint8)
cv2.putText(page, "20457613", (60, 120), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 4)
print([word.text for word in read_picture(page, OcrSettings()).words], tried)
"""


@pytest.mark.slow
def test_nothing_is_asked_of_any_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "['20457613'] []"
