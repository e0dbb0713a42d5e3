"""The range from certain to possible, and what every other reading of the switches comes to."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.money import Money
from rules.sensitivity import readings_of


def seller(number):
    return f"成都第{number}软件有限公司"


def paid(make, number, gross="106000.00"):
    """Contract, invoice and slip of one line, each with its own supplier."""
    return [
        make.contract(gross, f"CG-{number:04d}", party_b=seller(number)),
        make.invoice(gross, f"2451200000000000{number:04d}", seller_name=seller(number), seller_tax_id=None),
        slip(make, number, gross),
    ]


def slip(make, number, gross="106000.00", **changes):
    return make.slip(gross, f"HD2024061200{number:04d}", payee=seller(number), **changes)


def line(make, number, declared="106000.00"):
    return make.line(declared, str(number), contract_no=f"CG-{number:04d}", supplier=seller(number))


def test_nothing_open_makes_a_range_of_one_amount(make):
    verdict = make.verdict([line(make, 1)], paid(make, 1))
    assert verdict.reach.certain == verdict.reach.possible == verdict.recognition.recognised
    assert verdict.reach.questions == ()


def test_a_missing_slip_widens_the_range_by_the_net_amount_of_its_invoice(make):
    verdict = make.verdict([line(make, 1), line(make, 2)], [*paid(make, 1), *paid(make, 2)[:2]])
    reach = verdict.reach
    assert (reach.certain.plain(), reach.possible.plain()) == ("100000.00", "200000.00")
    assert [(q.code, q.line, q.moves.plain()) for q in reach.questions] == [
        ("payment_evidence_missing", "L-2", "100000.00")
    ]
    assert {q.finding for q in reach.questions} <= {finding.id for finding in verdict.findings}


def test_a_held_document_is_not_certain_and_its_question_says_what_it_moves(make):
    papers = paid(make, 1)
    papers[1] = make.invoice("106000.00", "24512000000000000001", seller_name="成都第1软件有限公司", qr_amount="1.00")
    verdict = make.verdict([line(make, 1)], papers)
    assert verdict.recognition.recognised.plain() == "100000.00"
    assert verdict.reach.certain.plain() == "0.00"
    assert [(q.code, q.moves.plain()) for q in verdict.reach.questions] == [("qr_face_mismatch", "100000.00")]


def test_the_question_that_moves_most_comes_first(make):
    lines = [line(make, 1), line(make, 2, "2120000.00")]
    verdict = make.verdict(lines, [*paid(make, 1)[:2], *paid(make, 2, "2120000.00")[:2]])
    assert [q.line for q in verdict.reach.questions] == ["L-2", "L-1"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["whole", "no slip", "no invoice", "late", "other payer"]), min_size=1, max_size=4))
def test_certain_is_never_above_recognised_nor_recognised_above_possible(make, states):
    lines, records = [], []
    for number, state in enumerate(states, 1):
        lines.append(line(make, number))
        contract, invoice, bank = paid(make, number)
        if state == "late":
            bank = slip(make, number, pay_date="2025-03-01")
        if state == "other payer":
            bank = slip(make, number, payer="成都百川实业有限公司")
        records += [contract, *([] if state == "no invoice" else [invoice]), *([] if state == "no slip" else [bank])]
    verdict = make.verdict(lines, records)
    reach = verdict.reach
    assert Money.zero() <= reach.certain <= verdict.recognition.recognised <= reach.possible
    assert reach.possible <= verdict.recognition.declared
    for state, one in zip(states, verdict.recognition.lines, strict=True):
        assert (one.recognised.amount > 0) == (state == "whole")


def test_every_other_reading_is_told_once_with_its_total(make):
    verdict = make.verdict([line(make, 1)], paid(make, 1))
    told = {(item.switch, item.reading): item.recognised.plain() for item in verdict.sensitivity}
    assert set(told) == set(readings_of(make.POLICY.switches))
    assert told["vat_basis", "gross"] == "106000.00"
    assert told["vat_basis", "net_all"] == told["period_test", "invoice"] == "100000.00"


def test_a_reading_changes_the_total_as_the_switch_itself_does(make):
    late = [
        *paid(make, 1)[:2],
        slip(make, 1, pay_date="2025-01-08"),
    ]
    told = {(i.switch, i.reading): i.recognised for i in make.verdict([line(make, 1)], late).sensitivity}
    switched = make.verdict([line(make, 1)], late, policy=make.switched(period_test="invoice")).recognition.recognised
    assert told["period_test", "invoice"] == switched == Money(amount=Decimal(100000))
