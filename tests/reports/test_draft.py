"""The draft of the audit report in Word: its numbers, its parts, its pictures, and equal bytes for equal input."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Opened
from lxml import etree
from PIL import Image

from evidence.case import Case, Verdict
from evidence.declared import Declaration
from evidence.engagement import Engagement, load_engagement
from evidence.finding import Severity, finding_id
from evidence.money import Money
from evidence.recognition import Question, Reach, RecognisedLine, Recognition
from evidence.settings import ROOT
from reports import Picture, draft, summarise, titles
from reports.dossier import Dossier
from reports.plates import Plates, plates
from reports.word.conclusion import REFUSE, SUPPORT, WAIT
from reports.word.issues import BUDGET, MOST
from reports.word.pictures import Picture as Drawn
from reports.word.variables import ReportVariables

OWN = load_engagement(ROOT / "configs" / "report")
NOTHING = Plates(crops={}, files={})
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def dossier_of(case: Case, verdict: Verdict, engagement: Engagement = OWN) -> Dossier:
    return Dossier.of(case, verdict, summarise(case, verdict), engagement)


@pytest.fixture
def file(case: Case, verdict: Verdict, tmp_path: Path, picture: Picture) -> Path:
    own = dossier_of(case, verdict)
    return draft.write(own, tmp_path, plates(own, tmp_path, picture))


@pytest.fixture
def opened(file: Path) -> Opened:
    return Document(str(file))


def text_of(document: Opened) -> str:
    return "\n".join("".join(one.itertext(W + "t")) for one in document.element.body.iter(W + "p"))


def table_under(document: Opened, heading: str) -> list[list[str]]:
    """The first table after the heading, row by row."""
    body = list(document.element.body)
    starts = [
        place for place, one in enumerate(body) if one.tag == W + "p" and "".join(one.itertext(W + "t")) == heading
    ]
    found = next(one for one in body[starts[-1] :] if one.tag == W + "tbl")
    return [["".join(cell.itertext(W + "t")) for cell in row.findall(W + "tc")] for row in found.findall(W + "tr")]


def test_the_amounts_are_those_of_the_result(case: Case, verdict: Verdict, opened: Opened) -> None:
    amounts = summarise(case, verdict).amounts
    head, figures, wan = table_under(opened, "摘要")
    assert head == ["申报数", "核减", "审定数", "测算补助"]
    cut = Decimal(amounts.declared) - Decimal(amounts.recognised)
    known = (Decimal(amounts.declared), cut, Decimal(amounts.recognised), Decimal(amounts.subsidy))
    assert figures == [f"{one:,.2f}" for one in known]
    assert wan == ["（100.00 万元）", "（43.40 万元）", "（56.60 万元）", "（8.49 万元）"]


def test_tables_add_up(opened: Opened) -> None:
    def number(text: str) -> Decimal:
        return Decimal(text.replace(",", "") or 0)

    cuts = table_under(opened, "从申报数到审定数")
    assert sum(number(row[2]) for row in cuts[1:-1]) == number(cuts[-1][2]) == Decimal("433962.26")
    categories = table_under(opened, "按支出类别")
    for column in (2, 3, 4):
        assert sum(number(row[column]) for row in categories[1:-1]) == number(categories[-1][column])
    lines = table_under(opened, "附件一　申报明细审定表")
    declared = [number(row[3]) for row in lines[1:-3]]
    assert sum(declared) == number(lines[-3][3]) == number(lines[-1][3]) == Decimal(1000000)
    assert number(lines[-3][4]) + number(lines[-2][4]) == number(lines[-1][4])
    assert number(lines[-1][5]) == Decimal("566037.74")


def test_the_chapters_are_headings_in_the_order_of_an_audit_report(opened: Opened) -> None:
    chapters = [one.text for one in opened.paragraphs if one.style and one.style.name in ("Heading 1", "附件标题")]
    assert chapters == [
        *("摘要", "委托事项、依据与口径", "申报单位与项目概况", "审计程序与限制", "审定结果", "发现的问题与核减"),
        *("需关注事项", "未决事项与补充资料", "敏感性分析", "结论建议", "签署", "附件一　申报明细审定表"),
        *("附件二　证据索引摘要", "附件三　材料完整性清单", "附件四　未能完整读取的文件", "附件五　术语"),
    ]
    contents = [one.text.split("\t")[0] for one in opened.paragraphs if one.style and one.style.name == "toc 1"]
    assert [re.sub("^[一二三四五六七八九十]+、", "", one) for one in contents] == chapters, "the contents are filled in"
    issues = [one.text for one in opened.paragraphs if one.style and one.style.name == "Heading 3"]
    assert issues == ["D-001　事项-cash_or_personal_payment（较大）"]


def test_it_says_that_it_is_a_draft_on_the_cover_and_on_every_page(opened: Opened) -> None:
    cover = [one.text for one in opened.paragraphs[:20]]
    assert titles.DRAFT in cover
    for section in opened.sections:
        footers = [section.footer, section.first_page_footer] if section.different_first_page_header_footer else []
        for one in [section.footer, *footers]:
            assert titles.DRAFT in "".join(paragraph.text for paragraph in one.paragraphs)
    codes = "".join("".join(one._element.itertext(W + "instrText")) for one in (opened.sections[0].footer,))
    assert "PAGE" in codes
    assert "NUMPAGES" in codes


def test_every_finding_is_told_in_five_parts(case: Case, verdict: Verdict, opened: Opened) -> None:
    own = dossier_of(case, verdict)
    rows = table_under(opened, "D-001　事项-cash_or_personal_payment（较大）")
    said = own.findings[0].statement
    assert [row[0] for row in rows] == [*("事实", "标准", "差异", "影响", "建议", "证据", "申报单位意见", "审计意见")]
    assert [row[1] for row in rows[:5]] == [said.fact, said.standard, said.difference, said.effect, said.advice]
    assert [row[1] for row in rows[6:]] == ["", ""], "what people think of it is theirs to write"
    text = text_of(opened)
    for one in own.findings:
        assert one.number in text
        assert one.statement.fact in text


def test_nobody_is_signed_for(opened: Opened, case: Case, verdict: Verdict, tmp_path: Path) -> None:
    signatures = table_under(opened, "签署")
    assert [row[0] for row in signatures[1:]] == ["编制人", "项目负责人", "质量复核人"]
    assert {row[1] for row in signatures[1:]} == {""}
    assert {re.sub(r"\s", "", row[2]) for row in signatures[1:]} == {"年月日"}
    assert text_of(opened).count("中国注册会计师：＿") == 2
    firm = OWN.model_copy(update={"firm": "某某会计师事务所", "preparer": "经办人甲", "reference": "某会专审字第1号"})
    path = draft.write(dossier_of(case, verdict, firm), tmp_path, NOTHING)
    named = Document(str(path))
    assert [row[:2] for row in table_under(named, "签署")[1:2]] == [["编制人（经办人甲）", ""]]
    assert "某会专审字第1号" in named.sections[0].header.paragraphs[0].text


def test_charts_are_vectors_with_pixels_beside_them(file: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        root = etree.fromstring(packed.read("word/document.xml"))
        rels = etree.fromstring(packed.read("word/_rels/document.xml.rels"))
        targets = {str(one.get("Id")): str(one.get("Target")) for one in rels}
        vectors = [one for one in root.iter() if str(one.tag).endswith("}svgBlip")]
        assert len(vectors) >= 3
        for one in vectors:
            svg = etree.fromstring(packed.read("word/" + targets[str(one.get(R + "embed"))]))
            assert svg.tag == "{http://www.w3.org/2000/svg}svg"
            blip = next(up for up in one.iterancestors(A + "blip"))
            pixels = packed.read("word/" + targets[str(blip.get(R + "embed"))])
            with Image.open(io.BytesIO(pixels)) as raster:
                assert raster.format == "PNG"
                assert raster.width > 1200
                colours = raster.convert("L").getextrema()
            assert colours[1] - colours[0] > 100, "something is drawn"
        assert b'ContentType="image/svg+xml"' in packed.read("[Content_Types].xml")


def test_pictures_say_what_they_show_and_keep_their_shape(file: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        root = etree.fromstring(packed.read("word/document.xml"))
        names = packed.namelist()
    shown = [one for one in root.iter() if str(one.tag).endswith("}docPr")]
    assert any(str(one.get("descr")).startswith("E-0003　01/回单.pdf（第1页 付款金额）") for one in shown)
    assert all(one.get("descr") for one in shown)
    assert sum("media/E-" in name for name in names) == 1, "each exhibit is stored once"


def test_no_picture_of_a_paper_about_persons_is_in_it(file: Path, case: Case, verdict: Verdict) -> None:
    own = dossier_of(case, verdict)
    hidden = {one.number for one in own.exhibits.all if not one.picturable}
    with zipfile.ZipFile(file) as packed:
        assert hidden
        assert not [name for name in packed.namelist() if any(number in name for number in hidden)]
        said = packed.read("word/document.xml").decode()
    assert "欧阳若溪" not in said
    assert "510101198803050017" not in said


def test_tables_repeat_their_heads_and_set_numbers_right(opened: Opened) -> None:
    long = [
        one for one in opened.tables if len(one.rows) > 1 and one.rows[0].cells[0].text in ("序号", "编号", "核减原因")
    ]
    assert long
    for one in long:
        assert one.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    money = re.compile(r"^\(?[\d,]+\.\d\d\)?$")
    right = set()
    for one in opened.tables[3:]:
        for row in one.rows if one.rows[0].cells[-1].text != "差异" else ():
            right |= {
                cell.paragraphs[0].style.name
                for cell in row.cells
                if money.match(cell.text) and cell.paragraphs[0].style
            }
    assert right == {"表内数字"}


def test_fonts_are_named_for_east_asian_text(file: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        styles = etree.fromstring(packed.read("word/styles.xml"))
    named = {str(one.get(W + "eastAsia")) for one in styles.iter(W + "rFonts") if one.get(W + "eastAsia")}
    assert {"宋体", "黑体"} <= named
    assert not [one for one in styles.iter(W + "rFonts") if one.get(W + "eastAsiaTheme")]


def test_an_empty_case_gives_a_report_that_concludes_nothing(case: Case, tmp_path: Path) -> None:
    bare = case.model_copy(
        update={"records": (), "declaration": Declaration(applicant=case.declaration.applicant, programme=None)}
    )
    zero = Money.zero()
    nothing = Recognition(
        lines=(),
        declared=zero,
        non_personnel=zero,
        personnel_before_cap=zero,
        personnel_allowed=zero,
        recognised=zero,
        subsidy_unrounded=zero,
        subsidy=zero,
    )
    document = Document(
        str(draft.write(dossier_of(bare, Verdict(recognition=nothing, findings=())), tmp_path, NOTHING))
    )
    assert table_under(document, "摘要")[1] == ["未能测算"] * 4
    text = text_of(document)
    assert "本报告不形成结论" in text
    assert "未发现影响审定数的问题。" in text
    assert "结论建议：待补充" in text


def conclusion(case: Case, verdict: Verdict) -> tuple[str, str]:
    known = draft.variables(dossier_of(case, verdict), NOTHING)
    return known.suggestion, "".join(known.conclusions)


def test_the_suggestion_waits_while_anything_is_open(case: Case, verdict: Verdict) -> None:
    calm = verdict.model_copy(update={"findings": ()})
    assert conclusion(case, calm)[0] == WAIT, "an amount behind the first line is contradicted"
    case = case.model_copy(update={"matching": case.matching.model_copy(update={"lines": ()})})
    assert conclusion(case, calm)[0] == SUPPORT
    refused = calm.recognition.model_copy(update={"subsidy": Money.zero(), "subsidy_unrounded": Money.zero()})
    assert conclusion(case, calm.model_copy(update={"recognition": refused}))[0] == REFUSE
    question = Question(finding="F-1", code="contract_missing", line="L-2", moves=Money(amount=Decimal(100000)))
    open_reach = Reach(
        certain=Money(amount=Decimal("566037.74")),
        possible=Money(amount=Decimal("666037.74")),
        subsidy_certain=Money(amount=Decimal(84905)),
        subsidy_possible=Money(amount=Decimal(99905)),
        questions=(question,),
    )
    waiting, told = conclusion(case, calm.model_copy(update={"reach": open_reach}))
    assert waiting == WAIT
    assert "666,037.74" in told


def test_a_grave_matter_holds_the_suggestion_up(case: Case, verdict: Verdict) -> None:
    grave = verdict.findings[1].model_copy(update={"severity": Severity.S1, "code": "qr_face_mismatch"})
    held, told = conclusion(case, verdict.model_copy(update={"findings": (grave,)}))
    assert held == WAIT
    assert "D-001 属重大事项" in told


def test_sums_that_do_not_agree_hold_the_suggestion_up(case: Case, verdict: Verdict) -> None:
    wrong = verdict.recognition.model_copy(update={"recognised": Money(amount=Decimal(1))})
    held, told = conclusion(case, Verdict(recognition=wrong, findings=()))
    assert held == WAIT
    assert "勾稽不平，请勿定稿" in told


def test_pictures_keep_within_their_budget(case: Case, verdict: Verdict) -> None:
    own = dossier_of(case, verdict)
    buffer = io.BytesIO()
    Image.new("RGB", (400, 100)).save(buffer, "JPEG")
    heavy = buffer.getvalue() + b"\0" * (BUDGET // 2)
    shots = [
        shot
        for one in draft.variables(
            own, Plates(crops={item.number: heavy for item in own.exhibits.all}, files={})
        ).issues
        for shot in one.shots
    ]
    assert len(shots) <= 1 < MOST


def test_the_template_shows_every_variable_but_the_policy_s_file(case: Case, verdict: Verdict) -> None:
    with zipfile.ZipFile(ROOT / "configs" / "report" / "report.docx") as packed:
        text = "".join(
            re.sub("<[^>]+>", "", packed.read(name).decode()) for name in packed.namelist() if name.startswith("word/")
        )
    known = draft.variables(dossier_of(case, verdict), NOTHING)
    unused = {one.name for one in fields(ReportVariables) if not re.search(rf"\b{one.name}\b", text)}
    assert unused <= {"policy"}
    assert isinstance(known.charts.waterfall, Drawn)
    assert known.policy == "chengdu-2025 1.0"


_AGAIN = """
import pickle, sys
from pathlib import Path
from reports import draft, letter, summarise
from reports.dossier import Dossier
from reports.plates import Plates
from evidence.engagement import load_engagement
case, verdict, crops, templates = pickle.loads(Path(sys.argv[1]).read_bytes())
own = Dossier.of(case, verdict, summarise(case, verdict), load_engagement(Path(templates)))
out = Path(sys.argv[2])
for writer in (draft, letter):
    writer.write(own, out, Plates(crops=crops, files={}))
