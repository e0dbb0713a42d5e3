"""The application form by itself: what is stated of it, what is only asked, and when nothing is said."""

import pytest

from evidence.document import Method

REQUIRED_DAYS = ("reg_date", "built_date")


def filled(make, method=Method.OFFICE, **changes):
    """A form with everything it asks for; None leaves a field blank."""
    terms = make.POLICY.forms[make.Programme.PLATFORM]
    values = dict.fromkeys(terms.required, "已填") | {
        "applicant_name": make.APPLICANT,
        "legal_rep": "苏南星",
        "positioning": "行业级",
        "declared_investment": None,
        "reg_date": "2015-03-02",
        "built_date": None,
        "enterprises_served": "20",
        "edition": make.fact("number", "2025"),
        "commitment": make.fact("flag", "true"),
        "commitment_signed": make.fact("flag", "true"),
        "commitment_date": make.fact("date", "2025-06-04"),
    }
    made = make.form(**(values | {"declared_investment": "800000.00", "built_date": "2024-10-01"} | changes))
    facts = {name: fact.model_copy(update={"method": method}) for name, fact in made.facts.items()}
    return made.model_copy(update={"facts": facts})


def judged(make, form, more=(), **changes):
    kept = [item for item in make.materials() if item.kind is not make.Kind.FORM_A3]
    records = [make.contract("800000.00"), make.ordinary("800000.00"), make.slip("800000.00"), *more]
    return make.verdict([make.line("800000.00")], records, materials=(*kept, form), **changes)


OWN = {
    "submission_outside_window",
    "commitment_missing",
    "commitment_unsigned",
    "commitment_undated",
    "form_field_missing",
    "form_choice_invalid",
    "text_over_limit",
    "form_version_wrong",
    "operating_data_inconsistent",
    "recommendation_row_mismatch",
}


def test_a_form_that_is_filled_in_and_signed_says_nothing(make):
    assert not OWN & set(make.codes(judged(make, filled(make))))


@pytest.mark.parametrize(("day", "late"), [("2025-06-20", False), ("2025-06-21", True)])
def test_a_commitment_signed_after_the_window(make, day, late):
    verdict = judged(make, filled(make, commitment_date=make.fact("date", day)))
    assert bool(make.found(verdict, "submission_outside_window")) is late


def test_a_form_without_commitment(make):
    gone = {"commitment": None, "commitment_signed": None, "commitment_date": None}
    assert "commitment_missing" in make.codes(judged(make, filled(make, **gone)))
    letter = make.record(make.Kind.COMMITMENT, "承诺书.pdf", {})
    assert "commitment_missing" not in make.codes(judged(make, filled(make, **gone), [letter]))
    printed = filled(make, commitment_signed=None)
    assert "commitment_missing" not in make.codes(judged(make, printed))


def test_a_commitment_nobody_signed_is_only_asked_about_where_pictures_may_hide_the_signature(make):
    form = filled(make, commitment_signed=make.fact("flag", "false"))
    assert "commitment_unsigned" in make.codes(judged(make, form))
    pictured = judged(make, form, notes={form.source: (("pictures", "1"),)})
    assert "commitment_unsigned" not in make.codes(pictured)
    assert "rule_cannot_determine" in make.codes(pictured)
    scanned = judged(make, filled(make, Method.OCR, commitment_signed=make.fact("flag", "false")))
    assert "commitment_unsigned" not in make.codes(scanned)


def test_a_signature_without_a_day(make):
    assert "commitment_undated" in make.codes(judged(make, filled(make, commitment_date=None)))


def test_blank_fields_are_named_by_the_forms_labels(make):
    (finding,) = make.found(judged(make, filled(make, protocols=None, plans=None)), "form_field_missing")
    assert "兼容协议数量、发展方向和计划" in finding.message
    assert "form_field_missing" not in make.codes(judged(make, filled(make, Method.OCR, protocols=None)))
    assert "form_field_missing" not in make.codes(judged(make, make.form()))


@pytest.mark.parametrize(("ticked", "wrong"), [("行业级", False), ("行业级、区域级", True), (None, True)])
def test_single_choices(make, ticked, wrong):
    verdict = judged(make, filled(make, positioning=ticked))
    assert ("form_choice_invalid" in make.codes(verdict)) is wrong


@pytest.mark.parametrize(("length", "long"), [(300, False), (301, True)])
def test_lengths(make, length, long):
    verdict = judged(make, filled(make, overview="云 " * length))
    assert ("text_over_limit" in make.codes(verdict)) is long


def test_a_form_of_another_year(make):
    verdict = judged(make, filled(make, edition=make.fact("number", "2024")))
    assert "form_version_wrong" in make.codes(verdict)
    assert "form_version_wrong" not in make.codes(judged(make, filled(make, edition=None)))


def test_the_districts_row(make):
    def row(**changes):
        values = {"applicant_name": make.APPLICANT, "programme": "工业互联网市级示范平台", "phone": "已填"}
        return make.record(make.Kind.FORM_A1, "附件1.docx", {}, [values | changes])

    assert "recommendation_row_mismatch" not in make.codes(judged(make, filled(make), [row()]))
    for wrong in ({"phone": "13900000000"}, {"programme": "星级上云企业"}, {"applicant_name": "成都百川实业有限公司"}):
        verdict = judged(make, filled(make), [row(**wrong)])
        assert "recommendation_row_mismatch" in make.codes(verdict), wrong


@pytest.mark.parametrize(("year", "wrong"), [("2022", True), ("2023", False)])
def test_income_before_the_company_was_founded(make, year, wrong):
    form = filled(make, **{f"revenue_{year}": make.fact("number", "120.5")})
    kept = [item for item in make.materials() if item.kind not in (make.Kind.FORM_A3, make.Kind.LICENCE)]
    records = [make.contract("800000.00"), make.ordinary("800000.00"), make.slip("800000.00")]
    licence = make.licence(reg_date="2023-04-01")
    verdict = make.verdict([make.line("800000.00")], records, materials=(*kept, form, licence))
    assert ("operating_data_inconsistent" in make.codes(verdict)) is wrong
