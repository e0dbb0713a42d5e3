from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from evidence.fact import Place
from evidence.kind import Kind
from reports import labels, page
from reports.crop import Pixels, scale_of, seen, window
from reports.exhibit import Exhibit
from reports.labels import RED
from reports.plates import Plates


def test_scale_follows_the_page_and_refuses_another_shape() -> None:
    assert scale_of((1190, 1684), (595.0, 842.0)) == 2
    assert scale_of((1684, 1190), (595.0, 842.0)) is None, "a turned page would box the wrong value"
    assert scale_of((100, 100), None) is None
    assert scale_of((100, 100), (0, 0)) is None


@given(st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 600), st.integers(0, 300), st.integers(100, 2500))
def test_a_window_lies_inside_the_page_and_holds_the_box(x: int, y: int, wide: int, high: int, side: int) -> None:
    x, y = min(x, side), min(y, side)
    box = (x, y, min(x + wide, side), min(y + high, side))
    x0, y0, x1, y1 = window(box, (side, side))
    assert 0 <= x0 <= box[0] <= box[2] <= x1 <= side
    assert 0 <= y0 <= box[1] <= box[3] <= y1 <= side


def exhibit(number: str, source: str) -> Exhibit:
    place = Place(page=1, box=(10, 10, 20, 20))
    return Exhibit(number, source, "a.pdf", place, "tax", "1", Kind.INVOICE_VAT_SPECIAL, None, page_size=(100, 100))


def paper(size: tuple[int, int]) -> Pixels:
    return np.full((size[1], size[0], 3), 255, dtype=np.uint8)


def image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def reddish(picture: Image.Image) -> np.ndarray:
    pixels = np.asarray(picture, dtype=np.int16)
    return (pixels[:, :, 0] - pixels[:, :, 1] > 90) & (pixels[:, :, 0] - pixels[:, :, 2] > 90)


def test_what_findings_cite_is_pictured_first_when_the_budget_is_short() -> None:
    seen = Plates(crops={"E-0001": b"x" * 20, "E-0002": b"y" * 20}, files={})
    assert set(page._images([exhibit("E-0002", "b"), exhibit("E-0001", "a")], seen, 0)) == {"E-0002"}


def test_a_page_of_another_shape_is_shown_whole_without_a_box() -> None:
    found = seen((exhibit("E-0001", "a"),), paper((300, 100)))
    for data in (found.plate, *found.crops):
        assert image(data).size == (300, 100)
        assert np.asarray(image(data)).min() > 240


def test_what_is_private_cannot_be_read_on_a_page_of_unknown_scale() -> None:
    rng = np.random.default_rng(3)
    pixels = np.repeat(rng.integers(0, 2, (100, 300, 1), dtype=np.uint8) * 255, 3, axis=2)
    hidden = replace(exhibit("E-0001", "a"), curtains=((1, 1, 5, 5),))
    shown = np.asarray(image(seen((hidden,), pixels).plate)).astype(int)
    assert np.abs(np.diff(shown, axis=1)).max() < 100, "no pixel of the page is left as it was"


def test_a_box_lies_around_its_value_on_the_crop_and_on_the_plate() -> None:
    place = Place(page=1, box=(40, 60, 90, 70))
    one = replace(exhibit("E-0001", "a"), place=place, page_size=(200, 300))
    found = seen((one,), paper((800, 1200)))
    ys, xs = np.nonzero(reddish(image(found.plate))[:300, :365])
    assert (abs(xs.min() - 160) <= 8, abs(ys.min() - 240) <= 8, abs(ys.max() - 280) <= 8) == (True, True, True)
    part = image(found.crops[0])
    assert part.width < 800
    assert part.height < 1200
    assert reddish(part).any()


def test_curtains_cover_exactly_their_boxes_on_every_picture() -> None:
    one = replace(exhibit("E-0001", "a"), curtains=((10, 80, 60, 85),), page_size=(100, 150))
    plate = np.asarray(image(seen((one,), paper((1000, 1500))).plate)).max(axis=2)
    ys, xs = np.nonzero(plate < 90)
    assert abs(xs.min() - 100) <= 1
    assert abs(xs.max() - 600) <= 1
    assert abs(ys.min() - 800) <= 1
    assert abs(ys.max() - 850) <= 1


def printed(seed: int) -> Pixels:
    """A page full of words, with gaps between them."""
    sheet = Image.new("RGB", (900, 1200), "white")
    pen = ImageDraw.Draw(sheet)
    rng = np.random.default_rng(seed)
    for y in range(20, 1180, 22):
        x = 10
        while x < 860:
            wide = int(rng.integers(20, 120))
            pen.rectangle((x, y, min(x + wide, 890), y + 12), fill="black")
            x += wide + int(rng.integers(6, 140))
    return np.asarray(sheet, dtype=np.uint8)


@pytest.mark.parametrize("seed", range(6))
def test_labels_hide_no_print_no_curtain_and_no_other_label(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    pixels = printed(seed)
    marks = [
        (f"E-{n:04d}", (x, y, x + 60, y + 12))
        for n, (x, y) in enumerate(
            zip(rng.integers(10, 820, 30).tolist(), rng.integers(20, 1150, 30).tolist(), strict=True)
        )
    ]
    bare = Image.fromarray(pixels)
    pen = ImageDraw.Draw(bare)
    for _, box in marks:
        pen.rectangle((box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3), outline=RED, width=2)
    drawn = labels.numbered(Image.fromarray(pixels), pixels, marks, [(300, 300, 500, 340)])
    black = np.asarray(bare).max(axis=2) < 40
    after = np.asarray(drawn)[:, :900]
    lines = (after == RED).all(axis=2)
    assert (black & (after.max(axis=2) >= 40) & ~lines).sum() == 0, "print was painted over"
    assert (black & lines).sum() < 0.02 * black.sum(), "only thin lines cross print"


def test_labels_of_a_crowded_page_stand_in_a_margin_one_below_the_other() -> None:
    pixels = np.zeros((600, 400, 3), dtype=np.uint8)
    pixels[:, ::2] = 255
    marks = [(f"E-{n:04d}", (20, 100, 80, 112)) for n in range(12)]
    drawn = labels.numbered(Image.fromarray(pixels), pixels, marks, [])
    assert drawn.width > 400
    margin = reddish(drawn)[:, 416:]
    rows = margin.any(axis=1)
    starts = np.flatnonzero(np.diff(rows.astype(int)) == 1)
    assert len(starts) == 12, "every label is a line of its own"


@given(st.lists(st.integers(-50, 900), min_size=1, max_size=20))
def test_levels_keep_their_distance_and_stay_on_the_sheet(wanted: list[int]) -> None:
    tops = sorted(labels._levels(wanted, 20, 800))
    assert all(b - a >= 20 for a, b in pairwise(tops))
    assert tops[0] >= 0
    assert tops[-1] <= 780
