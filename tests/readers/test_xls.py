"""Workbooks of Excel 97 (BIFF), as payroll programs still write them: exact figures, days, results of formulas."""

import datetime
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from evidence.document import Document
from evidence.kind import Kind
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from extractors import extract
from readers import read, sniff, vault

KEPT = Path(__file__).with_name("workbooks") / "wages.xls"
"""The workbook of `wages` below, saved once by LibreOffice as Excel 97."""
ROWS = [
    ("云杉织造科技有限公司2024年3月工资表", "", "", "", "", ""),
    ("姓名", "身份证号", "入职日期", "应发工资", "个税", "实发工资"),
    ("乔岚", "51019919900101123X", "2023-03-01", "12000.1", "120.5", "11879.6"),
    ("卫舒阳", "510199199001011248", "2022-11-15", "8000", "0", "8000"),
    ("合计", "", "", "20000.1", "120.5", "19879.6"),
]


def wages() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "3月"
    sheet.append([ROWS[0][0]])
    sheet.merge_cells("A1:F1")
    sheet.append(ROWS[1])
    sheet.append(["乔岚", "51019919900101123X", datetime.date(2023, 3, 1), 12000.1, 120.5, "=D3-E3"])
    sheet.append(["卫舒阳", "510199199001011248", datetime.date(2022, 11, 15), 8000, 0, "=D4-E4"])
    sheet.append(["合计", "", "", "=SUM(D3:D4)", "=SUM(E3:E4)", "=SUM(F3:F4)"])
    hidden = book.create_sheet("底稿")
    hidden.append(["备查", True, 0.1])
    hidden.sheet_state = "hidden"
    return book


def reading(data: bytes, folder: Path) -> Document:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder, 1 << 26)
    source = Source(sha256=digest, path="wages.xls", size=size, media_type=sniff.media_type(blob), blob=blob)
    return read(source, Settings())


def _is_right(document: Document) -> None:
    first, second = document.tables
    assert document.media_type == sniff.XLS
    assert first.name == "3月"
    width = len(ROWS[0])
    shown = [tuple(cell.text for cell in row) for row in first.rows]
    assert [(*row, *[""] * (width - len(row))) for row in shown] == ROWS
    assert first.rows[2][3].address == "D3"
    assert [cell.text for cell in second.rows[0]] == ["备查", "TRUE", "0.1"]
    assert document.notes == (("hidden_sheet", "底稿"),)


def test_a_kept_workbook_of_excel_97(tmp_path: Path) -> None:
    document = reading(KEPT.read_bytes(), tmp_path)
    _is_right(document)
    (record, *_) = extract(document).records
    assert record.kind is Kind.PAYROLL
    assert [row.text("net") for row in record.rows] == ["11879.60", "8000.00"]
    assert record.text("net_total") == "19879.60"
    assert record.rows[0].facts["net"].place.cell == "3月!F3"


def test_a_workbook_freshly_saved_as_excel_97(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: no fresh workbook of Excel 97")
    wages().save(tmp_path / "wages.xlsx")
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xls:MS Excel 97",
         "--outdir", str(tmp_path), str(tmp_path / "wages.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    _is_right(reading((tmp_path / "wages.xls").read_bytes(), tmp_path))


@pytest.mark.parametrize("start", [512, 2048])
def test_a_damaged_workbook_of_excel_97_is_told(tmp_path: Path, start: int) -> None:
    data = bytearray(KEPT.read_bytes())
    data[start : start + 256] = b"\xa5" * 256
    with pytest.raises(ReadError) as caught:
        _is_right(reading(bytes(data), tmp_path))
    assert caught.value.trouble in (Trouble.BROKEN, Trouble.UNSUPPORTED)
