"""The name around a seal is read from its unrolled rim; squares have no rim, and a doubtful name is none."""

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from evidence.document import Box, Seal
from evidence.settings import OcrSettings
from readers.ocr import read_picture
from readers.ocr.decoding import Reading
from readers.ocr.ring import fit, print_of, read_seals, unroll

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)
NAME = "绵竹启程数据科技有限公司"


@pytest.mark.parametrize("turn", [-70, -30, 0, 25, 60])
def test_an_ellipse_is_found_however_it_lies(turn: int) -> None:
    ink = np.zeros((400, 400), dtype=np.uint8)
    cv2.ellipse(ink, (200, 190), (150, 100), turn, 0, 360, 255, 8)
    found = fit(ink)
    assert found is not None
    assert (found.x, found.y) == (pytest.approx(200, abs=3), pytest.approx(190, abs=3))
    assert (found.a, found.b) == (pytest.approx(154, abs=4), pytest.approx(104, abs=4))
    assert math.degrees(found.turn) == pytest.approx(turn, abs=3)


def test_frames_and_specks_are_no_ellipses() -> None:
    ink = np.zeros((400, 400), dtype=np.uint8)
    assert fit(ink) is None
    cv2.rectangle(ink, (50, 60), (340, 350), 255, 8)
    assert fit(ink) is None


def test_the_rim_becomes_a_strip_with_its_outside_on_top() -> None:
    ink = np.zeros((400, 400), dtype=np.uint8)
    cv2.ellipse(ink, (200, 200), (150, 100), 0, 0, 360, 255, 6)
    cv2.ellipse(ink, (200, 200), (110, 60), 0, 0, 360, 128, 4)
    found = fit(ink)
    assert found is not None
    strip = unroll(ink, found)
    assert (strip[2:5] > 200).mean() > 0.95
    assert (strip[20:30] > 60).mean() < 0.05


def test_a_number_below_the_name_is_cut_off() -> None:
    strip = np.zeros((80, 900), dtype=np.uint8)
    strip[:4] = 255
    for start in [*range(140, 300, 20), *range(500, 900, 25), *range(0, 40, 25)]:
        strip[10:36, start : start + 12] = 255
    lines = print_of(strip, 120, 0.3)
    assert [line.shape[0] for line in lines] == [48, 48]
    name, number = sorted(lines, key=lambda line: -line.shape[1])
    assert (name.min(), name.max()) == (0, 255)
    assert 2 < name.shape[1] / number.shape[1] < 4


class Says:
    def __init__(self, *readings: Reading) -> None:
        self.readings = readings

    def recognise(self, lines: list[np.ndarray]) -> list[Reading]:
        return [self.readings[0] for _ in lines]


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (Reading(NAME, 0.99, 0.9), NAME),
        (Reading(NAME, 0.9, 0.9), ""),
        (Reading(NAME, 0.98, 0.4), ""),
        (Reading("绵竹启程数据科技有", 0.99, 0.9), ""),
        (Reading("5101081234567", 0.99, 0.9), ""),
    ],
)
def test_only_a_whole_name_read_with_confidence_counts(reading: Reading, text: str) -> None:
    page = np.full((400, 400, 3), 255, dtype=np.uint8)
    cv2.circle(page, (200, 200), 140, (40, 40, 220), 8)
    for degrees in range(0, 360, 20):
        spot = 200 + 110 * np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))])
        cv2.circle(page, spot.astype(int).tolist(), 10, (40, 40, 220), -1)
    (seal,) = read_seals(page, [Seal(Box(55, 55, 345, 345))], Says(reading))
    assert (seal.text, seal.color) == (text, "red")


def stamp(font: str, name: str, size: tuple[int, int], span: float) -> np.ndarray:
    """An oval seal with the name around it, a star, and a title, as red on white."""
    width, height = size
    image = Image.new("RGB", (width + 40, height + 40), "white")
    pen, face = ImageDraw.Draw(image), ImageFont.truetype(font, 34)
    red, x, y = (214, 30, 40), image.width / 2, image.height / 2
    pen.ellipse((20, 20, 20 + width, 20 + height), outline=red, width=9)
    pen.text((x, y + height * 0.2), "合同专用章", fill=red, font=ImageFont.truetype(font, 26), anchor="mm")
    pen.regular_polygon((x, y - 10, 26), 5, fill=red)
    for index, char in enumerate(name):
        angle = math.radians(-90 - span / 2 + index * span / (len(name) - 1))
        rx, ry = width / 2 - 38, height / 2 - 38
        tile = Image.new("L", (60, 60), 0)
        ImageDraw.Draw(tile).text((30, 30), char, fill=255, font=face, anchor="mm")
        normal = math.degrees(math.atan2(math.sin(angle) / ry, math.cos(angle) / rx))
        tile = tile.rotate(-normal - 90, Image.Resampling.BICUBIC)
        image.paste(red, (round(x + rx * math.cos(angle)) - 30, round(y + ry * math.sin(angle)) - 30), tile)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


@pytest.mark.slow
@pytest.mark.parametrize("size", [(330, 330), (360, 270)], ids=["round", "oval"])
def test_the_name_on_a_seal_is_read(size: tuple[int, int]) -> None:
    font = next((path for path in FONTS if Path(path).is_file()), None)
    if font is None:
        pytest.skip("no Chinese font is installed (Debian: fonts-noto-cjk or fonts-arphic-uming)")
    page = np.full((900, 1280, 3), 255, dtype=np.uint8)
    seal = stamp(font, NAME, size, 240)
    page[300 : 300 + seal.shape[0], 500 : 500 + seal.shape[1]] = seal
    image = Image.fromarray(page)
    pen, face = ImageDraw.Draw(image), ImageFont.truetype(font, 34)
    for row, number in enumerate("一二三四五六七"):
        pen.text((80, 60 + 110 * row), f"双方约定的条款第{number}项", fill=0, font=face)
    (found,) = read_picture(np.asarray(image), OcrSettings()).seals
    assert found.text == NAME
