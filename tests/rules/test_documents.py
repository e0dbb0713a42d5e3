"""What single documents and the application as a whole give rise to, and when they stay silent."""

import pytest

from evidence.document import Method
from evidence.elsewhere import Kept
from evidence.fact import Candidate, Place, Status
from evidence.problems import Problem, Trouble

NUMBER = "CG-2024-001"
BIG = "800000.00"


def judged(make, *, contract=None, invoice=None, slip=None, more=(), line=None, **changes):
    """A sound line well above the floor, with single papers replaced."""
    records = [contract or make.contract(BIG, NUMBER), invoice or make.ordinary(BIG), slip or make.slip(BIG), *more]
    return make.verdict([line or make.line(BIG, contract_no=NUMBER)], records, **changes)


def swapped(make, **papers):
    """The materials with a form or licence replaced."""
    kept = [item for item in make.materials() if item.kind not in (make.Kind.FORM_A3, make.Kind.LICENCE)]
    return (*kept, papers.get("form", make.form()), papers.get("licence", make.licence()))


def test_a_sound_application_says_nothing_at_all(make):
    assert make.codes(judged(make)) == []


def test_sums_that_do_not_add_up(make):
    wrong = make.ordinary(BIG, tax="1.00")
    (finding,) = make.found(judged(make, invoice=wrong), "invoice_sum_mismatch")
    assert finding.line == "L-1"
    assert {item.field for item in finding.evidence} == {"amount_excl_tax", "tax", "total_incl_tax"}


def test_lines_that_do_not_add_up(make):
    face = make.ordinary(BIG)
    total = face.facts["amount_excl_tax"].model_copy(update={"checks": ("not:line_sum",)})
    row = face.rows[0].model_copy(
        update={"facts": face.rows[0].facts | make.facts({"amount": "1.00", "tax_rate": None})}
    )
    broken = face.model_copy(update={"facts": face.facts | {"amount_excl_tax": total}, "rows": (row,)})
    assert "invoice_sum_mismatch" in make.codes(judged(make, invoice=broken))
    listed = row.model_copy(update={"facts": row.facts | make.facts({"item": "详见销货清单"})})
    assert "invoice_sum_mismatch" not in make.codes(judged(make, invoice=broken.model_copy(update={"rows": (listed,)})))


def test_contradictions_in_pixels_are_no_verdict(make):
    poor = make.by_pixels(make.ordinary(BIG, tax="1.00"), 0.9, Status.CONTRADICTED)
    verdict = judged(make, invoice=poor)
    assert make.codes(verdict, "S1 S2 S3") == []
    assert "ocr_low_confidence" in make.codes(verdict)


def test_words_in_pixels_against_a_proven_figure(make):
    scan = make.by_pixels(make.slip(BIG, amount_words="900000.00"), 0.98)
    assert make.found(judged(make, slip=scan), "amount_words_mismatch") == []
    proven = scan.facts["pay_amount"].model_copy(update={"status": Status.PROVEN})
    scan = scan.model_copy(update={"facts": scan.facts | {"pay_amount": proven}})
    assert len(make.found(judged(make, slip=scan), "amount_words_mismatch")) == 1


def test_tax_that_is_not_amount_times_rate(make):
    face = make.ordinary(BIG)
    for tax, expected in (("45283.08", 0), ("45200.00", 1)):
        row = face.rows[0].model_copy(update={"facts": face.rows[0].facts | make.facts({"tax": tax})})
        verdict = judged(make, invoice=face.model_copy(update={"rows": (row,)}))
        assert len(make.found(verdict, "tax_calc_mismatch")) == expected


def test_embedded_data_against_the_page(make):
    face = make.ordinary(BIG)
    other = Candidate(value="900000.00", raw="900000.00", method=Method.TEXT, place=Place())
    fact = face.facts["total_incl_tax"].model_copy(
        update={"method": Method.XML, "checks": ("not:layers:data,page",), "candidates": (other,)}
    )
    verdict = judged(make, invoice=face.model_copy(update={"facts": face.facts | {"total_incl_tax": fact}}))
    assert len(make.found(verdict, "layer_conflict")) == 1
    misread = fact.model_copy(update={"candidates": (other.model_copy(update={"method": Method.OCR}),)})
    verdict = judged(make, invoice=face.model_copy(update={"facts": face.facts | {"total_incl_tax": misread}}))
    assert make.found(verdict, "layer_conflict") == []


