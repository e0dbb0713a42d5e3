"""The builders of invented cases, as a fixture: tests are imported by path and cannot import each other."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """The functions of tests/rules/records.py."""
    path = Path(__file__).resolve().parent / "records.py"
    spec = importlib.util.spec_from_file_location("invented_records", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
