from pathlib import Path

import pytest
import yaml

from evidence.policy_file import load_policy
from evidence.problems import UnusableInputError
from evidence.settings import ROOT, Settings

CONFIGS = ROOT / "configs"


def test_the_environment_overrides_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path))
    monkeypatch.setenv("GOUJI_READ__SECONDS", "7")
    settings = Settings()
    assert settings.data == tmp_path
    assert settings.read.seconds == 7
    assert settings.read.pages == 2000, "a nested override leaves its neighbours as the file says"
    assert settings.database_url == f"sqlite:///{tmp_path / 'gouji.sqlite'}"


def test_every_code_of_the_table_is_known_to_the_shipped_policy() -> None:
    policy = load_policy("chengdu-2025", CONFIGS)
    rows = (CONFIGS / "codes.tsv").read_text(encoding="utf-8").splitlines()
    assert set(policy.codes) == {row.split("\t")[0] for row in rows if not row.startswith("G\t")}
    assert policy.codes["personnel_cap_exceeded"].severity == "S2"


def test_a_missing_policy_names_those_that_are_there() -> None:
    with pytest.raises(UnusableInputError, match="chengdu-2025"):
        load_policy("atlantis", CONFIGS)


def test_a_wrong_key_is_named(tmp_path: Path) -> None:
    raw = yaml.safe_load((CONFIGS / "policies" / "chengdu-2025.yaml").read_text(encoding="utf-8"))
    raw["platform"]["rate"] = "a lot"
    bad = tmp_path / "bad.yaml"
    bad.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"bad\.yaml.*platform\.rate"):
        load_policy(str(bad), CONFIGS)
