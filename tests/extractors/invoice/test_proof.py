import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.document import Code, Method, Seal
from evidence.fact import Status
from extractors.invoice.proof import is_slip

AMOUNTS = ("amount_excl_tax", "tax", "total_incl_tax")


def checks(record, name):
    return set(record.facts[name].checks)


def with_code(page, code):
    return dataclasses.replace(page, codes=(code,))


def test_every_equation_is_named(draw):
    page = with_code(draw.legacy(draw.Invoice(draw.truth)).page(), draw.qr_code(draw.truth))
    record = draw.record_of(page)
    assert checks(record, "total_incl_tax") == {"gross=net+tax", "words", "qr"}
    assert checks(record, "amount_excl_tax") == {"gross=net+tax", "words", "qr", "line_sum"}
    assert checks(record, "tax") == {"gross=net+tax", "words", "qr", "line_sum", "rate"}
    assert all(record.facts[name].status is Status.PROVEN for name in AMOUNTS)
    assert "qr" in checks(record, "invoice_number")
    assert record.facts["invoice_number"].status is Status.PROVEN
    assert record.text("qr_amount") == draw.truth["amount_excl_tax"]


def test_code_of_another_amount_contradicts(draw):
    forged = {**draw.truth20, "total_incl_tax": "9000.00"}
    page = with_code(draw.digital(draw.Invoice(draw.truth20)).page(), draw.qr_code(forged, "31"))
    record = draw.record_of(page)
    gross = record.facts["total_incl_tax"]
    assert gross.value == draw.truth20["total_incl_tax"]
    assert gross.status is Status.CONTRADICTED
    assert "not:qr" in gross.checks
    assert [c.value for c in gross.candidates] == ["9000.00"]
    assert "not:qr" not in checks(record, "amount_excl_tax")


def test_net_in_an_older_code_is_no_contradiction_of_the_gross(draw):
    page = with_code(draw.legacy(draw.Invoice(draw.truth)).page(), draw.qr_code(draw.truth))
    assert not any(check.startswith("not:") for name in AMOUNTS for check in checks(draw.record_of(page), name))


def test_words_that_differ_contradict(draw):
    page = draw.legacy(draw.Invoice(draw.truth, words="贰万壹仟圆整")).page()
    gross = draw.record_of(page).facts["total_incl_tax"]
    assert gross.value == draw.truth["total_incl_tax"]
    assert gross.status is Status.CONTRADICTED
    assert "not:words" in gross.checks


def test_rows_that_do_not_add_up_contradict(draw):
    invoice = draw.Invoice(draw.truth)
    invoice.rows[0] = ("*软件服务*数据接口开发", "项", "1", "13000", "13000.00", "6%", "780.00")
    net = draw.record_of(draw.legacy(invoice).page()).facts["amount_excl_tax"]
    assert net.value == draw.truth["amount_excl_tax"]
    assert "not:line_sum" in net.checks


def test_totals_that_do_not_add_up_contradict(draw):
    truth = {**draw.truth, "tax": "1000.00"}
    record = draw.record_of(draw.legacy(draw.Invoice(truth, rows=[])).page())
    assert draw.wrong(record, truth) == {}
    assert all("not:gross=net+tax" in checks(record, name) for name in AMOUNTS)
    assert all(record.facts[name].status is Status.CONTRADICTED for name in AMOUNTS)


def test_misread_figure_with_the_right_one_among_the_alternatives(draw):
    page = draw.photographed(draw.legacy(draw.Invoice(draw.truth)).page())
    page = draw.reworded(page, "¥18867.92", "¥13867.92", alternatives=("¥18867.92",), confidence=0.93)
    record = draw.record_of(page)
    assert draw.wrong(record, draw.truth) == {}
    assert record.facts["amount_excl_tax"].status is Status.PROVEN


def test_misread_tax_is_taken_from_the_rows_and_said_so(draw):
    page = draw.photographed(draw.legacy(draw.Invoice(draw.truth)).page())
    page = draw.reworded(page, "¥1132.08", "¥1182.08", confidence=0.9)
    tax = draw.record_of(page).facts["tax"]
    assert tax.value == "1132.08"
    assert "¥1182.08" in tax.repair
    assert [c.value for c in tax.candidates] == ["1182.08"]


def test_cut_figure_is_repaired_by_the_equation_but_not_proven_by_it(draw):
    truth = {**draw.truth, "amount_excl_tax": "1320.74", "tax": "79.24", "total_incl_tax": "1399.98"}
    page = draw.photographed(draw.legacy(draw.Invoice(truth, rows=[])).page())
    record = draw.record_of(draw.reworded(page, "¥79.24", "¥79.2"))
    assert draw.wrong(record, truth) == {}
    assert record.facts["tax"].repair
    assert record.facts["tax"].status is Status.UNPROVEN
    assert not any("gross=net+tax" in checks(record, name) for name in AMOUNTS)


