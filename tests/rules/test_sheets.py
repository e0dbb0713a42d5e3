"""Pages, seals, signatures of containers and certificates: what is told, and what absence never shows."""

import pytest

from evidence.document import Box, Document, Method, Page, Seal, Word
from evidence.sheet import Imprint, Sheet, sheets_of
from rules import judge

BIG = "800000.00"
NUMBER = "CG-2024-001"


def judged(make, sheets=None, contract=None, invoice=None, more=(), **changes):
    papers = [contract or make.contract(BIG, NUMBER), invoice or make.ordinary(BIG), make.slip(BIG), *more]
    case = make.case([make.line(BIG, contract_no=NUMBER)], papers, **changes)
    return judge(case.model_copy(update={"sheets": sheets or {}}))


def seen(*seals, number=1, **changes):
    return Sheet(number=number, method=Method.OCR, words=30, clarity=0.97).model_copy(
        update={"seals": tuple(Imprint(text=text) for text in seals), **changes}
    )


def test_sheets_tell_seals_clarity_and_printed_numbers():
    words = (
        Word("第2页 共5页", Box(0, 0, 9, 9), 0.9, Method.OCR),
        Word("甲方", Box(0, 10, 9, 19), 0.7, Method.OCR),
    )
    page = Page(2, 100, 100, words, Method.OCR, seals=(Seal(Box(0, 0, 5, 5), "red", "某章"),))
    (sheet,) = sheets_of(Document("a", "b", "c", "d", "e", (page,)))
    assert sheet.printed == (2, 5)
    assert sheet.clarity == 0.8
    assert sheet.seals == (Imprint(color="red", text="某章"),)
    both = Page(1, 1, 1, (*words, Word("第3页 共5页", Box(0, 0, 1, 1))))
    assert sheets_of(Document("a", "b", "c", "d", "e", (both,)))[0].printed is None


@pytest.mark.parametrize(("printed", "told"), [([(1, 3), (2, 3)], 1), ([(1, 2), (2, 2)], 0), ([(1, 3), None], 0)])
def test_pages_left_out(make, printed, told):
    contract = make.contract(BIG, NUMBER).model_copy(update={"pages": (1, 2)})
    sheets = tuple(seen(number=n, printed=p, method=Method.TEXT) for n, p in enumerate(printed, 1))
    verdict = judged(make, {contract.source: sheets}, contract)
    assert len(make.found(verdict, "page_missing")) == told


def test_a_page_in_another_file_is_not_missing(make):
    contract = make.contract(BIG, NUMBER).model_copy(update={"pages": (1, 2)})
    sheets = {contract.source: tuple(seen(number=n, printed=(n, 3), method=Method.TEXT) for n in (1, 2))}
    rest = make.record(make.Kind.OTHER, "合同第三页.jpg", {})
    verdict = judged(make, sheets | {rest.source: (seen(printed=(3, 3)),)}, contract, more=[rest])
    assert make.found(verdict, "page_missing") == []


@pytest.mark.parametrize(("clarity", "words", "told"), [(0.59, 30, 1), (0.6, 30, 0), (0.2, 3, 0)])
def test_pages_too_poor_to_read(make, clarity, words, told):
    contract = make.contract(BIG, NUMBER)
    verdict = judged(make, {contract.source: (seen(clarity=clarity, words=words),)}, contract)
    assert len(make.found(verdict, "material_unreadable")) == told


def test_electronic_invoices_only_as_pictures(make):
    scan = make.ordinary(BIG)
    verdict = judged(make, {scan.source: (seen(),)}, invoice=scan)
    assert len(make.found(verdict, "e_original_missing")) == 1
    original = make.ordinary(BIG, file="发票.xml")
    sheets = {scan.source: (seen(),), original.source: (seen(method=Method.TEXT),)}
    assert make.found(judged(make, sheets, invoice=scan, more=[original]), "e_original_missing") == []
    assert make.found(judged(make, invoice=scan), "e_original_missing") == []


@pytest.mark.parametrize(
    ("seals", "code"),
    [
        ((), "seal_not_fresh"),
        (("成都市武侯区市场监督管理局",), "seal_missing"),
        (("",), None),
        (("某局登记", "甲"), None),
    ],
)
def test_seals_on_the_licence(make, seals, code):
    licence = make.licence()
    found = set(make.codes(judged(make, {licence.source: (seen(*seals),)})))
    assert found & {"seal_not_fresh", "seal_missing"} == ({code} if code else set())


def test_seals_on_the_identity_card(make):
    card = make.record(make.Kind.ID_CARD, "身份证.jpg", {"name": "苏南星"})
    assert "seal_missing" in make.codes(judged(make, {card.source: (seen(),)}, more=[card]))
    assert "seal_missing" not in make.codes(judged(make, {card.source: (seen(make.APPLICANT),)}, more=[card]))
    assert "seal_missing" not in make.codes(judged(make, more=[card]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("成都百川实业有限公司", 1),
        ("四川松果软仵有限公司", 0),
        ("四川松果软件有限公司合同专用章", 0),
        ("成都市市场监督管理局", 0),
        ("", 0),
    ],
)
def test_names_on_seals(make, text, told):
    contract = make.contract(BIG, NUMBER)
    verdict = judged(make, {contract.source: (seen(text),)}, contract)
    assert len(make.found(verdict, "seal_name_mismatch")) == told


@pytest.mark.parametrize(
    ("notes", "code"),
    [
        ((("signature_integrity", "broken"), ("changed_after_signing", "no")), "tampering_suspected"),
        ((("signature_integrity", "ok"), ("changed_after_signing", "yes")), "tampering_suspected"),
        (
            (("signature_integrity", "ok"), ("changed_after_signing", "yes"), ("annotation_stamp", "1")),
            "rule_cannot_determine",
        ),
        ((("signature_integrity", "unknown"), ("changed_after_signing", "no")), "signature_unverified"),
        ((("ofd_digest", "unchecked"),), "signature_unverified"),
        ((("signature_integrity", "ok"), ("changed_after_signing", "no")), None),
    ],
)
def test_signatures_of_containers(make, notes, code):
    invoice = make.ordinary(BIG)
    assert make.codes(judged(make, invoice=invoice, notes={invoice.source: notes})) == ([code] if code else [])


@pytest.mark.parametrize(("day", "over"), [("2025-05-19", True), ("2025-05-20", False)])
def test_certificates_that_ran_out(make, day, over):
    ends = make.fact("date", day)
    card = make.record(make.Kind.ID_CARD, "身份证.jpg", {"name": "苏南星", "valid_until": ends})
    kept = [item for item in make.materials() if item.kind is not make.Kind.LICENCE]
    verdict = judged(make, more=[card], materials=(*kept, make.licence(valid_until=ends)))
    assert ({"licence_expired", "id_card_expired"} <= set(make.codes(verdict))) is over
