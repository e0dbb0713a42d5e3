"""Taking in folders and archives: names, nesting, caps, litter, and nothing dropped without a word."""

import base64
import hashlib
import io
import os
import stat
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import py7zr
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence.problems import Trouble, UnusableInputError
from evidence.settings import ReadLimits
from evidence.source import Submission
from readers import archives, intake, sniff

LIMITS = ReadLimits()
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


class _Unflagged(zipfile.ZipInfo):
    """A member whose name is written as bytes of some other encoding, without the UTF-8 flag."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("cp437"), 0


def zipped(files: dict[str, bytes], encoding: str | None = None) -> bytes:
    """A zip; with `encoding`, names are written as those bytes without the UTF-8 flag, as Windows packers do."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name) if encoding is None else _Unflagged(name.encode(encoding).decode("cp437"))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def taken(folder: Path, tmp_path: Path, limits: ReadLimits = LIMITS) -> Submission:
    return intake.take_in(folder, tmp_path / "vault", limits)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "甲公司申报材料"
    made.mkdir()
    return made


def test_a_folder_is_taken_in_sorted_named_by_hash_and_kept_read_only(folder: Path, tmp_path: Path) -> None:
    (folder / "b").mkdir()
    (folder / "b" / "2.txt").write_bytes(b"two")
    (folder / "a.txt").write_bytes(b"one")
    (folder / "c.txt").write_bytes(b"one")
    submission = taken(folder, tmp_path)
    assert submission.name == "甲公司申报材料"
    assert [source.path for source in submission.sources] == ["a.txt", "b/2.txt", "c.txt"]
    first, _, again = submission.sources
    assert first.sha256 == again.sha256 == hashlib.sha256(b"one").hexdigest()
    assert first.blob == tmp_path / "vault" / first.sha256[:2] / f"{first.sha256}.bin"
    assert stat.S_IMODE(first.blob.stat().st_mode) == 0o444
    assert len(list((tmp_path / "vault").rglob("*.bin"))) == 2
    assert not list((tmp_path / "vault").glob(".incoming*"))
    assert (folder / "a.txt").read_bytes() == b"one"


def test_a_damaged_blob_is_replaced_at_the_next_intake(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_bytes(b"one")
    blob = taken(folder, tmp_path).sources[0].blob
    blob.chmod(0o644)
    blob.write_bytes(b"forged")
    assert taken(folder, tmp_path).sources[0].blob.read_bytes() == b"one"


def test_names_marked_as_utf8_that_are_gbk_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"合同/昞州.txt": b"1", "发票.txt": b"2"}, "gbk"))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        begin = 0
        while (begin := data.find(mark, begin)) >= 0:
            data[begin + at + 1] |= 0x08
            begin += 4
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(UnicodeDecodeError):
        zipfile.ZipFile(tmp_path / "a.zip")
    submission = intake.take_in(tmp_path / "a.zip", tmp_path / "vault", LIMITS)
    assert [source.path for source in submission.sources] == ["发票.txt", "合同/昞州.txt"]
    assert [source.blob.read_bytes() for source in submission.sources] == [b"2", b"1"]
    assert not submission.problems


def test_a_dictionary_bomb_ends_only_its_own_process(tmp_path: Path) -> None:
    path = tmp_path / "bomb.7z"
    filters = [{"id": py7zr.FILTER_LZMA2, "preset": 1}]
    with py7zr.SevenZipFile(path, "w", filters=filters) as archive:
        archive.set_encoded_header_mode(False)
        archive.writestr(b"x" * 10_000, "a.txt")
    data = bytearray(path.read_bytes())
    start, length = struct.unpack_from("<QQ", data, 12)
    head = slice(32 + start, 32 + start + length)
    at = data.index(b"\x21\x21\x01", head.start) + 3
    data[at] = 40  # LZMA2: a dictionary of 4 GiB
    struct.pack_into("<L", data, 28, zlib.crc32(data[head]))
    struct.pack_into("<L", data, 8, zlib.crc32(data[12:32]))
    path.write_bytes(data)
    with pytest.raises(UnusableInputError, match="内存"):
        intake.take_in(path, tmp_path / "vault", LIMITS)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", None])
