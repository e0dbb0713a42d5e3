from __future__ import annotations

import json
from decimal import Decimal

import jsonschema

from evidence.case import Case, Verdict
from evidence.declared import Declaration
from evidence.kind import Kind
from evidence.problems import Problem, Trouble
from evidence.result import Result
from reports import schema, summarise


def test_every_received_file_appears_and_unread_ones_say_so(case: Case, verdict: Verdict) -> None:
    rows = summarise(case, verdict).documents
    files = {row.file for row in rows}
    assert {source.path for source in case.submission.sources} <= files
    unread = {row.file: row for row in rows if row.status == "unread"}
    assert set(unread) == {"03/加密.pdf", "04/坏包.zip"}
    assert all(row.kind is None and not row.fields for row in unread.values())


def test_a_file_with_two_documents_stands_twice_and_only_the_unsure_one_is_unsure(case: Case, verdict: Verdict) -> None:
    rows = [row for row in summarise(case, verdict).documents if row.file == "02/扫描件.jpg"]
    assert [(row.pages, row.status) for row in rows] == [((1,), "read"), ((2,), "uncertain")]


def test_a_second_upload_is_listed_under_its_own_path(case: Case, verdict: Verdict) -> None:
    rows = {row.file: row for row in summarise(case, verdict).documents}
    assert rows["99/发票副本.pdf"].id == rows["01/发票.pdf"].id
    assert rows["99/发票副本.pdf"].kind == rows["01/发票.pdf"].kind


def test_a_bad_page_makes_its_document_partly_read(case: Case, verdict: Verdict) -> None:
    trouble = Problem(file="02/扫描件.jpg", trouble=Trouble.PAGE_UNREADABLE, reason="r", remedy="m", page=1)
    harmed = case.model_copy(update={"problems": (*case.problems, trouble)})
    rows = [row for row in summarise(harmed, verdict).documents if row.file == "02/扫描件.jpg"]
    assert [row.status for row in rows] == ["partly", "uncertain"]


def test_cuts_lead_from_declared_to_recognised(case: Case, verdict: Verdict) -> None:
    result = summarise(case, verdict)
    for line in result.lines:
        cut = sum((Decimal(one.amount) for one in line.deductions), Decimal(0))
        assert Decimal(line.declared) - cut == Decimal(line.recognised), line.id
    files = [case.record(name).file for name in case.matching.of("L-1").records]
    assert list(result.lines[0].documents) == list(dict.fromkeys(files))
    recognised = sum((Decimal(line.recognised) for line in result.lines), Decimal(0))
    assert recognised == Decimal(result.amounts.recognised), "what exceeds the cap is cut from the personnel lines"
    assert (result.amounts.declared, result.amounts.recognised) == ("1000000.00", "566037.74")


def test_a_line_the_rules_did_not_measure_recognises_nothing(case: Case, verdict: Verdict) -> None:
    lines = verdict.recognition.lines[1:]
    short = verdict.model_copy(update={"recognition": verdict.recognition.model_copy(update={"lines": lines})})
    line = summarise(case, short).lines[0]
    assert line.recognised == "0.00"
    assert [(one.code, one.amount) for one in line.deductions] == [("rule_cannot_determine", "500000.00")]


def test_findings_come_gravest_first_and_name_no_person(case: Case, verdict: Verdict) -> None:
    result = summarise(case, verdict)
    assert [one.severity for one in result.findings] == ["S2", "S3", "S4", "S4"]
    text = result.render()
    for secret in ("欧阳若溪", "510101198803050017", "51010119910722003X", "18888.88"):
        assert secret not in text


def test_result_json_is_canonical_and_follows_the_published_schema(case: Case, verdict: Verdict) -> None:
    first, second = (summarise(case, verdict).render() for _ in range(2))
    assert first == second
    assert first.endswith("}\n")
    assert "成都蓝鹊" in first
    parsed = json.loads(first)
    jsonschema.Draft202012Validator(json.loads(schema.PUBLISHED.read_text(encoding="utf-8"))).validate(parsed)
    assert Result.model_validate(parsed) == summarise(case, verdict)


def test_the_published_schema_is_the_model() -> None:
    assert schema.PUBLISHED.read_text(encoding="utf-8") == schema.schema(), "run: python -m reports.schema"


def test_an_uncertain_document_goes_to_review_with_its_scores(case: Case, verdict: Verdict) -> None:
    first, *rest = case.records
    scores = {"order": 0.61, "contract": 0.64}
    tied = first.model_copy(update={"kind": Kind.OTHER, "scores": scores, "facts": {}})
    result = summarise(case.model_copy(update={"records": (tied, *rest)}), verdict)
    shown = {row.id: row for row in result.documents}
    assert (shown[tied.id].status, shown[tied.id].scores) == ("uncertain", scores)
    assert all(not row.scores for row in result.documents if row.status != "uncertain")


def test_an_empty_case_still_has_a_result(case: Case, verdict: Verdict) -> None:
    bare = case.model_copy(
        update={
            "records": (),
            "declaration": Declaration(applicant=case.declaration.applicant.model_copy(), programme=None),
        }
    )
    result = summarise(bare, verdict.model_copy(update={"findings": ()}))
    assert result.lines == ()
    assert {row.status for row in result.documents} == {"unread"}
