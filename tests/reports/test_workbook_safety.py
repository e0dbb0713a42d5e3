"""What documents say stays text: no formula, link or markup of theirs reaches the working paper."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from evidence.case import Case, Verdict
from evidence.cloud import CloudStanding, Count, SubdomainState
from evidence.decision import Decision, Ruling
from evidence.engagement import Engagement
from evidence.fact import Fact
from evidence.imported import Imported, InvoiceStatus, OriginalSeen
from evidence.money import Money
from evidence.park import IndicatorCheck, ParkStanding
from evidence.record import Record, Row
from evidence.served import ServedEnterprise, ServedStanding
from evidence.settings import ROOT
from reports import summarise
from reports.dossier import Dossier
from reports.plates import Plates
from reports.sheets.book import Book, Column, Link, Picture
from reports.workbook import write

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+cmd|' /C calc'!A1",
    "-1+evil()",
    "@SUM(evil)",
    "\tevil",
    "http://evil.example/a",
    "internal:'汇总'!A1",
    "external:evil.xlsx",
    "mailto:evil@evil.example",
    "</t></si><f>evil</f>",
    "evil\x00\x1b\ufffe_x0041_",
    "&[File]&Fevil",
    "00000000012345678901",
    "1e5",
    "evil" * 9000,
)
"""Each tries to become something other than text."""


class Poison:
    """Gives the hostile texts one after the other."""

    def __init__(self) -> None:
        self.count = 0

    def text(self) -> str:
        self.count += 1
        return HOSTILE[self.count % len(HOSTILE)]

    def fact(self, fact: Fact) -> Fact:
        if fact.type != "text":
            return fact.model_copy(update={"raw": self.text()})
        return fact.model_copy(update={"value": self.text(), "raw": self.text()})

    def record(self, record: Record) -> Record:
        rows = tuple(Row(facts={name: self.fact(one) for name, one in row.facts.items()}) for row in record.rows)
        facts = {name: self.fact(one) for name, one in record.facts.items()}
        for like in list(facts.values())[:1]:
            for name in ("contract_name", "subject", "party_a", "party_b", "buyer_name", "bank", "usage", "remark"):
                told = {"type": "text", "value": self.text(), "raw": self.text()}
                facts.setdefault(name, like.model_copy(update=told))
        return record.model_copy(update={"facts": facts, "rows": rows})


@pytest.fixture
def poisoned(case: Case, verdict: Verdict) -> tuple[Case, Verdict, tuple[Decision, ...]]:
    """The invented application with hostile text wherever text of others can stand."""
    bad = Poison()
    lines = tuple(
        line.model_copy(update={"number": bad.text(), "description": bad.text(), "supplier": bad.text()})
        for line in case.declaration.lines
    )
    applicant = case.declaration.applicant.model_copy(update={"name": HOSTILE[11], "uscc": bad.text()})
    findings = tuple(
        one.model_copy(
            update={
                "message": bad.text(),
                "basis": bad.text(),
                "title": bad.text(),
                "evidence": tuple(item.model_copy(update={"raw": bad.text()}) for item in one.evidence),
            }
        )
        for one in verdict.findings
    )
    cuts = tuple(
        line.model_copy(
            update={"deductions": tuple(cut.model_copy(update={"why": bad.text()}) for cut in line.deductions)}
        )
        for line in verdict.recognition.lines
    )
    imported = Imported(
        invoice_status=(InvoiceStatus(number="00000000012345678901", status="normal", by=bad.text()),),
        originals=(OriginalSeen(file="01/合同.pdf", seen=True, by=bad.text()),),
    )
    problems = tuple(one.model_copy(update={"reason": bad.text(), "remedy": bad.text()}) for one in case.problems)
    whole = case.model_copy(
        update={
            "records": tuple(bad.record(one) for one in case.records),
            "declaration": case.declaration.model_copy(update={"lines": lines, "applicant": applicant}),
            "problems": problems,
            "imported": imported,
            "submission": case.submission.model_copy(update={"name": HOSTILE[0]}),
        }
    )
    enterprises = tuple(
        ServedEnterprise(key=bad.text(), name=bad.text(), uscc=bad.text(), by_contract=True, why=bad.text())
        for _ in HOSTILE
    )
    served = ServedStanding(
        contracts=len(HOSTILE), users=0, both=0, either=len(HOSTILE), least=20, proof="either", doubtful=0,
        rows=enterprises,
    )  # fmt: skip
    rows = tuple(
        SubdomainState(
            group=bad.text(), domain=bad.text(), name=bad.text(), ticked=True, state="unsupported", usage=bad.text()
        )
        for _ in HOSTILE
    )
    none = Count(classes=0, subdomains=0)
    cloud = CloudStanding(
        applied=3, granted=3, state="pass", ticked=Count(classes=1, subdomains=len(rows)), evidenced=none, counted=none,
        stars=(), subdomains=rows,
    )  # fmt: skip
    checks = tuple(
        IndicatorCheck(
            group=bad.text(),
            indicator=bad.text(),
            item=bad.text(),
            declared=bad.text(),
            found=bad.text(),
            state="cannot_determine",
        )
        for _ in HOSTILE
    )
    nothing = Money.zero()
    park = ParkStanding(star=4, asked=nothing, standard=nothing, received=nothing, due=nothing, checks=checks)
    judged = verdict.model_copy(
        update={
            "findings": findings,
            "recognition": verdict.recognition.model_copy(update={"lines": cuts}),
            "served": served,
            "cloud": cloud,
            "park": park,
        }
    )
    ruled = tuple(
        Decision(
            subject=one.id,
            ruling=ruling,
            by=bad.text(),
            at=datetime(2025, 6, 3, 10, 20, tzinfo=UTC),
            note=bad.text(),
        )
        for one in findings
        for ruling in (Ruling.CORRECT, Ruling.CONFIRM)
    )
    return whole, judged, ruled


RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OURS = re.compile(r"^[A-Z]+\(|^[A-Z]+\d+$|^'[^']+'!\$?[A-Z]|^[一-鿿]+|^\$?[A-Z]+\$?\d+|^-?\d+$")


@pytest.mark.parametrize("standing", ["platform", "cloud", "park"])
def test_no_hostile_text_becomes_a_formula_a_link_or_markup(
    poisoned: tuple[Case, Verdict, tuple[Decision, ...]], tmp_path: Path, standing: str
) -> None:
    case, verdict, ruled = poisoned
    declaration = case.declaration.model_copy(update={"programme": standing})
    case = case.model_copy(update={"declaration": declaration})
    dropped = {"platform": ("cloud", "park"), "cloud": ("served", "park"), "park": ("served", "cloud")}[standing]
    verdict = verdict.model_copy(update=dict.fromkeys(dropped))
    engagement = Engagement(preparer=HOSTILE[11], reviewer=HOSTILE[0], client=HOSTILE[0], firm=HOSTILE[4])
    dossier = Dossier.of(case, verdict, summarise(case, verdict, ruled), engagement)
    plates = Plates(crops={}, files={one.number: "plates/000000000000-p1.jpg" for one in dossier.exhibits.all})
    path = write(dossier, tmp_path, plates)
    with zipfile.ZipFile(path) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels", ".vml"))}
    hidden_in = [name for name, data in parts.items() if b"evil" in data]
    assert {name.split("/")[-1].rstrip("0123456789.xml") for name in hidden_in} <= {
        "sharedStrings",
        "comments",
        "sheet",
    }
    formulas = {node.text or "" for name, tree in trees.items() for node in tree.iter("{*}f") if "worksheets" in name}
    assert formulas
    assert all(OURS.match(one) for one in formulas), [one for one in formulas if not OURS.match(one)]
    assert not any("evil" in one or "http" in one or "|" in one for one in formulas)
    targets = {
        node.get("Target") for tree in trees.values() for node in tree.iter("{*}Relationship")
        if node.get("TargetMode") == "External"
    }  # fmt: skip
    assert targets == {"plates/000000000000-p1.jpg"}
    sheets = openpyxl.load_workbook(path).sheetnames
    for name, tree in trees.items():
        if "worksheets/sheet" in name:
            places = [node.get("location") or "" for node in tree.iter("{*}hyperlink") if not node.get(RELATION)]
            assert all(re.sub(r"^'([^']+)'!A\d+$", r"\1", one) in sheets for one in places)
            told = [node.text or "" for node in tree.iter("{*}oddHeader", "{*}oddFooter")]
            assert all("evil" not in one.replace("&&", "") or "&&Fevil" in one for one in told)


def test_long_digit_strings_and_numbers_of_documents_stay_text(
    poisoned: tuple[Case, Verdict, tuple[Decision, ...]], tmp_path: Path
) -> None:
    case, verdict, ruled = poisoned
    dossier = Dossier.of(case, verdict.model_copy(update={"park": None}), summarise(case, verdict, ruled))
    book = openpyxl.load_workbook(write(dossier, tmp_path, Plates(crops={}, files={})))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "1e5"]
    assert found
    assert {cell.data_type for cell in found} == {"s"}
    risky = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s" and str(cell.value)[:1] in ("=", "+", "-", "@")
    ]
    assert risky
    assert all(cell.quotePrefix for cell in risky)


def test_characters_that_no_file_may_hold_are_marked(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.xlsx", "申报\ud800单位\n&", "2024")
    book.add(("甲",))
    book.table("甲", "A", "甲", (Column("值"),), [("\ud800a\x0b\uffffb",)])
    book.close()
    assert openpyxl.load_workbook(tmp_path / "book.xlsx")["甲"]["A6"].value == "\ufffda\ufffd\ufffdb"


def test_more_links_than_a_sheet_may_hold_are_written_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.sheets.book.MAX_LINKS", 3)
    book = Book(tmp_path / "book.xlsx", "申报单位", "2024")
    book.add(("甲", "乙"))
    columns = (Column("链接"), Column("图像"))
    rows = [(Link("乙", 0, f"E-{n}"), Picture("plates/a.jpg")) for n in range(4)]
    book.table("甲", "A", "甲", columns, rows)
    book.table("乙", "B", "乙", columns, [(Link("甲", 0, "E"), Picture("plates/" + "a" * 3000))])
    book.close()
    sheets = openpyxl.load_workbook(tmp_path / "book.xlsx")
    linked = [[cell.hyperlink is not None for cell in row] for row in sheets["甲"].iter_rows(min_row=6)]
    assert linked == [[True, True], [True, False], [False, False], [False, False]]
    assert [cell.value for row in sheets["甲"].iter_rows(min_row=9) for cell in row] == ["E-3", "原图"]
    assert [cell.hyperlink is not None for cell in sheets["乙"][6]] == [True, False]


PROGRAM = """
import pickle, sys
from pathlib import Path
from reports.dossier import Dossier
from reports.plates import Plates
from reports.workbook import write
case, verdict, result = pickle.loads(Path(sys.argv[1]).read_bytes())
write(Dossier.of(case, verdict, result), Path(sys.argv[2]), Plates(crops={}, files={"E-0001": "plates/a.jpg"}))
"""


def test_two_processes_in_two_folders_write_the_same_bytes(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.write_bytes(pickle.dumps((case, verdict, summarise(case, verdict))))
    digests = set()
    for name, seed in (("甲", "1"), ("乙/丙", "2")):
        out = tmp_path / name
        out.mkdir(parents=True)
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai" if seed == "1" else "UTC"}
        command = [sys.executable, "-c", PROGRAM, str(given), str(out)]
        subprocess.run(command, check=True, cwd=ROOT, env=environment, timeout=120)
        digests.add(hashlib.sha256((out / "report.xlsx").read_bytes()).hexdigest())
    assert len(digests) == 1
