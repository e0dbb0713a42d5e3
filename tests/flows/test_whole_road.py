"""The whole road on generated submissions: every planted fault found, nothing found where nothing is planted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evidence.settings import Settings
from evidence.store import Store
from flows.audit import audit_as_flow
from flows.desk import open_desk
from flows.pipeline import audit, in_threads
from readers.intake import take_in
from sample_docs.generator import generate

GOUJI = Path(sys.executable).parent / "gouji"
Audited = Callable[[Path, Path], dict[str, Any]]
TruthOf = Callable[[Path], dict[str, Any]]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("whole_road")]


def assert_tells_the_truth(result: dict[str, Any], truth: dict[str, Any]) -> None:
    """Amounts to the fen, every fault under its code, on its line, with its amount, citing one of its files."""
    assert result["amounts"] == truth["amounts"]
    assert result["applicant"] == truth["applicant"]
    numbers = {line["id"]: line["number"] for line in result["lines"]}
    for fault in truth["faults"]:
        same = [
            finding
            for finding in result["findings"]
            if finding["code"] == fault["code"]
            and (fault["line"] is None or numbers.get(finding["line"]) in (fault["line"], None))
            and fault["amount"] in (None, finding["amount"])
            and (not fault["files"] or set(fault["files"]) & set(finding["files"]))
        ]
        assert same, (fault, [f for f in result["findings"] if f["code"] == fault["code"]])


def assert_every_yuan_is_accounted_for(result: dict[str, Any]) -> None:
    for line in result["lines"]:
        cut = sum((Decimal(deduction["amount"]) for deduction in line["deductions"]), Decimal(0))
        assert Decimal(line["declared"]) - cut == Decimal(line["recognised"]), line
    recognised = sum((Decimal(line["recognised"]) for line in result["lines"]), Decimal(0))
    assert recognised == Decimal(result["amounts"]["recognised"])


def assert_every_file_is_answered_for(result: dict[str, Any], submission: Path) -> None:
    lying = {path.relative_to(submission).as_posix() for path in submission.rglob("*") if path.is_file()}
    assert {document["file"] for document in result["documents"]} == lying


@pytest.mark.parametrize("name", ["platform-demo", "platform-clean"])
def test_the_samples_that_come_with_the_project(
    audited: Audited, truth_of: TruthOf, samples: Path, tmp_path: Path, name: str
) -> None:
    result, truth = audited(samples / name, tmp_path), truth_of(samples / name)
    assert len({fault["code"] for fault in truth_of(samples / "platform-demo")["faults"]}) >= 10
    assert_tells_the_truth(result, truth)
    assert_every_yuan_is_accounted_for(result)
    assert_every_file_is_answered_for(result, samples / name)
    if name == "platform-clean":
        assert [f for f in result["findings"] if f["severity"] < "S4"] == []


@pytest.mark.xdist_group("other_seeds")
@pytest.mark.parametrize("seed", [20, 31])
def test_other_seeds_are_as_consistent(audited: Audited, truth_of: TruthOf, tmp_path: Path, seed: int) -> None:
    for clean in (False, True):
        submission = tmp_path / f"{seed}-{clean}"
        generate(programme="platform", seed=seed, out=submission, clean=clean)
        result = audited(submission, tmp_path / f"state-{clean}")
        assert_tells_the_truth(result, truth_of(submission))
        assert_every_yuan_is_accounted_for(result)
        if clean:
            assert [f for f in result["findings"] if f["severity"] < "S4"] == []


def test_plain_and_prefect_come_to_the_same_and_the_second_reads_nothing(samples: Path, tmp_path: Path) -> None:
    with open_desk(Settings(data=tmp_path / "data")) as desk:
        audit(
            take_in(samples / "platform-demo", desk.vault, desk.settings.read), tmp_path / "plain", desk, in_threads(2)
        )
        asked: list[str] = []
        read = desk.room.read
        desk.room.read = lambda source: asked.append(source.path) or read(source)  # type: ignore[method-assign,func-returns-value]
        audit_as_flow(take_in(samples / "platform-demo", desk.vault, desk.settings.read), tmp_path / "flow", desk)
    assert asked == []
    first, second = ((tmp_path / way / "result.json").read_bytes() for way in ("plain", "flow"))
    assert first == second


def test_a_killed_audit_is_remembered_as_failed_and_leaves_nothing_in_the_way(samples: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [str(GOUJI), "audit", str(samples / "platform-demo"), "--out", str(tmp_path / "out"), "--no-prefect"]
    process = subprocess.Popen(
        command, env=os.environ | {"GOUJI_DATA": str(data)}, stderr=subprocess.DEVNULL, start_new_session=True
    )
    store = Store.open(Settings(data=data).database_url)
    deadline = time.monotonic() + 60
    while not store.runs() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert [run.status for run in store.runs()] == ["failed"]
    store.close()
    done = subprocess.run(command, env=os.environ | {"GOUJI_DATA": str(data)}, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["findings"]
