from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from evidence.finding import Severity
from evidence.result import AmountsOut, ApplicantOut, EvidenceOut, FindingOut, PolicyOut, Result
from evidence.store import Store
from review.app import create_app

MARKUP = "<script>alert(1)</script>"


def result() -> Result:
    spot = EvidenceOut(file="04 发票/a.pdf", page=1, box=(1, 2, 3, 4), cell="", field="buyer_name", raw=MARKUP)
    finding = FindingOut(
        id="F-1",
        code="buyer_not_applicant",
        severity=Severity.S2,
        title="发票购买方与申报主体不符",
        message="发票购买方为另一单位",
        basis="",
        amount="100.00",
        line=None,
        files=("04 发票/a.pdf",),
        evidence=(spot,),
    )
    zero = AmountsOut(
        declared="1.00", recognised="0.00", personnel_before_cap="0.00", personnel_allowed="0.00", subsidy="0.00"
    )
    return Result(
        submission="sub",
        applicant=ApplicantOut(name="锦澜某某科技有限公司", uscc=""),
        programme=None,
        policy=PolicyOut(name="p", version="1", notice="n", switches={}),
        amounts=zero,
        personnel_readings=(),
        lines=(),
        findings=(finding,),
        documents=(),
        problems=(),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(f"sqlite:///{tmp_path / 'gouji.sqlite'}")
    run = opened.begin("sub", "f", str(tmp_path / "out"))
    opened.finish(run, "done", result(), ())
    return opened


@pytest.fixture
def client(store: Store) -> TestClient:
    return TestClient(create_app(store))


def test_the_ledger_leads_to_the_findings(client: TestClient) -> None:
    assert 'href="/runs/1"' in client.get("/").text
    page = client.get("/runs/1").text
    assert "发票购买方与申报主体不符" in page
    assert "锦澜某某科技有限公司" in page


def test_text_from_documents_is_never_markup(client: TestClient) -> None:
    assert MARKUP not in client.get("/runs/1").text


def test_a_ruling_is_kept_and_shown_and_the_next_one_is_added(client: TestClient, store: Store) -> None:
    for ruling, note in (("confirm", ""), ("reject", "已补充更名证明")):
        answer = client.post("/runs/1/findings/F-1", data={"ruling": ruling, "by": "审计员甲", "note": note})
        assert answer.status_code == 200
    assert [decision.ruling.value for decision in store.decisions(["F-1"])] == ["confirm", "reject"]
    assert "已补充更名证明" in client.get("/runs/1").text


def test_a_ruling_survives_the_next_run(client: TestClient, store: Store) -> None:
    client.post("/runs/1/findings/F-1", data={"ruling": "confirm", "by": "审计员甲"})
    again = store.begin("sub", "g")
    store.finish(again, "done", result(), ())
    assert "审计员甲" in client.get(f"/runs/{again}").text


def test_a_rejection_needs_a_reason_and_an_auditor(client: TestClient, store: Store) -> None:
    assert client.post("/runs/1/findings/F-1", data={"ruling": "reject", "by": "审计员甲"}).status_code == 422
    assert client.post("/runs/1/findings/F-1", data={"ruling": "confirm", "by": ""}).status_code == 422
    assert store.decisions() == ()


def test_other_sites_cannot_rule_or_read(client: TestClient, store: Store) -> None:
    foreign = {"Origin": "https://example.org"}
    data = {"ruling": "confirm", "by": "x"}
    assert client.post("/runs/1/findings/F-1", data=data, headers=foreign).status_code == 403
    assert client.get("/", headers={"Host": "evil.example.org"}).status_code == 400
    assert store.decisions() == ()


def test_the_report_is_served_as_written_and_its_absence_is_told(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/runs/1/report").status_code == 404
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.html").write_text("报告", encoding="utf-8")
    assert client.get("/runs/1/report").text == "报告"


def test_what_is_not_there_is_404(client: TestClient) -> None:
    assert client.get("/runs/99").status_code == 404
    assert client.post("/runs/1/findings/F-2", data={"ruling": "confirm", "by": "x"}).status_code == 404


def test_the_other_outputs_and_page_pictures_are_served_and_nothing_else(client: TestClient, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "plates").mkdir(parents=True)
    (out / "report.pdf").write_bytes(b"%PDF-")
    (out / "notes.txt").write_text("of the auditor")
    (out / "plates" / "ab-p1.jpg").write_bytes(b"jpeg")
    (tmp_path / "secret.jpg").write_bytes(b"other")
    assert "/runs/1/files/report.pdf" in client.get("/runs/1").text
    assert "/runs/1/files/report.docx" not in client.get("/runs/1").text, "it was not written"
    assert client.get("/runs/1/files/report.pdf").content == b"%PDF-"
    assert client.get("/runs/1/plates/ab-p1.jpg").content == b"jpeg"
    for path in (
        "files/notes.txt",
        "files/letter.docx",
        "plates/..%2f..%2fsecret.jpg",
        "plates/..%2f..%2f..%2fsecret.jpg",
    ):
        assert client.get(f"/runs/1/{path}").status_code == 404, path
