"""Layers of one file against each other, from bytes to findings: digests, data against face, tags against text, QR."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pymupdf
import pytest

from evidence.case import Case
from evidence.fact import Status
from evidence.finding import Finding
from evidence.policy_file import load_policy
from evidence.record import Record
from evidence.settings import ROOT, Settings
from extractors import extract
from extractors.declared import declare
from matchers import match
from readers import read
from readers.intake import take_in
from rules import judge
from sample_docs.gallery.invoices import invoice
from sample_docs.generator.faces import einvoice, ofd, xml
from sample_docs.generator.plan import Family

CODES = frozenset({"layer_conflict", "qr_face_mismatch", "ofd_digest_mismatch"})
Heard = tuple[Record, list[Finding]]


def heard(data: bytes, name: str, tmp_path: Path) -> Heard:
    """The one record of a file, and the findings about its layers when it is audited alone."""
    settings = Settings()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    submission = take_in(tmp_path / "in", tmp_path / "vault", settings.read)
    document = read(submission.sources[0], settings)
    records = extract(document).records
    policy = load_policy("chengdu-2025", ROOT / "configs")
    declaration = declare(records, policy, None)
    case = Case(
        submission=submission,
        records=records,
        problems=document.problems,
        declaration=declaration,
        matching=match(declaration, records, policy),
        policy=policy,
        notes={document.sha256: document.notes},
    )
    (record,) = records
    return record, [finding for finding in judge(case).findings if finding.code in CODES]


def changed(data: bytes, change: Callable[[str, bytes], bytes], *, sign: bool) -> bytes:
    """An OFD with its parts changed; `sign` gives the signature the digests of what is there now."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts = {name: change(name, part) for name, part in parts.items()}
    if sign:
        (place,) = [name for name in parts if name.endswith("Signature.xml")]

        def digest(found: re.Match[bytes]) -> bytes:
            part = parts[found[2].decode().lstrip("/")]
            return found[1] + base64.b64encode(hashlib.new("sm3", part).digest()) + found[3]

        pattern = rb'(FileRef="([^"]+)"[^>]*>\s*<ofd:CheckValue>)[^<]*(</)'
        parts[place], count = re.subn(pattern, digest, parts[place])
        assert count > 5
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def old() -> bytes:
    return ofd.file(invoice(random.Random(5), Family.E_ORDINARY))


def test_an_untouched_ofd_agrees_in_all_its_layers(old: bytes, tmp_path: Path) -> None:
    record, findings = heard(old, "票.ofd", tmp_path)
    assert findings == []
    for name in ("total_incl_tax", "amount_excl_tax", "tax", "invoice_number", "issue_date"):
        assert record.facts[name].status is Status.PROVEN, name


def test_an_ofd_changed_after_signing_is_told_by_its_digests(old: bytes, tmp_path: Path) -> None:
    edited = changed(old, lambda name, part: part + b"\n" if name.endswith("Page_0/Content.xml") else part, sign=False)
    _, (finding,) = heard(edited, "票.ofd", tmp_path)
    assert (finding.code, finding.severity) == ("ofd_digest_mismatch", "S1")
    assert "Pages/Page_0/Content.xml" in finding.message
    assert finding.basis


def test_an_ofd_whose_data_say_more_than_its_face(old: bytes, tmp_path: Path) -> None:
    record, _ = heard(old, "票.ofd", tmp_path)
    gross = record.facts["total_incl_tax"].value
    more = f"{Decimal(gross) + 1000:.2f}"

    def change(name: str, part: bytes) -> bytes:
        return part.replace(gross.encode(), more.encode()) if name.endswith("original_invoice.xml") else part

    (tmp_path / "again").mkdir()
    wrong, findings = heard(changed(old, change, sign=True), "票.ofd", tmp_path / "again")
    assert [finding.code for finding in findings] == ["layer_conflict"]
    assert gross in findings[0].message and more in findings[0].message
    fact = wrong.facts["total_incl_tax"]
    assert fact.status is Status.CONTRADICTED
    assert {gross, more} <= {fact.value, *(other.value for other in fact.candidates)}


def test_an_ofd_whose_tags_point_at_other_text(old: bytes, tmp_path: Path) -> None:
    def change(name: str, part: bytes) -> bytes:
        if not name.endswith("CustomTag.xml"):
            return part
        places = {
            tag: re.search(rb"<(?:\w*:)?" + tag + rb">(.*?)</(?:\w*:)?" + tag + rb">", part, re.DOTALL)
            for tag in (b"BuyerName", b"SellerName")
        }
        buyer, seller = places[b"BuyerName"], places[b"SellerName"]
        assert buyer and seller
        return part.replace(buyer[1], b"@@").replace(seller[1], buyer[1]).replace(b"@@", seller[1])

    record, findings = heard(changed(old, change, sign=True), "票.ofd", tmp_path)
    assert [finding.code for finding in findings] == ["layer_conflict"]
    assert Status.CONTRADICTED in {record.facts[name].status for name in ("buyer_name", "seller_name")}


def embedded(face: bytes, data: bytes) -> bytes:
    """A PDF with a file in it."""
    with pymupdf.open(stream=face, filetype="pdf") as pdf:
        pdf.embfile_add("0", data)
        return bytes(pdf.tobytes())


def test_data_embedded_in_a_pdf_prove_its_face_or_contradict_it(tmp_path: Path) -> None:
    about = invoice(random.Random(6), Family.EINV_SPECIAL)
    first = about.items[0]
    other = replace(about, items=(replace(first, amount=first.amount + 100, tax=first.tax + 6), *about.items[1:]))
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.mkdir()
    wrong.mkdir()
    record, findings = heard(embedded(einvoice.pdf([about]), xml.file(about)), "票.pdf", right)
    assert findings == []
    assert record.facts["total_incl_tax"].status is Status.PROVEN
    record, findings = heard(embedded(einvoice.pdf([about]), xml.file(other)), "票.pdf", wrong)
    assert "layer_conflict" in [finding.code for finding in findings]
    assert record.facts["total_incl_tax"].status is Status.CONTRADICTED
    shown = {record.facts["total_incl_tax"].value, *(c.value for c in record.facts["total_incl_tax"].candidates)}
    assert {f"{about.gross:.2f}", f"{other.gross:.2f}"} <= shown


def test_a_code_that_names_another_amount(tmp_path: Path) -> None:
    about = invoice(random.Random(7), Family.EINV_ORDINARY)
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.mkdir()
    wrong.mkdir()
    record, findings = heard(einvoice.pdf([about]), "票.pdf", right)
    assert findings == []
    assert record.facts["qr_amount"].status is Status.PROVEN
    record, findings = heard(einvoice.pdf([replace(about, qr_amount=about.gross + 500)]), "票.pdf", wrong)
    assert [finding.code for finding in findings] == ["qr_face_mismatch"]
    assert f"{about.gross:,.2f}" in findings[0].message
    assert record.facts["total_incl_tax"].value == f"{about.gross:.2f}"
