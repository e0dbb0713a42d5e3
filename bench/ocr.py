"""How many pages a second: RapidOCR's defaults, RapidOCR through OpenVINO, PaddleOCR as it comes, and our reader.

    python bench/ocr.py [--photos FOLDER] [--pages 10] [--rounds 2] [--only TEXT ...]

All read the same photos with the same PP-OCRv6 small weights, each in its own process, in turns within one run, so
that a busy machine is busy for everybody. Every process reads every page once before anything is timed, so that no
engine compiles while the clock runs; the defaults take some five minutes on two quiet cores. Each ratio is the median
over the rounds of a contender's speed over that of RapidOCR's defaults in the same round. Processor seconds a page
(all threads) depend less on what else runs, so they tell more on a machine that is shared. Without the corpus, pages
are drawn (a Chinese font is needed).
"""

# ruff: noqa: PLC0415 - each engine is imported only in the process that times it
from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
CORPUS = ROOT.parent / "shared" / "corpus" / "invoice_image"
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
)
Reader = Callable[[np.ndarray], object]


def rapidocr() -> Reader:
    """RapidOCR with its own defaults."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def rapidocr_openvino() -> Reader:
    """The same, its sessions opened with the OpenVINO provider."""
    import onnxruntime
    from rapidocr.inference_engine.onnxruntime import main as sessions

    def session(path: str, **options: Any) -> object:
        return onnxruntime.InferenceSession(
            path, sess_options=options.get("sess_options"), providers=["OpenVINOExecutionProvider"]
        )

    sessions.InferenceSession = session
    return rapidocr()


def paddleocr_plain() -> Reader:
    """PaddleOCR's own pipeline over the same weights and plain ONNX Runtime."""
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    from paddleocr import PaddleOCR

    from readers.ocr.weights import DETECTION, RECOGNITION, model_folder

    pipeline = PaddleOCR(
        text_detection_model_name=DETECTION.model,
        text_detection_model_dir=str(model_folder(DETECTION)),
        text_recognition_model_name=RECOGNITION.model,
        text_recognition_model_dir=str(model_folder(RECOGNITION)),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine="onnxruntime",
        device="cpu",
    )
    return pipeline.predict


def ours() -> Reader:
    """Our reader: orientation, second looks and seals included; one thread."""
    from evidence.settings import OcrSettings
    from readers.ocr import read_picture

    return lambda image: read_picture(image, OcrSettings(threads=1))


def ours_full_precision() -> Reader:
    """Our reader as it runs where the processor has no bfloat16."""
    from readers.ocr import engine
    from readers.ocr.precision import Precision

    engine.fastest = lambda: Precision.FULL
    return ours()


def ours_single_look() -> Reader:
    """Our reader without the second looks at weak lines and under seals."""
    import readers.ocr as package

    package.find_seals = lambda _: []
    package._TRUSTED = 0.0
    return ours()


CONTENDERS: dict[str, tuple[Callable[[], Reader], int]] = {
    "RapidOCR, its defaults": (rapidocr, 1),
    "RapidOCR through OpenVINO": (rapidocr_openvino, 1),
    "PaddleOCR, plain ONNX Runtime": (paddleocr_plain, 1),
    "ours, 1 process, full precision": (ours_full_precision, 1),
    "ours, 1 process, single look": (ours_single_look, 1),
    "ours, 1 process": (ours, 1),
    "ours, 2 processes": (ours, 2),
}

USUAL = ("RapidOCR, its defaults", "RapidOCR through OpenVINO", "ours, 1 process", "ours, 2 processes")
"""Those timed unless others are asked for."""

_reader: Reader | None = None
_images: list[np.ndarray] = []


def prepare(name: str, photos: list[Path], pages: int, together: Barrier) -> None:
    """Load the photos and the reader once in a child process and read every page; all end their warming up together."""
    global _reader  # noqa: PLW0603
    with quiet():
        _images.extend(load(photos, pages))
        _reader = CONTENDERS[name][0]()
        for image in _images:
            _reader(image)
    together.wait()


