"""Two documents in one photo, through the real OCR: below or beside each other, and the photo turned."""

from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from evidence.kind import Kind
from evidence.settings import Settings
from extractors import extract
from readers import read
from readers.intake import take_in

SLIPS = Path(__file__).parents[2] / "sample_docs" / "platform-demo" / "05 付款凭证"
FIRST = ("510524041922491065", "381600.00", "2024-04-19")
SECOND = ("202406241306991295", "99990.00", "2024-06-24")


def drawn(name: str) -> Image.Image:
    """The printed part of a slip's only page."""
    with pymupdf.open(SLIPS / name) as pdf:
        pixels = pdf[0].get_pixmap(dpi=130)
    picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    rows = np.flatnonzero((np.asarray(picture.convert("L")) < 200).any(axis=1))
    return picture.crop((0, max(0, int(rows[0]) - 20), picture.width, min(picture.height, int(rows[-1]) + 20)))


def pasted(first: Image.Image, second: Image.Image, *, beside: bool) -> Image.Image:
    """Both on one white sheet."""
    if beside:
        sheet = Image.new("RGB", (first.width + second.width + 60, max(first.height, second.height)), "white")
        sheet.paste(second, (first.width + 60, 0))
    else:
        sheet = Image.new("RGB", (max(first.width, second.width), first.height + second.height + 60), "white")
        sheet.paste(second, (0, first.height + 60))
    sheet.paste(first, (0, 0))
    return sheet


@pytest.mark.slow
@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("beside", [False, True])
def test_both_slips_are_read_and_nothing_is_mixed(beside: bool, turn: int, tmp_path: Path) -> None:
    sheet = pasted(drawn("03 银行回单.pdf"), drawn("07 银行回单.pdf"), beside=beside)
    sheet.rotate(-turn, expand=True).save(tmp_path / "photo.png")
    settings = Settings()
    (source,) = take_in(tmp_path / "photo.png", tmp_path / "vault", settings.read).sources
    records = extract(read(source, settings)).records
    assert [record.kind for record in records] == [Kind.BANK_RECEIPT] * 2
    names = ("receipt_no", "pay_amount", "pay_date")
    assert [tuple(record.text(name) for name in names) for record in records] == [FIRST, SECOND]
    assert records[0].id != records[1].id
