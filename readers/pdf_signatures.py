"""Electronic signatures in a PDF: who signed when, whether the signed bytes are intact, and what was changed since.

Checked with pyHanko, offline and without trust roots: whether a signer is who he says is for people to judge, whether
the file is still the one he signed is arithmetic. One signature over the whole file, as invoices have it, is taken
from the file with qpdf and only its CMS is given to pyHanko, whose own parser takes ten times as long.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.general import byte_range_digest, extract_signer_info
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    extract_self_reported_ts,
    validate_sig_integrity,
)
from pyhanko_certvalidator.errors import ValidationError

from readers.pdf_structure import SignatureField, signature_fields

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

_LARGEST = 64 << 20
"""Bytes of a file beyond which its signatures are not checked."""
_SIGNED = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})
_KNOWN = _SIGNED | {"/ETSI.RFC3161", "/PBAD.PAdES"}
"""Kinds of signatures (SubFilter) that pyHanko checks; the first are detached CMS over the bytes of the file."""
_RANGE = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+\s+(\d+)\s+(\d+)")
_ODD = (
    PdfError,
    SignatureValidationError,
    ValidationError,
    UnsupportedAlgorithm,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    AssertionError,
)
"""What pyHanko and the ASN.1 parser raise for damaged files, and for algorithms unknown here (SM2, SM3)."""

Note = tuple[str, str]


def signature_notes(blob: Path) -> tuple[Note, ...]:
    """What the signatures of a file say, as notes; for files that have some.

    `signer` and `signed_at` for each; `signature_integrity` is `ok`, `broken`, or `unknown` where it cannot be worked
    out; `changed_after_signing` is `yes`, `no` or `unknown`, further signatures and their validation data set aside.
    """
    if blob.stat().st_size > _LARGEST:
        return _answer("unknown", "unknown")
    data = blob.read_bytes()
    return _by_the_book(data) or _in_full(data)


def _by_the_book(data: bytes) -> tuple[Note, ...] | None:
    """The notes where there is one signature and it covers the whole file, or none of a kind known here; else None."""
    fields = signature_fields(data)
    if not fields or len(fields) != len(_RANGE.findall(data)):
        return None
    if not any(field.kind in _KNOWN for field in fields):
        return _answer("unknown", "no" if _reaches_the_end(data) else "yes")
    if len(fields) > 1 or fields[0].type != "/Sig" or fields[0].kind not in _SIGNED or not _covers(fields[0], data):
        return None
    try:
        signature = _Signature(fields[0], data)
    except _ODD:
        return None
    return (*_signed(signature), *_answer(_integrity(signature), "no"))


def _covers(field: SignatureField, data: bytes) -> bool:
    """Whether everything but the contents themselves is signed."""
    if len(field.byte_range) != 4:
        return False
    start, before, behind, rest = field.byte_range
    if start != 0 or not 0 < before < behind or behind + rest != len(data):
        return False
    hole = data[before:behind]
    return hole[:1] == b"<" and hole[-1:] == b">" and hole[1:-1].lower() == field.contents.hex().encode()


class _Signature:
    """The CMS of one signature with the digest of the bytes it signs."""

    def __init__(self, field: SignatureField, data: bytes) -> None:
        signed = cms.ContentInfo.load(field.contents)["content"]
        self.signer_info = extract_signer_info(signed)
        self.signer_cert = extract_certs_for_validation(signed).signer_cert
        self.self_reported_timestamp = extract_self_reported_ts(self.signer_info) or _day(field.stated)
        self._algorithm = self.signer_info["digest_algorithm"]["algorithm"].native.lower()
        self._field, self._data = field, data
        if signed["encap_content_info"]["content_type"].native != "data":
            raise ValueError("not a signature of data")

    def compute_digest(self) -> bytes:
        """The digest of the signed bytes, by the signer's algorithm."""
        _, digest = byte_range_digest(io.BytesIO(self._data), self._field.byte_range, self._algorithm)
        return bytes(digest)


def _day(stated: str) -> datetime | None:
    """A PDF date as a time; None where nothing is stated."""
    return parse_pdf_date(stated, strict=False) if stated else None


def _in_full(data: bytes) -> tuple[Note, ...]:
    """The notes by pyHanko's own reading of the file and of what was added to it."""
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        found, known = reader.embedded_regular_signatures, len(reader.embedded_signatures)
    except _ODD:
        return _answer("unknown", "unknown")
    if not found:
        return _answer("unknown", "no" if _reaches_the_end(data) else "yes")
    states = [_integrity(signature) for signature in found]
    if known < len(_RANGE.findall(data)):
        states.append("unknown")
    changes = [_changed(signature, last=signature is found[-1]) for signature in found]
    return (
        *(note for signature in found for note in _signed(signature)),
        *_answer(_worst(states, ("broken", "unknown", "ok")), _worst(changes, ("yes", "unknown", "no"))),
    )


def _answer(integrity: str, changed: str) -> tuple[Note, ...]:
    return (("signature_integrity", integrity), ("changed_after_signing", changed))


def _reaches_the_end(data: bytes) -> bool:
    """Whether a signature of a kind unknown here covers the file to its end."""
    end = max((int(start) + int(length) for start, length in _RANGE.findall(data)), default=0)
    return not data[end:].strip(b"\r\n \x00")


def _worst(states: Sequence[str], order: Sequence[str]) -> str:
    return next(state for state in order if state in states)


def _signed(signature: EmbeddedPdfSignature | _Signature) -> Iterator[Note]:
    """The name in the signer's certificate, and the time he states."""
    try:
        subject = signature.signer_cert.subject.native
        name = subject.get("common_name") or subject.get("organization_name") or ""
        stated = signature.self_reported_timestamp or extract_self_reported_ts(signature.signer_info)
    except _ODD:
        return
    if name:
        yield "signer", ", ".join(name) if isinstance(name, list) else str(name)
    if isinstance(stated, datetime):
        yield "signed_at", stated.isoformat()


def _integrity(signature: EmbeddedPdfSignature | _Signature) -> str:
    """Whether the digest of the signed bytes and the signature over it are right."""
    try:
        intact, valid = validate_sig_integrity(
            signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
        )
    except _ODD:
        return "unknown"
    return "ok" if intact and valid else "broken"


def _changed(signature: EmbeddedPdfSignature, *, last: bool) -> str:
    """Whether something was added behind what was signed; before the last signature, more of them may have been."""
    try:
        coverage = signature.evaluate_signature_coverage()
        if coverage is SignatureCoverageLevel.ENTIRE_FILE:
            return "no"
        signature.compute_integrity_info()  # type: ignore[no-untyped-call]
        found = signature.diff_result
    except _ODD:
        return "unknown"
    if found is None or isinstance(found, SuspiciousModification):
        return "yes"
    allowed = ModificationLevel.LTA_UPDATES if last else ModificationLevel.FORM_FILLING
    return "no" if found.modification_level <= allowed else "yes"
