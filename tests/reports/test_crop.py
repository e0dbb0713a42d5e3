from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.crop import scale_of, window


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
