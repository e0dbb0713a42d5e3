"""Package: the zip around a Word file in one canonical form, so that equal content gives equal bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from reports.word.text import plain

FIRST = ("[Content_Types].xml", "_rels/.rels")
"""What a reader of the package looks for first (ECMA-376 part 2)."""

LONGEST = 255
"""Characters a core property may have."""

_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""No clock enters a report: creation and change are dated alike everywhere."""


def date_properties(document: Any, title: str, subject: str) -> None:
    """Set the core properties of a python-docx document; nothing of the machine or its user remains."""
    properties = document.core_properties
    properties.author, properties.last_modified_by = "", ""
    properties.created = properties.modified = _DAY
    properties.last_printed = _DAY
    properties.title, properties.subject = plain(title)[:LONGEST], plain(subject)[:LONGEST]
    properties.revision = 1


def canonical(content: bytes) -> bytes:
    """The same package with its parts in fixed order, dated alike, and packed in one way."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in sorted(parts, key=lambda name: (name not in FIRST, name)):
            entry = zipfile.ZipInfo(name, (_DAY.year, _DAY.month, _DAY.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed.writestr(entry, parts[name], compresslevel=6)
    return buffer.getvalue()
