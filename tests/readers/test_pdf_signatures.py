"""Signatures of PDFs: signed in the test with a key made for it, then left alone, damaged, added to, signed again."""

import datetime
import io
import re
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from evidence.settings import Settings
from evidence.source import Source
from readers import pdf_signatures, pdf_structure, read, sniff, vault

SIGNER = "成都测试信息技术有限公司"


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> signers.SimpleSigner:
    folder = tmp_path_factory.mktemp("key")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SIGNER)])
    begin = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(begin).not_valid_after(begin + datetime.timedelta(days=3650))
    certificate = made.sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return signers.SimpleSigner(
        signing_cert=load_cert_from_pemder(str(folder / "cert.pem")),
        signing_key=load_private_key_from_pemder(str(folder / "key.pem"), passphrase=None),
        cert_registry=SimpleCertificateStore(),
    )


def signed(data: bytes, signer: signers.SimpleSigner, field: str = "first") -> bytes:
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=field), signer=signer, output=out)
    return out.getvalue()


@pytest.fixture
def contract() -> bytes:
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((72, 72), "Contract for 50000.00 yuan")
        return bytes(pdf.tobytes())


def notes(data: bytes, folder: Path) -> dict[str, str]:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder / "vault", 1 << 30)
    source = Source(sha256=digest, path="a.pdf", size=size, media_type=sniff.media_type(blob), blob=blob)
    return dict(read(source, Settings()).notes)


def test_a_file_without_a_signature_says_nothing_of_it(contract: bytes, tmp_path: Path) -> None:
    assert not {"signatures", "signature_integrity", "changed_after_signing"} & notes(contract, tmp_path).keys()


def test_an_intact_signature_names_signer_and_time(
    contract: bytes, signer: signers.SimpleSigner, tmp_path: Path
) -> None:
    found = notes(signed(contract, signer), tmp_path)
    assert found["signatures"] == "1"
    assert found["signer"] == SIGNER
    assert datetime.datetime.fromisoformat(found["signed_at"]).year >= 2024
    assert (found["signature_integrity"], found["changed_after_signing"]) == ("ok", "no")


def test_a_changed_byte_breaks_the_signature(contract: bytes, signer: signers.SimpleSigner, tmp_path: Path) -> None:
    data = signed(contract, signer)
    at = data.index(b"/MediaBox[0 0 595") + len(b"/MediaBox[0 0 ")
    found = notes(data[:at] + b"6" + data[at + 1 :], tmp_path)
    assert found["signature_integrity"] == "broken"


def test_what_was_added_after_signing_shows(contract: bytes, signer: signers.SimpleSigner, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed(contract, signer))
    with pymupdf.open(path) as pdf:
        pdf[0].insert_text((72, 100), "and 99999.00 yuan more")
        pdf.saveIncr()
    found = notes(path.read_bytes(), tmp_path)
    assert found["signature_integrity"] == "ok"
    assert found["changed_after_signing"] == "yes"
    assert int(found["revisions"]) > 2


def test_a_second_signature_is_no_change(contract: bytes, signer: signers.SimpleSigner, tmp_path: Path) -> None:
    found = notes(signed(signed(contract, signer), signer, "second"), tmp_path)
    assert found["signatures"] == "2"
    assert (found["signature_integrity"], found["changed_after_signing"]) == ("ok", "no")


def test_a_signature_of_an_unknown_kind_is_no_verdict(
    contract: bytes, signer: signers.SimpleSigner, tmp_path: Path
) -> None:
    data = signed(contract, signer).replace(b"/adbe.pkcs7.detached", b"/GM.sm2seal         ")
    found = notes(data, tmp_path)
    assert (found["signature_integrity"], found["changed_after_signing"]) == ("unknown", "no")
    assert notes(data + b"\n%added\n", tmp_path)["changed_after_signing"] == "yes"


def test_a_damaged_signature_leaves_the_file_readable(
    contract: bytes, signer: signers.SimpleSigner, tmp_path: Path
) -> None:
    data = bytearray(signed(contract, signer))
    at = data.index(b"/Contents <") + len(b"/Contents <")
    data[at + 40 : at + 400] = b"f" * 360
    assert notes(bytes(data), tmp_path)["signature_integrity"] in ("unknown", "broken")


def test_both_roads_to_a_signature_say_the_same(contract: bytes, signer: signers.SimpleSigner) -> None:
    once = signed(contract, signer)
    at = once.index(b"/MediaBox[0 0 595") + len(b"/MediaBox[0 0 ")
    for data in (once, once[:at] + b"6" + once[at + 1 :]):
        assert pdf_signatures._by_the_book(data) == pdf_signatures._in_full(data)


def test_a_signature_with_a_hole_beside_its_contents_is_not_taken_by_the_book(
    contract: bytes, signer: signers.SimpleSigner
) -> None:
    data = signed(contract, signer)
    assert pdf_signatures._by_the_book(data) is not None
    assert pdf_signatures._by_the_book(data + b"\n%added\n") is None
    wider = re.sub(
        rb"/ByteRange\s*\[0 (\d+) ", lambda found: found[0].replace(found[1], str(int(found[1]) - 1).encode()), data
    )
    assert pdf_signatures._by_the_book(wider) is None
    assert pdf_signatures._by_the_book(signed(data, signer, "second")) is None


def test_only_states_that_open_by_themselves_are_revisions(contract: bytes, tmp_path: Path) -> None:
    assert pdf_structure.revisions(contract) == 1
    with pymupdf.open(stream=contract) as pdf:
        xref = pdf.get_new_xref()
        pdf.update_object(xref, "<<>>")
        pdf.update_stream(xref, contract, compress=False)
        carrier = bytes(pdf.tobytes())
    assert carrier.count(b"%%EOF") == 2
    assert pdf_structure.revisions(carrier) == 1
    path = tmp_path / "later.pdf"
    path.write_bytes(contract)
    with pymupdf.open(path) as pdf:
        pdf[0].insert_text((72, 100), "later")
        pdf.saveIncr()
    assert pdf_structure.revisions(path.read_bytes()) == 2


def test_a_form_that_hangs_below_itself_is_not_followed(contract: bytes) -> None:
    with pikepdf.open(io.BytesIO(contract)) as pdf:
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig))
        field.Kids = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        out = io.BytesIO()
        pdf.save(out)
    assert pdf_structure.signature_fields(out.getvalue()) is None
