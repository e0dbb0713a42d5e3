"""Equal pairs and equal sums of one party: exact to the fen, order of files without meaning, doubts counted."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.equal import MOST_WAYS, pair
from matchers.exact import Paper, exact
from matchers.sums import all_parts_of

days = st.lists(st.integers(0, 6), min_size=1, max_size=4)


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
    found = pair(slips, bills)
    ways = every_pairing(slips, bills)
    least = min(distance(slips, bills, way) for way in ways)
    assert distance(slips, bills, found.pairs) == least
    best = {frozenset(way) for way in ways if distance(slips, bills, way) == least}
    assert 1 <= found.ways <= len(best)
    assert (found.ways > 1) or len(set(slips)) == len(slips) or len(best) == 1


def test_thousands_of_equal_amounts_are_paired_at_once_and_counted_up_to_a_limit():
    found = pair([day % 9 for day in range(2000)], [day % 7 for day in range(2000)])
    assert len({s for s, _ in found.pairs}) == len({b for _, b in found.pairs}) == 2000
    assert found.ways == MOST_WAYS


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
