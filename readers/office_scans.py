"""Pictures in a DOCX that are pages themselves: scanned contracts and receipts pasted into a text document."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator

import numpy as np
from lxml import etree
from PIL import Image

from evidence.document import Page
from evidence.problems import Problem, ReadError
from evidence.settings import Settings
from readers import xml

_LARGE = 400
"""Pixels on the shorter side from which a picture can be a scan."""
_PAGE = 0.35
"""Share of an A4 sheet from which a picture among text is a page pasted in; logos and diagrams are smaller."""
_A4 = 210 * 297 * 36000**2
"""Area of an A4 sheet in square EMU (36,000 a millimetre; ECMA-376-1, 20.1.2.1)."""
_POINT = 12700
_RELATIONS = "word/_rels/document.xml.rels"

Read = Callable[[str], bytes]


def scans(
    package: zipfile.ZipFile, read: Read, body: etree._Element, settings: Settings, *, bare: bool
) -> tuple[list[Page], list[Problem]]:
    """The pictures that are pages, read as pages 2, 3, …; in a bare document, without text, every large one.

    With them, what could not be read on them (the file is for the caller to name).
    """
    from readers.image import look_at  # noqa: PLC0415

    pages: list[Page] = []
    problems: list[Problem] = []
    for part in _parts(package, read, body, bare):
        try:
            with Image.open(io.BytesIO(read(part))) as image:
                fits = min(image.size) >= _LARGE and image.width * image.height <= settings.read.pixels
                picture = np.asarray(image.convert("RGB"), dtype=np.uint8) if fits else None
        except (OSError, SyntaxError, ValueError, KeyError):
            continue
        if picture is not None:
            seen = look_at(picture, len(pages) + 2, 1, settings)
            pages += seen.pages
            problems += seen.problems("")
    return pages, problems


def _parts(package: zipfile.ZipFile, read: Read, body: etree._Element, bare: bool) -> list[str]:
    """The parts to read, in the order of the text; what the text does not place comes last, by name."""
    names = package.namelist()
    targets = _targets(read) if _RELATIONS in names else {}
    placed = [(targets.get(relation, ""), share) for relation, share in _placed(body)]
    large = [part for part, share in placed if part in names and (bare or share >= _PAGE)]
    rest = sorted(name for name in names if name.startswith("word/media/")) if bare else []
    return list(dict.fromkeys([*large, *rest]))


def _targets(read: Read) -> dict[str, str]:
    """Part by name of relation (ECMA-376-2, 9.3); links out of the package are left out."""
    try:
        root = xml.parse(read(_RELATIONS), lenient=True)
    except ReadError:
        return {}
    return {
        str(one.get("Id")): posixpath.normpath(posixpath.join("word", str(one.get("Target", "")))).lstrip("/")
        for one in xml.children(root)
        if one.get("TargetMode") != "External"
    }


def _placed(body: etree._Element) -> Iterator[tuple[str, float]]:
    """(relation, share of a sheet) of every picture, of drawings and of old VML shapes alike."""
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        name = xml.local(element)
        if name in ("inline", "anchor"):
            yield from ((relation, _drawn(element)) for relation in _relations(element, "blip"))
        elif name == "shape":
            yield from ((relation, _styled(element)) for relation in _relations(element, "imagedata"))


def _relations(element: etree._Element, tag: str) -> Iterator[str]:
    """What the pictures below an element point to (`r:embed`, `r:id`)."""
    for one in element.iter():
        if isinstance(one.tag, str) and xml.local(one) == tag:
            yield from (str(value) for key, value in one.attrib.items() if str(key).endswith(("}embed", "}id")))


def _drawn(drawing: etree._Element) -> float:
    """The share of a sheet that a drawing's extent covers."""
    for child in xml.children(drawing):
        if xml.local(child) == "extent":
            sides = [str(child.get(side, "0")) for side in ("cx", "cy")]
            return int(sides[0]) * int(sides[1]) / _A4 if all(side.isdigit() for side in sides) else 0.0
    return 0.0


def _styled(shape: etree._Element) -> float:
    """The share of a sheet that a VML shape covers by its style, `width:415pt;height:590pt`."""
    found = dict(re.findall(r"(width|height):([\d.]+)pt", shape.get("style", "")))
    return float(found.get("width", 0)) * float(found.get("height", 0)) * _POINT**2 / _A4
