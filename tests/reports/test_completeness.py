from __future__ import annotations

from evidence.case import Case, Verdict
from evidence.declared import Programme
from evidence.finding import Finding, Severity
from evidence.problems import Problem, Trouble
from evidence.record import Record
from reports.completeness import Required, completeness


def of(case: Case, title: str, findings: tuple[Finding, ...] = (), problems: tuple[Problem, ...] = ()) -> Required:
    return next(one for one in completeness(case, findings, problems) if title in one.title)


def record(case: Case, file: str) -> Record:
    return next(one for one in case.records if one.file == file)


def against(one: Record, code: str, severity: Severity = Severity.S3) -> Finding:
    return Finding(id="F-1", code=code, severity=severity, title="存在不一致", message="第2页未见", subjects=(one.id,))


def test_every_material_of_the_notice_is_listed_with_its_clause(case: Case) -> None:
    asked = case.policy.materials[Programme.PLATFORM]
    found = completeness(case, (), ())
    assert [one.title for one in found[: len(asked)]] == [one.title for one in asked]
    assert found[0].clause == case.policy.clauses[asked[0].clause]


def test_what_is_not_there_is_missing_and_said_so(case: Case) -> None:
    found = of(case, "营业执照")
    assert (found.state, found.files) == ("missing", ())
    assert found.gaps == ("未见营业执照（多证合一证）",)


def test_present_usable_and_sufficient_are_three_things(case: Case) -> None:
    form = record(case, "申报表.docx")
    assert of(case, "附件3").state == "sufficient"
    assert of(case, "附件3", (against(form, "form_field_missing", Severity.S4),)).state == "sufficient"
    doubted = of(case, "附件3", (against(form, "form_field_missing"),))
    assert (doubted.state, doubted.gaps) == ("usable", ("存在不一致（申报表.docx）",))
    torn = of(case, "附件3", (against(form, "page_missing"),))
    assert (torn.state, torn.gaps) == ("present", ("第2页未见",))
    broken = Problem(file="申报表.docx", trouble=Trouble.PAGE_UNREADABLE, reason="页面无法读取", remedy="请重新提供")
    assert of(case, "附件3", (), (broken,)).state == "present"
    unsure = broken.model_copy(update={"trouble": Trouble.UNCERTAIN_KIND})
    assert of(case, "附件3", (), (unsure,)).state == "sufficient"


def test_papers_of_lines_name_the_lines_that_lack_them(case: Case) -> None:
    contracts, payments = of(case, "有效合同"), of(case, "银行付款凭证")
    assert (contracts.state, contracts.files, contracts.gaps) == ("present", ("01/合同.pdf",), ("第 2 项未见有效合同",))
    assert "1/2" in contracts.title
    assert payments.clause == case.policy.clauses["proof"]


def test_persons_papers_are_asked_for_only_where_persons_are_declared(case: Case) -> None:
    assert of(case, "工资表").state == "sufficient"
    assert of(case, "劳动合同").state == "missing"
    lines = tuple(line for line in case.declaration.lines if not line.is_personnel)
    other = case.model_copy(update={"declaration": case.declaration.model_copy(update={"lines": lines})})
    assert not [one for one in completeness(other, (), ()) if one.title == "工资表"]


def test_what_is_asked_of_another_kind_of_cloud_is_not_missing(case: Case) -> None:
    form = record(case, "申报表.docx")
    like = form.facts["applicant_name"]
    ticked = form.model_copy(
        update={"facts": form.facts | {"deployment": like.model_copy(update={"value": "公有云", "raw": "公有云"})}}
    )
    records = tuple(ticked if one.id == form.id else one for one in case.records if one.file != "项目清单.xlsx")
    declaration = case.declaration.model_copy(update={"programme": Programme.CLOUD})
    cloud = case.model_copy(update={"records": records, "declaration": declaration})
    assert of(cloud, "系统截图").state == "not_asked"
    assert of(cloud, "公有云购买服务合同").state == "sufficient"
    unsaid = cloud.model_copy(update={"records": tuple(one for one in records if one.id != form.id)})
    assert of(unsaid, "系统截图").gaps == ("申报表未能确定部署模型，视其而定",)


def test_a_park_has_no_papers_of_lines(case: Case, verdict: Verdict) -> None:
    declaration = case.declaration.model_copy(update={"programme": Programme.PARK, "lines": ()})
    found = completeness(case.model_copy(update={"declaration": declaration}), verdict.findings, ())
    assert not [one for one in found if "各申报明细" in one.title]
    assert [one for one in found if "认定材料" in one.title]
