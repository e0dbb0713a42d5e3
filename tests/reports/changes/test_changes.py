"""What changed between two results: everything is told, nothing is told twice over, equal ones agree."""

from __future__ import annotations

import copy
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from rich.cells import cell_len

from evidence.decision import Ruling
from evidence.finding import Severity
from evidence.manifest import Manifest
from evidence.problems import UnusableInputError
from evidence.provenance import UNKNOWN, Ingredient, Provenance
from evidence.result import (
    AlternativeOut,
    CheckedOut,
    DeductionOut,
    QuestionOut,
    ReachOut,
    Result,
    RulingOut,
)
from reports.changes import Edition, changes, open_edition, render


def compared(old: Result, new: Result) -> str:
    return render(Edition("前", old), Edition("后", new))


def part(text: str, title: str) -> str:
    found = re.search(rf"【{re.escape(title)}】\n(.*?)(?:\n\n|\Z)", text, re.DOTALL)
    assert found, (title, text)
    return found[1]


def titles(text: str) -> list[str]:
    return re.findall(r"^【(.*?)】", text, re.MULTILINE)


def test_equal_results_agree(result: Result) -> None:
    assert changes(Edition("前", result), Edition("后", result)) == ()
    assert compared(result, result).splitlines()[-1] == "两次结果一致"


def test_a_line_whose_cut_was_lifted(result: Result) -> None:
    first = result.lines[0]
    line = first.model_copy(
        update={
            "recognised": "333018.87",
            "deductions": first.deductions[1:],
            "documents": (*first.documents, "补充/发票.pdf"),
        }
    )
    amounts = result.amounts.model_copy(update={"recognised": "616037.74"})
    text = compared(result, result.model_copy(update={"lines": (line, *result.lines[1:]), "amounts": amounts}))
    assert titles(text) == ["金额（元）", "申报明细", "核减原因（元）"]
    assert "审定数  566,037.74  616,037.74  +50,000.00" in part(text, "金额（元）")
    told = part(text, "申报明细")
    assert "审定 283,018.87 → 333,018.87（+50,000.00）" in told
    assert "核减 invoice_missing 50,000.00 → 0.00（-50,000.00）" in told
    assert "佐证增加 补充/发票.pdf" in told
    assert re.search(r"invoice_missing\s+50,000\.00\s+0\.00\s+-50,000\.00", part(text, "核减原因（元）"))


def test_lines_are_known_again_in_a_list_handed_in_anew(result: Result) -> None:
    anew = tuple(line.model_copy(update={"id": f"{line.id}-new"}) for line in result.lines)
    dearer = anew[1].model_copy(update={"declared": "100001.00"})
    text = compared(result, result.model_copy(update={"lines": (anew[0], dearer, anew[2])}))
    told = part(text, "申报明细")
    assert "＋" not in told
    assert "－" not in told
    assert "申报 100,000.00 → 100,001.00（+1.00）" in told
    assert told.count("清单重新提交，内容未变") == 2


def test_new_and_gone_lines(result: Result) -> None:
    fresh = result.lines[0].model_copy(update={"id": "L-9", "number": "9", "description": "新增一项"})
    text = compared(result, result.model_copy(update={"lines": (*result.lines[1:], fresh)}))
    told = part(text, "申报明细").splitlines()
    assert [line.split()[0] for line in told] == ["－", "＋"]
    assert "平台软件开发" in told[0]
    assert "新增一项" in told[1]


def test_findings_come_go_and_change(result: Result) -> None:
    kept, *_, last = result.findings
    graver = kept.model_copy(update={"severity": Severity.S1, "amount": "300001.00", "message": "另有说明"})
    fresh = last.model_copy(update={"id": "F-000000000000", "title": "新的事项", "line": None})
    text = compared(result, result.model_copy(update={"findings": (graver, *result.findings[1:-1], fresh)}))
    assert "新的事项" in part(text, "新增差异")
    assert "整体" in part(text, "新增差异")
    assert last.id in part(text, "消除的差异")
    changed = part(text, "变化的差异")
    assert f"严重程度 {kept.severity.value}" in changed
    assert "→ S1 重大" in changed
    assert "金额 300,000.00 → 300,001.00（+1.00）" in changed
    assert "→ “另有说明”" in changed


def test_rulings_are_told_apart_from_the_findings(result: Result) -> None:
    ruling = RulingOut(ruling=Ruling.REJECT, by="复核人甲", at=datetime(2026, 3, 4, 5, 6, tzinfo=UTC), note="已见原件")
    ruled = result.findings[0].model_copy(update={"rulings": (ruling,)})
    text = compared(result, result.model_copy(update={"findings": (ruled, *result.findings[1:])}))
    assert titles(text) == ["复核裁定"]
    assert "不予采纳（复核人甲，2026-03-04 05:06）：已见原件" in part(text, "复核裁定")


