from __future__ import annotations

import builtins
import io
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pikepdf
import pymupdf
import pytest

from evidence.case import Case, Verdict
from evidence.settings import ROOT
from reports import summarise
from reports.dossier import Dossier
from reports.layout import LayoutError, pdf_of
from reports.page import render
from reports.plates import Picture, Plates, plates

HOSTILE = (
    "</td></table><script>alert(1)</script><a href='http://evil.test/'>x</a>{{7*7}}=HYPERLINK(\"u\")\u202efdp.exe\x07"
)
LINK = "javascript:app.alert(1) http://evil.test/a file:///etc/passwd"


def laid_out(case: Case, verdict: Verdict, picture: Picture, out: Path) -> str:
    dossier = Dossier.of(case, verdict, summarise(case, verdict))
    return render(dossier, plates(dossier, out, picture), "paper")


@pytest.fixture
def html(case: Case, verdict: Verdict, picture: Picture, tmp_path: Path) -> str:
    return laid_out(case, verdict, picture, tmp_path)


_MADE: dict[str, bytes] = {}


@pytest.fixture
def pdf(html: str) -> bytes:
    """The PDF of the invented case, laid out once."""
    if html not in _MADE:
        _MADE[html] = pdf_of(html)
    return _MADE[html]


def text_of(pdf: bytes) -> str:
    """All its text without the white space that line breaks bring."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return re.sub(r"\s+", "", "".join(page.get_text() for page in document))


def test_the_amounts_are_those_of_the_result(case: Case, verdict: Verdict, pdf: bytes) -> None:
    amounts = summarise(case, verdict).amounts
    text = text_of(pdf)
    for amount in (amounts.declared, amounts.recognised, amounts.subsidy, amounts.personnel_allowed):
        assert f"{float(amount):,.2f}" in text


def test_every_finding_line_and_document_is_there(case: Case, verdict: Verdict, pdf: bytes) -> None:
    text, result = text_of(pdf), summarise(case, verdict)
    for number, finding in enumerate(result.findings, start=1):
        assert f"D-{number:03d}" in text
        assert re.sub(r"\s+", "", finding.title) in text
        assert re.sub(r"\s+", "", finding.message) in text
    for line in result.lines:
        assert re.sub(r"\s+", "", line.description) in text
        assert f"{float(line.declared):,.2f}" in text
    for row in result.documents:
        assert row.file in text, "no file is dropped"
        assert row.sha256[:12] in text


def test_the_parts_of_a_finding_stand_in_their_order(pdf: bytes) -> None:
    text = text_of(pdf)
    start = text.rindex("D-001", 0, text.rindex("七、需关注事项"))
    card = text[start : start + 900]
    places = [card.index(word) for word in ("事实", "标准", "差异", "影响", "建议", "申报单位意见", "审计意见")]
    assert places == sorted(places)


def test_it_is_a_draft_nobody_signed(pdf: bytes) -> None:
    text = text_of(pdf)
    assert "审计工作底稿（初稿），未经注册会计师复核签署不具有鉴证效力" in text
    signing = text[text.rindex("十一、签署") :]
    for place in ("编制人", "项目负责人", "质量复核人", "会计师事务所（公章）："):
        assert place in signing
    assert signing.count("中国注册会计师（签名并盖章）：") == 2
    assert "结论建议：待补充" in text


def test_it_is_a4_with_a_number_on_every_page_but_the_cover(pdf: bytes) -> None:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        count = document.page_count
        assert 5 < count < 40
        for number, page in enumerate(document, start=1):
            assert (round(page.rect.width), round(page.rect.height)) == (595, 842)
            text = re.sub(r"\s+", "", page.get_text())
            assert (f"第{number}页/共{count}页" in text) == (number > 1)
            assert "未经注册会计师复核签署不具有鉴证效力" in text
            assert len(text) > 40, "no page is left empty"


def test_nothing_stands_outside_the_page(pdf: bytes) -> None:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        for page in document:
            for block in page.get_text("blocks"):
                assert 30 < block[0] < block[2] < page.rect.width - 30, (page.number, block)


def test_all_fonts_are_embedded(pdf: bytes) -> None:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        fonts = {font for page in document for font in page.get_fonts()}
    assert fonts
    assert all(extension not in ("", "n/a") for _, extension, *_ in fonts)


def test_links_lead_to_places_of_the_file_itself(pdf: bytes) -> None:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        links = [link for page in document for link in page.get_links()]
        assert len(links) > 20
        assert {link["kind"] for link in links} <= {pymupdf.LINK_GOTO, pymupdf.LINK_NAMED}
        assert all(0 <= link["page"] < document.page_count for link in links)
        titles = [title for _, title, _ in document.get_toc()]
    assert any("一、摘要" in title for title in titles)
    assert sum("D-00" in title for title in titles) == 4, "every finding is in the outline"


def test_it_is_tagged_and_tells_neither_day_nor_machine(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.Lang == "zh-CN"
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert not {"/CreationDate", "/ModDate", "/Author"} & set(document.docinfo.keys())
    assert str(ROOT).encode() not in pdf


def test_equal_input_gives_equal_bytes_in_another_process_and_folder(html: str, pdf: bytes, tmp_path: Path) -> None:
    code = "import sys; from reports.layout import main; sys.exit(main())"
    for seed in ("1", "2"):
        own = tmp_path / seed
        own.mkdir()
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(own)}
        done = subprocess.run(
            [sys.executable, "-c", code], input=html.encode(), capture_output=True, cwd=own, env=environment, check=True
        )
        assert done.stdout == pdf


RUNS = {"/JS", "/JavaScript", "/URI", "/Launch", "/OpenAction", "/AA", "/EmbeddedFiles"}
"""Names of a PDF that open, run or carry something."""


def actions(pdf: bytes) -> set[str]:
    """Every kind of action in the file, and every name of it that opens, runs or carries something."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        kinds = {str(one["/S"]) for one in found if "/S" in one}
        return (kinds | {name for one in found for name in one.keys()}) & RUNS  # noqa: SIM118 - not a Python mapping


