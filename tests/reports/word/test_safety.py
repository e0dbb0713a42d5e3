"""What stands in documents stays text: no field, link, markup or template code comes of it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from evidence.case import Case, Verdict
from evidence.engagement import Engagement
from evidence.problems import Problem, Trouble
from reports import draft, letter, summarise
from reports.dossier import Dossier
from reports.plates import Plates
from reports.word.template import filled
from reports.word.text import plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTHING = Plates(crops={}, files={})
HOSTILE = (
    "{{7*7}}",
    "{% for x in y %}",
    "{{r applicant }}",
    "{_{7*7}_}",
    "{_% if a %_}",
    "{%p endfor %}",
    '<w:hyperlink r:id="rId1"><w:r><w:t>x</w:t></w:r></w:hyperlink>',
    '</w:t></w:r><w:r><w:instrText>HYPERLINK "http://x"</w:instrText></w:r><w:r><w:t>',
    '<w:fldSimple w:instr="DDEAUTO c:\\\\windows"/>',
    "]]><![CDATA[",
    "&lt;b&gt;&amp;&#x41;",
    "\"' onload=alert(1) x='",
    '=HYPERLINK("http://x")',
    "一行\n二行\r\n三行\t列",
    "控\x00制\x07字\x0b符\x0c\x1b\x9f",
    "反\u202e转\u2066向",
    "非\uffff字\ufdd0",
    "{#注释#}",
)


def shown(text: str) -> str:
    """What a reader sees of a text: line ends as such, forbidden characters as a mark."""
    return plain(text)


def read(file: Path) -> tuple[etree._Element, str]:
    with zipfile.ZipFile(file) as packed:
        root = etree.fromstring(packed.read("word/document.xml"))
        rels = packed.read("word/_rels/document.xml.rels").decode()
    return root, rels


def text_of(root: etree._Element) -> str:
    marks = {W + "t": None, W + "br": "\n", W + "tab": "\t"}
    return "".join(
        (one.text or "") if marks[one.tag] is None else str(marks[one.tag]) for one in root.iter() if one.tag in marks
    )


def soiled(case: Case, verdict: Verdict, engagement: Engagement) -> Dossier:
    """The case with hostile text wherever documents have their say."""
    many = "｜".join(HOSTILE)
    lines = tuple(
        line.model_copy(update={"description": many, "supplier": HOSTILE[number], "number": HOSTILE[number + 3]})
        for number, line in enumerate(case.declaration.lines)
    )
    applicant = case.declaration.applicant.model_copy(update={"name": many, "uscc": "{{ firm }}"})
    troubled = tuple(
        Problem(file=f"{one}.pdf", trouble=Trouble.BROKEN, reason=one, remedy=one) for one in HOSTILE if "/" not in one
    )
    findings = tuple(
        one.model_copy(update={"message": many, "basis": many, "title": HOSTILE[number]})
        for number, one in enumerate(verdict.findings)
    )
    dirty = case.model_copy(
        update={
            "declaration": case.declaration.model_copy(update={"lines": lines, "applicant": applicant}),
            "problems": (*case.problems, *troubled),
        }
    )
    judged = verdict.model_copy(update={"findings": findings})
    return Dossier.of(dirty, judged, summarise(dirty, judged), engagement)


@pytest.fixture(params=["report.docx", "letter.docx"])
def pair(
    request: pytest.FixtureRequest, case: Case, verdict: Verdict, engagement: Engagement, tmp_path: Path
) -> tuple[Path, Path]:
    """The same file of the clean and of the soiled case."""
    made = []
    for name, one in (
        ("clean", Dossier.of(case, verdict, summarise(case, verdict), engagement)),
        ("soiled", soiled(case, verdict, engagement)),
    ):
        out = tmp_path / name
        out.mkdir()
        made.append((draft if request.param == "report.docx" else letter).write(one, out, NOTHING))
    return made[0], made[1]


def test_text_of_documents_stays_text(pair: tuple[Path, Path]) -> None:
    (clean, _), (root, rels) = read(pair[0]), read(pair[1])
    said = text_of(root)
    for one in HOSTILE:
        assert shown(one) in said, repr(one)
    assert not list(root.iter(W + "hyperlink", W + "fldSimple", W + "object", W + "pict"))
    codes = [one.text for one in clean.iter(W + "instrText")]
    assert [one.text for one in root.iter(W + "instrText")] == codes, "the fields are the template's"
    assert "External" not in rels
    assert "49" not in re.sub(r"[\d,.]{3,}|\d{4,}", "", said), "nothing was calculated"


def test_no_forbidden_character_survives(pair: tuple[Path, Path]) -> None:
    root, _ = read(pair[1])
    said = text_of(root)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    assert "控�制�字�符��" in said, "what was taken out leaves a mark"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.sampled_from("{}%_#<>&\"'=\n\t\r\x00\x0b\u202e\ud800甲 wtr:/-"), max_size=24))
def test_any_text_comes_out_as_it_went_in(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = _template(tmp_path_factory)
    file = path.with_name("out.docx")
    file.write_bytes(filled(path, {"a": text, "many": (text, text)}, text, text))
    root, _ = read(file)
    assert text_of(root) == f"前{plain(text)}后" + 2 * f"行{plain(text)}"


def _template(factory: pytest.TempPathFactory) -> Path:
    from docx import Document

    path = factory.getbasetemp() / "one.docx"
    if not path.exists():
        document = Document()
        document.add_paragraph("前{{ a }}后")
        document.add_paragraph("{%p for one in many %}")
        document.add_paragraph("行{{ one }}")
        document.add_paragraph("{%p endfor %}")
        document.save(str(path))
    return path
