"""DOCX: paragraphs as lines in order, tables as grids, ticks as characters; read from the package with lxml.

The geometry is synthetic: paragraph N (from 1, empty ones counted, tables not) stands at `y = N * plain.LINE`, so its
place can be named `段落N`.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from evidence.document import Box, Cell, Document, Method, Page, Table, Word
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff, xml
from readers.docx_numbering import Numbering
from readers.docx_runs import is_hidden, shown_text, text_boxes, value
from readers.office_scans import scans
from readers.plain import LINE, line_box
from readers.sheets import address

_PART = 128 << 20
_SCANNED = 80
"""A text document with fewer characters than this and large pictures is a wrapping around scans."""


class OfficeReader:
    """Reads DOCX."""

    name = "office"
    media_types = frozenset({sniff.DOCX})

    @property
    def version(self) -> str:
        """Our own and that of the OCR, which reads scans pasted into a document."""
        from readers import ocr  # noqa: PLC0415

        return f"3+ocr{ocr.version()}"

    def read(self, source: Source, settings: Settings) -> Document:
        """Page 1 holds the text; scans pasted into the document follow as pages of their own."""
        try:
            with zipfile.ZipFile(source.blob) as package:
                text = _Text(_numbering(package))
                body = _body(package)
                text.take(body)
                for part in _around(package):
                    text.take(_root(package, part))
                bare = text.length < _SCANNED
                pasted, unread = scans(package, lambda part: _read(package, part), body, settings, bare=bare)
                notes = _notes(package, text, body)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, RuntimeError) as error:
            raise _broken(str(error)) from error
        if not text.length and not pasted:
            raise ReadError(Trouble.EMPTY, "文档中没有文字", "请核对文件内容后重新提交")
        return Document(
            sha256=source.sha256,
            file=source.path,
            reader=self.name,
            version=self.version,
            media_type=source.media_type,
            pages=(text.page(), *pasted),
            tables=tuple(text.tables),
            problems=tuple(problem.model_copy(update={"file": source.path}) for problem in unread),
            notes=notes,
        )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> None:
        """Text documents have no pages to look at."""
        return


def _broken(detail: str) -> ReadError:
    return ReadError(Trouble.BROKEN, "Word 文件已损坏，无法打开", "请用 Word 或 WPS 打开并另存后重新提交", detail)


def _read(package: zipfile.ZipFile, part: str) -> bytes:
    with package.open(part) as stream:
        data = stream.read(_PART + 1)
    if len(data) > _PART:
        raise ReadError(Trouble.TOO_LARGE, "文档解开后过大，疑似压缩炸弹", "请检查该文件来源", part)
    return data


def _root(package: zipfile.ZipFile, part: str) -> etree._Element:
    return xml.parse(_read(package, part), lenient=True)


def _body(package: zipfile.ZipFile) -> etree._Element:
    return _root(package, "word/document.xml")


def _around(package: zipfile.ZipFile) -> list[str]:
    """Notes below the text and behind it, then headers and footers, which carry contract numbers."""
    names = sorted(name for name in package.namelist() if name.endswith(".xml"))
    order = ("word/footnotes", "word/endnotes", "word/header", "word/footer")
    return [name for start in order for name in names if name.startswith(start)]


def _numbering(package: zipfile.ZipFile) -> Numbering:
    """The lists of the document, where it has any."""
    names = package.namelist()
    parts = ("word/numbering.xml", "word/styles.xml")
    return Numbering(*(_root(package, part) if part in names else None for part in parts))


class _Text:
    """Paragraphs and tables in reading order."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.words: list[Word] = []
        self.tables: list[Table] = []
        self.number = 0
        self.length = 0

    def take(self, element: etree._Element) -> None:
        """Everything below an element that is a block."""
        for child in xml.children(element):
            name = xml.local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name not in ("sectPr", "Fallback") and not _is_rule(child):
                self.take(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        self.number += 1
        lines = [line.strip() for line in self._shown(paragraph).split("\n")]
        lines = [line for line in lines if line]
        for position, line in enumerate(lines):
            box = line_box(self.number, line)
            top = box.y0 + position * (LINE - 2) / len(lines)
            box = Box(box.x0, top, box.x1, top + (LINE - 2) / len(lines))
            self.words.append(Word(line, box, method=Method.OFFICE))
            self.length += len(line)
        for inner in text_boxes(paragraph):
            self.take(inner)

    def _table(self, table: etree._Element) -> None:
        rows = []
        for number, row in enumerate(_rows(table)):
            texts: list[str] = []
            for cell, span, goes_on in _cells(row):
                texts.append("" if goes_on else self._cell_text(cell))
                texts.extend([""] * (span - 1))
            self.length += sum(map(len, texts))
            rows.append(tuple(Cell(text, address(number, column)) for column, text in enumerate(texts)))
        self.tables.append(Table(f"表{len(self.tables) + 1}", tuple(rows), 1))

    def _cell_text(self, cell: etree._Element) -> str:
        """The paragraphs of a cell, and of tables in it, one a line."""
        paragraphs = (one for one in _inside(cell) if xml.local(one) == "p")
        lines = [self._shown(one).strip() for one in paragraphs]
        return "\n".join(line for line in lines if line)

    def _shown(self, paragraph: etree._Element) -> str:
        """What a paragraph shows, behind the label that its list gives it; a number without text says nothing."""
        label, text = self.numbering.label(paragraph), "".join(shown_text(paragraph))
        return label + text.lstrip() if label and text.strip() else text

    def page(self) -> Page:
        """The text as a page."""
        width = max((word.box.x1 for word in self.words), default=0.0)
        return Page(1, max(595.0, width), max(842.0, (self.number + 2) * LINE), tuple(self.words), Method.OFFICE)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, also those inside content controls, not those of tables inside."""
    for child in xml.children(table):
        if xml.local(child) == "tr":
            if not _is_deleted(child):
                yield child
        elif xml.local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _is_deleted(row: etree._Element) -> bool:
    """Whether a revision took the whole row out (`w:trPr/w:del`)."""
    properties = (child for child in xml.children(row) if xml.local(child) == "trPr")
    return any(xml.local(one) == "del" for found in properties for one in xml.children(found))


def _is_rule(note: etree._Element) -> bool:
    """Whether a note is only the line that Word draws above notes."""
    return any(str(key).endswith("}type") and "eparator" in str(kind) for key, kind in note.attrib.items())


def _inside(element: etree._Element) -> Iterator[etree._Element]:
    """All elements below, each once: `mc:Fallback` repeats what stands beside it."""
    for child in xml.children(element):
        if xml.local(child) != "Fallback":
            yield child
            yield from _inside(child)


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, int, bool]]:
    """(cell, columns it spans, whether it goes on from the row above)."""
    for child in xml.children(row):
        name = xml.local(child)
        if name == "tc":
            yield child, *_span(child)
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child)


def _span(cell: etree._Element) -> tuple[int, bool]:
    span, goes_on = 1, False
    for properties in (child for child in xml.children(cell) if xml.local(child) == "tcPr"):
        for one in xml.children(properties):
            if xml.local(one) == "gridSpan":
                span = max(1, min(int(value(one) or 1), 200))
            elif xml.local(one) == "vMerge":
                goes_on = value(one) != "restart"
    return span, goes_on


def _notes(package: zipfile.ZipFile, text: _Text, body: etree._Element) -> tuple[tuple[str, str], ...]:
    names = package.namelist()
    facts = [("paragraphs", str(text.number)), ("tables", str(len(text.tables)))]
    if pictures := sum(name.startswith("word/media/") for name in names):
        facts.append(("pictures", str(pictures)))
    if re.search(rb"<\w+:(del|ins|moveFrom)[ >]", _read(package, "word/document.xml")):
        facts.append(("tracked_changes", "true"))
    if any(is_hidden(one) for one in _inside(body) if xml.local(one) == "r"):
        facts.append(("hidden_text", "true"))
    if "word/comments.xml" in names:
        comments = xml.children(_root(package, "word/comments.xml"))
        facts.append(("comments", str(sum(xml.local(one) == "comment" for one in comments))))
    return tuple(facts)
