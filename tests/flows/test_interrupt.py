"""What an interrupt does to a step that is being mapped over documents."""

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from flows.pipeline import in_threads


@pytest.fixture
def interruptible() -> Iterator[None]:
    """As from a terminal: a run in the background may have been started with interrupts ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_lets_documents_under_way_end_and_begins_no_other() -> None:
    done: list[int] = []

    def step(number: int) -> int:
        time.sleep(0.1)
        done.append(number)
        return number

    threading.Timer(0.35, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        in_threads(2)("read", step, list(range(200)))
    assert 0 < len(done) < 50
    before = len(done)
    time.sleep(0.3)
    assert len(done) == before, "documents were still being begun"
