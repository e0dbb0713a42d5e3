"""Pictures of screens that are known again, and those that are not."""

import cv2
import numpy as np

from evidence.store.traits import alike
from readers.likeness import likeness


def screen(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    picture = np.full((720, 1280, 3), 245, np.uint8)
    for left, top, right, bottom in boxes:
        cv2.rectangle(picture, (left, top), (right, bottom), (90, 60, 40), -1)
    return picture


def hashed(picture: np.ndarray) -> str:
    return likeness(np.ascontiguousarray(picture[:, :, ::-1]))


FIRST = screen((0, 0, 200, 720), (260, 80, 700, 300), (760, 90, 1200, 400))


def test_a_screen_is_known_again_after_scaling_and_saving_as_jpeg() -> None:
    small = cv2.resize(FIRST, (960, 540), interpolation=cv2.INTER_AREA)
    saved = cv2.imdecode(cv2.imencode(".jpg", FIRST, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)
    assert alike(hashed(FIRST), hashed(small))
    assert alike(hashed(FIRST), hashed(saved))


def test_another_screen_is_another() -> None:
    other = screen((0, 0, 1280, 90), (100, 200, 500, 650), (640, 420, 1240, 700))
    assert not alike(hashed(FIRST), hashed(other))


def test_blank_and_tiny_pictures_have_no_likeness() -> None:
    assert hashed(screen()) == ""
    assert hashed(FIRST[:40, :40]) == ""
