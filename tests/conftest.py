"""What tests of several folders share: the real documents beside the checkout, and where the samples lie."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; they never enter the repository, so a test that reads them skips without."""
    if not CORPUS.is_dir():
        pytest.skip("the real documents are not beside this checkout (../shared/corpus)")
    return CORPUS


@pytest.fixture(scope="session")
def samples() -> Path:
    """The generated sample submissions."""
    return ROOT / "sample_docs"
