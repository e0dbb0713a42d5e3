"""`gouji policy check` and `gouji policy new`."""

from pathlib import Path

import pytest

from evidence.problems import UnusableInputError
from flows.commands.policy import check, new


def test_a_new_policy_is_complete_once_everything_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "city-2027.yaml"
    assert new(path, "chengdu-2025") == 0
    assert check(str(path)) == 2
    text = path.read_text(encoding="utf-8")
    assert "成经信财" not in text
    path.write_text(text.replace("请填写", "已填写"), encoding="utf-8")
    assert check(str(path)) == 0
    assert "name: city-2027\n" in text


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text("name: mine\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match="exists"):
        new(path, "chengdu-2025")
    assert path.read_text(encoding="utf-8") == "name: mine\n"


def test_our_own_policies_pass() -> None:
    assert check("chengdu-2025") == check("lanchuan-2026") == 0
