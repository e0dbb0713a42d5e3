"""What was freed goes back to the system, however the heap lies."""

import subprocess
import sys
from pathlib import Path

import pytest

from readers.ocr import memory

SCRIPT = """
from readers.ocr.memory import give_back, keep_together
keep_together()
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
blocks = [bytearray(60_000) for _ in range(3000)]
top = bytearray(60_000)
full = resident()
blocks.clear()
kept = resident()
give_back()
print(full, kept, resident())
"""


def test_freed_memory_below_what_is_in_use_is_given_back() -> None:
    if memory._glibc() is None:
        pytest.skip("another C library")
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, check=True)
    full, kept, left = map(int, done.stdout.split())
    assert full - left > 150e6
    assert kept - left > 150e6


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(memory, "_glibc", lambda: asked.append(1))
    memory.keep_together()
    memory.give_back()
    assert asked == [1, 1]
