from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evidence.fact import Place
from evidence.kind import Kind
from reports import crop, page
from reports.crop import scale_of, window
from reports.exhibit import Exhibit
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


def png(size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, "PNG")
    return buffer.getvalue()


def test_what_findings_cite_is_pictured_first_when_the_budget_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "BUDGET", 0)
    seen = Plates(crops={"E-0001": b"x" * 20, "E-0002": b"y" * 20}, files={})
    assert set(page._images([exhibit("E-0002", "b"), exhibit("E-0001", "a")], seen)) == {"E-0002"}


def test_a_page_of_another_shape_is_shown_whole_without_a_box() -> None:
    sheet = crop.opened(png((300, 100)))
    assert sheet is not None
    for data in (crop.spot(sheet, exhibit("E-0001", "a")), crop.plate(sheet, [exhibit("E-0001", "a")])):
        image = Image.open(io.BytesIO(data)).convert("RGB")
        assert image.size == (300, 100)
        assert min(image.getdata()) > (240, 240, 240)


def test_a_picture_that_does_not_open_is_left_out() -> None:
    assert crop.opened(b"not a picture") is None
    assert crop.opened(None) is None
