"""Pictures: turned by EXIF, several frames, refused when they unfold too far; codes and words by OCR."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
import qrcode
from PIL import Image, ImageDraw

from evidence.document import Box, Code, Document, Method, Word
from evidence.problems import ReadError, Trouble
from evidence.settings import OcrSettings, ReadLimits, Settings
from evidence.source import Source
from readers import codes, ocr, read, sniff, vault
from readers import picture as draw
from readers.seen import pages_of

QR = "01,32,,24512000000000000017,106.00,20240305,,AB12"


def source_of(data: bytes, folder: Path) -> Source:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder, 1 << 26)
    return Source(sha256=digest, path="a.jpg", size=size, media_type=sniff.media_type(blob), blob=blob)


def reading(data: bytes, folder: Path, settings: Settings | None = None) -> Document:
    return read(source_of(data, folder), settings or Settings())


def encoded(image: Image.Image, kind: str, **how: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def sheet(size: tuple[int, int] = (320, 200)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((20, 20, 60, 40), fill="black")
    return image


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray[Any, Any]]:
    pictures: list[np.ndarray[Any, Any]] = []

    def seen(image: np.ndarray[Any, Any], settings: OcrSettings) -> ocr.Sight:
        pictures.append(image)
        word = Word("字", Box(1, 2, 3, 4), 0.9, Method.OCR)
        return ocr.Sight((word,), 0, image.shape[1], image.shape[0])

    monkeypatch.setattr(ocr, "read_picture", seen)
    return pictures


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "WEBP", "TIFF", "GIF", "HEIF"])
def test_every_format_is_read(kind: str, tmp_path: Path, asked: list[np.ndarray[Any, Any]]) -> None:
    pillow_heif.register_heif_opener()
    (page,) = reading(encoded(sheet(), kind), tmp_path).pages
    assert (page.width, page.height, page.method) == (320, 200, Method.OCR)
    assert page.words[0].text == "字"
    assert asked[0][30, 40].max() < 40
    assert asked[0][100, 200].min() > 215


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16", "LA"])
def test_every_kind_of_pixel_becomes_ink_on_white(mode: str, tmp_path: Path, asked: list[np.ndarray[Any, Any]]) -> None:
    image = sheet()
    if mode == "RGBA":
        image = image.convert("RGBA")
        image.putalpha(Image.fromarray(np.where(np.asarray(sheet().convert("L")) < 128, 255, 0).astype(np.uint8)))
    elif mode == "I;16":
        image = Image.fromarray(np.asarray(sheet().convert("L")).astype(np.uint16) * 257)
    else:
        image = image.convert(mode)
    reading(encoded(image, "TIFF" if mode in ("CMYK", "I;16") else "PNG"), tmp_path)
    assert asked[0][30, 40].max() < 60
    assert asked[0][100, 200].min() > 200


def test_exif_rotation_is_undone_before_anyone_looks(tmp_path: Path, asked: list[np.ndarray[Any, Any]]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Testcam"
    turned = sheet().rotate(90, expand=True)
    document = reading(encoded(turned, "JPEG", exif=exif), tmp_path)
    assert asked[0].shape == (200, 320, 3)
    assert asked[0][30, 40].max() < 60
    assert ("camera_make", "Testcam") in document.notes


def test_all_frames_of_a_tiff_are_pages(tmp_path: Path, asked: list[np.ndarray[Any, Any]]) -> None:
    data = encoded(sheet(), "TIFF", save_all=True, append_images=[sheet((100, 400)), sheet()])
    source = source_of(data, tmp_path)
    document = read(source, Settings())
    assert [(page.number, page.width) for page in document.pages] == [(1, 320), (2, 100), (3, 320)]
    drawn = draw(source, 2, Settings(), 110, 90)
    assert drawn is not None
    assert Image.fromarray(drawn).size == (400, 100)
    assert draw(source, 13, Settings(), 110, 0) is None
    assert draw(source, 4, Settings(), 110, None) is None


def test_what_lies_turned_on_a_frame_is_a_page_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(image: np.ndarray[Any, Any], settings: OcrSettings) -> ocr.Sight:
        height, width = image.shape[:2]
        word, other = (Word(text, Box(20, 20, 60, 40), 0.9, Method.OCR) for text in ("正", "横"))
        aside = ocr.Sight((other,), 90, height, width)
        return ocr.Sight((word,), 0, width, height, asides=(aside,) if width > height else ())

    monkeypatch.setattr(ocr, "read_picture", seen)
    data = encoded(sheet((100, 400)), "TIFF", save_all=True, append_images=[sheet(), sheet()])
    source = source_of(data, tmp_path)
    pages = read(source, Settings()).pages
    assert [(page.number, page.rotation, page.text) for page in pages] == [
        (1, 0, "正"),
        (2, 0, "正"),
        (3, 0, "正"),
        (5, 90, "横"),
        (6, 90, "横"),
    ]
    for turn in (None, 90):
        drawn = draw(source, 5, Settings(), 110, turn)
        assert drawn is not None
        assert Image.fromarray(drawn).size == (200, 320)
    assert draw(source, 4, Settings(), 110, None) is None


def test_codes_belong_to_the_document_they_are_printed_on() -> None:
    aside = ocr.Sight((Word("横排的字", Box(20, 200, 180, 300), 0.9, Method.OCR),), 90, 200, 400)
    sight = ocr.Sight((), 0, 400, 200, asides=(aside,))
    codes_seen = [Code("a", Box(110, 130, 140, 160)), Code("b", Box(10, 10, 30, 30))]
    whole, turned = pages_of(sight, 3, 5, codes_seen, 2.0).pages
    assert (whole.number, turned.number, turned.width, turned.height) == (3, 8, 100, 200)
    assert [code.payload for code in whole.codes] == ["b"]
    (code,) = turned.codes
    assert (code.payload, code.box) == ("a", Box(65, 130, 80, 145))


def test_text_that_stays_unread_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(image: np.ndarray[Any, Any], settings: OcrSettings) -> ocr.Sight:
        return ocr.Sight((), 0, 320, 200, unread=(Box(0, 0, 160, 100),))

    monkeypatch.setattr(ocr, "read_picture", seen)
    (problem,) = reading(encoded(sheet(), "PNG"), tmp_path).problems
    assert (problem.trouble, problem.page, problem.file) == (Trouble.PAGE_UNREADABLE, 1, "a.jpg")
    assert "1 处文字未能读出" in problem.reason
    assert "25%" in problem.reason
    assert not problem.fatal


@pytest.mark.parametrize("size", [(1200, 1000), (60_000, 3), (3, 60_000)])
def test_pictures_that_unfold_too_far_are_refused(
    size: tuple[int, int], tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    with pytest.raises(ReadError) as caught:
        reading(encoded(Image.new("1", size), "PNG"), tmp_path, Settings(read=ReadLimits(pixels=1_000_000)))
    assert caught.value.trouble is Trouble.TOO_LARGE
    assert asked == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP"])
def test_damaged_pictures_say_so(kind: str, tmp_path: Path, asked: list[np.ndarray[Any, Any]]) -> None:
    data = encoded(Image.effect_noise((300, 300), 90).convert("RGB"), kind)
    with pytest.raises(ReadError) as caught:
        reading(data[: len(data) // 3], tmp_path)
    assert caught.value.trouble is Trouble.BROKEN
    assert asked == []


def qr(box: int, border: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    code = qrcode.QRCode(border=border, box_size=1)
    code.add_data(QR)
    dark = np.where(np.array(code.get_matrix()), 0, 255).astype(np.uint8)
    return dark.repeat(box, axis=0).repeat(box, axis=1)


@pytest.mark.parametrize("box", [1, 2, 3])
def test_a_bare_code_of_few_pixels_is_read(box: int) -> None:
    assert codes.code_of(qr(box, 0)) == QR
    assert codes.code_of(np.full((50, 50), 255, dtype=np.uint8)) is None


def test_a_code_in_a_photo_is_read_at_its_place(tmp_path: Path, asked: list[np.ndarray[Any, Any]]) -> None:
    paper = np.full((700, 900), 200, dtype=np.uint8)
    mark = qr(3, 4)
    paper[60 : 60 + mark.shape[0], 80 : 80 + mark.shape[1]] = mark // 2 + 70
    noise = np.random.default_rng(7).normal(0, 12, paper.shape)
    photo = Image.fromarray(np.clip(paper + noise, 0, 255).astype(np.uint8)).rotate(4, fillcolor=200)
    (page,) = reading(encoded(photo, "JPEG", quality=80), tmp_path).pages
    (code,) = page.codes
    assert code.payload == QR
    assert Box(60, 60, 300, 300).overlap(code.box) > 0.8 * code.box.width * code.box.height
