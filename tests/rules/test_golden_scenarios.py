"""The worked scenarios of the domain reference, from documents to amounts."""

from decimal import Decimal

import pytest

from rules.cap import readings
from rules.subsidy import grant


def fen(amount: str) -> int:
    return int(Decimal(amount) * 100)


def full_line(make, gross, number, declared=None, rate="0.06", supplier=None, **changes):
    """A line with contract, invoice and payment of the same amount."""
    supplier = supplier or make.SUPPLIER
    papers = [
        make.contract(gross, f"CG-2024-{number}", party_b=supplier, **changes.pop("bought", {})),
        make.invoice(
            gross, f"2451200000000000{number:>04}", rate=rate, seller_name=supplier, seller_tax_id=None, **changes
        ),
        make.slip(gross, f"HD2024{number:>08}", payee=supplier),
    ]
    line = make.line(declared or gross, number, supplier=supplier, contract_no=f"CG-2024-{number}")
    return line, papers


def clean_platform(make, net: bool):
    hardware, first = full_line(
        make,
        "1130000.00",
        "1",
        "1000000.00" if net else None,
        "0.13",
        "成都北斗电子有限公司",
        item="*电子计算机*服务器",
        bought={"contract_name": "服务器采购合同", "subject": "服务器"},
    )
    software, second = full_line(make, "2120000.00", "2", "2000000.00" if net else None)
    staff = make.staff(["林知夏", "顾西洲", "陆明远", "苏晚晴", "程亦川"], gross=17_600)
    return [hardware, software, make.wages("1500000.00")], [*first, *second, *staff]


def test_g1_gross_declared_net_recognised_differs_only_by_input_tax(make):
    lines, records = clean_platform(make, net=False)
    verdict = make.verdict(lines, records)
    assert set(make.codes(verdict, "S1 S2 S3")) == {"input_vat_deducted"}
    assert verdict.recognition.recognised.plain() == "4500000.00"
    assert verdict.recognition.subsidy.plain() == "675000.00"


def test_g1_under_a_gross_reading_nothing_is_cut(make):
    lines, records = clean_platform(make, net=False)
    verdict = make.verdict(lines, records, policy=make.switched(vat_basis="gross"))
    assert make.codes(verdict, "S1 S2 S3") == []
    assert verdict.recognition.recognised.plain() == "4750000.00"
    assert verdict.recognition.subsidy.plain() == "712500.00"


def test_g1_declared_net_is_taken_as_net_without_any_finding(make):
    lines, records = clean_platform(make, net=True)
    verdict = make.verdict(lines, records)
    assert make.codes(verdict) == []
    assert verdict.recognition.recognised.plain() == "4500000.00"


def test_g2_three_readings_of_the_cap(make):
    rows = {r.name: r.allowed for r in readings(fen("5000000"), fen("6500000"), fen("15000000"), Decimal("0.50"))}
    assert rows == {"A": fen("6500000"), "B": fen("5000000"), "C": fen("5750000")}
    totals = {name: make.yuan(5_000_000) + make.yuan(Decimal(p) / 100) for name, p in rows.items()}
    subsidies = {name: grant(total, make.POLICY, None).granted.plain() for name, total in totals.items()}
    assert subsidies == {"A": "1725000.00", "B": "1500000.00", "C": "1612500.00"}


@pytest.mark.parametrize(("personnel", "cut"), [("1000000.00", None), ("1000000.01", "0.01")])
def test_g3_personnel_equal_to_the_rest_passes_and_one_fen_more_is_cut(make, personnel, cut):
    line, records = full_line(make, "1000000.00", "1", kind=make.Kind.INVOICE_EINV_ORDINARY)
    staff = make.staff(months=["2024-05"], gross=Decimal(personnel) - 7_400)
    verdict = make.verdict([line, make.wages(personnel)], [*records, *staff])
    found = make.found(verdict, "personnel_cap_exceeded")
    assert [item.amount.plain() for item in found] == ([cut] if cut else [])
    assert verdict.recognition.recognised.plain() == "2000000.00"
    assert verdict.recognition.personnel_allowed.plain() == "1000000.00"


