"""Several papers in one picture that lie differently are all read, each upright; what cannot be read is named."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from evidence.document import Box
from evidence.settings import OcrSettings
from readers.ocr import Sight, read_picture
from readers.ocr.asides import Line, odd_areas, turned_box
from readers.ocr.decoding import Reading
from readers.ocr.orientation import upright

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)
TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
INVOICE = (
    "四川省增值税电子普通发票",
    "发票号码：20457613",
    "开票日期：2024年03月18日",
    "购买方名称：成都云岭工业软件有限公司",
    "纳税人识别号：91510100MA6CQ7XK2T",
    "合计金额 ¥128,456.70 税额 ¥16,699.37",
    "价税合计（大写）壹拾肆万伍仟壹佰伍拾陆圆零柒分",
)
SLIP = (
    "青羊山商业银行电子回单",
    "回单编号：774190052316",
    "付款人户名：成都云岭工业软件有限公司",
    "收款人户名：绵竹启程数据科技有限公司",
    "交易日期：2024年04月02日",
    "小写金额：CNY 36,820.50",
)


def line(box: Box, score: float, text: str = "八个字的一行文字") -> Line:
    corners = [[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]]
    return Line(np.array(corners, dtype=np.float32), box, (Reading(text, score, score),))


class Reads:
    """Reads every line with the same confidence."""

    def __init__(self, score: float) -> None:
        self.score = score

    def recognise(self, lines: list[np.ndarray]) -> list[Reading]:
        return [Reading("八个字的一行文字", self.score, self.score) for _ in lines]


BLANK = np.zeros((1000, 1000, 3), dtype=np.uint8)
COLUMNS = [line(Box(100 + 40 * k, 100, 120 + 40 * k, 300), 0.3) for k in range(8)]
ROWS = [line(Box(100, 100 + 40 * k, 300, 120 + 40 * k), 0.3) for k in range(8)]


def test_illegible_lines_that_make_sense_turned_are_turned() -> None:
    assert [area.turn for area in odd_areas(BLANK, ROWS, Reads(0.95))] == [180]
    assert [area.turn for area in odd_areas(BLANK, COLUMNS, Reads(0.95))] == [90]


@pytest.mark.parametrize("lines", [ROWS, COLUMNS], ids=["rows", "columns"])
def test_what_makes_sense_in_no_direction_is_named(lines: list[Line]) -> None:
    (area,) = odd_areas(BLANK, lines, Reads(0.4))
    assert area.turn == 0
    assert (area.box.x0, area.box.y0) == (100, 100)


def test_a_long_line_of_which_little_was_read_is_odd() -> None:
    assert line(Box(0, 0, 400, 20), 0.95, "：").odd
    assert not line(Box(0, 0, 400, 20), 0.95, "付款人户名成都云岭工业").odd


def test_labels_written_downwards_on_a_form_are_part_of_it() -> None:
    labels = [line(Box(100, 100 + 200 * k, 120, 180 + 200 * k), 0.99, "购买方") for k in range(4)]
    margin = line(Box(60, 200, 80, 600), 0.3)
    assert odd_areas(BLANK, [*labels, margin], Reads(0.95)) == []
    printed = [line(Box(130, 100 + 20 * k, 500, 115 + 20 * k), 0.97) for k in range(30)]
    assert odd_areas(BLANK, [*labels, *COLUMNS[:2], *printed], Reads(0.95)) == []


def test_a_row_of_headings_written_upwards_stays_in_its_table() -> None:
    headings = [line(Box(100 + 40 * k, 100, 120 + 40 * k, 180), 0.95) for k in range(20)]
    assert odd_areas(BLANK, headings, Reads(0.95)) == []


@given(st.sampled_from((0, 90, 180, 270)), st.tuples(*[st.integers(0, 39)] * 2), st.tuples(*[st.integers(1, 20)] * 2))
def test_boxes_turn_with_their_pixels(turn: int, corner: tuple[int, int], size: tuple[int, int]) -> None:
    x0, y0, x1, y1 = corner[0], corner[1], corner[0] + size[0], corner[1] + size[1]
    sheet = np.zeros((60, 70, 3), dtype=np.uint8)
    sheet[y0:y1, x0:x1] = 255
    ys, xs, _ = np.nonzero(upright(sheet, turn))
    seen = Box(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)
    assert turned_box(Box(x0, y0, x1, y1), turn, 70, 60) == seen
    assert turned_box(seen, -turn % 360, *((60, 70) if turn % 180 else (70, 60))) == Box(x0, y0, x1, y1)


@pytest.fixture(scope="module")
def font() -> str:
    for path in FONTS:
        if Path(path).is_file():
            return path
    pytest.skip("no Chinese font is installed (Debian: fonts-noto-cjk or fonts-arphic-uming)")


def paper(font: str, lines: tuple[str, ...], size: tuple[int, int] = (900, 560)) -> np.ndarray:
    image = Image.new("RGB", size, "white")
    pen, face = ImageDraw.Draw(image), ImageFont.truetype(font, 30)
    for row, text in enumerate(lines):
        pen.text((40, 40 + row * 72), text, fill=(25, 25, 60), font=face)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def together(upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """Both papers on one table, one above the other."""
    width = max(upper.shape[1], lower.shape[1]) + 80
    table = np.full((upper.shape[0] + lower.shape[0] + 120, width, 3), 215, dtype=np.uint8)
    table[40 : 40 + upper.shape[0], 40 : 40 + upper.shape[1]] = upper
    table[80 + upper.shape[0] : 80 + upper.shape[0] + lower.shape[0], 40 : 40 + lower.shape[1]] = lower
    return table


def said(sight: Sight) -> str:
    return "".join(word.text for word in sight.words)


@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_two_papers_lying_differently_are_both_read(font: str, turn: int) -> None:
    picture = together(paper(font, INVOICE), cv2.rotate(paper(font, SLIP), TURNS[turn]))
    sight = read_picture(picture, OcrSettings())
    (aside,) = sight.asides
    one, other = sorted((sight, aside), key=lambda seen: "回单" in said(seen))
    assert (one.rotation, other.rotation) == (0, turn)
    assert sight.unread == ()
    for text in ("20457613", "91510100MA6CQ7XK2T", "128,456.70"):
        assert text in said(one)
        assert text not in said(other)
    for text in ("774190052316", "绵竹启程数据科技有限公司", "36,820.50"):
        assert text in said(other)
        assert text not in said(one)
    amount = next(word.box for word in other.words if "36,820.50" in word.text)
    shown = upright(picture, turn)[int(amount.y0) : int(amount.y1), int(amount.x0) : int(amount.x1)]
    assert (other.width, other.height) == upright(picture, turn).shape[1::-1]
    assert shown.min() < 90


@pytest.mark.slow
def test_a_page_read_whole_has_neither(font: str) -> None:
    sight = read_picture(together(paper(font, INVOICE), paper(font, SLIP)), OcrSettings())
    assert (sight.asides, sight.unread) == ((), ())
