"""The name an electronic seal of an OFD carries as data (GB/T 38540-2020, 6.1: SESeal, property, name)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from asn1crypto import parser  # type: ignore[import-untyped]

_SEQUENCE, _UTF8, _IA5 = 16, 12, 22
_DEPTH = 8
"""A seal lies two levels deep in a signature value (SES_Signature, toSign, eseal)."""
_LARGEST = 8 << 20


class _Value(NamedTuple):
    """One value of DER: its tag and its content."""

    tag: int
    content: bytes


def seal_name(data: bytes) -> str:
    """The name in a seal (`Seal.esl`) or in a signature value that holds one (`SignedValue.dat`); else empty."""
    if len(data) > _LARGEST:
        return ""
    return next(_names(data, _DEPTH), "")


def _names(data: bytes, depth: int) -> Iterator[str]:
    values = _values(data)
    if len(values) >= 3 and _is_header(values[0]):
        inside = _values(values[2].content) if values[2].tag == _SEQUENCE else []
        if len(inside) >= 2 and inside[1].tag == _UTF8:
            yield inside[1].content.decode("utf-8", errors="replace").strip()
    for value in values:
        if depth and value.tag == _SEQUENCE:
            yield from _names(value.content, depth - 1)


def _is_header(value: _Value) -> bool:
    """Whether a value is what every seal begins with: the identifier `ES`, a version, a maker."""
    inside = _values(value.content) if value.tag == _SEQUENCE else []
    return bool(inside) and inside[0] == (_IA5, b"ES")


def _values(data: bytes) -> list[_Value]:
    """The values that follow each other in the data, up to the first that is damaged."""
    found, at = [], 0
    while at < len(data):
        try:
            _, _, tag, header, content, trailer = parser.parse(data[at:])
        except ValueError:
            break
        found.append(_Value(tag, content))
        at += len(header) + len(content) + len(trailer)
    return found
