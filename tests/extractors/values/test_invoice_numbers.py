import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.invoice_numbers import (
    InvoiceFamily,
    is_plausible_code,
    parse_einvoice_number,
    parse_invoice_code,
)


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("5100241130", InvoiceFamily.SPECIAL),
        ("5100241320", InvoiceFamily.ORDINARY),
        ("5100242730", InvoiceFamily.FREIGHT),
        ("051002400111", InvoiceFamily.E_ORDINARY),
        ("051002400112", InvoiceFamily.TOLL),
        ("051002400113", InvoiceFamily.E_SPECIAL),
        ("051002400104", InvoiceFamily.ORDINARY),
        ("051002400107", InvoiceFamily.ROLL),
        ("144032409110", InvoiceFamily.BLOCKCHAIN),
        ("151002420660", InvoiceFamily.VEHICLE),
        ("111001571071", InvoiceFamily.E_ORDINARY),
        ("051002400199", None),
    ],
)
def test_families(code, family):
    decoded = parse_invoice_code(code)
    assert decoded.family == family
    assert is_plausible_code(code)


def test_parts_of_a_code():
    code = parse_invoice_code("0510 0240 0111")
    assert (code.region, code.year) == ("5100", 2024)
    assert not is_plausible_code("9900241130")
    assert InvoiceFamily.E_SPECIAL.is_special
    assert not InvoiceFamily.TOLL.is_special


def test_numbers_of_e_invoices():
    number = parse_einvoice_number("24512000000012345678")
    assert (number.year, number.region, number.known_region) == (2024, "51", True)
    assert not parse_einvoice_number("24992000000012345678").known_region
    assert parse_einvoice_number("2492" + "0" * 16).known_region
    assert parse_einvoice_number("123") is None


@given(st.text())
def test_any_text_is_safe(text):
    parse_invoice_code(text)
    parse_einvoice_number(text)
    is_plausible_code(text)
