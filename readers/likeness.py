"""Likeness: a perceptual hash of a picture, so that a screen handed in twice is known again after scaling."""

from __future__ import annotations

import cv2
import numpy as np

from readers.raster import Picture

SMALLEST = 64
"""Pictures of fewer pixels a side are icons, not screens."""
PLAIN = 8
"""Pictures of less contrast are blank."""


def likeness(picture: Picture) -> str:
    """320 bits as hexadecimal digits: the DCT hash and the mean of blocks; empty for icons and blank pictures."""
    image = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    if min(image.shape) < SMALLEST or int(image.std()) < PLAIN:
        return ""
    return (cv2.img_hash.pHash(image).tobytes() + cv2.img_hash.blockMeanHash(image).tobytes()).hex()
