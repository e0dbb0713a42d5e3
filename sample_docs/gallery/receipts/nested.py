"""Receipts with nested cells, stacked titles, digit boxes and captions above values, as regional banks print them."""

from __future__ import annotations

from sample_docs.gallery.receipts.transfer import Cell, Slip
from sample_docs.generator.sheet import width_of

_BLUE, _RED, _GREY = (0.12, 0.25, 0.55), (0.7, 0.12, 0.12), (0.4, 0.4, 0.4)
_GREEN = (0.1, 0.42, 0.25)
_PLACES = "亿千百十万千百十元角分"


def cdrcb_nested(slip: Slip) -> None:
    """成都农商银行 客户回单: 付款人 and 收款人 stacked in the margin, amount and words in one row, note cells below."""
    about = slip.about
    slip.title("成都农商银行业务回单（客户联）", size=14)
    slip.text(14, 12, f"记账日期 {slip.booked('%Y年%m月%d日')}")
    slip.text(105, 12, f"业务类型 {'来账' if about.incoming else '往账'}", align="center")
    slip.text(196, 12, f"凭证编号 {slip.say('receipt_no')}", align="right")
    cells = []
    for start, (title, prefix) in zip((0, 3), slip.sides(), strict=True):
        cells.append(Cell(0, start, title, rows=3, label=True))
        for row, (label, end) in enumerate((("账 号", "_account"), ("全 称", ""), ("开户行", "_bank"))):
            cells += [Cell(row, start + 1, label, label=True), Cell(row, start + 2, slip.say(prefix + end))]
    cells += [
        Cell(3, 0, "币种", columns=2, label=True), Cell(3, 2, "人民币"),
        Cell(3, 3, "小写金额", columns=2, label=True), Cell(3, 5, slip.figures("￥")),
        Cell(4, 0, "大写金额", columns=2, label=True), Cell(4, 2, slip.words("人民币"), columns=4),
        Cell(5, 0, "交易附言", columns=2, label=True), Cell(5, 2, slip.say("remark")),
        Cell(5, 3, "资金用途", columns=2, label=True), Cell(5, 5, slip.say("usage")),
        Cell(6, 0, "核心流水", columns=2, label=True), Cell(6, 2, slip.say("serial_no")),
        Cell(6, 3, "受理渠道", columns=2, label=True), Cell(6, 5, "企业网银"),
        Cell(7, 0, "备  注", columns=2, label=True), Cell(7, 2, "手续费：0.00元    客户经理：", columns=4),
    ]  # fmt: skip
    low = slip.grid(14, 14, (7, 17, 67, 7, 17, 67), (8, 10, 10, 8, 8, 8, 8, 8), cells, _GREEN)
    slip.text(14, low + 5, f"打印次数：{slip.say('print_count')}次    机构：0071    柜员：自助    复核：", 8)


def tfb_captions(slip: Slip) -> None:
    """天府银行 电子回单: small grey captions at the top of each cell, the value in the same cell below."""
    about = slip.about
    slip.title("四川天府银行电子回单", size=14)
    slip.text(196, 6, f"第 {slip.say('print_count')} 次打印", 8, align="right")
    way = ("收款账户", "付款账户") if about.incoming else ("付款账户", "收款账户")
    own, other = ("payee", "payer") if about.incoming else ("payer", "payee")
    rows: tuple[tuple[tuple[str, str, float], ...], ...] = (
        (("回单编号", slip.say("receipt_no"), 62), ("交易流水号", slip.say("serial_no"), 60),
         ("入账日期", slip.booked("%Y/%m/%d"), 60)),
        (("户名（" + way[0] + "）", slip.say(own), 91), ("户名（" + way[1] + "）", slip.say(other), 91)),
        (("账号（" + way[0] + "）", slip.say(f"{own}_account"), 91),
         ("账号（" + way[1] + "）", slip.say(f"{other}_account"), 91)),
        (("开户网点（" + way[0] + "）", slip.say(f"{own}_bank"), 91),
         ("开户网点（" + way[1] + "）", slip.say(f"{other}_bank"), 91)),
        (("币种", "人民币", 24), ("交易金额", slip.figures("CNY "), 58), ("金额大写", slip.words(), 100)),
        (("摘要", slip.say("summary"), 62), ("用途", slip.say("usage"), 60), ("附言", slip.say("remark"), 60)),
    )  # fmt: skip
    y = 11.0
    for row in rows:
        x = 14.0
        for caption, value, width in row:
            slip.sheet.box(x, slip.top + y, x + width, slip.top + y + 11.4, (0.7, 0.7, 0.7), width=0.4)
            slip.sheet.text(x + 1.5, slip.top + y + 3.6, caption, 7, color=_GREY)
            slip.note_amount(x + 1.5, y + 9, value)
            slip.sheet.fitted(x + 1.5, slip.top + y + 9, value, width - 3, 9.5)
            x += width
        y += 11.4
    slip.text(14, y + 4.5, f"验证码：{slip.say('verify_code')}    可登录本行官网核验。重复打印无效。", 8)


