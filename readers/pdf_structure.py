"""The structure of a PDF as its cross-reference tables tell it: revisions and signature fields, read with pikepdf.

qpdf resolves only the objects asked for, so this costs a fraction of a millisecond where parsing a whole file costs
many. Files it cannot follow without repairs are left to others.
"""

from __future__ import annotations

import io
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_LARGEST = 64 << 20
_MANY = 32
"""Bytes of a file and ends of revisions in it beyond which ends are only counted."""
_DEPTH = 32
"""Fields hang below fields; no form goes deeper."""


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A filled signature field: what kind of signature it holds, the bytes it signs, and its contents."""

    type: str
    kind: str
    """The SubFilter, such as `/adbe.pkcs7.detached`."""
    byte_range: tuple[int, ...]
    contents: bytes
    stated: str = ""
    """The time of signing as the field states it, a PDF date."""


def revisions(data: bytes | mmap.mmap) -> int:
    """How many states of the document the file holds, each saved on top of the one before.

    The end mark of a file embedded as it is looks like the end of a revision; only what opens by itself is one. The
    first end of a linearized file belongs to its first page and is none.
    """
    ends = [found.end() for found in _END.finditer(data)]
    if data.find(b"/Linearized", 0, 1024) >= 0:
        ends = ends[1:]
    if len(ends) > 1 and len(ends) <= _MANY and len(data) <= _LARGEST:
        ends = [*(end for end in ends[:-1] if _opens(data[:end])), ends[-1]]
    return max(1, len(ends))


def _opens(data: bytes) -> bool:
    try:
        with _opened(data):
            return True
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        return False


def _opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)


def signature_fields(data: bytes) -> tuple[SignatureField, ...] | None:
    """The filled signature fields of the form; None where the file is encrypted or not built by the book."""
    try:
        with _opened(data) as pdf:
            form = pdf.Root.get("/AcroForm")
            if pdf.is_encrypted or form is None:
                return None
            return tuple(_filled(form.get("/Fields", pikepdf.Array()), None, 0))
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError, OverflowError):
        return None


def _filled(fields: pikepdf.Object, inherited: pikepdf.Object | None, depth: int) -> Iterator[SignatureField]:
    """The signatures below a list of fields; the type of a field is inherited (ISO 32000-1, 12.7.3.1)."""
    if depth > _DEPTH:
        raise ValueError("fields nested too deep")
    for field in fields:
        type_ = field.get("/FT", inherited)
        if type_ == "/Sig" and "/V" in field:
            value = field["/V"]
            yield SignatureField(
                type=str(value.get("/Type", "/Sig")),
                kind=str(value.get("/SubFilter", "")),
                byte_range=tuple(int(number) for number in value["/ByteRange"]),
                contents=bytes(value["/Contents"]),
                stated=str(value.get("/M", "")),
            )
        if "/Kids" in field:
            yield from _filled(field["/Kids"], type_, depth + 1)
