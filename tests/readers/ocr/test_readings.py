"""Choosing among readings, the order of words, decoding, precision: what needs no network."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.document import Box, Method, Word
from readers.ocr.decoding import Decoder, Reading
from readers.ocr.lines import LINE_HEIGHT, SNUG, WIDE, WIDTHS, bounds, cut, pyramid, sides
from readers.ocr.precision import Precision, fastest, provider
from readers.ocr.words import make_word, reading_order

BOX = Box(10, 20, 110, 40)


def test_the_reading_with_the_surest_weakest_character_wins_and_the_rest_stay() -> None:
    word = make_word(BOX, [Reading("1,280.0O", 0.97, 0.5), Reading("1,280.00", 0.95, 0.9), Reading("", 0.0, 0.0)])
    assert word == Word("1,280.00", BOX, 0.95, Method.OCR, ("1,280.0O",))


def test_equal_readings_make_no_alternatives_and_blank_ones_no_word() -> None:
    same = make_word(BOX, [Reading("合计 ", 0.9, 0.7), Reading("合计", 0.9, 0.8)])
    assert same == Word("合计", BOX, 0.9, Method.OCR)
    assert make_word(BOX, [Reading(), Reading(" ", 0.6, 0.6)]) is None


def test_words_of_one_line_run_from_left_to_right() -> None:
    texts = {"a": Box(0, 0, 10, 20), "b": Box(50, 4, 60, 24), "c": Box(20, 40, 30, 60), "d": Box(0, 42, 10, 62)}
    words = [Word(text, box) for text, box in texts.items()]
    assert [word.text for word in reading_order(words[::-1])] == ["a", "b", "d", "c"]


@given(st.lists(st.tuples(*[st.floats(0, 1000)] * 4), max_size=30))
def test_reading_order_loses_no_word(corners: list[tuple[float, float, float, float]]) -> None:
    words = [
        Word(str(i), Box(min(a, c), min(b, d), max(a, c) + 1, max(b, d) + 1)) for i, (a, b, c, d) in enumerate(corners)
    ]
    assert sorted(reading_order(words), key=lambda word: int(word.text)) == words


class _Paddle:
    def decode(self, classes: np.ndarray, sureness: np.ndarray, **_: object) -> list[tuple[str, float]]:
        return [("ab", 0.75) if line.any() else ("", 0.0) for line in classes]


def test_the_weakest_character_counts_at_its_start() -> None:
    answer = np.zeros((2, 5, 3), dtype=np.float32)
    answer[0, range(5), [1, 1, 0, 2, 2]] = [0.9, 0.1, 1.0, 0.6, 0.2]
    answer[1, :, 0] = 1.0
    texts, readings = Decoder(_Paddle())([answer])
    assert texts == ["ab", ""]
    assert readings[0] == Reading("ab", 0.75, pytest.approx(0.6))
    assert readings[1] == Reading()


@pytest.mark.parametrize(
    ("flags", "precision"),
    [("fpu avx512f avx512_bf16", Precision.HALF), ("fpu amx_bf16", Precision.HALF), ("fpu avx2", Precision.FULL)],
)
def test_bfloat16_only_where_the_processor_has_it(tmp_path: Path, flags: str, precision: Precision) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor : 0\nmodel name : bf16 in a name is none\nflags : {flags}\n")
    assert fastest(cpuinfo) is precision
    assert fastest(tmp_path / "none") is Precision.FULL


def test_each_network_gets_the_threads_it_was_given() -> None:
    config = provider(3, Precision.FULL)
    assert config["intra_op_num_threads"] == 3
    assert '"INFERENCE_NUM_THREADS": "3"' in config["provider_options"][0]["load_config"]


def rectangle(x: float, y: float, width: float, height: float) -> np.ndarray:
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]], dtype=np.float32)


def test_lines_are_cut_at_one_height_however_large_the_picture() -> None:
    picture = np.zeros((1600, 2400, 3), dtype=np.uint8)
    picture[400:600, 300:1100] = 255
    for margin in (SNUG, WIDE):
        (line,) = cut(pyramid(picture), [rectangle(300, 400, 800, 200)], margin)
        assert line.shape[0] == LINE_HEIGHT
        assert int(line[LINE_HEIGHT // 2, line.shape[1] // 2, 0]) == 255
    flat = cut(pyramid(picture), [rectangle(0, 0, 2400, 2)])[0]
    assert flat.shape == (LINE_HEIGHT, WIDTHS[-1], 3)


def test_downward_lines_are_laid_on_their_side() -> None:
    picture = np.zeros((400, 100, 3), dtype=np.uint8)
    (line,) = cut([picture], [rectangle(20, 10, 30, 300)])
    assert line.shape[1] > 8 * LINE_HEIGHT


@given(st.tuples(*[st.floats(-500, 1500)] * 4))
def test_boxes_stay_inside_the_picture(spot: tuple[float, float, float, float]) -> None:
    x, y, width, height = spot
    box = bounds(rectangle(x, y, abs(width), abs(height)), 640, 480)
    assert 0 <= box.x0 < box.x1 <= 640
    assert 0 <= box.y0 < box.y1 <= 480
    assert min(sides(rectangle(x, y, abs(width), abs(height)))) >= 1
