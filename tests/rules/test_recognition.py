"""What must hold for every case: each fen is cut once, amounts in findings are the amounts of the deductions."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.cap import readings

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999999.99"), places=2)
DAYS = st.sampled_from(["2023-12-31", "2024-01-01", "2024-06-15", "2024-12-31", "2025-01-02"])
BUYERS = st.sampled_from([None, "成都百川实业有限公司"])
SPEC = st.fixed_dictionaries(
    {
        "declared": AMOUNTS,
        "contract": st.none() | AMOUNTS,
        "invoices": st.lists(
            st.tuples(AMOUNTS, st.sampled_from(["0.06", "0.13", "0.03"]), DAYS, BUYERS, st.booleans()), max_size=4
        ),
        "payments": st.lists(st.tuples(AMOUNTS, DAYS, BUYERS), max_size=4),
    }
)


def papers_of(make, number, spec):
    """The records of a line with random amounts, days and parties."""
    supplier = f"成都{'甲乙丙丁'[number]}号软件技术有限公司"
    records = []
    if spec["contract"] is not None:
        records.append(make.contract(spec["contract"], f"CG-2024-{number}", party_b=supplier))
    for place, (gross, rate, day, buyer, special) in enumerate(spec["invoices"]):
        changes = {"buyer_name": buyer, "buyer_tax_id": None} if buyer else {}
        kind = make.Kind.INVOICE_EINV_SPECIAL if special else make.Kind.INVOICE_EINV_ORDINARY
        name = f"24512000000000000{number}{place:02d}"
        parties = {"seller_name": supplier, "seller_tax_id": None}
        records.append(make.invoice(gross, name, rate=rate, issue_date=day, kind=kind, **parties, **changes))
    for place, (amount, day, payer) in enumerate(spec["payments"]):
        changes = {"payer": payer} if payer else {}
        records.append(make.slip(amount, f"HD2024{number}{place:05d}", pay_date=day, payee=supplier, **changes))
    return make.line(spec["declared"], str(number), supplier=supplier), records


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(specs=st.lists(SPEC, min_size=1, max_size=4), basis=st.sampled_from(["gross", "net_for_special", "net_all"]))
def test_every_fen_is_cut_once_and_told_once(make, specs, basis):
    pairs = [papers_of(make, number, spec) for number, spec in enumerate(specs)]
    records = [record for _, own in pairs for record in own]
    verdict = make.verdict([line for line, _ in pairs], records, policy=make.switched(vat_basis=basis))
    total = Decimal(0)
    for line in verdict.recognition.lines:
        cut = sum((item.amount.amount for item in line.deductions), Decimal(0))
        assert line.declared.amount - cut == line.recognised.amount
        assert line.recognised.amount >= 0
        assert all(item.amount.amount > 0 for item in line.deductions)
        assert len({item.code for item in line.deductions}) == len(line.deductions)
        told = {f.code: f.amount for f in verdict.findings if f.line == line.line and f.amount is not None}
        assert told == {item.code: item.amount for item in line.deductions}
        total += line.recognised.amount
    assert verdict.recognition.recognised.amount == total
    assert len({finding.id for finding in verdict.findings}) == len(verdict.findings)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=SPEC)
def test_judging_twice_gives_the_same(make, spec):
    line, records = papers_of(make, 0, spec)
    assert make.verdict([line], records) == make.verdict([line], records)


@given(others=st.integers(0, 10**11), personnel=st.integers(0, 10**11), cut=st.integers(0, 10**10))
def test_the_self_consistent_reading_is_the_strictest(others, personnel, cut):
    rows = {row.name: row.allowed for row in readings(others, personnel, others + personnel + cut, Decimal("0.5"))}
    assert rows["B"] <= rows["C"] <= rows["A"] <= personnel
    assert 2 * rows["B"] <= others + rows["B"]


@pytest.mark.parametrize(
    ("base", "total"), [("declared", "300000.00"), ("one_pass", "250000.00"), ("recognised", "200000.00")]
)
def test_the_cap_follows_the_switch_and_is_told_apart_from_the_lines(make, base, total):
    records = [make.contract("100000.00"), make.ordinary("100000.00"), make.slip("100000.00")]
    lines = [make.line("100000.00", contract_no="CG-2024-001"), make.line("100000.00", "2", supplier="无")]
    staff = make.staff(months=["2024-05"], gross=192_600)
    lines.append(make.wages("200000.00"))
    verdict = make.verdict(lines, [*records, *staff], policy=make.switched(personnel_cap_base=base))
    assert verdict.recognition.recognised.plain() == total
    assert make.cuts(verdict, "9") == {}
    over = make.found(verdict, "personnel_cap_exceeded")
    assert sum(item.amount.amount for item in over) == Decimal(300_000) - Decimal(total)
    assert "policy_reading_sensitive" in make.codes(verdict)


def test_subsidies_are_rounded_down(make):
    records = [make.contract("700000.55"), make.ordinary("700000.55"), make.slip("700000.55")]
    line = make.line("700000.55", contract_no="CG-2024-001")
    assert make.verdict([line], records).recognition.subsidy.plain() == "105000.00"
    to_the_fen = make.verdict([line], records, policy=make.switched(rounding="fen_down"))
    assert to_the_fen.recognition.subsidy.plain() == "105000.08"


def test_a_cloud_application_has_neither_floor_nor_cap(make):
    records = [make.contract("50000.00"), make.ordinary("50000.00"), make.slip("50000.00")]
    form = make.record(make.Kind.FORM_A4, "申报表.docx", {"applicant_name": make.APPLICANT, "star": "四星级"})
    verdict = make.verdict(
        [make.line("50000.00", contract_no="CG-2024-001")],
        records,
        programme=make.Programme.CLOUD,
        materials=(make.LIST, make.licence(), form),
    )
    assert verdict.recognition.subsidy.plain() == "15000.00"
    assert "subsidy_below_floor" not in make.codes(verdict)
