"""What a run rests on: complete, without any path, and other as soon as a file or setting is another."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.provenance import Group, Provenance
from evidence.settings import ROOT, OcrSettings, ReadLimits, Settings
from flows import provenance
from flows.provenance import gather

Gather = Callable[[], Provenance]


@pytest.fixture
def configs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "configs", tmp_path / "configs"))


@pytest.fixture
def imports(tmp_path: Path) -> Path:
    folder = tmp_path / "looked-up"
    folder.mkdir()
    (folder / "awards.csv").write_text("单位\n", encoding="utf-8")
    return folder


@pytest.fixture
def now(tmp_path: Path, configs: Path, imports: Path) -> Gather:
    settings = Settings(data=tmp_path / "data", configs=configs)
    return lambda: gather(settings, configs / "policies" / "chengdu-2025.yaml", imports)


def names(found: Provenance, group: Group) -> list[str]:
    return [one.name for one in found.of_group(group)]


def test_everything_that_shapes_a_byte_stands_there_and_no_path(now: Gather, tmp_path: Path) -> None:
    found = now()
    assert names(found, "policy") == ["policies/chengdu-2025.yaml"]
    assert {"codes.tsv", "standards.yaml", "cloud_subdomains.json", "park_indicators.json"} <= set(
        names(found, "config")
    )
    assert names(found, "import") == ["awards.csv"]
    assert {"reports/templates/report.html.j2", "templates/cloud-vendor-en.yml"} <= set(names(found, "template"))
    assert len(names(found, "model")) == 3
    assert all(name.endswith(".onnx") for name in names(found, "model"))
    assert {"pymupdf", "onnxruntime-openvino", "invoice2data", "xlsxwriter", "weasyprint"} <= set(found.packages)
    assert {"pdf", "image", "ofd", "xml"} <= set(found.readers)
    assert found.extractors
    text = found.model_dump_json()
    for place in (tmp_path, ROOT, Path.home(), Path(os.__file__).parent):
        assert f"{place}/" not in text
    assert os.uname().nodename not in text
    assert now() == found


def test_hashes_are_those_of_the_files(now: Gather, configs: Path) -> None:
    known = {one.name: one.sha256 for one in now().of_group("config")}
    assert known["codes.tsv"] == hashlib.sha256((configs / "codes.tsv").read_bytes()).hexdigest()


FILES = (
    "policies/chengdu-2025.yaml",
    "codes.tsv",
    "standards.yaml",
    "report/engagement.yaml",
    "templates/cloud-vendor-en.yml",
)


@pytest.mark.parametrize("name", FILES)
def test_one_more_byte_in_a_file_is_seen_within_the_same_process(now: Gather, configs: Path, name: str) -> None:
    before = now()
    with (configs / name).open("ab") as file:
        file.write(b"\n")
    assert now() != before


def test_imported_tables_count(now: Gather, imports: Path) -> None:
    before = now()
    (imports / "awards.csv").write_text("单位\n甲公司\n", encoding="utf-8")
    (imports / "notes.txt").write_text("no table", encoding="utf-8")
    changed = now()
    assert changed != before
    assert names(changed, "import") == ["awards.csv"]


def test_other_policies_readmes_and_what_editors_leave_do_not_count(now: Gather, configs: Path) -> None:
    before = now()
    (configs / "policies" / "other-2030.yaml").write_text("name: other\n", encoding="utf-8")
    (configs / "templates" / "README.md").write_text("words", encoding="utf-8")
    (configs / "report" / "~$letter.docx").write_bytes(b"lock")
    (configs / ".codes.tsv.swp").write_bytes(b"swap")
    assert now() == before


def test_limits_count_and_how_the_work_is_shared_does_not(tmp_path: Path, configs: Path) -> None:
    policy = configs / "policies" / "chengdu-2025.yaml"

    def under(**limits: ReadLimits | OcrSettings) -> Provenance:
        return gather(Settings(data=tmp_path, configs=configs, **limits), policy)  # type: ignore[arg-type]

    assert under(ocr=OcrSettings(workers=7, recycle_pages=3)) == under()
    assert under(ocr=OcrSettings(side_limit=900)) != under()
    assert under(read=ReadLimits(pages=3)) != under()


def test_a_policy_from_elsewhere_is_known_by_its_bare_name(tmp_path: Path) -> None:
    policy = tmp_path / "private" / "city.yaml"
    policy.parent.mkdir()
    policy.write_text("name: city\n", encoding="utf-8")
    found = gather(Settings(data=tmp_path), policy)
    assert names(found, "policy") == ["city.yaml"]
    assert names(gather(Settings(data=tmp_path), None), "policy") == []


def test_without_fontconfig_or_a_library_it_still_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert provenance._fonts.__wrapped__() == ()
    assert provenance._told("libnothing-of-that-name.so.9", "version") == ""
    assert provenance._told("libc.so.6", "no_such_function") == ""
    assert provenance._installed("no-such-package-anywhere") == ""


def test_a_second_question_costs_no_time(now: Gather) -> None:
    now()
    started = time.monotonic()
    for _ in range(5):
        now()
    assert time.monotonic() - started < 1