def test_chinese_names_of_zip_members_survive(folder: Path, tmp_path: Path, encoding: str | None) -> None:
    # The second byte of 昞, 乗 and 俓 is 0x5C, the backslash, in GBK.
    names = ["合同/昞乗俓.txt", "发票清单.txt", "联通.txt"]
    (folder / "资料.zip").write_bytes(zipped({name: name.encode() for name in names}, encoding))
    assert sorted(f"资料.zip/{name}" for name in names) == [s.path for s in taken(folder, tmp_path).sources]


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12))
def test_any_gbk_name_comes_back(name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.orig_filename = name.encode("gbk").decode("cp437")
    assume(not archives._is(name.encode("gbk"), "utf-8"))
    assert archives.zip_names([info]) == [name]


def test_archives_in_archives_are_unpacked_to_the_set_depth(folder: Path, tmp_path: Path) -> None:
    inner = zipped({"x.txt": b"deep"})
    for level in range(3):
        inner = zipped({f"{level}.zip": inner, f"{level}.txt": b"level %d" % level})
    (folder / "top.zip").write_bytes(inner)
    submission = taken(folder, tmp_path)
    assert [s.path for s in submission.sources] == [
        "top.zip/2.txt",
        "top.zip/2.zip/1.txt",
        "top.zip/2.zip/1.zip/0.txt",
    ]
    (problem,) = submission.problems
    assert problem.file == "top.zip/2.zip/1.zip/0.zip"
    assert problem.trouble is Trouble.TOO_LARGE


def test_names_that_lead_out_of_the_archive_stay_inside(folder: Path, tmp_path: Path) -> None:
    names = {"../../evil.txt": b"1", "/etc/passwd": b"2", "C:\\temp\\a.txt": b"3", "a/../b.txt": b"4"}
    (folder / "z.zip").write_bytes(zipped(names))
    paths = [source.path for source in taken(folder, tmp_path).sources]
    assert paths == ["z.zip/a/b.txt", "z.zip/etc/passwd", "z.zip/evil.txt", "z.zip/temp/a.txt"]
    assert not (tmp_path.parent / "evil.txt").exists()


def test_two_members_of_one_name_are_both_kept(folder: Path, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.txt", b"1")
        archive.writestr("a.txt", b"2")
    (folder / "z.zip").write_bytes(buffer.getvalue())
    assert [source.path for source in taken(folder, tmp_path).sources] == ["z.zip/a#2.txt", "z.zip/a.txt"]


def test_a_zip_bomb_becomes_a_problem_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    (folder / "bomb.zip").write_bytes(zipped({f"{n}.bin": b"\x00" * (30 << 20) for n in range(4)}))
    (folder / "good.txt").write_bytes(b"good")
    submission = taken(folder, tmp_path, ReadLimits(archive_ratio=20))
    assert "good.txt" in [source.path for source in submission.sources]
    assert {problem.trouble for problem in submission.problems} == {Trouble.TOO_LARGE}
    assert sum(s.size for s in submission.sources) <= intake._FLOOR + 4


def test_too_many_entries_are_refused_with_a_word(folder: Path, tmp_path: Path) -> None:
    (folder / "many.zip").write_bytes(zipped({f"{n}.txt": str(n).encode() for n in range(12)}))
    submission = taken(folder, tmp_path, ReadLimits(archive_entries=10))
    assert len(submission.sources) == 10
    assert submission.problems[0].file == "many.zip"
    assert "10" in submission.problems[0].reason


def test_a_file_beyond_the_size_limit_is_a_problem(folder: Path, tmp_path: Path) -> None:
    with (folder / "big.bin").open("wb") as big:
        big.truncate((1 << 20) + 1)
    (folder / "a.txt").write_bytes(b"a")
    (problem,) = taken(folder, tmp_path, ReadLimits(file_megabytes=1)).problems
    assert (problem.file, problem.trouble) == ("big.bin", Trouble.TOO_LARGE)


def test_desktop_litter_is_left_aside_but_hidden_documents_are_reported(folder: Path, tmp_path: Path) -> None:
    (folder / "~$合同.docx").write_bytes(b"\x05owner" + b"\x00" * 50)
    (folder / ".DS_Store").write_bytes(b"\x00\x00\x00\x01Bud1" + b"\x00" * 20)
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    (folder / ".发票.png").write_bytes(PNG)
    (folder / "a.txt").write_bytes(b"a")
    submission = taken(folder, tmp_path)
    assert [source.path for source in submission.sources] == ["a.txt"]
    (problem,) = submission.problems
    assert problem.file == ".发票.png"
    assert "隐藏" in problem.reason


def test_links_out_of_the_folder_are_reported_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_bytes(b"secret")
    (folder / "link.txt").symlink_to(outside)
    (folder / "a.txt").write_bytes(b"a")
    submission = taken(folder, tmp_path)
    assert [source.path for source in submission.sources] == ["a.txt"]
    assert submission.problems[0].file == "link.txt"


def test_a_broken_or_locked_archive_inside_is_a_problem(folder: Path, tmp_path: Path) -> None:
    (folder / "cut.zip").write_bytes(zipped({"a.txt": os.urandom(5000)})[:3000])
    locked = bytearray(zipped({"a.txt": b"a"}))
    locked[6] |= 1
    central = locked.index(b"PK\x01\x02")
    locked[central + 8] |= 1
    (folder / "locked.zip").write_bytes(bytes(locked))
    (folder / "a.txt").write_bytes(b"a")
    found = {problem.file: problem.trouble for problem in taken(folder, tmp_path).problems}
    assert found == {"cut.zip": Trouble.BROKEN, "locked.zip/a.txt": Trouble.ENCRYPTED}


def test_a_member_with_a_wrong_checksum_is_a_problem(folder: Path, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"A" * 100)
        archive.writestr("b.txt", b"fine")
    data = buffer.getvalue().replace(b"A" * 100, b"A" * 99 + b"B")
    (folder / "z.zip").write_bytes(data)
    submission = taken(folder, tmp_path)
    assert [source.path for source in submission.sources] == ["z.zip/b.txt"]
    assert submission.problems[0].trouble is Trouble.BROKEN


def test_a_seven_zip_is_unpacked_and_a_locked_one_reported(folder: Path, tmp_path: Path) -> None:
    with py7zr.SevenZipFile(folder / "a.7z", "w") as archive:
        archive.writestr(b"one", "目录/一.txt")
        archive.writestr(PNG, "目录/二.png")
    with py7zr.SevenZipFile(folder / "b.7z", "w", password="x") as archive:
        archive.writestr(b"one", "a.txt")
    (folder / "c.7z").write_bytes((folder / "a.7z").read_bytes()[:60])
    submission = taken(folder, tmp_path)
    assert [s.path for s in submission.sources] == ["a.7z/目录/一.txt", "a.7z/目录/二.png"]
    assert submission.sources[1].media_type == sniff.PNG
    assert {p.file: p.trouble for p in submission.problems} == {"b.7z": Trouble.ENCRYPTED, "c.7z": Trouble.BROKEN}


def test_mail_is_kept_and_its_attachments_unpacked(folder: Path, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "发票"
    mail.set_content("见附件")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="发票.png")
    mail.add_attachment(zipped({"一.txt": b"1"}), maintype="application", subtype="zip", filename="包.zip")
    (folder / "m.eml").write_bytes(mail.as_bytes())
    paths = [source.path for source in taken(folder, tmp_path).sources]
    assert paths == ["m.eml", "m.eml/包.zip/一.txt", "m.eml/发票.png"]


def test_an_archive_at_the_top_is_the_submission(tmp_path: Path) -> None:
    top = tmp_path / "乙公司.zip"
    top.write_bytes(zipped({"申报/表.txt": b"1"}, "gbk"))
    submission = taken(top, tmp_path)
    assert (submission.name, [s.path for s in submission.sources]) == ("乙公司", ["申报/表.txt"])


def test_unusable_input_is_named_with_a_remedy(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="找不到"):
        taken(tmp_path / "nowhere", tmp_path)
    with pytest.raises(UnusableInputError, match="没有可用的文件"):
        taken(folder, tmp_path)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(zipped({"a.txt": os.urandom(500)})[:300])
    with pytest.raises(UnusableInputError, match=r"broken\.zip.*损坏.*重新"):
        taken(broken, tmp_path)


def test_an_empty_file_is_taken_in_so_that_someone_answers_for_it(folder: Path, tmp_path: Path) -> None:
    (folder / "空.pdf").write_bytes(b"")
    assert [source.media_type for source in taken(folder, tmp_path).sources] == [sniff.EMPTY]


def mail_of(*parts: bytes, kind: str = "mixed", head: bytes = b"") -> bytes:
    """A mail of raw parts, each with its own head."""
    body = b"".join(b"--=x\r\n" + part + b"\r\n" for part in parts)
    first = b"From: a@example.com\r\nTo: b@example.com\r\nMIME-Version: 1.0\r\n" + head
    return first + f'Content-Type: multipart/{kind}; boundary="=x"\r\n\r\n'.encode() + body + b"--=x--\r\n"


TEXT = b"Content-Type: text/plain; charset=utf-8\r\n\r\nsee below"


def mailed(data: bytes, folder: Path, tmp_path: Path) -> dict[str, bytes]:
    (folder / "m.eml").write_bytes(data)
    submission = taken(folder, tmp_path)
    assert not submission.problems
    return {s.path.removeprefix("m.eml").lstrip("/"): s.blob.read_bytes() for s in submission.sources}


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_attachments_named_in_bare_bytes_keep_their_names(folder: Path, tmp_path: Path, encoding: str) -> None:
    part = 'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="发票一.pdf"\r\n\r\nbytes'
    assert mailed(mail_of(TEXT, part.encode(encoding)), folder, tmp_path)["发票一.pdf"] == b"bytes"


def test_pictures_pasted_into_a_mail_are_taken_out(folder: Path, tmp_path: Path) -> None:
    html = b'Content-Type: text/html; charset=utf-8\r\n\r\n<p><img src="cid:1"></p>'
    pasted = b"Content-Type: image/png\r\nContent-ID: <1>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    related = mail_of(html, pasted + base64.b64encode(PNG), kind="related").partition(b"MIME-Version: 1.0\r\n")[2]
    found = mailed(mail_of(TEXT, related.replace(b"=x", b"=y")), folder, tmp_path)
    assert set(found) == {"", "attachment-1.png"}
    assert found["attachment-1.png"] == PNG


def test_a_mail_that_is_nothing_but_a_file_gives_the_file(folder: Path, tmp_path: Path) -> None:
    head = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    data = head + b'Content-Type: application/pdf; name="a.pdf"\r\n\r\nbytes'
    assert mailed(data, folder, tmp_path)["a.pdf"] == b"bytes"


def test_a_forwarded_mail_is_a_mail_with_attachments_of_its_own(folder: Path, tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "c@example.com", "d@example.com", "回单"
    inner.set_content("见附件")
    inner.add_attachment(PNG, maintype="image", subtype="png", filename="回单.png")
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "a@example.com", "b@example.com", "转发"
    outer.set_content("转发")
    outer.add_attachment(inner)
    found = mailed(outer.as_bytes(), folder, tmp_path)
    (mail,) = [name for name in found if name.endswith(".eml")]
    assert found[f"{mail}/回单.png"] == PNG
    assert set(found) == {"", mail, f"{mail}/回单.png"}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("发票/诚信.txt".encode("gb18030"), "发票/诚信.txt"),
        ("合同乗.txt".encode("gb18030"), "合同乗.txt"),
        (b"a\xff.txt", "a?.txt"),
    ],
)
def test_names_whose_bytes_are_no_utf8_become_text(folder: Path, tmp_path: Path, raw: bytes, shown: str) -> None:
    """`乗` ends in the byte of a backslash in GB 18030."""
    place = folder / os.fsdecode(raw)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"some text")
    submission = taken(folder, tmp_path)
    assert [source.path for source in submission.sources] == [shown]
    assert shown in submission.model_dump_json()


def test_names_that_read_alike_stay_different_files(folder: Path, tmp_path: Path) -> None:
    for raw in (b"a\xff.txt", b"a\xfe\xff.txt", b"a\x01b.txt", b"ab.txt"):
        (folder / os.fsdecode(raw)).write_bytes(raw)
    paths = [source.path for source in taken(folder, tmp_path).sources]
    assert len(set(paths)) == 4
