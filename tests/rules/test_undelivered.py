"""Refunds, prepayments, shares beyond a document and self-made vouchers: cuts of the waterfall, each once."""

import pytest

from evidence.money import Money

BIG = "800000.00"
NUMBER = "CG-2024-001"


def judged(make, *more, line=None, contract=None, slips=None):
    papers = [contract or make.contract(BIG, NUMBER), make.ordinary(BIG), *(slips or [make.slip(BIG)]), *more]
    return make.verdict([line or make.line(BIG, contract_no=NUMBER)], papers)


def back(make, amount, day="2024-09-01", usage="退款", receipt="HD20240901000001"):
    return make.slip(amount, receipt, payer=make.SUPPLIER, payee=make.APPLICANT, pay_date=day, usage=usage)


@pytest.mark.parametrize(
    ("day", "usage", "cut"),
    [
        ("2024-09-01", "退款", {"refund_not_netted": "50000.00"}),
        ("2024-06-01", "退款", {}),
        ("2024-09-01", "退还保证金", {}),
        ("2024-09-01", "服务费", {}),
    ],
)
def test_what_was_paid_back_is_no_cost(make, day, usage, cut):
    assert make.cuts(judged(make, back(make, "50000.00", day, usage))) == cut


def test_a_refund_on_a_late_payment_is_cut_once(make):
    late = make.slip(BIG, pay_date="2025-01-10")
    verdict = judged(make, back(make, "50000.00", "2025-02-01"), slips=[late])
    assert make.cuts(verdict) == {"refund_not_netted": "50000.00", "payment_out_of_period": "750000.00"}


def test_a_refund_of_several_possible_payments_takes_the_one_it_names(make):
    slips = [make.slip("400000.00", f"HD2024061200000{place}") for place in (1, 2)]
    for usage in ("退款 HD20240612000001", "退款 HD20240612000002", "退款"):
        verdict = judged(make, back(make, "50000.00", usage=usage), slips=slips)
        assert make.cuts(verdict) == {"refund_not_netted": "50000.00"}, usage


def test_a_refund_in_a_statement_that_may_be_of_either_payment_is_asked_about(make):
    slips = [make.slip("400000.00", f"HD2024061200000{place}") for place in (1, 2)]
    row = {"date": make.fact("date", "2024-09-01"), "credit": make.fact("money", "50000.00")}
    row |= {"counterparty": make.SUPPLIER, "summary": "退款"}
    book = make.record(make.Kind.BANK_STATEMENT, "对账单.xlsx", {"account_name": make.APPLICANT}, [row])
    assert make.cuts(judged(make, book)) == {"refund_not_netted": "50000.00"}
    verdict = judged(make, book, slips=slips)
    assert make.cuts(verdict) == {}
    assert "rule_cannot_determine" in make.codes(verdict)


def test_a_red_invoice_is_the_other_side_of_the_refund(make):
    red = make.ordinary("-50000.00", "24512000000000000009", is_red=True, red_of="24512000000000000001")
    assert make.cuts(judged(make, back(make, "50000.00"), red)) == {"invoice_red_offset": "50000.00"}


def ahead(make, **changes):
    rows = [
        {"node": "合同签订后10日内支付预付款30%", "share": "0.3", "amount": "240000.00"},
        {"node": "到货验收合格后支付70%", "share": "0.7", "amount": "560000.00"},
    ]
    contract = make.contract(BIG, NUMBER, rows=rows, contract_name="服务器采购合同", subject="服务器")
    line = make.line(
        "240000.00", contract_no=NUMBER, category=make.Category.HARDWARE_PURCHASE, description="服务器采购"
    )
    papers = [contract, make.ordinary("240000.00", item="*电子计算机*服务器"), make.slip("240000.00")]
    return [line.model_copy(update=changes)], papers


def test_a_prepayment_for_goods_that_did_not_arrive(make):
    lines, papers = ahead(make)
    assert make.cuts(make.verdict(lines, papers)) == {"prepayment_undelivered": "240000.00"}
    arrived = make.record(make.Kind.ACCEPTANCE, "验收.pdf", {"contract_no": NUMBER, "party_b": make.SUPPLIER})
    assert make.cuts(make.verdict(lines, [*papers, arrived])) == {}
    unknown = make.record(make.Kind.OTHER, "照片.jpg", {})
    assert make.cuts(make.verdict(lines, [*papers, unknown])) == {}
    services, papers = ahead(make, category=make.Category.SOFTWARE_DEVELOPMENT, description="平台软件开发")
    assert make.cuts(make.verdict(services, papers)) == {}


@pytest.mark.parametrize(
    ("description", "code"),
    [("平台软件开发（按比例分摊）", "allocation_exceeds_document"), ("平台软件开发", "duplicate_invoice")],
)
def test_shares_beyond_the_invoice(make, description, code):
    number = "24512000000000000001"
    lines = [
        make.line("500000.00", place, contract_no=NUMBER, invoice_nos=(number,), description=description)
        for place in ("1", "2")
    ]
    verdict = make.verdict(lines, [make.contract("1000000.00", NUMBER), make.ordinary(BIG, number), make.slip(BIG)])
    assert code in make.cuts(verdict, "2")
    assert verdict.recognition.recognised.amount <= Money(amount=800000).amount


def test_a_voucher_of_ones_own_is_no_proof(make):
    voucher = make.record(
        make.Kind.VOUCHER, "记账凭证.pdf", {"employer": make.APPLICANT, "debit_total": make.fact("money", BIG)}
    )
    line = make.line(BIG, contract_no=NUMBER)
    verdict = make.verdict([line], [make.contract(BIG, NUMBER), voucher])
    assert make.cuts(verdict) == {"self_made_voucher_only": BIG}
    assert make.cuts(make.verdict([line], [make.contract(BIG, NUMBER)])) == {"invoice_missing": BIG}
    paid = make.verdict([line], [make.contract(BIG, NUMBER), voucher, make.slip(BIG)])
    assert "self_made_voucher_only" not in make.cuts(paid)
