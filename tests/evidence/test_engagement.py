from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from evidence.engagement import UNNAMED, load_engagement
from evidence.problems import UnusableInputError
from evidence.settings import ROOT


def folder(tmp_path: Path, engagement: str, wording: str = "") -> Path:
    (tmp_path / "engagement.yaml").write_text(engagement, encoding="utf-8")
    (tmp_path / "wording.yaml").write_text(wording, encoding="utf-8")
    return tmp_path


def test_the_engagement_that_comes_along_is_blank_where_a_firm_fills_in() -> None:
    known = load_engagement(ROOT / "configs" / "report")
    assert (known.firm, known.client, known.reference, known.standard, known.preparer, known.reviewer) == ("",) * 6
    assert known.answer_days == 5
    assert known.templates == ROOT / "configs" / "report"
    assert len(known.wording) > 150


def test_what_the_firm_writes_is_kept(tmp_path: Path) -> None:
    known = load_engagement(
        folder(
            tmp_path, "firm: 某某会计师事务所\nanswer_days: 7\n", "contract_missing: {ask: 请提供。, advice: 复核。}"
        ),
        SecretStr("一二三"),
    )
    assert (known.firm, known.answer_days, known.wording["contract_missing"].ask) == ("某某会计师事务所", 7, "请提供。")
    assert known.password.get_secret_value() == "一二三"
    assert "一二三" not in repr(known)


def test_empty_files_are_an_engagement_of_blanks(tmp_path: Path) -> None:
    known = load_engagement(folder(tmp_path, "# nothing yet\n"))
    assert known == UNNAMED.model_copy(update={"templates": tmp_path})


@pytest.mark.parametrize(
    ("engagement", "wording", "file", "key"),
    [
        ("frim: 甲\n", "", "engagement.yaml", "frim"),
        ("answer_days: 0\n", "", "engagement.yaml", "answer_days"),
        ("answer_days: 五\n", "", "engagement.yaml", "answer_days"),
        ("", "contract_missing: {ask: 请提供。}", "wording.yaml", "contract_missing.advice"),
        ("", "contract_missing: 请提供。", "wording.yaml", "contract_missing"),
        ("firm: [\n", "", "engagement.yaml", "not valid YAML"),
        ("- firm\n", "", "engagement.yaml", "mapping"),
    ],
)
def test_a_wrong_line_is_told_with_file_and_key(
    tmp_path: Path, engagement: str, wording: str, file: str, key: str
) -> None:
    with pytest.raises(UnusableInputError) as raised:
        load_engagement(folder(tmp_path, engagement, wording))
    assert str(tmp_path / file) in str(raised.value)
    assert key in str(raised.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match=r"engagement\.yaml: no such file"):
        load_engagement(tmp_path)
