"""A template lays out and does not act, and what is wrong with it is told by name."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from docx import Document

from evidence.engagement import UNNAMED, Engagement, load_engagement
from evidence.problems import UnusableInputError
from evidence.settings import ROOT
from reports import check, draft
from reports.dossier import Dossier
from reports.plates import Plates
from reports.word.guide import page
from reports.word.template import filled

NOTHING = Plates(crops={}, files={})


def template(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    path = folder / "report.docx"
    document.save(str(path))
    return path


def told(path: Path, **values: object) -> str:
    with pytest.raises(UnusableInputError) as raised:
        filled(path, values, "", "")
    assert str(path) in str(raised.value)
    assert "configs/report" in str(raised.value), "the remedy is named"
    return str(raised.value)


def test_an_unknown_variable_is_named_with_its_paragraph(tmp_path: Path) -> None:
    path = template(tmp_path, "一切正常", "申报单位：{{ claimant }}，谢谢")
    assert "未知变量“claimant”，在“申报单位：{{ claimant }}，谢谢”一段" in told(path, applicant="甲")


def test_an_unknown_variable_is_told_even_in_a_branch_not_taken(tmp_path: Path) -> None:
    path = template(tmp_path, "{%p if park %}", "{{ parkk }}", "{%p endif %}")
    assert "parkk" in told(path, park=None)


def test_an_unknown_part_of_a_variable_is_named(tmp_path: Path, dossier: Dossier) -> None:
    path = template(tmp_path, "金额 {{ amounts.granted }} 元")
    assert "未知变量“granted”，在“金额 {{ amounts.granted }} 元”一段" in told(
        path, amounts=draft.variables(dossier, NOTHING).amounts
    )


@pytest.mark.parametrize("wrong", ["{{ a", "{% if a %}", "{{ a b }}", "{% loop x in a %}", "{%p endfor %}"])
def test_a_misspelt_tag_is_told_with_the_text_near_it(tmp_path: Path, wrong: str) -> None:
    path = template(tmp_path, "前文", f"此处 {wrong} 有误", "后文")
    assert "写法有误" in told(path, a="甲")


def test_a_loop_from_a_paragraph_into_a_table_is_told(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{%p for one in a %}")
    table = document.add_table(2, 1)
    table.rows[0].cells[0].text, table.rows[1].cells[0].text = "{{ one }}", "{%tr endfor %}"
    path = tmp_path / "report.docx"
    document.save(str(path))
    assert "跨越" in told(path, a=("甲", "乙"))


def test_a_value_used_wrongly_is_told(tmp_path: Path) -> None:
    assert "无法填写" in told(template(tmp_path, "{{ a + 1 }}"), a="甲")


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04broken"])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    assert "已损坏" in told(path)


def test_a_zip_that_is_no_word_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "a")
    assert "不是 Word 文档" in told(path)


def test_a_cut_word_file_is_told(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ a }}")
    content = path.read_bytes()
    for length in (len(content) // 3, len(content) - 40):
        path.write_bytes(content[:length])
        told(path, a="甲")


def test_a_missing_template_is_told(tmp_path: Path) -> None:
    assert "没有这个模板文件" in told(tmp_path / "report.docx")


@pytest.mark.parametrize(
    "act",
    [
        "{{ a.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ a|attr('__class__') }}",
        "{% include '/etc/passwd' %}",
        "{{ self.__init__.__globals__ }}",
        "{{ range(10000000)|list }}",
    ],
)
def test_a_template_runs_no_code(tmp_path: Path, act: str) -> None:
    told(template(tmp_path, act), a="甲")


def test_values_cannot_be_changed_by_a_template(tmp_path: Path) -> None:
    known = ["甲"]
    told(template(tmp_path, "{{ a.append('乙') }}"), a=known)
    assert known == ["甲"]


def test_the_firm_s_own_template_is_used(tmp_path: Path, dossier: Dossier, engagement: Engagement) -> None:
    template(tmp_path, "本所自有格式：{{ applicant.name }}，审定 {{ amounts.recognised }} 元")
    own = Dossier.of(
        dossier.case, dossier.verdict, dossier.result, engagement.model_copy(update={"templates": tmp_path})
    )
    out = tmp_path / "out"
    out.mkdir()
    text = Document(str(draft.write(own, out, NOTHING))).paragraphs[0].text
    assert text == f"本所自有格式：{dossier.result.applicant.name}，审定 566,037.74 元"


def checked_folder(tmp_path: Path, engagement: Engagement, *paragraphs: str) -> Engagement:
    shutil.copy(ROOT / "configs" / "report" / "letter.docx", tmp_path)
    template(tmp_path, *paragraphs)
    return engagement.model_copy(update={"templates": tmp_path})


def test_the_templates_that_come_along_pass_the_check(engagement: Engagement) -> None:
    check(engagement)
    check(UNNAMED)


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (("{{ amounts.granted }}",), "granted"),
        (("{%p for one in issues %}", "{{ one.heading }}", "{%p endfor %}"), "heading"),
        (("{% for one in cuts[:3] %}{{ one.amounts }}{% endfor %}",), "amounts"),
        (("{%p if cap %}", "{% for one in cap.readings %}{{ one.sum }}{% endfor %}", "{%p endif %}"), "sum"),
        (("{% for group in groups %}{% for one in group.questions %}{{ one.asks }}{% endfor %}{% endfor %}",), "asks"),
        (("{% set a = park %}{{ a.checklist }}",), "checklist"),
        (("{{ firma.name }}",), "firma"),
    ],
)
def test_misspelt_names_are_told_before_an_audit(
    tmp_path: Path, engagement: Engagement, paragraphs: tuple[str, ...], name: str
) -> None:
    with pytest.raises(UnusableInputError, match=f"未知变量“{name}”"):
        check(checked_folder(tmp_path, engagement, *paragraphs))


def test_what_is_named_rightly_passes_the_check(tmp_path: Path, engagement: Engagement) -> None:
    check(
        checked_folder(
            tmp_path,
            engagement,
            "{% for one in issues %}{{ loop.index }}{{ one.title|length }}{% for shot in one.shots %}{{ shot.caption }}"
            "{% endfor %}{% endfor %}{% for a, b in [(1, 2)] %}{{ a }}{% endfor %}{% set c = cap %}{{ c.sentence }}",
        )
    )


def test_a_misspelt_name_in_a_footer_is_told(tmp_path: Path, engagement: Engagement) -> None:
    own = checked_folder(tmp_path, engagement, "{{ draft }}")
    document = Document(str(tmp_path / "report.docx"))
    document.sections[0].footer.paragraphs[0].text = "{{ firm.title }}"
    document.save(str(tmp_path / "report.docx"))
    with pytest.raises(UnusableInputError, match=r"未知变量“title”，在“\{\{ firm.title }}”一段"):
        check(own)


def test_a_folder_without_the_template_is_told(tmp_path: Path, dossier: Dossier, engagement: Engagement) -> None:
    own = Dossier.of(
        dossier.case, dossier.verdict, dossier.result, engagement.model_copy(update={"templates": tmp_path})
    )
    with pytest.raises(UnusableInputError, match=r"report\.docx: 没有这个模板文件"):
        draft.write(own, tmp_path, NOTHING)


def test_the_guide_lists_every_variable() -> None:
    assert (ROOT / "docs" / "report-templates.md").read_text(encoding="utf-8") == page()


def test_the_guide_names_every_key_of_the_engagement() -> None:
    guide = page()
    own = set(Engagement.model_fields) - {"wording", "templates", "password"}
    assert {key for key in own if f"`{key}`" in guide} == own
    assert load_engagement(ROOT / "configs" / "report").templates == ROOT / "configs" / "report"
