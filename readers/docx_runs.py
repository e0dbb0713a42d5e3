"""What the runs of a DOCX paragraph show (ECMA-376-1, 17.3): text, ticks, breaks; not what is deleted or hidden."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from readers import xml
from readers.symbols import shown

_SKIPPED = frozenset({"Fallback", "del", "moveFrom", "txbxContent", "pPr", "instrText", "delText", "sdtPr"})
_MARKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_ON = ("", "1", "true", "on")


def value(element: etree._Element) -> str:
    """The `w:val` attribute, whatever its prefix."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("val")), "")


def shown_text(element: etree._Element, font: str = "") -> Iterator[str]:
    """What a paragraph shows: text, ticks of symbol fonts, boxes of forms; text boxes are told by `text_boxes`."""
    for child in xml.children(element):
        name = xml.local(child)
        if name in _SKIPPED or (name == "r" and is_hidden(child)):
            continue
        if name in _MARKS:
            yield _MARKS[name]
        elif name == "t":
            yield "".join(shown(character, font) for character in child.text or "")
        elif name == "sym":
            yield _symbol(child)
        elif name == "checkBox":
            yield _ticked(child)
        elif name == "sdt" and (box := _box(child)) is not None:
            yield _ticked(box)
        else:
            yield from shown_text(child, _font(child) if name == "r" else font)


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes anchored in a paragraph, each once (`mc:Fallback` repeats them)."""
    for child in xml.children(paragraph):
        name = xml.local(child)
        if name == "txbxContent":
            yield child
        elif name != "Fallback":
            yield from text_boxes(child)


def is_hidden(run: etree._Element) -> bool:
    """Whether a run is set not to be shown (`w:vanish`) and has text."""
    properties = next((child for child in xml.children(run) if xml.local(child) == "rPr"), None)
    if properties is None:
        return False
    marks = [child for child in xml.children(properties) if xml.local(child) == "vanish"]
    written = any(xml.local(child) == "t" and child.text for child in xml.children(run))
    return written and any(value(mark) in _ON for mark in marks)


def _font(run: etree._Element) -> str:
    """The run's own font where it is named, else nothing."""
    for child in run.iter():
        if isinstance(child.tag, str) and xml.local(child) == "rFonts":
            return next(
                (str(value) for key, value in child.attrib.items() if str(key).endswith(("ascii", "hAnsi"))), ""
            )
    return ""


def _symbol(element: etree._Element) -> str:
    attributes = {str(key).rsplit("}", 1)[-1]: str(value) for key, value in element.attrib.items()}
    try:
        return shown(chr(int(attributes.get("char", ""), 16)), attributes.get("font", ""))
    except ValueError:
        return ""


def _box(control: etree._Element) -> etree._Element | None:
    """The state of a content control that is a box to tick (`w14:checkbox`), whatever it was drawn with."""
    properties = (child for child in xml.children(control) if xml.local(child) == "sdtPr")
    return next((one for found in properties for one in xml.children(found) if xml.local(one) == "checkbox"), None)


def _ticked(box: etree._Element) -> str:
    """A box's own state, else its default."""
    states = {xml.local(child): value(child) for child in xml.children(box)}
    return "☑" if states.get("checked", states.get("default", "0")) in _ON else "□"
