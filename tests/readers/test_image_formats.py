"""Every way a picture can be stored comes out as the same upright page: turns, inks, depths, faxes, many pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageDraw

from evidence.document import Document
from evidence.problems import ReadError, Trouble
from evidence.settings import ReadLimits, Settings
from evidence.source import Source
from readers import ocr, picture, read, sniff, vault

pillow_heif.register_heif_opener()
INK, PAPER = (30, 40), (100, 200)
"""A spot of the black block and one of the white, as (row, column)."""


def sheet(size: tuple[int, int] = (320, 200)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((20, 20, 60, 40), fill="black")
    return image


def encoded(image: Image.Image, kind: str, **how: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def shown(data: bytes, folder: Path, page: int = 1) -> np.ndarray[Any, Any] | None:
    """The page as the reader sees it, in grey."""
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder, 1 << 26)
    source = Source(sha256=digest, path="a", size=size, media_type=sniff.media_type(blob), blob=blob)
    drawn = picture(source, page, Settings(), 110, 0)
    return None if drawn is None else np.asarray(Image.fromarray(drawn).convert("L"))


def assert_upright(data: bytes, folder: Path, page: int = 1) -> None:
    grey = shown(data, folder, page)
    assert grey is not None
    assert grey.shape == (200, 320)
    assert grey[INK] < 60
    assert grey[PAPER] > 200


def turned(orientation: int) -> tuple[Image.Image, Image.Exif]:
    """The sheet as a camera stores it that was held that way, and the note that says so (Exif 2.32, tag 0x0112)."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    return sheet().transpose(undo[orientation]), exif


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
def test_every_turn_of_a_camera_is_undone(kind: str, orientation: int, tmp_path: Path) -> None:
    image, exif = turned(orientation)
    if kind == "HEIF":
        # A turned HEIC says so to its decoder (irot, imir), and only repeats it in its Exif data.
        image.info["exif"] = exif.tobytes()
        assert_upright(encoded(image, kind), tmp_path)
    else:
        assert_upright(encoded(image, kind, exif=exif), tmp_path)


def test_every_page_of_a_tiff_is_turned_by_its_own_note(tmp_path: Path) -> None:
    image, exif = turned(6)
    data = encoded(image, "TIFF", save_all=True, append_images=[image, image], exif=exif)
    for page in (1, 2, 3):
        assert_upright(data, tmp_path, page)


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"])
@pytest.mark.parametrize("zero_is", [0, 1], ids=["white", "black"])
def test_faxes_and_scans_in_every_compression(compression: str, zero_is: int, tmp_path: Path) -> None:
    fax = sheet().convert("L" if compression == "jpeg" else "1")
    how = {} if compression == "jpeg" else {"tiffinfo": {262: zero_is}}
    data = encoded(fax, "TIFF", compression=compression, save_all=True, append_images=[fax], **how)
    for page in (1, 2):
        assert_upright(data, tmp_path, page)


def test_a_fax_of_half_the_lines_is_stretched(tmp_path: Path) -> None:
    flat = sheet().convert("1").resize((320, 100))
    assert_upright(encoded(flat, "TIFF", compression="group3", dpi=(196, 98)), tmp_path)
    assert_upright(encoded(sheet().convert("1"), "TIFF", compression="group4", dpi=(204, 196)), tmp_path)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_printing_inks_are_turned_into_light(kind: str, tmp_path: Path) -> None:
    assert_upright(encoded(sheet().convert("CMYK"), kind, quality=95), tmp_path)


@pytest.mark.parametrize("ending", [".png", ".tiff"])
@pytest.mark.parametrize("colored", [True, False])
def test_sixteen_bits_a_color(ending: str, colored: bool, tmp_path: Path) -> None:
    deep = np.asarray(sheet() if colored else sheet().convert("L")).astype(np.uint16) * 257
    assert_upright(cv2.imencode(ending, deep)[1].tobytes(), tmp_path)


def test_twelve_bits_in_sixteen_and_fractions(tmp_path: Path) -> None:
    grey = np.asarray(sheet().convert("L"))
    assert_upright(encoded(Image.fromarray(grey.astype(np.uint16) * 16), "PNG"), tmp_path)
    assert_upright(encoded(Image.fromarray(grey.astype(np.float32) / 255), "TIFF"), tmp_path)


