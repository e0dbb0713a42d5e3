"""Tables cut along the lines of their page."""

import itertools
from dataclasses import replace

from evidence.document import Box, Page, Word
from extractors.tables.grid import grid
from extractors.tables.ruled import ruled

LEFTS = [0.0, 30.0, 130.0, 230.0, 300.0]
TOPS = [20.0, 40.0, 70.0, 100.0]
CELLS = tuple(Box(x0, y0, x1, y1) for x0, x1 in itertools.pairwise(LEFTS) for y0, y1 in itertools.pairwise(TOPS))


def word(text: str, x: float, y: float) -> Word:
    width = sum(10 if ord(char) > 255 else 5 for char in text)
    return Word(text, Box(x, y - 4, x + width, y + 4))


def page(*more: Word, cells: tuple[Box, ...] = CELLS) -> Page:
    heads = [word(text, x + 2, 30) for text, x in zip(("序", "供应商", "发票号码", "金额"), LEFTS, strict=False)]
    rows = [
        *(word("1", 10, 55), word("蓝湾电子", 40, 55), word("123456789012345678", 135, 50), word("88.00", 240, 55)),
        *(word("2", 10, 85), word("云杉织造", 40, 85), word("203040506070809010", 135, 80), word("99.50", 240, 85)),
    ]
    return Page(1, 320, 140, (word("清单", 140, 10), *heads, *rows, *more), ruled=(cells,))


def texts(made: Page) -> list[list[str]]:
    found = grid(made)
    assert found is not None
    return [[cell.text for cell in row] for row in found.table.rows]


def test_a_number_that_wraps_goes_on_in_its_cell_and_nowhere_else():
    rows = texts(page(word("46", 215, 62), word("7", 135, 92)))
    assert rows[2] == ["1", "蓝湾电子", "12345678901234567846", "88.00"]
    assert rows[3][2:] == ["2030405060708090107", "99.50"]


def test_title_above_the_lines_stays_a_row_of_its_own():
    assert [text for text in texts(page())[0] if text] == ["清单"]


def test_two_numbers_below_one_another_stay_two():
    assert texts(page(word("111111111111111111", 135, 62)))[2][2] == "123456789012345678 111111111111111111"


def test_a_cell_over_several_rows_speaks_in_the_first():
    merged = tuple(cell for cell in CELLS if not (cell.x0 == 30 and cell.y0 > 30))
    rows = texts(
        replace(
            page(cells=(*merged, Box(30, 40, 130, 100))), words=tuple(w for w in page().words if w.text != "云杉织造")
        )
    )
    assert (rows[2][1], rows[3][1]) == ("蓝湾电子", "")


def test_lines_that_do_not_part_the_amounts_are_not_believed():
    joined = [cell for cell in CELLS if cell.y0 < 40 or cell.x0 < 230]
    made = page(cells=(*joined, Box(230, 40, 300, 100)))
    assert ruled(page(), page().words) is not None
    assert ruled(made, made.words) is None


def test_a_figure_behind_the_decimals_of_another_is_doubtful():
    made = grid(page(word("6", 260, 62)))
    assert made is not None
    (address,) = [cell.address for row in made.table.rows for cell in row if cell.text == "88.00 6"]
    assert made.confidences[address] < 0.6
