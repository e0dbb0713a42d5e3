"""XML as flat entries: e-invoices (数电票, edrm 2019), XBRL, anything else. No DTD, no entities, no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree

from evidence.document import Document, Entry, Layer, Page
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff

_ENTRIES = 100_000
"""More leaves than any voucher has; the rest is left out."""
_PAGE = Page(1, 595.0, 842.0)
"""The synthetic page that places in structured data refer to (A4, no words)."""


class XmlReader:
    """Reads XML files into one layer."""

    name = "xml"
    version = "1"
    media_types = frozenset({sniff.XML})

    def read(self, source: Source, settings: Settings) -> Document:
        """One layer and one page without words."""
        return Document(
            sha256=source.sha256,
            file=source.path,
            reader=self.name,
            version=self.version,
            media_type=source.media_type,
            pages=(_PAGE,),
            layers=(layer(source.blob.read_bytes(), source.path.rsplit("/", 1)[-1]),),
        )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> None:
        """Data has no pages to look at."""
        return


def is_xml(data: bytes) -> bool:
    """Whether bytes begin like XML, after any byte order mark and white space."""
    head = sniff.decoded(data[:200], partial=True)
    return head is not None and head[0].lstrip("\ufeff \t\r\n").startswith("<")


def layer(data: bytes, origin: str) -> Layer:
    """The leaves of an XML file under the layer name its root calls for. Raises ReadError BROKEN or EMPTY."""
    root = parse(data)
    entries = []
    for entry in _leaves(children(root), ""):
        entries.append(entry)
        if len(entries) >= _ENTRIES:
            break
    if not entries:
        raise ReadError(Trouble.EMPTY, "XML 中没有数据", "请核对导出内容后重新提交")
    return Layer(layer_name(root), tuple(entries), origin)


def layer_name(root: etree._Element) -> str:
    """`einvoice` (数电票), `edrm` (2019 schema), `xbrl`, or `xml`, by the root's local name and namespace."""
    name, space = local(root), str(root.tag).rpartition("}")[0]
    if name == "xbrl":
        return "xbrl"
    if name == "EInvoice":
        return "einvoice"
    if "edrm.org.cn" in space or name == "eInvoice":
        return "edrm"
    return "xml"


def parse(data: bytes, *, lenient: bool = False) -> etree._Element:
    """The root element. `lenient` mends small faults, for parts of packages whose makers broke the rules.

    A declaration that names another encoding than the bytes have (GBK saved as UTF-8 and the reverse) is overruled.
    """
    data = data.lstrip(b"\x00 \t\r\n")
    parser = _parser(lenient, "utf-8" if _is_utf8(data) else None)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        root = _reread(data, lenient, error)
    if root is None:
        raise _broken("no root element")
    if lenient and len(parser.error_log):
        _drop_prefixes(root)
    return root


def _drop_prefixes(root: etree._Element) -> None:
    """Give elements whose prefix was never declared the name without it, under which they are looked for."""
    for element in root.iter(etree.Element):
        if ":" in element.tag and not element.tag.startswith("{"):
            element.tag = element.tag.rsplit(":", 1)[-1] or "unnamed"


def _is_utf8(data: bytes) -> bool:
    """Whether bytes that are not only ASCII are UTF-8, whatever they declare: Chinese in GBK practically never is."""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _parser(lenient: bool, encoding: str | None = None) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=lenient,
        remove_comments=True,
        remove_pis=True,
        encoding=encoding,
    )


def _reread(data: bytes, lenient: bool, error: Exception) -> etree._Element | None:
    """Once more with the encoding the bytes are really in."""
    found = sniff.decoded(data)
    if found is None:
        raise _broken(str(error)) from error
    try:
        return etree.fromstring(found[0].lstrip("\ufeff \t\r\n").encode("utf-8"), _parser(lenient, "utf-8"))
    except (etree.XMLSyntaxError, ValueError) as again:
        raise _broken(str(again)) from again


def _broken(detail: str) -> ReadError:
    return ReadError(Trouble.BROKEN, "XML 格式有误，无法解析", "请重新下载或重新导出该文件", detail)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, also where a lenient parse left a prefix in it."""
    return _bare(str(element.tag))


@lru_cache(maxsize=4096)
def _bare(tag: str) -> str:
    """Files name few elements, many times each."""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1]


def children(element: etree._Element) -> list[etree._Element]:
    """The element children, without comments and unresolved entities."""
    return list(element.iterchildren(etree.Element)) if len(element) else []


def stepped(inner: Sequence[etree._Element], path: str) -> Iterator[tuple[str, etree._Element]]:
    """Sibling elements with their paths of local names below `path`; names that repeat are numbered from 1."""
    names = [local(child) for child in inner]
    counts = Counter(names) if len(set(names)) < len(names) else {}
    positions: Counter[str] = Counter()
    for name, child in zip(names, inner, strict=True):
        step = name
        if counts.get(name, 1) > 1:
            positions[name] += 1
            step = f"{name}[{positions[name]}]"
        yield f"{path}/{step}" if path else step, child


def _leaves(inner: Sequence[etree._Element], path: str) -> Iterator[Entry]:
    """The texts of sibling elements and below them, in document order."""
    for here, child in stepped(inner, path):
        below = children(child)
        text = child.text if below or not len(child) else "".join(map(str, child.itertext()))
        if text and (text := text.strip()):
            yield Entry(here, text, 1)
        if below:
            yield from _leaves(below, here)
