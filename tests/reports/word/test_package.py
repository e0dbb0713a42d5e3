"""Word opens the files: parts are well-formed, named, related and typed, and stand in the order the standard asks."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path, PurePosixPath

import pymupdf
import pytest
from docx import Document
from lxml import etree

from reports import draft, letter
from reports.dossier import Dossier
from reports.plates import Plates
from reports.word.package import canonical

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ORDERS = {
    # ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.69, 17.4.81
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
    "sectPr": "reference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}


@pytest.fixture(params=["report.docx", "letter.docx"])
def file(request: pytest.FixtureRequest, dossier: Dossier, seen: Plates, tmp_path: Path) -> Path:
    writer = draft.write if request.param == "report.docx" else letter.write
    return writer(dossier, tmp_path, seen)


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def xml(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def test_every_part_is_well_formed_and_typed(file: Path) -> None:
    found = parts(file)
    types = xml(found["[Content_Types].xml"])
    defaults = {one.get("Extension") for one in types if one.tag.endswith("Default")}
    overrides = {one.get("PartName") for one in types if one.tag.endswith("Override")}
    for name, content in found.items():
        if name.endswith((".xml", ".rels")):
            xml(content)
        assert name == "[Content_Types].xml" or "/" + name in overrides or name.rsplit(".", 1)[-1] in defaults
    assert all(name[1:] in found for name in overrides if name)


def test_relationships_lead_to_parts_and_nowhere_else(file: Path) -> None:
    found = parts(file)
    for name in (one for one in found if one.endswith(".rels")):
        folder = PurePosixPath(name).parent.parent
        ids = set()
        for one in xml(found[name]):
            assert one.get("TargetMode") != "External", (name, one.get("Target"))
            target = str(one.get("Target"))
            where = target[1:] if target.startswith("/") else _joined(folder, target)
            assert where in found, (name, where)
            ids.add(one.get("Id"))
        source = str(folder / PurePosixPath(name).name.removesuffix(".rels"))
        if source in found:
            used = set(re.findall(rb'r:(?:id|embed|link)="([^"]+)"', found[source]))
            assert {one.decode() for one in used} <= ids


def _joined(folder: PurePosixPath, target: str) -> str:
    spots: list[str] = []
    for one in (folder / target).parts:
        if one == "..":
            spots.pop()
        elif one != ".":
            spots.append(one)
    return "/".join(spots)


def test_elements_stand_in_the_order_of_the_standard(file: Path) -> None:
    for name, content in parts(file).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        root = xml(content)
        for tag, order in ORDERS.items():
            ranks = {child: rank for rank, child in enumerate(order.split())}
            for one in root.iter(W + tag):
                names = (etree.QName(child).localname for child in one if str(child.tag).startswith(W))
                places = [ranks["reference" if name.endswith("Reference") else name] for name in names]
                assert places == sorted(places), (name, etree.tostring(one)[:300])


def test_tables_and_the_body_are_whole(file: Path) -> None:
    body = xml(parts(file)["word/document.xml"])[0]
    assert body[-1].tag == W + "sectPr"
    assert all(one.tag in (W + "p", W + "tbl", W + "bookmarkStart", W + "bookmarkEnd") for one in body[:-1])
    tables = list(body.iter(W + "tbl"))
    assert tables
    for one in tables:
        assert [child.tag for child in one[:2]] == [W + "tblPr", W + "tblGrid"]
        columns = len(one.findall(f"{W}tblGrid/{W}gridCol"))
        for row in one.findall(W + "tr"):
            assert len(row.findall(W + "tc")) == columns
            assert row.find(f"{W}trPr/{W}cantSplit") is not None, "no row is split over two pages"
            assert all(cell[-1].tag == W + "p" for cell in row.findall(W + "tc")), "a cell ends with a paragraph"
    begun = [one.get(W + "fldCharType") for one in body.iter(W + "fldChar")]
    assert begun.count("begin") == begun.count("end") == begun.count("separate")


def test_ids_of_drawings_and_bookmarks_are_unique(file: Path) -> None:
    root = xml(parts(file)["word/document.xml"])
    for tag, key in (("docPr", "id"), ("bookmarkStart", W + "id"), ("bookmarkStart", W + "name")):
        ids = [one.get(key) for one in root.iter() if etree.QName(one).localname == tag]
        assert len(ids) == len(set(ids)), tag


def test_nothing_of_the_clock_or_the_machine_is_in_it(file: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert packed.namelist()[0] == "[Content_Types].xml"
    properties = Document(str(file)).core_properties
    assert (properties.author, properties.last_modified_by, properties.revision) == ("", "", 1)
    assert {properties.created, properties.modified} == {properties.last_printed}
    assert str(properties.created)[:10] == "2000-01-01"
    assert not re.search(rb"w:rsid", parts(file)["word/document.xml"])


def test_packing_again_changes_nothing(file: Path) -> None:
    assert canonical(file.read_bytes()) == file.read_bytes()


def test_order_and_dates_of_a_package_do_not_matter() -> None:
    packed = []
    for names in (
        ("word/a.xml", "_rels/.rels", "[Content_Types].xml"),
        ("[Content_Types].xml", "_rels/.rels", "word/a.xml"),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as one:
            for name in names:
                one.writestr(name, name)
        packed.append(canonical(buffer.getvalue()))
    assert packed[0] == packed[1]
    with zipfile.ZipFile(io.BytesIO(packed[0])) as one:
        assert one.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/a.xml"]


@pytest.mark.slow
def test_a_word_processor_lays_it_out(file: Path, dossier: Dossier) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: pages not laid out")
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    done = subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert b"rror" not in done.stdout + done.stderr
    with pymupdf.open(file.with_suffix(".pdf")) as pages:
        text = re.sub(r"\s", "", "".join(page.get_text() for page in pages))
        sizes = {tuple(sorted(round(side) for side in page.rect[2:])) for page in pages}
        count = len(pages)
    assert sizes == {(595, 842)}, "A4 throughout"
    if file.name == "letter.docx":
        assert 1 <= count <= 4
        assert "Q-001" in text
        return
    assert 8 <= count <= 25
    amounts = dossier.result.amounts
    for amount in (amounts.declared, amounts.recognised, amounts.subsidy):
        assert f"{float(amount):,.2f}" in text
    assert all(one.number in text for one in dossier.findings)
    assert f"共{count}页" in text
