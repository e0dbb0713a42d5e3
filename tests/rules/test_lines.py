"""What the waterfall cuts of a purchase line, code by code: once where it holds, and silence where it does not."""

import pytest

NUMBER = "CG-2024-001"


def papers(make, **unlike):
    """A sound line of 106,000 gross (ordinary invoice), with single papers replaced."""
    standard = {
        "contract": make.contract("106000.00", NUMBER),
        "invoice": make.ordinary("106000.00"),
        "slip": make.slip("106000.00"),
    }
    return [paper for paper in (standard | unlike).values() if paper is not None]


def judged(make, declared="106000.00", line=None, **unlike):
    return make.verdict([line or make.line(declared, contract_no=NUMBER)], papers(make, **unlike))


def grave(make, verdict):
    return [code for code in make.codes(verdict, "S1 S2 S3") if code != "subsidy_below_floor"]


def test_a_sound_line_is_recognised_whole_and_silent(make):
    verdict = judged(make)
    assert grave(make, verdict) == []
    assert verdict.recognition.recognised.plain() == "106000.00"


@pytest.mark.parametrize(
    ("gone", "code"),
    [("contract", "contract_missing"), ("invoice", "invoice_missing"), ("slip", "payment_evidence_missing")],
)
def test_a_missing_paper_cuts_the_line(make, gone, code):
    verdict = judged(make, **{gone: None})
    assert make.cuts(verdict) == {code: "106000.00"}
    (finding,) = make.found(verdict, code)
    assert finding.amount.plain() == "106000.00"
    assert finding.line == "L-1"
    assert "发票、银行付款凭证" in finding.basis


def test_invoices_over_the_contract(make):
    verdict = judged(make, contract=make.contract("100000.00", NUMBER))
    assert make.cuts(verdict) == {"invoice_over_contract": "6000.00"}
    assert make.found(verdict, "invoice_over_contract")[0].evidence[1].field == "contract_amount"


def test_a_supplement_carries_the_rest(make):
    more = make.contract("6000.00", NUMBER, "合同/补充.pdf", kind=make.Kind.CONTRACT_SUPPLEMENT)
    verdict = judged(make, contract=make.contract("100000.00", NUMBER), more=more)
    assert make.cuts(verdict) == {}


def test_a_frame_contract_without_amount_limits_nothing(make):
    frame = make.contract(None, NUMBER, kind=make.Kind.FRAMEWORK_CONTRACT)
    assert make.cuts(judged(make, contract=frame)) == {}


def test_payment_over_contract_where_only_the_payment_exceeds(make):
    verdict = judged(make, contract=make.contract("100000.00", NUMBER), invoice=make.ordinary("90000.00"))
    assert make.cuts(verdict) == {"payment_over_contract": "6000.00", "payment_over_invoice": "10000.00"}


def test_payment_over_invoice(make):
    verdict = judged(make, invoice=make.ordinary("100000.00"))
    assert make.cuts(verdict) == {"payment_over_invoice": "6000.00"}


def test_an_invoice_that_the_list_names_is_missing(make):
    line = make.line("106000.00", contract_no=NUMBER, invoice_nos=("24512000000000000001", "24512000000000000002"))
    verdict = judged(make, line=line, invoice=make.ordinary("100000.00"))
    assert make.cuts(verdict) == {"invoice_missing": "6000.00"}


def test_only_the_declared_amount_is_too_high(make):
    verdict = judged(make, declared="120000.00")
    assert make.cuts(verdict) == {"declared_line_mismatch": "14000.00"}


def test_part_of_the_invoice_is_unpaid(make):
    verdict = judged(make, slip=make.slip("60000.00"))
    assert make.cuts(verdict) == {"invoice_unpaid": "46000.00"}


def test_a_slip_that_the_list_names_is_missing(make):
    line = make.line("106000.00", contract_no=NUMBER, receipt_nos=("HD20240612000001", "HD20240612000002"))
    verdict = judged(make, line=line, slip=make.slip("60000.00"))
    assert make.cuts(verdict) == {"payment_evidence_missing": "46000.00"}


@pytest.mark.parametrize(
    ("day", "cut"), [("2023-12-31", True), ("2024-01-01", False), ("2024-12-31", False), ("2025-01-01", True)]
)
def test_the_period_includes_its_first_and_last_day(make, day, cut):
    late_invoice = judged(make, invoice=make.ordinary("106000.00", issue_date=day))
    late_slip = judged(make, slip=make.slip("106000.00", pay_date=day))
    assert make.cuts(late_invoice) == ({"invoice_out_of_period": "106000.00"} if cut else {})
    assert make.cuts(late_slip) == ({"payment_out_of_period": "106000.00"} if cut else {})


