from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from evidence.case import Case
from evidence.policy_file import load_policy
from evidence.problems import UnusableInputError
from evidence.result import AmountsOut, ApplicantOut, PolicyOut, Result
from evidence.settings import Settings
from evidence.source import Submission
from evidence.store import Store
from flows.desk import Desk, Silent
from flows.nightly import work_through
from flows.pipeline import Audit


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(data=tmp_path / "data")
    store = Store.open(settings.database_url)
    policy = load_policy("chengdu-2025", settings.configs)
    yield Desk(settings=settings, policy=policy, store=store, room=cast(Any, None), progress=Silent())
    store.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for name in ("a-fine", "b-bad", "c-fine"):
        (tmp_path / "inbox" / name).mkdir(parents=True)
        (tmp_path / "inbox" / name / "说明.txt").write_text(name, encoding="utf-8")
    return tmp_path / "inbox"


class Auditor:
    """Stands for the pipeline: remembers what it was asked, and fails where told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails: set[str] = {"b-bad"}

    def __call__(self, submission: Submission, out: Path, desk: Desk) -> Audit:
        self.asked.append(submission.name)
        if submission.name in self.fails:
            raise UnusableInputError(f"{submission.name}: no application form")
        case = cast(Case, SimpleNamespace(problems=(), records=(), likenesses=()))
        zero = AmountsOut(declared="0", recognised="0", personnel_before_cap="0", personnel_allowed="0", subsidy="0")
        result = Result(
            submission=submission.name,
            applicant=ApplicantOut(name="", uscc=""),
            programme=None,
            policy=PolicyOut(name="p", version="1", notice="n", switches={}),
            amounts=zero,
            personnel_readings=(),
            lines=(),
            findings=(),
            documents=(),
            problems=(),
        )
        return Audit(case=case, verdict=cast(Any, None), result=result, files=())


def test_each_submission_once_and_one_failure_stops_nothing(desk: Desk, inbox: Path, tmp_path: Path) -> None:
    auditor = Auditor()
    night = work_through(inbox, tmp_path / "out", desk, auditor)
    assert night.audited == ("a-fine", "c-fine")
    assert [name for name, _ in night.failed] == ["b-bad"]
    assert "no application form" in night.failed[0][1]

    auditor.asked.clear()
    night = work_through(inbox, tmp_path / "out", desk, auditor)
    assert night.unchanged == ("a-fine", "c-fine")
    assert auditor.asked == ["b-bad"], "what failed is tried again, what is done is left alone"


def test_a_changed_submission_is_audited_again(desk: Desk, inbox: Path, tmp_path: Path) -> None:
    auditor = Auditor()
    work_through(inbox, tmp_path / "out", desk, auditor)
    (inbox / "a-fine" / "补充.txt").write_text("补充材料", encoding="utf-8")
    assert work_through(inbox, tmp_path / "out", desk, auditor).audited == ("a-fine",)


def test_a_bug_with_one_submission_does_not_stop_the_night(desk: Desk, inbox: Path, tmp_path: Path) -> None:
    def auditor(path: Path, out: Path, desk: Desk) -> Audit:
        if path.name == "a-fine":
            raise KeyError("a bug of ours")
        return Auditor()(path, out, desk)

    night = work_through(inbox, tmp_path / "out", desk, auditor)
    assert night.audited == ("c-fine",)
    assert dict(night.failed)["a-fine"].startswith("KeyError")
    failed = [run for run in desk.store.runs() if run.submission == "a-fine"]
    assert (failed[0].status, failed[0].message[:8]) == ("failed", "KeyError")


def test_a_killed_run_stays_failed_and_is_tried_again(desk: Desk, inbox: Path, tmp_path: Path) -> None:
    """A power cut leaves only what `begin` wrote."""
    auditor = Auditor()
    auditor.fails = set()
    desk.store.begin("a-fine", "whatever")
    assert "a-fine" in work_through(inbox, tmp_path / "out", desk, auditor).audited
