"""The result that comparisons start from."""

import pytest

from evidence.case import Case, Verdict
from evidence.result import Result
from reports import summarise


@pytest.fixture(scope="session")
def result(case: Case, verdict: Verdict) -> Result:
    return summarise(case, verdict)