def test_the_period_test_is_a_switch(make):
    late = papers(make, slip=make.slip("106000.00", pay_date="2025-03-01"))
    line = make.line("106000.00", contract_no=NUMBER)
    assert make.cuts(make.verdict([line], late, policy=make.switched(period_test="invoice"))) == {}
    assert make.cuts(make.verdict([line], late, policy=make.switched(period_test="payment"))) != {}


@pytest.mark.parametrize(
    ("remark", "cut"),
    [
        ("服务期：2024年7月1日至2025年6月30日", "53000.00"),
        ("服务期限2024.01.01-2024.12.31", None),
        ("合同CG-2024-001", None),
        ("服务期:2024-12-22至2025-01-10", "53000.00"),
    ],
)
def test_a_printed_service_period_is_shared_out(make, remark, cut):
    verdict = judged(make, invoice=make.ordinary("106000.00", remark=remark))
    assert make.cuts(verdict) == ({"cross_period_cost": cut} if cut else {})


def test_another_buyer_and_another_seller(make):
    other = {"buyer_name": "成都百川实业有限公司", "buyer_tax_id": None}
    assert make.cuts(judged(make, invoice=make.ordinary("106000.00", **other))) == {"buyer_not_applicant": "106000.00"}
    seller = {"seller_name": "重庆赤水商贸有限公司", "seller_tax_id": None}
    verdict = judged(make, invoice=make.ordinary("106000.00", **seller))
    assert make.cuts(verdict) == {"seller_not_contract_party": "106000.00"}


def test_a_former_name_and_a_branch_are_no_strangers(make):
    old = make.ordinary("106000.00", buyer_name="成都云杉软件有限公司", buyer_tax_id=None)
    applicant = make.Applicant(name=make.APPLICANT, uscc=make.APPLICANT_ID, former_names=("成都云杉软件有限公司",))
    verdict = make.verdict([make.line("106000.00", contract_no=NUMBER)], papers(make, invoice=old), applicant=applicant)
    assert make.cuts(verdict) == {}
    branch = make.ordinary("106000.00", buyer_name=make.APPLICANT + "绵阳分公司", buyer_tax_id=None)
    verdict = judged(make, invoice=branch)
    assert make.cuts(verdict) == {}
    assert "buyer_is_branch" in grave(make, verdict)


def test_another_payer_and_another_payee(make):
    verdict = judged(make, slip=make.slip("106000.00", payer="成都百川实业有限公司"))
    assert make.cuts(verdict) == {"payer_not_applicant": "106000.00"}
    verdict = judged(make, slip=make.slip("106000.00", payee="成都百川实业有限公司"))
    assert make.cuts(verdict) == {"payee_not_contract_party": "106000.00"}


def test_an_entrusted_payment_needs_its_agreement(make):
    slip = make.slip("106000.00", payer="成都百川实业有限公司", usage="代付云杉软件款")
    verdict = judged(make, slip=slip)
    assert make.cuts(verdict) == {"payer_not_applicant": "106000.00"}
    assert "entrusted_payment_unproven" in grave(make, verdict)
    named = {"principal": make.APPLICANT, "agent": "成都百川实业有限公司", "contract_no": NUMBER}
    agreement = make.record(make.Kind.AUTHORISATION, "委托付款协议.pdf", named)
    assert grave(make, judged(make, slip=slip, agreement=agreement)) == []


def test_an_agreement_of_others_excuses_nothing_and_an_unread_one_is_asked_about(make):
    slip = make.slip("106000.00", payer="成都百川实业有限公司", usage="代付云杉软件款")
    others = {"principal": make.APPLICANT, "agent": "成都远山实业有限公司"}
    agreement = make.record(make.Kind.AUTHORISATION, "委托付款协议.pdf", others)
    verdict = judged(make, slip=slip, agreement=agreement)
    assert make.cuts(verdict) == {"payer_not_applicant": "106000.00"}
    for unread in ({}, {"principal": make.APPLICANT, "agent": "成都百川实业有限公司", "contract_no": "CG-2024-009"}):
        agreement = make.record(make.Kind.AUTHORISATION, "委托付款协议.pdf", unread)
        verdict = judged(make, slip=slip, agreement=agreement)
        assert make.cuts(verdict) == {}
        assert grave(make, verdict) == ["entrusted_payment_unproven"]


