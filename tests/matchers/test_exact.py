"""Equal pairs and equal sums of one party: exact to the fen, order of files without meaning, doubts counted."""

from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.equal import Side, pair_equal
from matchers.exact import Paper, exact
from matchers.sums import all_parts_of
from matchers.ways import MOST_WAYS, whole_ways

days = st.lists(st.integers(0, 6), min_size=1, max_size=4)


def one_class(days):
    return Side(np.zeros(len(days), dtype=np.int64), np.array(days))


def pair(slips, bills):
    """The pairs of one class and their ways."""
    found = pair_equal(one_class(slips), one_class(bills), 1)
    return list(zip(found.slips.tolist(), found.bills.tolist(), strict=True)), int(whole_ways(found.log_ways)[0])


def distance(slips, bills, pairs):
    return sum((slips[s] - bills[b]) ** 2 for s, b in pairs)


def every_pairing(slips, bills):
    """All ways to pair as many as possible."""
    if len(slips) <= len(bills):
        return [list(enumerate(chosen)) for chosen in permutations(range(len(bills)), len(slips))]
    return [[(s, b) for b, s in enumerate(chosen)] for chosen in permutations(range(len(slips)), len(bills))]


@settings(max_examples=80, deadline=None)
@given(days, days)
def test_pairs_are_the_nearest_in_time_and_their_ways_are_counted(slips, bills):
    found, count = pair(slips, bills)
    ways = every_pairing(slips, bills)
    least = min(distance(slips, bills, way) for way in ways)
    assert distance(slips, bills, found) == least
    best = {frozenset(way) for way in ways if distance(slips, bills, way) == least}
    assert 1 <= count <= len(best)
    if len(slips) == len(bills):
        assert count == len(best)
    else:
        assert (count > 1) == (len(best) > 1)
    assert (count > 1) or len(set(slips)) == len(slips) or len(best) == 1


classes = st.lists(st.tuples(st.lists(st.integers(0, 6), max_size=5), st.lists(st.integers(0, 6), max_size=5)))


@settings(max_examples=80, deadline=None)
@given(classes)
def test_many_classes_at_once_are_paired_as_each_by_itself(sides):
    slips = [(place, day) for place, (own, _) in enumerate(sides) for day in own]
    bills = [(place, day) for place, (_, owed) in enumerate(sides) for day in owed]
    both = [
        Side(np.array([g for g, _ in x], dtype=int), np.array([d for _, d in x], dtype=int)) for x in (slips, bills)
    ]
    found = pair_equal(*both, len(sides))
    whole = [(slips[s], bills[b]) for s, b in zip(found.slips, found.bills, strict=True)]
    for place, (own, owed) in enumerate(sides):
        alone, count = pair(own, owed)
        assert sorted((own[s], owed[b]) for s, b in alone) == sorted(
            (s[1], b[1]) for s, b in whole if s[0] == place and b[0] == place
        )
        assert int(whole_ways(found.log_ways)[place]) == count
    assert len(whole) == sum(min(len(own), len(owed)) for own, owed in sides)


def test_thousands_of_equal_amounts_are_paired_at_once_and_counted_up_to_a_limit():
    found, count = pair([day % 9 for day in range(2000)], [day % 7 for day in range(2000)])
    assert len({s for s, _ in found}) == len({b for _, b in found}) == 2000
    assert count == MOST_WAYS


amounts = st.lists(st.integers(1, 30), max_size=9)


@settings(max_examples=80, deadline=None)
@given(amounts, st.integers(2, 60))
def test_every_set_that_adds_up_is_found_once(values, target):
    found, whole = all_parts_of(values, target, 10_000)
    every = [
        places
        for mask in range(1 << len(values))
        if len(places := tuple(place for place in range(len(values)) if mask >> place & 1)) > 1
        and sum(values[place] for place in places) == target
    ]
    assert whole
    assert sorted(found) == sorted(every)


def paper(amount, day=0, line=""):
    return Paper(amount, day, line)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 12), max_size=5), st.lists(st.integers(1, 12), max_size=5))
def test_groups_are_exact_and_use_each_paper_once(slips, bills):
    found = exact([paper(a) for a in slips], [paper(a, line=str(i)) for i, a in enumerate(bills)])
    used_slips = [s for group in found.groups for s in group[0]]
    used_bills = [b for group in found.groups for b in group[1]]
    assert len(used_slips) == len(set(used_slips))
    assert len(used_bills) == len(set(used_bills))
    for own, owed in found.groups:
        assert sum(slips[s] for s in own) == sum(bills[b] for b in owed)
    left = {slips[s] for s in range(len(slips)) if s not in used_slips}
    assert not left & {bills[b] for b in range(len(bills)) if b not in used_bills}


def test_a_choice_one_after_the_other_would_spoil_is_solved_as_a_whole():
    """70 = 30 + 40 first would leave 30 + 60 = 90 without its 30; the optimum pays both."""
    found = exact([paper(70), paper(90)], [paper(30), paper(40), paper(60), paper(50), paper(20)])
    sums = {own: sorted(owed) for own, owed in found.groups}
    assert set(sums) == {(0,), (1,)}
    assert not set(sums[(0,)]) & set(sums[(1,)])


def test_one_line_is_preferred_to_a_mixture_of_lines():
    bills = [paper(30, line="a"), paper(70, line="b"), paper(60, line="c"), paper(40, line="c")]
    found = exact([paper(100)], bills)
    assert found.groups == (((0,), (2, 3)),)
    assert found.doubts == ()


def test_equally_good_sums_are_a_doubt_with_their_number():
    bills = [paper(30, line="a"), paper(70, line="a"), paper(60, line="b"), paper(40, line="b")]
    found = exact([paper(100)], bills)
    assert len(found.groups) == 1
    (doubt,) = found.doubts
    assert (doubt.ways, doubt.bounded, doubt.equal) == (2, False, False)
    assert set(doubt.bills) == {0, 1, 2, 3}


def test_a_foreseen_instalment_decides_between_equal_sums():
    bills = [paper(100, line="a"), paper(100, line="b")]
    slips = [Paper(30, 0, foreseen=True), Paper(70, 0, foreseen=True), Paper(45, 0), Paper(55, 0)]
    groups = {owed: own for own, owed in exact(slips, bills).groups}
    assert sorted(groups.values()) == [(0, 1), (2, 3)]