def test_documents_replaced_renamed_new_gone_and_read_otherwise(result: Result) -> None:
    by_file = {document.file: document for document in result.documents}
    replaced = by_file["01/合同.pdf"].model_copy(update={"sha256": "a" * 64, "status": "partly"})
    read = by_file["01/回单.pdf"].model_copy(
        update={"fields": {**by_file["01/回单.pdf"].fields, "payer": "另一家公司"}, "flagged": ()}
    )
    renamed = by_file["申报表.docx"].model_copy(update={"file": "申报表（改）.docx"})
    fresh = by_file["项目清单.xlsx"].model_copy(update={"file": "新增.xlsx", "sha256": "b" * 64})
    swapped = {"01/合同.pdf": replaced, "01/回单.pdf": read, "申报表.docx": renamed, "项目清单.xlsx": fresh}
    documents = tuple(swapped.get(one.file, one) for one in result.documents)
    told = part(compared(result, result.model_copy(update={"documents": documents})), "单据文件")
    assert re.search(r"～\s+01/合同\.pdf\s+内容已更换", told)
    assert re.search(r"～\s+01/合同\.pdf\s+已读取 → 部分读取", told)
    assert re.search(r"～\s+01/回单\.pdf\s+付款\S* 成都蓝鹊工业互联网有限公司 → 另一家公司", told)
    assert re.search(r"～\s+申报表\.docx\s+改名为 申报表（改）\.docx", told)
    assert re.search(r"＋\s+新增\.xlsx\s+项目清单（已读取）", told)
    assert re.search(r"－\s+项目清单\.xlsx", told)


def test_trouble_policy_and_the_parts_without_words_of_their_own(result: Result) -> None:
    switches = {**result.policy.switches, "vat_basis": "net_all"}
    alternative = AlternativeOut(switch="vat_basis", reading="gross", recognised="1.00", subsidy="0.00")
    checked = CheckedOut(code="award_before", question="以前是否获奖？", answer="否", adverse=False)
    before = result.model_copy(
        update={
            "sensitivity": (alternative,),
            "checklist": (checked,),
            "reach": ReachOut(
                certain="0.00", possible="9.00", subsidy_certain="0.00", subsidy_possible="1.00", questions=()
            ),
        }
    )
    question = QuestionOut(finding="F-1", code="invoice_missing", line=None, moves="5.00")
    after = before.model_copy(
        update={
            "problems": result.problems[1:],
            "policy": result.policy.model_copy(update={"version": "9", "switches": switches}),
            "sensitivity": (alternative.model_copy(update={"recognised": "2.00"}),),
            "checklist": (checked.model_copy(update={"answer": "是", "adverse": True}),),
            "reach": before.reach and before.reach.model_copy(update={"possible": "14.00", "questions": (question,)}),
        }
    )
    text = compared(before, after)
    assert part(text, "读取问题").split()[0] == "－"
    assert "增值税口径" in part(text, "政策与口径")
    assert "一律按不含税金额认定" in part(text, "政策与口径")
    assert "审定数区间上限  9.00  14.00  +5.00" in part(text, "金额（元）")
    rest = part(text, "其他")
    assert re.search(r"增值税口径＝按含税金额认定 审定数\s+1\.00 → 2\.00", rest)
    assert re.search(r"award_before 查询结果\s+否 → 是", rest)
    assert re.search(r"award_before 不利\s+否 → 是", rest)
    assert re.search(r"invoice_missing/F-1 影响金额\s+— → 5\.00", rest)