def test_an_entrusted_payee_is_named_beside_the_seller(make):
    slip = make.slip("106000.00", payee="成都百川实业有限公司")
    named = {"principal": make.SUPPLIER, "agent": "成都百川实业有限公司"}
    agreement = make.record(make.Kind.AUTHORISATION, "委托收款协议.pdf", named)
    assert grave(make, judged(make, slip=slip, agreement=agreement)) == []


@pytest.mark.parametrize("changes", [{"payee": "钱多多"}, {"payer": "周知远"}, {"kind": "cash_receipt"}])
def test_cash_and_personal_accounts(make, changes):
    verdict = judged(make, slip=make.slip("106000.00", **changes))
    assert make.cuts(verdict) == {"cash_or_personal_payment": "106000.00"}


def test_a_void_invoice(make):
    assert make.cuts(judged(make, invoice=make.ordinary("106000.00", is_void=True))) == {"invoice_void": "106000.00"}
    assert make.cuts(judged(make, invoice=make.ordinary("106000.00", is_void=False))) == {}


def test_an_acknowledgement_is_asked_about_and_not_cut(make):
    verdict = judged(make, slip=make.slip("106000.00", kind="ack_of_bank"))
    assert make.cuts(verdict) == {}
    assert grave(make, verdict) == ["ack_not_receipt"]


def test_one_invoice_in_two_lines_is_cut_in_the_second(make):
    again = make.ordinary("106000.00", file="扫描.jpg")
    second = make.contract("106000.00", "CG-2024-002")
    lines = [
        make.line("106000.00", "1", contract_no=NUMBER, invoice_nos=("24512000000000000001",)),
        make.line("106000.00", "2", contract_no="CG-2024-002", invoice_nos=("24512000000000000001",)),
    ]
    verdict = make.verdict(lines, [*papers(make), again, second])
    assert make.cuts(verdict, "1") == {}
    assert make.cuts(verdict, "2") == {"duplicate_invoice": "106000.00"}


def test_one_invoice_shared_by_two_lines_is_no_duplicate(make):
    lines = [
        make.line("60000.00", "1", contract_no=NUMBER, invoice_nos=("24512000000000000001",)),
        make.line("46000.00", "2", contract_no=NUMBER, invoice_nos=("24512000000000000001",)),
    ]
    verdict = make.verdict(lines, papers(make))
    assert grave(make, verdict) == []
    assert verdict.recognition.recognised.plain() == "106000.00"


def test_xml_and_pdf_of_one_invoice_are_one_invoice(make):
    xml = make.by_pixels(make.ordinary("106000.00", file="发票/a.xml"))
    xml = xml.model_copy(
        update={"facts": {n: f.model_copy(update={"method": make.Method.XML}) for n, f in xml.facts.items()}}
    )
    verdict = judged(make, xml=xml)
    assert grave(make, verdict) == []
    assert verdict.recognition.recognised.plain() == "106000.00"


def test_one_contract_behind_two_whole_claims(make):
    lines = [make.line("106000.00", number, contract_no=NUMBER) for number in ("1", "2")]
    more = [make.ordinary("106000.00", "24512000000000000002"), make.slip("106000.00", "HD20240612000002")]
    verdict = make.verdict(lines, [*papers(make), *more])
    assert make.cuts(verdict, "1") == {}
    assert make.cuts(verdict, "2") == {"duplicate_contract": "106000.00"}
    shared = [make.line("53000.00", number, contract_no=NUMBER) for number in ("1", "2")]
    halves = [make.ordinary("53000.00", f"2451200000000000000{n}") for n in (1, 2)]
    slips = [make.slip("53000.00", f"HD2024061200000{n}") for n in (1, 2)]
    verdict = make.verdict(shared, [make.contract("106000.00", NUMBER), *halves, *slips])
    assert grave(make, verdict) == []


def test_one_slip_named_by_two_lines_is_cut_in_the_second(make):
    lines = [make.line("106000.00", n, contract_no=f"CG-2024-00{n}", receipt_nos=("HD20240612000001",)) for n in "12"]
    second = [make.contract("106000.00", "CG-2024-002"), make.ordinary("106000.00", "24512000000000000002")]
    verdict = make.verdict(lines, [*papers(make), *second])
    assert make.cuts(verdict, "1") == {}
    assert make.cuts(verdict, "2") == {"duplicate_payment": "106000.00"}


def test_a_lump_sum_for_two_lines_is_no_duplicate(make):
    lines = [make.line("106000.00", n, contract_no=f"CG-2024-00{n}", receipt_nos=("HD20240612000001",)) for n in "12"]
    second = [make.contract("106000.00", "CG-2024-002"), make.ordinary("106000.00", "24512000000000000002")]
    verdict = make.verdict(lines, [*papers(make, slip=make.slip("212000.00")), *second])
    assert grave(make, verdict) == []


