"""OFD: places of text, data layers in all their hiding places, digests, pictures."""

import base64
import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import qrcode
from PIL import Image

from evidence.document import Document, Method
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import ofd_objects, picture, read, sniff, vault

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 72 / 25.4
QR = "01,10,051002400111,00000017,100.00,20240305,00000000000000000000,AB12,"

OFD_XML = f"""<ofd:OFD {NS} Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:DocID>abc</ofd:DocID>
<ofd:CreationDate>2024-03-06</ofd:CreationDate><ofd:CustomDatas>
<ofd:CustomData Name="发票号码">00000017</ofd:CustomData><ofd:CustomData Name="合计税额">***</ofd:CustomData>
</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>
<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"""
DOCUMENT = f"""<ofd:Document {NS}><ofd:CommonData><ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>
<ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea>
<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>
<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>
<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>
</ofd:Document>"""
TEMPLATE = f"""<ofd:Page {NS}><ofd:Content><ofd:Layer ID="3">
<ofd:TextObject ID="4" Boundary="10 20 40 6" Size="3"><ofd:TextCode X="0" Y="4" DeltaX="g 2 3">名称：</ofd:TextCode>
</ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"""
CONTENT = f"""<ofd:Page {NS}><ofd:Template TemplateID="2"/><ofd:Content><ofd:Layer ID="5">
<ofd:TextObject ID="6" Boundary="60 20 60 6" Size="3">
<ofd:TextCode X="0" Y="4" DeltaX="g 7 3">蓉城试验有限公司</ofd:TextCode>
</ofd:TextObject>
<ofd:TextObject ID="7" Boundary="150 90 10 6" Size="3"><ofd:TextCode X="0" Y="4">¥</ofd:TextCode></ofd:TextObject>
<ofd:TextObject ID="8" Boundary="150 90 40 6" Size="3">
<ofd:TextCode X="1.5" Y="4" DeltaX="g 5 1.5">526.00</ofd:TextCode>
</ofd:TextObject>
<ofd:TextObject ID="9" Boundary="20 100 40 20" Size="3">
<ofd:TextCode X="0" Y="4" DeltaX="1.5 -1.5 1.5" DeltaY="0 5 0">AB12</ofd:TextCode>
</ofd:TextObject>
<ofd:TextObject ID="10" Boundary="100 50 20 20" CTM="2 0 0 2 1 1" Size="3"><ofd:TextCode X="2" Y="3">大</ofd:TextCode>
</ofd:TextObject>
<ofd:TextObject ID="11" Boundary="0 0 9 9" Size="3" Visible="false"><ofd:TextCode X="2" Y="3">隐</ofd:TextCode>
</ofd:TextObject>
<ofd:ImageObject ID="12" Boundary="8 4 20 20" CTM="20 0 0 20 0 0" ResourceID="78"/>
</ofd:Layer></ofd:Content></ofd:Page>"""
RESOURCES = f"""<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="78" Type="Image">
<ofd:MediaFile>qr.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"""
ATTACHMENTS = f"""<ofd:Attachments {NS}><ofd:Attachment ID="98" Name="original_invoice" Format="xml">
<ofd:FileLoc>original_invoice.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"""
EDRM = """<fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019">
<fp:InvoiceNo>00000017</fp:InvoiceNo></fp:eInvoice>"""
TAGS = f"""<ofd:CustomTags {NS}><ofd:CustomTag TypeID=""><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag>
</ofd:CustomTags>"""
TAG = """<:eInvoice xmlns:=""><Buyer><BuyerName><ofd:ObjectRef PageRef="1">6</ofd:ObjectRef></BuyerName></Buyer>
<TaxInclusiveTotalAmount><ofd:ObjectRef PageRef="1">7</ofd:ObjectRef><ofd:ObjectRef PageRef="1">8</ofd:ObjectRef>
</TaxInclusiveTotalAmount><Payee><ofd:ObjectRef PageRef="1">404</ofd:ObjectRef></Payee></:eInvoice>"""
SIGNATURES = (
    f'<ofd:Signatures {NS}><ofd:Signature ID="1" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/></ofd:Signatures>'
)


