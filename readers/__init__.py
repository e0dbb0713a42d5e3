"""From the bytes of one file to a Document: pages, words, tables and embedded data. One reader for each media type."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from evidence.document import Document
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff

if TYPE_CHECKING:
    from readers.raster import Picture


class Reader(Protocol):
    """Reads files of some media types."""

    name: str
    media_types: frozenset[str]

    @property
    def version(self) -> str:
        """Changes whenever the document read from the same bytes could; with OCR, its version is part of it."""
        ...

    def read(self, source: Source, settings: Settings) -> Document:
        """Everything in the file; raises ReadError when that is nothing."""
        ...

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> Picture | None:
        """A page, upright; None where the format has no pages to look at.

        `turn` is the page's rotation as `read` reported it (degrees clockwise, to be undone); None lets the reader
        find out again.
        """
        ...


@cache
def readers() -> tuple[Reader, ...]:
    """READERS: the explicit list. Built at the first call, so that importing this package stays cheap."""
    from readers.image import ImageReader  # noqa: PLC0415
    from readers.mail import MailReader  # noqa: PLC0415
    from readers.ofd import OfdReader  # noqa: PLC0415
    from readers.office import OfficeReader  # noqa: PLC0415
    from readers.pdf_text import PdfReader  # noqa: PLC0415
    from readers.plain import PlainReader  # noqa: PLC0415
    from readers.sheets import SheetReader  # noqa: PLC0415
    from readers.webpage import WebpageReader  # noqa: PLC0415
    from readers.xml import XmlReader  # noqa: PLC0415

    return (
        PdfReader(),
        ImageReader(),
        OfdReader(),
        XmlReader(),
        OfficeReader(),
        SheetReader(),
        PlainReader(),
        WebpageReader(),
        MailReader(),
    )


_REFUSED = {
    sniff.EMPTY: (Trouble.EMPTY, "文件是空的（0 字节）", "请重新导出或重新上传该文件"),
    sniff.ENCRYPTED_OFFICE: (Trouble.ENCRYPTED, "Office 文件设有打开密码", "请去除密码后重新提交"),
    sniff.DOC: (
        Trouble.UNSUPPORTED,
        "旧版 Word 或 WPS 文字（.doc、.wps）文件，无法直接读取",
        "请另存为 docx 或 PDF 后重新提交",
    ),
    **dict.fromkeys(
        (sniff.PPT, sniff.PPTX), (Trouble.UNSUPPORTED, "演示文稿，不在受理格式之内", "请导出为 PDF 后重新提交")
    ),
    sniff.MSG: (
        Trouble.UNSUPPORTED,
        "Outlook 邮件（.msg），无法直接读取，其附件也未读取",
        "请将邮件另存为 eml，或将附件单独保存后重新提交",
    ),
    sniff.RTF: (Trouble.UNSUPPORTED, "RTF 文档，不在受理格式之内", "请另存为 docx 或 PDF 后重新提交"),
    sniff.ODF: (
        Trouble.UNSUPPORTED,
        "开放文档（.odt、.ods）文件，不在受理格式之内",
        "请另存为 docx、xlsx 或 PDF 后重新提交",
    ),
    sniff.TARBALL: (
        Trouble.UNSUPPORTED,
        "tar、gz 等压缩包，不在受理格式之内，其中文件未读取",
        "请改用 zip 或 7z 重新打包后提交",
    ),
    sniff.MEDIA: (Trouble.UNSUPPORTED, "视频或音频，不在受理格式之内", "如需作为依据，请截图或转为 PDF 后提交"),
    sniff.OLE: (Trouble.UNSUPPORTED, "复合文档（旧版办公软件格式），无法直接读取", "请另存为 PDF 后重新提交"),
    sniff.XLSB: (Trouble.UNSUPPORTED, "二进制 Excel（.xlsb）文件，无法直接读取", "请另存为 xlsx 后重新提交"),
}
_MANY_PAGES = 200_000
"""Bytes below which no file has so many pages that anyone must count them beforehand."""
_UNKNOWN = (Trouble.UNSUPPORTED, "文件格式无法识别", "请转换为 PDF、OFD、XML、图片或 Office 格式后重新提交")


def reader_of(media_type: str) -> tuple[str, str]:
    """(name, version) of the reader that takes the media type, part of the cache key; ("", "") where none does."""
    reader = _find(media_type)
    return (reader.name, reader.version) if reader else ("", "")


def read(source: Source, settings: Settings) -> Document:
    """Read one file with the reader of its media type.

    Raises ReadError (encrypted, broken, unsupported, empty, too large); meant to run in a child process, see
    `readers.room`.
    """
    limit = settings.read.file_megabytes << 20
    if source.size > limit:
        raise ReadError(
            Trouble.TOO_LARGE,
            f"文件超过 {settings.read.file_megabytes} MB 的上限",
            "请拆分后重新提交，或调高 read.file_megabytes 设置",
        )
    return _found(source.media_type).read(source, settings)


def picture(source: Source, page: int, settings: Settings, dpi: int = 110, turn: int | None = None) -> Picture | None:
    """A page of a file, upright, for people to look at; None for formats without pages. Raises ReadError."""
    reader = _find(source.media_type)
    return reader.picture(source, page, settings, dpi, turn) if reader else None


def count_pages(source: Source) -> int:
    """How many pages a file has, cheaply and without judging it; 1 for small files and where it cannot be told."""
    if source.size < _MANY_PAGES or source.media_type not in (sniff.PDF, sniff.TIFF):
        return 1
    from readers import image, pdf_text  # noqa: PLC0415

    return pdf_text.count_pages(source) if source.media_type == sniff.PDF else image.count_pages(source)


def _find(media_type: str) -> Reader | None:
    return next((reader for reader in readers() if media_type in reader.media_types), None)


def _found(media_type: str) -> Reader:
    reader = _find(media_type)
    if reader is None:
        trouble, reason, remedy = _REFUSED.get(media_type, _UNKNOWN)
        raise ReadError(trouble, reason, remedy, media_type)
    return reader
