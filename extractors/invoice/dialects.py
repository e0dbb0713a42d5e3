"""Structured layers of an invoice: 数电票 XML, the older e-invoice XML, XBRL instances, OFD custom data and tags.

Elements are matched by their local name, whatever the namespace or version, because issuers differ in both. Sources:
GB/T 44554 and the 电子凭证会计数据标准 (`inv`, `einv`), the 2019 e-invoice schema (`fp`), interfaces with pinyin or
Chinese names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from evidence.document import Entry, Layer, Method
from evidence.fact import Place
from evidence.names import plain_name
from extractors.invoice.readings import Reading, Readings, iso, plain_money, plain_number
from extractors.values.amounts import AmountError, parse_amount
from extractors.values.dates import DateError, parse_date
from extractors.values.identifiers import compact
from extractors.values.words import WordsError, parse_words

_FIELDS = {
    "invoice_code": "invoicecode codeofinvoice fpdm 发票代码",
    "invoice_number": "invoicenumber invoiceno numberofinvoice fphm fphmz eiid 发票号码 数电票号码 数电发票号码",
    "issue_date": "issuetime issuedate dateofissue kprq 开票日期 invoicedate",
    "check_code": "invoicecheckcode identifyingcode jym 校验码",
    "buyer_name": "buyername nameofpurchaser purchasername gfmc gmfmc ghdwmc 购买方名称 购方名称 购货单位名称",
    "buyer_tax_id": "buyeridnum buyertaxid purchasertaxid gfsh gmfnsrsbh gmfsh gfnsrsbh ghdwsbh 购买方纳税人识别号 "
    "购方识别号 购方税号 购买方识别号 购买方税号 购买方统一社会信用代码 "
    "taxpayeridentificationnumberunifiedsocialcreditcodeofpurchaser",
    "seller_name": "sellername nameofseller xfmc xsfmc xhdwmc 销售方名称 销方名称 销货单位名称",
    "seller_tax_id": "selleridnum sellertaxid xfsh xsfnsrsbh xsfsh xfnsrsbh xhdwsbh 销售方纳税人识别号 销方识别号 "
    "销方税号 销售方识别号 销售方税号 销售方统一社会信用代码 "
    "taxpayeridentificationnumberunifiedsocialcreditcodeofseller",
    "seller_bank": "sellerfinancialaccount depositbankandaccountnumberofseller xfyhzh xsfyhzh 销售方开户行及账号",
    "amount_excl_tax": "totalamwithouttax taxexclusivetotalamount totalamountexcludingtax hjje hjbhsje 合计金额 "
    "不含税金额 金额合计",
    "tax": "totaltaxam taxtotalamount totaltaxamount hjse 合计税额 税额合计",
    "total_incl_tax": "totaltaxincludedamount taxinclusivetotalamount taxincludedamountinfigures jshj jshjxx "
    "价税合计 价税合计小写",
    "total_words": "totaltaxincludedamountinchinese taxinclusivetotalamountwithwords taxincludedamountinwords "
    "jshjdx 价税合计大写",
    "remark": "remark remarks note bz 备注",
    "red_of": "originalinvoiceno originalinvoicenumber yfphm 被红冲蓝字发票号码 原发票号码 蓝字发票号码 "
    "originalbluedigitalinvoicenumber",
    "contract_no": "contractnumber",
    "receipt_no": "numberofbankelectronicreceipt",
}
_ROW_FIELDS = {
    "item": "itemname item nameoftaxablegoodsorservices spmc xmmc 项目名称 货物或应税劳务服务名称 商品名称",
    "spec": "specmod specification ggxh 规格型号",
    "unit": "meaunits measurementdimension dw 单位",
    "quantity": "quantity sl0 spsl 数量",
    "unit_price": "unprice price unitprice dj 单价",
    "amount": "amount amountexcludingtax je 金额",
    "tax_rate": "taxrate taxscheme slv 税率",
    "tax": "comtaxam taxamount se 税额",
}
_NAMES = {local: name for name, locals_ in _FIELDS.items() for local in locals_.split()}
_ROW_NAMES = {local: name for name, locals_ in _ROW_FIELDS.items() for local in locals_.split()}
_PARTIES = {
    "buyer": frozenset(
        ["buyer", "buyerinfo", "buyerinformation", "purchaser", "gmf", "gfxx", "gmfxx", "购买方", "购方", "购买方信息"]
    ),
    "seller": frozenset(
        ["seller", "sellerinfo", "sellerinformation", "xsf", "xfxx", "xsfxx", "销售方", "销方", "销售方信息"]
    ),
}
_PARTY_LEAVES = {
    local: leaf
    for leaf, locals_ in {
        "name": "name mc 名称",
        "tax_id": "taxid idnum taxno nsrsbh sh taxpayerid 纳税人识别号 税号 统一社会信用代码 识别号",
    }.items()
    for local in locals_.split()
}
_TICKET = re.compile(r"铁路电子客票|航空运输电子客票|行程单")
_BOOKING = re.compile(r"postingdate|hasbeenbooked|numberofaccountingdocuments|accountingperiod")
_ROW = re.compile(
    r"issuiteminformation|goodsinfo|informationoftaxablegoodsorservicesdetailitemstuple|mx|fpmx|spxx|明细|项目明细|商品",
    re.IGNORECASE,
)
_KNOWN = frozenset({"einvoice", "edrm", "xbrl", "ofd_custom_data", "ofd_tags", "docinfo", "xml"})
_LAYER = {"ofd_custom_data": "custom", "docinfo": "docinfo", "ofd_tags": "page"}
_MONEY = frozenset({"amount_excl_tax", "tax", "total_incl_tax", "amount"})
_NUMBERS = frozenset({"quantity", "unit_price"})
_CODES = frozenset({"invoice_code", "invoice_number", "check_code", "buyer_tax_id", "seller_tax_id", "red_of"})
_MASKED = re.compile(r"[*＊×\s]+")
_POSITION = re.compile(r"\[\d+\]")
_POSITION_OR_PREFIX = re.compile(r"\[\d+\]|^.*:")
_PUNCTUATION = re.compile(r"[\W_]")


def read_layers(layers: Sequence[Layer], readings: Readings) -> None:
    """Add what every structured layer says; layers that only carry booking data add nothing."""
    for layer in layers:
        if layer.name not in _KNOWN or not carries_invoice(layer):
            continue
        number = 0
        known = _LAYER.get(layer.name, "data") in readings.rows
        rows: dict[str, dict[str, Reading]] = {}
        for entry, row in _entries(layer):
            if not row:
                number += _field(entry, layer, readings)
            elif not known:
                number += _row(entry, row, layer, rows)
        kept = [row for row in rows.values() if "amount" in row or "item" in row]
        if number and kept:
            readings.rows.setdefault(_LAYER.get(layer.name, "data"), kept)
        _marks(layer, readings)


def carries_invoice(layer: Layer) -> bool:
    """Whether a layer says enough to be an invoice: its number and an amount (not booking data or a bare shell)."""
    found = {_name(entry.path) for entry in layer.entries if entry.text.strip()}
    has_amount = bool(found & {"total_incl_tax", "amount_excl_tax"})
    return "invoice_number" in found and (has_amount or layer.name in ("ofd_custom_data", "ofd_tags", "docinfo"))


def is_face_of_its_own(layer: Layer) -> bool:
    """Whether a layer alone makes an invoice: an XBRL instance with booking data, or without parties, does not."""
    if not carries_invoice(layer):
        return False
    if any(_TICKET.search(entry.text) for entry in layer.entries):
        return False
    if layer.name != "xbrl":
        return layer.name not in ("ofd_tags", "docinfo")
    found = {_name(entry.path) for entry in layer.entries if entry.text.strip()}
    booked = any(_BOOKING.search(_local(entry.path)) for entry in layer.entries)
    return not booked and {"seller_name", "buyer_name"} <= found


def layer_method(layer: Layer) -> Method:
    """How values of that layer came to us."""
    return Method.OFD if layer.name.startswith("ofd_") else Method.TEXT if layer.name == "docinfo" else Method.XML


def _local(path: str) -> str:
    """The last element of a path in the form of the tables: no position, no prefix, no punctuation, lower case."""
    return _plain(path.rsplit("/", 1)[-1])


@lru_cache(maxsize=4096)
def _plain(element: str) -> str:
    """One element of a path in that form: a data file names few elements, many times each."""
    last = element.rsplit(":", 1)[-1].rsplit("@", 1)[-1]
    last = unicodedata.normalize("NFKC", _POSITION.sub("", last))
    return _PUNCTUATION.sub("", last).lower()


def _name(path: str) -> str:
    """The field a path stands for: by its last element, or by that and the party it lies in."""
    above, slash, last = path.rpartition("/")
    local = _plain(last)
    found = _NAMES.get(local, "")
    if found or not slash:
        return found
    leaf = _PARTY_LEAVES.get(local, "")
    if not leaf:
        return ""
    holder = _local(above)
    party = next((party for party, names in _PARTIES.items() if holder in names), "")
    return f"{party}_{leaf}" if party else ""


def _entries(layer: Layer) -> Iterator[tuple[Entry, str]]:
    """Every filled entry with the path of the row it stands in, empty for the head of the invoice."""
    for entry in layer.entries:
        if not entry.text.strip():
            continue
        parts = entry.path.split("/")
        row = ""
        for depth in range(len(parts) - 2, -1, -1):
            if _is_row(parts[depth]):
                row = "/".join(parts[: depth + 1])
                break
        yield entry, row


@lru_cache(maxsize=4096)
def _is_row(element: str) -> bool:
    """Whether an element of a path is a line of the invoice."""
    return _ROW.fullmatch(_POSITION_OR_PREFIX.sub("", element)) is not None


def _field(entry: Entry, layer: Layer, readings: Readings) -> int:
    """Add a field of the head; 1 if it was one."""
    name = _name(entry.path)
    if not name:
        return 0
    if name == "tax" and _MASKED.fullmatch(entry.text):
        readings.marks.add("exempt")
        return 1
    value = canonical(name, entry.text)
    if value:
        readings.add(name, _reading(entry, layer, value))
    return 1


def _row(entry: Entry, row: str, layer: Layer, rows: dict[str, dict[str, Reading]]) -> int:
    """Add a field of a row; 1 if it was one."""
    name = _ROW_NAMES.get(_local(entry.path), "")
    value = canonical(name, entry.text) if name else ""
    if not value:
        return 0
    rows.setdefault(row, {})[name] = _reading(entry, layer, value)
    return 1


def _reading(entry: Entry, layer: Layer, value: str) -> Reading:
    place = Place(page=entry.page or 1, box=None, cell=entry.path)
    if entry.box is not None:
        box = entry.box
        place = Place(page=entry.page or 1, box=(box.x0, box.y0, box.x1, box.y1), cell=entry.path)
    tagged = 3.5 if layer.name == "ofd_tags" else 1.0
    return Reading(value, entry.text.strip(), layer_method(layer), place, _LAYER.get(layer.name, "data"), weight=tagged)


def canonical(name: str, text: str) -> str:
    """The canonical text of a structured value; empty where it is not one of that field."""
    text = unicodedata.normalize("NFKC", text).strip()
    try:
        if name in _MONEY:
            amount = parse_amount(text)
            return plain_money(amount.value) if amount else ""
        if name in _NUMBERS:
            return plain_number(Decimal(text.replace(",", "")))
        if name in ("issue_date",):
            day = parse_date(text)
            return iso(day) if day else ""
        if name == "total_words":
            words = parse_words(text)
            return plain_money(words.value) if words else ""
    except (AmountError, DateError, WordsError, InvalidOperation):
        return ""
    return _text(name, text)


def _text(name: str, text: str) -> str:
    if name in _CODES:
        code = compact(text)
        return code if re.fullmatch(r"[0-9A-Z]{6,30}", code) else ""
    if name == "tax_rate":
        return rate(text)
    return plain_name(text) if name.endswith("_name") else " ".join(text.split())


def rate(text: str) -> str:
    """A tax rate as printed on invoices: `6%` for 0.06, `6%` and `6.00%`; other words stay (`免税`, `***`)."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(%?)", plain)
    if match is None:
        return plain
    value = Decimal(match[1]) * (1 if match[2] or Decimal(match[1]) >= 1 else 100)
    return f"{plain_number(value)}%"


def _marks(layer: Layer, readings: Readings) -> None:
    """Special or ordinary, red or blue, from the labels of the header."""
    for entry in layer.entries:
        local, text = _local(entry.path), entry.text.strip()
        if "GeneralOrSpecialVAT" in entry.path and local == "labelcode":
            readings.marks.add("special" if text == "01" else "ordinary")
        elif "InIssuType" in entry.path and local == "labelcode" and text == "N":
            readings.marks.add("red")
        elif local in ("typeofinvoice", "invoicetype", "fplx", "发票类型", "票种"):
            readings.marks.update(_type_marks(text))
        elif local == "voidmark" and text.upper() in ("Y", "1", "TRUE", "是"):
            readings.marks.add("void")


def _type_marks(text: str) -> set[str]:
    if "专用" in text or text in ("01", "08", "31", "81"):
        return {"special"}
    return {"ordinary"} if "普通" in text or text in ("04", "10", "32", "82") else set()
