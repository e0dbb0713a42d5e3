"""The plans of many seeds: arithmetic to the fen, clean ones without a cut, faults that add up."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from sample_docs.generator.faults import plant
from sample_docs.generator.plan import PERIOD, Family, Invoice, Plan
from sample_docs.generator.recognition import recognise
from sample_docs.generator.story import tell

SEEDS = range(1, 13)
CENT = Decimal("0.01")


@pytest.fixture(scope="module", params=SEEDS)
def honest(request: pytest.FixtureRequest) -> Plan:
    return tell(request.param)


@pytest.fixture(scope="module", params=SEEDS)
def faulty(request: pytest.FixtureRequest) -> Plan:
    return plant(tell(request.param))


def _arithmetic(invoice: Invoice) -> None:
    for item in invoice.items:
        assert (item.quantity * item.unit_price).quantize(CENT) == item.amount
        assert (item.amount * item.rate).quantize(CENT, ROUND_HALF_UP) == item.tax
    assert invoice.net + invoice.tax == invoice.gross


def test_invoices_are_right_in_form_and_sum(faulty: Plan) -> None:
    for invoice in faulty.invoices.values():
        _arithmetic(invoice)
        year = f"{invoice.issued:%y}"
        if invoice.family.is_einv:
            assert len(invoice.number) == 20
            assert invoice.number.startswith(year + "51")
        elif invoice.family is Family.E_ORDINARY:
            assert (len(invoice.code), len(invoice.number)) == (12, 8)
            assert invoice.code[:7] + invoice.code[-2:] == f"05100{year}11"
        else:
            assert (len(invoice.code), len(invoice.number), invoice.code[7]) == (10, 8, "1")


def test_qr_says_net_on_old_and_gross_on_new(honest: Plan) -> None:
    for invoice in honest.invoices.values():
        fields = invoice.qr_payload.split(",")
        assert fields[:2] == ["01", {"s": "01", "o": "10", "S": "31", "O": "32"}[_letter(invoice)]]
        assert Decimal(fields[4]) == (invoice.gross if invoice.family.is_einv else invoice.net)


def _letter(invoice: Invoice) -> str:
    letter = "s" if invoice.family.is_special else "o"
    return letter.upper() if invoice.family.is_einv else letter


def test_an_honest_plan_ties_out(honest: Plan) -> None:
    outcome = recognise(honest)
    assert all(not line.cuts for line in outcome.lines)
    assert outcome.recognised == outcome.declared
    assert outcome.personnel_before_cap <= outcome.recognised / 2
    for line in honest.lines:
        assert line.contract is not None
        invoiced = sum(honest.invoices[key].gross for key in line.invoices)
        paid = sum(honest.payments[key].amount for key in line.payments)
        assert invoiced == paid == line.contract.total == sum(node.amount for node in line.contract.nodes)
        assert sum(node.share for node in line.contract.nodes) == 1
        assert sum(item.amount + item.tax for item in line.contract.items) == line.contract.total


def test_honest_dates_follow_one_another(honest: Plan) -> None:
    for line in honest.lines:
        assert line.contract is not None
        for pair in line.pairs:
            issued, booked = honest.invoices[pair.invoice].issued, honest.payments[pair.payment].booked
            assert PERIOD[0] <= line.contract.signed <= issued <= booked <= PERIOD[1]


def test_payroll_identity_and_batches(faulty: Plan) -> None:
    for slip in faulty.wage_slips:
        mine = [row for row in faulty.payroll if f"wages-{row.month}" == slip.key]
        assert len(mine) == len(faulty.staff)
        assert sum(row.paid for row in mine) == slip.amount
        for row in mine:
            assert row.gross - row.si_employee - row.hf_employee - row.income_tax == row.net


def test_every_deduction_is_a_planted_fault_and_back(faulty: Plan) -> None:
    outcome = recognise(faulty)
    cuts = {(line.number, code): amount for line in outcome.lines for code, amount in line.cuts}
    planted = {(fault.line, fault.code): fault.amount for fault in faulty.faults if (fault.line, fault.code) in cuts}
    assert planted == cuts
    silent = {fault.code for fault in faulty.faults if (fault.line, fault.code) not in cuts}
    assert silent == {"qr_face_mismatch", "amount_words_mismatch", "declared_total_mismatch", "duplicate_file"}
    assert len({fault.code for fault in faulty.faults}) == 17


def test_deductions_explain_the_whole_difference(faulty: Plan) -> None:
    outcome = recognise(faulty)
    cut = sum(amount for line in outcome.lines for _, amount in line.cuts)
    assert outcome.declared - outcome.recognised == cut
    non_personnel = sum(line.recognised for line in outcome.lines[:-1])
    assert outcome.personnel_before_cap > non_personnel
    assert outcome.lines[-1].recognised == outcome.personnel_allowed == non_personnel
    assert outcome.subsidy == (outcome.recognised * Decimal("0.15")).quantize(Decimal(1), "ROUND_DOWN")


def test_seeds_tell_different_stories() -> None:
    names = {tell(seed).applicant.name for seed in SEEDS}
    hits = {tuple((f.code, f.line) for f in plant(tell(seed)).faults) for seed in SEEDS}
    assert len(names) > len(SEEDS) // 2
    assert len(hits) > len(SEEDS) // 2
