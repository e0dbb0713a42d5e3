import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.amounts import AmountError, parse_amount, unit_of

AMOUNTS = st.decimals(min_value="-99999999999.99", max_value="99999999999.99", places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("¥1,234.50", "1234.50"),
        ("￥１，２３４．５０", "1234.50"),
        ("CNY 100.00", "100"),
        ("RMB100,000.00元", "100000"),
        ("人民币12.5万元", "125000"),
        ("(1,234.00)", "-1234"),
        ("（1,234.00）", "-1234"),
        ("¥-45.60", "-45.60"),
        ("-¥45.60", "-45.60"),
        ("￥ 1 3 2 0 . 7 4", "1320.74"),
        ("1.2亿元", "120000000"),
        ("0", "0"),
        ("-0.33", "-0.33"),
        ("50 万元", "500000"),
    ],
)
def test_reads_printed_amounts(text, value):
    assert parse_amount(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["", "   ", "***", "免税", "合计", "A123", "2024年3月5日", "¥", "元", "6%", "数量2台"])
def test_noise_is_no_amount(text):
    assert parse_amount(text) is None


@pytest.mark.parametrize("text", ["1.2.3", "1,23", "47.26 6.14", "(12.00", "-(5.00)", "12,34,5.00"])
def test_more_than_one_reading_is_an_error(text):
    with pytest.raises(AmountError):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,32O.74", "1320.74"),
        ("1，320。74", "1320.74"),
        ("1.320.74", "1320.74"),
        ("1,320,74", "1320.74"),
        ("l2.00", "12"),
    ],
)
def test_look_alikes_are_read_only_where_asked(text, value):
    assert parse_amount(text, ocr=True).value == Decimal(value)


def test_precision_of_the_print_is_kept():
    amount = parse_amount("1234.57万元")
    assert (amount.value, amount.step) == (Decimal("12345700"), Decimal("50"))
    assert parse_amount("1234.57", Decimal(10000)).value == Decimal("12345700")
    assert parse_amount("3元", Decimal(10000)).value == 3


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("金额（万元）", 10000),
        ("金额(元)", 1),
        ("单位：元", 1),
        ("单位：人民币万元", 10000),
        ("金额/万元", 10000),
        ("合同金额", None),
        ("单元名称", None),
        ("投资额（亿元）", 100000000),
        ("金额（万元）或（元）", None),
    ],
)
def test_unit_of_heading(header, unit):
    assert unit_of(header) == unit


@given(AMOUNTS, st.sampled_from(["{:,.2f}", "¥{:.2f}", "￥{:,.2f}", "{:.2f}元", "CNY {:,.2f}"]))
def test_every_printed_form_comes_back(value, form):
    assert parse_amount(form.format(value)).value == value


@given(AMOUNTS.filter(lambda v: v > 0))
def test_full_width_and_parentheses(value):
    wide = f"{value:,.2f}".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,"})
    assert parse_amount(wide).value == value
    assert parse_amount(f"({value})").value == -value


@given(st.text(), st.booleans())
def test_any_text_gives_amount_none_or_amount_error(text, ocr):
    with contextlib.suppress(AmountError):
        parse_amount(text, ocr=ocr)
    unit_of(text)


@given(st.text(alphabet="0123456789.,¥-()元万亿 OolI", max_size=12), st.booleans())
def test_texts_near_amounts_too(text, ocr):
    try:
        amount = parse_amount(text, ocr=ocr)
    except AmountError:
        return
    assert amount is None or amount.value.is_finite()


@pytest.mark.parametrize(("text", "value"), [("312.00|", "312.00"), ("1,232.40||", "1232.40"), ("3|2.00", "312.00")])
def test_a_rule_right_of_an_amount_is_no_digit(text: str, value: str) -> None:
    amount = parse_amount(text, ocr=True)
    assert amount is not None
    assert amount.value == Decimal(value)
