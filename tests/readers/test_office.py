"""DOCX, workbooks, CSV, text and mail: order, addresses, ticks, exact numbers."""

import datetime
import io
import zipfile
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import numpy as np
import openpyxl
import openpyxl.utils
import pytest
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evidence.document import Box, Document, Method, Word
from evidence.problems import ReadError, Trouble
from evidence.settings import OcrSettings, Settings
from evidence.source import Source
from readers import ocr, office, plain, read, sheets, sniff, vault
from readers import picture as draw

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def source_of(data: bytes, folder: Path) -> Source:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder, 1 << 26)
    return Source(sha256=digest, path="a", size=size, media_type=sniff.media_type(blob), blob=blob)


def reading(data: bytes, folder: Path) -> Document:
    return read(source_of(data, folder), Settings())


def docx_of(body: str, prefix: str = "w") -> bytes:
    """A minimal package around the inside of a body; `w:` in it becomes the prefix."""
    xml = f'<w:document xmlns:w="{W}" xmlns:w14="{W14}"><w:body>{body}</w:body></w:document>'
    if prefix != "w":
        xml = xml.replace("w:", f"{prefix}:").replace("xmlns:w=", f"xmlns:{prefix}=")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()


def saved(made: object) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def test_paragraphs_stand_in_order_at_their_numbers(tmp_path: Path) -> None:
    made = docx.Document()
    for text in ("技术服务合同", "", "甲方：蓉城试验有限公司", "合同金额为人民币 50 万元"):
        made.add_paragraph(text)
    (page,) = reading(saved(made), tmp_path).pages
    assert [word.text for word in page.words] == ["技术服务合同", "甲方：蓉城试验有限公司", "合同金额为人民币 50 万元"]
    assert [round(word.box.y0 / plain.LINE) for word in page.words] == [1, 3, 4]
    assert page.height > page.words[-1].box.y1


