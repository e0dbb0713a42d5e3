"""Damaged files of every kind end in a document, a ReadError or a Problem, never in any other exception."""

import io
import random
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import py7zr
import pymupdf
import pytest

from evidence.problems import ReadError, UnusableInputError
from evidence.settings import ReadLimits, Settings
from evidence.source import Source
from readers import intake, read, sniff


def docx_bytes() -> bytes:
    made, buffer = docx.Document(), io.BytesIO()
    made.add_paragraph("技术服务合同")
    made.add_table(rows=2, cols=2).cell(0, 0).text = "金额"
    made.save(buffer)
    return buffer.getvalue()


def xlsx_bytes() -> bytes:
    made, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in range(1, 30):
        made.worksheets[0].append([row, "摘要", row * 1.5])
    made.save(buffer)
    return buffer.getvalue()


def pdf_bytes() -> bytes:
    with pymupdf.open() as made:
        made.new_page().insert_text((50, 100), "An ordinary page with more than forty characters of text.")
        made.embfile_add("a.xml", b"<a><b>1</b></a>")
        return bytes(made.tobytes())


def ofd_bytes() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", "<OFD><DocBody><DocInfo/><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>")
        archive.writestr("D/Document.xml", '<Document><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>')
        text = '<TextObject ID="2" Boundary="1 1 9 9" Size="3"><TextCode X="0" Y="4">金额</TextCode></TextObject>'
        archive.writestr("D/P.xml", f"<Page><Content><Layer>{text * 20}</Layer></Content></Page>")
    return buffer.getvalue()


def zip_bytes() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"目录/{number}.txt", "内容" * 200)
    return buffer.getvalue()


def seven_zip_bytes() -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        for number in range(3):
            archive.writestr(b"abc" * 500, f"d/{number}.txt")
    return buffer.getvalue()


def mail_bytes() -> bytes:
    mail, inner = EmailMessage(), EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "x"
    inner["Subject"] = "inner"
    inner.set_content("forwarded")
    mail.set_content("body")
    mail.add_attachment(inner)
    mail.add_attachment(zip_bytes(), maintype="application", subtype="zip", filename="a.zip")
    mail.add_attachment("姓名,金额\n甲,1\n".encode("gbk"), maintype="text", subtype="csv", filename="a.csv")
    return mail.as_bytes()


WHOLE = {
    "docx": docx_bytes(),
    "xlsx": xlsx_bytes(),
    "pdf": pdf_bytes(),
    "ofd": ofd_bytes(),
    "xml": "<发票><号码>1</号码><金额>2.00</金额></发票>".encode(),
    "zip": zip_bytes(),
    "7z": seven_zip_bytes(),
    "mail": mail_bytes(),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut short, or with some bytes changed."""
    if chance.random() < 0.3:
        return data[: chance.randrange(1, len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("kind", WHOLE)
def test_damage_is_always_answered(kind: str, tmp_path: Path) -> None:
    chance = random.Random(kind)
    folder = tmp_path / "in"
    folder.mkdir()
    answers = 0
    for _ in range(40):
        (folder / "a").write_bytes(damaged(WHOLE[kind], chance))
        try:
            submission = intake.take_in(folder, tmp_path / "vault", ReadLimits())
        except UnusableInputError:
            answers += 1
            continue
        for source in submission.sources:
            answers += is_answered(source)
        answers += len(submission.problems)
    assert answers >= 40


def is_answered(source: Source) -> bool:
    try:
        return bool(read(source, Settings()).reader)
    except ReadError as error:
        return bool(error.remedy)


def test_attachments_of_a_mail_keep_their_very_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "m.eml").write_bytes(WHOLE["mail"])
    sources = {s.path: s for s in intake.take_in(folder, tmp_path / "vault", ReadLimits()).sources}
    assert sources["m.eml/a.csv"].blob.read_bytes() == "姓名,金额\n甲,1\n".encode("gbk")
    assert b"forwarded" in sources["m.eml/attachment-1.eml"].blob.read_bytes()
    assert sources["m.eml/a.zip/目录/0.txt"].media_type == sniff.TEXT
