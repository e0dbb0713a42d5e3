"""Whether the memory of a process that reads pictures stays level: resident megabytes over many pages.

    python bench/ocr_memory.py [--pages 300] [--photos FOLDER]

Pages are photos, or drawn where there are none, each scaled differently so that no shape comes often.
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


def main() -> None:
    """Read pages and print the memory every tenth of the way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--photos", type=Path, default=CORPUS)
    options = parser.parse_args()
    files = sorted(options.photos.iterdir()) if options.photos.is_dir() else []
    process, random = psutil.Process(), np.random.default_rng(1)
    start = time.perf_counter()
    for page in range(options.pages):
        image = load(files[page % len(files) : page % len(files) + 1] if files else [], 1)[0]
        scale = random.uniform(0.4, 1.0)
        read_picture(cv2.resize(image, None, fx=scale, fy=scale * random.uniform(0.9, 1.1)), OcrSettings())
        if (page + 1) % max(1, options.pages // 15) == 0:
            resident = process.memory_info().rss / 1e6
            print(f"{page + 1:5} pages {resident:7.0f} MB {time.perf_counter() - start:7.0f} s", flush=True)


if __name__ == "__main__":
    main()