def leaves(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(tree, dict):
        return [leaf for name, inner in tree.items() for leaf in leaves(inner, (*path, name))]
    if isinstance(tree, list):
        return [leaf for place, inner in enumerate(tree) for leaf in leaves(inner, (*path, place))]
    return [path]


def lists(tree: Any) -> list[list[Any]]:
    """Every list of a tree that holds something."""
    if isinstance(tree, dict):
        return [found for inner in tree.values() for found in lists(inner)]
    if isinstance(tree, list):
        return ([tree] if tree else []) + [found for inner in tree for found in lists(inner)]
    return []


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_no_change_of_a_result_goes_untold(full: Result, data: st.DataObject) -> None:
    """Any leaf edited, any item of any list taken away or put in another place: if the results differ, it is said."""
    tree = full.model_dump(mode="json")
    path = data.draw(st.sampled_from(leaves(tree)))
    node: Any = tree
    for step in path[:-1]:
        node = node[step]
    kind = data.draw(st.sampled_from(["edit", "drop", "turn"]))
    rows = data.draw(st.sampled_from(range(len(lists(tree)))).map(lambda place: lists(tree)[place]))
    if kind == "edit":
        node[path[-1]] = data.draw(st.sampled_from([None, "", "1.00", "S1", 7, True, "改", "read", "invoice_other"]))
    elif kind == "drop":
        rows.pop(data.draw(st.integers(0, len(rows) - 1)))
    else:
        rows.reverse()
    try:
        other = Result.model_validate(tree)
    except ValidationError:
        return
    for old, new in ((full, other), (other, full)):
        told = changes(Edition("前", old), Edition("后", new))
        assert bool(told) is (old != new), (kind, path)
        assert all(section.rows for section in told)
        assert render(Edition("前", old), Edition("后", new)).count("两次结果一致") == (old == new)


def test_a_renamed_file_is_told_once_not_again_wherever_it_is_cited(result: Result) -> None:
    def renamed(file: str) -> str:
        return "归档/发票.pdf" if file == "01/发票.pdf" else file

    assert any("01/发票.pdf" in finding.files for finding in result.findings)
    assert any("01/发票.pdf" in line.documents for line in result.lines)
    moved = result.model_copy(
        update={
            "documents": tuple(one.model_copy(update={"file": renamed(one.file)}) for one in result.documents),
            "lines": tuple(
                one.model_copy(update={"documents": tuple(map(renamed, one.documents))}) for one in result.lines
            ),
            "findings": tuple(
                one.model_copy(
                    update={
                        "files": tuple(map(renamed, one.files)),
                        "evidence": tuple(
                            spot.model_copy(update={"file": renamed(spot.file)}) for spot in one.evidence
                        ),
                    }
                )
                for one in result.findings
            ),
        }
    )
    text = compared(result, moved)
    assert titles(text) == ["单据文件"]
    assert part(text, "单据文件").split() == ["～", "01/发票.pdf", "改名为", "归档/发票.pdf"]


PROVENANCE = UNKNOWN.model_copy(
    update={
        "packages": {"pymupdf": "1.26.0"},
        "ingredients": (Ingredient(group="model", name="det.onnx", sha256="1" * 64),),
    }
)


def manifest_with(provenance: Provenance) -> Manifest:
    return Manifest(run="RUN-1", submission="甲", inputs=(), refused=(), outputs=(), provenance=provenance)


def test_versions_are_compared_by_the_manifests(result: Result) -> None:
    model = Ingredient(group="model", name="det.onnx", sha256="2" * 64)
    later = PROVENANCE.model_copy(update={"packages": {"pymupdf": "1.27.0"}, "ingredients": (model,)})
    old = Edition("前", result, manifest_with(PROVENANCE))
    text = render(old, Edition("后", result, manifest_with(later)))
    assert "两次结果的数据一致，程序或配置有差异" in text
    assert re.search(r"软件包 pymupdf\s+1\.26\.0\s+1\.27\.0", text)
    assert re.search(r"识别模型 det\.onnx\s+1{12}…\s+2{12}…", text)
    other = result.model_copy(update={"submission": "另一份"})
    assert "至少一方没有 manifest.json" in render(old, Edition("后", other))


def test_columns_stand_under_each_other_and_nothing_steers_the_terminal(result: Result) -> None:
    hostile = result.lines[0].model_copy(update={"description": "\x1b[31m红\u202e\n【伪造】"})
    short = result.lines[1].model_copy(update={"description": "a", "declared": "1.00"})
    text = compared(result, result.model_copy(update={"lines": (hostile, short, *result.lines[2:])}))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert titles(text) == ["申报明细"], "what a document says is no heading of ours"
    rows = part(text, "申报明细").splitlines()
    places = {cell_len(row[: row.index(mark)]) for row in rows for mark in ("内容 ", "申报 ") if mark in row}
    assert len(places) == 1


def test_an_edition_is_a_folder_or_a_result(tmp_path: Path, result: Result) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "result.json").write_text(result.render(), encoding="utf-8")
    assert open_edition(out).result == open_edition(out / "result.json").result == result
    assert open_edition(out).manifest is None
    (out / "manifest.json").write_text(manifest_with(PROVENANCE).render(), encoding="utf-8")
    found = open_edition(out / "result.json").manifest
    assert found is not None
    assert found.run == "RUN-1"
    (out / "manifest.json").write_bytes(b"torn")
    assert open_edition(out).manifest is None


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"a": 1}', b"\xff\xfe\x00", b"[" * 100_000])
def test_damaged_and_foreign_files_are_named_with_a_remedy(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "result.json").write_bytes(raw)
    with pytest.raises(UnusableInputError, match=r"result\.json 已损坏，或不是本系统本版本的结果数据.*归档副本"):
        open_edition(tmp_path)
    with pytest.raises(UnusableInputError, match="找不到"):
        open_edition(tmp_path / "nowhere")


def test_amounts_that_are_none_are_shown_as_they_stand(result: Result) -> None:
    foreign = copy.deepcopy(result.model_dump(mode="json"))
    foreign["amounts"]["recognised"] = "NaN"
    foreign["lines"][0]["deductions"].append({"code": "x", "amount": "many"})
    text = compared(result, Result.model_validate(foreign))
    assert re.search(r"审定数\s+566,037\.74\s+NaN\n", part(text, "金额（元）") + "\n")
    assert DeductionOut(code="x", amount="many") in Result.model_validate(foreign).lines[0].deductions