def qr_png() -> bytes:
    code = qrcode.QRCode(border=0, box_size=1)
    code.add_data(QR)
    buffer = io.BytesIO()
    Image.fromarray(np.where(np.array(code.get_matrix()), 0, 255).astype(np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()


def parts() -> dict[str, bytes]:
    made = {
        "OFD.xml": OFD_XML,
        "Doc_0/Document.xml": DOCUMENT,
        "Doc_0/DocumentRes.xml": RESOURCES,
        "Doc_0/Tpls/Tpl_0/Content.xml": TEMPLATE,
        "Doc_0/Pages/Page_0/Content.xml": CONTENT,
        "Doc_0/Attachs/Attachments.xml": ATTACHMENTS,
        "Doc_0/Attachs/original_invoice.xml": EDRM,
        "Doc_0/Tags/CustomTags.xml": TAGS,
        "Doc_0/Tags/CustomTag.xml": TAG,
        "Doc_0/Signs/Signatures.xml": SIGNATURES,
    }
    return {name: text.encode() for name, text in made.items()} | {"Doc_0/Res/qr.png": qr_png()}


def signed(files: dict[str, bytes]) -> dict[str, bytes]:
    """With a signature that covers every part."""
    references = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>'
        f"{base64.b64encode(hashlib.new('sm3', data).digest()).decode()}</ofd:CheckValue></ofd:Reference>"
        for name, data in files.items()
    )
    signature = (
        f'<ofd:Signature {NS}><ofd:SignedInfo><ofd:References CheckMethod="1.2.156.10197.1.401">{references}'
        '</ofd:References><ofd:StampAnnot ID="1" PageRef="1" Boundary="90 8 30 20"/></ofd:SignedInfo></ofd:Signature>'
    )
    return files | {"Doc_0/Signs/Sign_0/Signature.xml": signature.encode()}


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def source_of(files: dict[str, bytes], folder: Path) -> Source:
    digest, size, blob, _ = vault.keep(io.BytesIO(packed(files)), folder, 1 << 24)
    return Source(sha256=digest, path="a.ofd", size=size, media_type=sniff.media_type(blob), blob=blob)


def reading(files: dict[str, bytes], folder: Path) -> Document:
    return read(source_of(files, folder), Settings())


def test_text_of_template_and_page_has_exact_places(tmp_path: Path) -> None:
    (page,) = reading(parts(), tmp_path).pages
    assert [page.width, page.height] == pytest.approx([210 * MM, 140 * MM])
    assert [word.text for word in page.words] == ["名称：", "蓉城试验有限公司", "¥526.00", "AB", "12", "大"]
    assert {word.method for word in page.words} == {Method.OFD}
    boxes = {word.text: word.box for word in page.words}
    name = boxes["蓉城试验有限公司"]
    assert [name.x0 / MM, name.x1 / MM] == pytest.approx([60, 84])
    assert [name.y0 / MM, name.y1 / MM] == pytest.approx([24 - 2.7, 24 + 0.6])
    assert [boxes["12"].x0 / MM, boxes["12"].y1 / MM] == pytest.approx([20, 109.6])
    large = boxes["大"]
    assert [large.x0 / MM, large.width / MM] == pytest.approx([100 + 1 + 4, 6])


def test_data_is_found_in_custom_data_tags_and_attachment(tmp_path: Path) -> None:
    layers = {layer.name: layer for layer in reading(parts(), tmp_path).layers}
    assert set(layers) == {"ofd_custom_data", "ofd_tags", "edrm"}
    assert layers["ofd_custom_data"].get("合计税额") == "***"
    assert layers["edrm"].get("InvoiceNo") == "00000017"
    assert layers["edrm"].origin == "original_invoice"
    tags = {entry.path: entry for entry in layers["ofd_tags"].entries}
    assert set(tags) == {"Buyer/BuyerName", "TaxInclusiveTotalAmount"}
    assert tags["TaxInclusiveTotalAmount"].text == "¥526.00"
    box = tags["Buyer/BuyerName"].box
    assert tags["Buyer/BuyerName"].page == 1
    assert box is not None
    assert [box.x0 / MM, box.y0 / MM, box.x1 / MM, box.y1 / MM] == pytest.approx([60, 20, 120, 26])


def test_folders_namespaces_and_file_places_may_vary(tmp_path: Path) -> None:
    files = {name.replace("Doc_0", "DOC_2").replace("Tpls", "TPLS"): data for name, data in parts().items()}
    files = {name: data.replace(b"/2016", b"").replace(b"Doc_0", b"Doc_2") for name, data in files.items()}
    files["OFD.xml"] = b"\xef\xbb\xbf" + files["OFD.xml"]
    moved = files.pop("DOC_2/Attachs/original_invoice.xml")
    files["DOC_2/original_invoice.xml"] = moved
    document = reading(files, tmp_path)
    assert {layer.name for layer in document.layers} == {"ofd_custom_data", "ofd_tags", "edrm"}
    assert "蓉城试验有限公司" in document.pages[0].text


def test_an_attachment_no_list_names_is_found(tmp_path: Path) -> None:
    files = parts()
    files["Doc_0/Attachs/Attachments.xml"] = f"<ofd:Attachments {NS}/>".encode()
    assert "edrm" in {layer.name for layer in reading(files, tmp_path).layers}


def test_the_code_is_read_from_the_picture(tmp_path: Path) -> None:
    (code,) = reading(parts(), tmp_path).pages[0].codes
    assert code.payload == QR
    assert [code.box.x0 / MM, code.box.x1 / MM] == pytest.approx([8, 28])


def test_digests_tell_an_unchanged_file_from_a_changed_one(tmp_path: Path) -> None:
    files = signed(parts())
    document = reading(files, tmp_path)
    assert dict(document.notes)["ofd_digest"] == "ok"
    (seal,) = document.pages[0].seals
    assert [seal.box.x0 / MM, seal.box.y1 / MM] == pytest.approx([90, 28])
    files["Doc_0/Pages/Page_0/Content.xml"] = files["Doc_0/Pages/Page_0/Content.xml"].replace(b"526.00", b"926.00")
    notes = reading(files, tmp_path).notes
    assert [value for key, value in notes if key == "ofd_digest"] == ["mismatch:/Doc_0/Pages/Page_0/Content.xml"]
    del files["Doc_0/Res/qr.png"]
    assert ("ofd_digest", "mismatch:/Doc_0/Res/qr.png") in reading(files, tmp_path).notes
    assert dict(reading(parts(), tmp_path).notes)["ofd_digest"] == "absent"


def test_the_picture_shows_text_and_code_where_they_stand(tmp_path: Path) -> None:
    source = source_of(parts(), tmp_path)
    drawn = picture(source, 1, Settings(), 100)
    assert drawn is not None
    grey = np.asarray(Image.fromarray(drawn).convert("L"))
    assert grey.shape == (552, 827)
    scale = 100 / 25.4
    for x, y, width, height in ((60, 20.5, 24, 4), (8, 4, 20, 20), (150, 91, 10, 4)):
        area = grey[int(y * scale) : int((y + height) * scale), int(x * scale) : int((x + width) * scale)]
        assert area.min() < 100
    assert grey[int(125 * scale) :, :].min() == 255
    assert picture(source, 2, Settings(), 100) is None


def test_damage_costs_the_page_or_the_file_and_says_so(tmp_path: Path) -> None:
    files = parts()
    files["Doc_0/Pages/Page_0/Content.xml"] = b""
    document = reading(files, tmp_path)
    assert [problem.page for problem in document.problems] == [1]
    assert "ofd_custom_data" in {layer.name for layer in document.layers}
    with pytest.raises(ReadError) as caught:
        reading({"OFD.xml": b"<x/>"}, tmp_path)
    assert caught.value.trouble is Trouble.BROKEN
    with pytest.raises(ReadError) as caught:
        reading(parts() | {"Doc_0/Encryptions.xml": b"<x/>"}, tmp_path)
    assert caught.value.trouble is Trouble.ENCRYPTED


def test_places_never_lead_out_of_the_package(tmp_path: Path) -> None:
    files = parts()
    files["Doc_0/Attachs/Attachments.xml"] = ATTACHMENTS.replace(
        "original_invoice.xml", "../../../../../../etc/hostname"
    ).encode()
    origins = [layer.origin for layer in reading(files, tmp_path).layers if layer.name == "edrm"]
    assert origins == ["original_invoice.xml"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 2", [1, 2]), ("g 3 1.5 2", [1.5, 1.5, 1.5, 2]), ("", []), (None, []), ("g 2 x 3", [3]), ("g", [])],
)
def test_deltas_are_written_out(text: str | None, expected: list[float]) -> None:
    assert ofd_objects.deltas(text) == expected
