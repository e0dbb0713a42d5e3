"""Photos and scans: JPEG, PNG, TIFF (all pages), BMP, WEBP, GIF and HEIC, upright by EXIF, then read by OCR."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from evidence.document import Document, Method, Page
from evidence.problems import Problem, ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff
from readers.ocr.asides import TURNS
from readers.raster import Picture, rotations_of, shrunk_to, upright
from readers.seen import Seen, pages_of
from readers.unreadable import partly_read_page, unreadable_page

pillow_heif.register_heif_opener()

_LONGEST = 40
"""Longer side over shorter beyond which a picture is a line, not a page, and would unfold OCR's memory."""
_SIDE = 65_000
_FLAT = (1.5, 3.0)
"""Columns to lines to the inch of a fax in the standard mode."""
_PAGED = (sniff.TIFF, sniff.HEIC)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError, IndexError, KeyError, TypeError)
"""What Pillow's decoders raise for damaged files."""


class ImageReader:
    """Reads pictures with Pillow and the OCR of `readers.ocr`."""

    name = "image"
    media_types = frozenset({sniff.JPEG, sniff.PNG, sniff.TIFF, sniff.BMP, sniff.WEBP, sniff.GIF, sniff.HEIC})

    @property
    def version(self) -> str:
        """Our own and that of the OCR."""
        from readers import ocr  # noqa: PLC0415

        return f"2+ocr{ocr.version()}"

    def read(self, source: Source, settings: Settings) -> Document:
        """One page a frame, in pixels of the upright picture; a damaged frame becomes a Problem after the first.

        Documents that lie turned on a frame follow after the last one; see `readers.seen`.
        """
        pages: list[Page] = []
        turned: list[Page] = []
        problems: list[Problem] = []
        with _opened(source) as image:
            there = _frames(image, source)
            _refuse_many(there, settings.read.pages)
            problems += _unseen(image, source)
            for number in range(1, there + 1):
                try:
                    picture = _frame(image, number, settings.read.pixels)
                except ReadError as error:
                    if there == 1:
                        raise
                    problems.append(unreadable_page(source.path, number, error))
                    picture = np.full((1, 1, 3), 255, dtype=np.uint8)
                seen = look_at(picture, number, there, settings)
                pages.append(seen.pages[0])
                turned += seen.pages[1:]
                problems += seen.problems(source.path)
            notes = (("format", str(image.format)), ("frames", str(there)), *_exif(image))
        return Document(
            sha256=source.sha256,
            file=source.path,
            reader=self.name,
            version=self.version,
            media_type=source.media_type,
            pages=(*pages, *sorted(turned, key=lambda page: page.number)),
            problems=tuple(problems),
            notes=notes,
        )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> Picture | None:
        """The frame, upright, scaled so that its longer side has 11.7 inches (A4) at most."""
        with _opened(source) as image:
            again, frame = divmod(page - 1, _frames(image, source))
            if not 0 <= again <= len(TURNS):
                return None
            side = round(11.7 * dpi)
            if turn is not None:
                _refuse_large(image.size, settings.read.pixels)
                _decode_smaller(image, side)
            picture = _frame(image, frame + 1, settings.read.pixels)
        turns = rotations_of(picture, settings) if turn is None else (turn,) * (again + 1)
        if again >= len(turns):
            return None
        return upright(shrunk_to(picture, side), turns[again])


def count_pages(source: Source) -> int:
    """How many frames the file has; 1 where it cannot be opened."""
    try:
        with _opened(source) as image:
            return int(getattr(image, "n_frames", 1))
    except (ReadError, *_BROKEN):
        return 1


def _decode_smaller(image: Image.Image, side: int) -> None:
    """Have a JPEG decoded at a half, a quarter or an eighth where its longer side stays at least so long."""
    scale = side / max(image.size)
    image.draft(None, (math.ceil(image.width * scale), math.ceil(image.height * scale)))


def _frames(image: Image.Image, source: Source) -> int:
    """How many pages a picture has: those of a TIFF or HEIC; moving pictures and cameras' previews show one."""
    return int(getattr(image, "n_frames", 1)) if source.media_type in _PAGED else 1