def test_the_qr_code_names_another_number(make):
    assert (
        make.found(judged(make, invoice=make.ordinary(BIG, qr_number="24512000000000000001")), "qr_face_mismatch") == []
    )
    verdict = judged(make, invoice=make.ordinary(BIG, qr_number="24512000000000000009"))
    assert make.found(verdict, "qr_face_mismatch")[0].severity == "S1"


@pytest.mark.parametrize(
    ("number", "expected"), [("24512000000000000001", 0), ("23512000000000000001", 1), ("12345678", 0)]
)
def test_the_number_of_a_new_invoice_begins_with_its_year(make, number, expected):
    verdict = judged(make, invoice=make.ordinary(BIG, number))
    assert len(make.found(verdict, "invoice_number_year_conflict")) == expected


def test_contracts_without_day_amount_or_party(make):
    assert "contract_undated" in make.codes(judged(make, contract=make.contract(BIG, NUMBER, sign_date=None)))
    assert "contract_terms_incomplete" in make.codes(judged(make, contract=make.contract(None, NUMBER)))
    assert "contract_terms_incomplete" in make.codes(judged(make, contract=make.contract(BIG, NUMBER, party_a=None)))


@pytest.mark.parametrize(("day", "late"), [("2024-05-10", False), ("2024-05-11", True)])
def test_contracts_signed_after_the_fact(make, day, late):
    verdict = judged(make, contract=make.contract(BIG, NUMBER, sign_date=day))
    assert ("contract_backdated" in make.codes(verdict)) is late


@pytest.mark.parametrize(("last", "expected"), [("0.1", 0), ("0.2", 1)])
def test_payment_shares(make, last, expected):
    rows = [{"share": share} for share in ("0.3", "0.6", last)]
    verdict = judged(make, contract=make.contract(BIG, NUMBER, rows=rows))
    assert len(make.found(verdict, "payment_terms_sum_error")) == expected


def test_names_and_representatives_of_form_and_licence(make):
    licence = make.licence(name="成都百川实业有限公司", uscc="91510107MA7BWTRL8E", legal_rep="高远")
    verdict = judged(make, materials=swapped(make, licence=licence))
    assert {"applicant_name_mismatch", "legal_rep_mismatch"} <= set(make.codes(verdict))
    contract = make.contract(BIG, NUMBER, party_a="成都百川实业有限公司")
    assert "applicant_name_mismatch" in make.codes(judged(make, contract=contract))


def test_codes_that_fail_their_check_digit(make):
    wrong = make.ordinary(BIG, seller_tax_id="91510104MA6CPHNX2E")
    assert len(make.found(judged(make, invoice=wrong), "uscc_invalid")) == 1
    assert make.found(judged(make, invoice=make.by_pixels(wrong)), "uscc_invalid") == []


def test_a_file_under_two_paths(make):
    twin = make.record(make.Kind.ACCEPTANCE, "副本/验收.pdf", {}, content="same")
    verdict = judged(make, more=[make.record(make.Kind.ACCEPTANCE, "验收.pdf", {}, content="same"), twin])
    (finding,) = make.found(verdict, "duplicate_file")
    assert set(finding.files) == {"验收.pdf", "副本/验收.pdf"}
    assert make.codes(verdict, "S1 S2 S3") == []


def test_documents_without_a_line(make):
    stray = make.ordinary("5000.00", "24512000000000000055", seller_name="重庆赤水商贸有限公司", seller_tax_id=None)
    verdict = judged(make, more=[stray])
    assert [finding.subjects for finding in make.found(verdict, "document_unmatched")] == [(stray.id,)]


def test_spending_outside_the_list(make):
    stray = make.ordinary("5000.00", "24512000000000000055", seller_name="重庆赤水商贸有限公司", seller_tax_id=None)
    form = make.form(declared_investment="805000.00")
    verdict = judged(make, more=[stray], materials=swapped(make, form=form))
    assert "line_not_in_project_list" in make.codes(verdict)
    sound = judged(make, more=[stray], materials=swapped(make, form=make.form(declared_investment=BIG)))
    assert "line_not_in_project_list" not in make.codes(sound)


