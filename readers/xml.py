"""XML as flat entries: e-invoices (数电票, edrm 2019), XBRL, anything else. No DTD, no entities, no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

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

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> bytes | None:
        """Data has no pages to look at."""
        return None


def is_xml(data: bytes) -> bool:
    """Whether bytes begin like XML, after any byte order mark and white space."""
    head = sniff.decoded(data[:200], partial=True)
    return head is not None and head[0].lstrip("\ufeff \t\r\n").startswith("<")


def layer(data: bytes, origin: str) -> Layer:
    """The leaves of an XML file under the layer name its root calls for. Raises ReadError BROKEN or EMPTY."""
    root = parse(data)
    entries = []
    for entry in _leaves(root, ""):
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
    try:
        root = etree.fromstring(data, _parser(lenient, "utf-8" if _is_utf8(data) else None))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        root = _reread(data, lenient, error)
    if root is None:
        raise _broken("no root element")
    return root


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
    return str(element.tag).rsplit("}", 1)[-1].rsplit(":", 1)[-1]


def children(element: etree._Element) -> list[etree._Element]:
    """The element children, without comments and unresolved entities."""
    return [child for child in element if isinstance(child.tag, str)]


def _leaves(element: etree._Element, path: str) -> Iterator[Entry]:
    """The texts below an element, in document order; attributes of leaves only where they carry the text."""
    inner = children(element)
    counts = Counter(local(child) for child in inner)
    positions: Counter[str] = Counter()
    for child in inner:
        name = local(child)
        positions[name] += 1
        step = f"{name}[{positions[name]}]" if counts[name] > 1 else name
        here = f"{path}/{step}" if path else step
        text = "".join(map(str, child.itertext())).strip() if not children(child) else (child.text or "").strip()
        if text:
            yield Entry(here, text, 1)
        yield from _leaves(child, here)
