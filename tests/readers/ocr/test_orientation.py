"""What the classifier says is checked: a wrong quarter by the run of the lines, a wrong half by reading some."""

import cv2
import numpy as np
import pytest

from readers.ocr.decoding import Reading
from readers.ocr.orientation import find_rotation, upright

TURNS = {0: None, 90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class FakeEngine:
    """Sees white bars as lines, legible where their left end is marked, and is told what to believe of the turn."""

    def __init__(self, belief: dict[int, float]) -> None:
        self.belief = belief
        self.read = 0

    def turns(self, picture: np.ndarray) -> dict[int, float]:
        return self.belief

    def detect(self, picture: np.ndarray) -> list[np.ndarray]:
        contours, _ = cv2.findContours((picture.max(axis=2) > 60).astype(np.uint8), cv2.RETR_EXTERNAL, 2)
        boxes = [cv2.boundingRect(contour) for contour in contours]
        return [np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], dtype=np.float32) for x, y, w, h in boxes]

    def recognise(self, lines: list[np.ndarray]) -> list[Reading]:
        self.read += len(lines)
        right = [line[:, : line.shape[1] // 2].mean() > line[:, line.shape[1] // 2 :].mean() for line in lines]
        return [Reading("十个字的一行文字啊啊", 0.95 if ok else 0.5, 0.5) for ok in right]


def page() -> np.ndarray:
    image = np.zeros((700, 500, 3), dtype=np.uint8)
    for row in range(6):
        image[60 + 90 * row : 90 + 90 * row, 40:440] = 100
        image[60 + 90 * row : 90 + 90 * row, 40:140] = 255
    return image


def turned(turn: int) -> np.ndarray:
    code = TURNS[turn]
    return page() if code is None else cv2.rotate(page(), code)


@pytest.mark.parametrize("believed", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_whatever_the_classifier_believes_the_page_ends_upright(turn: int, believed: int) -> None:
    belief = {angle: 0.85 if angle == believed else 0.05 for angle in TURNS}
    rotation, quads = find_rotation(turned(turn), FakeEngine(belief))
    assert rotation == turn
    assert np.array_equal(upright(turned(turn), rotation), page())
    assert len(quads) == 6


def test_a_classifier_sure_of_the_wrong_quarter_is_overruled() -> None:
    assert find_rotation(turned(90), FakeEngine({0: 1.0, 90: 0.0, 180: 0.0, 270: 0.0}))[0] == 90


def test_a_sure_classifier_costs_two_lines() -> None:
    engine = FakeEngine({0: 0.97, 90: 0.01, 180: 0.01, 270: 0.01})
    assert find_rotation(turned(0), engine)[0] == 0
    assert engine.read == 2


def test_a_picture_without_lines_is_left_as_it_is() -> None:
    engine = FakeEngine({0: 0.1, 90: 0.2, 180: 0.6, 270: 0.1})
    assert find_rotation(np.zeros((300, 200, 3), dtype=np.uint8), engine) == (0, [])


def test_a_line_shaped_picture_reaches_the_classifier_as_its_middle() -> None:
    engine = FakeEngine({0: 1.0, 90: 0.0, 180: 0.0, 270: 0.0})
    shapes = []
    engine.turns = lambda picture: shapes.append(picture.shape) or {0: 1.0, 90: 0.0, 180: 0.0, 270: 0.0}
    find_rotation(np.zeros((3, 1280, 3), dtype=np.uint8), engine)
    assert shapes == [(3, 12, 3)]
