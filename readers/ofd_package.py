"""The zip package of an OFD file (GB/T 33190-2016): its parts by any spelling of their place, its structure."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from evidence.problems import ReadError, Trouble
from readers import xml

_PART = 64 << 20
_TOTAL = 512 << 20
"""What one part and all parts read may unfold to, in bytes."""


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page (or template page) by its id and part."""

    id: str
    part: str


@dataclass(frozen=True, slots=True)
class Body:
    """One document of the package: where its parts are."""

    folder: str
    info: etree._Element
    root: etree._Element
    pages: tuple[PageRef, ...]
    templates: dict[str, PageRef]
    box: tuple[float, float, float, float]
    resources: dict[str, str] = field(default_factory=dict)
    """Part of each picture by its id."""
    signatures: str = ""


class Package:
    """The parts of an OFD file. Places are looked up regardless of case, leading slash and the folder meant."""

    def __init__(self, file: Path | bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _broken(str(error)) from error
        self._names = {_plain(name): name for name in self._zip.namelist() if not name.endswith("/")}
        self._left = _TOTAL
        self._roots: dict[str, etree._Element] = {}
        self._bodies: tuple[Body, ...] = ()
        self.broken: list[str] = []

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *ignored: object) -> None:
        self._zip.close()

    @property
    def parts(self) -> tuple[str, ...]:
        """All parts, lower case."""
        return tuple(self._names)

    def find(self, place: str, *folders: str) -> str | None:
        """The part a place means, taken from the root or from one of the folders; never outside the package."""
        wanted = place.strip().replace("\\", "/")
        tried = ["/"] if wanted.startswith("/") else [*folders, "/"]
        for folder in (*tried, *folders):
            name = _plain(posixpath.join("/", folder, wanted.lstrip("/")))
            if name in self._names:
                return name
        return None

    def data(self, part: str) -> bytes:
        """The bytes of a part. Raises ReadError BROKEN, ENCRYPTED or TOO_LARGE."""
        try:
            with self._zip.open(self._names[part]) as stream:
                data = stream.read(min(_PART, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise _broken(f"{part}: {error}") from error
        except RuntimeError as error:
            raise ReadError(Trouble.ENCRYPTED, "OFD 已加密", "请提供未加密的版本", str(error)) from error
        self._left -= len(data)
        if len(data) > _PART or self._left < 0:
            raise ReadError(Trouble.TOO_LARGE, "OFD 解开后过大，疑似压缩炸弹", "请重新下载原始文件后提交", part)
        return data

    def xml(self, part: str) -> etree._Element:
        """The root element of a part; makers' small faults (`<:eInvoice xmlns:="">`) are mended."""
        return xml.parse(self.data(part), lenient=True)

    def aside(self, part: str) -> etree._Element:
        """The root of a part beside the pages (tags, notes, signatures); where it is broken, an empty element.

        The parts so passed over are in `broken`. Roots are kept, because every page asks for the same ones.
        """
        if part not in self._roots:
            try:
                self._roots[part] = self.xml(part)
            except ReadError as error:
                if error.trouble is not Trouble.BROKEN:
                    raise
                self.broken.append(part)
                self._roots[part] = etree.Element("broken")
        return self._roots[part]

    def bodies(self) -> tuple[Body, ...]:
        """The documents of the package; usually one. Raises ReadError BROKEN or ENCRYPTED."""
        self._bodies = self._bodies or self._opened()
        return self._bodies

    def _opened(self) -> tuple[Body, ...]:
        root = self.find("OFD.xml") or next((part for part in self._names if part.endswith("/ofd.xml")), None)
        if root is None:
            raise _broken("no OFD.xml")
        if any(part.endswith("encryptions.xml") for part in self._names):
            raise ReadError(Trouble.ENCRYPTED, "OFD 已加密", "请提供未加密的版本")
        home = posixpath.dirname(root)
        bodies = [self._body(element, home) for element in below(self.xml(root), "DocBody")]
        if not bodies:
            raise _broken("no DocBody")
        return tuple(bodies)

    def _body(self, body: etree._Element, home: str) -> Body:
        place = text_of(body, "DocRoot")
        part = self.find(place, home)
        if part is None:
            raise _broken(f"no {place}")
        root = self.xml(part)
        folder = posixpath.dirname(part)
        return Body(
            folder=folder,
            info=body,
            root=root,
            pages=self._refs(root, "Page", folder),
            templates={ref.id: ref for ref in self._refs(root, "TemplatePage", folder)},
            box=box_of(first(root, "PhysicalBox")) or (0.0, 0.0, 210.0, 297.0),
            resources=self._resources(root, folder),
            signatures=self.find(text_of(body, "Signatures"), home) or "" if text_of(body, "Signatures") else "",
        )

    def _refs(self, root: etree._Element, name: str, folder: str) -> tuple[PageRef, ...]:
        found = []
        for element in below(root, name):
            place = element.get("BaseLoc")
            if place and (part := self.find(place, folder)):
                found.append(PageRef(element.get("ID", ""), part))
        return tuple(found)

    def _resources(self, root: etree._Element, folder: str) -> dict[str, str]:
        """Parts of the pictures that the resource files name."""
        found = {}
        for name in ("PublicRes", "DocumentRes"):
            for element in below(root, name):
                part = self.find(element.text or "", folder)
                if part is None:
                    continue
                listing = self.aside(part)
                here = posixpath.dirname(part)
                base = posixpath.join(here, listing.get("BaseLoc", "").strip("/"))
                for media in below(listing, "MultiMedia"):
                    picture = self.find(text_of(media, "MediaFile"), base, here, folder)
                    if picture:
                        found[media.get("ID", "")] = picture
        return found


def _plain(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def _broken(detail: str) -> ReadError:
    return ReadError(Trouble.BROKEN, "OFD 已损坏或不完整", "请重新下载原始 OFD 文件后提交", detail)


def below(element: etree._Element, name: str) -> list[etree._Element]:
    """All elements of that local name below (or at) an element, in document order."""
    return list(element.iter(f"{{*}}{name}"))


def first(element: etree._Element, name: str) -> etree._Element | None:
    """The first of `below`."""
    return next(element.iter(f"{{*}}{name}"), None)


def text_of(element: etree._Element, name: str) -> str:
    """The text of the first element of that name below an element."""
    found = first(element, name)
    return (found.text or "").strip() if found is not None else ""


def numbers(text: str | None) -> list[float]:
    """The numbers in an attribute; what is none is left out."""
    parts = text.split() if text else []
    try:
        return [float(part) for part in parts]
    except ValueError:
        return [number for part in parts if (number := _number(part)) is not None]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def box_of(element: etree._Element | None) -> tuple[float, float, float, float] | None:
    """A box element or Boundary attribute as (x, y, width, height) in millimetres."""
    if element is None:
        return None
    found = numbers(element.get("Boundary") or element.text)
    return (found[0], found[1], found[2], found[3]) if len(found) >= 4 else None