def test_text_layers_are_never_repaired(draw):
    truth = {**draw.truth, "amount_excl_tax": "1320.74", "tax": "79.24", "total_incl_tax": "1399.98"}
    record = draw.record_of(draw.reworded(draw.legacy(draw.Invoice(truth, rows=[])).page(), "¥79.24", "¥79.34"))
    assert record.text("tax") == "79.34"
    assert record.facts["tax"].status is Status.CONTRADICTED


def test_unread_gross_comes_from_the_words(draw):
    sheet = draw.legacy(draw.Invoice(draw.truth))
    sheet.values = [w for w in sheet.values if w.text != "¥" + draw.truth["total_incl_tax"]]
    gross = draw.record_of(sheet.page()).facts["total_incl_tax"]
    assert gross.value == draw.truth["total_incl_tax"]
    assert "words" not in gross.checks


def test_derived_amounts_prove_nothing(draw):
    sheet = draw.legacy(draw.Invoice(draw.truth, rows=[]))
    sheet.values = [w for w in sheet.values if w.text != "¥" + draw.truth["tax"]]
    page = with_code(sheet.page(), draw.qr_code(draw.truth))
    record = draw.record_of(page)
    tax = record.facts["tax"]
    assert (tax.value, tax.method, tax.status) == (draw.truth["tax"], Method.DERIVED, Status.UNPROVEN)
    assert "gross=net+tax" not in checks(record, "total_incl_tax")


def test_words_with_a_dropped_character_accuse_nobody(draw):
    page = draw.photographed(draw.legacy(draw.Invoice({**draw.truth, "total_incl_tax": "20130.00"}, rows=[])).page())
    page = draw.reworded(page, "贰万零壹佰叁拾圆整", "贰万零壹佰圆整")
    assert "not:words" not in checks(draw.record_of(page), "total_incl_tax")
    assert is_slip("贰万零壹佰圆整", __import__("decimal").Decimal("20130.00"))
    assert not is_slip("叁万零壹佰叁拾圆整", __import__("decimal").Decimal("20130.00"))


def test_misread_tax_id_is_repaired_by_its_check_digits(draw):
    truth = {**draw.truth, "seller_tax_id": draw.uscc("510104", "MA60K9W8")}
    page = draw.photographed(draw.legacy(draw.Invoice(truth)).page())
    misread = truth["seller_tax_id"].replace("0", "O")
    fact = draw.record_of(draw.reworded(page, truth["seller_tax_id"], misread)).facts["seller_tax_id"]
    assert fact.value == truth["seller_tax_id"]
    assert "O→0" in fact.repair
    assert fact.status is Status.UNPROVEN


def test_seal_confirms_the_seller(draw):
    sheet = draw.legacy(draw.Invoice(draw.truth, remark=""))
    sheet.value(draw.truth["seller_tax_id"], 470, 335)
    page = draw.photographed(sheet.page())
    page = dataclasses.replace(
        page, seals=(Seal(dataclasses.replace(page.words[0].box, x0=440, y0=300, x1=590, y1=370)),)
    )
    fact = draw.record_of(page).facts["seller_tax_id"]
    assert fact.value == draw.truth["seller_tax_id"]
    assert any("seal" in check for check in fact.checks)


@settings(deadline=None, max_examples=60)
@given(
    name=st.sampled_from(["¥18867.92", "¥1132.08", "¥20000.00"]),
    place=st.integers(0, 8),
    digit=st.sampled_from("0123456789"),
    legacy=st.booleans(),
    rows=st.booleans(),
)
def test_no_misread_digit_is_ever_proven(draw, name, place, digit, legacy, rows):
    place = 1 + place % (len(name) - 1)
    if name[place] == ".":
        place += 1
    misread = name[:place] + digit + name[place + 1 :]
    truth = draw.truth if legacy else draw.truth20
    invoice = draw.Invoice(truth) if rows else draw.Invoice(truth, rows=[])
    page = draw.photographed((draw.legacy if legacy else draw.digital)(invoice).page(), 0.99)
    if misread != name:
        page = draw.reworded(page, name, misread)
    record = draw.record_of(page)
    for field in AMOUNTS:
        fact = record.facts.get(field)
        assert fact is None or fact.value == truth[field] or fact.status is not Status.PROVEN


def test_foreign_codes_are_passed_over(draw):
    page = draw.legacy(draw.Invoice(draw.truth)).page()
    for payload in ("https://example.com", "01,10,12,34", "01,10,051002400111,x,1.2.3,20241345,,"):
        record = draw.record_of(with_code(page, Code(payload, page.words[0].box)))
        assert draw.wrong(record, draw.truth) == {}
        assert "qr_number" not in record.facts


@pytest.mark.parametrize(("year", "check"), [("24", "number_year"), ("23", "not:number_year")])
def test_number_carries_the_year_of_issue(draw, year, check):
    truth = {**draw.truth20, "invoice_number": year + draw.truth20["invoice_number"][2:]}
    record = draw.record_of(draw.digital(draw.Invoice(truth)).page())
    assert check in checks(record, "invoice_number")
