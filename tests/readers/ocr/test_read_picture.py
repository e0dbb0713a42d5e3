"""Reading of pictures drawn here: every rotation, a seal over digits, nothing to read, odd shapes, sameness."""

import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from evidence.document import Method
from evidence.settings import OcrSettings
from readers.ocr import Sight, read_picture, read_pictures

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)
TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
LINES = (
    "四川省增值税电子普通发票",
    "发票号码：20457613",
    "开票日期：2024年03月18日",
    "名称：成都云岭工业软件有限公司",
    "纳税人识别号：91510100MA6CQ7XK2T",
    "合计金额 ¥128,456.70",
    "价税合计（大写）壹拾肆万伍仟壹佰伍拾陆圆零柒分",
)
SETTINGS = OcrSettings()

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def font() -> str:
    for path in FONTS:
        if Path(path).is_file():
            return path
    pytest.skip("no Chinese font is installed (Debian: fonts-noto-cjk or fonts-arphic-uming)")


@pytest.fixture(scope="module")
def page(font: str) -> np.ndarray:
    return draw(font, LINES)


def draw(font: str, lines: tuple[str, ...], size: int = 34, width: int = 1100, height: int = 760) -> np.ndarray:
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    face = ImageFont.truetype(font, size)
    for row, line in enumerate(lines):
        pen.text((60, 60 + row * size * 2.6), line, fill=(25, 25, 60), font=face)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def stamp(image: np.ndarray, center: tuple[int, int], radius: int) -> np.ndarray:
    """A round red seal with a star and a ring, its ink mixed with what lies below."""
    ink = np.full_like(image, 255)
    red = (40, 40, 225)
    cv2.circle(ink, center, radius, red, max(4, radius // 12))
    angles = np.deg2rad(np.arange(5) * 144 - 90)
    star = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius * 0.4 + center
    cv2.fillPoly(ink, [star.astype(np.int32)], red)
    return np.minimum(image, ink)


def squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def said(sight: Sight) -> str:
    return squeeze("".join(word.text for word in sight.words))


def test_every_line_is_read_in_order_with_its_place(page: np.ndarray) -> None:
    sight = read_picture(page, SETTINGS)
    assert said(sight) == squeeze("".join(LINES))
    assert (sight.rotation, sight.width, sight.height) == (0, 1100, 760)
    assert all(word.method is Method.OCR and 0.8 < word.confidence <= 1 for word in sight.words)
    number = next(word for word in sight.words if "20457613" in word.text)
    assert number.box.y0 < 60 + 34 * 2.6 + 25 < number.box.y1
    assert 40 < number.box.x0 < 80


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(page: np.ndarray, turn: int) -> None:
    upright = read_picture(page, SETTINGS)
    sight = read_picture(cv2.rotate(page, TURNS[turn]), SETTINGS)
    assert sight.rotation == turn
    assert (sight.width, sight.height) == (1100, 760)
    assert said(sight) == squeeze("".join(LINES))
    for word, same in zip(sight.words, upright.words, strict=True):
        assert abs(word.box.center[0] - same.box.center[0]) < 12
        assert abs(word.box.center[1] - same.box.center[1]) < 12


def test_digits_under_a_seal_are_among_the_readings(font: str) -> None:
    clean = draw(font, LINES)
    sealed = stamp(clean, (290, 60 + int(5 * 34 * 2.6) + 20), 110)
    sight = read_picture(sealed, SETTINGS)
    readings = [squeeze(text) for word in sight.words for text in (word.text, *word.alternatives)]
    assert any("128,456.70" in text for text in readings)
    assert len(sight.seals) == 1
    box = sight.seals[0].box
    assert box.contains(290, 520)
    assert 180 < box.width < 260


def test_unstamped_pages_have_no_seal(page: np.ndarray) -> None:
    assert read_picture(page, SETTINGS).seals == ()


@pytest.mark.parametrize(
    "shape", [(900, 1200), (1, 20000), (20000, 1), (1, 1), (3, 3), (30, 4000)], ids=lambda s: f"{s[0]}x{s[1]}"
)
def test_blank_pictures_of_any_shape_have_no_words(shape: tuple[int, int]) -> None:
    sight = read_picture(np.full((*shape, 3), 255, dtype=np.uint8), SETTINGS)
    assert sight.words == ()
    assert sight.width * sight.height == shape[0] * shape[1]


def test_noise_in_a_line_shaped_picture_costs_no_memory() -> None:
    resource = pytest.importorskip("resource")
    read_picture(np.full((100, 100, 3), 255, dtype=np.uint8), SETTINGS)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    noise = np.random.default_rng(7).integers(0, 255, (2, 20000, 3), dtype=np.uint8)
    read_picture(noise, SETTINGS)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_same_picture_same_words(page: np.ndarray) -> None:
    first, second = read_pictures([page, page], SETTINGS)
    assert first == second


def test_fine_print_of_a_large_photo_is_read_from_the_full_picture(font: str) -> None:
    page = draw(font, LINES, size=46, width=3600, height=2600)
    assert "91510100MA6CQ7XK2T" in said(read_picture(page, SETTINGS))
