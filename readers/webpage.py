"""HTML, which banks and tax portals also hand out under the name of .xls: its tables as grids, other text as lines."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from evidence.document import Cell, Document, Table
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff
from readers.plain import page_of
from readers.sheets import address

_SPAN = 100
"""More columns than this no cell spans."""


class WebpageReader:
    """Reads HTML files; scripts and links are text or nothing, never followed."""

    name = "webpage"
    version = "1"
    media_types = frozenset({sniff.HTML})

    def read(self, source: Source, settings: Settings) -> Document:
        """One page with the text outside tables, and the tables."""
        found = sniff.decoded(source.blob.read_bytes())
        try:
            root = html.fromstring((found[0] if found else "").lstrip("\ufeff").encode("utf-8"), parser=_parser())
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise ReadError(
                Trouble.BROKEN, "网页文件无法解析", "请另存为 PDF 或 xlsx 后重新提交", str(error)
            ) from error
        tables = tuple(_tables(root))
        page = page_of(_lines(root))
        if not page.words and not any(cell.text for table in tables for row in table.rows for cell in row):
            raise ReadError(Trouble.EMPTY, "网页文件中没有文字", "请核对文件内容后重新提交")
        return Document(
            sha256=source.sha256,
            file=source.path,
            reader=self.name,
            version=self.version,
            media_type=source.media_type,
            pages=(page,),
            tables=tables,
        )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> None:
        """Drawing a web page would mean running it."""
        return


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)


def _tables(root: html.HtmlElement) -> Iterator[Table]:
    """The innermost tables; outer ones only lay them out."""
    number = 0
    for table in root.iter("table"):
        if len(list(table.iter("table"))) > 1:
            continue
        number += 1
        rows = [_row(row, index) for index, row in enumerate(table.iter("tr"))]
        yield Table(f"表{number}", tuple(rows), 1)


def _row(row: html.HtmlElement, index: int) -> tuple[Cell, ...]:
    texts: list[str] = []
    for cell in row.iter("td", "th"):
        span = cell.get("colspan", "1")
        texts.append(" ".join("".join(map(str, cell.itertext())).split()))
        texts.extend([""] * (min(int(span), _SPAN) - 1 if span.isdigit() else 0))
    return tuple(Cell(text, address(index, column)) for column, text in enumerate(texts))


def _lines(element: html.HtmlElement) -> Iterator[str]:
    """The text outside innermost tables, scripts and styles, in reading order."""
    if element.tag in ("script", "style", "title") or _is_innermost(element):
        return
    if element.text:
        yield " ".join(element.text.split())
    for child in element:
        if isinstance(child.tag, str):
            yield from _lines(child)
        if child.tail:
            yield " ".join(child.tail.split())


def _is_innermost(element: html.HtmlElement) -> bool:
    """Whether an element is a table without tables inside."""
    return element.tag == "table" and len(list(element.iter("table"))) == 1
