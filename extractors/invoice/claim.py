"""Which kind of invoice a part is, and how sure: by structured layers, QR code, code family and printed words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from evidence.document import Layer, Page
from evidence.kind import Kind
from extractors.invoice.dialects import is_face_of_its_own
from extractors.part import Part
from extractors.tokens import Same
from extractors.values.invoice_numbers import InvoiceFamily, parse_invoice_code
from extractors.values.qr import InvoiceQr, QrError, parse_qr

_FEATURES: tuple[tuple[str, float], ...] = (
    (r"增值税.{0,3}(?:专用|普通)发票|电子发票\((?:增值税专用|普通)发票\)|电子普通发票", 0.3),
    (r"发票号码|N[oO]\.?\d{8}", 0.15),
    (r"发票代码", 0.1),
    (r"开票日期", 0.1),
    (r"价税合计", 0.2),
    (r"纳税人识别号|统一社会信用代码", 0.1),
    (r"货物或应税劳务|项目名称|规格型号", 0.1),
    (r"购买方|购货单位|购方", 0.05),
    (r"销售方|销货单位|销方", 0.05),
    (r"开票人", 0.1),
    (r"复核", 0.05),
    (r"税率", 0.05),
    (r"税额", 0.05),
    (r"密码区|机器编号|校验码", 0.05),
    (r"[零壹贰叁肆伍陆柒捌玖拾佰仟万][圆元](?:整|正|[零壹贰叁肆伍陆柒捌玖])", 0.1),
    (r"(?:[0-9<>*/+\-] ?){24,30}(?:\n|$)", 0.1),
)
_COMPILED = tuple((re.compile(pattern), weight) for pattern, weight in _FEATURES)
_OTHER = re.compile(
    r"电子客票|行程单|铁路|财政票据|红字.{0,9}(?:确认单|信息表)|查验结果|查验明细|收款收据|通用机打|定额发票|机动车销售|二手车"
    r"|合同编号|甲方|回单编号|银行.{0,6}回单|完税证明|記帳|統一發票|营业执照|转账凭证"
)
_LIST = re.compile(r"(?:销货|货物或应税劳务.{0,4}服务|应税货物.{0,8})清单|销售货物.{0,12}清单")
_VEHICLE = re.compile(r"(?:机动车|二手车)销售统一发票")
"""Invoices of another form; extractors/vehicle.py reads them."""
_SURE, _MIN = 0.95, 0.3
_BLANK = re.compile(r"[^\S\n]+")


def claim(part: Part) -> dict[Kind, float]:
    """How sure the part is of each kind of invoice; empty where it is none."""
    if any(is_face_of_its_own(layer) for layer in part.layers):
        return {_kind(part): _SURE}
    faces = [page for page in part.pages if is_face(page)]
    if faces:
        score = max(face_score(page) for page in faces)
        return {_kind(part): min(score, _SURE)}
    if part.pages and is_goods_list(part.pages[0]):
        return {Kind.INVOICE_LIST: 0.9}
    return {}


def is_face(page: Page) -> bool:
    """Whether a page is the face of a VAT invoice (not a picture of one inside something else)."""
    return face_score(page) >= 0.5


def face_score(page: Page) -> float:
    """How much a page looks like the face of a VAT invoice, from 0 to 1."""
    return _face_score(Same(page))


@lru_cache(maxsize=32)
def _face_score(same: Same[Page]) -> float:
    """Claiming, splitting and reading ask this of the same page in turn."""
    page = same.it
    text = _squeezed(page)
    if is_goods_list(page) or _VEHICLE.search(text):
        return 0.0
    score = sum(weight for pattern, weight in _COMPILED if pattern.search(text))
    if any(_qr(code.payload) for code in page.codes):
        score += 0.4
    if _OTHER.search(text):
        score -= 0.5
    score += _values_only(text)
    return max(0.0, min(1.0, score)) if not _is_inset(page) else 0.0


def _values_only(text: str) -> float:
    """What the values say where labels are unreadable: code, number, cipher, words and amounts together."""
    signs = (
        re.search(r"^(?:0\d{11}|\d{10}|\d{20})$", text, re.MULTILINE),
        re.search(r"^\d{8}$|^\d{20}$", text, re.MULTILINE),
        len(re.findall(r"[¥￥]-?\d[\d,]*\.\d\d", text)) >= 2,
        re.search(r"^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整正⊗]{3,}$", text, re.MULTILINE),
        re.search(r"^\d{1,2}%$", text, re.MULTILINE),
        re.search(r"^\*[^*\n]+\*", text, re.MULTILINE),
        len(re.findall(r"^9[123][0-9A-Z]{16}$", text, re.MULTILINE)) >= 1,
    )
    return 0.12 * sum(map(bool, signs)) if sum(map(bool, signs)) >= 4 else 0.0


def _squeezed(page: Page) -> str:
    return _squeezed_lines(Same(page))


@lru_cache(maxsize=32)
def _squeezed_lines(page: Same[Page]) -> str:
    lines = (_BLANK.sub("", unicodedata.normalize("NFKC", word.text)) for word in page.it.words)
    return "\n".join(lines)


def _is_inset(page: Page) -> bool:
    """Whether an invoice is only a small picture among other things, such as in a screenshot.

    The form is wider than high and spans from its number to the signatures; where much text stands outside of it and
    it fills little of the page, the page is not the invoice.
    """
    anchors = [w.box for w in page.words if _ANCHOR.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", w.text)))]
    if len(anchors) < 4:
        return False
    left, right = min(b.x0 for b in anchors), max(b.x1 for b in anchors)
    top, bottom = min(b.y0 for b in anchors), max(b.y1 for b in anchors)
    if right - left < bottom - top:
        return False
    reach_x, reach_y = 0.12 * (right - left), 0.12 * (bottom - top)
    outside = [
        w
        for w in page.words
        if not (
            left - reach_x <= w.box.center[0] <= right + reach_x
            and top - reach_y <= w.box.center[1] <= bottom + reach_y
        )
    ]
    share = (right - left) * (bottom - top) / max(page.width * page.height, 1.0)
    return share < 0.4 and len(outside) > 0.25 * len(page.words)


_ANCHOR = re.compile(
    r"发票代码|发票号码|N[oO]\.?\d{8}|开票日期|价税合计|小写\)|纳税人识别号|规格型号|税率|税额|收款人|复核|开票人|开户行及"
)


def is_goods_list(page: Page) -> bool:
    """Whether a page is a list of goods that belongs to an invoice (销货清单)."""
    return _is_goods_list(Same(page))


@lru_cache(maxsize=32)
def _is_goods_list(page: Same[Page]) -> bool:
    text = _squeezed(page.it)
    found = _LIST.search(text)
    if found is None or re.search(r"详见.{0,8}$", text[max(0, found.start() - 4) : found.start() + 1]):
        return False
    own = len(re.findall(r"规格型号|数量|单价|税率|税额|小计|总计|所属.{0,12}发票", text))
    return own >= 3 and "价税合计" not in text


def continues(first: Page, page: Page) -> bool:
    """Whether a page goes on with the invoice whose face is `first`: its list of goods, its next page or other copy.

    A list that names another invoice, and a face with another number or none, begin documents of their own.
    """
    own, other = _numbers(first), _numbers(page)
    if is_goods_list(page):
        return not other or not own or bool(own & other)
    return bool(own & other) and is_face(page)


def _numbers(page: Page) -> set[str]:
    """The invoice numbers a page states: labelled, after No, or 20 digits on their own."""
    text = _squeezed(page)
    found = set(re.findall(r"(?:号码:?|N[oO]\.?)\n?(\d{20}|\d{8})(?!\d)", text))
    found |= set(re.findall(r"^(\d{8}|2\d{19})$", text, re.MULTILINE))
    return found | {qr.number for code in page.codes if (qr := _qr(code.payload)) is not None}


def _qr(payload: str) -> InvoiceQr | None:
    try:
        return parse_qr(payload)
    except QrError:
        return None


def _kind(part: Part) -> Kind:
    """Special or ordinary, 数电票 or older, from the surest sign to the weakest."""
    text = "\n".join(_squeezed(page) for page in part.pages)
    digital = _is_digital(part, text)
    special = _is_special(part, text, digital=digital)
    if digital:
        return Kind.INVOICE_EINV_SPECIAL if special else Kind.INVOICE_EINV_ORDINARY
    return Kind.INVOICE_VAT_SPECIAL if special else Kind.INVOICE_VAT_ORDINARY


def _layer_texts(layers: Iterable[Layer], *names: str) -> list[str]:
    return [
        "".join(entry.text.split())
        for layer in layers
        for entry in layer.entries
        if any(name in entry.path.lower() for name in names)
    ]


def _is_digital(part: Part, text: str) -> bool:
    """Whether it is a 数电票: its number has 20 digits."""
    for qr in _qrs(part):
        return len(qr.number) == 20
    numbers = _layer_texts(part.layers, "invoiceno", "invoicenumber", "numberofinvoice", "fphm", "发票号码", "eiid")
    if any(re.fullmatch(r"\d{20}", number) for number in numbers):
        return True
    if any(re.fullmatch(r"\d{8}", number) for number in numbers):
        return False
    if re.search(r"电子发票\((?:增值税专用|普通)发票\)", text):
        return True
    if re.search(r"发票代码|^No\.?\d{8}$", text, re.MULTILINE):
        return False
    has_code = any(_family(line) for line in text.split("\n"))
    return re.search(r"(?:^|发票号码:?)\d{20}$", text, re.MULTILINE) is not None and not has_code


def _family(line: str) -> InvoiceFamily | None:
    code = parse_invoice_code(line.removeprefix("发票代码").lstrip(":")) if re.search(r"\d{10}$", line) else None
    return code.family if code is not None else None


def _qrs(part: Part) -> list[InvoiceQr]:
    return [qr for page in part.pages for code in page.codes if (qr := _qr(code.payload)) is not None]


def _is_special(part: Part, text: str, *, digital: bool) -> bool:
    for qr in _qrs(part):
        if qr.type:
            return qr.type in ("01", "08", "31")
    for entry in (entry for layer in part.layers for entry in layer.entries):
        if "GeneralOrSpecialVAT" in entry.path and entry.path.endswith("LabelCode"):
            return entry.text.strip() == "01"
    words = text + "\n".join(
        _layer_texts(part.layers, "typeofinvoice", "invoicetype", "fplx", "票种", "发票类型", "labelname")
    )
    if re.search(r"增值税.{0,3}专用发票|专用发票\)", words):
        return True
    if re.search(r"普通发票", words) or digital:
        return False
    families = [_family(line) for line in text.split("\n")]
    codes = _layer_texts(part.layers, "invoicecode", "codeofinvoice", "fpdm", "发票代码")
    families += [code.family for raw in codes if (code := parse_invoice_code(raw)) is not None]
    known = [family for family in families if family is not None]
    return bool(known) and known[0].is_special