@pytest.mark.parametrize(("total", "supported"), [("666666.66", False), ("666666.67", True)])
def test_g4_the_floor_is_decided_on_the_unrounded_subsidy(make, total, supported):
    line, records = full_line(make, total, "1", kind=make.Kind.INVOICE_EINV_ORDINARY)
    verdict = make.verdict([line], records)
    assert ("subsidy_below_floor" not in make.codes(verdict)) is supported
    assert verdict.recognition.subsidy.plain() == ("100000.00" if supported else "0.00")
    assert "near_threshold_warning" in make.codes(verdict)


def test_g5_the_ceiling(make):
    line, records = full_line(make, "40000000.00", "1", kind=make.Kind.INVOICE_EINV_ORDINARY)
    verdict = make.verdict([line], records)
    assert verdict.recognition.subsidy.plain() == "5000000.00"
    assert make.codes(verdict) == ["subsidy_cap_applied"]


def test_g6_the_waterfall(make):
    records = [
        make.contract("480000.00"),
        make.invoice("300000.00", "24512000000000000001"),
        make.invoice("100000.00", "25512000000000000002", issue_date="2025-01-09"),
        make.invoice("50000.00", "24512000000000000003", buyer_name="成都百川实业有限公司", buyer_tax_id=None),
        make.slip("280000.00", "HD20240612000001"),
        make.slip("70000.00", "HD20240612000002", payer="成都百川实业有限公司"),
    ]
    verdict = make.verdict([make.line("500000.00", contract_no="CG-2024-001")], records)
    steps = {(d.step, d.code): d.amount.plain() for d in verdict.recognition.lines[0].deductions}
    assert steps == {
        ("v1", "declared_line_mismatch"): "50000.00",
        ("v3", "buyer_not_applicant"): "50000.00",
        ("v4", "invoice_out_of_period"): "100000.00",
        ("v6", "payer_not_applicant"): "20000.00",
        ("v10", "input_vat_deducted"): "15849.06",
    }
    assert verdict.recognition.lines[0].recognised.plain() == "264150.94"


def test_g13_the_booking_date_decides_not_the_time_of_the_transfer(make):
    late = {"issue_date": "2024-12-31"}
    line, (contract, invoice, _) = full_line(make, "106000.00", "1", "100000.00", **late)
    slip = make.slip("106000.00", transaction_date="2024-12-31", pay_date="2025-01-01")
    verdict = make.verdict([line], [contract, invoice, slip])
    assert make.cuts(verdict) == {"payment_out_of_period": "100000.00"}


def test_g14_two_months_without_insurance_cost_the_person_months(make):
    records = make.staff()
    records[1] = make.without(make.without(records[1], month="2024-03"), month="2024-04")
    verdict = make.verdict([make.wages("328800.00")], records)
    assert make.cuts(verdict, "9") == {"personnel_si_missing_month": "54800.00"}
    assert verdict.recognition.personnel_before_cap.plain() == "274000.00"


def test_g15_the_qr_code_states_gross_on_new_and_net_on_old_invoices(make):
    new = make.ordinary("49.90", qr_amount="48.90")
    old = make.invoice("100000.00", "03630024", kind=make.Kind.INVOICE_VAT_SPECIAL, qr_amount="94339.62")
    verdict = make.verdict([make.line("49.90")], [new, old])
    assert [f.subjects for f in make.found(verdict, "qr_face_mismatch")] == [(new.id,)]


def test_g16_equal_words_and_figures_are_no_finding(make):
    equal = make.ordinary("107000.53", total_words="107000.53")
    other = make.ordinary("107000.53", "24512000000000000002", total_words="107000.50")
    verdict = make.verdict([make.line("107000.53")], [equal, other])
    assert [f.subjects for f in make.found(verdict, "amount_words_mismatch")] == [(other.id,)]


