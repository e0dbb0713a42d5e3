"""manifest.json: canonical, complete, without clock or place, and it clears away what an earlier run left."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import jsonschema
import pytest

from evidence.case import Case, Verdict
from evidence.manifest import Manifest
from evidence.problems import Problem, Trouble
from evidence.provenance import UNKNOWN
from evidence.result import Result
from evidence.source import Submission
from reports import Picture, manifest, schema, summarise, write


@pytest.fixture(scope="session")
def result(case: Case, verdict: Verdict) -> Result:
    return summarise(case, verdict)


def written(out: Path, submission: Submission, result: Result, names: tuple[str, ...] = ("a.html",)) -> Manifest:
    files = [out / "result.json", *(out / name for name in names)]
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(path.name.encode())
    (out / "result.json").write_text(result.render(), encoding="utf-8")
    path = manifest.write(out, submission, result, UNKNOWN, files)
    return Manifest.model_validate_json(path.read_bytes())


def test_the_schema_is_the_model_and_a_manifest_follows_it(tmp_path: Path, case: Case, result: Result) -> None:
    text = schema.PUBLISHED_MANIFEST.read_text(encoding="utf-8")
    assert text == schema.schema(Manifest), "run: python -m reports.schema"
    listed = written(tmp_path, case.submission, result)
    parsed = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(json.loads(text)).validate(parsed)
    assert listed.render() == (tmp_path / "manifest.json").read_text(encoding="utf-8")


def test_reports_print_the_run(tmp_path: Path, case: Case, verdict: Verdict, result: Result, picture: Picture) -> None:
    write(case, verdict, result, tmp_path, picture)
    run = Manifest.model_validate_json((tmp_path / "manifest.json").read_bytes()).run
    assert run in (tmp_path / "report.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as book:
        assert run in book.read("xl/sharedStrings.xml").decode()


def test_every_file_stands_there_taken_in_or_refused(tmp_path: Path, case: Case, result: Result) -> None:
    listed = written(tmp_path, case.submission, result, ("b/甲.jpg", "a.html"))
    assert {one.path for one in listed.inputs} == {source.path for source in case.submission.sources}
    assert [one.path for one in listed.refused] == ["04/坏包.zip"]
    assert [one.path for one in listed.outputs] == ["a.html", "b/甲.jpg", "result.json"]
    assert listed.named_rightly


def test_the_run_is_named_by_what_went_in_and_came_out_not_by_order_or_place(
    tmp_path: Path, case: Case, result: Result
) -> None:
    submission = case.submission
    run = manifest.run_id(submission, result, UNKNOWN)
    turned = submission.model_copy(
        update={"sources": submission.sources[::-1], "root": tmp_path, "problems": submission.problems * 2}
    )
    assert manifest.run_id(turned, result, UNKNOWN) == run == written(tmp_path, turned, result).run
    others = {
        manifest.run_id(submission.model_copy(update={"sources": submission.sources[1:]}), result, UNKNOWN),
        manifest.run_id(submission.model_copy(update={"problems": ()}), result, UNKNOWN),
        manifest.run_id(submission, result.model_copy(update={"submission": "别的"}), UNKNOWN),
        manifest.run_id(submission, result, UNKNOWN.model_copy(update={"gouji": "9"})),
    }
    assert len(others | {run}) == 5


def test_the_engines_own_words_stay_out_they_may_name_folders(tmp_path: Path, case: Case, result: Result) -> None:
    told = Problem(file="x", trouble=Trouble.BROKEN, reason="文件无法打开", remedy="", detail=f"denied: {tmp_path}/x")
    submission = case.submission.model_copy(update={"problems": (told,), "root": tmp_path})
    written(tmp_path, submission, result)
    assert str(tmp_path) not in (tmp_path / "manifest.json").read_text(encoding="utf-8")


def test_outputs_of_an_earlier_run_are_cleared_away_unless_somebody_changed_them(
    tmp_path: Path, case: Case, result: Result
) -> None:
    written(tmp_path, case.submission, result, ("p/1.jpg", "p/2.jpg", "p/3.jpg"))
    (tmp_path / "p" / "2.jpg").write_bytes(b"noted upon")
    (tmp_path / "own.txt").write_bytes(b"mine")
    written(tmp_path, case.submission, result, ("p/3.jpg",))
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"result.json", "manifest.json", "p/3.jpg", "p/2.jpg", "own.txt"}


def test_a_forged_earlier_manifest_clears_nothing_outside(tmp_path: Path, case: Case, result: Result) -> None:
    out = tmp_path / "out"
    listed = written(out, case.submission, result)
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"keep")
    stray = manifest._written(tmp_path, outside, None)
    for name in ("../outside.txt", str(outside), "link/outside.txt"):
        (out / "link").unlink(missing_ok=True)
        (out / "link").symlink_to(tmp_path)
        forged = listed.model_copy(update={"outputs": (*listed.outputs, stray.model_copy(update={"path": name}))})
        (out / "manifest.json").write_text(forged.render(), encoding="utf-8")
        written(out, case.submission, result)
        assert outside.is_file(), name


def test_a_torn_earlier_manifest_is_written_over(tmp_path: Path, case: Case, result: Result) -> None:
    (tmp_path / "manifest.json").write_bytes(b"{torn")
    assert written(tmp_path, case.submission, result).named_rightly