def test_input_tax_is_cut_of_a_gross_claim_only(make):
    special = make.invoice("106000.00")
    assert make.cuts(judged(make, invoice=special)) == {"input_vat_deducted": "6000.00"}
    assert make.cuts(judged(make, declared="100000.00", invoice=special)) == {}
    assert make.cuts(judged(make)) == {}


def test_a_net_claim_is_cut_by_the_net_share_of_each_invoice(make):
    first = make.invoice("106000.00", "24512000000000000001")
    second = make.invoice("113000.00", "25512000000000000002", rate="0.13", issue_date="2025-01-10")
    contract = make.contract("219000.00", NUMBER)
    verdict = judged(
        make, declared="200000.00", contract=contract, invoice=first, second=second, slip=make.slip("219000.00")
    )
    assert make.cuts(verdict) == {"invoice_out_of_period": "100000.00"}


def test_a_line_that_mixes_both_bases(make):
    invoices = {f"i{n}": make.invoice("106000.00", f"2451200000000000000{n}") for n in (1, 2)}
    contract, slip = make.contract("212000.00", NUMBER), make.slip("212000.00")
    verdict = judged(make, declared="206000.00", contract=contract, slip=slip, invoice=None, **invoices)
    assert make.cuts(verdict) == {"tax_basis_mismatch": "6000.00"}
    assert "tax_basis_mismatch" not in make.codes(
        judged(make, declared="212000.00", contract=contract, slip=slip, invoice=None, **invoices)
    )


def test_what_the_notice_does_not_support(make):
    line = make.line("106000.00", contract_no=NUMBER, description="办公家具采购")
    desks = make.ordinary("106000.00", item="*家具*办公桌")
    verdict = judged(make, line=line, invoice=desks)
    assert make.cuts(verdict) == {"category_ineligible": "106000.00"}
    assert "软件、硬件" in make.found(verdict, "category_ineligible")[0].basis
    model = make.line("106000.00", contract_no=NUMBER, description="培训行业知识图谱模型")
    assert make.cuts(judged(make, line=model)) == {}


def test_an_ineligible_item_on_a_sound_invoice_costs_its_share(make):
    face = make.ordinary("106000.00")
    rows = [
        {"item": "*信息技术服务*软件开发", "amount": "75000.00", "tax_rate": "6%", "tax": "4500.00"},
        {"item": "*餐饮服务*餐费", "amount": "25000.00", "tax_rate": "6%", "tax": "1500.00"},
    ]
    face = face.model_copy(update={"rows": tuple(make.Row(facts=make.facts(row)) for row in rows)})
    assert make.cuts(judged(make, invoice=face)) == {"category_ineligible": "26500.00"}


def test_a_line_of_unknown_kind(make):
    unclear = make.line("106000.00", contract_no=NUMBER, category=make.Category.UNCLEAR, description="项目杂项")
    odd = make.ordinary("106000.00", item="*其他*杂项")
    assert "category_unclear" in grave(make, judged(make, line=unclear, invoice=odd))
    assert "category_unclear" not in grave(make, judged(make, line=unclear))


def test_doubtful_amounts_are_asked_about_and_never_stated(make):
    poor = make.by_pixels(make.ordinary("10600.00"), confidence=0.6)
    verdict = judged(make, invoice=poor)
    assert set(make.cuts(verdict)) == {"ocr_low_confidence"}
    assert grave(make, verdict) == []
    low = make.by_pixels(make.contract("1060.00", NUMBER), confidence=0.5)
    assert make.cuts(judged(make, contract=low)) == {}


def test_doubtful_names_and_days_are_asked_about_and_cost_nothing(make):
    misread = make.by_pixels(make.ordinary("106000.00", buyer_tax_id=None, buyer_name="成都云衫智联料技有限公司"), 0.7)
    verdict = judged(make, invoice=misread)
    assert make.cuts(verdict) == {}
    assert "rule_cannot_determine" in make.codes(verdict, "S4")
    late = make.by_pixels(make.slip("106000.00", pay_date="2025-06-12"), 0.7)
    verdict = judged(make, slip=late)
    assert make.cuts(verdict) == {}
    assert "rule_cannot_determine" in make.codes(verdict, "S4")


