"""Repairs: made only where a check leaves one candidate, always told, and never enough to call a value proven."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.document import Method
from evidence.fact import Fact, Place, Status
from evidence.names import USCC_ALPHABET, uscc_valid
from extractors.invoice.identity import choose
from extractors.invoice.proof import Proof
from extractors.invoice.readings import Reading, Readings, plain_money
from extractors.invoice.weighing import GROSS, NET, TAX, Weighing
from extractors.values.identifiers import _TWINS, IdKind, _forced, org_code_valid, repair

CENT = Decimal("0.01")
BODY = st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)


def code_of(region: str, body: str) -> str:
    org = next(body + last for last in "0123456789X" if org_code_valid(body + last))
    return next(f"91{region}{org}{last}" for last in USCC_ALPHABET if uscc_valid(f"91{region}{org}{last}"))


CODES = st.builds(code_of, st.sampled_from(["510100", "510107", "110108", "440300"]), BODY)


@st.composite
def misread(draw: st.DrawFn) -> tuple[str, str]:
    """A code and what a reader of pixels may make of it: up to three characters changed into anything."""
    code = draw(CODES)
    seen = list(code)
    for place in draw(st.lists(st.integers(2, 17), max_size=3, unique=True)):
        seen[place] = draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return code, "".join(seen)


def reachable(text: str, changes: int) -> set[str]:
    """Every valid code that many look-alikes away from a text."""
    found = set()
    for places in combinations(range(len(text)), changes):
        for letters in product(*(_TWINS.get(text[place], "") for place in places)):
            other = list(text)
            for place, letter in zip(places, letters, strict=True):
                other[place] = letter
            if uscc_valid("".join(other)) and org_code_valid("".join(other[8:17])):
                found.add("".join(other))
    return found


@settings(max_examples=60, deadline=None)
@given(misread())
def test_an_id_is_put_right_only_where_one_candidate_is_left(pair: tuple[str, str]) -> None:
    _, seen = pair
    fixed = repair(seen, IdKind.USCC)
    near = next((found for changes in range(3) if (found := reachable(_forced(seen, IdKind.USCC), changes))), set())
    if fixed is None:
        assert len(near) != 1
    elif fixed.note:
        assert near == {fixed.text}
        assert fixed.note.count("→") == sum(a != b for a, b in zip(seen, fixed.text, strict=True))
    else:
        assert fixed.text == seen


def reading(value: str, *, layer: str = "page", method: Method = Method.OCR, raw: str = "", row: int = 0) -> Reading:
    box = (10.0, 20.0 * row, 90.0, 20.0 * row + 12)
    return Reading(value, raw or value, method, Place(box=box), layer, 0.97, weight=3.5)


@settings(max_examples=60, deadline=None)
@given(misread())
def test_a_repaired_id_is_told_and_not_proven(pair: tuple[str, str]) -> None:
    code, seen = pair
    readings = Readings()
    readings.add("seller_tax_id", reading(seen))
    fact = choose("seller_tax_id", readings)
    assert fact is not None
    if fact.value != seen:
        assert fact.repair
        assert fact.raw == seen
        assert fact.status is not Status.PROVEN
    elif fact.value != code:
        assert fact.status is not Status.PROVEN or uscc_valid(seen)


@st.composite
def amounts(draw: st.DrawFn) -> dict[str, Decimal]:
    net = draw(st.decimals(min_value="1.00", max_value="9999999.99", places=2))
    rate = draw(st.sampled_from([Decimal("0.01"), Decimal("0.03"), Decimal("0.06"), Decimal("0.13")]))
    tax = (net * rate).quantize(CENT, ROUND_HALF_UP)
    return {NET: net, TAX: tax, GROSS: net + tax}


def slipped(draw: st.DrawFn, text: str) -> str:
    """A figure with one digit misread, lost or read twice."""
    place = draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    how = draw(st.sampled_from(["misread", "lost", "twice"]))
    if how == "misread":
        return text[:place] + draw(st.sampled_from("0123456789")) + text[place + 1 :]
    return text[:place] + (text[place] * 2 if how == "twice" else "") + text[place + 1 :]


@st.composite
def scanned(draw: st.DrawFn) -> tuple[dict[str, Decimal], dict[str, str], dict[str, Fact]]:
    """True amounts, what pixels say of them, and the facts made of that."""
    true = draw(amounts())
    printed = {name: plain_money(value) for name, value in true.items()}
    for name in draw(st.sets(st.sampled_from([NET, TAX, GROSS]), max_size=2)):
        printed[name] = slipped(draw, printed[name])
    printed = {name: text for name, text in printed.items() if text.strip(".") and text[0] != "."}
    readings = Readings()
    for row, (name, text) in enumerate(printed.items()):
        readings.add(name, reading(plain_money(Decimal(text)), raw=f"¥{text}", row=row))
    if draw(st.booleans()):
        readings.add("total_words", reading(plain_money(true[GROSS]), row=5))
    if draw(st.booleans()):
        readings.add(GROSS, reading(plain_money(true[GROSS]), layer="qr", method=Method.QR))
    return true, printed, Proof(Weighing(readings)).facts()


@settings(max_examples=400, deadline=None)
@given(scanned())
def test_a_wrong_amount_is_never_proven_and_a_changed_one_is_told(
    seen: tuple[dict[str, Decimal], dict[str, str], dict[str, Fact]],
) -> None:
    true, printed, facts = seen
    for name, fact in facts.items():
        if fact.number != true[name]:
            assert fact.status is not Status.PROVEN, (name, fact)
        told = Decimal(printed[name]) if name in printed else None
        if fact.method is Method.OCR and told is not None and fact.number != told:
            assert fact.repair or fact.raw != f"¥{printed[name]}", (name, fact)
            known = {fact.raw, *(other.raw for other in fact.candidates)}
            assert f"¥{printed[name]}" in known, (name, fact)
