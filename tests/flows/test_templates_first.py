"""A template of the firm that cannot be filled is told before the first document is read."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document

from evidence.engagement import UNNAMED
from evidence.problems import UnusableInputError
from evidence.settings import ROOT
from evidence.source import Submission
from flows.pipeline import audit


def test_an_audit_with_a_misspelt_template_reads_nothing_and_writes_nothing(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "configs" / "report", templates)
    document = Document(str(templates / "letter.docx"))
    document.add_paragraph("{{ deadline }}")
    document.save(str(templates / "letter.docx"))
    desk: Any = SimpleNamespace(engagement=UNNAMED.model_copy(update={"templates": templates}))

    def each(*_: Any) -> Any:
        raise AssertionError("a document was read")

    given = Submission(name="甲", root=tmp_path / "甲", sources=())
    with pytest.raises(UnusableInputError, match="未知变量“deadline”"):
        audit(given, tmp_path / "out", desk, each)
    assert not (tmp_path / "out").exists()