def test_an_invoice_in_another_currency_is_never_set_against_the_gap(make):
    amount = make.fact("money", "50000.00", currency="USD")
    foreign = make.record(make.Kind.INVOICE_OTHER, "invoice.pdf", {"invoice_number": "INV-7", "total_incl_tax": amount})
    materials = (make.LIST, make.form(declared_investment="150000.00"), make.licence(), make.served(20))
    verdict = make.verdict([make.line("100000.00")], [foreign], materials=materials)
    assert "line_not_in_project_list" not in make.codes(verdict)


def test_form_and_list_within_half_a_unit_of_the_last_digit(make):
    for total, expected in (("800050.00", 0), ("800100.00", 1)):
        verdict = judged(make, materials=swapped(make, form=make.form(declared_investment=total)), step="50")
        assert len(make.found(verdict, "declared_total_mismatch")) == expected


def test_a_line_in_the_wrong_unit(make):
    verdict = judged(make, line=make.line("8000000000.00", contract_no=NUMBER))
    assert [finding.line for finding in make.found(verdict, "unit_error_suspected")] == ["L-1"]


@pytest.mark.parametrize(("asked", "expected"), [("120000.00", 0), ("150000.00", 1)])
def test_the_subsidy_asked_for(make, asked, expected):
    form = make.form(declared_investment=BIG, declared_subsidy=asked)
    verdict = judged(make, materials=swapped(make, form=form))
    assert len(make.found(verdict, "subsidy_amount_mismatch")) == expected


@pytest.mark.parametrize(("day", "late"), [("2024-12-31", False), ("2025-01-01", True)])
def test_the_day_the_project_was_finished(make, day, late):
    verdict = judged(make, materials=swapped(make, form=make.form(built_date=day)))
    assert ("built_after_deadline" in make.codes(verdict)) is late


def test_nineteen_served_enterprises_are_too_few_and_no_list_is_missing_material(make):
    rest = [item for item in make.materials() if item.kind is not make.Kind.BACKEND_EXPORT]
    assert "served_enterprises_below_20" in make.codes(judged(make, materials=(*rest, make.served(19))))
    verdict = judged(make, materials=tuple(rest))
    assert "served_enterprises_below_20" not in make.codes(verdict)
    assert "服务企业" in make.found(verdict, "material_missing")[0].message


def test_missing_reports_are_a_question_while_documents_are_unknown(make):
    rest = [item for item in make.materials() if item.kind is not make.Kind.IMPLEMENTATION_REPORT]
    assert make.codes(judged(make, materials=tuple(rest))) == ["material_missing"]
    unknown = make.record(make.Kind.OTHER, "说明.docx", {})
    assert set(make.codes(judged(make, materials=(*rest, unknown)))) == {"doc_type_uncertain", "rule_cannot_determine"}


def test_unread_files_are_told(make):
    problem = Problem(file="坏.pdf", trouble=Trouble.ENCRYPTED, reason="文件已加密", remedy="请提供未加密版本")
    assert make.codes(judged(make, problems=[problem])) == ["file_unreadable"]


def test_equally_good_assignments_are_told(make):
    lines = [make.line("400000.00", number) for number in "12"]
    one = [make.contract(BIG, NUMBER), make.ordinary("400000.00"), make.ordinary("400000.00", "24512000000000000002")]
    verdict = make.verdict(lines, [*one, make.slip("400000.00")])
    assert "link_ambiguous" in make.codes(verdict)
    both = make.verdict(lines, [*one, make.slip("400000.00"), make.slip("400000.00", "HD20240612000002")])
    assert make.codes(both) == []


def test_an_application_without_lines_is_not_judged(make):
    assert make.codes(make.verdict([])) == ["rule_cannot_determine"]


