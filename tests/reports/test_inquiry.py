from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evidence.case import Case, Verdict
from evidence.decision import Decision, Ruling
from evidence.engagement import UNNAMED, Engagement, Wording, load_engagement
from evidence.finding import Severity
from evidence.problems import Problem, Trouble
from evidence.result import EvidenceOut, FindingOut, RulingOut
from evidence.settings import ROOT
from reports import summarise
from reports.inquiry import AGAIN, APPLICATION, ASK, FILES, ONCE_MORE, PERSONNEL, Inquiry, InquiryGroup, inquiries
from reports.masking import Curtain

OWN = load_engagement(ROOT / "configs" / "report")


def asked(case: Case, verdict: Verdict, engagement: Engagement = OWN) -> tuple[InquiryGroup, ...]:
    return inquiries(case, Curtain(case), engagement, summarise(case, verdict).findings)


def flat(groups: tuple[InquiryGroup, ...]) -> list[Inquiry]:
    return [one for group in groups for one in group.inquiries]


def moved(verdict: Verdict, **changes: object) -> Verdict:
    """Every finding changed alike."""
    return verdict.model_copy(update={"findings": tuple(one.model_copy(update=changes) for one in verdict.findings)})


def test_questions_are_grouped_and_numbered_through(case: Case, verdict: Verdict) -> None:
    groups = asked(case, verdict)
    assert [group.title for group in groups] == ["四川青杉软件有限公司", PERSONNEL, FILES]
    assert [one.number for one in flat(groups)] == [f"Q-{number:03d}" for number in range(1, len(flat(groups)) + 1)]


def test_what_only_informs_is_not_asked(case: Case, verdict: Verdict) -> None:
    told = {one.id: one.code for one in verdict.findings}

    def codes(engagement: Engagement) -> set[str]:
        return {told[one.finding] for one in flat(asked(case, verdict, engagement)) if one.finding}

    assert codes(OWN) == {"amount_words_mismatch", "cash_or_personal_payment", "personnel_wage_outlier"}
    assert "near_threshold_warning" not in codes(UNNAMED)


def test_a_code_without_wording_is_asked_in_common_words(case: Case, verdict: Verdict) -> None:
    assert {one.ask for one in flat(asked(case, verdict, UNNAMED)) if one.finding} == {ASK}


def test_an_empty_ask_is_not_asked(case: Case, verdict: Verdict) -> None:
    silent = UNNAMED.model_copy(
        update={"wording": {one.code: Wording(ask="", advice="阅知。") for one in verdict.findings}}
    )
    assert [group.title for group in asked(case, verdict, silent)] == [FILES]


def test_a_question_names_line_and_papers(case: Case, verdict: Verdict) -> None:
    first = flat(asked(case, verdict))
    about = next(one for one in first if "大写" in one.ask)
    assert about.about.startswith("第 1 项“平台软件开发”（申报 500,000.00 元）：增值税专用发票 00000000012345678901")
    assert about.files == ("01/发票.pdf", "01/回单.pdf")


def test_the_same_matter_of_a_line_is_asked_once(case: Case, verdict: Verdict) -> None:
    twice = moved(verdict, code="cash_or_personal_payment")
    own = flat(asked(case, twice))
    matters = [one for one in own if one.finding]
    assert len(matters) == 1
    assert set(matters[0].files) == {file for one in twice.findings for file in one.files}


def test_what_an_auditor_set_aside_is_not_asked(case: Case, verdict: Verdict) -> None:
    def ruled(*rulings: Ruling) -> set[str]:
        decisions = [
            Decision(subject=one.id, ruling=ruling, by="复核人", at=datetime(2025, 7, day, tzinfo=UTC), note="已核对")
            for one in verdict.findings
            for day, ruling in enumerate(rulings, start=1)
        ]
        groups = inquiries(case, Curtain(case), OWN, summarise(case, verdict, decisions).findings)
        return {one.finding for one in flat(groups) if one.finding}

    assert ruled(Ruling.REJECT) == set()
    assert ruled(Ruling.REJECT, Ruling.CONFIRM) == ruled(Ruling.NOTE) != set()


