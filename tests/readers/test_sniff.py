"""Media types told from content."""

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from readers import sniff


def package(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + stream.encode("utf-16-le") + b"\x00" * 40


def directory_entry(name: str, kind: int, child: int, after: int) -> bytes:
    """128 bytes of a compound file's directory: its name, what it is, its first child and its next neighbour."""
    wide = name.encode("utf-16-le")
    last = 0xFFFFFFFF
    head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1)
    return head + struct.pack("<LLL", last, after, child) + b"\0" * 48


def compound_tree(top: str, inner: str) -> bytes:
    """A compound file (MS-CFB) with a storage at its root, and a stream of another kind of file inside that."""
    last, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<LLLLLLLLL", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109L", 0, *[last] * 108)
    chains = struct.pack("<128L", table, end, *[last] * 126)
    entries = (
        directory_entry("Root Entry", 5, 1, last), directory_entry("attached", 1, 3, 2),
        directory_entry(top, 2, last, last), directory_entry(inner, 2, last, last),
    )  # fmt: skip
    return head + chains + b"".join(entries)


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (9, 9), "white").save(buffer, kind)
    return buffer.getvalue()


def pdf() -> bytes:
    with pymupdf.open() as made:
        made.new_page()
        return bytes(made.tobytes())


CASES: dict[str, tuple[bytes, str]] = {
    "pdf": (pdf(), sniff.PDF),
    "pdf after rubbish": (b"\x00junk\n" + pdf(), sniff.PDF),
    "png": (picture("PNG"), sniff.PNG),
    "jpeg": (picture("JPEG"), sniff.JPEG),
    "tiff": (picture("TIFF"), sniff.TIFF),
    "bmp": (picture("BMP"), sniff.BMP),
    "webp": (picture("WEBP"), sniff.WEBP),
    "heic": (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00heic", sniff.HEIC),
    "mp4 is no picture": (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mp42\xff\xfe\xfd", sniff.MEDIA),
    "ofd": (package("OFD.xml", "Doc_0/Document.xml"), sniff.OFD),
    "ofd in other case": (package("ofd.XML"), sniff.OFD),
    "docx": (package("[Content_Types].xml", "word/document.xml"), sniff.DOCX),
    "xlsx": (package("[Content_Types].xml", "xl/workbook.xml"), sniff.XLSX),
    "cut docx": (package("[Content_Types].xml", "word/document.xml")[:120], sniff.DOCX),
    "zip": (package("合同.pdf", "word/notes.txt"), sniff.ZIP),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", sniff.SEVEN_ZIP),
    "rar": (b"Rar!\x1a\x07\x01\x00", sniff.RAR),
    "xls": (compound("Workbook"), sniff.XLS),
    "doc": (compound("WordDocument"), sniff.DOC),
    "mail of outlook with a workbook": (compound_tree("__properties_version1.0", "Workbook"), sniff.MSG),
    "old presentation with a document": (compound_tree("PowerPoint Document", "WordDocument"), sniff.PPT),
    "old workbook with a document": (compound_tree("Workbook", "WordDocument"), sniff.XLS),
    "old document with a workbook": (compound_tree("WordDocument", "Workbook"), sniff.DOC),
    "other old format": (compound_tree("VisioDocument", "Workbook"), sniff.OLE),
    "rtf": (b"{\\rtf1\\ansi x}", sniff.RTF),
    "open document": (package("mimetype", "content.xml", "META-INF/manifest.xml"), sniff.ODF),
    "gzip": (gzip.compress(b"x"), sniff.TARBALL),
    "tar": (b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 300, sniff.TARBALL),
    "locked office": (compound("EncryptedPackage"), sniff.ENCRYPTED_OFFICE),
    "xml": ('<?xml version="1.0"?><发票/>'.encode(), sniff.XML),
    "xml with mark": (b"\xef\xbb\xbf<EInvoice/>", sniff.XML),
    "xml in gbk": ('<?xml version="1.0" encoding="GBK"?><票>金额</票>'.encode("gbk"), sniff.XML),
    "html": (b"<html><table></table></html>", sniff.HTML),
    "csv": ("姓名,金额\n甲,1\n乙,2\n".encode("gbk"), sniff.CSV),
    "tabs": ("姓名\t金额\n甲\t1\n".encode("utf-16"), sniff.CSV),
    "text": ("第一条 甲方应当\n第二条 乙方，应当\n".encode(), sniff.TEXT),
    "mail": (b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nbody", sniff.EML),
    "empty": (b"", sniff.EMPTY),
    "noise": (bytes(range(256)) * 4, sniff.UNKNOWN),
}


@pytest.mark.parametrize("case", CASES)
def test_the_type_is_told_from_content_whatever_the_name(case: str, tmp_path: Path) -> None:
    data, expected = CASES[case]
    path = tmp_path / "misleading.jpg"
    path.write_bytes(data)
    assert sniff.media_type(path) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16", "gb18030"])
def test_text_is_decoded_in_any_of_the_usual_encodings(encoding: str) -> None:
    found = sniff.decoded("金额（元）：1,234.50 合计㐂".encode(encoding, "replace"))
    assert found is not None
    assert found[0].lstrip("\ufeff").startswith("金额（元）：1,234.50")