def test_a_badly_read_applicant_is_not_held_against_its_papers(make):
    misread = make.fact("text", "成都云衫智联料技有限公司", method=make.Method.OCR, confidence=0.6)
    materials = [item for item in make.materials() if item.kind is not make.Kind.FORM_A3]
    applicant = make.Applicant(name=misread.value)
    line = make.line("106000.00", contract_no=NUMBER)
    for form, cost in ((make.form(applicant_name=misread), {}), (make.form(applicant_name=misread.value), None)):
        verdict = make.verdict([line], papers(make), applicant=applicant, materials=(*materials, form))
        assert (make.cuts(verdict) == {}) is (cost == {})


@pytest.mark.parametrize(("raw", "severity"), [("10.60", "S4"), ("106040.00", "S2")])
def test_what_a_list_in_wan_rounds_away_is_only_a_note(make, raw, severity):
    declared = "106000.00" if raw == "10.60" else raw
    cell = make.fact("money", declared).model_copy(update={"raw": raw})
    line = make.line(declared, contract_no=NUMBER, facts={"declared": cell})
    gross = "105960.00" if raw == "10.60" else "106000.00"
    verdict = make.verdict([line], [make.contract(gross, NUMBER), make.ordinary(gross), make.slip(gross)])
    assert make.cuts(verdict) == {"declared_line_mismatch": "40.00"}
    assert make.found(verdict, "declared_line_mismatch")[0].severity == severity


def test_a_rounded_net_claim_is_still_a_net_claim(make):
    cell = make.fact("money", "100000.00").model_copy(update={"raw": "10.00"})
    line = make.line("100000.00", contract_no=NUMBER, facts={"declared": cell})
    gross = "106042.40"
    verdict = make.verdict([line], [make.contract(gross, NUMBER), make.invoice(gross), make.slip(gross)])
    assert make.cuts(verdict) == {}


def test_special_and_ordinary_invoices_in_one_line_each_keep_their_own_basis(make):
    special, plain = (
        make.invoice("106000.00", "24512000000000000001"),
        make.ordinary("53000.00", "24512000000000000002"),
    )
    slips = [make.slip("106000.00", "HD1000001"), make.slip("53000.00", "HD1000002")]
    numbers = ("24512000000000000001", "24512000000000000002")
    line = make.line("153000.00", contract_no=NUMBER, invoice_nos=numbers)
    contract = make.contract("159000.00", NUMBER, net_amount="150000.00", tax="9000.00")
    verdict = make.verdict([line], [contract, special, plain, *slips])
    assert make.cuts(verdict) == {}
    assert verdict.recognition.recognised.plain() == "153000.00"
    short = make.verdict([line], [contract, special, plain, slips[0], make.slip("42400.00", "HD1000002")])
    assert make.cuts(short) == {"invoice_unpaid": "10600.00"}


def test_a_net_line_declared_too_high_is_not_said_to_be_overpaid(make):
    contract = make.contract("106000.00", NUMBER, net_amount="100000.00", tax="6000.00")
    given = [contract, make.invoice("106000.00"), make.slip("106000.00")]
    other = [
        make.line("50000.00", "2", contract_no="CG-2024-002"),
        make.contract("53000.00", "CG-2024-002", net_amount="50000.00", tax="3000.00"),
        make.invoice("53000.00", "24512000000000000007"),
        make.slip("53000.00", "HD7700001"),
    ]
    verdict = make.verdict([make.line("101234.56", contract_no=NUMBER), other[0]], [*given, *other[1:]])
    assert make.cuts(verdict) == {"declared_line_mismatch": "1234.56"}
    assert make.cuts(verdict, "2") == {}


def test_one_invoice_gross_and_one_net_are_two_bases_whatever_the_other_lines_do(make):
    numbers = ("24512000000000000001", "24512000000000000002")
    invoices = [make.invoice("106000.00", numbers[0]), make.invoice("53000.00", numbers[1])]
    slips = [make.slip("106000.00", "HD1000001"), make.slip("53000.00", "HD1000002")]
    plain = [
        make.contract("21200.00", "CG-2024-009"),
        make.invoice("21200.00", "24512000000000000009"),
        make.slip("21200.00", "HD1000009"),
    ]
    lines = [
        make.line("156000.00", contract_no=NUMBER, invoice_nos=numbers),
        make.line("20000.00", "2", contract_no="CG-2024-009"),
    ]
    contract = make.contract("159000.00", NUMBER, net_amount="150000.00", tax="9000.00")
    verdict = make.verdict(lines, [contract, *invoices, *slips, *plain])
    assert make.cuts(verdict) == {"tax_basis_mismatch": "6000.00"}
    assert make.cuts(verdict, "2") == {}