def cqrcb_stacked(slip: Slip) -> None:
    """重庆农商行 回单: one tall table, 付/款/方 down the margin, names and branches over two lines."""
    slip.title("重庆农村商业银行网上银行转账凭证", size=13.5)
    slip.text(20, 11.5, f"流水号：{slip.say('serial_no')}")
    slip.text(190, 11.5, f"交易日期：{slip.transacted('%Y年%m月%d日', only=True)}", align="right")
    cells = []
    for block, (title, prefix) in enumerate(slip.sides(("付款方", "收款方"))):
        row = 2 * block
        cells += [
            Cell(row, 0, title, rows=2, label=True), Cell(row, 1, "户名", label=True), Cell(row, 2, slip.say(prefix)),
            Cell(row, 3, "账号", label=True), Cell(row, 4, slip.say(f"{prefix}_account")),
            Cell(row + 1, 1, "开户机构", label=True), Cell(row + 1, 2, slip.say(f"{prefix}_bank"), columns=3),
        ]  # fmt: skip
    cells += [
        Cell(4, 0, "金额", rows=2, label=True), Cell(4, 1, "大写", label=True), Cell(4, 2, slip.words(), columns=3),
        Cell(5, 1, "小写", label=True), Cell(5, 2, slip.figures("RMB")), Cell(5, 3, "手续费", label=True),
        Cell(5, 4, "RMB0.00"), Cell(6, 0, "附言", columns=2, label=True), Cell(6, 2, slip.say("remark"), columns=3),
        Cell(7, 0, "处理结果", columns=2, label=True), Cell(7, 2, "交易成功"), Cell(7, 3, "凭证号", label=True),
        Cell(7, 4, slip.say("receipt_no")),
    ]  # fmt: skip
    slip.grid(20, 14, (8, 18, 54, 18, 72), (10, 8, 10, 8, 8, 8, 7, 8), cells, _BLUE)


def _digit_boxes(slip: Slip, x: float, y: float) -> None:
    """The amount one figure a box under its places, ¥ in the box before the first."""
    fen = str(int(slip.about.amount * 100))
    filled = ("¥" + fen).rjust(len(_PLACES))
    slip.figures()
    for index, (place, figure) in enumerate(zip(_PLACES, filled, strict=True)):
        left = x + 4.4 * index
        slip.sheet.box(left, slip.top + y, left + 4.4, slip.top + y + 4.5, _RED, width=0.3)
        slip.sheet.box(left, slip.top + y + 4.5, left + 4.4, slip.top + y + 10, _RED, width=0.3)
        slip.sheet.text(left + 2.2, slip.top + y + 3.4, place, 7, align="center", color=_RED)
        slip.sheet.text(left + 2.2, slip.top + y + 8.7, figure.strip(), 10, align="center", font="courier")
    slip.amount_at = (x + 4.4 * (len(_PLACES) - len(fen)), y + 8)


def credit_slip(slip: Slip) -> None:
    """进账单（回单）of the counter: red form, 出票人 and 收款人, the amount one figure a box."""
    about = slip.about
    slip.sheet.text(105, slip.top + 6, "进 账 单（收账通知） 3", 15, align="center", color=_RED)
    slip.text(105, 12, slip.booked("%Y  年  %m  月  %d  日"), align="center")
    slip.text(178, 12, f"No {slip.say('receipt_no')}", 8, align="right")
    widths = (8, 16, 66, 8, 16, 66)
    cells = []
    for start, (title, prefix) in zip((0, 3), (("出票人", "payer"), ("收款人", "payee")), strict=True):
        cells.append(Cell(0, start, title, rows=3, label=True))
        for row, (label, end) in enumerate((("全  称", ""), ("账  号", "_account"), ("开户银行", "_bank"))):
            cells += [Cell(row, start + 1, label, label=True), Cell(row, start + 2, slip.say(prefix + end))]
    cells += [Cell(3, 0, "金额", label=True), Cell(3, 1, "", columns=3), Cell(3, 4, "", columns=2)]
    cells += [
        Cell(4, 0, "票据种类", columns=2, label=True), Cell(4, 2, "转账支票"), Cell(4, 3, "", rows=3, columns=3),
        Cell(5, 0, "票据张数", columns=2, label=True), Cell(5, 2, "1"),
        Cell(6, 0, "票据号码", columns=2, label=True), Cell(6, 2, about.verify_code[:2] + about.serial_no[:8]),
    ]  # fmt: skip
    slip.grid(14, 14, widths, (9, 8, 9, 11, 7, 7, 16), cells, _RED)
    slip.text(24, 44, "人民币", 8)
    slip.text(24, 48.5, "（大写）", 8)
    amount = slip.words()
    slip.note_amount(36, 48, amount)
    slip.sheet.fitted(36, slip.top + 47.3, amount, 75, 9)
    _digit_boxes(slip, 140, 40.4)
    slip.text(106, 78, "开户银行盖章", 8)
    slip.text(24, 85, "复核           记账", 8)
    for index, char in enumerate("此联是收款人开户银行交给收款人的收账通知"):
        slip.sheet.text(199, slip.top + 18 + 3.3 * index, char, 7, align="center", color=_RED)


