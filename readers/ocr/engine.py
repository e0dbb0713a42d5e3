"""The networks at work: PaddleOCR's own predictors, run by ONNX Runtime through OpenVINO.

`import paddleocr` takes seconds, so it happens on the first picture and inside the worker. PaddleOCR prepares the
pictures, runs the networks and reads their answers; what is decided here is how many threads they use, that they
compute in bfloat16 where the processor has it, and that lines come in few widths, because OpenVINO compiles every
new shape again.
"""

from __future__ import annotations

import json
import logging
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import onnxruntime

from readers.ocr.weights import DETECTION, LINE_HEIGHT, ORIENTATION, RECOGNITION, Weights, model_folder

logger = logging.getLogger(__name__)

Picture = np.ndarray[Any, np.dtype[np.uint8]]
"""Height × width × 3, blue-green-red."""

WIDTHS = (96, 160, 240, 320, 400, 480, 640, 800, 1120, 1600, 2400, 3200)
"""Widths in pixels to which lines of `LINE_HEIGHT` are padded."""
BATCH_WIDTH = 2560
"""Total width of the lines recognised at once; keeps the memory of a batch level."""
_GREY = 128
"""Padding of lines: what the recogniser's normalisation takes to zero."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line says, with the recogniser's mean confidence in its characters."""

    text: str
    score: float


class Engine:
    """The three networks with their settings; one a process."""

    def __init__(self, threads: int) -> None:
        _stay_offline()
        from paddleocr import DocImgOrientationClassification, TextDetection, TextRecognition  # noqa: PLC0415

        self._detection = _predictor(TextDetection, DETECTION, threads)
        self._recognition = _predictor(TextRecognition, RECOGNITION, threads)
        self._orientation = _predictor(DocImgOrientationClassification, ORIENTATION, threads)

    def detect(self, picture: Picture) -> list[np.ndarray[Any, Any]]:
        """The text lines of the picture as quadrangles (4 × 2, clockwise from the top left), unordered."""
        result = self._detection.predict(picture, limit_side_len=max(picture.shape[:2]), limit_type="max")[0]
        return [np.asarray(quad, dtype=np.float32) for quad in result["dt_polys"]]

    def recognise(self, lines: Sequence[Picture]) -> list[Reading]:
        """What each line (height `LINE_HEIGHT`) says, in the order given."""
        by_width: dict[int, list[int]] = defaultdict(list)
        for index, line in enumerate(lines):
            by_width[next(width for width in WIDTHS if line.shape[1] <= width)].append(index)
        readings: dict[int, Reading] = {}
        for width, indices in sorted(by_width.items()):
            padded = [_pad(lines[index], width) for index in indices]
            results = self._recognition.predict(padded, batch_size=max(1, BATCH_WIDTH // width))
            for index, result in zip(indices, results, strict=True):
                readings[index] = Reading(result["rec_text"], float(result["rec_score"]))
        return [readings[index] for index in range(len(lines))]

    def turns(self, picture: Picture) -> dict[int, float]:
        """How likely the picture is turned clockwise by 0, 90, 180 and 270 degrees."""
        result = self._orientation.predict(picture)[0]
        return {int(label): float(score) for label, score in zip(result["label_names"], result["scores"], strict=True)}


@cache
def engine(threads: int) -> Engine:
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
        engine_config={**_provider(threads), "log_severity_level": 3},
    )


def _provider(threads: int) -> dict[str, Any]:
    """OpenVINO where the installed ONNX Runtime has it, else the plain processor."""
    if "OpenVINOExecutionProvider" not in onnxruntime.get_available_providers():
        logger.warning("OpenVINO is not available; reading pictures will take several times longer")
        return {"providers": ["CPUExecutionProvider"], "intra_op_num_threads": threads}
    properties = {"INFERENCE_PRECISION_HINT": "bf16", "INFERENCE_NUM_THREADS": str(threads), "NUM_STREAMS": "1"}
    return {
        "providers": ["OpenVINOExecutionProvider"],
        "provider_options": [{"device_type": "CPU", "load_config": json.dumps({"CPU": properties})}],
        "intra_op_num_threads": threads,
    }


def _pad(line: Picture, width: int) -> Picture:
    padded = np.full((LINE_HEIGHT, width, 3), _GREY, dtype=np.uint8)
    padded[:, : line.shape[1]] = line
    return padded
