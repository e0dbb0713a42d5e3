"""Turns a drawn paper into a scan (tilt, grain, uneven light) or a phone's photo (perspective, shade, blur, JPEG)."""

from __future__ import annotations

import random

import cv2
import numpy as np
from PIL import Image, ImageFilter

from sample_docs.gallery.document import Rendering
from sample_docs.generator import scan
from sample_docs.generator.sheet import Paper


def pictures(
    paper: Paper, rng: random.Random, rendering: Rendering, presses: dict[int, list[scan.Press]] | None = None
) -> list[Image.Image]:  # fmt: skip
    """Every page as a picture at 200 dpi, sealed, in the quality of the rendering."""
    pages = scan.photographed(paper, rng, presses)
    return [_photo(page, rng) for page in pages] if rendering is Rendering.PHOTO else pages


def jpeg(
    paper: Paper, rng: random.Random, rendering: Rendering, presses: dict[int, list[scan.Press]] | None = None
) -> bytes:  # fmt: skip
    """The first page as a JPEG; photos are compressed harder."""
    quality = rng.randint(38, 50) if rendering is Rendering.PHOTO else rng.randint(55, 75)
    return scan.jpeg(pictures(paper, rng, rendering, presses)[0], quality)


def scanned_pdf(paper: Paper, rng: random.Random, presses: dict[int, list[scan.Press]] | None = None) -> bytes:
    """All pages as pictures in a PDF."""
    return scan.scanned_pdf(pictures(paper, rng, Rendering.SCAN, presses), "扫描文档", quality=45)


def _photo(page: Image.Image, rng: random.Random) -> Image.Image:
    """A sheet on a dark desk seen from slightly aside, with a shadow over one corner."""
    noise = np.random.default_rng(rng.randrange(2**32))
    width, height = page.size
    margin = round(width * 0.04)
    canvas = Image.new("RGB", (width + 2 * margin, height + 2 * margin), (92, 84, 76))
    canvas.paste(page, (margin, margin))
    pixels = np.asarray(_warped(canvas.rotate(rng.uniform(-1.6, 1.6), Image.Resampling.BICUBIC), rng), np.float32)
    rows, columns = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]].astype(np.float32)
    cx, cy = rng.choice((0.0, 1.0)) * pixels.shape[1], rng.uniform(0, 1) * pixels.shape[0]
    far = np.hypot(columns - cx, rows - cy) / np.hypot(*pixels.shape[:2])
    light = np.clip(0.68 + 0.5 * far, 0, 1.02)[:, :, None]
    warm = np.array([1.0, 0.985, rng.uniform(0.9, 0.97)], np.float32)
    grain = noise.normal(0, 4.5, (*pixels.shape[:2], 1))
    shot = Image.fromarray(np.clip(pixels * light * warm + grain, 0, 255).astype(np.uint8))
    return shot.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.7)))


def _warped(page: Image.Image, rng: random.Random) -> Image.Image:
    """A slight perspective: each corner moves inwards by up to 1.2 % of the page."""
    width, height = page.size
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    moved = [
        (
            x + (1 if x == 0 else -1) * rng.uniform(0, 0.012) * width,
            y + (1 if y == 0 else -1) * rng.uniform(0, 0.012) * height,
        )
        for x, y in corners
    ]
    matrix = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(moved, np.float32))
    warped = cv2.warpPerspective(np.asarray(page), matrix, (width, height), borderValue=(92, 84, 76))
    return Image.fromarray(warped)