def read(index: int) -> float:
    """Read one of the loaded photos; the processor seconds it took."""
    assert _reader is not None
    start = time.process_time()
    with quiet():
        _reader(_images[index])
    return time.process_time() - start


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the engines' chatter out of the table."""
    sys.stdout.flush()
    with Path(os.devnull).open("w") as nowhere:
        kept = os.dup(2)
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def load(photos: list[Path], pages: int) -> list[np.ndarray]:
    """The photos, or drawn pages where there are none."""
    images = [cv2.imread(str(photo)) for photo in photos]
    return [image for image in images if image is not None] or [draw(seed) for seed in range(pages)]


def draw(seed: int) -> np.ndarray:
    """A page of lines such as invoices have, with a little noise."""
    from PIL import Image, ImageDraw, ImageFont

    path = next((font for font in FONTS if Path(font).is_file()), None)
    if path is None:
        raise SystemExit("no Chinese font to draw pages with; give --photos, or install fonts-noto-cjk")
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (2080, 1240), "white")
    pen, face = ImageDraw.Draw(image), ImageFont.truetype(path, 28)
    for row in range(20):
        for column in range(3):
            digits = "".join(map(str, random.integers(0, 10, 8)))
            text = ("纳税人识别号：91510100", "合计金额 ¥", "成都云岭工业软件有限公司")[(row + column) % 3] + digits
            pen.text((60 + column * 660, 40 + row * 58), text, fill=(30, 30, 70), font=face)
    noise = random.normal(0, 6, (1240, 2080, 3))
    return np.clip(np.asarray(image)[:, :, ::-1] + noise, 0, 255).astype(np.uint8)


def main() -> None:
    """Time the contenders in turns and print speeds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, default=CORPUS)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", nargs="*", help="parts of the names of those to time")
    options = parser.parse_args()
    files = sorted(options.photos.iterdir()) if options.photos.is_dir() else []
    photos = files[:: max(1, len(files) // options.pages)][: options.pages]
    names = [name for i, name in enumerate(CONTENDERS) if i == 0 or _is_wanted(name, options.only)]
    count = len(photos) or options.pages
    print(f"{count} pages from {options.photos if photos else 'the drawing board'}, {os.cpu_count()} cores", flush=True)
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pools = {}
        for name in names:
            together = context.Barrier(CONTENDERS[name][1])
            arguments = name, photos, count, together
            pool = ProcessPoolExecutor(CONTENDERS[name][1], context, initializer=prepare, initargs=arguments)
            pools[name] = stack.enter_context(pool)
        warm(pools)
        report([one_round(pools, count) for _ in range(options.rounds)])


def _is_wanted(name: str, only: list[str] | None) -> bool:
    return name in USUAL if only is None else any(part in name for part in only)


def warm(pools: dict[str, ProcessPoolExecutor]) -> None:
    """Start every process, one contender after the other; each is ready when it has read every page."""
    for name, pool in pools.items():
        start = time.perf_counter()
        list(pool.map(read, [0] * CONTENDERS[name][1]))
        print(f"warm after {time.perf_counter() - start:5.0f} s: {name}", flush=True)


def one_round(pools: dict[str, ProcessPoolExecutor], count: int) -> dict[str, tuple[float, float]]:
    """Pages a second and processor seconds a page of each contender."""
    measured = {}
    for name, pool in pools.items():
        start = time.perf_counter()
        spent = sum(pool.map(read, range(count)))
        measured[name] = count / (time.perf_counter() - start), spent / count
    return measured


def report(rounds: list[dict[str, tuple[float, float]]]) -> None:
    """The table: median speeds and processor times, and the medians of their ratios within each round."""
    yard = next(iter(rounds[0]))
    print(f"{'':34} {'pages/s':>8} {'ratio':>7} {'cpu s/page':>11} {'ratio':>7}")
    for name in rounds[0]:
        speed, spent = (statistics.median(values[name][i] for values in rounds) for i in (0, 1))
        faster = statistics.median(values[name][0] / values[yard][0] for values in rounds)
        thriftier = statistics.median(values[yard][1] / values[name][1] for values in rounds)
        print(f"{name:34} {speed:8.2f} {faster:6.2f}x {spent:11.2f} {thriftier:6.2f}x")


if __name__ == "__main__":
    main()
