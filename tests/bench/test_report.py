"""The bench of the report in small: everything it times was written, and pages were drawn for real."""

from __future__ import annotations

from pathlib import Path

import pytest

import reports
from bench import report


@pytest.mark.slow
def test_a_small_submission_is_written_and_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {suffix: (media, 2) for suffix, (media, _) in report.FILES.items() if suffix != ".ofd"}
    monkeypatch.setattr(report, "FILES", few)
    found = report.measure(3, 70, 4, tmp_path)
    assert found.documents >= 70
    assert found.findings >= 4
    assert 0 < found.pages <= found.documents
    assert set(found.steps) == {"summary", "dossier", "page pictures", *reports.WRITERS}
    assert min(found.steps.values()) > 0
    assert {"result.json", "report.xlsx", "report.html"} <= set(found.sizes)
    assert min(found.sizes.values()) > 0
    assert found.memory > 50
    plates = sorted(path.name for path in (tmp_path / "out" / "plates").iterdir())
    assert len(plates) == found.pages
    for name in plates:
        one, two = (tmp_path / folder / "plates" / name for folder in ("out", "alone"))
        assert one.read_bytes() == two.read_bytes(), "pages drawn side by side are the same pages"
