"""The road of a park's application, from generated papers to the report: every planted fault found, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reports.masking import shown
from sample_docs.generator import generate

Audited = Callable[[Path, Path], dict[str, Any]]
TruthOf = Callable[[Path], dict[str, Any]]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("park_road")]


def assert_tells_exactly_the_truth(result: dict[str, Any], truth: dict[str, Any]) -> None:
    """Amounts to the fen; S1 to S3 are the planted faults and nothing else, each citing one of its files."""
    assert result["programme"] == "park"
    assert result["amounts"] == truth["amounts"]
    assert result["applicant"] == truth["applicant"]
    grave = [finding for finding in result["findings"] if finding["severity"] < "S4"]
    told = Counter((finding["code"], finding["amount"]) for finding in grave)
    assert told == Counter((fault["code"], fault["amount"]) for fault in truth["faults"])
    for fault in truth["faults"]:
        files = {file for finding in grave if finding["code"] == fault["code"] for file in finding["files"]}
        assert files & set(fault["files"]), fault
    cut = sum(Decimal(f["amount"]) for f in grave if f["amount"])
    assert Decimal(result["amounts"]["declared"]) - cut == Decimal(result["amounts"]["recognised"])
    assert result["park"]["due"] == result["amounts"]["recognised"]


def assert_documents_are_what_they_are(result: dict[str, Any], truth: dict[str, Any]) -> None:
    """Every document under its kind; the fields that no scan stands between are those of the truth, masked."""
    found = {document["file"]: document for document in result["documents"]}
    for file, (told,) in truth["documents"].items():
        assert found[file]["kind"] == told["kind"], file
        if not told["scan"]:
            seen = found[file]["fields"]
            masked = {name: shown(name, value) for name, value in told["fields"].items()}
            assert {name: seen.get(name) for name in masked} == masked, file


def test_the_sample_that_comes_with_the_project(
    audited: Audited, truth_of: TruthOf, samples: Path, tmp_path: Path
) -> None:
    submission = samples / "park-demo"
    result, truth = audited(submission, tmp_path), truth_of(submission)
    assert len({fault["code"] for fault in truth["faults"]}) >= 8
    assert_tells_exactly_the_truth(result, truth)
    assert_documents_are_what_they_are(result, truth)
    lying = {path.relative_to(submission).as_posix() for path in submission.rglob("*") if path.is_file()}
    assert {document["file"] for document in result["documents"]} == lying
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "附件5 指标核对" in report
    assert "勾稽不平" not in report


def test_a_park_without_faults_has_nothing_against_it(audited: Audited, truth_of: TruthOf, tmp_path: Path) -> None:
    submission = tmp_path / "clean"
    generate("park", seed=23, out=submission, clean=True)
    result, truth = audited(submission, tmp_path / "state"), truth_of(submission)
    assert truth["faults"] == []
    assert_tells_exactly_the_truth(result, truth)
    assert_documents_are_what_they_are(result, truth)
    assert {check["state"] for check in result["park"]["checks"]} == {"pass"}


def test_another_park_is_as_consistent(audited: Audited, truth_of: TruthOf, tmp_path: Path) -> None:
    submission = tmp_path / "other"
    generate("park", seed=23, out=submission)
    assert_tells_exactly_the_truth(audited(submission, tmp_path / "state"), truth_of(submission))
