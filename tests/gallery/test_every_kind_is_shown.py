"""Every kind of docs/kinds.md is read somewhere from a document's bytes, with its values held against the truth."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from evidence.kind import Kind
from extractors import EXTRACTORS

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {
    Kind.FORM_A1: "tests/extractors/form",
    Kind.PROJECT_LIST: "the sample submission's project list (tests/flows/test_whole_road.py)",
    Kind.INVOICE_LIST: "tests/extractors/invoice/test_claim.py",
    Kind.FUND_DETAIL: "tests/extractors/tables/test_project.py",
    Kind.CONSTRUCTION_PLAN: "tests/extractors/test_classify.py",
    Kind.CLOUD_PLAN_REPORT: "a report like the one about implementation",
    Kind.INDICATOR_PROOF: "tests/extractors/test_park_proofs.py and the park's sample submission",
    Kind.PARK_PLAN: "a report like the one about implementation",
}
"""Kinds read from words or cells only, or with another kind's extractor and fields: they have no document yet."""


def shown() -> set[str]:
    """Kinds with a golden file, and kinds whose invented paper is drawn as a PDF by tests/extractors/papers."""
    golden = (json.loads(path.read_text("utf-8")) for path in (ROOT / "tests/gallery/golden").glob("*.expected.json"))
    papers = yaml.safe_load((ROOT / "tests/extractors/papers/layouts.yaml").read_text("utf-8")).values()
    return {record["kind"] for story in golden for record in story["records"]} | {paper["kind"] for paper in papers}


def test_every_kind_that_is_read_is_shown_or_accounted_for() -> None:
    read = {kind for extractor in EXTRACTORS for kind, fields in extractor.fields.items() if fields}
    assert {kind.value for kind in read} - shown() <= {kind.value for kind in ELSEWHERE}


def test_nothing_is_accounted_for_that_has_a_document() -> None:
    assert not shown() & {kind.value for kind in ELSEWHERE}
