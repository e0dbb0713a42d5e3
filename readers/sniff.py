"""The media type of a file, told from its bytes alone: names of received files are often wrong."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path

from readers import compound

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
BMP = "image/bmp"
WEBP = "image/webp"
HEIC = "image/heic"
GIF = "image/gif"
OFD = "application/ofd"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
MSG = "application/vnd.ms-outlook"
RTF = "application/rtf"
ODF = "application/vnd.oasis.opendocument"
TARBALL = "application/x-tar"
MEDIA = "video/mp4"
OLE = "application/x-ole-storage"
ENCRYPTED_OFFICE = "application/x-encrypted-office"
CSV = "text/csv"
TEXT = "text/plain"
HTML = "text/html"
XML = "application/xml"
ZIP = "application/zip"
SEVEN_ZIP = "application/x-7z-compressed"
RAR = "application/vnd.rar"
EML = "message/rfc822"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"

ARCHIVES = frozenset({ZIP, SEVEN_ZIP, RAR, EML})
LITTER = frozenset({EMPTY, UNKNOWN, OLE, TEXT, CSV, XML, HTML})
"""Types that the lock files and folder views of desktops have: no evidence by themselves."""

_HEAD = 65_536
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"{\\rtf", RTF),
    (b"\x1f\x8b\x08", TARBALL),
    (b"BZh", TARBALL),
    (b"\xfd7zXZ\x00", TARBALL),
)
_STREAMS = (
    ("__properties_version1.0", MSG),
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("PowerPoint Document", PPT),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
_PACKAGES: tuple[tuple[str, str], ...] = (
    ("ofd.xml", OFD),
    ("xl/workbook.bin", XLSB),
    ("word/", DOCX),
    ("xl/", XLSX),
    ("ppt/", PPTX),
)
_MAIL_HEADER = re.compile(
    rb"^(received|return-path|delivered-to|from|to|cc|subject|date|message-id|mime-version|content-type|x-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)


def media_type(path: Path) -> str:
    """The media type of the file at `path`; UNKNOWN for what no rule knows, EMPTY for no bytes at all."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return EMPTY
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _package(path, head)
    if head.startswith(compound.MARK):
        return _compound(path)
    return _picture(head) or _written(head)


def _picture(head: bytes) -> str | None:
    """Formats whose mark is not simply a prefix."""
    if b"%PDF-" in head[:1024]:
        return PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[:2] == b"BM" and len(head) > 26 and int.from_bytes(head[14:18], "little") in (12, 40, 52, 56, 64, 108, 124):
        return BMP
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(64, len(head)), 4))}
        return HEIC if brands & _HEIF_BRANDS else MEDIA
    return TARBALL if head[257:262] == b"ustar" else None


def _package(path: Path, head: bytes) -> str:
    """Tell OFD and Office packages from plain zip archives, also when the package is cut short."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()[:2000]]
    except (zipfile.BadZipFile, OSError, UnicodeDecodeError, NotImplementedError, ValueError):
        lower = head.lower()
        names = [mark for mark, _ in _PACKAGES if b"PK\x03\x04" in head and mark.encode() in lower]
        return next((kind for mark, kind in _PACKAGES if mark in names), ZIP)
    if "mimetype" in names and "content.xml" in names:
        return ODF
    office = "[content_types].xml" in names
    for mark, kind in _PACKAGES:
        if kind == OFD:
            if mark in names:
                return OFD
        elif office and any(name.startswith(mark) for name in names):
            return kind
    return ZIP


def _compound(path: Path) -> str:
    """Tell mails and the old binary Office formats (and encrypted new ones) apart by the names of their streams."""
    names = compound.top_names(path)
    for name, kind in _STREAMS:
        if name in names or (not names and compound.mentions(path, name)):
            return kind
    return OLE


def decoded(data: bytes, *, partial: bool = False) -> tuple[str, str] | None:
    """Text bytes as (text, encoding): BOMs first, then UTF-8, then GB 18030; None for what is not text.

    `partial` allows the data to end inside a character.
    """
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(bom):
            return codecs.getincrementaldecoder(encoding)("replace").decode(data, final=not partial), encoding
    if b"\x00" in data:
        return _wide(data)
    for encoding in ("utf-8", "gb18030"):
        try:
            return codecs.getincrementaldecoder(encoding)().decode(data, final=not partial), encoding
        except UnicodeDecodeError:
            continue
    return None


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: every other byte of its ASCII is zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) < len(data) // 8 or min(even, odd) > len(data) // 50:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    return data[: len(data) // 2 * 2].decode(encoding, "replace"), encoding


def _written(head: bytes) -> str:
    """Text in all its forms: XML, HTML, mail, comma separated values, plain."""
    found = decoded(head, partial=len(head) == _HEAD)
    if found is None or _is_binary(found[0]):
        return UNKNOWN
    text = found[0].lstrip("\ufeff \t\r\n")
    lower = text[:2048].lower()
    if lower.startswith("<"):
        return _marked(lower)
    headers = {header.lower() for header in _MAIL_HEADER.findall(head[:4096])}
    if len(headers) >= 3 and _MAIL_HEADER.match(head.lstrip()):
        return EML
    return CSV if _is_separated(text, whole=len(head) < _HEAD) else TEXT


def _marked(lower: str) -> str:
    """XML, HTML, or a text that merely begins with an angle bracket."""
    if "<!doctype html" in lower or re.search(r"<(html|head|body|table)[\s>]", lower):
        return HTML
    return XML if re.match(r"<(\?xml|!--|!doctype|[a-z_:\u4e00-\u9fff][\w:.\-]*[\s/>])", lower) else TEXT


def _is_binary(text: str) -> bool:
    """Whether control characters betray that these bytes only happened to decode."""
    odd = sum(1 for character in text if ord(character) < 32 and character not in "\t\n\r\f\x1a\x1b")
    return odd > len(text) // 200


def _is_separated(text: str, *, whole: bool) -> bool:
    """Whether at least two lines have the same number of commas, tabs or semicolons outside quotation marks."""
    lines = [line for line in text.splitlines() if line.strip()]
    lines = lines[:50] if whole else lines[:50][:-1]
    if len(lines) < 2:
        return False
    for mark in ",\t;":
        counts = [re.sub(r'"[^"]*"', "", line).count(mark) for line in lines]
        common = max(set(counts), key=counts.count)
        if common >= 1 and counts.count(common) >= max(2, 0.6 * len(lines)):
            return True
    return False
