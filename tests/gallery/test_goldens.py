"""Golden files: one generated document of every kind with what has to be read from it, field by field.

`golden/<kind>.<ext>` is the document, `golden/<kind>.expected.json` its truth and, under `gaps`, the fields that are
known not to be read yet. A field may leave the gaps by being read; nothing may join them unseen. To draw the files
again after a change of the gallery: `python -m tests.gallery.test_goldens --regenerate`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.fields import extracted_of
from evidence.settings import Settings
from flows.desk import Desk, open_desk
from readers.intake import take_in
from sample_docs.gallery import Expected, Rendering, Sample, documents
from sample_docs.gallery.comparison import Judged, Outcome, judge

GOLDEN = Path(__file__).parent / "golden"
SEED = 77
CHOSEN = {
    "bank_receipt": ("receipt", "ccb_counter", Rendering.PDF),
    "bank_receipt_scan": ("receipt", "icbc_online", Rendering.SCAN),
    "ack_of_bank": ("receipt", "ccb_acknowledgement", Rendering.PDF),
    "contract": ("contract", "development", Rendering.DOCX),
    "contract_scan": ("contract", "purchase", Rendering.SCANNED_PDF),
    "contract_framework": ("contract", "framework", Rendering.DOCX),
    "contract_supplement": ("contract", "supplement", Rendering.DOCX),
    "order": ("contract", "order", Rendering.PDF),
    "payroll": ("payroll", "payroll_monthly", Rendering.XLSX),
    "payroll_pdf": ("payroll", "payroll_monthly", Rendering.PDF),
    "si_certificate": ("payroll", "insurance", Rendering.CSV_GBK),
    "hf_list": ("payroll", "fund", Rendering.XLSX),
    "batch_of_wages": ("payroll", "batch", Rendering.PDF),
    "roster": ("payroll", "roster", Rendering.XLSX),
    "form_a3": ("form", "form_platform", Rendering.DOCX),
    "form_a4": ("form", "form_cloud", Rendering.DOCX),
    "form_a5": ("form", "form_park", Rendering.PDF),
    "statement_of_bank": ("list", "statement_signed", Rendering.CSV_GBK),
    "cloud_bill": ("list", "cloud_bill", Rendering.XLSX),
    "backend_user_export": ("list", "served", Rendering.XLSX),
    "licence_scan": ("paper", "licence", Rendering.SCAN),
    "acceptance": ("paper", "acceptance_prose", Rendering.PDF),
    "bill_of_exchange": ("paper", "bill", Rendering.PDF),
    "invoice_einv_special": ("invoice", "einv_special", Rendering.PDF),
    "invoice_einv_ordinary": ("invoice", "einv_ordinary", Rendering.XML),
    "invoice_vat_ordinary": ("invoice", "e_ordinary", Rendering.OFD),
    "invoice_vat_special_scan": ("invoice", "paper_special", Rendering.SCAN),
}
"""Name of the golden: family, layout and rendering. Names that end in `_scan` are read from pixels."""


def _golden(name: str) -> tuple[Path, dict[str, Any]]:
    story = json.loads((GOLDEN / f"{name}.expected.json").read_text(encoding="utf-8"))
    return GOLDEN / story["file"], story


def _sample(path: Path, story: dict[str, Any]) -> Sample:
    records = tuple(Expected(r["kind"], r["truth"], tuple(r["rows"])) for r in story["records"])
    return Sample(path.name, path.read_bytes(), story["layout"], Rendering(story["rendering"]), records)


def _judged(desk: Desk, path: Path, sample: Sample) -> list[Judged]:
    (source,) = take_in(path, desk.vault, desk.settings.read).sources
    records = desk.extract(desk.read(source)).records
    return list(judge(sample, [extracted_of(record) for record in records]))


def _gaps(judged: list[Judged]) -> list[str]:
    return sorted(
        f"{number}.{field.path}"
        for number, one in enumerate(judged)
        for field in one.fields
        if field.outcome is not Outcome.RIGHT
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(Settings(data=tmp_path_factory.mktemp("golden"))) as opened:
        yield opened


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name.endswith("_scan") else ()) for name in CHOSEN]
)
@pytest.mark.xdist_group("goldens")
def test_golden(name: str, desk: Desk) -> None:
    path, story = _golden(name)
    sample = _sample(path, story)
    judged = _judged(desk, path, sample)
    assert [one.kind_read for one in judged] == [record.kind for record in sample.records]
    assert not [field for one in judged for field in one.fields if field.silent]
    assert set(_gaps(judged)) <= set(story["gaps"])


def test_few_fields_are_gaps() -> None:
    """What is known not to be read stays below three in a hundred."""
    stories = [_golden(name)[1] for name in CHOSEN]
    gaps = sum(len(story["gaps"]) for story in stories)
    fields = sum(len(r["truth"]) + sum(map(len, r["rows"])) for story in stories for r in story["records"])
    assert gaps < 0.03 * fields, f"{gaps} of {fields}"


def test_every_golden_is_chosen_and_small() -> None:
    files = {path.name.split(".")[0] for path in GOLDEN.iterdir()}
    assert files == set(CHOSEN)
    assert sum(path.stat().st_size for path in GOLDEN.iterdir()) < 3_000_000


def regenerate() -> None:
    """Draw the golden files again, and note what is not read from them."""
    GOLDEN.mkdir(exist_ok=True)
    drawn = {(s.layout, s.rendering): s for s in documents(SEED)}
    with tempfile.TemporaryDirectory() as data, open_desk(Settings(data=Path(data))) as opened:
        for name, (_, layout, rendering) in CHOSEN.items():
            sample = drawn[layout, rendering]
            path = GOLDEN / f"{name}.{sample.name.rpartition('.')[2]}"
            path.write_bytes(sample.data)
            story = {
                "file": path.name, "layout": layout, "rendering": rendering.value,
                "records": [{"kind": r.kind, "truth": r.truth, "rows": list(r.rows)} for r in sample.records],
                "gaps": _gaps(_judged(opened, path, sample)),
            }  # fmt: skip
            text = json.dumps(story, ensure_ascii=False, indent=1)
            (GOLDEN / f"{name}.expected.json").write_text(text + "\n", encoding="utf-8")
            sys.stdout.write(f"{name}: {len(sample.data)} bytes, gaps {story['gaps']}\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["--regenerate"]:
        sys.exit("usage: python -m tests.gallery.test_goldens --regenerate")
    regenerate()
