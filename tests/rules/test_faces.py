"""Numbers, rates, products, days and currencies on the face of a document."""

import pytest

from evidence.document import Method

BIG = "800000.00"
NUMBER = "CG-2024-001"


def judged(make, invoice=None, contract=None, slip=None, more=()):
    papers = [contract or make.contract(BIG, NUMBER), invoice or make.ordinary(BIG), slip or make.slip(BIG), *more]
    return make.verdict([make.line(BIG, contract_no=NUMBER)], papers)


def rowed(make, given, **cells):
    row = given.rows[0]
    changed = row.model_copy(update={"facts": row.facts | make.facts(cells)})
    return given.model_copy(update={"rows": (changed, *given.rows[1:])})


@pytest.mark.parametrize(
    ("number", "code", "wrong"),
    [
        ("24512000000000000001", None, 0),
        ("01234567", "5100214130", 0),
        ("2451200000000000001", None, 1),
        ("01234567", "510021413", 1),
    ],
)
def test_lengths_of_numbers_and_codes(make, number, code, wrong):
    given = make.ordinary(BIG, number, invoice_code=code)
    assert len(make.found(judged(make, given), "invoice_number_invalid")) == wrong
    assert make.found(judged(make, make.by_pixels(given)), "invoice_number_invalid") == []


@pytest.mark.parametrize(("words", "odd"), [("捌拾万元整", 0), ("八十万元整", 1)])
def test_everyday_characters_in_capitals(make, words, odd):
    fact = make.fact("money", BIG, raw=words)
    verdict = judged(make, slip=make.slip(BIG, amount_words=fact))
    assert len(make.found(verdict, "amount_words_nonstandard")) == odd
    seen = fact.model_copy(update={"method": Method.OCR})
    assert make.found(judged(make, slip=make.slip(BIG, amount_words=seen)), "amount_words_nonstandard") == []


@pytest.mark.parametrize(
    ("quantity", "price", "wrong"),
    [
        ("1", "754716.98", 0),
        ("1", "800000.00", 0),
        ("3", "251572.3267", 0),
        ("3", "251572.33", 0),
        ("2", "251572.33", 1),
    ],
)
def test_quantity_times_price(make, quantity, price, wrong):
    given = rowed(make, make.ordinary(BIG), quantity=quantity, unit_price=price)
    assert len(make.found(judged(make, given), "line_amount_mismatch")) == wrong


@pytest.mark.parametrize(
    ("day", "rate", "wrong"),
    [
        ("2024-05-10", "6%", 0),
        ("2024-05-10", "16%", 1),
        ("2019-03-31", "16%", 0),
        ("2018-05-01", "17%", 1),
        ("2024-05-10", "免税", 0),
        ("2024-05-10", "7%", 1),
    ],
)
def test_rates_in_force(make, day, rate, wrong):
    given = rowed(make, make.ordinary(BIG, issue_date=day), tax_rate=rate)
    assert len(make.found(judged(make, given), "tax_rate_invalid")) == wrong


@pytest.mark.parametrize(
    ("item", "rate", "told"),
    [
        ("*信息技术服务*平台开发", "6%", 0),
        ("*信息技术服务*平台开发", "13%", 1),
        ("*信息技术服务*平台开发", "1%", 0),
        ("*电子计算机*服务器", "6%", 1),
        ("平台开发", "13%", 0),
    ],
)
def test_rates_of_classes(make, item, rate, told):
    given = rowed(make, make.ordinary(BIG), item=item, tax_rate=rate)
    assert len(make.found(judged(make, given), "tax_rate_item_conflict")) == told


@pytest.mark.parametrize(("day", "wrong"), [("2025-06-20", 0), ("2025-06-21", 1), ("1989-01-01", 1)])
def test_days_that_cannot_be(make, day, wrong):
    assert len(make.found(judged(make, slip=make.slip(BIG, pay_date=day)), "date_implausible")) == wrong
    scanned = make.by_pixels(make.slip(BIG, pay_date=day))
    assert make.found(judged(make, slip=scanned), "date_implausible") == []


def test_foreign_invoices_need_a_payment_in_yuan(make):
    foreign = make.record(
        make.Kind.INVOICE_OTHER,
        "invoice.pdf",
        {"invoice_number": "INV-77", "total_incl_tax": make.fact("money", "1200.00", currency="USD")},
    )
    assert len(make.found(judged(make, more=[foreign]), "currency_conversion_missing")) == 1
    assert make.found(judged(make), "currency_conversion_missing") == []
