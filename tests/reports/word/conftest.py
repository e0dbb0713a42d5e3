"""What the tests of Word files share: a dossier drawn by the templates that come with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.case import Case, Verdict
from evidence.engagement import Engagement, load_engagement
from evidence.settings import ROOT
from reports import Picture, summarise
from reports.dossier import Dossier
from reports.plates import Plates, plates


@pytest.fixture(scope="session")
def engagement() -> Engagement:
    return load_engagement(ROOT / "configs" / "report")


@pytest.fixture
def dossier(case: Case, verdict: Verdict, engagement: Engagement) -> Dossier:
    return Dossier.of(case, verdict, summarise(case, verdict), engagement)


@pytest.fixture
def seen(dossier: Dossier, tmp_path: Path, picture: Picture) -> Plates:
    return plates(dossier, tmp_path, picture)
