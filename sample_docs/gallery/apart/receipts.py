"""Three bank receipts kept apart: a nested table, a list of labels in two columns, a counter form of a transfer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from sample_docs.gallery import picture
from sample_docs.gallery.apart.grid import lines_of
from sample_docs.gallery.apart.parties import BANKS, company, other_company
from sample_docs.gallery.document import Expected, Rendering, Sample, Truth
from sample_docs.generator import scan, seals
from sample_docs.generator.identity import digits
from sample_docs.generator.money_words import words
from sample_docs.generator.sheet import Paper, Sheet

_USAGES = (
    "设备采购款",
    "软件服务费",
    "支付合同款",
    "技术开发费",
    "货款",
    "云资源租赁费",
    "平台建设二期款",
    "检验检测费",
)
_SUMMARIES = ("对公转账", "跨行汇款", "网银转账", "转账支出")
_REMARKS = ("合同款项", "见合同约定", "第一笔进度款", "发票已开")
_GREY, _RED = (0.42, 0.42, 0.42), (0.75, 0.1, 0.12)
_STEP = 98.0


@dataclass
class Slip:
    """A strip of paper with one transfer; `truth` grows with every value that is said."""

    sheet: Sheet
    top: float
    values: Truth
    amount: Decimal
    moment: datetime
    booked: datetime
    truth: Truth = field(default_factory=dict)
    amount_at: tuple[float, float] = (120.0, 50.0)

    def say(self, name: str, shown: str = "") -> str:
        """The text to print for a field, noted as truth."""
        self.truth[name] = self.values[name]
        return shown or self.values[name]

    def text(self, x: float, y: float, text: str, size: float = 9, align: str = "left") -> None:
        """A line at a baseline, in mm from the strip's top."""
        self.sheet.text(x, self.top + y, text, size, align=align)

    def block(self, x: float, y: float, text: str, room: float, size: float = 9) -> int:
        """A value in lines no wider than its room; returns how many."""
        lines = lines_of(text, room, size)
        for index, line in enumerate(lines):
            self.text(x, y + 4.1 * index, line, size)
        return len(lines)

    def box(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A ruled cell."""
        self.sheet.box(x0, self.top + y0, x1, self.top + y1, width=width)


def _slip(rng: random.Random, sheet: Sheet, top: float, bank: str) -> Slip:
    incoming = rng.random() < 0.3 and bank != "hengfeng"
    own = company(rng, bank)
    other = other_company(rng, own)
    payer, payee = (other, own) if incoming else (own, other)
    amount = Decimal(rng.choice((rng.randint(2, 300) * 1_000_000, rng.randint(50_000, 250_000_000)))) / 100
    moment = datetime(2024, 1, 8, 9, 5) + timedelta(minutes=rng.randint(0, 350 * 1440))  # noqa: DTZ001 printed only
    booked = moment + timedelta(days=int(rng.random() < 0.2))
    values = {
        "receipt_no": digits(rng, rng.choice((15, 17, 20))), "serial_no": digits(rng, rng.choice((12, 14, 16))),
        "verify_code": "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(10)),
        "payer": payer.name, "payer_account": payer.account.number, "payer_bank": payer.account.branch,
        "payee": payee.name, "payee_account": payee.account.number, "payee_bank": payee.account.branch,
        "pay_amount": f"{amount:.2f}", "amount_words": f"{amount:.2f}", "bank": BANKS[bank][0],
        "pay_date": f"{booked:%Y-%m-%d}", "transaction_date": f"{moment:%Y-%m-%d}",
        "usage": rng.choice(_USAGES), "summary": rng.choice(_SUMMARIES), "remark": rng.choice(_REMARKS),
        "print_count": str(rng.randint(1, 3)),
    }  # fmt: skip
    return Slip(sheet, top, values, amount, moment, booked)


def hangzhou_nested(slip: Slip) -> None:
    """杭州银行 电子回单: each party in a small table of its own inside a cell of the big one."""
    slip.sheet.text(105, slip.top + 7, f"{slip.say('bank')}电子回单", 15, align="center", bold=True)
    slip.text(16, 14, f"记账日期：{slip.say('pay_date', f'{slip.booked:%Y年%m月%d日}')}")
    slip.text(100, 14, "币种：人民币", align="center")
    slip.text(194, 14, f"回单编号：{slip.say('receipt_no')}", align="right")
    y = 17.0
    for title, side in (("付款人", "payer"), ("收款人", "payee")):
        slip.box(16, y, 34, y + 18)
        slip.box(34, y, 194, y + 18)
        slip.text(25, y + 10.2, title, align="center")
        _party(slip, y + 1.2, side)
        y += 18
    rows = (
        ("金额（大写）", f"人民币{slip.say('amount_words', words(slip.amount))}",
         "金额（小写）", slip.say("pay_amount", f"￥{slip.amount:,.2f}")),
        ("交易流水号", slip.say("serial_no"), "交易时间",
         slip.say("transaction_date", f"{slip.moment:%Y-%m-%d}") + f" {slip.moment:%H:%M:%S}"),
        ("用途", slip.say("usage"), "摘要", slip.say("summary")),
        ("备注", slip.say("remark"), "业务渠道", "企业网上银行"),
    )  # fmt: skip
    slip.amount_at = (155, y + 4)
    for left, value, right, second in rows:
        for x0, x1, text in ((16, 38, left), (126, 148, right)):
            slip.box(x0, y, x1, y + 7.4)
            slip.text((x0 + x1) / 2, y + 4.9, text, align="center")
        for x0, x1, text in ((38, 126, value), (148, 194, second)):
            slip.box(x0, y, x1, y + 7.4)
            slip.sheet.fitted(x0 + 1.5, slip.top + y + 4.9, text, x1 - x0 - 3, 9)
        y += 7.4
    foot = (
        f"回单验证码：{slip.say('verify_code')}    打印次数：{slip.say('print_count')}    打印时间：2025-03-11 10:20:45"
    )
    slip.text(16, y + 5, foot, 8)
    slip.text(16, y + 9, "本回单由系统自动生成，可登录我行网站“回单验证”查验真伪。", 7.5)


def _party(slip: Slip, y: float, side: str) -> None:
    """The inner table: 户名 over the whole width, 账号 and 开户行 beside one another."""
    cells = (
        (35.2, 50, y, "户名", 50, 192.8, slip.say(side)),
        (35.2, 50, y + 7.8, "账号", 50, 98, slip.say(f"{side}_account")),
        (98, 113, y + 7.8, "开户行", 113, 192.8, slip.say(f"{side}_bank")),
    )
    for x0, x1, top, label, v0, v1, value in cells:
        slip.box(x0, top, x1, top + 7.8, 0.3)
        slip.box(v0, top, v1, top + 7.8, 0.3)
        slip.text((x0 + x1) / 2, top + 5.1, label, align="center")
        slip.sheet.fitted(v0 + 1.5, slip.top + top + 5.1, value, v1 - v0 - 3, 9)


def nanjing_list(slip: Slip) -> None:
    """南京银行 网上银行电子回单: labels in two columns, long values on two lines, hardly any rules."""
    slip.sheet.text(16, slip.top + 8, slip.say("bank"), 14, bold=True, color=_RED)
    slip.sheet.text(112, slip.top + 8, "网上银行电子回单", 14, align="center", bold=True)
    slip.sheet.line(16, slip.top + 11, 194, slip.top + 11, _RED, 1.0)
    day = slip.say("transaction_date", f"{slip.moment:%Y/%m/%d}")
    slip.truth["pay_date"] = slip.values["pay_date"] = slip.values["transaction_date"]
    pairs = (
        ("回单编号", slip.say("receipt_no"), "交易日期", day),
        ("付款方户名", slip.say("payer"), "收款方户名", slip.say("payee")),
        ("付款方账号", slip.say("payer_account"), "收款方账号", slip.say("payee_account")),
        ("付款方开户行", slip.say("payer_bank"), "收款方开户行", slip.say("payee_bank")),
        ("交易金额", slip.say("pay_amount", f"CNY {slip.amount:,.2f}"), "大写金额",
         slip.say("amount_words", words(slip.amount))),
        ("交易流水号", slip.say("serial_no"), "业务类型", "行外汇款"),
        ("用途", slip.say("usage"), "摘要", slip.say("summary")),
    )  # fmt: skip
    y = 18.0
    for left, value, right, second in pairs:
        if left == "交易金额":
            slip.amount_at = (60, y)
        most = 1
        for x, label, text in ((18, left, value), (108, right, second)):
            slip.sheet.text(x, slip.top + y, f"{label}：", 9, color=_GREY)
            most = max(most, slip.block(x + 24, y, text, 60))
        y += 3.2 + 4.1 * most
    slip.sheet.line(16, slip.top + y - 3, 194, slip.top + y - 3, _GREY, 0.4)
    slip.text(18, y + 1.5, f"验证码：{slip.say('verify_code')}", 8.5)
    slip.text(80, y + 1.5, f"打印次数：第{slip.say('print_count')}次", 8.5)
    slip.text(128, y + 1.5, "打印日期：2025/02/18", 8.5)
    slip.text(18, y + 6, "温馨提示：本回单不作为收款方发货依据，请勿重复记账。", 7.5)


_PLACES = "亿千百十万千百十元角分"
_PROVINCES = {
    "杭州": "浙江",
    "南京": "江苏",
    "苏州": "江苏",
    "成都": "四川",
    "德阳": "四川",
    "武汉": "湖北",
    "西安": "陕西",
}


def hengfeng_wire(slip: Slip) -> None:
    """恒丰银行 电汇凭证（回单）: a counter form with places, digits one a box, and the bank's printed line below."""
    slip.sheet.text(104, slip.top + 7, f"{slip.say('bank')}  电汇凭证（回单）", 15, align="center", bold=True)
    slip.sheet.line(64, slip.top + 8.6, 144, slip.top + 8.6, width=0.8)
    slip.text(14, 14, "√普通  □加急")
    slip.truth["pay_date"] = slip.values["pay_date"] = slip.values["transaction_date"]
    slip.text(104, 14, f"委托日期  {slip.moment:%Y} 年 {slip.moment:%m} 月 {slip.moment:%d} 日", align="center")
    for x, title, side, place, branch in (
        (14, "汇款人", "payer", "汇出地点", "汇出行名称"), (102, "收款人", "payee", "汇入地点", "汇入行名称"),
    ):  # fmt: skip
        _wire_side(slip, x, title, side, (place, branch))
    _wire_amount(slip)
    slip.box(14, 61, 102, 78)
    slip.box(102, 61, 190, 78)
    slip.text(16, 66, "支付密码")
    slip.text(104, 66, f"附加信息及用途：{slip.say('usage')}")
    slip.text(60, 75.5, "汇出行签章")
    slip.text(130, 75.5, "复核            记账")
    for index, char in enumerate("此联汇出行给汇款人的回单"):
        slip.text(194, 22 + 4.4 * index, char, 7.5, align="center")
    day = slip.say("transaction_date", f"{slip.moment:%Y-%m-%d}")
    slip.text(16, 83, f"交易流水号：{slip.say('serial_no')}   交易日期：{day}   机构号：0512   柜员号：051207", 8.5)


def _wire_side(slip: Slip, x: float, title: str, side: str, labels: tuple[str, str]) -> None:
    slip.box(x, 17, x + 7, 47)
    for index, char in enumerate(title):
        slip.text(x + 3.5, 27 + 6 * index, char, align="center")
    city = slip.values[f"{side}_bank"].partition("有限公司")[2][:2]
    values = (
        slip.say(side),
        slip.say(f"{side}_account"),
        f"{_PROVINCES[city]} 省  {city} 市/县",
        slip.say(f"{side}_bank"),
    )
    for row, (label, value) in enumerate(zip(("全称", "账号", *labels), values, strict=True)):
        y = 17 + 7.5 * row
        slip.box(x + 7, y, x + 26, y + 7.5)
        slip.box(x + 26, y, x + 88, y + 7.5)
        slip.text(x + 16.5, y + 4.9, label, align="center")
        slip.sheet.fitted(x + 27.5, slip.top + y + 4.9, value, 59, 9)


def _wire_amount(slip: Slip) -> None:
    slip.box(14, 47, 21, 61)
    slip.text(17.5, 52.5, "金", align="center")
    slip.text(17.5, 58, "额", align="center")
    slip.box(21, 47, 124, 61)
    slip.text(23, 52.5, "人民币", 8.5)
    slip.text(23, 57.5, "（大写）", 8.5)
    slip.sheet.fitted(38, slip.top + 55, slip.say("amount_words", words(slip.amount)), 84, 10)
    written = f"¥{slip.amount * 100:.0f}".rjust(len(_PLACES))
    slip.say("pay_amount")
    for index, (place, char) in enumerate(zip(_PLACES, written, strict=True)):
        x = 124 + 6 * index
        slip.box(x, 47, x + 6, 53, 0.4)
        slip.box(x, 53, x + 6, 61, 0.4)
        slip.text(x + 3, 51.3, place, 7.5, align="center")
        slip.text(x + 3, 58.5, char, 10.5, align="center")
    slip.amount_at = (150, 58)


LAYOUTS: dict[str, tuple[str, str, Callable[[Slip], None]]] = {
    "hangzhou_nested": ("hangzhou", "电子回单专用章", hangzhou_nested),
    "nanjing_list": ("nanjing", "回单专用章", nanjing_list),
    "hengfeng_wire": ("hengfeng", "业务办讫章", hengfeng_wire),
}


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout as PDF, several on a page, as scan and as photo."""
    for rendering in (Rendering.PDF, Rendering.PDF_MANY, Rendering.SCAN, Rendering.PHOTO):
        yield _sample(random.Random(f"{seed}:{layout}:{rendering}"), layout, rendering)


def _sample(rng: random.Random, layout: str, rendering: Rendering) -> Sample:
    bank, note, draw = LAYOUTS[layout]
    paper = Paper("scan" if rendering.is_picture else "回单")
    many = rng.randint(2, 3) if rendering is Rendering.PDF_MANY else 1
    sheet = paper.sheet(210, 297 if many > 1 else 102)
    slips = [_slip(rng, sheet, 4 + _STEP * index, bank) for index in range(many)]
    oval = bank != "hengfeng"
    seal = seals.bank(BANKS[bank][0], note, oval=oval)
    width, height = (36.0, 25.0) if oval else (30.0, 30.0)
    for slip in slips:
        draw(slip)
        if not rendering.is_picture:
            sheet.stamp(148, slip.top + 62, width, height, seal)
    records = tuple(Expected("bank_receipt", slip.truth) for slip in slips)
    if not rendering.is_picture:
        return Sample(f"receipt-{layout}-{rendering}.pdf", paper.pdf(), layout, rendering, records)
    at = (rng.uniform(142, 152), slips[0].top + rng.uniform(58, 64))
    if rendering is Rendering.SCAN and rng.random() < 0.5:
        at = (slips[0].amount_at[0] - rng.uniform(0, 12), slips[0].top + slips[0].amount_at[1] - rng.uniform(4, 20))
    press = scan.Press(seal, at[0], max(at[1], 0), width, height, rng.uniform(-12, 12))
    data = picture.jpeg(paper, rng, rendering, {0: [press]})
    return Sample(f"receipt-{layout}-{rendering}.jpg", data, layout, rendering, records)
