from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import pytest
from PIL import Image

from evidence.case import Case, Verdict
from evidence.decision import Decision, Ruling
from evidence.declared import Declaration
from evidence.engagement import UNNAMED
from evidence.fact import Fact
from evidence.levels import ground, settled
from evidence.money import Money
from evidence.recognition import Recognition
from evidence.record import Record
from reports import summarise, write
from reports.charts.drawing import printable
from reports.dossier import Dossier
from reports.page import Medium, render
from reports.plates import Picture, Plates, plates


def shown(case: Case, verdict: Verdict, picture: Picture, out: Path) -> str:
    dossier = Dossier.of(case, verdict, summarise(case, verdict), UNNAMED)
    return render(dossier, plates(dossier, out, picture))


@pytest.fixture
def html(case: Case, verdict: Verdict, picture: Picture, tmp_path: Path) -> str:
    return shown(case, verdict, picture, tmp_path)


def test_every_finding_is_there_with_its_evidence(case: Case, verdict: Verdict, html: str) -> None:
    for number, finding in enumerate(summarise(case, verdict).findings, start=1):
        card = re.search(rf'<article class="card[^>]*id="D-{number:03d}".*?</article>', html, re.DOTALL)
        assert card, finding.id
        assert finding.id in card.group()
        assert finding.title in card.group()
        assert card.group().count("<figure") == len(finding.evidence)


def test_it_needs_nothing_from_outside(html: str) -> None:
    assert "http" not in html
    assert not re.search(r"""(src|href)=["'](?!#|data:image/jpeg;|plates/[0-9a-f]{12}-p\d+\.jpg["'])""", html)
    assert "url(" not in html


def test_pictures_of_pages_lie_where_the_links_lead(html: str, tmp_path: Path) -> None:
    linked = set(re.findall(r'href="(plates/[^"]+)"', html))
    assert linked
    assert {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "plates").iterdir()} == linked