@pytest.mark.parametrize("mode", ["1", "L", "P", "PA", "LA", "RGBA", "YCbCr"])
def test_palettes_and_transparency(mode: str, tmp_path: Path) -> None:
    image = sheet().convert("RGBA").convert(mode) if mode in ("LA", "RGBA") else sheet().convert(mode)
    assert_upright(encoded(image, "TIFF" if mode in ("PA", "YCbCr") else "PNG"), tmp_path)


@pytest.mark.parametrize("kind", ["BMP", "GIF", "WEBP", "HEIF", "AVIF"])
def test_other_containers(kind: str, tmp_path: Path) -> None:
    assert_upright(encoded(sheet(), kind), tmp_path)


def test_a_bitmap_stored_from_the_top_and_one_of_few_colors(tmp_path: Path) -> None:
    rows = np.asarray(sheet())[:, :, ::-1].tobytes()
    head = b"BM" + (54 + len(rows)).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
    info = (40).to_bytes(4, "little") + (320).to_bytes(4, "little") + (-200).to_bytes(4, "little", signed=True)
    assert_upright(head + info + (1).to_bytes(2, "little") + (24).to_bytes(2, "little") + bytes(24) + rows, tmp_path)
    assert_upright(encoded(sheet().convert("P"), "BMP"), tmp_path)


@pytest.fixture
def blank_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    """OCR that sees nothing: these tests are about pages."""
    monkeypatch.setattr(ocr, "read_picture", lambda image, settings: ocr.Sight((), 0, image.shape[1], image.shape[0]))


def reading(data: bytes, folder: Path, settings: Settings | None = None) -> Document:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder, 1 << 26)
    source = Source(sha256=digest, path="a", size=size, media_type=sniff.media_type(blob), blob=blob)
    return read(source, settings or Settings())


@pytest.mark.usefixtures("blank_sight")
def test_every_picture_of_a_heic_is_a_page(tmp_path: Path) -> None:
    made = pillow_heif.from_pillow(sheet())
    made.add_from_pillow(sheet((100, 400)))
    made.add_from_pillow(sheet((240, 240)))
    buffer = io.BytesIO()
    made.save(buffer, primary_index=1)
    document = reading(buffer.getvalue(), tmp_path)
    assert [(page.width, page.height) for page in document.pages] == [(320, 200), (100, 400), (240, 240)]
    assert not document.problems


@pytest.mark.usefixtures("blank_sight")
@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_read_as_it_stands_first_and_the_rest_is_said(kind: str, tmp_path: Path) -> None:
    data = encoded(sheet(), kind, save_all=True, append_images=[sheet().rotate(180), sheet().rotate(90)])
    document = reading(data, tmp_path)
    (problem,) = document.problems
    assert len(document.pages) == 1
    assert "3 帧" in problem.reason and not problem.fatal
    assert not reading(encoded(sheet(), kind), tmp_path).problems


@pytest.mark.usefixtures("blank_sight")
def test_more_pages_than_allowed_are_refused_and_not_cut_off(tmp_path: Path) -> None:
    data = encoded(sheet(), "TIFF", save_all=True, append_images=[sheet()] * 3)
    with pytest.raises(ReadError) as caught:
        reading(data, tmp_path, Settings(read=ReadLimits(pages=3)))
    assert caught.value.trouble is Trouble.TOO_LARGE
    assert "4 页" in caught.value.reason
    assert len(reading(data, tmp_path, Settings(read=ReadLimits(pages=4))).pages) == 4


@pytest.mark.usefixtures("blank_sight")
def test_a_damaged_page_of_a_tiff_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    noise = Image.effect_noise((300, 300), 90)
    data = bytearray(encoded(sheet(), "TIFF", save_all=True, append_images=[noise, sheet()], compression="tiff_lzw"))
    with Image.open(io.BytesIO(bytes(data))) as image:
        image.seek(1)
        (at, *_), (length, *_) = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
    data[at : at + length // 2] = bytes(length // 2)
    document = reading(bytes(data), tmp_path)
    (problem,) = document.problems
    assert (problem.page, problem.trouble) == (2, Trouble.PAGE_UNREADABLE)
    assert problem.reason.startswith("第 2 页无法读取：")
    assert problem.remedy
    assert [page.width for page in document.pages] == [320, 1, 320]
