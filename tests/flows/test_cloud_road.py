"""The road of a cloud application, from generated papers to the report: every planted fault found, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sample_docs.generator import generate

Audited = Callable[[Path, Path], dict[str, Any]]
TruthOf = Callable[[Path], dict[str, Any]]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cloud_road")]


def assert_tells_exactly_the_truth(result: dict[str, Any], truth: dict[str, Any]) -> None:
    """Amounts and cuts to the fen; S1 to S3 are the planted faults and nothing else, each citing one of its files."""
    assert result["programme"] == "cloud"
    assert result["amounts"] == truth["amounts"]
    assert result["applicant"] == truth["applicant"]
    numbers = {line["id"]: line["number"] for line in result["lines"]}
    told = Counter(
        (finding["code"], numbers.get(finding["line"]), finding["amount"])
        for finding in result["findings"]
        if finding["severity"] < "S4"
    )
    assert told == Counter((fault["code"], fault["line"], fault["amount"]) for fault in truth["faults"])
    for fault in truth["faults"]:
        files = {
            file
            for finding in result["findings"]
            if (finding["code"], numbers.get(finding["line"])) == (fault["code"], fault["line"])
            for file in finding["files"]
        }
        assert not fault["files"] or files & set(fault["files"]), fault
    for line, known in zip(result["lines"], truth["lines"], strict=True):
        assert {d["code"]: d["amount"] for d in line["deductions"]} == {
            d["code"]: d["amount"] for d in known["deductions"]
        }
        assert line["recognised"] == known["recognised"]


def assert_the_star_is_told(result: dict[str, Any], truth: dict[str, Any], report: str) -> None:
    cloud, star = result["cloud"], truth["star"]
    assert (cloud["applied"], cloud["granted"]) == (star["applied"], star["supported"])
    assert cloud["counted"]["subdomains"] == star["counted"]
    assert len(cloud["subdomains"]) == 67
    given = next(one for one in cloud["stars"] if one["star"] == star["supported"])
    assert Decimal(given["subsidy"]) == Decimal(truth["amounts"]["subsidy"])
    for words in ("上云星级核对", "勾选子域核对", f"测算采用星级：{star['supported']}星"):
        assert words in report


def test_the_sample_that_comes_with_the_project(
    audited: Audited, truth_of: TruthOf, samples: Path, tmp_path: Path
) -> None:
    result, truth = audited(samples / "cloud-demo", tmp_path), truth_of(samples / "cloud-demo")
    assert len({fault["code"] for fault in truth["faults"]}) >= 13
    assert_tells_exactly_the_truth(result, truth)
    assert_the_star_is_told(result, truth, (tmp_path / "out" / "report.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("seed", "clean"), [(7, True), (23, False)])
def test_an_honest_one_and_another_seed(
    audited: Audited, truth_of: TruthOf, tmp_path: Path, seed: int, clean: bool
) -> None:
    submission = tmp_path / "cloud"
    generate("cloud", seed=seed, out=submission, clean=clean)
    result, truth = audited(submission, tmp_path), truth_of(submission)
    assert bool(truth["faults"]) is not clean
    assert_tells_exactly_the_truth(result, truth)
    assert_the_star_is_told(result, truth, (tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
