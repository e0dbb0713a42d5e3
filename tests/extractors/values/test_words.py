import contextlib
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values.words import WordsError, parse_words, to_words

AMOUNTS = st.decimals(min_value="0.01", max_value="99999999999999.99", places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("48.90", "肆拾捌圆玖角整"),
        ("10440", "壹万零肆佰肆拾圆整"),
        ("130864.19", "壹拾叁万零捌佰陆拾肆圆壹角玖分"),
        ("16409.02", "壹万陆仟肆佰零玖圆零贰分"),
        ("100010000", "壹亿零壹万圆整"),
        ("0.05", "伍分"),
        ("2.12", "贰圆壹角贰分"),
        ("0", "零圆整"),
        ("-12.00", "负壹拾贰圆整"),
    ],
)
def test_written_as_invoices_print_it(value, text):
    assert to_words(Decimal(value)) == text
    assert parse_words(text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("人民币壹拾柒万圆整", "170000"),
        ("壹拾万柒仟元零伍角叁分", "107000.53"),
        ("壹拾万柒仟圆伍角叁分", "107000.53"),
        ("陆仟零柒元壹角肆分", "6007.14"),
        ("贰佰万元正", "2000000"),
        ("⊗壹仟肆佰零玖圆伍角", "1409.50"),
        ("ⓧ 壹仟 肆佰零玖 圆伍角整", "1409.50"),
        ("（大写）叁佰圆整", "300"),
        ("拾万元整", "100000"),
        ("貳仟圓整", "2000"),
        ("（负数）贰仟陆佰伍拾圆整", "-2650"),
        ("叁佰玖拾玖圆零角伍分", "399.05"),
        ("壹佰圆零伍分", "100.05"),
        ("壹万亿元整", "1000000000000"),
    ],
)
def test_reads_what_is_printed(text, value):
    assert parse_words(text).value == Decimal(value)


def test_nonstandard_and_misread_characters_are_named():
    assert parse_words("三百元整").nonstandard == ("三", "百")
    words = parse_words("贷拾伍园整")
    assert words.value == 25
    assert words.repaired == ("贷", "园")
    assert parse_words("贰拾伍圆整") == type(words)(Decimal(25))


@pytest.mark.parametrize("text", ["", "合计", "¥100", "圆", "伍", "价税合计（大写）", "张三公司", "万科"])
def test_noise_is_no_amount(text):
    if text == "圆":
        assert parse_words(text) is None or parse_words(text).value == 0
    else:
        assert parse_words(text) is None


@pytest.mark.parametrize("text", ["壹佰贰仟圆整", "壹贰圆整", "万圆整", "壹圆整贰角", "叁佰肆佰圆整", "壹万贰万圆整"])
def test_broken_order_is_an_error(text):
    with pytest.raises(WordsError):
        parse_words(text)


def test_what_cannot_be_written():
    for amount in ("0.001", "1e17", "NaN"):
        with pytest.raises(WordsError):
            to_words(Decimal(amount))


@given(AMOUNTS, st.sampled_from(["圆", "元"]), st.booleans())
def test_round_trip(value, yuan, negative):
    value = -value if negative else value
    words = parse_words(to_words(value, yuan))
    assert words.value == value
    assert not words.nonstandard
    assert not words.repaired


@given(st.integers(1, 10**12))
def test_agrees_with_cn2an(yuan):
    oracle = cn2an.an2cn(str(yuan), "rmb")
    assert parse_words(oracle).value == yuan


@settings(max_examples=400)
@given(st.text(alphabet="零壹贰叁拾佰仟万亿圆元角分整正负二十廿贷", max_size=14))
def test_any_mixture_gives_amount_none_or_words_error(text):
    with contextlib.suppress(WordsError):
        parse_words(text)


@given(st.text())
def test_any_text_gives_amount_none_or_words_error(text):
    with contextlib.suppress(WordsError):
        parse_words(text)
