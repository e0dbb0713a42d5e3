import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

GOUJI = Path(sys.executable).parent / "gouji"


def gouji(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"GOUJI_DATA": str(data), "NO_COLOR": "1", "COLUMNS": "200"} | more
    return subprocess.run(
        [str(GOUJI), *arguments], capture_output=True, text=True, env=environment, check=False, timeout=300
    )


def test_help_answers_at_once(tmp_path: Path) -> None:
    """Under half a second of the processor's time; the clock on the wall depends on who else is working."""
    seconds = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        answer = gouji(tmp_path, "--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert answer.returncode == 0
    for command in ("audit", "extract", "nightly", "review", "doctor"):
        assert command in answer.stdout
    assert min(seconds) < 0.5


def test_doctor_says_what_is_there(tmp_path: Path) -> None:
    answer = gouji(tmp_path, "doctor")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    for line in ("package paddleocr", "OCR weights", "store", "policy", "data folder"):
        assert line in answer.stdout


def test_doctor_names_the_remedy_for_a_broken_policy(tmp_path: Path) -> None:
    answer = gouji(tmp_path, "doctor", GOUJI_POLICY="atlantis")
    assert answer.returncode == 1
    assert "MISSING" in answer.stdout
    assert "GOUJI_POLICY" in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("audit", "no-such-folder"), "no-such-folder"),
        (("nightly", "--inbox", "no-such-folder"), "no-such-folder"),
    ],
)
def test_input_that_cannot_be_used_is_named_and_ends_with_2(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = gouji(tmp_path, *arguments)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_policy_that_is_not_there_is_named_and_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("x", encoding="utf-8")
    answer = gouji(tmp_path / "data", "audit", str(tmp_path / "sub"), "--policy", "atlantis")
    assert answer.returncode == 2
    assert "chengdu-2025" in answer.stderr


def test_a_report_inside_the_submission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("x", encoding="utf-8")
    answer = gouji(
        tmp_path / "data", "audit", str(tmp_path / "sub"), "--out", str(tmp_path / "sub" / "out"), "--no-prefect"
    )
    assert answer.returncode == 2
    assert "inside the submission" in answer.stderr


def test_extract_answers_for_every_file_and_ends_with_3_when_one_is_unread(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议通知", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4\nbroken")
    out = tmp_path / "out.jsonl"
    answer = gouji(tmp_path / "data", "extract", str(tmp_path / "a.txt"), str(tmp_path / "b.pdf"), "--jsonl", str(out))
    assert answer.returncode == 3, answer.stderr
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert '"kind": "other"' in lines[0]
    assert '"kind": null' in lines[1]
    assert "b.pdf" in lines[1]