def test_every_finding_has_title_severity_and_evidence_of_the_policy(make):
    verdict = judged(
        make, contract=make.contract("500000.00", NUMBER), slip=make.slip(BIG, payee="成都百川实业有限公司")
    )
    for finding in verdict.findings:
        assert finding.title == make.POLICY.codes[finding.code].title
        assert finding.basis
        assert finding.evidence


def test_contracts_with_customers_prove_the_service_and_are_no_cost(make):
    rest = [item for item in make.materials() if item.kind is not make.Kind.BACKEND_EXPORT]
    sold = make.contract("500.00", "XS-2024-001", party_a="成都百川实业有限公司", party_b=make.APPLICANT)
    assert make.codes(judged(make, materials=(*rest, sold))) == ["material_missing"]
    known = sold.model_copy(update={"kind": make.Kind.SERVICE_CONTRACT})
    matching = make.case([make.line("500.00", supplier="")], [known]).matching
    assert (matching.of("L-1").records, matching.unmatched) == ((), ())
    (asked,) = judged(make, materials=(*rest, known)).findings
    assert (asked.code, "服务合同去重后1家" in asked.message) == ("rule_cannot_determine", True)


def elsewhere(number: str, **changes: str) -> Kept:
    """The invoice with that number, handed in by somebody else."""
    known = {
        "submission": "乙公司申报材料",
        "applicant": "成都乙智能科技有限公司",
        "uscc": "91510100MA61XQ7U02",
        "programme": "platform",
        "record": "R-0",
        "kind": "invoice_einv_ordinary",
        "file": "发票.pdf",
        "key": f"invoice::{number}",
        "sha256": "e" * 64,
    }
    return Kept(**(known | changes))


def test_an_invoice_that_another_applicant_handed_in_too(make):
    face = make.ordinary(BIG)
    known = elsewhere(face.text("invoice_number"))
    (finding,) = make.found(judged(make, invoice=face, elsewhere=(known,)), "cost_claimed_in_two_programmes")
    assert "乙公司申报材料" in finding.message
    assert finding.line == "L-1"
    assert make.cuts(judged(make, invoice=face, elsewhere=(known,))) == {}, "who may bear it, a person decides"


def test_the_same_invoice_for_another_programme_of_the_same_applicant(make):
    face = make.ordinary(BIG)
    own = {"applicant": make.APPLICANT, "uscc": make.APPLICANT_ID}
    number = face.text("invoice_number")
    other = judged(make, invoice=face, elsewhere=(elsewhere(number, programme="cloud", **own),))
    assert make.found(other, "cost_claimed_in_two_programmes")
    again = judged(make, invoice=face, elsewhere=(elsewhere(number, **own),))
    assert make.codes(again) == [], "the same application handed in again"


def test_another_number_elsewhere_says_nothing(make):
    assert make.codes(judged(make, elsewhere=(elsewhere("24512000000000099999"),))) == []


def test_a_number_read_badly_says_nothing(make):
    face = make.by_pixels(make.ordinary(BIG), confidence=0.5)
    found = judged(make, invoice=face, elsewhere=(elsewhere("24512000000000000001"),))
    assert not make.found(found, "cost_claimed_in_two_programmes")


@pytest.mark.parametrize(
    ("notes", "codes"),
    [
        ((("ofd_digest", "ok"),), []),
        ((("ofd_digest", "absent"), ("pictures", "2")), []),
        ((("ofd_digest", "mismatch:/Doc_0/a.xml"), ("ofd_digest", "mismatch:/Doc_0/b.xml")), ["ofd_digest_mismatch"]),
        ((("hidden_sheet", "底稿"),), ["rule_cannot_determine"]),
        ((("hidden_rows", "“清单”有 3 行隐藏"), ("tracked_changes", "true")), ["rule_cannot_determine"] * 2),
    ],
)
def test_what_the_file_around_a_document_says(make, notes, codes):
    invoice = make.ordinary(BIG)
    verdict = judged(make, invoice=invoice, notes={invoice.source: notes})
    assert make.codes(verdict) == codes
    for finding in verdict.findings:
        assert finding.files == (invoice.file,)
        assert finding.line == "L-1"
    if codes == ["ofd_digest_mismatch"]:
        assert "/Doc_0/a.xml、/Doc_0/b.xml" in verdict.findings[0].message
