"""In which precision the networks compute, and how ONNX Runtime is told so."""

from __future__ import annotations

import json
import logging
from enum import StrEnum
from pathlib import Path
from typing import Any

import onnxruntime

logger = logging.getLogger(__name__)

_OPENVINO = "OpenVINOExecutionProvider"


class Precision(StrEnum):
    """OpenVINO's names of the number formats."""

    FULL = "f32"
    HALF = "bf16"


def fastest(cpuinfo: Path = Path("/proc/cpuinfo")) -> Precision:
    """bfloat16 where the processor calculates in it (emulated, it would be slower than f32), else full precision."""
    try:
        text = cpuinfo.read_text(encoding="ascii", errors="replace")
    except OSError:
        return Precision.FULL
    flags = {flag for line in text.splitlines() if line.startswith("flags") for flag in line.split()}
    native = flags & {"amx_bf16", "avx512_bf16"} and _OPENVINO in onnxruntime.get_available_providers()
    return Precision.HALF if native else Precision.FULL


def provider(threads: int, precision: Precision) -> dict[str, Any]:
    """PaddleOCR's `engine_config`: OpenVINO where the installed ONNX Runtime has it, else its own processor code."""
    config: dict[str, Any] = {"intra_op_num_threads": threads, "log_severity_level": 3}
    if _OPENVINO not in onnxruntime.get_available_providers():
        logger.warning("OpenVINO is not available; reading pictures will take several times longer")
        return {**config, "providers": ["CPUExecutionProvider"]}
    properties = {"INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": str(threads), "NUM_STREAMS": "1"}
    options = {"device_type": "CPU", "load_config": json.dumps({"CPU": properties})}
    return {**config, "providers": [_OPENVINO], "provider_options": [options]}
