"""From the recogniser's answer to text: PaddleOCR's decoding, and how sure it was of the weakest character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line says."""

    text: str = ""
    score: float = 0.0
    """The mean confidence in its characters."""
    weakest: float = 0.0
    """The least confidence in one of them."""


class Decoder:
    """Takes the place of the predictor's decoding step and calls it; the scores it gives are whole readings.

    PaddleOCR's step alone copies the answer (18,710 classes a column) and tells only the mean of the confidences.
    """

    def __init__(self, paddle: Any) -> None:
        self._paddle = paddle

    def __call__(self, answer: Sequence[np.ndarray[Any, Any]], **_: object) -> tuple[list[str], list[Reading]]:
        """The texts of a batch (lines × columns × classes) and their readings."""
        classes = answer[0].argmax(axis=-1)
        sureness = np.take_along_axis(answer[0], classes[..., None], axis=-1)[..., 0]
        decoded = self._paddle.decode(classes, sureness, is_remove_duplicate=True)
        readings = [
            Reading(text, float(score), _weakest(*line)) if text else Reading()
            for (text, score), *line in zip(decoded, classes, sureness, strict=True)
        ]
        return [reading.text for reading in readings], readings


def _weakest(classes: np.ndarray[Any, Any], sureness: np.ndarray[Any, Any]) -> float:
    """The least confidence at the start of a character: a run of one class, where class 0 is the blank between them."""
    starts = (classes != 0) & np.diff(classes, prepend=0).astype(bool)
    return float(sureness[starts].min())
