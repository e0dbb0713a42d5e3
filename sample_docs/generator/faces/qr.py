"""QR codes as small pictures."""

from __future__ import annotations

import io

import numpy as np
import zxingcpp
from PIL import Image


def png(payload: str, scale: int = 4, level: str = "M") -> bytes:
    """A QR code without a quiet zone, black on white."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    pixels = np.array(zxingcpp.write_barcode_to_image(code, scale=scale, add_quiet_zones=False))
    out = io.BytesIO()
    Image.fromarray(pixels).convert("1").save(out, "PNG", optimize=True)
    return out.getvalue()
