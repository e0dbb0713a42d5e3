"""Text for terminals: columns under each other, nothing that steers."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reports.plain_text import aligned, visible


@given(st.text())
def test_nothing_visible_steers(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    shown.encode()
    if text.isprintable():
        assert shown == text


def test_codes_stand_for_what_is_not_seen() -> None:
    assert visible("甲\n乙\u202e\ud800\U000e0001") == "甲\\u000a乙\\u202e\\ud800\\U000e0001"


@given(st.lists(st.tuples(st.text("甲乙ab1"), st.text("丙c,."), st.text("x")), min_size=1, max_size=6))
def test_columns_begin_under_each_other(rows: list[tuple[str, str, str]]) -> None:
    lines = aligned([(*row, "|") for row in rows], right=frozenset({1}))
    assert {cell_len(line) for line in lines} == {cell_len(lines[0])}
    assert all(line.endswith("|") for line in lines)


def test_amounts_are_set_flush_right() -> None:
    rows = [("申报数", "1.00", "x"), ("审定数合计", "1,000.00", "y")]
    assert aligned(rows, right=frozenset({1})) == ["  申报数          1.00  x", "  审定数合计  1,000.00  y"]
