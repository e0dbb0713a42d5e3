"""Parties and copies in columns: numbers that are equal exactly where names and numbers are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evidence.names import name_key
from matchers.keys import number_parties, repeated, second_copies, seen_elsewhere

NAMES = st.sampled_from(
    ["", "成都云杉科技有限公司", "成都云杉科技有限责任公司", "成都 云杉科技有限公司", "四川松果软件有限公司", "林知夏"]
)


@given(st.lists(NAMES), st.lists(NAMES, min_size=1))
def test_parties_have_one_number_where_their_keys_are_equal(left, right):
    (one, other), count = number_parties(np.array(left, dtype=object), np.array(right, dtype=object))
    names = [*left, *right]
    numbers = [*one.tolist(), *other.tolist()]
    for name, number in zip(names, numbers, strict=True):
        assert (number == -1) == (name == "")
        assert number < count
        for second, with_it in zip(names, numbers, strict=True):
            assert (number == with_it) == (name_key(name) == name_key(second))


ROWS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["A1", "A2", "B1"]), st.integers(1, 2)))


@given(ROWS)
def test_copies_are_those_of_equal_number_and_amount(rows):
    submission = np.array([row[0] for row in rows], dtype=int)
    found = repeated(np.array([row[1] for row in rows], dtype=object), np.array([row[2] for row in rows], dtype=int))
    documents = [row[1:] for row in rows]
    assert set(found.row.tolist()) == {p for p, one in enumerate(documents) if documents.count(one) > 1}
    assert second_copies(submission, found).tolist() == [row in rows[:place] for place, row in enumerate(rows)]
    assert seen_elsewhere(submission, found).tolist() == [
        any(other[1:] == row[1:] and other[0] != row[0] for other in rows) for row in rows
    ]
