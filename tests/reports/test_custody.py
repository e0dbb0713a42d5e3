from __future__ import annotations

from datetime import date

import pytest

from evidence.case import Case
from evidence.document import Method
from evidence.imported import Imported, OriginalSeen
from evidence.sheet import Imprint, Sheet
from reports.custody import Custody, custody


def of(case: Case, path: str) -> Custody:
    return next(one for one in custody(case).values() if path in one.files)


def sha_of(case: Case, path: str) -> str:
    return next(source.sha256 for source in case.submission.sources if source.path == path)


def test_the_same_bytes_under_two_names_are_one(case: Case) -> None:
    found = custody(case)
    assert len(found) == len({source.sha256 for source in case.submission.sources})
    assert of(case, "01/发票.pdf").files == ("01/发票.pdf", "99/发票副本.pdf")
    assert {one.sha256 for one in found.values()} == set(found)


@pytest.mark.parametrize(
    ("path", "methods", "origin"),
    [
        ("01/发票.pdf", (Method.TEXT,), "PDF（文字）"),
        ("01/发票.pdf", (Method.TEXT, Method.OCR), "PDF（部分扫描）"),
        ("01/发票.pdf", (Method.OCR,), "PDF 扫描件"),
        ("01/发票.pdf", (Method.XML,), "结构化原件"),
        ("02/扫描件.jpg", (Method.OCR,), "图片（扫描或照片）"),
        ("项目清单.xlsx", (Method.OFFICE,), "Office 文件"),
        ("01/发票.pdf", (), ""),
    ],
)
def test_the_origin_follows_from_how_the_pages_were_read(
    case: Case, path: str, methods: tuple[Method, ...], origin: str
) -> None:
    sheets = tuple(Sheet(number=n, method=method) for n, method in enumerate(methods, start=1))
    other = case.model_copy(update={"sheets": {sha_of(case, path): sheets}})
    assert of(other, path).origin == origin


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ((("signature_integrity", "ok"), ("changed_after_signing", "no")), "签名有效"),
        ((("signature_integrity", "ok"), ("changed_after_signing", "yes")), "签名有效，签名后有改动"),
        ((("signature_integrity", "broken"),), "签名与内容不符"),
        ((("signature_integrity", "unknown"),), "签名未能核验"),
        ((("ofd_digest", "mismatch:Pages/Page_0/Content.xml"),), "摘要与内容不符"),
        ((("ofd_digest", "ok"),), "摘要相符"),
        ((("ofd_digest", "unchecked"),), "签名未能核验"),
        ((("ofd_digest", "absent"),), "无签名"),
        ((("producer", "x"),), "无签名"),
    ],
)
def test_what_the_container_says_of_its_signature(case: Case, notes: tuple[tuple[str, str], ...], told: str) -> None:
    sha256 = sha_of(case, "01/发票.pdf")
    sheets = {sha256: (Sheet(number=1, method=Method.TEXT, seals=(Imprint(),)),)}
    assert of(case.model_copy(update={"notes": {sha256: notes}, "sheets": sheets}), "01/发票.pdf").signature == told


def test_an_original_nobody_asked_for_is_not_said_to_be_missing(case: Case) -> None:
    assert of(case, "01/合同.pdf").seen == "未核"
    rows = (
        OriginalSeen(file="合同.pdf", seen=True, by="李审计", on=date(2025, 7, 1)),
        OriginalSeen(file="01/回单.pdf", seen=False),
    )
    other = case.model_copy(update={"imported": Imported(originals=rows)})
    assert (of(other, "01/合同.pdf").seen, of(other, "01/合同.pdf").seen_note) == ("是", "李审计，2025-07-01")
    assert (of(other, "01/回单.pdf").seen, of(other, "01/回单.pdf").seen_note) == ("否", "")
