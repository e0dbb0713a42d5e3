"""One written submission: same bytes again, every file accounted for, containers sound, fonts asked for by name."""

import base64
import hashlib
import io
import random
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pymupdf
import pytest
import yaml
import zxingcpp
from openpyxl import load_workbook
from PIL import Image

from sample_docs.generator import FontsMissingError, check, fonts, generate
from sample_docs.generator.faces import einvoice, legacy, ofd, xml
from sample_docs.generator.plan import Form, Plan
from sample_docs.generator.story import tell

SAMPLES = Path(__file__).resolve().parents[2] / "sample_docs"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return tell(3)


@pytest.fixture(scope="module", params=["platform-demo", "platform-clean"])
def sample(request: pytest.FixtureRequest) -> tuple[Path, dict[str, Any]]:
    root = SAMPLES / request.param
    return root, yaml.safe_load((root / "truth.yaml").read_text(encoding="utf-8"))


def test_faces_are_the_same_bytes_each_time(plan: Plan) -> None:
    invoice = plan.invoices["5b"]
    assert einvoice.pdf([invoice]) == einvoice.pdf([invoice])
    assert ofd.file(plan.invoices["4b"]) == ofd.file(plan.invoices["4b"])


def test_text_layer_and_qr_of_an_einvoice(plan: Plan) -> None:
    invoice = plan.invoices["5b"]
    with pymupdf.open(stream=einvoice.pdf([invoice])) as document:
        text = document[0].get_text()
        pixels = document[0].get_pixmap(dpi=150)
    picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    assert invoice.number in text
    assert f"¥{invoice.gross:.2f}" in text
    assert invoice.seller.name in text
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [invoice.qr_payload]


def test_scan_keeps_its_qr_and_its_resolution(plan: Plan) -> None:
    invoice = plan.invoices["1a"]
    picture = Image.open(io.BytesIO(legacy.scanned(invoice, random.Random(1))))
    assert picture.info["dpi"] == (200, 200)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [invoice.qr_payload]


def test_ofd_digests_hold_and_notice_a_change(plan: Plan) -> None:
    with zipfile.ZipFile(io.BytesIO(ofd.file(plan.invoices["4b"]))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    space = {"ofd": "http://www.ofdspec.org/2016"}
    references = ET.fromstring(members["Doc_0/Signs/Sign_0/Signature.xml"]).findall(".//ofd:Reference", space)
    assert len(references) >= 10
    for reference in references:
        data = members[reference.attrib["FileRef"].lstrip("/")]
        value = reference.findtext("ofd:CheckValue", namespaces=space)
        assert value == base64.b64encode(hashlib.new("sm3", data).digest()).decode()
        assert value != base64.b64encode(hashlib.new("sm3", data + b" ").digest()).decode()


def test_ofd_tags_point_at_the_values(plan: Plan) -> None:
    invoice = plan.invoices["4b"]
    assert invoice.form is Form.OFD
    with zipfile.ZipFile(io.BytesIO(ofd.file(invoice))) as archive:
        page = ET.fromstring(archive.read("Doc_0/Pages/Page_0/Content.xml"))
        tags = ET.fromstring(archive.read("Doc_0/Tags/CustomTag.xml"))
    texts = {node.attrib["ID"]: "".join(node.itertext()) for node in page.iter() if node.tag.endswith("TextObject")}
    found = {node.tag.rpartition("}")[2]: texts[ref.text] for node in tags.iter() for ref in node if ref.text in texts}
    assert found["InvoiceCode"] == invoice.code
    assert found["BuyerName"] == invoice.buyer.name
    assert found["TaxTotalAmount"] == f"¥{invoice.tax:.2f}"


def test_xml_says_what_the_plan_says(plan: Plan) -> None:
    invoice = plan.invoices["5a"]
    root = ET.fromstring(xml.file(invoice))
    assert root.findtext("TaxSupervisionInfo/InvoiceNumber") == invoice.number
    total = root.findtext("EInvoiceData/BasicInformation/TotalTax-includedAmount")
    assert Decimal(str(total)) == invoice.gross
    assert len(root.findall("EInvoiceData/IssuItemInformation")) == len(invoice.items)


def test_committed_samples_are_whole_and_small(sample: tuple[Path, dict[str, Any]]) -> None:
    root, truth = sample
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    files.pop("truth.yaml")
    assert set(truth["documents"]) == set(files)
    assert sum(path.stat().st_size for path in files.values()) < 6_000_000
    assert {path.suffix for path in files.values()} == {".docx", ".xlsx", ".pdf", ".ofd", ".xml", ".jpg"}


def test_truth_adds_up(sample: tuple[Path, dict[str, Any]]) -> None:
    root, truth = sample
    lines, amounts = truth["lines"], truth["amounts"]
    for line in lines:
        cut = sum(Decimal(deduction["amount"]) for deduction in line["deductions"])
        assert Decimal(line["declared"]) - cut == Decimal(line["recognised"])
    for name in ("declared", "recognised"):
        assert sum(Decimal(line[name]) for line in lines) == Decimal(amounts[name])
    for fault in truth["faults"]:
        assert all((root / file).is_file() for file in fault["files"])
    assert bool(truth["faults"]) == (root.name == "platform-demo")


def test_project_list_is_what_the_truth_declares(sample: tuple[Path, dict[str, Any]]) -> None:
    root, truth = sample
    path = next((root / "02 项目清单").iterdir())
    sheet = load_workbook(path, data_only=True)["项目清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    declared = {str(row[0]): Decimal(str(row[-1])) for row in rows if str(row[0]).isdigit()}
    assert declared == {line["number"]: Decimal(line["declared"]) for line in truth["lines"]}
    total = next(row[-1] for row in rows if row[0] == "合计")
    assert Decimal(str(total)).quantize(Decimal("0.01")) == Decimal(truth["amounts"]["declared"])


def test_copied_file_and_rescan() -> None:
    root = SAMPLES / "platform-demo"
    truth = yaml.safe_load((root / "truth.yaml").read_text(encoding="utf-8"))
    by_code = {fault["code"]: fault["files"] for fault in truth["faults"]}
    copies = {hashlib.sha256((root / file).read_bytes()).hexdigest() for file in by_code["duplicate_file"]}
    rescans = {hashlib.sha256((root / file).read_bytes()).hexdigest() for file in by_code["duplicate_invoice"]}
    assert len(by_code["duplicate_file"]) == 2
    assert len(copies) == 1
    assert len(rescans) == 2


def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(fonts._FILES, "song", (tmp_path / "uming.ttc", "fonts-arphic-uming"))
    with pytest.raises(FontsMissingError, match="apt-get install fonts-arphic-uming"):
        generate(seed=3, out=tmp_path)


def test_unknown_programme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no generator for programme 'harbour'"):
        generate("harbour", seed=3, out=tmp_path)  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes() -> None:
    assert check(seed=7, out=SAMPLES / "platform-demo") == []
