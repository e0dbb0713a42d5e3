"""A notice as a file: refused with line and key, and enough by itself to judge by."""

import pytest

from evidence.policy_file import load_policy, policy_path, read_policy
from evidence.problems import UnusableInputError
from evidence.settings import ROOT

CONFIGS = ROOT / "configs"
TEXT = policy_path("chengdu-2025", CONFIGS).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(path.stem for path in (CONFIGS / "policies").glob("*.yaml")))
def test_every_policy_of_ours_is_complete(name):
    policy, complaints = read_policy(policy_path(name, CONFIGS), CONFIGS)
    assert complaints == ()
    assert policy.name == name


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ('rate: "0.15"', 'rate: "fifteen"', "platform.rate", "decimal"),
        ('rate: "0.15"', 'rate: "15"', "platform.rate", "no share between 0 and 1"),
        ('floor: {amount: "100000"}', 'floor: {amount: "9000000"}', "platform.floor", "above the cap"),
        ("period_test: strict", "period_test: loose", "switches.period_test", "strict"),
        ("start: 2024-01-01", "start: 2025-01-01", "period", "before"),
        ("served_min: 20", "serve_min: 20", "platform.serve_min", "not permitted"),
        ("clause: proof}", "clause: proofs}", "materials.platform.1.clause", "no such clause 'proofs'"),
        ("answerable: [contract_missing", "answerable: [contract_mising", "answerable.0", "no such code"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_key(tmp_path, old, new, key, message):
    path = tmp_path / "city.yaml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    _, complaints = read_policy(path, CONFIGS)
    (found,) = [item for item in complaints if item.key == key]
    assert message in found.message
    line = path.read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert new.split(":")[0].split("[")[0].strip("{ ") in line or key.split(".")[0] in line
    with pytest.raises(UnusableInputError, match=str(found.line)):
        load_policy(str(path), CONFIGS)


def test_a_missing_key_is_named(tmp_path):
    path = tmp_path / "city.yaml"
    path.write_text(TEXT.replace("built_by:", "built:", 1), encoding="utf-8")
    _, complaints = read_policy(path, CONFIGS)
    assert {"built_by", "built"} == {item.key for item in complaints}


def test_text_that_is_no_yaml_is_refused_at_its_line(tmp_path):
    path = tmp_path / "city.yaml"
    path.write_text("name: x\nnotice: {number: [\n", encoding="utf-8")
    policy, (complaint,) = read_policy(path, CONFIGS)
    assert policy is None
    assert complaint.line >= 2


def test_a_codes_severity_and_effect_may_be_changed_by_the_notice(tmp_path):
    path = tmp_path / "city.yaml"
    path.write_text(TEXT + "\ncodes:\n  contract_undated: {severity: S2, effect: hold}\n", encoding="utf-8")
    policy = load_policy(str(path), CONFIGS)
    assert (policy.codes["contract_undated"].severity, policy.codes["contract_undated"].effect) == ("S2", "hold")


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(UnusableInputError, match="chengdu-2025, lanchuan-2026"):
        load_policy("atlantis", CONFIGS)
