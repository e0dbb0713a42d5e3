"""Seals drawn here are found where they stand; red tables, red print and red cloth are not seals."""

import cv2
import numpy as np
import pytest

from evidence.document import Box
from readers.ocr.seal import find_seals, without_red

PAPER, RED, PINK = (228, 236, 240), (45, 45, 215), (195, 190, 232)


def paper() -> np.ndarray:
    return np.full((900, 1280, 3), PAPER, dtype=np.uint8)


def near(box: Box, center: tuple[int, int], half: tuple[int, int]) -> bool:
    wanted = (center[0] - half[0], center[1] - half[1], center[0] + half[0], center[1] + half[1])
    return all(abs(a - b) <= 8 for a, b in zip((box.x0, box.y0, box.x1, box.y1), wanted, strict=True))


@pytest.mark.parametrize("ink", [RED, PINK], ids=["fresh", "faint"])
@pytest.mark.parametrize("half", [(90, 90), (120, 80)], ids=["round", "oval"])
def test_a_ring_is_a_seal(half: tuple[int, int], ink: tuple[int, int, int]) -> None:
    page = paper()
    cv2.ellipse(page, (900, 600), half, 0, 0, 360, ink, 4)
    cv2.putText(page, "*", (880, 620), cv2.FONT_HERSHEY_SIMPLEX, 2, ink, 6)
    (seal,) = find_seals(page)
    assert near(seal.box, (900, 600), half)
    assert seal.color == "red"


def test_two_seals_are_told_apart() -> None:
    page = paper()
    cv2.circle(page, (300, 300), 80, RED, 5)
    cv2.circle(page, (800, 300), 80, RED, 5)
    left, right = sorted(find_seals(page), key=lambda seal: seal.box.x0)
    assert near(left.box, (300, 300), (80, 80))
    assert near(right.box, (800, 300), (80, 80))


def test_a_square_name_stamp_is_a_seal() -> None:
    page = paper()
    cv2.rectangle(page, (400, 400), (480, 480), RED, 5)
    cv2.putText(page, "WX", (410, 455), cv2.FONT_HERSHEY_SIMPLEX, 1.4, RED, 6)
    assert len(find_seals(page)) == 1


def test_red_tables_print_and_backgrounds_are_not_seals() -> None:
    table = paper()
    for x in range(100, 1200, 220):
        cv2.line(table, (x, 150), (x, 750), RED, 1)
    for y in range(150, 760, 60):
        cv2.line(table, (100, y), (1200, y), RED, 1)
    frame = paper()
    cv2.rectangle(frame, (300, 300), (560, 480), RED, 1)
    printed = paper()
    cv2.putText(printed, "FAPIAO 20457613", (200, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, RED, 2)
    cloth = np.full((900, 1280, 3), RED, dtype=np.uint8)
    assert [find_seals(page) for page in (paper(), table, frame, printed, cloth)] == [[]] * 5


def test_without_red_keeps_black_and_drops_the_seal() -> None:
    page = paper()
    cv2.rectangle(page, (100, 100), (140, 140), RED, -1)
    cv2.rectangle(page, (200, 100), (240, 140), (20, 20, 20), -1)
    clean = without_red(page)
    assert clean.shape == page.shape
    assert int(clean[120, 120].min()) > 200
    assert int(clean[120, 220].max()) < 40
