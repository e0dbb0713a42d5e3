"""Whether the memory of a process that reads pictures stays level: resident megabytes over many pages.

    python bench/ocr_memory.py [--pages 2000] [--seconds 600] [--crops] [--photos FOLDER]

Pages are photos, or drawn where there are none, each scaled differently so that no shape comes often. Whole photos
cost about a second each; with `--crops`, pieces of them of random size are read instead, some ten a second, each with
a photo's variety of shapes, so that thousands fit into minutes. It ends after so many pages or seconds and prints how
far the second half strays from its mean.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ocr import CORPUS, load

from evidence.settings import OcrSettings
from readers.ocr import read_picture

_EVERY = 20
"""Measurements in one run."""


def piece(image: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A part of a photo, of a line's to a receipt's size."""
    height, width = (int(random.integers(200, 640)) for _ in range(2))
    sides = zip(image.shape[:2], (height, width), strict=True)
    top, left = (int(random.integers(0, max(1, side - part))) for side, part in sides)
    return np.ascontiguousarray(image[top : top + height, left : left + width])


def whole(image: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A photo, scaled and stretched a little."""
    scale = random.uniform(0.4, 1.0)
    return cv2.resize(image, None, fx=scale, fy=scale * random.uniform(0.9, 1.1))


def main() -> None:
    """Read pages and print the memory every twentieth of the way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--crops", action="store_true")
    parser.add_argument("--photos", type=Path, default=CORPUS)
    options = parser.parse_args()
    files = sorted(options.photos.iterdir()) if options.photos.is_dir() else []
    process, random = psutil.Process(), np.random.default_rng(1)
    start, levels = time.perf_counter(), []
    for page in range(options.pages):
        # A photo is opened for ten crops, so that decoding it is not what is measured.
        number = page // 10 if options.crops else page
        if page == 0 or not options.crops or page % 10 == 0:
            image = load(files[number % len(files) : number % len(files) + 1] if files else [], 1)[0]
        read_picture((piece if options.crops else whole)(image, random), OcrSettings())
        levels.append(process.memory_info().rss / 1e6)
        spent = time.perf_counter() - start
        if (page + 1) % max(1, options.pages // _EVERY) == 0 or spent > options.seconds:
            print(f"{page + 1:5} pages {levels[-1]:7.0f} MB {spent:7.0f} s", flush=True)
        if spent > options.seconds:
            break
    late = levels[len(levels) // 2 :]
    mean = sum(late) / len(late)
    low, high = min(late) / mean - 1, max(late) / mean - 1
    print(f"second half: mean {mean:.0f} MB, {low:+.1%} to {high:+.1%}; peak {max(levels):.0f} MB")


if __name__ == "__main__":
    main()
