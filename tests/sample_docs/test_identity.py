"""Check digits against an independent implementation (python-stdnum) and known vectors of the standards."""

import random

from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from sample_docs.generator import identity


@given(st.integers(0, 10_000))
def test_codes_pass_the_public_check(seed: int) -> None:
    code = identity.uscc(random.Random(seed), "510107")
    assert uscc.is_valid(code)
    assert code[8:11] == "MAY"
    assert code[16] == identity.organisation_check(code[8:16])


def test_organisation_code_of_a_known_vector() -> None:
    # GB 11714 prints D2143569-X as its worked example.
    assert identity.organisation_check("D2143569") == "X"


@given(st.integers(0, 2_000))
def test_people_have_right_check_digits_and_a_region_that_does_not_exist(seed: int) -> None:
    person = identity.Registry(random.Random(seed)).person()
    assert person.id_number.startswith("510199")
    assert ric.calc_check_digit(person.id_number) == person.id_number[-1]
    assert luhn.is_valid(person.card)


def test_names_do_not_repeat_within_a_submission() -> None:
    registry = identity.Registry(random.Random(5))
    names = [registry.person_name() for _ in range(120)]
    assert len(set(names)) == len(names)
