"""The networks at work: PaddleOCR's own predictors, run by ONNX Runtime through OpenVINO.

`import paddleocr` takes seconds, so it happens on the first picture and inside the worker. PaddleOCR prepares the
pictures, runs the networks and reads their answers; what is decided here is how many threads they use, in which
precision they compute, and that lines come in few widths, because OpenVINO compiles every new shape and keeps it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np

from readers.ocr.decoding import Decoder, Reading
from readers.ocr.memory import keep_together
from readers.ocr.precision import fastest, provider
from readers.ocr.weights import DETECTION, LINE_HEIGHT, ORIENTATION, RECOGNITION, Weights, model_folder

Picture = np.ndarray[Any, np.dtype[np.uint8]]
"""Height × width × 3, blue-green-red."""
Quad = np.ndarray[Any, np.dtype[np.float32]]
"""The four corners of a line (4 × 2), clockwise from where its first character's top left is."""

WIDTHS = (64, 80, 96, 112, 136, 160, 192, 224, 264, 320, 384, 456, 544, 648, 776, 928, 1112, 1336, 1600, 2240, 3200)
"""Widths in pixels to which lines of `LINE_HEIGHT` are padded: a fifth apart, about 11 MB of compiled code each."""
_TILE = 128
"""Pixels of which the sides of a picture are multiples when lines are looked for; keeps its shapes few, too."""
_GREY = 128
"""Padding of lines: what the recogniser's normalisation takes to zero."""


class Engine:
    """The networks with their settings; one a process."""

    def __init__(self, threads: int) -> None:
        _stay_offline()
        keep_together()
        from paddleocr import DocImgOrientationClassification, TextDetection, TextRecognition  # noqa: PLC0415

        self._detection = _predictor(TextDetection, DETECTION, threads)
        self._orientation = _predictor(DocImgOrientationClassification, ORIENTATION, threads)
        self._recognition = _predictor(TextRecognition, RECOGNITION, threads)
        self._recognition.paddlex_predictor.post_op = Decoder(self._recognition.paddlex_predictor.post_op)

    def detect(self, picture: Picture) -> list[Quad]:
        """The text lines of the picture, unordered."""
        sheet = _extend(picture)
        result = self._detection.predict(sheet, limit_side_len=max(sheet.shape[:2]), limit_type="max")[0]
        return [np.asarray(quad, dtype=np.float32) for quad in result["dt_polys"]]

    def recognise(self, lines: Sequence[Picture]) -> list[Reading]:
        """What each line (height `LINE_HEIGHT`) says.

        Lines are recognised one at a time: batches would gain nothing, and a reading must not depend on its neighbours.
        """
        by_width: dict[int, list[int]] = defaultdict(list)
        for index, line in enumerate(lines):
            by_width[next(width for width in WIDTHS if line.shape[1] <= width)].append(index)
        readings = [Reading()] * len(lines)
        for width, indices in sorted(by_width.items()):
            padded = [_pad(lines[index], width) for index in indices]
            for index, result in zip(indices, self._recognition.predict(padded, batch_size=1), strict=True):
                readings[index] = result["rec_score"]
        return readings

    def turns(self, picture: Picture) -> dict[int, float]:
        """How likely the picture is turned clockwise by 0, 90, 180 and 270 degrees."""
        result = self._orientation.predict(picture)[0]
        return {int(label): float(score) for label, score in zip(result["label_names"], result["scores"], strict=True)}


@cache
def open_engine(threads: int) -> Engine:
    """The process's one engine, made on first use."""
    return Engine(threads)


def _stay_offline() -> None:
    """Tell PaddleX, before it is imported, to ask no model hub whether it is there."""
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["DO_NOT_TRACK"] = "1"
    cv2.setNumThreads(1)


def _predictor(kind: type[Any], weights: Weights, threads: int) -> Any:
    """One of PaddleOCR's predictors over the given weights."""
    return kind(
        model_name=weights.model,
        model_dir=str(model_folder(weights)),
        device="cpu",
        engine="onnxruntime",
        engine_config=provider(threads, fastest()),
    )


def _extend(picture: Picture) -> Picture:
    """The picture with empty paper added on the right and below."""
    height, width = picture.shape[:2]
    paper = [float(value) for value in np.median(picture[::16, ::16], axis=(0, 1))]
    sheet = cv2.copyMakeBorder(picture, 0, -height % _TILE, 0, -width % _TILE, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(sheet, dtype=np.uint8)


def _pad(line: Picture, width: int) -> Picture:
    padded = np.full((LINE_HEIGHT, width, 3), _GREY, dtype=np.uint8)
    padded[:, : line.shape[1]] = line
    return padded