def _refuse_many(frames: int, pages: int) -> None:
    if frames > pages:
        raise ReadError(
            Trouble.TOO_LARGE,
            f"图片共 {frames} 页，超过 {pages} 页的上限",
            "请拆分后重新提交，或调高 read.pages 设置",
        )


def _unseen(image: Image.Image, source: Source) -> Iterator[Problem]:
    """What moves is read as it stands first; that more follows is said. A JPEG's other frames are its previews."""
    frames = int(getattr(image, "n_frames", 1))
    if frames > 1 and source.media_type in (sniff.GIF, sniff.WEBP, sniff.PNG):
        error = ReadError(Trouble.UNSUPPORTED, f"动图共 {frames} 帧，只读取了第 1 帧", "请将其余画面另存为图片后提交")
        yield partly_read_page(source.path, 1, error)


@contextmanager
def _opened(source: Source) -> Iterator[Image.Image]:
    """The picture, not yet decoded; its size is judged by us."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        image = Image.open(source.blob)
    except _BROKEN as error:
        raise _broken(str(error)) from error
    with image:
        yield image


def _frame(image: Image.Image, number: int, pixels: int) -> Picture:
    """One frame as red-green-blue, turned as its EXIF data says, transparency on white."""
    try:
        if getattr(image, "n_frames", 1) > 1:
            image.seek(number - 1)
        _refuse_large(image.size, pixels)
        upright = ImageOps.exif_transpose(_squared(image))
        return np.asarray(_on_white(upright), dtype=np.uint8)
    except _BROKEN as error:
        raise _broken(str(error)) from error


def _squared(image: Image.Image) -> Image.Image:
    """A fax of half as many lines as columns to the inch (ITU-T T.4), stretched so that letters are not flat."""
    across, down = map(float, image.info.get("dpi", (0, 0)))
    if image.mode != "1" or not down or not _FLAT[0] < across / down < _FLAT[1]:
        return image
    return image.resize((image.width, round(image.height * across / down)))


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("I", "I;16", "I;16B", "I;16L", "F"):
        values = np.asarray(image, dtype=np.float64)
        scale = 255 / max(float(values.max()), 1.0)
        return Image.fromarray((values * scale).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def _refuse_large(size: tuple[int, int], pixels: int) -> None:
    """Few bytes can unfold to gigabytes, and a line of pixels is no page."""
    width, height = size
    if width * height > pixels or max(size) > _SIDE:
        raise ReadError(
            Trouble.TOO_LARGE,
            f"图片为 {width} × {height} 像素，超过上限",
            "请缩小图片或重新扫描（300 dpi 即可），或调高 read.pixels 设置",
        )
    if max(size) > _LONGEST * min(size) and max(size) > 2000:
        raise ReadError(
            Trouble.TOO_LARGE, f"图片为 {width} × {height} 像素，过于狭长", "请截成与纸张比例相近的图片后重新提交"
        )


def look_at(picture: Picture, number: int, step: int, settings: Settings) -> Seen:
    """A red-green-blue picture read by OCR, with its QR codes: page `number`, and more as in `readers.seen`."""
    from readers import ocr  # noqa: PLC0415
    from readers.codes import codes_in  # noqa: PLC0415

    height, width = picture.shape[:2]
    if min(height, width) < 8:
        return Seen((Page(number, float(width), float(height), method=Method.OCR),))
    sight = ocr.read_picture(np.ascontiguousarray(picture[:, :, ::-1]), settings.ocr)
    grey: Any = np.asarray(Image.fromarray(picture).convert("L"), dtype=np.uint8)
    codes = codes_in(np.ascontiguousarray(np.rot90(grey, sight.rotation // 90)), thorough=True)
    return pages_of(sight, number, step, codes)


def _exif(image: Image.Image) -> Iterator[tuple[str, str]]:
    """Which camera or program made the picture, and when: useful where authenticity is asked."""
    found = image.getexif()
    for tag, name in ((0x0131, "software"), (0x010F, "camera_make"), (0x0110, "camera"), (0x0132, "modified")):
        value = str(found.get(tag, "")).strip("\x00 ")
        if value:
            yield name, value


def _broken(detail: str) -> ReadError:
    return ReadError(Trouble.BROKEN, "图片已损坏，无法打开", "请重新拍照、扫描或导出后提交", detail)
