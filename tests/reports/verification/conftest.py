"""A small report folder with a manifest: result, working paper with its sheet 核验, page, a picture in a folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evidence.case import Case, Verdict
from evidence.manifest import Manifest
from evidence.provenance import UNKNOWN, Ingredient, Provenance
from evidence.result import Result
from reports import manifest, summarise

PROVENANCE = UNKNOWN.model_copy(
    update={
        "gouji": "0.1.0",
        "packages": {"xlsxwriter": "3.2.0", "weasyprint": "68.0"},
        "ingredients": (
            Ingredient(group="policy", name="policies/city.yaml", sha256="1" * 64),
            Ingredient(group="import", name="awards.csv", sha256="2" * 64),
        ),
    }
)

Told = dict[str, Any]


@pytest.fixture(scope="session")
def result(case: Case, verdict: Verdict) -> Result:
    """The invented application's result, with the subsidy of the applied reading granted."""
    recognition = verdict.recognition
    readings = tuple(
        one.model_copy(update={"subsidy": recognition.subsidy}) if one.applied else one for one in recognition.readings
    )
    granted = recognition.model_copy(update={"readings": readings})
    return summarise(case, verdict.model_copy(update={"recognition": granted}))


@pytest.fixture
def report(tmp_path: Path, case: Case, result: Result) -> Path:
    """The folder, complete and unchanged."""
    out = tmp_path / "out"
    (out / "plates").mkdir(parents=True)
    (out / "result.json").write_text(result.render(), encoding="utf-8", newline="\n")
    (out / "report.html").write_text("<p>差异报告</p>", encoding="utf-8")
    (out / "plates" / "a-p1.jpg").write_bytes(b"\xff\xd8 picture")
    write_workpaper(out / "report.xlsx", [("申报数", 1000000, 1000000.0, 0), ("审定数", 566037.74, 566037.74, 0)])
    files = [path for path in out.rglob("*") if path.is_file()]
    manifest.write(out, case.submission, result, PROVENANCE, files)
    return out


def write_workpaper(path: Path, rows: list[tuple[object, ...]], sheet: str = "核验") -> None:
    book = openpyxl.Workbook()
    page = book.create_sheet(sheet)
    page.append(["核验表"])
    page.append(["项目", "公式结果", "系统结果", "差"])
    for row in rows:
        page.append(row)
    page.sheet_state = "hidden"
    book.save(path)


def renewed(path: Path) -> Told:
    return {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}


@pytest.fixture
def rewrite() -> Callable[..., None]:
    """Somebody who edits result.json and puts all new hashes into the manifest, and with `named` the run as well."""

    def edit(out: Path, change: Callable[[Told], None], *, named: bool = False) -> None:
        told = json.loads((out / "result.json").read_text(encoding="utf-8"))
        change(told)
        raw = (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
        (out / "result.json").write_bytes(raw)
        listed = Manifest.model_validate_json((out / "manifest.json").read_bytes())
        digest = hashlib.sha256(raw).hexdigest()
        outputs = tuple(one.model_copy(update=renewed(out / one.path)) for one in listed.outputs)
        changed = listed.model_copy(update={"outputs": outputs})
        if named:
            from evidence.manifest import run_of

            run = run_of(listed.inputs, listed.refused, listed.provenance, digest)
            changed = changed.model_copy(update={"run": run})
        (out / "manifest.json").write_text(changed.render(), encoding="utf-8", newline="\n")

    return edit


@pytest.fixture
def restored(report: Path) -> Iterator[Callable[[], None]]:
    """Put every file of the report back as it was, for tests that damage it again and again."""
    before = {path: path.read_bytes() for path in report.rglob("*") if path.is_file()}

    def restore() -> None:
        for path in [path for path in report.rglob("*") if path.is_file() and path not in before]:
            path.unlink()
        for path, data in before.items():
            path.write_bytes(data)

    yield restore
    restore()


@pytest.fixture(scope="session")
def provenance() -> Provenance:
    return PROVENANCE
