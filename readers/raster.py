"""Pictures in memory: scaled and turned for people, rotation by OCR, the colour of seals."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from evidence.settings import Settings

Picture = np.ndarray[Any, np.dtype[np.uint8]]
"""Height × width × 3, red-green-blue."""


def shrunk_to(picture: Picture, side: int) -> Picture:
    """The picture with its longer side that long at most, each pixel the mean of those it stands for."""
    height, width = picture.shape[:2]
    if max(height, width) <= side:
        return picture
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def upright(picture: Picture, turn: int) -> Picture:
    """The picture with `turn` degrees clockwise undone."""
    return np.ascontiguousarray(np.rot90(picture, turn // 90))


def rotations_of(picture: Picture, settings: Settings) -> tuple[int, ...]:
    """How far clockwise OCR finds the picture turned, and what lies otherwise on it.

    Costs a full reading: for callers that kept no document.
    """
    from readers import ocr  # noqa: PLC0415

    sight = ocr.read_picture(np.ascontiguousarray(picture[:, :, ::-1]), settings.ocr)
    return sight.rotation, *(aside.rotation for aside in sight.asides)


def seal_color(picture: Picture) -> str:
    """`red` or `blue` where a small picture is ink of that colour on white, else empty."""
    step = max(1, max(picture.shape) // 100)
    pixels = picture[::step, ::step].reshape(-1, 3).astype(np.int16)
    ink = pixels[pixels.min(axis=1) < 200]
    if len(ink) < 0.01 * len(pixels) or len(ink) < 20:
        return ""
    red, green, blue = ink[:, 0], ink[:, 1], ink[:, 2]
    if np.mean((red - green > 50) & (red - blue > 40)) > 0.6:
        return "red"
    return "blue" if np.mean((blue - red > 50) & (blue - green > 20)) > 0.6 else ""
