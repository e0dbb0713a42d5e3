"""PDF: the text layer where it is good, OCR only for pages, or parts of pages, where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pymupdf

from evidence.document import Document, Layer, Page
from evidence.problems import Problem, ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import pdf_page, sniff
from readers.ocr.asides import TURNS
from readers.pdf_extras import layers, notes
from readers.raster import Picture
from readers.seen import Seen
from readers.unreadable import partly_read_page, unreadable_page

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

_ERRORS = (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
"""What MuPDF raises for content it cannot make sense of."""


class PdfReader:
    """Reads PDF files with PyMuPDF."""

    name = "pdf"
    media_types = frozenset({sniff.PDF})

    @property
    def version(self) -> str:
        """Our own, and that of the OCR that bad text layers are given to."""
        from readers import ocr  # noqa: PLC0415

        return f"4+ocr{ocr.version()}"

    def read(self, source: Source, settings: Settings) -> Document:
        """All pages; a page that cannot be read becomes a Problem, the others go on.

        Documents that lie turned on a scanned page follow after the last page; see `readers.seen`.
        """
        with _opened(source) as pdf:
            if pdf.page_count > settings.read.pages:
                raise ReadError(
                    Trouble.TOO_LARGE,
                    f"PDF 共 {pdf.page_count} 页，超过 {settings.read.pages} 页的上限",
                    "请拆分后重新提交，或调高 read.pages 设置",
                )
            pages: list[Page] = []
            turned: list[Page] = []
            problems = list(_cut_short(pdf, source))
            extra: dict[str, int] = {}
            for number in range(1, pdf.page_count + 1):
                try:
                    seen, remarkable = pdf_page.read(pdf[number - 1], number, pdf.page_count, settings)
                except _ERRORS as error:
                    problems.append(unreadable_page(source.path, number, _damaged(str(error))))
                    seen, remarkable = Seen((Page(number, 595.0, 842.0),)), {}
                pages.append(seen.pages[0])
                turned += seen.pages[1:]
                problems += seen.problems(source.path)
                for key, count in remarkable.items():
                    extra[key] = extra.get(key, 0) + count
            extras, facts, unread = _beside(pdf, source)
            return Document(
                sha256=source.sha256,
                file=source.path,
                reader=self.name,
                version=self.version,
                media_type=source.media_type,
                pages=(*pages, *sorted(turned, key=lambda page: page.number)),
                layers=extras,
                problems=(*problems, *unread),
                notes=(*facts, *((key, str(count)) for key, count in sorted(extra.items()))),
            )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> Picture | None:
        """The page as `read` turned it."""
        with _opened(source) as pdf:
            again, index = divmod(page - 1, pdf.page_count)
            if not 0 <= again <= len(TURNS):
                return None
            try:
                return pdf_page.picture(pdf[index], settings, dpi, turn, again)
            except _ERRORS as error:
                raise _damaged(str(error)) from error


def count_pages(source: Source) -> int:
    """How many pages the file claims to have; 1 where it cannot be opened."""
    try:
        with pymupdf.open(source.blob, filetype="pdf") as pdf:
            return max(1, int(pdf.page_count))
    except _ERRORS:
        return 1


@contextmanager
def _opened(source: Source) -> Iterator[pymupdf.Document]:
    """The file as PyMuPDF sees it; what cannot be opened raises ReadError."""
    try:
        pdf = pymupdf.open(source.blob, filetype="pdf")
    except _ERRORS as error:
        raise _broken(str(error)) from error
    with pdf:
        if pdf.needs_pass:
            raise ReadError(Trouble.ENCRYPTED, "PDF 设有打开密码", "请提供无密码的版本，或去除密码后重新提交")
        if pdf.page_count == 0:
            raise _broken("no pages")
        yield pdf


def _beside(
    pdf: pymupdf.Document, source: Source
) -> tuple[tuple[Layer, ...], tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Layers, notes, and attachments left unread; where what is beside the pages is damaged, that."""
    try:
        found, unread = layers(pdf)
        return found, notes(pdf, source.blob), tuple(_unread(source, name) for name in unread)
    except _ERRORS as error:
        return (), (("extras_damaged", str(error)),), (_beside_damaged(source, str(error)),)


def _beside_damaged(source: Source, detail: str) -> Problem:
    """Attachments may be among what could not be read, and must not be lost without a word."""
    return Problem(
        file=source.path,
        trouble=Trouble.BROKEN,
        reason="PDF 内嵌的附件或附加信息已损坏，未能读取",
        remedy="请核对该文件是否带有附件；如有，请另存为单独的文件后重新提交",
        page=1,
        detail=detail,
    )


def _unread(source: Source, name: str) -> Problem:
    """An attachment is not read with the file it hangs on, and must not be lost for that."""
    return Problem(
        file=source.path,
        trouble=Trouble.UNSUPPORTED,
        reason=f"PDF 内嵌附件“{name}”未读取",
        remedy="请将该附件另存为单独的文件后重新提交",
        page=1,
    )


def _broken(detail: str) -> ReadError:
    return ReadError(Trouble.BROKEN, "PDF 已损坏，无法打开", "请重新导出、重新扫描或重新下载后提交", detail)


def _damaged(detail: str) -> ReadError:
    """A page whose content MuPDF cannot make sense of."""
    return ReadError(Trouble.BROKEN, "页面内容已损坏", "请单独重新导出或重新扫描该页", detail)


def _cut_short(pdf: pymupdf.Document, source: Source) -> Iterator[Problem]:
    """Say so where the end of the file is missing: what was repaired may lack pages or parts of them."""
    if not pdf.is_repaired:
        return
    with source.blob.open("rb") as file:
        file.seek(max(0, source.size - 2048))
        tail = file.read()
    if b"%%EOF" not in tail:
        reason, remedy = "PDF 尾部缺失，已尽量修复，可能缺页或缺内容", "请核对页数，并重新下载完整文件"
        yield partly_read_page(source.path, pdf.page_count, ReadError(Trouble.BROKEN, reason, remedy, "no %%EOF"))
