"""The submission taken in again against the one that was audited."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.manifest import Manifest, run_of
from evidence.provenance import UNKNOWN
from evidence.settings import ReadLimits
from evidence.source import Source, Submission
from readers.intake import take_in
from reports.manifest import received, refused
from reports.verification import check_received
from reports.verification.check import Standing

Take = Callable[[], Submission]


def manifest_of(submission: Submission) -> Manifest:
    inputs, lost = received(submission), refused(submission)
    return Manifest(
        run=run_of(inputs, lost, UNKNOWN, "0" * 64),
        submission=submission.name,
        inputs=inputs,
        refused=lost,
        outputs=(),
        provenance=UNKNOWN,
    )


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "申报材料"
    (made / "01").mkdir(parents=True)
    (made / "01" / "合同.txt").write_text("甲方乙方", encoding="utf-8")
    (made / "说明.txt").write_text("说明", encoding="utf-8")
    inner = zipped({"深/发票.xml": b"<a/>"})
    (made / "包.zip").write_bytes(zipped({"里.zip": inner, "回单.txt": b"slip"}))
    (made / "坏.zip").write_bytes(zipped({"a.txt": b"a" * 5000})[:40])
    return made


@pytest.fixture
def take(folder: Path, tmp_path: Path) -> Take:
    return lambda: take_in(folder, tmp_path / "vault", ReadLimits())


def told(then: Manifest, now: Submission) -> dict[str, str]:
    return {one.subject: one.said for one in check_received(then, now) if one.standing is Standing.DIFFERS}


def test_the_same_submission_agrees_to_the_depth_of_its_archives(take: Take) -> None:
    then = manifest_of(take())
    assert [one.path for one in then.inputs] == [
        "01/合同.txt",
        "包.zip/回单.txt",
        "包.zip/里.zip/深/发票.xml",
        "说明.txt",
    ]
    assert [one.path for one in then.refused] == ["坏.zip"]
    assert told(then, take()) == {}
    assert "4 个文件与受理时逐个一致" in check_received(then, take())[0].said


def test_missing_changed_added_and_renamed_files_are_told_apart(folder: Path, take: Take) -> None:
    then = manifest_of(take())
    (folder / "01" / "合同.txt").write_text("甲方丙方", encoding="utf-8")
    (folder / "说明.txt").rename(folder / "补充说明.txt")
    inner = zipped({"深/发票.xml": b"<b/>"})
    (folder / "包.zip").write_bytes(zipped({"里.zip": inner}))
    (folder / "新增.txt").write_text("新", encoding="utf-8")
    (folder / "坏.zip").unlink()
    found = told(then, take())
    assert found["01/合同.txt"].startswith("内容已改变")
    assert found["包.zip/里.zip/深/发票.xml"].startswith("内容已改变")
    assert found["包.zip/回单.txt"] == "受理时有，现在没有"
    assert found["说明.txt"] == "内容相同而名称已改为 补充说明.txt"
    assert found["新增.txt"] == "受理时没有，现在多出"
    assert found["坏.zip"].startswith("受理时未能读取")
    assert set(found) == {
        "01/合同.txt",
        "包.zip/里.zip/深/发票.xml",
        "包.zip/回单.txt",
        "说明.txt",
        "新增.txt",
        "坏.zip",
    }


def test_a_manifest_with_another_sm3_was_changed(take: Take) -> None:
    then = manifest_of(take())
    wrong = then.inputs[0].model_copy(update={"sm3": "0" * 64})
    found = told(then.model_copy(update={"inputs": (wrong, *then.inputs[1:])}), take())
    assert found == {"01/合同.txt": "SHA-256 相同而清单所记 SM3 或字节数不符"}


def test_a_manifest_without_sm3_is_compared_by_the_other_hash(take: Take) -> None:
    then = manifest_of(take())
    bare = tuple(one.model_copy(update={"sm3": ""}) for one in then.inputs)
    assert told(then.model_copy(update={"inputs": bare}), take()) == {}


def test_ten_thousand_files_take_seconds() -> None:
    sources = tuple(
        Source(
            sha256=f"{n:064x}", path=f"夹{n % 97}/{n:05}.pdf", size=n, media_type="", blob=Path("x"), sm3=f"{n:064x}"
        )
        for n in range(10_000)
    )
    before = Submission(name="大", root=Path("大"), sources=sources)
    renamed = tuple(one.model_copy(update={"path": f"改名/{one.path}"}) for one in sources[5_000:])
    after = before.model_copy(update={"sources": (*sources[:5_000], *renamed)})
    started = time.monotonic()
    then = manifest_of(before)
    again = Manifest.model_validate_json(then.render())
    found = check_received(again, after)
    assert time.monotonic() - started < 15
    assert len(found) == 5_000
    assert all("名称已改为 改名/" in one.said for one in found)
