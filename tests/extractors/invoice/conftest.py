"""Invented invoices drawn as words with boxes, and what can happen to them on the way to a reader."""

import dataclasses
import math
import random
import unicodedata
from decimal import Decimal
from types import SimpleNamespace

import pytest

from evidence.document import Box, Code, Document, Entry, Layer, Method, Page, Word
from evidence.names import USCC_ALPHABET, uscc_valid
from extractors.invoice import INVOICE
from extractors.part import Part
from extractors.values.identifiers import org_code_valid
from extractors.values.words import to_words

LINE = 10.0


def uscc(region, org):
    full = next(org + c for c in "0123456789X" if org_code_valid(org + c))
    return next("91" + region + full + c for c in USCC_ALPHABET if uscc_valid("91" + region + full + c))


@dataclasses.dataclass
class Sheet:
    """A page being drawn; `labels` are the words that the form carries, the rest is print."""

    width: float = 610.0
    height: float = 400.0
    labels: list = dataclasses.field(default_factory=list)
    values: list = dataclasses.field(default_factory=list)

    def _word(self, text, x, y):
        wide = sum(9.0 if unicodedata.east_asian_width(c) in "WF" else 4.6 for c in text)
        return Word(text, Box(x, y - LINE / 2, x + wide, y + LINE / 2))

    def label(self, text, x, y):
        self.labels.append(self._word(text, x, y))

    def value(self, text, x, y, right=False):
        word = self._word(text, x, y)
        if right:
            word = dataclasses.replace(word, box=Box(x - word.box.width, word.box.y0, x, word.box.y1))
        self.values.append(word)

    def page(self, order="labels", codes=(), number=1):
        words = {
            "labels": [*self.labels, *self.values],
            "values": [*self.values, *self.labels],
            "mixed": random.Random(7).sample([*self.labels, *self.values], len(self.labels) + len(self.values)),
        }[order]
        return Page(number, self.width, self.height, tuple(words), codes=tuple(codes))


TRUTH = {
    "invoice_code": "051002400111",
    "invoice_number": "30817264",
    "issue_date": "2024-05-17",
    "check_code": "70415928360417259386",
    "buyer_name": "成都青禾智造科技有限公司",
    "buyer_tax_id": uscc("510107", "MA6C5T3Q"),
    "seller_name": "四川云岭软件技术有限公司",
    "seller_tax_id": uscc("510104", "MA62K9W8"),
    "amount_excl_tax": "18867.92",
    "tax": "1132.08",
    "total_incl_tax": "20000.00",
}


@dataclasses.dataclass
class Invoice:
    """What an invented invoice says; rows are (item, unit, quantity, price, amount, rate, tax)."""

    fields: dict
    rows: list = dataclasses.field(
        default_factory=lambda: [
            ("*软件服务*数据接口开发", "项", "1", "12000", "12000.00", "6%", "720.00"),
            ("*信息技术服务*运行维护", "次", "2", "3433.96", "6867.92", "6%", "412.08"),
        ]
    )
    tax_text: str = ""
    words: str = ""
    remark: str = "合同编号:QH-2024-018"

    def get(self, name):
        return self.fields.get(name, "")

    @property
    def spelled(self):
        return self.words or to_words(Decimal(self.get("total_incl_tax")))


def _items(sheet, invoice, top, columns):
    for i, row in enumerate(invoice.rows):
        y = top + 12 * i
        for text, (x, right) in zip(row, columns, strict=True):
            if text:
                sheet.value(text, x, y, right)


