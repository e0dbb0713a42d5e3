"""The optimum against all packings, tried one by one."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.packing import MOST_OPTIMA, Group, pack


def every_packing(groups):
    """All choices of groups that share no document."""
    for size in range(len(groups) + 1):
        for chosen in combinations(groups, size):
            slips = [slip for group in chosen for slip in group.slips]
            bills = [bill for group in chosen for bill in group.bills]
            if len(slips) == len(set(slips)) and len(bills) == len(set(bills)):
                yield chosen


documents = st.sets(st.integers(0, 4), min_size=1, max_size=3).map(lambda found: tuple(sorted(found)))
some_groups = st.lists(
    st.builds(Group, documents, documents, st.integers(1, 6)), max_size=7, unique_by=lambda g: (g.slips, g.bills)
)


@settings(max_examples=60, deadline=None)
@given(some_groups)
def test_it_is_the_best_of_all_packings_and_their_count_is_true(groups):
    found = pack(groups)
    weights = [sum(group.weight for group in chosen) for chosen in every_packing(groups)]
    assert sum(group.weight for group in found.groups) == max(weights)
    assert set(found.groups) in [set(chosen) for chosen in every_packing(groups)]
    assert found.ways == weights.count(max(weights)) or any(contest.bounded for contest in found.contests)


def test_one_slip_for_two_equal_bills_is_a_contest_with_both_ways():
    left, right = Group((0,), (0,), 5), Group((0,), (1,), 5)
    found = pack([left, right])
    assert found.groups == (left,)
    (contest,) = found.contests
    assert (contest.slips, contest.bills, contest.ways, contest.bounded) == ((0,), (0, 1), 2, False)
    assert contest.shown == ((left,), (right,))


def test_more_ways_than_are_counted_are_said_to_be_more():
    groups = [Group((slip,), (bill,), 1) for slip in range(5) for bill in range(5)]
    (contest,) = pack(groups).contests
    assert contest.bounded
    assert contest.ways == MOST_OPTIMA


def test_nothing_to_pack():
    assert pack([]).groups == ()
