"""What the roads have in common: a submission audited as the command does it, and the truth it was made from."""

from __future__ import annotations

import json
from collections.abc import Callable
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
        return found

    return run


@pytest.fixture(scope="session")
def truth_of() -> Callable[[Path], Told]:
    """What a generated submission says of itself."""

    def read(submission: Path) -> Told:
        found: Told = yaml.safe_load((submission / "truth.yaml").read_text(encoding="utf-8"))
        return found

    return read
