"""What the roads have in common: a submission audited as the command does it, and the truth it was made from."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from evidence.settings import ROOT, Settings
from flows.desk import open_desk
from flows.pipeline import audit, in_threads
from readers.intake import take_in

Told = dict[str, Any]


@pytest.fixture(scope="session")
def audited() -> Callable[[Path, Path], Told]:
    """Audit a submission with data and output below a folder; its result.json, which keeps to the schema."""
    schema = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))

    def run(submission: Path, state: Path) -> Told:
        with open_desk(Settings(data=state / "data")) as desk:
            done = audit(take_in(submission, desk.vault, desk.settings.read), state / "out", desk, in_threads(2))
        assert not done.unread, done.unread
        found: Told = json.loads((state / "out" / "result.json").read_text(encoding="utf-8"))
        jsonschema.validate(found, schema)
        assert_the_letter_only_asks(state / "out", found)
        assert_the_word_report_tells_the_totals(state / "out", found)
        return found

    return run


def assert_the_letter_only_asks(out: Path, result: Told) -> None:
    """No severity, code, cut, statement or suspicion of ours goes to the applicant."""
    text = words_of(out / "letter.docx")
    told = re.search(
        "虚假|伪造|虚开|嫌疑|疑似|可疑|篡改|涂改|造假|套取|骗|核减|不予认定|S[1-4]|D-[0-9]|重大|较大", text
    )
    assert not told, told
    for found in result["findings"]:
        assert found["code"] not in text
        assert found["message"] not in text
    assert ("Q-001" in text) != ("没有需要贵单位补充资料" in text)


def assert_the_word_report_tells_the_totals(out: Path, result: Told) -> None:
    """Declared, recognised and subsidy, and every finding, as in result.json."""
    text = words_of(out / "report.docx")
    for name in ("declared", "recognised", "subsidy"):
        assert f"{Decimal(result['amounts'][name]):,.2f}" in text
    for found in result["findings"]:
        assert found["message"] in text


def words_of(file: Path) -> str:
    """What is written in a Word file, without white space at the ends of its paragraphs."""
    with zipfile.ZipFile(file) as packed:
        xml = packed.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    return "\n".join(unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one))) for one in paragraphs)


@pytest.fixture(scope="session")
def truth_of() -> Callable[[Path], Told]:
    """What a generated submission says of itself."""

    def read(submission: Path) -> Told:
        found: Told = yaml.safe_load((submission / "truth.yaml").read_text(encoding="utf-8"))
        return found

    return read
