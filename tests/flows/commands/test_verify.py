"""`gouji verify` and `gouji diff` from the command line: exit status, words, nothing left behind."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from evidence.manifest import Manifest
from evidence.policy_file import policy_path
from evidence.problems import ExitCode, UnusableInputError
from evidence.result import AmountsOut, ApplicantOut, DocumentOut, PolicyOut, Result
from evidence.settings import Settings
from flows.commands import diff, verify
from flows.provenance import gather
from readers.intake import take_in
from reports import manifest

GOUJI = Path(sys.executable).parent / "gouji"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("GOUJI_RESTRICTED_PASSWORD", raising=False)
    return tmp_path / "data"


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "申报材料"
    folder.mkdir()
    (folder / "合同.txt").write_text("甲方乙方", encoding="utf-8")
    with zipfile.ZipFile(folder / "包.zip", "w") as packed:
        packed.writestr("发票.xml", "<a/>")
    return folder


def result_of(documents: tuple[DocumentOut, ...]) -> Result:
    nothing = dict.fromkeys(AmountsOut.model_fields, "0.00")
    return Result(
        submission="申报材料",
        applicant=ApplicantOut(name="成都蓝鹊工业互联网有限公司", uscc=""),
        programme=None,
        policy=PolicyOut(name="chengdu-2025", version="1", notice="", switches={}),
        amounts=AmountsOut(**nothing),
        personnel_readings=(),
        lines=(),
        findings=(),
        documents=documents,
        problems=(),
    )


@pytest.fixture
def out(tmp_path: Path, evidence: Path) -> Path:
    """A report folder over the evidence, under the installation as it is."""
    settings = Settings()
    submission = take_in(evidence, tmp_path / "vault", settings.read)
    documents = tuple(
        DocumentOut(
            id=source.sha256[:8], file=source.path, sha256=source.sha256, pages=(), kind=None, status="unread",
            fields={}, flagged=(),
        )
        for source in submission.sources
    )  # fmt: skip
    result = result_of(documents)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "result.json").write_text(result.render(), encoding="utf-8")
    rests = gather(settings, policy_path(settings.policy, settings.configs))
    manifest.write(folder, submission, result, rests, [folder / "result.json"])
    return folder


def test_a_sound_report_with_its_evidence(
    out: Path, evidence: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify.run(out, evidence) == ExitCode.OK
    text = capsys.readouterr().out
    assert "申报材料：2 个文件与受理时逐个一致（SHA-256、SM3）" in text
    assert "安装环境：程序、软件包、配置、模板、模型、字体与生成报告时相同" in text
    assert "结论：已核对的各项全部一致" in text
    assert list(data.iterdir()) == [], "the vault of the comparison is thrown away"


def test_an_archive_of_other_evidence_differs(
    out: Path, evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / "再次提交.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(evidence / "包.zip", "包.zip")
        archive.writestr("合同.txt", "甲方丙方")
    assert verify.run(out, packed) == ExitCode.DIFFERS
    text = capsys.readouterr().out
    assert "[不一致] 合同.txt：内容已改变" in text
    assert "结论：有 1 处不一致" in text
    with pytest.raises(UnusableInputError, match="找不到"):
        verify.run(out, tmp_path / "nowhere")


def test_a_changed_configuration_is_a_note_or_with_strict_a_difference(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configs = Path(shutil.copytree(Settings().configs, tmp_path / "configs"))
    with (configs / "policies" / "chengdu-2025.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    monkeypatch.setenv("GOUJI_CONFIGS", str(configs))
    assert verify.run(out) == ExitCode.OK
    assert "[提示] 安装环境：政策文件 policies/chengdu-2025.yaml：生成时" in capsys.readouterr().out
    assert verify.run(out, strict=True) == ExitCode.DIFFERS
    assert (
        verify.run(out, strict=True, policy=str(Path(__file__).parents[3] / "configs/policies/chengdu-2025.yaml")) == 5
    )


def test_the_policy_of_a_hostile_manifest_is_looked_for_among_ours_only(out: Path) -> None:
    listed = Manifest.model_validate_json((out / "manifest.json").read_bytes())
    policy = listed.provenance.of_group("policy")[0].model_copy(update={"name": "../../../../../etc/hostname"})
    forged = listed.provenance.model_copy(update={"ingredients": (policy,)})
    assert verify._policy("", listed.model_copy(update={"provenance": forged}), Settings()) is None
    assert verify._policy("", listed, Settings()) == Settings().configs / "policies" / "chengdu-2025.yaml"


def test_what_was_noted_is_compared(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Manifest.model_validate_json((out / "manifest.json").read_bytes()).run
    assert verify.run(out, noted=run) == ExitCode.OK
    assert verify.run(out, noted="RUN-0") == ExitCode.DIFFERS
    assert "纸面记录" in capsys.readouterr().out


def test_diff_of_a_folder_with_itself_and_with_a_changed_one(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff.run(out, out / "result.json") == ExitCode.OK
    assert "两次结果一致" in capsys.readouterr().out
    other = Result.model_validate_json((out / "result.json").read_bytes())
    (tmp_path / "later.json").write_text(
        other.model_copy(update={"documents": other.documents[1:]}).render(), encoding="utf-8"
    )
    assert diff.run(out, tmp_path / "later.json") == ExitCode.OK
    text = capsys.readouterr().out
    assert "【单据文件】" in text
    assert "至少一方没有 manifest.json" in text


@pytest.mark.slow
def test_the_commands_themselves(out: Path, evidence: Path, tmp_path: Path) -> None:
    def call(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "GOUJI_DATA": str(tmp_path)}
        return subprocess.run([GOUJI, *map(str, arguments)], capture_output=True, env=environment, check=False)

    sound = call("verify", out, "--evidence", evidence)
    assert (sound.returncode, sound.stderr) == (0, b"")
    assert b"\\u7ed3\\u8bba" in sound.stdout, "a terminal without Chinese gets codes, not a traceback"
    (out / "more.txt").write_bytes(b"")
    assert call("verify", out).returncode == 5
    missing = call("verify", tmp_path)
    assert missing.returncode == 2
    assert missing.stdout == b""
    assert b"Traceback" not in missing.stderr
    assert call("diff", out, out).returncode == 0
    assert call("diff", out, tmp_path).returncode == 2
