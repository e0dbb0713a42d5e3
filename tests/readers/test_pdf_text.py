"""PDF: words and boxes of the text layer, and when (only then) OCR is asked."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import pytest
import qrcode
from PIL import Image, ImageDraw

from evidence.document import Box, Document, Method, Word
from evidence.problems import ReadError, Trouble
from evidence.settings import OcrSettings, ReadLimits, Settings
from evidence.source import Source
from readers import ocr, pdf_text, read, sniff, vault
from readers import picture as draw
from readers.ocr.asides import turned_box
from readers.pdf_ocr import upright

FONT = Path("/usr/share/fonts/truetype/arphic/ukai.ttc")
needs_font = pytest.mark.skipif(not FONT.is_file(), reason="needs fonts-arphic-ukai")
SETTINGS = Settings()


def source_of(data: bytes, folder: Path, path: str = "a.pdf") -> Source:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder / "vault", 1 << 30)
    return Source(sha256=digest, path=path, size=size, media_type=sniff.media_type(blob), blob=blob)


def reading(pdf: pymupdf.Document, folder: Path, settings: Settings = SETTINGS) -> Document:
    return read(source_of(pdf.tobytes(), folder), settings)


@pytest.fixture
def pdf() -> Iterator[pymupdf.Document]:
    with pymupdf.open() as made:
        yield made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray[Any, Any]]:
    """Pictures given to OCR, which sees one word on each: at (100, 50) to (300, 80) pixels."""
    pictures: list[np.ndarray[Any, Any]] = []

    def seen(image: np.ndarray[Any, Any], settings: OcrSettings) -> ocr.Sight:
        pictures.append(image)
        word = Word("机器所见", Box(100, 50, 300, 80), 0.9, Method.OCR)
        return ocr.Sight((word,), 0, image.shape[1], image.shape[0])

    monkeypatch.setattr(ocr, "read_picture", seen)
    return pictures


def write(page: pymupdf.Page, x: float, y: float, text: str, size: float = 10, **how: Any) -> None:
    page.insert_text((x, y), text, fontsize=size, fontname="helv", **how)


def sides(box: Box) -> list[float]:
    return [box.x0, box.y0, box.x1, box.y1]


PARAGRAPH = "An ordinary page has more than forty characters of text."


def test_words_are_cut_at_gaps_double_spaces_and_changes_of_size(pdf: pymupdf.Document, tmp_path: Path) -> None:
    page = pdf.new_page(width=600, height=400)
    write(page, 50, 100, "Amazon Web Services")
    write(page, 50, 120, "2024  03  05")
    write(page, 50, 140, "Total")
    write(page, 50 + pymupdf.get_text_length("Total", fontsize=10) + 9, 140, "9.50")
    write(page, 50, 160, "big", 20)
    write(page, 50 + pymupdf.get_text_length("big", fontsize=20), 160, "small", 8)
    words = reading(pdf, tmp_path).pages[0].words
    texts = [word.text for word in words]
    assert texts == ["Amazon Web Services", "2024", "03", "05", "Total", "9.50", "big", "small"]
    assert {word.method for word in words} == {Method.TEXT}


def test_boxes_are_exact_and_equally_high_around_the_baseline(pdf: pymupdf.Document, tmp_path: Path) -> None:
    write(pdf.new_page(width=600, height=400), 50, 100, "1,234.50", 10)
    box = reading(pdf, tmp_path).pages[0].words[0].box
    assert box.x0 == pytest.approx(50, abs=0.1)
    assert box.x1 == pytest.approx(50 + pymupdf.get_text_length("1,234.50", fontsize=10), abs=0.1)
    assert [box.y0, box.y1] == pytest.approx([91, 102])


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_page_comes_out_upright(pdf: pymupdf.Document, tmp_path: Path, rotation: int) -> None:
    """Text drawn so that it reads upright on the displayed page, whatever /Rotate says."""
    page = pdf.new_page(width=600, height=400)
    page.set_rotation(rotation)
    place = pymupdf.Point(50, 100) * page.derotation_matrix
    page.insert_text(place, PARAGRAPH, fontsize=10, rotate=rotation)
    found = reading(pdf, tmp_path).pages[0]
    assert (found.width, found.height) == ((400, 600) if rotation % 180 else (600, 400))
    assert found.rotation == 0
    assert found.words[0].text == PARAGRAPH
    assert found.words[0].box.x0 == pytest.approx(50, abs=0.5)
    assert found.words[0].box.contains(60, 97)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_standing_sideways_is_turned_and_its_picture_too(pdf: pymupdf.Document, tmp_path: Path, turn: int) -> None:
    page = pdf.new_page(width=600, height=400)
    start = {90: (500, 40), 180: (560, 300), 270: (100, 360)}[turn]
    page.insert_text(start, PARAGRAPH, fontsize=10, rotate=-turn % 360)
    source = source_of(pdf.tobytes(), tmp_path)
    found = read(source, SETTINGS).pages[0]
    assert found.rotation == turn
    assert (found.width, found.height) == ((400, 600) if turn % 180 else (600, 400))
    (word,) = found.words
    assert word.box.width > 10 * word.box.height
    drawn = draw(source, 1, SETTINGS, 72, found.rotation)
    assert np.array_equal(drawn, draw(source, 1, SETTINGS, 72))
    assert drawn is not None
    ink = np.argwhere(np.asarray(Image.fromarray(drawn).convert("L")) < 128)
    assert ink[:, 1].min() == pytest.approx(word.box.x0, abs=3)
    assert word.box.y0 - 2 < ink[:, 0].min() < ink[:, 0].max() < word.box.y1 + 2


@needs_font
def test_chinese_text_and_full_width_digits_are_left_as_they_are(pdf: pymupdf.Document, tmp_path: Path) -> None:
    page = pdf.new_page()
    page.insert_font(fontname="kai", fontfile=str(FONT))
    page.insert_text((50, 100), "价税合计（小写）￥１２３．４５", fontname="kai", fontsize=10)
    page.insert_text((50, 130), "购买方名称：蓉城试验科技有限公司", fontname="kai", fontsize=10)
    words = reading(pdf, tmp_path).pages[0].words
    assert [word.text for word in words] == ["价税合计（小写）￥１２３．４５", "购买方名称：蓉城试验科技有限公司"]


def test_text_drawn_twice_for_boldness_counts_once(pdf: pymupdf.Document, tmp_path: Path) -> None:
    page = pdf.new_page()
    write(page, 50, 100, "Total 99.00")
    write(page, 50.2, 100, "Total 99.00")
    write(page, 50, 130, "Total 99.00")
    assert [word.text for word in reading(pdf, tmp_path).pages[0].words] == ["Total 99.00", "Total 99.00"]


def test_hidden_text_is_no_evidence_but_noted(pdf: pymupdf.Document, tmp_path: Path) -> None:
    page = pdf.new_page()
    write(page, 50, 100, PARAGRAPH)
    write(page, 50, 120, "999999.00", render_mode=3)
    document = reading(pdf, tmp_path)
    assert [word.text for word in document.pages[0].words] == [PARAGRAPH]
    assert ("hidden_text", "1") in document.notes


def scan(size: tuple[int, int] = (850, 1100)) -> bytes:
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text((100, 60), "scanned words", fill=0)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_a_scan_goes_to_ocr_with_boxes_in_points(
    pdf: pymupdf.Document, tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    page = pdf.new_page(width=612, height=792)
    page.insert_image(page.rect, stream=scan())
    write(page, 300, 780, "- 1 -")
    document = reading(pdf, tmp_path)
    (found,) = document.pages
    assert asked[0].shape == (2200, 1700, 3)
    assert found.method is Method.OCR
    assert [found.width, found.height] == pytest.approx([612, 792])
    assert sides(found.words[0].box) == pytest.approx([36, 18, 108, 28.8])
    assert ("ocr_pages", "1") in document.notes


def test_a_scan_with_an_invisible_layer_of_some_other_ocr_is_read_anew(
    pdf: pymupdf.Document, tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    page = pdf.new_page(width=612, height=792)
    page.insert_image(page.rect, stream=scan())
    write(page, 50, 100, PARAGRAPH, render_mode=3)
    assert [word.text for word in reading(pdf, tmp_path).pages[0].words] == ["机器所见"]
    assert len(asked) == 1


def test_a_good_layer_is_never_sent_to_ocr(
    pdf: pymupdf.Document, tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    page = pdf.new_page(width=612, height=792)
    page.insert_image(page.rect, stream=scan())
    write(page, 50, 100, PARAGRAPH)
    short = pdf.new_page()
    write(short, 50, 100, "Page 2")
    pdf.new_page()
    document = reading(pdf, tmp_path)
    assert [page.method for page in document.pages] == [Method.TEXT] * 3
    assert asked == []


def test_letters_turned_into_outlines_go_to_ocr(
    pdf: pymupdf.Document, tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    page = pdf.new_page()
    shape = page.new_shape()
    for n in range(200):
        shape.draw_circle((50 + n % 40 * 12, 100 + n // 40 * 20), 4)
    shape.finish(fill=(0, 0, 0))
    shape.commit()
    for n in range(200):
        page.draw_circle((50 + n % 40 * 12, 300 + n // 40 * 20), 4, fill=(0, 0, 0))
    assert reading(pdf, tmp_path).pages[0].method is Method.OCR
    assert len(asked) == 1


def junk_font_pdf() -> bytes:
    """A page whose labels are Chinese shapes that the layer spells `!"#$`, and whose values are honest text."""
    with pymupdf.open() as made:
        page = made.new_page(width=612, height=792)
        page.insert_text((40, 26), "蓉城票据蓉城票据", fontname="china-s", fontsize=14)
        write(page, 40, 200, PARAGRAPH)
        write(page, 200, 26, "1,234.50")
        data = bytes(made.tobytes())
    with pymupdf.open("pdf", data) as made:
        page = made[0]
        names = {font[4]: font[0] for font in page.get_fonts()}
        assert "china-s" in names
        pairs = zip(_glyphs(page), (0x21, 0x22, 0x24, 0x26), strict=True)
        bfchars = "\n".join(f"<{code:04x}> <{target:04x}>" for code, target in pairs)
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"4 beginbfchar\n{bfchars}\nendbfchar endcmap end end"
        )
        xref = made.get_new_xref()
        made.update_object(xref, "<<>>")
        made.update_stream(xref, cmap.encode())
        made.xref_set_key(names["china-s"], "ToUnicode", f"{xref} 0 R")
        return bytes(made.tobytes())


def _glyphs(page: pymupdf.Page) -> list[int]:
    """The codes in the content stream of the four distinct characters, in order of appearance."""
    text = page.read_contents().decode("latin-1")
    shown = re.search(r"<([0-9a-fA-F]{32})>", text)
    assert shown is not None
    codes = [int(shown[1][at : at + 4], 16) for at in range(0, 32, 4)]
    return list(dict.fromkeys(codes))


def test_labels_spelled_falsely_are_read_by_ocr_and_values_kept(
    tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    document = read(source_of(junk_font_pdf(), tmp_path), SETTINGS)
    (page,) = document.pages
    assert page.method is Method.TEXT
    found = {word.text: word.method for word in page.words}
    assert found == {PARAGRAPH: Method.TEXT, "1,234.50": Method.TEXT, "机器所见": Method.OCR}
    assert dict(document.notes)["junk_text"] == "1"
    (picture,) = asked
    value = next(word.box for word in page.words if word.text == "1,234.50")
    scale = picture.shape[1] / page.width
    inside = picture[int(value.y0 * scale) : int(value.y1 * scale), int(value.x0 * scale) : int(value.x1 * scale)]
    assert inside.min() == 255, "good words are painted over, so that nothing is read twice"
    assert picture.min() < 100


def test_a_qr_code_is_read_from_the_picture_or_from_the_drawing(pdf: pymupdf.Document, tmp_path: Path) -> None:
    payload = "01,32,,24512000000000000017,106.00,20240305,,AB12"
    code = qrcode.QRCode(border=0, box_size=1)
    code.add_data(payload)
    matrix = code.get_matrix()
    image = Image.fromarray(np.where(np.array(matrix), 0, 255).astype(np.uint8))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    first = pdf.new_page()
    first.insert_image(pymupdf.Rect(30, 20, 90, 80), stream=buffer.getvalue())
    write(first, 50, 100, PARAGRAPH)
    second = pdf.new_page()
    second.insert_text((100, 60), "电子发票（普通发票）", fontname="china-s")
    write(second, 50, 200, PARAGRAPH)
    shape = second.new_shape()
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                shape.draw_rect(pymupdf.Rect(30 + 2 * x, 20 + 2 * y, 32 + 2 * x, 22 + 2 * y))
    shape.finish(fill=(0, 0, 0), width=0, color=None)
    shape.commit()
    pages = reading(pdf, tmp_path).pages
    assert [[found.payload for found in page.codes] for page in pages] == [[payload], [payload]]
    side = 2 * len(matrix)
    assert sides(pages[0].codes[0].box) == pytest.approx([30, 20, 90, 80])
    assert sides(pages[1].codes[0].box) == pytest.approx([30, 20, 30 + side, 20 + side], abs=3)


def test_a_red_round_picture_is_a_seal_and_a_black_one_is_not(pdf: pymupdf.Document, tmp_path: Path) -> None:
    page = pdf.new_page()
    write(page, 50, 300, PARAGRAPH)
    for x, color in ((50, (220, 20, 30, 255)), (250, (20, 20, 20, 255))):
        image = Image.new("RGBA", (200, 200), (255, 255, 255, 0))
        ImageDraw.Draw(image).ellipse((5, 5, 195, 195), outline=color, width=12)
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        page.insert_image(pymupdf.Rect(x, 50, x + 110, 160), stream=buffer.getvalue())
    (seal,) = reading(pdf, tmp_path).pages[0].seals
    assert seal.color == "red"
    assert sides(seal.box) == pytest.approx([50, 50, 160, 160])


def test_attachments_that_are_not_read_are_named(pdf: pymupdf.Document, tmp_path: Path) -> None:
    write(pdf.new_page(), 72, 72, "Invoice and its annexes, see the files attached to this page")
    pdf.embfile_add("scan", b"\x89PNG\r\n\x1a\n", filename="回单扫描件.png")
    pdf.embfile_add("data", b"<EInvoice><A>1</A></EInvoice>", filename="data.xml")
    document = reading(pdf, tmp_path)
    (problem,) = document.problems
    assert problem.trouble is Trouble.UNSUPPORTED and "回单扫描件.png" in problem.reason
    assert problem.remedy and not problem.fatal
    assert [layer.origin for layer in document.layers] == ["data.xml"]


def test_what_cannot_be_read_beside_the_pages_is_a_problem(
    pdf: pymupdf.Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pdf.new_page(), 72, 72, "Invoice and its annexes, see the files attached to this page")

    def damaged(_: pymupdf.Document) -> None:
        raise RuntimeError("cycle in name tree")

    monkeypatch.setattr(pdf_text, "layers", damaged)
    document = reading(pdf, tmp_path)
    (problem,) = document.problems
    assert problem.trouble is Trouble.BROKEN and "附件" in problem.remedy and problem.detail == "cycle in name tree"
    assert document.pages[0].words and not problem.fatal


def test_embedded_data_and_unusual_document_information_become_layers(pdf: pymupdf.Document, tmp_path: Path) -> None:
    write(pdf.new_page(), 50, 100, PARAGRAPH)
    data = b'<?xml version="1.0"?><xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"><A>1</A></xbrli:xbrl>'
    pdf.embfile_add("0", data, filename="0")
    info = pdf.get_new_xref()
    pdf.update_object(info, "<</InvoiceNumber(24512000000000000017)/TotalAmWithoutTax(100.00)/Title(x)>>")
    pdf.xref_set_key(-1, "Info", f"{info} 0 R")
    document = reading(pdf, tmp_path)
    layers = {layer.name: layer for layer in document.layers}
    assert layers["xbrl"].get("A") == "1"
    assert layers["docinfo"].get("TotalAmWithoutTax") == "100.00"
    assert layers["docinfo"].get("Title") is None
    assert ("attachment", "0") in document.notes


def test_later_changes_and_annotations_are_noted(pdf: pymupdf.Document, tmp_path: Path) -> None:
    page = pdf.new_page()
    write(page, 50, 100, PARAGRAPH)
    path = tmp_path / "x.pdf"
    pdf.save(path)
    with pymupdf.open(path) as again:
        again[0].add_freetext_annot(pymupdf.Rect(50, 200, 300, 230), "added later")
        again.saveIncr()
    document = read(source_of(path.read_bytes(), tmp_path), SETTINGS)
    notes = dict(document.notes)
    assert notes["revisions"] == "2"
    assert notes["annotation_freetext"] == "1"


def test_locked_broken_empty_and_long_files_say_what_is_wrong(pdf: pymupdf.Document, tmp_path: Path) -> None:
    for _ in range(3):
        write(pdf.new_page(), 50, 100, PARAGRAPH)
    locked = pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    cases = {
        Trouble.ENCRYPTED: (locked, SETTINGS),
        Trouble.BROKEN: (b"%PDF-1.7\nnothing of use\n%%EOF", SETTINGS),
        Trouble.TOO_LARGE: (pdf.tobytes(), Settings(read=ReadLimits(pages=2))),
    }
    for trouble, (data, settings) in cases.items():
        with pytest.raises(ReadError) as caught:
            read(source_of(data, tmp_path), settings)
        assert caught.value.trouble is trouble
        assert caught.value.remedy


def test_an_owner_password_alone_does_not_matter(pdf: pymupdf.Document, tmp_path: Path) -> None:
    write(pdf.new_page(), 50, 100, PARAGRAPH)
    data = pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="y")
    document = read(source_of(data, tmp_path), SETTINGS)
    assert document.pages[0].words[0].text == PARAGRAPH
    assert "encrypted" in dict(document.notes)


def test_a_truncated_file_is_read_as_far_as_it_goes_and_says_so(pdf: pymupdf.Document, tmp_path: Path) -> None:
    for _ in range(2):
        write(pdf.new_page(), 50, 100, PARAGRAPH)
    data = pdf.tobytes()
    cut = data[: data.rindex(b"xref") - 3]
    document = read(source_of(cut, tmp_path), SETTINGS)
    assert document.pages[0].words[0].text == PARAGRAPH
    assert [problem.trouble for problem in document.problems] == [Trouble.PAGE_UNREADABLE]
    assert "缺" in document.problems[0].reason


def test_a_picture_that_unfolds_beyond_the_limit_costs_only_its_page(
    pdf: pymupdf.Document, tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    pdf.new_page().insert_image(pymupdf.Rect(0, 0, 500, 500), stream=scan((2000, 2000)))
    write(pdf.new_page(), 50, 100, PARAGRAPH)
    document = reading(pdf, tmp_path, Settings(read=ReadLimits(pixels=1_000_000)))
    assert [problem.page for problem in document.problems] == [1]
    assert [len(page.words) for page in document.pages] == [0, 1]
    assert asked == []


@pytest.mark.slow
def test_a_real_scan_is_really_read(pdf: pymupdf.Document, tmp_path: Path) -> None:
    with pymupdf.open() as drawn:
        page = drawn.new_page(width=500, height=300)
        write(page, 60, 100, "TOTAL 1234.50", 24)
        image = page.get_pixmap(dpi=150).tobytes("png")
    scanned = pdf.new_page(width=500, height=300)
    scanned.insert_image(scanned.rect, stream=image)
    (found,) = reading(pdf, tmp_path).pages
    assert found.method is Method.OCR
    assert "1234.50" in found.text
    word = next(word for word in found.words if "1234.50" in word.text)
    assert word.box.contains(200, 92)


def noisy_scan() -> bytes:
    """A picture with as much ink as a written page."""
    image = Image.new("L", (850, 600), 255)
    pen = ImageDraw.Draw(image)
    for row in range(60, 560, 30):
        for column in range(60, 800, 16):
            pen.rectangle((column, row, column + 9, row + 12), outline=0, width=3)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_a_scan_pasted_into_a_page_of_text_is_read_beside_the_text(
    pdf: pymupdf.Document, tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    page = pdf.new_page(width=612, height=792)
    write(page, 50, 600, PARAGRAPH)
    page.insert_image(pymupdf.Rect(10, 10, 400, 300), stream=noisy_scan())
    document = reading(pdf, tmp_path)
    methods = {word.text: word.method for word in document.pages[0].words}
    assert methods == {PARAGRAPH: Method.TEXT, "机器所见": Method.OCR}
    assert len(asked) == 1
    assert ("ocr_pages", "1") in document.notes


def test_a_footer_stamped_on_a_scan_does_not_pass_for_its_text(
    pdf: pymupdf.Document, tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    page = pdf.new_page(width=612, height=792)
    page.insert_image(page.rect, stream=noisy_scan(), keep_proportion=False)
    write(page, 50, 780, PARAGRAPH)
    assert [word.text for word in reading(pdf, tmp_path).pages[0].words] == [PARAGRAPH, "机器所见"]


def test_a_pale_background_under_text_asks_no_ocr(
    pdf: pymupdf.Document, tmp_path: Path, asked: list[np.ndarray[Any, Any]]
) -> None:
    page = pdf.new_page(width=612, height=792)
    buffer = io.BytesIO()
    image = Image.open(io.BytesIO(noisy_scan())).point(lambda value: 190 + value // 4)
    image.save(buffer, "PNG")
    page.insert_image(page.rect, stream=buffer.getvalue(), keep_proportion=False)
    write(page, 50, 780, PARAGRAPH)
    assert [word.text for word in reading(pdf, tmp_path).pages[0].words] == [PARAGRAPH]
    assert asked == []


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_of_a_turned_reading_come_back_to_their_place(rotation: int) -> None:
    sheet = np.zeros((40, 60), dtype=np.uint8)
    sheet[5:12, 20:50] = 255
    ys, xs = np.nonzero(upright(sheet, rotation))
    seen = Box(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
    assert turned_box(Box(20, 5, 50, 12), rotation, 60, 40) == seen
    turned = (40, 60) if rotation % 180 else (60, 40)
    assert turned_box(seen, -rotation % 360, *turned) == Box(20, 5, 50, 12)


def test_cells_drawn_with_lines_come_with_the_page(pdf: pymupdf.Document, tmp_path: Path) -> None:
    page = pdf.new_page(width=600, height=400)
    for y in range(100, 301, 40):
        page.draw_line((50, y), (550, y))
    for x in (50, 150, 300, 420, 550):
        page.draw_line((x, 100), (x, 260))
        page.draw_line((x, 260), (x, 300))
    for row in range(5):
        for x in (60, 160, 310, 430):
            write(page, x, 120 + 40 * row, f"{row}{x}.00")
    (cells,) = reading(pdf, tmp_path).pages[0].ruled
    assert len(cells) == 20
    assert sides(cells[0]) == pytest.approx([50, 100, 150, 140], abs=1)


def test_a_page_without_lines_has_no_cells(pdf: pymupdf.Document, tmp_path: Path) -> None:
    write(pdf.new_page(), 72, 72, "Nothing is drawn here, there is only text to be read on this page.")
    assert reading(pdf, tmp_path).pages[0].ruled == ()
