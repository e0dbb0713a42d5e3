from types import SimpleNamespace
from typing import Any, cast

import pytest

from evidence.finding import Severity
from evidence.problems import ExitCode
from flows.commands.audit import status
from flows.pipeline import Audit


def audited(*severities: Severity, unread: int = 0) -> Audit:
    findings = tuple(SimpleNamespace(severity=severity) for severity in severities)
    problems = tuple(SimpleNamespace(fatal=True) for _ in range(unread))
    case, result = SimpleNamespace(problems=problems), SimpleNamespace(findings=findings)
    return Audit(case=cast(Any, case), verdict=cast(Any, None), result=cast(Any, result), files=())


@pytest.mark.parametrize(
    ("severities", "fail_on", "answer"),
    [
        ((), None, ExitCode.OK),
        ((Severity.S1,), None, ExitCode.OK),
        ((Severity.S1,), "S1", ExitCode.FINDINGS),
        ((Severity.S1,), "S2", ExitCode.FINDINGS),
        ((Severity.S2,), "S1", ExitCode.OK),
        ((Severity.S2,), "S2", ExitCode.FINDINGS),
        ((Severity.S3, Severity.S4), "S2", ExitCode.OK),
    ],
)
def test_findings_fail_a_script_only_where_it_asks(
    severities: tuple[Severity, ...], fail_on: str | None, answer: ExitCode
) -> None:
    assert status(audited(*severities), fail_on) is answer


def test_unread_documents_come_first() -> None:
    assert status(audited(Severity.S1, unread=1), "S1") is ExitCode.SOME_UNREAD