def test_g17_differential_taxation_is_not_amount_times_rate(make):
    values = {"amount_excl_tax": "990476.19", "tax": "9523.81", "total_incl_tax": "1000000.00"}
    row = {"item": "*人力资源服务*人力资源外包", "amount": "990476.19", "tax_rate": "5%", "tax": "9523.81"}
    for remark, expected in (("差额征税：800000.00元", 0), ("", 1)):
        face = make.record(
            make.Kind.INVOICE_EINV_ORDINARY,
            "差额.pdf",
            {"invoice_number": "24512000000000000009", "remark": remark or None, **values},
            [row],
        )
        verdict = make.verdict([make.line("1.00")], [face])
        assert len(make.found(verdict, "tax_calc_mismatch")) == expected


def test_g19_a_red_invoice_of_the_next_year_offsets(make):
    line, records = full_line(make, "100000.00", "1", kind=make.Kind.INVOICE_EINV_ORDINARY)
    red = make.ordinary(
        "-40000.00",
        "25512000000000000077",
        is_red=True,
        red_of=records[1].text("invoice_number"),
        issue_date="2025-02-11",
    )
    verdict = make.verdict([line], [*records, red])
    assert make.cuts(verdict) == {"invoice_red_offset": "40000.00"}
    assert verdict.recognition.lines[0].recognised.plain() == "60000.00"
    assert "document_unmatched" not in make.codes(verdict)


def test_g20_a_name_written_differently_with_the_same_code(make):
    applicant = make.Applicant(name="成都A科技(集团)有限公司", uscc=make.APPLICANT_ID)
    line, records = full_line(make, "106000.00", "1", "100000.00", buyer_name="成都Ａ科技（集团）有限责任公司")
    records[0] = make.contract("106000.00", "CG-2024-1", party_a="成都A科技(集团)有限公司")
    records[2] = make.slip("106000.00", "HD2024", payer="成都A科技（集团）有限公司")
    materials = [m for m in make.materials() if m.kind is not make.Kind.FORM_A3 and m.kind is not make.Kind.LICENCE]
    form = make.form(applicant_name=applicant.name)
    licence = make.licence(name=applicant.name)
    verdict = make.verdict([line], records, applicant=applicant, materials=(*materials, form, licence))
    assert make.codes(verdict) == ["subsidy_below_floor", "party_name_variant"]


def test_g21_ten_thousand_times_the_list(make):
    line, records = full_line(make, "1250000.00", "1", kind=make.Kind.INVOICE_EINV_ORDINARY)
    form = make.form(declared_investment="12500000000.00")
    materials = (*[m for m in make.materials() if m.kind is not make.Kind.FORM_A3], form)
    verdict = make.verdict([line], records, materials=materials, step="5000")
    assert make.codes(verdict) == ["unit_error_suspected"]


def test_g22_a_slip_printed_twice_is_one_payment(make):
    first = make.slip("106000.00", "HD7001", "a.pdf", print_count=1)
    reprint = make.slip("106000.00", "HD7001", "b.pdf", print_count=2)
    records = [
        make.contract("212000.00"),
        make.invoice("106000.00", "24512000000000000001"),
        make.invoice("106000.00", "24512000000000000002"),
        first,
        reprint,
    ]
    verdict = make.verdict([make.line("200000.00", contract_no="CG-2024-001")], records)
    assert make.cuts(verdict) == {"duplicate_reprint_slip": "100000.00"}
    plain = [make.slip("106000.00", "HD7001", file) for file in ("a.pdf", "b.pdf")]
    verdict = make.verdict([make.line("200000.00", contract_no="CG-2024-001")], [*records[:3], *plain])
    assert make.cuts(verdict) == {"duplicate_payment": "100000.00"}
