"""An electronic ordinary invoice as OFD (GB/T 33190-2016): page, template, tags, attachment, SM3 digests.

The digests of Signature.xml are right; the signature value itself is a placeholder, because nobody may sign for the
tax bureau. OpenSSL must offer SM3 (every build of version 3 does).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import TypedDict, Unpack
from xml.sax.saxutils import escape

from sample_docs.generator import pack, seals
from sample_docs.generator.faces import qr
from sample_docs.generator.faces.wording import chinese, item_name, plain, rate
from sample_docs.generator.identity import Company
from sample_docs.generator.money_words import words
from sample_docs.generator.plan import Invoice
from sample_docs.generator.sheet import width_of

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_BROWN = "156 82 35"
_KAI, _SONG, _COURIER = 29, 63, 66
_POINT = 25.4 / 72
_IMAGES = ((78, 12, 4.5, 20, 20), (79, 92.5, 7.5, 30, 20), (80, 168, 106, 36, 27))
"""QR code, bureau's seal, seller's seal: resource, left, top, width, height in mm."""
_PARTY_LABELS = ("名        称：", "纳税人识别号：", "地 址、电 话：", "开户行及账号：")


def file(invoice: Invoice) -> bytes:
    """The whole container."""
    page = _Page()
    _values(page, invoice)
    doc = {
        "Doc_0/Document.xml": _document(),
        "Doc_0/PublicRes.xml": _fonts(),
        "Doc_0/DocumentRes.xml": _resources(),
        "Doc_0/Tpls/Tpl_0/Content.xml": _template(),
        "Doc_0/Pages/Page_0/Content.xml": page.xml(),
        "Doc_0/Tags/CustomTags.xml": f'{_HEAD}<ofd:CustomTags {_NS}><ofd:CustomTag TypeID="0">'
        "<ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>",
        "Doc_0/Tags/CustomTag.xml": page.tags(),
        "Doc_0/Attachs/Attachments.xml": _attachments(),
        "Doc_0/Attachs/original_invoice.xml": _original(invoice),
    }
    members = {"OFD.xml": _root(invoice).encode()} | {name: text.encode() for name, text in doc.items()}
    members["Doc_0/Res/image_78.png"] = qr.png(invoice.qr_payload)
    members["Doc_0/Res/image_79.png"] = seals.tax_bureau()
    members["Doc_0/Res/image_80.png"] = seals.invoice_special(invoice.seller.name, invoice.seller.uscc)
    signature = _signature(members, invoice)
    members["Doc_0/Signs/Signatures.xml"] = (
        f'{_HEAD}<ofd:Signatures {_NS}><ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID="1" '
        'BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/></ofd:Signatures>'
    ).encode()
    members["Doc_0/Signs/Sign_0/Signature.xml"] = signature.encode()
    members["Doc_0/Signs/Sign_0/SignedValue.dat"] = hashlib.new("sm3", signature.encode()).digest()
    return pack.packed(members)


class _Style(TypedDict, total=False):
    font: int
    tag: str
    align: str
    color: str


class _Page:
    """Text objects with ids, and the tags that point at them."""

    def __init__(self, first: int = 62) -> None:
        self.objects: list[str] = []
        self._tags: dict[str, list[int]] = {}
        self._next = first - 1

    def text(self, x: float, y: float, text: str, size: float = 9, **style: Unpack[_Style]) -> None:
        """One text object whose baseline is at y; per-character advances as invoices write them."""
        self._next += 1
        font, tag = style.get("font", _SONG), style.get("tag", "")
        name = "courier" if font == _COURIER else "song"
        height = size * _POINT
        steps = [width_of(char, size, name) for char in text]
        width = sum(steps)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[style.get("align", "left")]
        delta = " ".join(f"{step:.4f}" for step in steps[:-1])
        delta = f' DeltaX="{delta}"' if delta else ""
        color = style.get("color", "")
        fill = f'<ofd:FillColor Value="{color}"/>' if color else ""
        self.objects.append(
            f'<ofd:TextObject ID="{self._next}" '
            f'Boundary="{left:.2f} {y - height:.2f} {width + 1:.2f} {height * 1.4:.2f}" '
            f'Font="{font}" Size="{height:.4f}">{fill}<ofd:TextCode X="0" Y="{height:.4f}"{delta}>{escape(text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )
        if tag:
            self._tags.setdefault(tag, []).append(self._next)

    def xml(self) -> str:
        """Content.xml of the page."""
        images = "".join(
            f'<ofd:ImageObject ID="{159 + number}" Boundary="{x} {y} {width} {height}" '
            f'CTM="{width} 0 0 {height} 0 0" ResourceID="{resource}"/>'
            for number, (resource, x, y, width, height) in enumerate(_IMAGES, 1)
        )
        return (
            f'{_HEAD}<ofd:Page {_NS}><ofd:Template TemplateID="2" ZOrder="Background"/><ofd:Content>'
            f'<ofd:Layer ID="60">{"".join(self.objects)}{images}</ofd:Layer></ofd:Content></ofd:Page>'
        )

    def tags(self) -> str:
        """CustomTag.xml: element names of the e-invoice schema with references to the text objects."""

        def element(name: str) -> str:
            refs = "".join(f'<ofd:ObjectRef PageRef="1">{number}</ofd:ObjectRef>' for number in self._tags[name])
            return f"<fp:{name}>{refs}</fp:{name}>"

        buyer = "".join(element(name) for name in self._tags if name.startswith("Buyer"))
        seller = "".join(element(name) for name in self._tags if name.startswith("Seller"))
        rest = "".join(element(name) for name in self._tags if not name.startswith(("Buyer", "Seller")))
        return (
            f'{_HEAD}<fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" {_NS}>{rest}'
            f"<fp:Buyer>{buyer}</fp:Buyer><fp:Seller>{seller}</fp:Seller></fp:eInvoice>"
        )


def _values(page: _Page, invoice: Invoice) -> None:
    page.text(107, 13.8, "四川增值税电子普通发票", 20, font=_KAI, align="center", color=_BROWN)
    check = " ".join(invoice.check_code[i : i + 5] for i in range(0, 20, 5))
    head = (
        ("InvoiceCode", invoice.code), ("InvoiceNo", invoice.number), ("IssueDate", chinese(invoice.issued)),
        ("InvoiceCheckCode", check),
    )  # fmt: skip
    for index, (tag, value) in enumerate(head):
        page.text(172.5, 9 + 6 * index, value, tag=tag)
    page.text(26.5, 28.3, invoice.machine, tag="MachineNo")
    for top, prefix, party in ((30, "Buyer", invoice.buyer), (103, "Seller", invoice.seller)):
        page.text(42, top + 4.6, party.name, 9.5, tag=f"{prefix}Name")
        page.text(42, top + 9.5, party.uscc, 11, font=_COURIER, tag=f"{prefix}TaxID")
        page.text(42, top + 14.4, f"{party.address} {party.phone}", 7.5, tag=f"{prefix}AddrTel")
        account = f"{party.account.branch} {party.account.number}"
        page.text(42, top + 19.3, account, 7, tag=f"{prefix}FinancialAccount")
    for index in range(4):
        row = invoice.cipher[27 * index : 27 * index + 27]
        page.text(133, 35.2 + 4.7 * index, row, 12, font=_COURIER, tag="TaxControlCode")
    _rows(page, invoice)
    page.text(169.7, 93, f"¥{invoice.net:.2f}", 10, font=_COURIER, align="right", tag="TaxExclusiveTotalAmount")
    page.text(208.7, 93, f"¥{invoice.tax:.2f}", 10, font=_COURIER, align="right", tag="TaxTotalAmount")
    page.text(70, 100.2, words(invoice.gross), 10, tag="TaxInclusiveTotalAmount")
    page.text(172, 100.2, f"¥{invoice.gross:.2f}", 11, font=_COURIER, tag="TaxInclusiveTotalAmount")
    if invoice.remark:
        page.text(131, 107.8, invoice.remark, tag="Note")
    for tag, value, x in (
        ("Payee", invoice.payee, 26),
        ("Checker", invoice.reviewer, 81),
        ("InvoiceClerk", invoice.drawer, 128),
    ):
        page.text(x, 129, value, tag=tag)


def _rows(page: _Page, invoice: Invoice) -> None:
    for index, item in enumerate(invoice.items):
        y = 60 + 4.6 * index
        page.text(9, y, item_name(item), 8, tag="Item")
        page.text(84, y, item.unit, align="center", tag="MeasurementDimension")
        page.text(113.2, y, plain(item.quantity), align="right", tag="Quantity")
        page.text(138.7, y, plain(item.unit_price), align="right", tag="Price")
        page.text(169.7, y, f"{item.amount:.2f}", align="right", tag="Amount")
        page.text(174.7, y, rate(item.rate), align="center", tag="TaxScheme")
        page.text(208.7, y, f"{item.tax:.2f}", align="right", tag="TaxAmount")


def _template() -> str:
    """The face without values: rules and labels."""
    lines = [
        *((8, y, 209.5, y) for y in (30, 51.5, 95, 103, 123.5)), *((69, y, 146, y) for y in (18, 18.9)),
        *((x, 30, x, 123.5) for x in (8, 209.5)), *((x, 51.5, x, 95) for x in (62.5, 78, 90.5, 114, 139.5, 170.5, 179)),
        *((x, top, x, foot) for x in (15, 124, 129) for top, foot in ((30, 51.5), (103, 123.5))),
        (62.5, 95, 62.5, 103), (64.9, 97.8, 67.5, 100.4), (64.9, 100.4, 67.5, 97.8),
    ]  # fmt: skip
    paths = "".join(_path(10 + index, line) for index, line in enumerate(lines))
    paths += (
        f'<ofd:PathObject ID="59" Boundary="64.3 97.2 3.8 3.8" LineWidth="0.25"><ofd:StrokeColor Value="{_BROWN}"/>'
        "<ofd:AbbreviatedData>M 0 1.9 B 0 0.85 0.85 0 1.9 0 B 2.95 0 3.8 0.85 3.8 1.9 "
        "B 3.8 2.95 2.95 3.8 1.9 3.8 B 0.85 3.8 0 2.95 0 1.9</ofd:AbbreviatedData></ofd:PathObject>"
    )
    labels = _Page(201)
    spots: Iterable[tuple[float, float, str]] = (
        (157, 9, "发票代码："), (157, 15, "发票号码："), (157, 21, "开票日期："), (157, 27, "校 验 码："),
        (11, 28.3, "机器编号："), (10, 36, "购"), (10, 42, "买"), (10, 48, "方"), (10, 109, "销"), (10, 115, "售"),
        (10, 121, "方"), (125, 36, "密"), (125, 42, "码"), (125, 48, "区"), (125, 110, "备"), (125, 118, "注"),
        *((17, top + 4.9 * index, label) for top in (34.6, 107.6) for index, label in enumerate(_PARTY_LABELS)),
        (18, 55.3, "货物或应税劳务、服务名称"), (64, 55.3, "规格型号"), (81, 55.3, "单位"), (98, 55.3, "数 量"),
        (123, 55.3, "单 价"), (150, 55.3, "金   额"), (171.5, 55.3, "税率"), (190, 55.3, "税   额"),
        (22, 93, "合         计"),
        (22, 100.2, "价税合计（大写）"), (159, 100.2, "（小写）"), (12, 129, "收款人："), (67, 129, "复核："),
        (114, 129, "开票人："), (160, 129, "销售方：（章）"),
    )  # fmt: skip
    for x, y, text in spots:
        labels.text(x, y, text, 9, font=_KAI, color=_BROWN)
    body = "".join(labels.objects)
    return f'{_HEAD}<ofd:Page {_NS}><ofd:Content><ofd:Layer ID="3">{paths}{body}</ofd:Layer></ofd:Content></ofd:Page>'


def _path(number: int, line: tuple[float, float, float, float]) -> str:
    x0, y0, x1, y1 = line
    top, height = min(y0, y1), abs(y1 - y0)
    return (
        f'<ofd:PathObject ID="{number}" Boundary="{x0} {top} {x1 - x0 + 0.4:.2f} {height + 0.4:.2f}" LineWidth="0.25">'
        f'<ofd:StrokeColor Value="{_BROWN}"/><ofd:AbbreviatedData>M 0 {y0 - top:.2f} L {x1 - x0:.2f} {y1 - top:.2f}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _root(invoice: Invoice) -> str:
    check = " ".join(invoice.check_code[i : i + 5] for i in range(0, 20, 5))
    pairs = (
        ("template-version", "1.0.20.0422"), ("发票代码", invoice.code), ("发票号码", invoice.number),
        ("合计税额", f"{invoice.tax:.2f}"), ("合计金额", f"{invoice.net:.2f}"), ("开票日期", chinese(invoice.issued)),
        ("校验码", check), ("购买方纳税人识别号", invoice.buyer.uscc), ("销售方纳税人识别号", invoice.seller.uscc),
    )  # fmt: skip
    custom = "".join(f'<ofd:CustomData Name="{name}">{value}</ofd:CustomData>' for name, value in pairs)
    number = hashlib.sha256(invoice.identity.encode()).hexdigest()[:32]
    return (
        f'{_HEAD}<ofd:OFD {_NS} DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:DocID>{number}</ofd:DocID>'
        f"<ofd:Author>China Tax</ofd:Author><ofd:CreationDate>{invoice.issued:%Y-%m-%d}</ofd:CreationDate>"
        f"<ofd:CustomDatas>{custom}</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"
    )


def _document() -> str:
    return (
        f"{_HEAD}<ofd:Document {_NS}><ofd:CommonData><ofd:MaxUnitID>400</ofd:MaxUnitID>"
        '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/><ofd:PageArea><ofd:PhysicalBox>0 0 215 140'
        "</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
        "</ofd:Document>"
    )


def _fonts() -> str:
    names = ((_KAI, "楷体"), (_SONG, "宋体"), (_COURIER, "Courier New"))
    made = "".join(f'<ofd:Font ID="{number}" FontName="{name}" FamilyName="{name}"/>' for number, name in names)
    return f'{_HEAD}<ofd:Res {_NS} BaseLoc="Res"><ofd:Fonts>{made}</ofd:Fonts></ofd:Res>'


def _resources() -> str:
    media = "".join(
        f'<ofd:MultiMedia ID="{number}" Type="Image" Format="PNG">'
        f"<ofd:MediaFile>image_{number}.png</ofd:MediaFile></ofd:MultiMedia>"
        for number, *_ in _IMAGES
    )
    return f'{_HEAD}<ofd:Res {_NS} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'


def _attachments() -> str:
    return (
        f'{_HEAD}<ofd:Attachments {_NS}><ofd:Attachment ID="98" Name="original_invoice" Format="xml" Visible="false">'
        "<ofd:FileLoc>original_invoice.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"
    )


def _original(invoice: Invoice) -> str:
    """The structured invoice attached to the container (edrm e-invoice schema of 2019)."""

    def tag(name: str, value: str) -> str:
        return f"<fp:{name}>{escape(value)}</fp:{name}>"

    def party(prefix: str, who: Company) -> str:
        return f"<fp:{prefix}>" + "".join((
            tag(f"{prefix}Name", who.name), tag(f"{prefix}TaxID", who.uscc),
            tag(f"{prefix}AddrTel", f"{who.address} {who.phone}"),
            tag(f"{prefix}FinancialAccount", f"{who.account.branch} {who.account.number}"),
        )) + f"</fp:{prefix}>"  # fmt: skip

    goods = "".join(
        "<fp:GoodsInfo>" + "".join((
            tag("LineNo", str(index)), tag("Item", item_name(item)), tag("Specification", item.spec),
            tag("MeasurementDimension", item.unit), tag("Price", plain(item.unit_price)),
            tag("Quantity", plain(item.quantity)), tag("Amount", f"{item.amount:.2f}"),
            tag("TaxScheme", rate(item.rate)), tag("TaxAmount", f"{item.tax:.2f}"),
        )) + "</fp:GoodsInfo>"
        for index, item in enumerate(invoice.items, 1)
    )  # fmt: skip
    body = "".join((
        tag("DocID", "01"), tag("AreaCode", "5100"), tag("TypeCode", "10"), tag("InvoiceCode", invoice.code),
        tag("InvoiceNo", invoice.number), tag("IssueDate", chinese(invoice.issued)),
        tag("InvoiceCheckCode", invoice.check_code), tag("MachineNo", invoice.machine),
        tag("GraphCode", invoice.qr_payload), tag("TaxControlCode", invoice.cipher), party("Buyer", invoice.buyer),
        party("Seller", invoice.seller), tag("TaxInclusiveTotalAmount", f"{invoice.gross:.2f}"),
        tag("TaxInclusiveTotalAmountWithWords", words(invoice.gross)),
        tag("TaxExclusiveTotalAmount", f"{invoice.net:.2f}"), tag("TaxTotalAmount", f"{invoice.tax:.2f}"),
        tag("Note", invoice.remark), tag("InvoiceClerk", invoice.drawer), tag("Payee", invoice.payee),
        tag("Checker", invoice.reviewer),
    ))  # fmt: skip
    return (
        f'{_HEAD}<fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" Version="1.0">{body}'
        f"<fp:GoodsInfos>{goods}</fp:GoodsInfos></fp:eInvoice>"
    )


def _signature(members: dict[str, bytes], invoice: Invoice) -> str:
    references = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>'
        f"{base64.b64encode(hashlib.new('sm3', data).digest()).decode()}</ofd:CheckValue></ofd:Reference>"
        for name, data in members.items()
    )
    return (
        f'{_HEAD}<ofd:Signature {_NS}><ofd:SignedInfo><ofd:Provider ProviderName="sample" Version="1.0"/>'
        "<ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod>"
        f"<ofd:SignatureDateTime>{invoice.issued:%Y%m%d}102436Z</ofd:SignatureDateTime>"
        f'<ofd:References CheckMethod="1.2.156.10197.1.401">{references}</ofd:References>'
        '<ofd:StampAnnot ID="1" PageRef="1" Boundary="92.5 7.5 30 20"/></ofd:SignedInfo>'
        "<ofd:SignedValue>/Doc_0/Signs/Sign_0/SignedValue.dat</ofd:SignedValue></ofd:Signature>"
    )
