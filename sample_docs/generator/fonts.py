"""Finds the Debian fonts the documents are set in: 宋体 (AR PL UMing), 楷体 (AR PL UKai), 黑体 (Noto Sans CJK)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pymupdf
from PIL import ImageFont

_ROOT = Path("/usr/share/fonts")
_FILES = {
    "song": (_ROOT / "truetype/arphic/uming.ttc", "fonts-arphic-uming"),
    "kai": (_ROOT / "truetype/arphic/ukai.ttc", "fonts-arphic-ukai"),
    "hei": (_ROOT / "opentype/noto/NotoSansCJK-Bold.ttc", "fonts-noto-cjk"),
    "sans": (_ROOT / "opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
}
BUILT_IN = {"courier": "cour", "helvetica": "helv", "times": "tiro"}


class FontsMissingError(RuntimeError):
    """A font the documents need is not installed; the message names the Debian packages."""


def path_of(font: str) -> Path:
    """The file of a font by its role; FontsMissingError when any of them is missing."""
    missing = sorted({package for file, package in _FILES.values() if not file.is_file()})
    if missing:
        raise FontsMissingError(f"missing fonts; install them with: apt-get install {' '.join(missing)}")
    return _FILES[font][0]


@lru_cache(maxsize=8)
def measure(font: str) -> Any:
    """A PyMuPDF font for measuring text."""
    return pymupdf.Font(BUILT_IN[font]) if font in BUILT_IN else pymupdf.Font(fontfile=str(path_of(font)))


@lru_cache(maxsize=64)
def pillow(font: str, size: int) -> ImageFont.FreeTypeFont:
    """A Pillow font of that pixel size; the CJK collections' third face is the simplified one."""
    index = 2 if font in ("hei", "sans") else 0
    return ImageFont.truetype(str(path_of(font)), size, index=index, layout_engine=ImageFont.Layout.BASIC)
