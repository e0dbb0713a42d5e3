"""Likeness: a perceptual hash of a picture, so that a screen handed in twice is known again after scaling."""

from __future__ import annotations

import cv2
import numpy as np

SMALLEST = 64
"""Pictures of fewer pixels a side are icons, not screens."""
PLAIN = 8
"""Pictures of less contrast are blank."""


def likeness(png: bytes) -> str:
    """320 bits as hexadecimal digits: the DCT hash and the mean of blocks; empty where the bytes are no picture."""
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if image is None or min(image.shape) < SMALLEST or int(image.std()) < PLAIN:
        return ""
    return (cv2.img_hash.pHash(image).tobytes() + cv2.img_hash.blockMeanHash(image).tobytes()).hex()
