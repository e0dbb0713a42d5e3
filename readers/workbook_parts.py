"""What a workbook (ECMA-376-1, 18) says beside its values: formulas nobody calculated, rows and columns nobody sees."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from evidence.problems import ReadError
from readers import xml

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PART = 256 << 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Beside:
    """One worksheet: its name, addresses of formulas without a result, how many rows and columns are hidden."""

    name: str
    uncalculated: tuple[str, ...]
    rows: int
    columns: int


def beside(file: Path) -> tuple[Beside, ...]:
    """The worksheets in the order of the workbook; those whose part cannot be told or parsed are left out."""
    with zipfile.ZipFile(file) as package:
        return tuple(_of(name, package.read(part)) for name, part in _sheets(package))


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(name, part) of every worksheet, through the relations of the workbook."""
    names = {name.lstrip("/"): name for name in package.namelist()}
    if not {_WORKBOOK, _RELATIONS} <= names.keys():
        return
    targets = {one.get("Id"): str(one.get("Target", "")) for one in _parsed(package, names[_RELATIONS]).iter()}
    for sheet in _parsed(package, names[_WORKBOOK]).iter():
        if isinstance(sheet.tag, str) and xml.local(sheet) == "sheet":
            relation = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
            part = posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
            if part in names and package.getinfo(names[part]).file_size <= _PART:
                yield str(sheet.get("name", "")), names[part]


def _parsed(package: zipfile.ZipFile, part: str) -> etree._Element:
    return xml.parse(package.read(part), lenient=True)


def _of(name: str, data: bytes) -> Beside:
    """Most worksheets have neither formulas nor anything hidden and are not parsed again."""
    if not _FORMULA.search(data) and not _HIDDEN.search(data):
        return Beside(name, (), 0, 0)
    try:
        root = xml.parse(data, lenient=True)
    except ReadError:
        return Beside(name, (), 0, 0)
    found = [(xml.local(element), element) for element in root.iter() if isinstance(element.tag, str)]
    hidden = [(tag, one) for tag, one in found if tag in ("row", "col") and one.get("hidden") in _TRUE]
    return Beside(
        name,
        uncalculated=tuple(str(one.get("r", "")) for tag, one in found if tag == "c" and _is_uncalculated(one)),
        rows=sum(tag == "row" and len(one) > 0 for tag, one in hidden),
        columns=sum(int(one.get("max", "1")) - int(one.get("min", "1")) + 1 for tag, one in hidden if tag == "col"),
    )


def _is_uncalculated(cell: etree._Element) -> bool:
    """Whether a cell has a formula and no result; an empty text is a result."""
    inner = {xml.local(child): child for child in xml.children(cell)}
    if "f" not in inner:
        return False
    return "is" not in inner and not ((inner["v"].text or "") if "v" in inner else "") and cell.get("t") != "str"