def hostile(case: Case, verdict: Verdict) -> tuple[Case, Verdict]:
    """The same case where everything an applicant writes is an attack."""
    bad = {"value": HOSTILE, "raw": HOSTILE + LINK}
    records = tuple(
        record.model_copy(
            update={
                "facts": {
                    name: fact.model_copy(update=bad) if fact.type == "text" else fact
                    for name, fact in record.facts.items()
                }
            }
        )
        for record in case.records
    )
    applicant = case.declaration.applicant.model_copy(update={"name": HOSTILE, "uscc": LINK})
    claimed = {"description": HOSTILE, "supplier": HOSTILE, "number": "<b>1</b>"}
    lines = tuple(line.model_copy(update=claimed) for line in case.declaration.lines)
    trouble = {"file": HOSTILE, "reason": HOSTILE, "remedy": LINK}
    told = {"title": HOSTILE, "message": HOSTILE + LINK, "basis": HOSTILE}
    changed = case.model_copy(
        update={
            "records": records,
            "declaration": case.declaration.model_copy(update={"applicant": applicant, "lines": lines}),
            "problems": tuple(one.model_copy(update=trouble) for one in case.problems),
            "submission": case.submission.model_copy(update={"name": HOSTILE}),
        }
    )
    findings = tuple(one.model_copy(update=told) for one in verdict.findings)
    return changed, verdict.model_copy(update={"findings": findings})


def test_text_of_documents_becomes_no_action(case: Case, verdict: Verdict, picture: Picture, tmp_path: Path) -> None:
    pdf = pdf_of(laid_out(*hostile(case, verdict), picture, tmp_path))
    assert "<script>alert(1)</script>" in text_of(pdf), "it is shown as it stands"
    assert not actions(pdf)


@pytest.mark.parametrize(
    "page",
    [
        '<img src="file:///etc/hostname">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<style>@import "http://127.0.0.1:9/x.css"; p{background:url(file:///etc/hostname)}</style>',
        '<object data="file:///etc/hostname"></object>',
    ],
)
def test_nothing_is_fetched(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = builtins.open

    def watched(file: object, *rest: object, **more: object) -> object:
        opened.append(str(file))
        return real(file, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", watched)
    monkeypatch.setattr("socket.socket.connect", lambda *_: opened.append("network"))
    pdf = pdf_of(f"<p>here</p>{page}")
    assert text_of(pdf) == "here"
    assert "network" not in opened
    assert not [name for name in opened if "hostname" in name]
    assert not actions(pdf)


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lacking:
        def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [one for one in sys.modules if one == "weasyprint" or one.startswith("weasyprint.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Lacking(), *sys.meta_path])
    with pytest.raises(LayoutError, match=r"libpango-1\.0-0 .*apt-get install"):
        pdf_of("<p>x</p>")


@pytest.mark.parametrize("long", ["超长名称" * 60, "W" * 240, "https-like-and_very.long/" * 10])
def test_long_names_stay_on_the_page(case: Case, verdict: Verdict, picture: Picture, tmp_path: Path, long: str) -> None:
    applicant = case.declaration.applicant.model_copy(update={"name": long, "uscc": long[:60]})
    lines = tuple(one.model_copy(update={"description": long, "supplier": long}) for one in case.declaration.lines)
    declaration = case.declaration.model_copy(update={"applicant": applicant, "lines": lines})
    problems = tuple(one.model_copy(update={"file": long}) for one in case.problems)
    findings = tuple(one.model_copy(update={"title": long, "message": long}) for one in verdict.findings)
    changed = case.model_copy(update={"declaration": declaration, "problems": problems})
    pdf = pdf_of(laid_out(changed, verdict.model_copy(update={"findings": findings}), picture, tmp_path))
    test_nothing_stands_outside_the_page(pdf)
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        headers = [page.get_text(clip=(0, 0, page.rect.width, 60)) for page in document]
        assert all(len(text) < 80 for text in headers[1:]), "the running head stays short"


def test_an_empty_case_is_laid_out_too(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    bare = case.model_copy(update={"records": (), "problems": ()})
    nothing = verdict.model_copy(update={"findings": ()})
    dossier = Dossier.of(bare, nothing, summarise(bare, nothing))
    text = text_of(pdf_of(render(dossier, Plates(crops={}, files={}), "paper")))
    assert "未发现差异" in text
    assert "未读到申报表" in text


def test_laying_out_leaves_pillow_as_strict_as_it_was() -> None:
    code = "from PIL import ImageFile; from reports.layout import pdf_of; pdf_of('<p>x</p>'); "
    code += "assert not ImageFile.LOAD_TRUNCATED_IMAGES"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
