"""A report folder against its manifest: sound as written, and every tampering told."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from evidence.case import Case
from evidence.manifest import Manifest, run_of
from evidence.problems import UnusableInputError
from evidence.provenance import Ingredient, Provenance
from evidence.result import Result
from reports import manifest
from reports.verification import Standing, Verification, verify

Rewrite = Callable[..., None]
OUTPUTS = ("result.json", "report.xlsx", "report.html", "plates/a-p1.jpg")
again_and_again = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def said(found: Verification, standing: Standing = Standing.DIFFERS) -> str:
    return "\n".join(f"{one.subject}：{one.said}" for one in found.checks if one.standing is standing)


def test_a_report_as_it_was_written_agrees(report: Path) -> None:
    found = verify(report)
    assert found.agrees, said(found)
    text = found.render()
    assert "结论：已核对的各项全部一致\n" in text
    assert found.manifest_sha256 == hashlib.sha256((report / "manifest.json").read_bytes()).hexdigest()
    assert found.manifest_sha256 in text
    assert found.run in text


def test_two_folders_of_the_same_have_the_same_manifest(report: Path, tmp_path: Path, case: Case, result: Result,
                                                        provenance: Provenance) -> None:  # fmt: skip
    elsewhere = tmp_path / "别处" / "out"
    (elsewhere / "plates").mkdir(parents=True)
    for name in OUTPUTS:
        (elsewhere / name).write_bytes((report / name).read_bytes())
    manifest.write(elsewhere, case.submission, result, provenance, [elsewhere / name for name in OUTPUTS])
    raw = (elsewhere / "manifest.json").read_bytes()
    assert raw == (report / "manifest.json").read_bytes()
    assert str(tmp_path).encode() not in raw


@again_and_again
@given(st.sampled_from(OUTPUTS), st.integers(0, 10**9), st.integers(1, 255))
def test_one_changed_byte_of_any_output_is_told(
    report: Path, restored: Callable[[], None], name: str, place: int, mask: int
) -> None:
    data = bytearray((report / name).read_bytes())
    data[place % len(data)] ^= mask
    (report / name).write_bytes(data)
    found = verify(report)
    restored()
    assert not found.agrees
    assert name in said(found)


@again_and_again
@given(st.integers(0, 10**9), st.integers(1, 255))
def test_one_changed_byte_of_the_manifest_is_told(
    report: Path, restored: Callable[[], None], place: int, mask: int
) -> None:
    data = bytearray((report / "manifest.json").read_bytes())
    data[place % len(data)] ^= mask
    (report / "manifest.json").write_bytes(data)
    try:
        agreed = verify(report).agrees
    except UnusableInputError as error:
        agreed = False
        assert "manifest.json" in str(error)
    restored()
    assert not agreed


def test_missing_added_and_replaced_files_are_named_with_a_remedy(report: Path) -> None:
    (report / "report.html").unlink()
    (report / "草稿.docx").write_bytes(b"draft")
    (report / "plates" / "a-p1.jpg").replace(report / "b.jpg")
    (report / "plates" / "a-p1.jpg").symlink_to(report / "b.jpg")
    (report / "~$report.xlsx").write_bytes(b"lock")
    found = verify(report)
    told = said(found)
    assert "report.html：文件缺失" in told
    assert "草稿.docx：清单之外的文件" in told
    assert "b.jpg：清单之外的文件" in told
    assert "plates/a-p1.jpg：文件已被换成链接" in told
    assert "~$report.xlsx" in said(found, Standing.NOTE)
    assert all(one.remedy for one in found.checks if one.standing is Standing.DIFFERS)
    assert "结论：有 4 处不一致" in found.render()


def less(told: dict[str, Any]) -> None:
    told["amounts"]["recognised"] = "999999.00"


def test_an_edited_amount_no_longer_ties_and_no_longer_has_its_hash(report: Path) -> None:
    told = json.loads((report / "result.json").read_text(encoding="utf-8"))
    less(told)
    (report / "result.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    text = said(verify(report))
    assert "result.json：内容已改变" in text
    assert "明细审定数合计＝审定数" in text
    assert "999,999.00" in text


def test_an_edited_amount_whose_hash_was_renewed_no_longer_has_the_name_of_its_run(
    report: Path, rewrite: Rewrite
) -> None:
    rewrite(report, less)
    text = said(verify(report))
    assert "result.json：内容已改变" not in text
    assert "与清单内容不符" in text
    assert "明细审定数合计＝审定数" in text


def everything(told: dict[str, Any]) -> None:
    """Raise the recognised total and all that hangs on it by one yuan, in the form the program writes."""
    line = told["lines"][0]
    line["declared"], line["recognised"] = "500001.00", "283019.87"
    told["amounts"]["declared"], told["amounts"]["recognised"] = "1000001.00", "566038.74"
    for reading in told["personnel_readings"]:
        reading["total"] = f"{float(reading['total']) + 1:.2f}"


def test_what_was_rewritten_consistently_agrees_and_only_what_was_noted_tells(report: Path, rewrite: Rewrite) -> None:
    """The limit of every check within a folder, written down in docs/reproducibility.md."""
    noted = verify(report)
    book = openpyxl.load_workbook(report / "report.xlsx")
    for row, figure in ((3, 1000001.00), (4, 566038.74)):
        book["核验"].cell(row, 2, figure)
        book["核验"].cell(row, 3, figure)
    book.save(report / "report.xlsx")
    rewrite(report, everything, named=True)
    found = verify(report)
    assert found.agrees, said(found)
    assert found.run != noted.run
    assert found.manifest_sha256 != noted.manifest_sha256
    for number in (noted.run, noted.manifest_sha256):
        assert "纸面记录" in said(verify(report, noted=number))
    assert verify(report, noted=found.run.lower()).agrees


def test_the_number_on_paper_may_be_typed_in_groups(report: Path) -> None:
    digest = verify(report).manifest_sha256.upper()
    grouped = " ".join(digest[start : start + 8] for start in range(0, 64, 8))
    assert verify(report, noted=grouped).agrees
    assert not verify(report, noted=grouped[:-1]).agrees


@pytest.mark.parametrize("sheet", ["核验", "汇总"])
def test_the_working_papers_own_totals_are_compared(report: Path, sheet: str) -> None:
    book = openpyxl.load_workbook(report / "report.xlsx")
    book["核验"]["B4"] = 566037.75
    book["核验"].title = sheet
    book.save(report / "report.xlsx")
    found = verify(report)
    if sheet == "核验":
        assert "“审定数”：公式结果 566,037.75 与系统结果 566,037.74 不等" in said(found)
    else:
        assert "无核验表" in said(found, Standing.OPEN)


def test_figures_of_the_working_paper_that_result_json_knows_are_compared_with_it(report: Path) -> None:
    """Both columns edited alike: the sheet agrees with itself and not with the result."""
    book = openpyxl.load_workbook(report / "report.xlsx")
    book["核验"]["B4"] = book["核验"]["C4"] = 600000
    book["核验"].append(["差异数 S1", 3, 3, 0])
    book.save(report / "report.xlsx")
    text = said(verify(report))
    assert "“审定数”：系统结果 600,000.00 与 result.json 的 566,037.74 不等" in text
    assert "“差异数 S1”：系统结果 3.00 与 result.json 的 0.00 不等" in text


def test_formulas_that_nobody_calculated_stay_open(report: Path) -> None:
    book = openpyxl.load_workbook(report / "report.xlsx")
    book["核验"]["B4"] = "=1+1"
    book["核验"]["B3"] = "many"
    book.save(report / "report.xlsx")
    found = verify(report)
    assert "有 1 项公式尚无计算结果" in said(found, Standing.OPEN)
    assert "many 与 1000000 不是数字" in said(found)


def test_a_working_paper_whose_check_says_nothing_differs(report: Path) -> None:
    book = openpyxl.load_workbook(report / "report.xlsx")
    book["核验"].delete_rows(3, 10)
    book.save(report / "report.xlsx")
    assert "核验表没有内容" in said(verify(report))
    book["核验"].delete_rows(1, 10)
    book.save(report / "report.xlsx")
    assert "没有项目、公式结果、系统结果各栏" in said(verify(report))
    (report / "report.xlsx").write_bytes(b"PK no workbook")
    assert "无法打开" in said(verify(report))


def test_a_changed_installation_is_a_note_unless_asked_for(report: Path, provenance: Provenance) -> None:
    policy = Ingredient(group="policy", name="policies/city.yaml", sha256="3" * 64)
    now = provenance.model_copy(update={"packages": {"xlsxwriter": "3.3.0"}, "ingredients": (policy,)})
    found = verify(report, installed=now)
    notes = said(found, Standing.NOTE)
    assert found.agrees
    assert "软件包 xlsxwriter：生成时 3.2.0，现为 3.3.0" in notes
    assert "软件包 weasyprint：生成时 68.0，现为 无" in notes
    assert "政策文件 policies/city.yaml：生成时 111111111111…，现为 333333333333…" in notes
    assert "导入查证表未提供" in said(found, Standing.OPEN)
    assert not verify(report, installed=now, strict=True).agrees
    assert verify(report, installed=provenance, strict=True).agrees


def locked(plain: bytes, password: str) -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, buffer)
    return buffer.getvalue()


def test_an_encrypted_output_is_compared_by_its_plain_content(
    report: Path, case: Case, result: Result, provenance: Provenance
) -> None:
    plain = (report / "report.xlsx").read_bytes()
    path = report / "restricted" / "人员.xlsx"
    path.parent.mkdir()
    path.write_bytes(locked(plain, "secret"))
    files = [found for found in report.rglob("*") if found.is_file() and found.name != "manifest.json"]
    manifest.write(report, case.submission, result, provenance, files, {path: plain})
    assert msoffcrypto.OfficeFile(path.open("rb")).is_encrypted()
    unopened = verify(report)
    assert unopened.agrees
    assert "未提供密码" in said(unopened, Standing.OPEN)
    assert verify(report, password="secret").agrees
    assert "密码不符" in said(verify(report, password="wrong"))
    path.write_bytes(locked(plain + b" ", "secret"))
    assert "解密后的内容已改变" in said(verify(report, password="secret"))
    for damaged in (locked(plain, "secret")[:3000], locked(plain, "secret")[:-5000]):
        path.write_bytes(damaged)
        assert "restricted/人员.xlsx" in said(verify(report, password="secret"))
    path.write_bytes(b"no container at all")
    assert "加密文件无法打开" in said(verify(report, password="secret"))


def test_what_cannot_be_verified_is_named_with_a_remedy(tmp_path: Path, report: Path) -> None:
    with pytest.raises(UnusableInputError, match="找不到输出目录"):
        verify(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnusableInputError, match=r"没有 manifest\.json.*重新运行 gouji audit"):
        verify(tmp_path / "empty")
    for raw in (b"", b"[]", b'{"run": 1}', b"\xff\xfe", b'{"a":' * 5000):
        (report / "manifest.json").write_bytes(raw)
        with pytest.raises(UnusableInputError, match="已损坏或不是本系统的清单"):
            verify(report)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b"\xff", b'{"schema_version": "9"}'])
def test_a_result_that_is_none_differs(report: Path, raw: bytes) -> None:
    (report / "result.json").write_bytes(raw)
    assert "不符合结果数据的格式" in said(verify(report))


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hostname", "a/../../outside.txt", "manifest.json", ".", ""])
def test_a_manifest_cannot_lead_out_of_the_folder(report: Path, name: str) -> None:
    (report.parent / "outside.txt").write_bytes(b"")
    listed = Manifest.model_validate_json((report / "manifest.json").read_bytes())
    stray = listed.outputs[0].model_copy(update={"path": name, "sha256": hashlib.sha256(b"").hexdigest(), "bytes": 0})
    changed = listed.model_copy(update={"outputs": (*listed.outputs, stray)})
    (report / "manifest.json").write_text(changed.render(), encoding="utf-8")
    found = verify(report)
    assert not found.agrees
    assert "不在输出目录之内" in said(found)


def test_the_same_file_listed_twice_differs(report: Path) -> None:
    listed = Manifest.model_validate_json((report / "manifest.json").read_bytes())
    inputs = (*listed.inputs, listed.inputs[0])
    run = run_of(inputs, listed.refused, listed.provenance, listed.output["result.json"].sha256)
    changed = listed.model_copy(update={"inputs": inputs, "run": run})
    (report / "manifest.json").write_text(changed.render(), encoding="utf-8")
    assert "同一输入文件列出多次" in said(verify(report))


def test_result_and_manifest_must_speak_of_the_same_files(report: Path, rewrite: Rewrite) -> None:
    def forget(told: dict[str, Any]) -> None:
        told["documents"] = [one for one in told["documents"] if one["file"] not in ("申报表.docx", "04/坏包.zip")]
        told["documents"].append(dict(told["documents"][0], file="凭空.pdf", sha256="a" * 64))
        told["submission"] = "另一份"

    rewrite(report, forget, named=True)
    text = said(verify(report))
    assert "申报表.docx：清单列有，而 result.json 未交代该文件" in text
    assert "04/坏包.zip：清单列有，而 result.json 未交代该文件" in text
    assert "凭空.pdf：result.json 列有，而清单没有该内容的文件" in text
    assert "“另一份”" in text


def test_names_in_a_manifest_never_steer_the_terminal(report: Path) -> None:
    (report / "\x1b[2J\u202efdp.exe\n结论：全部一致").write_bytes(b"x")
    text = verify(report).render()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u001b[2J\\u202efdp.exe\\u000a结论：全部一致" in text
    assert text.splitlines()[-1].startswith("结论：有 1 处不一致")


def test_a_name_whose_bytes_are_no_text_is_told(report: Path) -> None:
    Path(os.fsdecode(os.fsencode(report) + b"/\xff\xfe.txt")).write_bytes(b"x")
    text = verify(report).render()
    assert "\\udcff\\udcfe.txt" in text
    text.encode()
