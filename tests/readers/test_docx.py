"""DOCX as Word and WPS really write it: what counts as text, what does not, and ticks however they are stored."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from evidence.document import Document
from evidence.settings import Settings
from evidence.source import Source
from readers import read, sniff, vault

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}


def part(root: str, inside: str, prefix: str = "w") -> str:
    """A part with all its namespaces; with another prefix, as some programs rewrite files (`ns0:`)."""
    text = f"<w:{root}>{inside}</w:{root}>".replace("w:", f"{prefix}:").replace("<v:", "<v:")
    spaces = " ".join(f'xmlns:{prefix if name == "w" else name}="{uri}"' for name, uri in SPACES.items())
    return text.replace(f"<{prefix}:{root}>", f"<{prefix}:{root} {spaces}>", 1)


def read_docx(folder: Path, body: str, prefix: str = "w", **parts: str) -> Document:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>", prefix))
        for name, inside in parts.items():
            package.writestr(f"word/{name}.xml", part(name, inside, prefix))
    digest, size, blob, _ = vault.keep(io.BytesIO(buffer.getvalue()), folder, 1 << 26)
    source = Source(sha256=digest, path="a", size=size, media_type=sniff.media_type(blob), blob=blob)
    return read(source, Settings())


def lines(document: Document) -> list[str]:
    return [word.text for word in document.pages[0].words]


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def box(checked: str, shown: str) -> str:
    """A content control that Word draws as a box to tick."""
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox>{checked}<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


@pytest.mark.parametrize("prefix", ["w", "ns0"])
def test_boxes_of_content_controls_show_their_state(prefix: str, tmp_path: Path) -> None:
    body = p(
        box('<w14:checked w14:val="1"/>', r("☒")),
        r("综合型"),
        box('<w14:checked w14:val="0"/>', r("☐")),
        r("特色型"),
        box("", r("☐")),
        r("专业型"),
    )
    (line,) = lines(read_docx(tmp_path, body.replace("w:14", "w14:"), prefix))
    assert line[0] in "☒☑" and line[4] in "☐□" and line[8] in "☐□"
    assert line.translate({ord(mark): None for mark in "☒☑☐□"}) == "综合型特色型专业型"


def test_a_box_drawn_in_wingdings_or_left_undrawn_shows_its_state(tmp_path: Path) -> None:
    drawn = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    letter = r("\u00a8", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
    body = p(
        box('<w14:checked w14:val="true"/>', drawn),
        r("甲"),
        box('<w14:checked w14:val="0"/>', letter),
        r("乙"),
        box('<w14:checked w14:val="1"/>', "<w:r/>"),
        r("丙"),
    )
    assert lines(read_docx(tmp_path, body)) == ["☑甲□乙☑丙"]


@pytest.mark.parametrize(
    ("font", "char", "mark"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("Wingdings", "F06F", "□"),
        ("Wingdings", "F0FC", "√"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("Wingdings 2", "F050", "√"),
        ("Symbol", "F0D6", "√"),
    ],
)
def test_symbols_of_pictorial_fonts_are_ticks(font: str, char: str, mark: str, tmp_path: Path) -> None:
    body = p(f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>', r("是"))
    assert lines(read_docx(tmp_path, body)) == [f"{mark}是"]


def test_deleted_and_moved_text_does_not_count_in_cells_either(tmp_path: Path) -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>800,000.00</w:delText></w:r></w:del>'
    came = f'<w:ins w:id="2">{r("500,000.00")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{r("旧处")}</w:moveFrom><w:moveTo w:id="4">{r("新处")}</w:moveTo>'
    row = "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in (r("合同金额"), gone + came)) + "</w:tr>"
    lost = f'<w:tr><w:trPr><w:del w:id="5"/></w:trPr><w:tc>{p(r("作废行"))}</w:tc></w:tr>'
    document = read_docx(tmp_path, p(moved) + f"<w:tbl>{row}{lost}</w:tbl>")
    assert lines(document) == ["新处"]
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [["合同金额", "500,000.00"]]
    assert ("tracked_changes", "true") in document.notes


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{p(r('合同编号：RC-2024-01'))}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
    body = p(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>", r("正文"))
    assert sorted(lines(read_docx(tmp_path, body))) == ["合同编号：RC-2024-01", "正文"]


def test_a_text_box_in_a_cell_is_read_once(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{p(r('盖章'))}</w:txbxContent>"
    old = f"<mc:Fallback><v:textbox>{inside}</v:textbox></mc:Fallback>"
    shape = f"<mc:Choice><wps:txbx>{inside}</wps:txbx></mc:Choice>{old}"
    cell = p(r("甲方"), f"<w:r><mc:AlternateContent>{shape}</mc:AlternateContent></w:r>")
    (table,) = read_docx(tmp_path, f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>").tables
    assert table.rows[0][0].text.split("\n") == ["甲方", "盖章"]


def test_notes_below_the_page_are_text_and_comments_are_not(tmp_path: Path) -> None:
    notes = (
        f'<w:footnote w:id="-1" w:type="separator">{p(r("线"))}</w:footnote>'
        f'<w:footnote w:id="1">{p(r("以上金额含税"))}</w:footnote>'
    )
    document = read_docx(
        tmp_path,
        p(r("合同总价 100 元"), '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        footnotes=notes,
        endnotes=f'<w:endnote w:id="1">{p(r("附件另附"))}</w:endnote>',
        comments=f'<w:comment w:id="0" w:author="某">{p(r("改成 200 元？"))}</w:comment>',
    )
    assert lines(document) == ["合同总价 100 元", "以上金额含税", "附件另附"]
    assert ("comments", "1") in document.notes


def test_hidden_text_does_not_count_and_is_said(tmp_path: Path) -> None:
    document = read_docx(
        tmp_path, p(r("金额 100 元"), r("金额 900 元", "<w:vanish/>"), r("整", '<w:vanish w:val="0"/>'))
    )
    assert lines(document) == ["金额 100 元整"]
    assert ("hidden_text", "true") in document.notes


def test_fields_links_and_smart_tags_show_their_text_only(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f"<w:hyperlink>{r('链接')}</w:hyperlink><w:smartTag>{r('成都')}</w:smartTag>"
    simple = f'<w:fldSimple w:instr="DATE">{r("2024年3月5日")}</w:fldSimple>'
    assert lines(read_docx(tmp_path, p(field, link, simple))) == ["3链接成都2024年3月5日"]
