import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.qr import QrError, parse_qr


def test_old_invoice_states_the_net_amount():
    qr = parse_qr("01,04,5100241320,00015045,1651.6,20240501,48114255542168294433,DBFE,")
    assert (qr.code, qr.number, qr.amount, qr.is_gross, qr.day, qr.check_code) == (
        "5100241320",
        "00015045",
        Decimal("1651.6"),
        False,
        date(2024, 5, 1),
        "48114255542168294433",
    )


def test_new_invoice_states_the_gross_amount():
    qr = parse_qr("01,32,,24512000000012345678,0.01,20240514,,1DD6")
    assert (qr.code, qr.number, qr.amount, qr.is_gross) == ("", "24512000000012345678", Decimal("0.01"), True)


def test_shenzhen_states_fen():
    qr = parse_qr("https://bcfp.shenzhen.chinatax.gov.cn/verify/scan?hash=ab&bill_num=01234567&total_amount=6400")
    assert (qr.number, qr.amount, qr.is_gross, qr.day) == ("01234567", Decimal(64), True, None)


@pytest.mark.parametrize("payload", ["", "http://example.com", "02,04,1,2,3,4", "01,04,5100241320", "a,b,c,d,e,f,g"])
def test_other_codes_are_not_invoices(payload):
    assert parse_qr(payload) is None


@pytest.mark.parametrize(
    "payload",
    [
        "01,04,5100241320,123,1651.6,20240501,,",
        "01,04,5100241320,00015045,1.6.1,20240501,,",
        "01,04,5100241320,00015045,x,20240501,,",
        "01,04,5100241320,00015045,1.6,20241301,,",
        "01,04,5100241320,00015045,1.6,x,,",
        "01,04,51,00015045,1.6,20240501,,",
    ],
)
def test_broken_invoice_codes(payload):
    with pytest.raises(QrError):
        parse_qr(payload)


@given(
    st.text() | st.lists(st.text(alphabet="0123456789.x", max_size=20), max_size=9).map(lambda f: ",".join(["01", *f]))
)
def test_any_payload_is_safe(payload):
    for text in (
        payload,
        "https://bcfp.shenzhen.chinatax.gov.cn/verify?" + payload,
        "//[bcfp.shenzhen.chinatax.gov.cn",
    ):
        with contextlib.suppress(QrError):
            parse_qr(text)
