"""Uppercase amounts against published vectors and against another implementation."""

from decimal import Decimal

import cn2an  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_docs.generator.money_words import chinese_date, words


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("48.90", "肆拾捌圆玖角整"),
        ("10440", "壹万零肆佰肆拾圆整"),
        ("130864.19", "壹拾叁万零捌佰陆拾肆圆壹角玖分"),
        ("16409.02", "壹万陆仟肆佰零玖圆零贰分"),
        ("107000.53", "壹拾万柒仟圆零伍角叁分"),
        ("100010000", "壹亿零壹万圆整"),
        ("0.05", "伍分"),
        ("0", "零圆整"),
    ],
)
def test_known_amounts(amount: str, text: str) -> None:
    assert words(Decimal(amount)) == text


@given(st.integers(1, 10**11))
def test_whole_yuan_read_back(yuan: int) -> None:
    text = words(Decimal(yuan)).removesuffix("圆整")
    assert cn2an.cn2an(text, "normal") == yuan


@pytest.mark.parametrize("amount", ["-1", "0.005"])
def test_refuses_what_is_no_amount(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount in fen"):
        words(Decimal(amount))


def test_dates_in_numerals() -> None:
    assert chinese_date(2024, 3, 5) == "二〇二四年三月五日"
    assert chinese_date(2024, 10, 21) == "二〇二四年十月二十一日"
