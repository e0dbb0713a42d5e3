"""A scheduled night really happens, and the next one finds nothing new to do."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evidence.settings import Settings
from evidence.store import Run, Store

GOUJI = Path(sys.executable).parent / "gouji"
PATIENCE = 300


def wait_for_runs(store: Store, process: subprocess.Popen[bytes]) -> tuple[Run, ...]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "the served night ended by itself"
        runs = store.runs()
        if runs and runs[0].finished:
            return runs
        time.sleep(1)
    pytest.fail(f"no scheduled run within {PATIENCE} s")


@pytest.mark.slow
@pytest.mark.xdist_group("other_seeds")
def test_a_schedule_of_every_minute_runs_on_the_minute_and_does_nothing_twice(tmp_path: Path) -> None:
    submission = tmp_path / "inbox" / "甲公司"
    submission.mkdir(parents=True)
    (submission / "说明.txt").write_text("本次申报的说明", encoding="utf-8")
    command = [str(GOUJI), "nightly", "--inbox", str(tmp_path / "inbox"), "--out", str(tmp_path / "out"), "--serve"]
    environment = os.environ | {"GOUJI_DATA": str(tmp_path / "data")}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--cron", "* * * * *"], env=environment, stdout=log, stderr=log, start_new_session=True
        )
        store = Store.open(Settings(data=tmp_path / "data").database_url)
        try:
            runs = wait_for_runs(store, process)
            assert [(run.submission, run.status) for run in runs] == [("甲公司", "done")]
            time.sleep(75)
            assert len(store.runs()) == 1, "the second night found the submission unchanged"
            assert process.poll() is None
        finally:
            os.killpg(process.pid, signal.SIGINT)
            store.close()
        try:
            assert process.wait(timeout=PATIENCE) is not None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    assert (tmp_path / "out" / "甲公司" / "report.html").is_file()