def legacy(invoice, glued=False):
    """The older form: blocks one above the other, cipher block, ¥ totals."""
    sheet, get = Sheet(), invoice.get
    sheet.label("四川增值税电子普通发票", 200, 30)
    for text, y, name in (("发票代码:", 20, "invoice_code"), ("发票号码:", 36, "invoice_number")):
        if glued:
            sheet.value(text + get(name), 435, y)
        else:
            sheet.label(text, 435, y)
            sheet.value(get(name), 482, y)
    year, month, day = get("issue_date").split("-")
    sheet.label("开票日期:", 435, 52)
    sheet.value(f"{year}年{month}月{day}日", 482, 52)
    sheet.label("校 验 码:", 435, 68)
    check = get("check_code")
    sheet.value(" ".join(check[i : i + 5] for i in range(0, 20, 5)), 482, 68)
    sheet.label("机器编号:", 31, 68)
    sheet.value("661700418253", 78, 68)
    for text, y in (("购", 94), ("买", 109), ("方", 125)):
        sheet.label(text, 29, y)
    for text, x, y in (("密", 351, 94), ("码", 351, 109), ("区", 351, 125)):
        sheet.label(text, x, y)
    for i, line in enumerate(
        (
            "03<7>+4*18/6-29+5508>2*<194",
            "5+*>0</71-83*4+2965<0>88/-1",
            "+04-<6*77/21>5*3+900<68-*52",
            "8>1/*25+<64-7930*>2+16<5/-8",
        )
    ):
        sheet.value(line, 375, 88 + 14 * i)
    _party(sheet, invoice, "buyer", 88, glued)
    for text, x in (
        ("货物或应税劳务、服务名称", 44),
        ("规格型号", 170),
        ("单位", 232),
        ("数 量", 271),
        ("单 价", 335),
        ("金 额", 430),
        ("税率", 485),
        ("税 额", 550),
    ):
        sheet.label(text, x, 148)
    columns = ((27, 0), (236, 0), (300, 1), (372, 1), (478, 1), (490, 0), (590, 1))
    _items(sheet, invoice, 162, columns)
    sheet.label("合       计", 61, 262)
    sheet.value("¥" + get("amount_excl_tax"), 478, 262, right=True)
    sheet.value(invoice.tax_text or "¥" + get("tax"), 590, 262, right=True)
    sheet.label("价税合计(大写)", 61, 280)
    sheet.value("⊗" + invoice.spelled, 190, 280)
    sheet.label("(小写)", 448, 280)
    sheet.value("¥" + get("total_incl_tax"), 478, 280)
    for text, y in (("销", 302), ("售", 316), ("方", 330)):
        sheet.label(text, 29, y)
    _party(sheet, invoice, "seller", 299, glued)
    for text, y in (("备", 305), ("注", 335)):
        sheet.label(text, 351, y)
    sheet.value(invoice.remark, 370, 300)
    for text, x, name in (("收款人:", 33, "林一帆"), ("复核:", 192, "周若水"), ("开票人:", 314, "何谷雨")):
        sheet.label(text, x, 360)
        sheet.value(name, x + 36, 360)
    sheet.label("销售方:(章)", 436, 360)
    return sheet


def _party(sheet, invoice, party, top, glued):
    lines = (
        ("名        称:", invoice.get(f"{party}_name")),
        ("纳税人识别号:", invoice.get(f"{party}_tax_id")),
        ("地 址、电 话:", "成都市高新区天府五街88号 028-66110000" if party == "seller" else ""),
        ("开户行及账号:", "中国银行成都天府支行 117208445609" if party == "seller" else ""),
    )
    for i, (label, text) in enumerate(lines):
        y = top + 14.5 * i
        if glued and text:
            sheet.value("".join(label.split()) + text, 48, y)
            continue
        sheet.label(label, 48, y)
        if text:
            sheet.value(text, 112, y)


def digital(invoice):
    """数电票: blocks side by side, a number of 20 digits, no cipher block."""
    sheet, get = Sheet(), invoice.get
    sheet.label("电子发票（增值税专用发票）", 210, 28)
    sheet.label("发票号码：", 435, 36)
    sheet.value(get("invoice_number"), 482, 36)
    year, month, day = get("issue_date").split("-")
    sheet.label("开票日期：", 435, 54)
    sheet.value(f"{year}年{month}月{day}日", 482, 54)
    for i, char in enumerate("购买方信息"):
        sheet.label(char, 17, 96 + 10 * i)
    for i, char in enumerate("销售方信息"):
        sheet.label(char, 302, 96 + 10 * i)
    for x, party in ((33, "buyer"), (318, "seller")):
        sheet.label("名称：", x, 101)
        sheet.label("统一社会信用代码/纳税人识别号：", x, 130)
        sheet.value(get(f"{party}_name"), x + 29, 101)
        if get(f"{party}_tax_id"):
            sheet.value(get(f"{party}_tax_id"), x + 138, 130)
    for i, char in enumerate("下载次数：1"):
        sheet.label(char, 598, 80 + 9 * i)
    for text, x in (
        ("项目名称", 45),
        ("规格型号", 122),
        ("单", 191),
        ("位", 208),
        ("数", 264),
        ("量", 281),
        ("单", 333),
        ("价", 350),
        ("金", 407),
        ("额", 424),
        ("税率/征收率", 445),
        ("税", 551),
        ("额", 568),
    ):
        sheet.label(text, x, 157)
    columns = ((18, 0), (196, 0), (288, 1), (360, 1), (434, 1), (470, 0), (580, 1))
    _items(sheet, invoice, 170, columns)
    sheet.label("合", 60, 268)
    sheet.label("计", 94, 268)
    sheet.value("¥" + get("amount_excl_tax"), 440, 268, right=True)
    sheet.value(invoice.tax_text or "¥" + get("tax"), 582, 268, right=True)
    sheet.label("价税合计（大写）", 48, 286)
    sheet.value("ⓧ", 169, 286)
    sheet.value(invoice.spelled, 181, 286)
    sheet.label("（小写）", 408, 286)
    sheet.value("¥" + get("total_incl_tax"), 446, 286)
    sheet.label("备", 16, 318)
    sheet.label("注", 16, 333)
    sheet.value(invoice.remark, 33, 312)
    sheet.label("开 票 人：", 57, 374)
    sheet.value("何谷雨", 103, 374)
    return sheet


