"""Lines and invoices of one supplier: the optimum against all ways, and bounded time where there are many."""

import time
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.views import Invoice
from matchers import match
from matchers.claims import Claim
from matchers.shares import share_out


@pytest.fixture(scope="module")
def build(make):
    """Claims and invoices (views) of whole yuan."""

    def built(declared, gross):
        claims = [Claim(make.line(f"{amount}.00", str(n)), "group") for n, amount in enumerate(declared)]
        faces = [make.ordinary(f"{amount}.00", f"2451200000000000000{n}") for n, amount in enumerate(gross)]
        return claims, [Invoice.of(face.model_copy(update={"facts": without_net(face)})) for face in faces]

    def without_net(face):
        return {name: fact for name, fact in face.facts.items() if name not in ("amount_excl_tax", "tax")}

    return built


def most_lines(declared, gross):
    """How many lines can be given invoices that add up to them, each invoice once."""
    sets = [
        [None, *(c for size in range(1, len(gross) + 1) for c in combinations(range(len(gross)), size)
                 if sum(gross[i] for i in c) == amount)]
        for amount in declared
    ]  # fmt: skip
    best = 0
    for way in product(*sets):
        used = [i for chosen in way if chosen for i in chosen]
        if len(used) == len(set(used)):
            best = max(best, sum(chosen is not None for chosen in way))
    return best


@settings(max_examples=60, deadline=None)
@given(
    declared=st.lists(st.integers(2, 12), min_size=1, max_size=3),
    gross=st.lists(st.integers(1, 9), min_size=1, max_size=5),
)
def test_as_many_lines_as_possible_get_their_amount_exactly(build, declared, gross):
    claims, faces = build(declared, gross)
    found = share_out(claims, faces, {})
    own = [(claim, invoices) for claim, invoices, _ in found.taken]
    alone = [pair for pair in own if sum(pair[1] == other for _, other in own) == 1]
    for claim, invoices in alone:
        assert sum(int(invoice.gross.amount) for invoice in invoices) * 100 == claim.declared
    used = [invoice.id for _, invoices in alone for invoice in invoices]
    assert len(used) == len(set(used))
    assert len(own) >= most_lines(declared, gross)


def test_hundreds_of_lines_and_invoices_of_one_supplier_end_in_time(make):
    lines = [make.line(f"{100 + n % 7}.00", str(n)) for n in range(200)]
    faces = [make.ordinary(f"{100 + n % 5}.00", f"2451200000{n:010d}") for n in range(200)]
    declaration = make.case(lines[:1], ()).declaration.model_copy(update={"lines": tuple(lines)})
    started = time.monotonic()
    matching = match(declaration, faces, make.POLICY)
    assert time.monotonic() - started < 60
    given_out = [item.record for line in matching.lines for item in line.invoices]
    assert len(given_out) == len(set(given_out))
    assert len(given_out) >= 140
    assert any(one.why.startswith("同一销售方") and "不少于" in one.why for one in matching.ambiguities)
