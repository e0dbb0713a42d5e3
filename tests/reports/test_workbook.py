from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from evidence.case import Case, Verdict
from evidence.declared import Declaration
from evidence.engagement import UNNAMED
from reports import summarise, write
from reports.dossier import Dossier
from reports.sheets.book import height
from reports.sheets.index import numbers

Picture = Callable[[str, int], bytes | None]


@pytest.fixture
def book(case: Case, verdict: Verdict, tmp_path: Path, picture: Picture) -> Path:
    write(case, verdict, summarise(case, verdict), tmp_path, picture, UNNAMED)
    return tmp_path / "report.xlsx"


def cells(book: Workbook) -> list[tuple[str, str, object]]:
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def named(sheet: Worksheet, label: str, column: int = 2) -> Decimal:
    """The amount beside a label in the first column."""
    for row in sheet.iter_rows(max_col=column):
        if row[0].value == label:
            return Decimal(str(row[column - 1].value))
    raise AssertionError(label)


def test_totals_are_those_of_the_result(case: Case, verdict: Verdict, book: Path) -> None:
    amounts = summarise(case, verdict).amounts
    totals = openpyxl.load_workbook(book, data_only=True)["汇总"]
    assert named(totals, "申报数") == Decimal(amounts.declared)
    assert named(totals, "审定数") == Decimal(amounts.recognised)
    assert named(totals, "测算补助") == Decimal(amounts.subsidy)
    assert named(totals, "人员费用超限核减") == Decimal("116981.13")


def test_totals_are_live(book: Path) -> None:
    totals = openpyxl.load_workbook(book)["汇总"]
    formulas = {row[0].value: row[1].value for row in totals.iter_rows(max_col=2) if row[0].value}
    assert str(formulas["申报数"]).startswith("=SUM('明细核对'!")
    assert str(formulas["审定数"]).startswith("=ROUND(B")


def test_all_sheets_are_there_and_set_up_for_print(case: Case, verdict: Verdict, book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    assert workbook.sheetnames == list(numbers(Dossier.of(case, verdict, summarise(case, verdict))))
    assert [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "hidden"] == ["核验"]
    for sheet in workbook.worksheets:
        assert str(sheet.page_setup.paperSize) == "9", sheet.title
        assert sheet.oddFooter.right.text, sheet.title
        assert any("未经注册会计师复核签署" in str(cell.value) for cell in sheet[3])
    lines = workbook["明细核对"]
    assert lines.freeze_panes == "E6"
    assert lines.auto_filter.ref.startswith("A5:")


def test_text_of_documents_never_becomes_a_formula_or_a_link(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    hostile = [(sheet, at) for sheet, at, value in cells(workbook) if value == '=HYPERLINK("x","y")']
    for sheet, at in hostile:
        cell = workbook[sheet][at]
        assert cell.data_type == "s" or cell.quotePrefix, (sheet, at)
    with zipfile.ZipFile(book) as pack:
        xml = "".join(pack.read(name).decode() for name in pack.namelist() if "worksheets/sheet" in name)
        relations = "".join(pack.read(name).decode() for name in pack.namelist() if name.endswith(".rels"))
    assert hostile
    assert "HYPERLINK" not in xml
    assert set(re.findall(r'Target="([^"]*)" TargetMode="External"', relations)) <= {
        f"plates/{path.name}" for path in (book.parent / "plates").glob("*.jpg")
    }


def test_long_numbers_stay_text_and_amounts_are_numbers(book: Path) -> None:
    invoices = openpyxl.load_workbook(book)["发票清单"]
    head = {cell.value: cell.column for cell in invoices[5]}
    number, total = (invoices.cell(6, head[title]) for title in ("发票号码", "价税合计"))
    assert number.value == "00000000012345678901"
    assert total.value == 450000
    assert "#,##0.00" in total.number_format


def test_doubtful_amounts_are_marked_and_explained(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    marks = {}
    for name, title in (("发票清单", "价税合计"), ("付款清单", "付款金额"), ("合同台账", "合同金额（含税）")):
        sheet = workbook[name]
        head = {cell.value: cell.column for cell in sheet[5]}
        cell = sheet.cell(6, head[title])
        marks[name] = (cell.number_format[:4], cell.fill.fgColor.rgb, cell.comment.text if cell.comment else "")
    assert marks["发票清单"][0] == '"矛盾 '
    assert "452,000.00" in marks["发票清单"][2]
    assert marks["付款清单"][0] == '"待核 '
    assert marks["付款清单"][2]
    assert marks["合同台账"][0] == "#,##"
    assert len({mark[1] for mark in marks.values()}) == 3


def test_persons_are_masked_and_nobodys_pay_is_shown(book: Path) -> None:
    values = {str(value) for _, _, value in cells(openpyxl.load_workbook(book))}
    text = "\n".join(values)
    for secret in ("欧阳若溪", "510101198803050017", "6222021234567890123", "18888.88", "15432.1", "13800001234"):
        assert secret not in text
    assert {"欧阳*", "510***********0017", "51001234567890120001"[:4] + "****0001"} <= values


def test_findings_jump_to_their_evidence(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["差异清单"]
    links = [cell for row in sheet.iter_rows(min_row=6) for cell in row if cell.hyperlink and cell.hyperlink.location]
    assert len(links) == 3
    for cell in links:
        name, at = cell.hyperlink.location.replace("'", "").split("!")
        assert workbook[name][at].value == cell.value


def test_rows_are_as_high_as_their_text() -> None:
    assert height(["短"], [20]) < height(["很长的文字" * 10], [20]) <= 400
    assert height(["一\n二\n三"], [20]) > 3 * 12


def test_an_empty_case_gives_a_whole_workbook(case: Case, verdict: Verdict, tmp_path: Path, picture: Picture) -> None:
    declaration = Declaration(applicant=case.declaration.applicant, programme=None)
    bare = case.model_copy(update={"records": (), "declaration": declaration})
    nothing = verdict.model_copy(update={"findings": ()})
    write(bare, nothing, summarise(bare, nothing), tmp_path, picture, UNNAMED)
    assert openpyxl.load_workbook(tmp_path / "report.xlsx")["差异清单"]["A6"].value == "（无）"


@pytest.mark.slow
def test_a_spreadsheet_program_recalculates_the_same_totals(case: Case, verdict: Verdict, book: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: totals not recalculated")
    uncached = book.with_name("uncached.xlsx")
    formulas = openpyxl.load_workbook(book)
    formulas.save(uncached)
    profile = f"-env:UserInstallation=file://{book.parent}/profile"
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(book.parent), str(uncached)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    sheets = {path.stem.removeprefix("uncached-"): path for path in book.parent.glob("uncached-*.csv")}
    assert set(sheets) == set(formulas.sheetnames)
    rows = {name: list(csv.reader(path.open(encoding="utf-8"))) for name, path in sheets.items()}
    broken = [cell for table in rows.values() for row in table for cell in row if cell.startswith(("#", "Err:"))]
    assert not broken
    amounts = summarise(case, verdict).amounts
    totals = {row[0]: row[1] for row in rows["汇总"] if len(row) > 1 and row[0]}
    assert Decimal(totals["申报数"]) == Decimal(amounts.declared)
    assert Decimal(totals["审定数"]).quantize(Decimal("0.01")) == Decimal(amounts.recognised)
