"""The same evidence gives the same bytes: two audits that share nothing but the submission's content."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.settings import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reproducible")]


def gouji(place: Path, *arguments: str, **own: str) -> str:
    """What the command says, called in that folder with data of its own."""
    script = "import sys; from flows.cli import main; sys.argv = ['gouji', *sys.argv[1:]]; main()"
    environment = os.environ | {"GOUJI_DATA": str(place / "data"), **own}
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def outputs(place: Path, *, seed: str, zone: str, locale: str) -> dict[str, bytes]:
    """Audit a copy of the park's submission below `place`, as another person on another day would."""
    submission = place / "inbox" / "park-demo"
    shutil.copytree(ROOT / "sample_docs" / "park-demo", submission)
    own = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": locale, "LC_ALL": locale}
    gouji(place, "audit", str(submission), "--out", "out", "--no-prefect", **own)
    files = (path for path in (place / "out").rglob("*") if path.is_file())
    return {path.relative_to(place / "out").as_posix(): path.read_bytes() for path in files}


def test_two_audits_in_two_places_write_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second" / "deeper").mkdir(parents=True)
    first = outputs(tmp_path / "first", seed="1", zone="Asia/Shanghai", locale="C.UTF-8")
    second = outputs(tmp_path / "second" / "deeper", seed="77", zone="America/Lima", locale="C")
    assert {"result.json", "manifest.json", "report.html", "report.xlsx"} <= set(first)
    assert any(name.startswith("plates/") for name in first)
    assert set(first) == set(second)
    assert [name for name in sorted(first) if first[name] != second[name]] == []
    for name, content in first.items():
        assert str(tmp_path).encode() not in content, f"{name} tells where it was made"
    here, there = tmp_path / "first", tmp_path / "second" / "deeper"
    told = gouji(here, "verify", "out", "--evidence", str(there / "inbox" / "park-demo"), "--strict")
    assert "结论：已核对的各项全部一致\n" in told
    assert "两次结果一致" in gouji(here, "diff", "out", str(there / "out"))
