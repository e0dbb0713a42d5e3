"""The letter asks for papers and explanations; it shows nothing of what the auditor makes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document

from evidence.case import Case, Verdict
from evidence.engagement import Engagement, load_engagement
from evidence.finding import Finding, Severity, finding_id
from evidence.policy_file import load_policy
from evidence.settings import ROOT
from reports import letter, summarise
from reports.dossier import Dossier
from reports.plates import Plates

OWN = load_engagement(ROOT / "configs" / "report")
NOTHING = Plates(crops={}, files={})
CODES = load_policy("chengdu-2025", ROOT / "configs").codes
SUSPICION = re.compile(
    "虚假|伪造|虚开|嫌疑|疑似|可疑|怀疑|篡改|涂改|造假|弄虚|作假|套取|骗|舞弊|违规|违法|核减|扣减|不予认定|暂不认定|审定"
)


def text_of(path: Path) -> str:
    document = Document(str(path))
    parts = [one.text for one in document.paragraphs]
    for table in document.tables:
        parts += ["｜".join(cell.text for cell in row.cells) for row in table.rows]
    for section in document.sections:
        parts += [one.text for area in (section.header, section.footer) for one in area.paragraphs]
    return "\n".join(parts)


def written(case: Case, verdict: Verdict, tmp_path: Path, engagement: Engagement = OWN) -> str:
    own = Dossier.of(case, verdict, summarise(case, verdict), engagement)
    return text_of(letter.write(own, tmp_path, NOTHING))


def of_all_codes(verdict: Verdict) -> Verdict:
    """A finding of every code the policy knows, on a line of its own severity and wording."""
    model = verdict.findings[1]
    found = tuple(
        Finding(
            id=finding_id(code, [str(number)]),
            code=code,
            severity=terms.severity,
            title=terms.title,
            message=f"存在{terms.title}情形，涉及 77,777.77 元，予以核减。",
            basis="暂不认定的依据",
            amount=None,
            line="L-1" if number % 2 else None,
            subjects=model.subjects,
            evidence=model.evidence,
        )
        for number, (code, terms) in enumerate(CODES.items())
    )
    return verdict.model_copy(update={"findings": found})


def test_the_letter_asks_and_judges_nothing(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    every = of_all_codes(verdict)
    text = written(case, every, tmp_path)
    assert not SUSPICION.search(text), SUSPICION.search(text)
    assert not re.search(r"S[1-4]|\bD-\d|\bE-\d|77,777|重大|较大", text)
    for one in every.findings:
        assert one.code not in text
        assert one.message not in text
    asked = {words.ask for words in OWN.wording.values() if words.ask}
    assert all(ask in text for ask in asked), "everything that can be asked is asked"


def test_the_deadline_is_a_field_and_never_a_date(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    text = written(case, verdict, tmp_path, OWN.model_copy(update={"answer_days": 12}))
    assert "请于　　　　年　　月　　日前（自本通知送达之日起 12 个工作日内）提交" in text
    own = re.sub(r"2024年1月1日|2024年12月31日|2025年度", "", text)
    assert not re.search(r"20\d\d年\d+月\d+日", own)


def test_every_question_has_its_row_and_room_for_an_answer(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    own = Dossier.of(case, verdict, summarise(case, verdict), OWN)
    document = Document(str(letter.write(own, tmp_path, NOTHING)))
    head = ["编号", "所涉事项", "请提供或说明", "所涉文件", "申报单位答复"]
    tables = [one for one in document.tables if [cell.text for cell in one.rows[0].cells] == head]
    assert len(tables) == len(own.inquiries)
    for table, group in zip(tables, own.inquiries, strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
        assert [row[:3] for row in rows] == [[one.number, one.about, one.ask] for one in group.inquiries]
        assert {row[4] for row in rows} == {""}
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 2"]
    assert headings == [group.title for group in own.inquiries]
    count = sum(len(group.inquiries) for group in own.inquiries)
    assert f"下列 {count} 项事项" in text_of(tmp_path / "letter.docx")


def test_files_are_named_by_path_only_where_names_repeat(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    text = written(case, verdict, tmp_path)
    assert "发票.pdf" in text
    assert "01/发票.pdf" not in text
    twin = case.submission.sources[0].model_copy(update={"path": "88/发票.pdf", "sha256": "0" * 64})
    more = case.submission.model_copy(update={"sources": (*case.submission.sources, twin)})
    assert "01/发票.pdf" in written(case.model_copy(update={"submission": more}), verdict, tmp_path)


def test_nothing_to_ask_is_said_in_a_sentence(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    sound = case.model_copy(update={"problems": (), "submission": case.submission.model_copy(update={"problems": ()})})
    text = written(sound, verdict.model_copy(update={"findings": ()}), tmp_path)
    assert "目前没有需要贵单位补充资料或作出说明的事项。" in text
    assert "答复期限" not in text
    assert "Q-" not in text


def test_blanks_are_left_for_people(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    text = written(case, verdict, tmp_path)
    for blank in (
        "联系人｜｜联系电话｜",
        "电子邮箱｜｜送达地址｜",
        "会计师事务所：＿",
        "（盖章）",
        "签收人｜｜签收日期",
    ):
        assert blank in text
    named = written(case, verdict, tmp_path, OWN.model_copy(update={"firm": "某某会计师事务所"}))
    assert "某某会计师事务所受成都市经济和信息化局委托" in named


@pytest.mark.parametrize("severity", Severity)
def test_severity_changes_nothing_in_the_letter(
    case: Case, verdict: Verdict, tmp_path: Path, severity: Severity
) -> None:
    other = tuple(one.model_copy(update={"severity": severity}) for one in verdict.findings)
    assert written(case, verdict.model_copy(update={"findings": other}), tmp_path) == written(case, verdict, tmp_path)
