"""Lists on scans that lie askew: rows stay rows, headings keep their units, rules are no digits."""

from __future__ import annotations

import pytest

from evidence.document import Box, Method, Page, Word
from extractors.tables.columns import pieces
from extractors.tables.grid import grid
from extractors.tables.tilt import slope

HEADINGS = ("姓名", "基本工资", "绩效工资", "应发工资", "实发工资")
PEOPLE = (("甄一", "5,000.00"), ("甄二", "6,100.00"), ("甄三", "7,200.00"), ("甄四", "8,300.00"), ("甄五", "9,400.00"))


def word(text: str, x: float, y: float, tilt: float) -> Word:
    y += tilt * (x + 20)
    return Word(text, Box(x, y, x + 40, y + 14), 0.99, Method.OCR)


def askew(tilt: float) -> Page:
    rows = [HEADINGS, *[(name, pay, pay, pay, pay) for name, pay in PEOPLE]]
    words = [
        word(text, 40 + 250 * column, 100 + 22 * row, tilt)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return Page(1, 1190.0, 842.0, tuple(words), Method.OCR)


@pytest.mark.parametrize("tilt", [-0.02, -0.012, 0.0, 0.012, 0.02])
def test_rows_that_fall_or_rise_across_the_page_stay_together(tilt: float) -> None:
    found = grid(askew(tilt))
    assert found is not None
    assert [tuple(cell.text for cell in row) for row in found.table.rows] == [
        HEADINGS,
        *[(name, pay, pay, pay, pay) for name, pay in PEOPLE],
    ]


def test_cells_keep_the_place_where_they_were_seen() -> None:
    page = askew(-0.012)
    found = grid(page)
    assert found is not None
    assert found.table.rows[5][4].box is not None
    assert found.table.rows[5][4].box.y0 == pytest.approx(page.words[-1].box.y0)


def test_the_fall_of_a_page_is_measured_and_a_level_page_has_none() -> None:
    assert slope(askew(-0.012).words) == pytest.approx(-0.012, abs=0.001)
    assert slope(askew(0.0).words) == 0.0
    assert slope(()) == 0.0


def test_a_unit_in_brackets_stays_with_its_heading() -> None:
    heading = Word("代发金额 (元) 摘要", Box(0, 0, 90, 10), 0.9, Method.OCR)
    assert [piece.text for piece in pieces(heading)] == ["代发金额 (元)", "摘要"]
