"""Every identity of result.json: it holds in a sound one, and each edit of one figure breaks one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.result import ParkOut, ReachOut, Result
from reports.verification.check import Standing
from reports.verification.sums import check_sums


def differing(result: Result) -> list[str]:
    return [check.said for check in check_sums(result) if check.standing is Standing.DIFFERS]


def edited(result: Result, path: tuple[str | int, ...], value: Any) -> Result:
    tree = result.model_dump(mode="json")
    node: Any = tree
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return Result.model_validate(tree)


TIED = (
    ("amounts", "declared"),
    ("amounts", "recognised"),
    ("amounts", "personnel_before_cap"),
    ("amounts", "personnel_allowed"),
    ("amounts", "subsidy"),
    ("lines", 0, "declared"),
    ("lines", 0, "recognised"),
    ("lines", 0, "deductions", 1, "amount"),
    ("lines", 2, "recognised"),
    ("lines", 2, "deductions", 0, "amount"),
    ("personnel_readings", 0, "total"),
    ("personnel_readings", 1, "allowed"),
    ("personnel_readings", 1, "subsidy"),
)


def test_a_sound_result_ties(result: Result) -> None:
    assert differing(result) == []
    assert [check.standing for check in check_sums(result)] == [Standing.AGREES]


@pytest.mark.parametrize("path", TIED, ids=lambda path: ".".join(map(str, path)))
@settings(max_examples=15, deadline=None)
@given(cents=st.integers(1, 10**9))
def test_no_single_figure_can_be_edited(result: Result, path: tuple[str | int, ...], cents: int) -> None:
    node: Any = result.model_dump(mode="json")
    for step in path:
        node = node[step]
    changed = edited(result, path, f"{Decimal(node) + Decimal(cents) / 100:.2f}")
    assert differing(changed), path


@pytest.mark.parametrize("text", ["", "1", "1.5", "NaN", "1e9", "１.00", "1,000.00", "1.00 ", "∞", "9" * 30 + ".00"])
def test_what_is_no_amount_is_told(result: Result, text: str) -> None:
    assert differing(edited(result, ("amounts", "recognised"), text)) == ["amounts.recognised 不是两位小数的金额"]


def test_references_lead_somewhere(result: Result) -> None:
    assert "所指明细不存在" in "".join(differing(edited(result, ("findings", 0, "line"), "L-99")))
    assert "无此.pdf 不在单据清单中" in "".join(differing(edited(result, ("findings", 0, "files"), ["无此.pdf"])))
    assert "无此.pdf 不在单据清单中" in "".join(differing(edited(result, ("lines", 0, "documents"), ["无此.pdf"])))


@pytest.mark.parametrize(
    ("certain", "possible", "sound"),
    [("0.00", "566037.74", True), ("566037.75", "600000.00", False), ("0.00", "1.00", False)],
)
def test_the_total_lies_in_its_range(result: Result, certain: str, possible: str, sound: bool) -> None:
    reach = ReachOut(
        certain=certain, possible=possible, subsidy_certain="0.00", subsidy_possible="90000.00", questions=()
    )
    assert (differing(result.model_copy(update={"reach": reach})) == []) is sound


def test_a_park_ties_by_its_award(result: Result) -> None:
    park = ParkOut(star=3, asked="300.00", standard="三星", received="100.00", due="200.00", checks=())
    amounts = result.amounts.model_copy(update={"declared": "300.00", "recognised": "200.00", "subsidy": "200.00"})
    sound = result.model_copy(
        update={"park": park, "amounts": amounts, "lines": (), "personnel_readings": (), "findings": ()}
    )
    assert differing(sound) == []
    wrong = sound.model_copy(update={"park": park.model_copy(update={"due": "250.00"})})
    assert differing(wrong) == ["园区测算奖励＝审定数：250.00 元与 200.00 元不等"]