def wire_order(slip: Slip) -> None:
    """电汇凭证（回单）: 汇款人 and 收款人 with 汇出地点 and 汇入地点, the amount one figure a box, 附加信息."""
    slip.text(14, 6, "浙商银行", 13, font="kai")
    slip.sheet.text(105, slip.top + 6, "电汇凭证（回 单） 1", 15, align="center", color=_BLUE)
    slip.text(14, 12, "√普通   □加急", 9)
    slip.text(105, 12, f"委托日期 {slip.booked('%Y 年 %m 月 %d 日')}", align="center")
    slip.text(196, 12, f"No.{slip.say('receipt_no')}", 8.5, align="right")
    cells = []
    for start, (title, prefix, way) in zip(
        (0, 3), (("汇款人", "payer", "汇出"), ("收款人", "payee", "汇入")), strict=True
    ):  # fmt: skip
        cells.append(Cell(0, start, title, rows=4, label=True))
        values = (("全  称", slip.say(prefix)), ("账  号", slip.say(f"{prefix}_account")),
                  (f"{way}地点", "四川省成都市/县"), (f"{way}行名称", slip.say(f"{prefix}_bank")))  # fmt: skip
        for row, (label, value) in enumerate(values):
            cells += [Cell(row, start + 1, label, label=True), Cell(row, start + 2, value)]
    cells += [
        Cell(4, 0, "金额", label=True), Cell(4, 1, "", columns=3), Cell(4, 4, "", columns=2),
        Cell(5, 0, "", columns=3, rows=2), Cell(5, 3, "支付密码", columns=2, label=True), Cell(5, 5, ""),
        Cell(6, 3, "附加信息及用途：" + slip.say("usage"), columns=3),
    ]  # fmt: skip
    slip.grid(14, 14, (8, 18, 65, 8, 18, 65), (8, 7, 7, 9, 10.5, 7, 20), cells, _BLUE)
    slip.text(24, 49, "人民币（大写）", 8)
    amount = slip.words()
    slip.note_amount(46, 52, amount)
    slip.sheet.fitted(25, slip.top + 53, amount, 85, 9)
    _digit_boxes(slip, 145, 45.2)
    slip.text(60, 80, "汇出行签章", 8)
    slip.text(107, 80, "复核：          记账：", 8)
    slip.text(107, 91, f"流水：{slip.say('serial_no')}", 8)


def jsb_bilingual(slip: Slip) -> None:
    """江苏银行 回单 with Chinese and English labels one below the other; the amount ends with its currency."""
    slip.sheet.text(14, slip.top + 6, "江苏银行", 13, bold=True)
    slip.sheet.text(105, slip.top + 5, "电子银行业务回单", 13, align="center", bold=True)
    slip.sheet.text(105, slip.top + 9.5, "E-Banking Transaction Advice", 8, align="center")
    rows = (
        (("回单号", "Advice No.", slip.say("receipt_no")), ("交易日期", "Date", slip.transacted(only=True))),
        (("付款人", "Payer", slip.say("payer")), ("收款人", "Payee", slip.say("payee"))),
        (("付款账号", "Payer A/C No.", slip.say("payer_account")),
         ("收款账号", "Payee A/C No.", slip.say("payee_account"))),
        (("付款银行", "Payer Bank", slip.say("payer_bank")), ("收款银行", "Payee Bank", slip.say("payee_bank"))),
        (("金额（小写）", "Amount", slip.figures(tail=" CNY")), ("币种", "Currency", "人民币 CNY")),
        (("金额（大写）", "Amount in Words", slip.words()), ("流水号", "Ref. No.", slip.say("serial_no"))),
        (("用途", "Purpose", slip.say("usage")), ("附言", "Remarks", slip.say("remark"))),
    )  # fmt: skip
    y = 12.0
    for row in rows:
        for x, (label, english, value) in zip((14, 105), row, strict=True):
            slip.sheet.box(x, slip.top + y, x + 91, slip.top + y + 10, _BLUE, width=0.4)
            slip.sheet.line(x + 26, slip.top + y, x + 26, slip.top + y + 10, _BLUE, 0.4)
            slip.sheet.text(x + 13, slip.top + y + 4.4, label, 9, align="center")
            slip.sheet.text(x + 13, slip.top + y + 8.2, english, 6.5, align="center")
            slip.note_amount(x + 28, y + 6, value)
            if width_of(value, 9) > 61:
                slip.sheet.wrapped(x + 28, slip.top + y + 4.4, value, 61, 8.5)
            else:
                slip.sheet.text(x + 28, slip.top + y + 6.2, value, 9)
        y += 10
    slip.text(14, y + 5, f"打印次数 Printed：{slip.say('print_count')}", 8)
