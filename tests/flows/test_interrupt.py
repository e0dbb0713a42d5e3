"""What an interrupt does to a step that is being mapped over documents."""

import os
import signal
import threading
import time

import pytest

from flows.pipeline import in_threads


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
