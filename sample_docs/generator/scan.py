"""Makes a scanner's or phone's picture of a drawn page: seals pressed on, slight tilt, uneven light, noise, JPEG."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from sample_docs.generator.sheet import Paper

DPI = 200


@dataclass(frozen=True, slots=True)
class Press:
    """A seal to press on the paper: its picture, where its top left lies (mm), its size (mm), how it is turned."""

    png: bytes
    x: float
    y: float
    width: float
    height: float
    turn: float = 0.0


def photographed(paper: Paper, rng: random.Random, presses: dict[int, list[Press]] | None = None) -> list[Image.Image]:
    """Every page of the paper as a scan at 200 dpi."""
    pages = []
    for index, (width, height, samples) in enumerate(paper.pictures(DPI)):
        page = Image.frombytes("RGB", (width, height), samples)
        for press in (presses or {}).get(index, []):
            page = _pressed(page, press, rng)
        pages.append(_scanned(page, rng))
    return pages


def _pressed(page: Image.Image, press: Press, rng: random.Random) -> Image.Image:
    """Multiply the seal's ink into the page, unevenly, as a rubber stamp leaves it."""
    unit = DPI / 25.4
    size = (round(press.width * unit), round(press.height * unit))
    seal = Image.open(io.BytesIO(press.png)).convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    seal = seal.rotate(press.turn, Image.Resampling.BICUBIC, expand=True)
    noise = np.random.default_rng(rng.randrange(2**32))
    patches = noise.uniform(0.72, 1.0, (seal.height // 6 + 2, seal.width // 6 + 2))
    cloud = Image.fromarray((patches * 255).astype(np.uint8)).resize(seal.size, Image.Resampling.BICUBIC)
    alpha = ImageChops.multiply(seal.getchannel("A"), cloud)
    ink = Image.new("RGB", page.size, "white")
    ink.paste(seal.convert("RGB"), (round(press.x * unit), round(press.y * unit)), alpha)
    return ImageChops.multiply(page, ink)


def _scanned(page: Image.Image, rng: random.Random) -> Image.Image:
    """Tilt, blur a little, shade from one side, add grain."""
    noise = np.random.default_rng(rng.randrange(2**32))
    paper = (250, 249, 246)
    page = page.rotate(rng.uniform(-0.9, 0.9), Image.Resampling.BICUBIC, fillcolor=paper)
    page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.35, 0.6)))
    pixels = np.asarray(page).astype(np.float32)
    across = np.linspace(rng.uniform(0.93, 1.0), rng.uniform(0.93, 1.0), pixels.shape[1])[None, :, None]
    down = np.linspace(rng.uniform(0.96, 1.0), rng.uniform(0.94, 1.0), pixels.shape[0])[:, None, None]
    shaded = pixels * across * down * np.array(paper, np.float32) / 255
    grain = noise.normal(0, 2.2, (*pixels.shape[:2], 1))
    return Image.fromarray(np.clip(shaded + grain, 0, 255).astype(np.uint8))


def jpeg(picture: Image.Image, quality: int = 62) -> bytes:
    """The picture as a JPEG that says its resolution."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, dpi=(DPI, DPI), optimize=True)
    return out.getvalue()


def scanned_pdf(pictures: list[Image.Image], title: str, quality: int = 45) -> bytes:
    """A PDF with nothing but pictures, as scanners make it."""
    paper = Paper(title, "Scanner")
    for picture in pictures:
        width, height = picture.width / DPI * 25.4, picture.height / DPI * 25.4
        paper.sheet(width, height).image(0, 0, width, height, jpeg(picture, quality))
    return paper.pdf()