def test_severity_does_not_show_in_the_order(case: Case, verdict: Verdict) -> None:
    severe = [finding.model_copy(update={"severity": Severity.S1}) for finding in verdict.findings]
    mild = [finding.model_copy(update={"severity": Severity.S4}) for finding in reversed(verdict.findings)]
    first, second = (asked(case, verdict.model_copy(update={"findings": tuple(one)})) for one in (severe, mild))
    assert [one.ask for one in flat(first)] == [one.ask for one in flat(second)]


def test_names_are_masked_in_questions_about_persons(case: Case, verdict: Verdict) -> None:
    line = case.declaration.lines[0].model_copy(update={"description": "欧阳若溪、贺兰的工资"})
    named = case.model_copy(update={"declaration": case.declaration.model_copy(update={"lines": (line,)})})
    person = moved(verdict, code="personnel_wage_outlier")
    about = next(one.about for one in flat(asked(named, person)) if one.finding)
    assert "欧阳若溪" not in about
    assert "欧阳*" in about


@pytest.mark.parametrize("trouble", Trouble)
def test_a_file_with_any_trouble_is_asked_for_in_words_for_the_applicant(
    case: Case, verdict: Verdict, trouble: Trouble
) -> None:
    problem = Problem(
        file="甲/乙.pdf", trouble=trouble, reason="内部原因", remedy="请人工归类", detail="Traceback", page=3
    )
    troubled = case.model_copy(update={"problems": (problem,)})
    one = next(one for one in flat(asked(troubled, verdict)) if one.files == ("甲/乙.pdf",))
    assert one.ask == AGAIN.get(trouble, ONCE_MORE)
    assert one.about == "文件“乙.pdf”第 3 页"
    assert "内部原因" not in one.about + one.ask


def about_a_file(verdict: Verdict, file: str, *rulings: RulingOut) -> FindingOut:
    model = verdict.findings[1]
    place = EvidenceOut(file=file, page=1, box=None, cell="", field="", raw="")
    return FindingOut(
        id="F-file",
        code="file_unreadable",
        severity=Severity.S3,
        title="文件损坏/加密无法打开",
        message="文件未能读取。",
        basis=model.basis,
        amount=None,
        line=None,
        files=(file,),
        evidence=(place,),
        rulings=rulings,
    )


def test_a_file_with_a_problem_and_a_finding_is_asked_for_once(case: Case, verdict: Verdict) -> None:
    groups = inquiries(case, Curtain(case), OWN, [about_a_file(verdict, "03/加密.pdf")])
    mine = [one for one in flat(groups) if "03/加密.pdf" in one.files]
    assert [(one.finding, one.ask) for one in mine] == [("F-file", AGAIN[Trouble.ENCRYPTED])]
    assert [group.title for group in groups] == [FILES]


def test_a_finding_about_a_file_without_a_problem_stands_with_the_files(case: Case, verdict: Verdict) -> None:
    groups = inquiries(case, Curtain(case), OWN, [about_a_file(verdict, "01/合同.pdf")])
    assert [group.title for group in groups] == [FILES]
    assert {one.ask for one in flat(groups) if one.finding} == {OWN.wording["file_unreadable"].ask}


def test_a_file_set_aside_is_not_asked_for(case: Case, verdict: Verdict) -> None:
    ruling = RulingOut(ruling=Ruling.REJECT, by="复核人", at=datetime(2025, 7, 1, tzinfo=UTC), note="已另行取得")
    groups = inquiries(case, Curtain(case), OWN, [about_a_file(verdict, "03/加密.pdf", ruling)])
    assert not [one for one in flat(groups) if "03/加密.pdf" in one.files]


def test_no_findings_and_no_trouble_ask_nothing(case: Case) -> None:
    sound = case.model_copy(update={"problems": (), "submission": case.submission.model_copy(update={"problems": ()})})
    nothing: tuple[FindingOut, ...] = ()
    assert inquiries(sound, Curtain(sound), OWN, nothing) == ()


def test_a_finding_about_no_line_is_about_the_application(case: Case, verdict: Verdict) -> None:
    groups = asked(case, moved(verdict, line=None, code="declared_total_mismatch"))
    assert groups[0].title == APPLICATION
    assert all("第 " not in one.about for one in groups[0].inquiries)
