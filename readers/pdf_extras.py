"""What comes with a PDF besides its pages: embedded data files, document information, traces of changes."""

from __future__ import annotations

import mmap
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from evidence.document import Entry, Layer
from evidence.problems import ReadError
from readers import xml
from readers.pdf_structure import revisions

_USUAL = frozenset(
    {"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate", "Trapped"}
)
_RANGE = re.compile(rb"/ByteRange\s*\[")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def layers(pdf: pymupdf.Document) -> tuple[tuple[Layer, ...], tuple[str, ...]]:
    """Embedded XML and OFD files (told by content: their names are unreliable) and unusual document information.

    Second come the names of the attachments that are nothing of this kind and stay unread.
    """
    found: list[Layer] = []
    info = _info(pdf)
    if info:
        found.append(Layer("docinfo", tuple(Entry(key, value) for key, value in info), "docinfo"))
    unread: list[str] = []
    for name, data in _attachments(pdf):
        inside = _layers_of(name, data)
        found.extend(inside)
        if not inside:
            unread.append(name)
    return tuple(found), tuple(unread)


def _layers_of(name: str, data: bytes) -> tuple[Layer, ...]:
    from readers import ofd  # noqa: PLC0415

    try:
        if xml.is_xml(data):
            return (xml.layer(data, name),)
        if data.startswith(b"PK\x03\x04"):
            return ofd.layers_in(data, name)
    except ReadError:
        return ()
    return ()


def _attachments(pdf: pymupdf.Document) -> Iterator[tuple[str, bytes]]:
    """Files embedded in the document or pinned to its pages."""
    for index in range(pdf.embfile_count()):
        info = pdf.embfile_info(index)
        yield _name(info["ufilename"] or info["filename"]) or str(index), pdf.embfile_get(index)
    pinned = {number for number, kind in _annotations(pdf) if kind == pymupdf.PDF_ANNOT_FILE_ATTACHMENT}
    for number in sorted(pinned):
        for annotation in pdf[number].annots(types=[pymupdf.PDF_ANNOT_FILE_ATTACHMENT]):
            yield _name(annotation.file_info["filename"]), annotation.get_file()


def _name(name: str) -> str:
    """A file name that MuPDF passed on as the bytes of UTF-8 or GB 18030, one a character."""
    try:
        raw = name.encode("latin-1")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _info(pdf: pymupdf.Document) -> list[tuple[str, str]]:
    """Entries of the Info dictionary beyond the usual ones, such as InvoiceNumber and TotalAmWithoutTax."""
    kind, value = pdf.xref_get_key(-1, "Info")
    if kind != "xref":
        return []
    xref = int(value.split()[0])
    found = []
    for key in pdf.xref_get_keys(xref):
        kind, text = pdf.xref_get_key(xref, key)
        if key not in _USUAL and kind in ("string", "int", "float", "name") and text.strip():
            found.append((key, text.strip()))
    return found


def notes(pdf: pymupdf.Document, blob: Path) -> tuple[tuple[str, str], ...]:
    """Producer, dates, encryption, revisions, signatures, annotations, embedded files."""
    facts: list[tuple[str, str]] = []
    metadata = pdf.metadata or {}
    for key, name in (
        ("producer", "producer"),
        ("creator", "creator"),
        ("title", "title"),
        ("encryption", "encrypted"),
    ):
        if metadata.get(key):
            facts.append((name, str(metadata[key])))
    for key, name in (("creationDate", "created"), ("modDate", "modified")):
        if found := _DATE.match(metadata.get(key) or ""):
            facts.append((name, _iso(found)))
    facts.extend(_changes(blob))
    if pdf.is_repaired:
        facts.append(("repaired", "true"))
    annotations = Counter(_NAMES.get(kind, str(kind)) for _, kind in _annotations(pdf))
    facts.extend((f"annotation_{name.lower()}", str(count)) for name, count in sorted(annotations.items()))
    facts.extend(("attachment", name) for name in pdf.embfile_names())
    return tuple(facts)


def _annotations(pdf: pymupdf.Document) -> Iterator[tuple[int, int]]:
    """(page from 0, kind) of each annotation on every page except links, which say nothing about the face."""
    for number in range(pdf.page_count):
        for _, kind, *_ in pdf.page_annot_xrefs(number):
            if kind != pymupdf.PDF_ANNOT_LINK:
                yield number, kind


_NAMES = {
    getattr(pymupdf, f"PDF_ANNOT_{name}"): name.replace("_", "")
    for name in ("FREE_TEXT", "STAMP", "TEXT", "INK", "SQUARE", "HIGHLIGHT", "WIDGET", "FILE_ATTACHMENT", "REDACT")
}


def _iso(date: re.Match[str]) -> str:
    """A PDF date (ISO 32000-1, 7.9.4) as ISO 8601 without the zone."""
    year, *rest = (part for part in date.groups() if part)
    day = "-".join((year, *rest[:2]))
    return f"{day}T{':'.join(rest[2:])}" if len(rest) > 2 else day


def _changes(blob: Path) -> list[tuple[str, str]]:
    """How often the file was saved on top of itself, and what its signatures say."""
    with blob.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        facts = [("revisions", str(revisions(data)))]
        signed = len(_RANGE.findall(data))
    if signed:
        from readers.pdf_signatures import signature_notes  # noqa: PLC0415 - slow to import

        facts.append(("signatures", str(signed)))
        facts.extend(signature_notes(blob))
    return facts
