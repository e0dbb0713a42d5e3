from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.money import CurrencyMismatchError, Money

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


def yuan(text: str) -> Money:
    return Money(amount=Decimal(text))


def test_arithmetic_refuses_to_mix_currencies() -> None:
    with pytest.raises(CurrencyMismatchError):
        yuan("1") + Money(amount=Decimal(1), currency="USD")
    with pytest.raises(CurrencyMismatchError):
        _ = yuan("1") < Money(amount=Decimal(2), currency="USD")


@given(st.lists(amounts, max_size=30))
def test_a_total_is_exact(parts: list[Decimal]) -> None:
    assert Money.total(Money(amount=part) for part in parts).amount == sum(parts, Decimal(0))


def test_a_subsidy_is_rounded_down_and_a_tax_half_up() -> None:
    assert yuan("99999.9990").rounded_down() == yuan("99999.99")
    assert yuan("7407.405").rounded() == yuan("7407.41")
    assert yuan("1234567.5").shown() == "1,234,567.50"


def test_money_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        yuan("1").amount = Decimal(2)