def changed(page, point):
    """The page with every corner of every box moved by `point(x, y)`."""

    def moved(box):
        corners = [point(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))

    return dataclasses.replace(page, words=tuple(dataclasses.replace(w, box=moved(w.box)) for w in page.words))


def turned(page, degrees):
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    cx, cy = page.width / 2, page.height / 2
    return changed(
        page, lambda x, y: ((x - cx) * cosine - (y - cy) * sine + cx, (x - cx) * sine + (y - cy) * cosine + cy)
    )


def tilted(page, kx, ky):
    """Seen from the side: the far end smaller."""

    def point(x, y):
        u, v = x / page.width - 0.5, y / page.height - 0.5
        depth = 1 + kx * u + ky * v
        return (u / depth + 0.5) * page.width, (v / depth + 0.5) * page.height

    return changed(page, point)


def shifted(sheet, dx, dy):
    """The print moved against the form by lines of print."""
    moved = [
        dataclasses.replace(w, box=Box(w.box.x0 + dx, w.box.y0 + dy, w.box.x1 + dx, w.box.y1 + dy))
        for w in sheet.values
    ]
    return dataclasses.replace(sheet, values=moved)


def photographed(page, confidence=0.97):
    words = tuple(dataclasses.replace(w, method=Method.OCR, confidence=confidence) for w in page.words)
    return dataclasses.replace(page, words=words, method=Method.OCR)


def reworded(page, old, new, alternatives=(), confidence=None):
    """The page with one word read differently."""
    words = []
    for word in page.words:
        if old in word.text:
            text = word.text.replace(old, new)
            sure = word.confidence if confidence is None else confidence
            words.append(dataclasses.replace(word, text=text, alternatives=alternatives, confidence=sure))
        else:
            words.append(word)
    assert words != list(page.words), f"{old} is not on the page"
    return dataclasses.replace(page, words=tuple(words))


def part_of(*pages, layers=()):
    document = Document("0" * 64, "发票.pdf", "test", "1", "application/pdf", tuple(pages), layers=tuple(layers))
    return Part(document, tuple(pages), layers=tuple(layers))


def record_of(*pages, layers=()):
    part = part_of(*pages, layers=layers)
    claims = INVOICE.claim(part)
    kind = max(claims, key=claims.get)
    return INVOICE.extract(part, kind)


def wrong(record, truth):
    """The fields that differ from the truth, as {name: read}."""
    return {name: record.text(name) for name, value in truth.items() if record.text(name) != value}


def qr_code(fields, kind="10"):
    day = fields["issue_date"].replace("-", "")
    gross = len(fields["invoice_number"]) == 20
    amount = fields["total_incl_tax" if gross else "amount_excl_tax"]
    code = fields.get("invoice_code", "")
    return Code(f"01,{kind},{code},{fields['invoice_number']},{amount},{day},,1A2B,", Box(30, 15, 80, 65))


def layer(name, origin="发票.xml", **entries):
    return Layer(name, tuple(Entry(path, text) for path, text in entries.items()), origin)


@pytest.fixture(scope="session")
def draw():
    truth20 = {k: v for k, v in TRUTH.items() if k not in ("invoice_code", "check_code")}
    truth20["invoice_number"] = "24512000000037150926"
    return SimpleNamespace(
        truth=TRUTH,
        truth20=truth20,
        Invoice=Invoice,
        Sheet=Sheet,
        legacy=legacy,
        digital=digital,
        turned=turned,
        tilted=tilted,
        shifted=shifted,
        photographed=photographed,
        reworded=reworded,
        part_of=part_of,
        record_of=record_of,
        wrong=wrong,
        qr_code=qr_code,
        layer=layer,
        uscc=uscc,
    )