def test_tables_keep_their_grid_through_merged_cells(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "高"
    (found,) = reading(saved(made), tmp_path).tables
    assert found.name == "表1"
    texts = {cell.address: cell.text for row in found.rows for cell in row}
    assert texts == {
        "A1": "宽", "B1": "", "C1": "02", "A2": "10", "B2": "11", "C2": "高", "A3": "20", "B3": "21", "C3": "",
    }  # fmt: skip


@pytest.mark.parametrize("prefix", ["w", "ns0"])
def test_ticks_are_characters_however_they_are_made(prefix: str, tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>□甲 √乙</w:t></w:r></w:p>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>选中</w:t></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr><w:t>&#163;</w:t></w:r>'
        "<w:r><w:t>未选</w:t></w:r></w:p>"
        "<w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>控件</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar>"
        "<w:instrText>FORMCHECKBOX</w:instrText><w:t>域</w:t></w:r></w:p>"
    )
    words = reading(docx_of(body, prefix), tmp_path).pages[0].words
    assert [word.text for word in words] == ["□甲 √乙", "☑选中□未选", "☒控件", "☑域"]


def test_deleted_text_is_gone_breaks_divide_and_boxes_follow(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>金额</w:t></w:r><w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>200元</w:t></w:r></w:ins><w:r><w:br/><w:t>第二行</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>前</w:t><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    )
    document = reading(docx_of(body), tmp_path)
    words = document.pages[0].words
    assert [word.text for word in words] == ["金额200元", "第二行", "前", "框内"]
    tops = [word.box.y0 for word in words]
    assert tops == sorted(tops)
    assert ("tracked_changes", "true") in document.notes


def test_headers_are_read_too(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = "合同编号：RC-2024-017"
    assert "合同编号：RC-2024-017" in reading(saved(made), tmp_path).pages[0].text


def _with_pictures(folder: Path, *widths: float, text: str) -> Document:
    """A document with that text and pictures of an A4 sheet's shape, so many centimetres wide."""
    made = docx.Document()
    made.add_paragraph(text)
    for number, width in enumerate(widths):
        image = Image.new("RGB", (600, 848), (255, 255, 250 - number))
        made.add_picture(io.BytesIO(saved_as_png(image)), width=Cm(width))
    return reading(saved(made), folder)


def saved_as_png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_scans_pasted_among_text_are_read_logos_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(image: np.ndarray[Any, Any], settings: OcrSettings) -> ocr.Sight:
        word = Word("合同扫描件", Box(10, 10, 90, 30), 0.9, Method.OCR)
        return ocr.Sight((word,), 0, image.shape[1], image.shape[0])

    monkeypatch.setattr(ocr, "read_picture", seen)
    text = "本公司于二〇二四年三月五日签订技术服务合同，合同扫描件附后。" * 5
    document = _with_pictures(tmp_path, 15, 4, 14.5, text=text)
    assert [(page.number, page.method) for page in document.pages] == [
        (1, Method.OFFICE), (2, Method.OCR), (3, Method.OCR)
    ]  # fmt: skip
    assert document.pages[1].text == "合同扫描件"
    assert len(_with_pictures(tmp_path, 4, 5, text=text).pages) == 1
    assert len(_with_pictures(tmp_path, 4, 5, text="附件").pages) == 3


def test_a_damaged_or_empty_text_document_says_so(tmp_path: Path) -> None:
    whole = docx_of("<w:p><w:r><w:t>x</w:t></w:r></w:p>")
    for data, trouble in ((whole[:200], Trouble.BROKEN), (docx_of("<w:p/>"), Trouble.EMPTY)):
        with pytest.raises(ReadError) as caught:
            reading(data, tmp_path)
        assert caught.value.trouble is trouble


def test_worksheets_become_tables_with_addresses_and_exact_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "项目清单"
    sheet["A1"] = "投入清单"
    sheet.merge_cells("A1:C1")
    sheet["B3"], sheet["C3"], sheet["D3"] = 0.1 + 0.2, 1234567.8, "００１"
    sheet["B4"], sheet["C4"] = datetime.date(2024, 3, 5), 6217000000000001
    sheet["B5"], sheet["C5"] = datetime.datetime(2024, 3, 5, 9, 30), True  # noqa: DTZ001
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    document = reading(saved(book), tmp_path)
    first, second = document.tables
    assert (first.name, second.name, second.page) == ("项目清单", "底稿", 2)
    texts = {cell.address: cell.text for row in first.rows for cell in row if cell.text}
    assert texts == {
        "A1": "投入清单", "B3": "0.3", "C3": "1234567.8", "D3": "００１", "B4": "2024-03-05",
        "C4": "6217000000000001", "B5": "2024-03-05T09:30:00", "C5": "TRUE",
    }  # fmt: skip
    assert ("hidden_sheet", "底稿") in document.notes
    assert [page.number for page in document.pages] == [1, 2]


def test_formulas_without_results_are_reported(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["A2"], book.active["A3"] = 1, 2, "=SUM(A1:A2)"
    (problem,) = reading(saved(book), tmp_path).problems
    assert "1 个公式（A3）" in problem.reason
    assert not problem.fatal


def rewritten(data: bytes, part: str, before: str, after: str) -> bytes:
    """A package with one piece of one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            assert name != part or before.encode() in content
            new.writestr(name, content.replace(before.encode(), after.encode()) if name == part else content)
    return buffer.getvalue()


def test_shared_formulas_count_and_results_that_are_empty_texts_do_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.create_sheet("附表")
    for name in ("A1", "B1", "C1", "D1"):
        book["附表"][name] = 7
    book.active["A1"] = "正表"
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>IF(1,"")</f><v></v></c>'
        '<c r="C1"><f t="shared" ref="C1:D1" si="0">A1*2</f></c><c r="D1"><f t="shared" si="0"/><v/></c>'
    )
    plain = "".join(f'<c r="{name}" t="n"><v>7</v></c>' for name in ("A1", "B1", "C1", "D1"))
    document = reading(rewritten(saved(book), "xl/worksheets/sheet2.xml", plain, cells), tmp_path)
    (problem,) = document.problems
    assert "“附表”有 2 个公式（C1、D1）" in problem.reason
    assert problem.page == 2
    assert [cell.text for cell in document.tables[1].rows[0]] == ["2"]


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for number in range(1, 6):
        book.active.append([f"第{number}行", number * 100])
    book.active.title = "清单"
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    document = reading(saved(book), tmp_path)
    assert [row[1].text for row in document.tables[0].rows] == ["100", "200", "300", "400", "500"]
    assert [value for key, value in document.notes if key == "hidden_rows"] == [
        "“清单”有 1 行隐藏",
        "“清单”有 1 列隐藏",
    ]
    assert not document.problems


def test_a_damaged_workbook_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "x"
    with pytest.raises(ReadError) as caught:
        reading(saved(book)[:2500], tmp_path)
    assert caught.value.trouble is Trouble.BROKEN
    with pytest.raises(ReadError) as caught:
        reading(saved(openpyxl.Workbook()), tmp_path)
    assert caught.value.trouble is Trouble.EMPTY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_separated_text_is_a_table(encoding: str, mark: str, tmp_path: Path) -> None:
    lines = [mark.join(row) for row in (("姓名", "应发"), ("甲某", "8000.50"), ('"乙\n某"', "007"))]
    (table,) = reading("\r\n".join(lines).encode(encoding), tmp_path).tables
    rows = [[cell.text for cell in row] for row in table.rows]
    assert rows == [["姓名", "应发"], ["甲某", "8000.50"], ["乙\n某", "007"]]
    assert table.rows[1][1].address == "B2"


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_amounts_survive_the_way_through_floats(amount: Decimal) -> None:
    assert Decimal(sheets.plain(float(amount))) == amount


@given(st.integers(0, 10**6), st.integers(0, 16383))
def test_addresses_are_those_of_openpyxl(row: int, column: int) -> None:
    letters = openpyxl.utils.get_column_letter(column + 1)
    assert sheets.address(row, column) == f"{letters}{row + 1}"


def test_plain_text_and_mail_are_pages_of_lines(tmp_path: Path) -> None:
    (page,) = reading("说明\n\n金额：100元".encode("gbk"), tmp_path).pages
    assert [(word.text, word.box.y0 / plain.LINE) for word in page.words] == [("说明", 1), ("金额：100元", 3)]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "发票一张"
    mail.set_content("请查收")
    mail.add_alternative("<p>请查收</p>", subtype="html")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="发票.pdf")
    text = reading(mail.as_bytes(), tmp_path).pages[0].text.splitlines()
    assert text == ["发件人：a@example.com", "收件人：b@example.com", "主题：发票一张", "请查收", "附件：发票.pdf"]


def test_long_text_is_paged_and_what_was_left_out_is_said(tmp_path: Path) -> None:
    document = reading("\n".join(f"第{number}行" for number in range(1, 151)).encode(), tmp_path)
    assert [len(page.words) for page in document.pages] == [60, 60, 30]
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert (document.pages[2].words[0].text, document.pages[2].words[0].box.y0) == ("第121行", plain.LINE)
    assert not document.problems
    (problem,) = reading(b"x\n" * 50_001, tmp_path).problems
    assert problem.trouble is Trouble.TOO_LARGE and "50001" in problem.reason and not problem.fatal


def test_files_without_pages_have_no_picture(tmp_path: Path) -> None:
    for data in (docx_of("<w:p><w:r><w:t>x</w:t></w:r></w:p>"), b"a,b\n1,2", b"text", b"<a><b>1</b></a>"):
        assert draw(source_of(data, tmp_path), 1, Settings()) is None


OLD = (
    sniff.DOC, sniff.PPT, sniff.PPTX, sniff.MSG, sniff.RTF, sniff.ODF, sniff.XLSB, sniff.OLE, sniff.TARBALL, sniff.MEDIA
)  # fmt: skip


@pytest.mark.parametrize(
    ("media_type", "trouble"),
    [
        (sniff.EMPTY, Trouble.EMPTY),
        (sniff.UNKNOWN, Trouble.UNSUPPORTED),
        *((media_type, Trouble.UNSUPPORTED) for media_type in OLD),
        (sniff.ENCRYPTED_OFFICE, Trouble.ENCRYPTED),
    ],
)
def test_what_no_reader_takes_is_refused_with_a_remedy(media_type: str, trouble: Trouble, tmp_path: Path) -> None:
    source = Source(sha256="0" * 64, path="a", size=1, media_type=media_type, blob=tmp_path / "none")
    with pytest.raises(ReadError) as caught:
        read(source, Settings())
    assert caught.value.trouble is trouble
    assert caught.value.remedy
    assert (caught.value.reason == "文件格式无法识别") is (media_type == sniff.UNKNOWN)
    assert "+ocr" in office.OfficeReader().version


def test_a_bank_statement_in_html_is_a_table(tmp_path: Path) -> None:
    page = """<html><head><style>td {color: red}</style></head><body><table><tr><td>
    <p>户名：蓉城试验</p><table><tr><th colspan="2">交易</th><th>金额</th></tr>
    <tr><td>1</td><td>收</td><td> 1,234.50 </td></tr></table></td></tr></table>合计一笔</body></html>"""
    document = reading(page.encode("gbk"), tmp_path)
    (table,) = document.tables
    assert {cell.address: cell.text for row in table.rows for cell in row} == {
        "A1": "交易", "B1": "", "C1": "金额", "A2": "1", "B2": "收", "C2": "1,234.50",
    }  # fmt: skip
    assert [word.text for word in document.pages[0].words] == ["户名：蓉城试验", "合计一笔"]
