from datetime import date
from decimal import Decimal

import pytest

from evidence.document import Box, Method
from evidence.fact import Fact, Place
from evidence.money import Money
from evidence.record import record_id


def fact(kind: str, value: str) -> Fact:
    return Fact(type=kind, value=value, raw=value, place=Place.at(1, Box(1, 2, 3, 4)), method=Method.TEXT)


def test_each_type_answers_only_its_own_question() -> None:
    assert fact("money", "12.30").money == Money(amount=Decimal("12.30"))
    assert fact("date", "2024-03-05").day == date(2024, 3, 5)
    assert fact("flag", "true").flag is True
    for wrong in ("money", "day", "flag", "number"):
        with pytest.raises(TypeError):
            getattr(fact("text", "12.30"), wrong)


def test_a_fact_survives_storage() -> None:
    before = fact("money", "12.30")
    assert Fact.model_validate_json(before.model_dump_json()) == before


def test_a_record_is_named_by_content_and_position_only() -> None:
    assert record_id("a" * 64, 0) == record_id("a" * 64, 0)
    assert record_id("a" * 64, 0) != record_id("a" * 64, 1)
    assert record_id("a" * 64, 0) != record_id("b" * 64, 0)