"""


@pytest.mark.slow
def test_another_process_in_another_folder_writes_the_same_bytes(
    case: Case, verdict: Verdict, tmp_path: Path, picture: Picture
) -> None:
    own = dossier_of(case, verdict)
    seen = plates(own, tmp_path, picture)
    handed = tmp_path / "handed"
    handed.write_bytes(pickle.dumps((case, verdict, seen.crops, str(ROOT / "configs" / "report"))))
    digests = []
    for name, seed in (("a", "1"), ("深/b", "77")):
        out = tmp_path / name
        out.mkdir(parents=True)
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Shanghai"}
        subprocess.run(
            [sys.executable, "-c", _AGAIN, str(handed), str(out)],
            check=True,
            env=environment,
            cwd=tmp_path,
            timeout=120,
        )
        digests.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())})
    assert set(digests[0]) == {"report.docx", "letter.docx"}
    assert digests[0] == digests[1]


@pytest.mark.slow
def test_a_large_submission_is_written_in_seconds(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    """100 findings with pictures, 60 lines: 3 s on two idle cores; other work on the machine may triple it."""
    lines = tuple(
        case.declaration.lines[0].model_copy(update={"id": f"L-{number}", "number": str(number)})
        for number in range(60)
    )
    large = case.model_copy(update={"declaration": case.declaration.model_copy(update={"lines": lines})})
    amount = Money(amount=Decimal(500000))
    known = verdict.recognition.model_copy(
        update={
            "lines": tuple(RecognisedLine(line=one.id, declared=amount, recognised=amount) for one in lines),
            "declared": amount * Decimal(60),
        }
    )
    findings = tuple(
        verdict.findings[1 + number % 2].model_copy(
            update={"id": finding_id("cash_or_personal_payment", [str(number)]), "line": f"L-{number % 60}"}
        )
        for number in range(100)
    )
    own = dossier_of(large, verdict.model_copy(update={"recognition": known, "findings": findings}))
    buffer = io.BytesIO()
    Image.effect_noise((900, 300), 64).convert("RGB").save(buffer, "JPEG")
    spots = tuple(replace(own.exhibits.all[0], number=f"E-{number:04d}") for number in range(100))
    numbered = tuple(replace(one, exhibits=(spot,)) for one, spot in zip(own.findings, spots, strict=True))
    start = time.perf_counter()
    path = draft.write(
        replace(own, findings=numbered),
        tmp_path,
        Plates(crops={one.number: buffer.getvalue() for one in spots}, files={}),
    )
    assert time.perf_counter() - start < 9
    with zipfile.ZipFile(path) as packed:
        assert sum("media/E-" in name for name in packed.namelist()) > 40
