"""The model folders are made from the installed wheels, in the user's place, whole or not at all."""

import os
from pathlib import Path

import pytest
import yaml

from evidence.problems import GoujiError
from readers.ocr import weights
from readers.ocr.weights import DETECTION, ORIENTATION, RECOGNITION, Weights, model_folder, models_home


@pytest.fixture(autouse=True)
def forget() -> None:
    model_folder.cache_clear()


@pytest.mark.parametrize("which", [DETECTION, RECOGNITION, ORIENTATION], ids=lambda w: w.model)
def test_folders_hold_what_paddleocr_opens(which: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path))
    folder = model_folder(which)
    assert folder.parent == tmp_path / "models"
    config = yaml.safe_load((folder / "inference.yml").read_text(encoding="utf-8"))
    assert config["Global"]["model_name"] == which.model
    assert (folder / "inference.onnx").stat().st_size > 1_000_000
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    before = (folder / "inference.yml").stat().st_mtime_ns
    model_folder.cache_clear()
    assert model_folder(which) == folder
    assert (folder / "inference.yml").stat().st_mtime_ns == before


def test_the_recogniser_knows_the_characters_of_amounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path))
    config = yaml.safe_load((model_folder(RECOGNITION) / "inference.yml").read_text(encoding="utf-8"))
    characters = config["PostProcess"]["character_dict"]
    assert set("0123456789.,-%¥￥零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整") <= set(characters)
    assert all(len(character) == 1 for character in characters)


def test_a_folder_left_half_made_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path))
    folder = model_folder(ORIENTATION)
    (folder / "inference.yml").unlink()
    model_folder.cache_clear()
    assert (model_folder(ORIENTATION) / "inference.yml").is_file()


def test_missing_wheels_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path))
    with pytest.raises(GoujiError, match=r"no_such_wheel.*requirements\.lock"):
        model_folder(Weights("PP-OCRv6_small_det", "no_such_wheel", "models/a.onnx"))


def test_a_read_only_data_folder_gives_way_to_a_private_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("GOUJI_DATA", str(blocked))
    monkeypatch.setattr(weights.tempfile, "gettempdir", lambda: str(tmp_path))
    home = models_home()
    assert home.parent == tmp_path
    assert home.stat().st_mode & 0o077 == 0
    assert home.stat().st_uid == os.getuid()
