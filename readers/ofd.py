"""OFD: invoice data in the package, tags that point at the page, text with places, digests of the signature."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Iterator

from lxml import etree

from evidence.document import Box, Code, Document, Entry, Layer, Method, Page, Seal
from evidence.problems import Problem, ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff, xml
from readers.ofd_draw import codes_of, picture_of, seals_of
from readers.ofd_objects import POINT, Inked, objects, text_of_object, words
from readers.ofd_package import Body, Package, PageRef, below, box_of, first, text_of
from readers.ofd_seals import seal_name
from readers.raster import Picture
from readers.unreadable import unreadable_page

_SM3 = ("1.2.156.10197.1.401", "sm3")
"""Digest methods of OFD signatures that mean SM3 (GM/T 0006)."""


class OfdReader:
    """Reads OFD files (GB/T 33190-2016)."""

    name = "ofd"
    version = "2"
    media_types = frozenset({sniff.OFD})

    def read(self, source: Source, settings: Settings) -> Document:
        """Pages with words and codes, layers with data, the state of the digests as a note."""
        with Package(source.blob) as package:
            sheets = _sheets(package, settings.read.pages)
            pages: list[Page] = []
            problems: list[Problem] = []
            for sheet in sheets:
                try:
                    pages.append(sheet.page(package, settings))
                except ReadError as error:
                    sheet.give_up()
                    pages.append(sheet.blank())
                    problems.append(unreadable_page(source.path, sheet.number, error))
            return Document(
                sha256=source.sha256,
                file=source.path,
                reader=self.name,
                version=self.version,
                media_type=source.media_type,
                pages=tuple(pages),
                layers=tuple(_layers(package, sheets)),
                problems=tuple(problems),
                notes=tuple(_notes(package)),
            )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> Picture | None:
        """Text, pictures and lines of the page drawn on white: faithful in place, not in typeface."""
        with Package(source.blob) as package:
            for sheet in _sheets(package, settings.read.pages):
                if sheet.number == page:
                    return picture_of(package, sheet.body, sheet.objects(package), sheet.size, dpi)
        return None


def layers_in(data: bytes, origin: str) -> tuple[Layer, ...]:
    """The layers of an OFD package that lies inside another file; empty where it is another kind of zip."""
    with Package(data) as package:
        if package.find("OFD.xml") is None:
            return ()
        layers = _layers(package, _sheets(package, 20))
        return tuple(Layer(layer.name, layer.entries, f"{origin}/{layer.origin}") for layer in layers)


class _Sheet:
    """One page of the package with its templates, numbered through all documents of the package."""

    def __init__(self, number: int, body: Body, ref: PageRef) -> None:
        self.number, self.body, self.ref = number, body, ref
        self.size = (body.box[2] * POINT, body.box[3] * POINT)
        self._objects: list[Inked] | None = None

    def blank(self) -> Page:
        """The page without anything on it."""
        return Page(self.number, *self.size, method=Method.OFD)

    def give_up(self) -> None:
        """Count as empty from now on: its parts cannot be read."""
        self._objects = []

    def page(self, package: Package, settings: Settings) -> Page:
        """The page with its words, codes and stamps."""
        found = self.objects(package)
        seen = words(found)
        codes: tuple[Code, ...] = codes_of(package, self.body, found, self.size, seen)
        seals = (*self._stamps(package), *seals_of(package, self.body, found))
        return Page(self.number, *self.size, seen, Method.OFD, 0, codes, seals)

    def objects(self, package: Package) -> list[Inked]:
        """Everything drawn: templates behind, the page, templates before, notes on top."""
        if self._objects is None:
            self._objects = self._read(package)
        return self._objects

    def _read(self, package: Package) -> list[Inked]:
        root = package.xml(self.ref.part)
        area = box_of(first(root, "PhysicalBox")) or self.body.box
        self.size = (area[2] * POINT, area[3] * POINT)
        shift = (-area[0], -area[1])
        behind: list[Inked] = []
        before: list[Inked] = []
        for use in below(root, "Template"):
            template = self.body.templates.get(use.get("TemplateID", ""))
            if template is not None:
                layer = before if use.get("ZOrder") == "Foreground" else behind
                layer += objects(package.xml(template.part), shift)
        return [*behind, *objects(root, shift), *before, *self._annotated(package, shift)]

    def _annotated(self, package: Package, shift: tuple[float, float]) -> Iterator[Inked]:
        """What annotations show on this page."""
        part = package.find(text_of(self.body.root, "Annotations"), self.body.folder)
        if not part:
            return
        for entry in below(package.aside(part), "Page"):
            place = package.find(text_of(entry, "FileLoc"), posixpath.dirname(part), self.body.folder)
            if entry.get("PageID") == self.ref.id and place:
                for shape in below(package.aside(place), "Appearance"):
                    x, y, *_ = box_of(shape) or (0.0, 0.0)
                    yield from objects(shape, (x + shift[0], y + shift[1]))

    def _stamps(self, package: Package) -> Iterator[Seal]:
        """Where signatures show their stamps."""
        for part, signature in _signatures(package, self.body):
            for stamp in below(signature, "StampAnnot"):
                area = box_of(stamp)
                if stamp.get("PageRef") == self.ref.id and area:
                    x, y, width, height = (side * POINT for side in area)
                    name = _seal_name(package, self.body, part, signature)
                    yield Seal(Box(x, y, x + width, y + height), text=name)


def _sheets(package: Package, limit: int) -> list[_Sheet]:
    refs = [(body, ref) for body in package.bodies() for ref in body.pages]
    if len(refs) > limit:
        raise ReadError(
            Trouble.TOO_LARGE,
            f"OFD 共 {len(refs)} 页，超过 {limit} 页的上限",
            "请拆分后重新提交，或调高 read.pages 设置",
        )
    if not refs:
        raise ReadError(Trouble.EMPTY, "OFD 中没有页面", "请重新下载原始 OFD 文件后提交")
    return [_Sheet(number, body, ref) for number, (body, ref) in enumerate(refs, 1)]


def _layers(package: Package, sheets: list[_Sheet]) -> Iterator[Layer]:
    """Custom data, tags joined to the objects they point at, attached data files."""
    for body in package.bodies():
        custom = tuple(
            Entry(element.get("Name", ""), (element.text or "").strip())
            for element in below(body.info, "CustomData")
            if element.get("Name") and (element.text or "").strip()
        )
        if custom:
            yield Layer("ofd_custom_data", custom, "OFD.xml")
        mine = [sheet for sheet in sheets if sheet.body.folder == body.folder]
        for part in _tag_parts(package, body):
            entries = tuple(_tagged(package, part, mine))
            if entries:
                yield Layer("ofd_tags", entries, part)
        yield from _attached(package, body)


def _tag_parts(package: Package, body: Body) -> Iterator[str]:
    listing = package.find(text_of(body.root, "CustomTags"), body.folder)
    if not text_of(body.root, "CustomTags") or listing is None:
        return
    for element in below(package.aside(listing), "FileLoc"):
        if part := package.find(element.text or "", posixpath.dirname(listing), body.folder):
            yield part


def _tagged(package: Package, part: str, sheets: list[_Sheet]) -> Iterator[Entry]:
    """Each tag with the text of the objects it points at, in order, and the box around them."""
    drawn: dict[tuple[str, str], tuple[int, Inked]] = {}
    for sheet in sheets:
        for item in sheet.objects(package):
            if item.kind == "TextObject":
                drawn[(sheet.ref.id, item.id)] = (sheet.number, item)
                drawn.setdefault(("", item.id), (sheet.number, item))
    for path, refs in _paths(package.aside(part), ""):
        hits = []
        for ref in refs:
            key = (ref.text or "").strip()
            hit = drawn.get((ref.get("PageRef", ""), key)) or drawn.get(("", key))
            if hit:
                hits.append(hit)
        text = "".join(text_of_object(item) for _, item in hits).strip()
        if text:
            box = hits[0][1].box
            for _, item in hits[1:]:
                box = box.union(item.box)
            yield Entry(path, text, hits[0][0], box)


def _paths(element: etree._Element, path: str) -> Iterator[tuple[str, list[etree._Element]]]:
    """The paths of all elements below the root, each with the references in it."""
    inner = [child for child in xml.children(element) if xml.local(child) != "ObjectRef"]
    for here, child in xml.stepped(inner, path):
        yield here, [ref for ref in xml.children(child) if xml.local(ref) == "ObjectRef"]
        yield from _paths(child, here)


def _attached(package: Package, body: Body) -> Iterator[Layer]:
    """XML files among the attachments, listed or lying beside the list; FileLoc may start anywhere."""
    listing = (
        package.find(text_of(body.root, "Attachments"), body.folder) if text_of(body.root, "Attachments") else None
    )
    parts: dict[str, str] = {}
    if listing:
        here = posixpath.dirname(listing)
        for element in below(package.aside(listing), "Attachment"):
            place = text_of(element, "FileLoc") or (element.text or "").strip()
            if place and (part := package.find(place, here, body.folder)):
                parts[part] = element.get("Name") or posixpath.basename(part)
    for part in package.parts:
        if "/attach" in f"/{part}" and part != listing and part.endswith(".xml"):
            parts.setdefault(part, posixpath.basename(part))
    for part, name in parts.items():
        data = package.data(part)
        if xml.is_xml(data):
            try:
                yield xml.layer(data, name)
            except ReadError:
                continue


def _signatures(package: Package, body: Body) -> Iterator[tuple[str, etree._Element]]:
    """The signatures of a document: part and root."""
    if not body.signatures:
        return
    here = posixpath.dirname(body.signatures)
    for element in below(package.aside(body.signatures), "Signature"):
        place = element.get("BaseLoc", "")
        if place and (part := package.find(place, here, body.folder)):
            yield part, package.aside(part)


def _seal_name(package: Package, body: Body, part: str, signature: etree._Element) -> str:
    """The name in the seal of a signature, or in the seal its value holds; empty where neither can be read."""
    folders = posixpath.dirname(part), body.folder
    seals = [text_of(seal, "BaseLoc") for seal in below(signature, "Seal")]
    for place in (*seals, text_of(signature, "SignedValue")):
        found = package.find(place, *folders) if place else None
        try:
            name = seal_name(package.data(found)) if found else ""
        except ReadError:
            continue
        if name:
            return name
    return ""


def _notes(package: Package) -> Iterator[tuple[str, str]]:
    """Document id, maker and dates; whether the digests under the signatures fit the parts."""
    states: list[str] = []
    for body in package.bodies():
        for name, key in (
            ("DocID", "doc_id"),
            ("Creator", "creator"),
            ("CreationDate", "created"),
            ("ModDate", "modified"),
        ):
            if value := text_of(body.info, name):
                yield key, value
        states += [state for _, signature in _signatures(package, body) for state in _digests(package, body, signature)]
    wrong = [state for state in states if state.startswith("mismatch:")]
    for state in wrong or sorted(set(states))[:1] or ["absent"]:
        yield "ofd_digest", state
    for part in package.broken:
        yield "ofd_broken_part", part


def _digests(package: Package, body: Body, signature: etree._Element) -> Iterator[str]:
    """The state of every digest of one signature; a changed or missing part is a mismatch."""
    method = next((element.get("CheckMethod", "") for element in below(signature, "References")), "")
    known = method.lower() in _SM3 and "sm3" in hashlib.algorithms_available
    for reference in below(signature, "Reference"):
        place = reference.get("FileRef", "")
        if not known:
            yield "unchecked"
            continue
        part = package.find(place, body.folder)
        try:
            wanted = base64.b64decode(text_of(reference, "CheckValue"))
        except ValueError:
            wanted = b""
        same = part is not None and hashlib.new("sm3", package.data(part)).digest() == wanted
        yield "ok" if same else f"mismatch:{place}"