def test_every_link_arrives(html: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_each_paper_and_settlement_says_why_it_belongs(
    case: Case, verdict: Verdict, picture: Picture, tmp_path: Path
) -> None:
    matching = case.matching
    first = next(line for line in matching.lines if line.settlements)
    paid = first.settlements[0].model_copy(update={"key": "paid_equal", "why": settled("paid_equal")})
    told = first.model_copy(
        update={
            "settlements": (paid, *first.settlements[1:]),
            "grounds": (ground(first.invoices[0].record, "invoice_sum", invoices=2),),
        }
    )
    lines = tuple(told if line is first else line for line in matching.lines)
    changed = case.model_copy(update={"matching": matching.model_copy(update={"lines": lines})})
    page = shown(changed, verdict, picture, tmp_path)
    assert "<td>销售方一致，2张发票合计与申报金额一致</td>" in page
    assert f"<td>{settled('paid_equal')}</td></tr>" in page


def test_text_of_documents_is_escaped(html: str) -> None:
    assert "&lt;10万元&gt;" in html
    assert "<10万元>" not in html


def test_persons_are_masked(html: str) -> None:
    for secret in ("欧阳若溪", "510101198803050017", "6222021234567890123", "18888.88", "51001234567890120001", "贺兰"):
        assert secret not in html
    assert "涉及个人信息" not in html or "不附影像" in html


def test_totals_doubts_and_unread_files_are_on_the_first_page(html: str) -> None:
    summary = html[html.index("一、摘要") : html.index("二、委托事项")]
    for text in ("1,000,000.00", "433,962.26", "566,037.74", "84,905.00", "存在矛盾", "03/加密.pdf", "04/坏包.zip"):
        assert text in summary
    assert "未经注册会计师复核签署不具有鉴证效力" in html


def test_a_total_that_does_not_tie_is_called_out(
    case: Case, verdict: Verdict, picture: Picture, tmp_path: Path
) -> None:
    recognition = verdict.recognition.model_copy(update={"recognised": Money(amount="566037.75")})
    wrong = verdict.model_copy(update={"recognition": recognition})
    text = shown(case, wrong, picture, tmp_path)
    assert "勾稽不平，请勿定稿" in text


def test_each_page_is_fetched_once_and_boxes_are_red(html: str, asked: list[tuple[str, int]]) -> None:
    assert len(asked) == len(set(asked)) > 0
    images = [
        Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
        for data in re.findall(r'src="data:image/jpeg;base64,([^"]+)"', html)
    ]
    assert images
    assert all(image.width <= 900 for image in images)
    red = [sum(r > 150 and g < 90 and b < 90 for r, g, b in image.getdata()) for image in images]
    assert all(count > 100 for count in red)


def test_papers_about_persons_are_never_pictured(case: Case, html: str, asked: list[tuple[str, int]]) -> None:
    payroll = next(record for record in case.records if record.file.startswith("人员/"))
    assert payroll.source not in {source for source, _ in asked}
    assert "工资!D3" in html


def test_an_account_of_a_person_is_blackened_in_pictures(html: str) -> None:
    figure = re.search(r'<figure id="(E-\d+)">\s*<a [^>]*><img src="data:image/jpeg;base64,([^"]+)"[^>]*收款账号', html)
    assert figure
    image = Image.open(io.BytesIO(base64.b64decode(figure.group(2)))).convert("L")
    dark = sum(pixel < 100 for pixel in image.getdata()) / (image.width * image.height)
    assert dark > 0.05


def test_without_pictures_the_text_of_the_spot_is_shown(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    text = shown(case, verdict, lambda source, page, step: None, tmp_path)
    assert "data:image" not in text
    assert "未附影像，请见原件" in text


def test_an_empty_case_gives_a_page(case: Case, verdict: Verdict, picture: Picture, tmp_path: Path) -> None:
    declaration = Declaration(applicant=case.declaration.applicant, programme=None)
    bare = case.model_copy(update={"records": (), "declaration": declaration})
    zero = Money.zero()
    unmeasured = Recognition(
        lines=(),
        declared=zero,
        non_personnel=zero,
        personnel_before_cap=zero,
        personnel_allowed=zero,
        recognised=zero,
        subsidy_unrounded=zero,
        subsidy=zero,
    )
    nothing = Verdict(recognition=unmeasured, findings=())
    text = shown(bare, nothing, picture, tmp_path)
    assert "未从材料中读到申报明细" in text
    assert text.count("<b>未能测算</b>") == 4, "nothing measured is not zero yuan"


def test_equal_input_gives_equal_bytes(case: Case, verdict: Verdict, tmp_path: Path, picture: Picture) -> None:
    result = summarise(case, verdict)
    first, second = (write(case, verdict, result, tmp_path / name, picture, UNNAMED) for name in ("a", "b"))
    assert {"result.json", "report.xlsx", "report.html"} <= {path.name for path in first}
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.slow
def test_a_browser_opens_it(case: Case, verdict: Verdict, tmp_path: Path, picture: Picture) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium: report.html not opened in a browser")
    write(case, verdict, summarise(case, verdict), tmp_path, picture, UNNAMED)
    shot = tmp_path / "shot.png"
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
    command = [browser, *switches, f"--user-data-dir={tmp_path}/profile", f"--screenshot={shot}"]
    page = (tmp_path / "report.html").as_uri()
    subprocess.run([*command, "--window-size=1200,2400", page], check=True, capture_output=True, timeout=120)
    colors = Image.open(shot).convert("RGB").getcolors(maxcolors=1 << 24)
    assert colors is not None
    assert len(colors) > 50
    assert (31, 63, 102) in {color for _, color in colors}, "the recognised amount is drawn in its own colour"


def test_a_claim_without_personnel_says_nothing_of_the_cap(
    case: Case, verdict: Verdict, picture: Picture, tmp_path: Path
) -> None:
    zero = Money.zero()
    update = {"personnel_before_cap": zero, "personnel_allowed": zero, "readings": ()}
    other = verdict.model_copy(update={"recognition": verdict.recognition.model_copy(update=update)})
    text = shown(case, other, picture, tmp_path)
    assert "人员投入限额</h3>" not in text
    assert "超限核减</th>" not in text


ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "javascript:alert(1)",
    "</svg></style></title><iframe src=//evil>",
    "{{7*7}}{% raw %}",
    '=HYPERLINK("u","v")',
    "\u202efdp.exe\x00\x07\x1b[2J",
    "data:text/html,<b>",
    "&lt;b&gt;&#60;",
)


def attacked(case: Case, verdict: Verdict, words: Callable[[int], str]) -> tuple[Case, Verdict]:
    """The case with other words wherever an applicant's words stand."""
    count = iter(range(10_000))

    def text(fact: Fact) -> Fact:
        word = words(next(count))
        return fact.model_copy(update={"value": word, "raw": word}) if fact.type == "text" else fact

    def facts(record: Record) -> Record:
        return record.model_copy(update={"facts": {name: text(one) for name, one in record.facts.items()}})

    declaration = case.declaration
    applicant = declaration.applicant.model_copy(update={"name": words(1), "uscc": words(2)})
    lines = tuple(
        line.model_copy(update={"description": words(n), "supplier": words(n + 3), "number": words(n + 5)})
        for n, line in enumerate(declaration.lines)
    )
    update = {
        "records": tuple(map(facts, case.records)),
        "declaration": declaration.model_copy(update={"applicant": applicant, "lines": lines}),
        "problems": tuple(
            one.model_copy(update={"file": words(n), "reason": words(n + 1), "remedy": words(n + 2)})
            for n, one in enumerate(case.problems)
        ),
        "submission": case.submission.model_copy(update={"name": words(4)}),
    }
    findings = tuple(
        one.model_copy(update={"title": words(n), "message": words(n + 1), "basis": words(n + 2)})
        for n, one in enumerate(verdict.findings)
    )
    return case.model_copy(update=update), verdict.model_copy(update={"findings": findings})


@pytest.mark.parametrize("medium", ["screen", "paper"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_add_no_element_and_no_attribute(
    case: Case, verdict: Verdict, attack: str, medium: Medium, tmp_path: Path
) -> None:
    def marks(words: Callable[[int], str]) -> Counter[tuple[str, tuple[str, ...]]]:
        changed, judged = attacked(case, verdict, words)
        dossier = Dossier.of(changed, judged, summarise(changed, judged))
        page = lxml.html.document_fromstring(render(dossier, Plates(crops={}, files={}), medium))
        assert not [one.get("href") for one in page.iter("a") if not str(one.get("href")).startswith("#")]
        scripts = [one.text for one in page.iter("script")]
        assert len(scripts) == (1 if medium == "screen" else 0)
        return Counter((str(one.tag), tuple(sorted(map(str, one.attrib)))) for one in page.iter())

    assert marks(lambda n: f"{attack}{n % 7}") == marks(lambda n: f"甲公司{n % 7}")


def test_what_steers_the_eye_is_shown_as_a_mark(case: Case, verdict: Verdict) -> None:
    changed, judged = attacked(case, verdict, lambda n: f"发票\u202efdp.{n}\x07")
    dossier = Dossier.of(changed, judged, summarise(changed, judged))
    text = render(dossier, Plates(crops={}, files={}))
    assert "发票\ufffdfdp.1\ufffd" in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", text)
    assert printable("名\ud800") == "名\ufffd"


def test_rulings_are_told_with_name_day_and_reason_and_the_last_stands_first(
    case: Case, verdict: Verdict, picture: Picture, tmp_path: Path
) -> None:
    about = verdict.findings[0].id
    decisions = [
        Decision(subject=about, ruling=ruling, by=who, at=datetime(2026, 3, day, 9, 30, tzinfo=UTC), note=note)
        for ruling, who, day, note in (
            (Ruling.CONFIRM, "周复核", 4, "与原件<一致>"),
            (Ruling.NOTE, "吴助理", 2, "待核对原件"),
        )
    ]
    dossier = Dossier.of(case, verdict, summarise(case, verdict, decisions))
    media: tuple[Medium, ...] = ("screen", "paper")
    for medium in media:
        text = render(dossier, plates(dossier, tmp_path, picture), medium)
        number = next(one.number for one in dossier.findings if one.finding.id == about)
        card = text[text.index(f'id="{number}"') :]
        said = card[card.index("审计意见") : card.index("</article>")]
        assert "确认　周复核，2026-03-04 09:30：与原件&lt;一致&gt;" in said
        assert "吴助理，2026-03-02" in said
        assert said.index("周复核") < said.index("吴助理")


def test_what_has_no_effect_on_the_amount_stands_apart(case: Case, verdict: Verdict, html: str) -> None:
    weighty, notable = html.index('id="s6"'), html.index('id="s7"')
    dossier = Dossier.of(case, verdict, summarise(case, verdict))
    for one in dossier.findings:
        place = html.index(f'id="{one.number}"')
        if case.policy.codes[one.finding.code].effect in ("cut", "hold"):
            assert weighty < place < notable
        if case.policy.codes[one.finding.code].effect == "info":
            assert place > notable
