"""XML: paths of local names, layer names, encodings, and nothing fetched or expanded."""

import io
from pathlib import Path

import pytest

from evidence.document import Document
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import read, sniff, vault, xml

EINVOICE = """<?xml version="1.0" encoding="{encoding}"?>
<EInvoice><Header><EIid>24512000000000000017</EIid></Header>
<EInvoiceData><SellerInformation><SellerName><![CDATA[蓉城试验 & 科技]]></SellerName></SellerInformation>
<BasicInformation><TotalTax-includedAmount> 106.00 </TotalTax-includedAmount></BasicInformation>
<IssuItemInformation><Amount>60.00</Amount></IssuItemInformation>
<IssuItemInformation><Amount>40.00</Amount><!-- note --></IssuItemInformation></EInvoiceData></EInvoice>"""


def reading(data: bytes, folder: Path) -> Document:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder, 1 << 20)
    source = Source(sha256=digest, path="夹/a.xml", size=size, media_type=sniff.media_type(blob), blob=blob)
    assert source.media_type == sniff.XML
    return read(source, Settings())


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("GBK", "gbk"),
        ("GBK", "utf-8"),
        ("UTF-8", "gbk"),
        ("UTF-16", "utf-16"),
    ],
)
def test_an_einvoice_is_read_in_the_encoding_it_really_has(declared: str, written: str, tmp_path: Path) -> None:
    document = reading(EINVOICE.format(encoding=declared).encode(written), tmp_path)
    (layer,) = document.layers
    assert (layer.name, layer.origin) == ("einvoice", "a.xml")
    assert layer.get("EInvoiceData/SellerInformation/SellerName") == "蓉城试验 & 科技"
    assert layer.get("EInvoiceData/BasicInformation/TotalTax-includedAmount") == "106.00"
    amounts = [layer.get(f"EInvoiceData/IssuItemInformation[{n}]/Amount") for n in (1, 2, 3)]
    assert amounts == ["60.00", "40.00", None]
    (page,) = document.pages
    assert (page.number, page.words) == (1, ())


@pytest.mark.parametrize(
    ("root", "name"),
    [
        ('<fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019"><fp:A>1</fp:A></fp:eInvoice>', "edrm"),
        ('<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"><A>1</A></xbrli:xbrl>', "xbrl"),
        ("<发票><A>1</A></发票>", "xml"),
    ],
)
def test_the_root_names_the_layer(root: str, name: str, tmp_path: Path) -> None:
    (layer,) = reading(root.encode(), tmp_path).layers
    assert (layer.name, layer.get("A")) == (name, "1")


def test_entities_are_neither_fetched_nor_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    data = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "yyyy">]><a><b>&x;</b><c>&y;</c><d>1</d></a>'
    (layer,) = reading(data.encode(), tmp_path).layers
    assert "secret" not in "".join(entry.text for entry in layer.entries)
    assert layer.get("d") == "1"


def test_a_billion_laughs_do_not_unfold(tmp_path: Path) -> None:
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE a [<!ENTITY l0 "ha">{names}]><a><b>&l11;</b><c>1</c></a>'
    try:
        (layer,) = reading(data.encode(), tmp_path).layers
    except ReadError as error:
        assert error.trouble is Trouble.BROKEN
    else:
        assert sum(len(entry.text) for entry in layer.entries) < 1000


@pytest.mark.parametrize(("data", "trouble"), [("<a><b>1</a>", Trouble.BROKEN), ("<a><b/></a>", Trouble.EMPTY)])
def test_broken_and_empty_files_say_so(data: str, trouble: Trouble, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        reading(data.encode(), tmp_path)
    assert caught.value.trouble is trouble


def test_small_faults_of_makers_are_mended_in_packages() -> None:
    root = xml.parse(b'<?xml version="1.0"?><:eInvoice xmlns:=""><InvoiceNo>1</InvoiceNo></:eInvoice>', lenient=True)
    assert xml.local(root) == "eInvoice"
    assert [xml.local(child) for child in xml.children(root)] == ["InvoiceNo"]
