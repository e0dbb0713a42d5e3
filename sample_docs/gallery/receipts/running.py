"""Receipts of running lines: two columns that wrap, a counter's printer, an account holder's single movement."""

from __future__ import annotations

from decimal import Decimal

from sample_docs.gallery.receipts.transfer import Slip
from sample_docs.generator.sheet import width_of


def _wrapping(slip: Slip, x: float, y: float, label: str, value: str, room: float) -> float:
    """A label with its value over as many lines as it needs; returns how many."""
    start = x + width_of(label, 9)
    slip.text(x, y, label)
    slip.note_amount(start, y, value)
    end = slip.sheet.wrapped(start, slip.top + y, value, room - (start - x), 9, leading=1.2)
    return round((end - slip.top - y) / 3.81)


def gyb_wrapped(slip: Slip) -> None:
    """贵阳银行 电子回单: two columns of label and value, long names and banks run over two lines."""
    slip.sheet.text(16, slip.top + 7, "贵阳银行", 13, bold=True)
    slip.title("电 子 回 单", 7, 14)
    slip.sheet.line(14, slip.top + 10, 196, slip.top + 10, width=0.8)
    slip.text(16, 15, f"电子回单号码：{slip.say('receipt_no')}")
    slip.text(196, 15, f"记账日期：{slip.booked('%Y-%m-%d')}", align="right")
    y = 22.0
    for label, end in (("户名：", ""), ("账号：", "_account"), ("开户行：", "_bank")):
        lines = [
            _wrapping(slip, x, y, title + label, slip.say(prefix + end), room)
            for x, room, (title, prefix) in zip((16, 108), (72, 72), slip.sides(), strict=True)
        ]
        y += 3.81 * max(lines) + 2.6
    slip.text(16, y, "币种：人民币")
    slip.text(60, y, slip.figures("金额（小写）：¥"))
    slip.text(16, y + 6.4, slip.words("金额（大写）：人民币"))
    slip.text(16, y + 12.8, f"摘要：{slip.say('summary')}")
    slip.text(108, y + 12.8, f"用途：{slip.say('usage')}")
    slip.text(16, y + 19.2, f"交易流水：{slip.say('serial_no')}")
    slip.text(108, y + 19.2, f"交易时间：{slip.transacted('%Y-%m-%d %H:%M:%S')}")
    slip.sheet.line(14, slip.top + y + 23, 196, slip.top + y + 23, width=0.8)
    slip.text(16, y + 28, f"本回单第{slip.say('print_count')}次打印，请核对后入账，避免重复。", 8)


def rcc_printer(slip: Slip) -> None:
    """农信社 counter slip: a needle printer's fixed columns, 借方 and 贷方 instead of payer and payee."""
    about = slip.about
    slip.text(105, 7, "农村信用合作联社  业务凭证", 12, align="center")
    slip.text(16, 14, f"日期：{slip.booked('%Y年%m月%d日')}   时间：{about.transacted:%H:%M:%S}")
    slip.text(110, 14, f"传票号：{slip.say('receipt_no')}")
    slip.text(16, 20, "-" * 106, 8)
    y = 26.0
    for title, prefix in (("付款", "payer"), ("收款", "payee")):
        slip.text(16, y, f"{title}账号    {slip.say(f'{prefix}_account')}")
        slip.text(100, y, f"{title}户名    {slip.say(prefix)}")
        slip.text(16, y + 6, f"{title}行名    {slip.say(f'{prefix}_bank')}")
        y += 13
    slip.text(16, y, slip.figures("交易金额    ", " 元"))
    slip.text(100, y, "币    种    人民币")
    slip.text(16, y + 6, slip.words("大写金额    "))
    slip.text(16, y + 12, f"摘    要    {slip.say('summary')}")
    slip.text(100, y + 12, f"附    言    {slip.say('remark')}")
    slip.text(16, y + 18, "-" * 106, 8)
    slip.text(16, y + 24, f"主机流水：{slip.say('serial_no')}   交易码：2103   机构：51070012   柜员：000318   授权：")


def mycc_movement(slip: Slip) -> None:
    """绵阳市商业银行 账户交易明细回单: one movement seen from the holder's account, with fee and balance beside it."""
    about = slip.about
    own, other = ("payee", "payer") if about.incoming else ("payer", "payee")
    balance = about.amount * 3 + Decimal("128765.43")
    slip.title("账户交易明细回单", 7, 14)
    slip.text(16, 7, "绵阳市商业银行", 10.5)
    slip.sheet.line(14, slip.top + 10, 196, slip.top + 10, width=0.5)
    left = (
        ("本方账号", slip.say(f"{own}_account")), ("本方户名", slip.say(own)), ("本方开户行", slip.say(f"{own}_bank")),
        ("对方账号", slip.say(f"{other}_account")), ("对方户名", slip.say(other)),
        ("对方开户行", slip.say(f"{other}_bank")), ("交易流水号", slip.say("serial_no")),
    )  # fmt: skip
    sign = "贷（收入）" if about.incoming else "借（支出）"
    right = (("交易日期", slip.transacted("%Y/%m/%d", only=True)), ("借贷方向", sign), ("发生额", slip.figures()),
             ("手续费", "0.00"), ("账户余额", f"{balance:,.2f}"), ("币种", "人民币"),
             ("摘要", slip.say("summary")))  # fmt: skip
    for index, ((a, b), (c, d)) in enumerate(zip(left, right, strict=True)):
        slip.pair(16, 17 + 6.6 * index, f"{a}：", b, 20, 82)
        slip.pair(130, 17 + 6.6 * index, f"{c}：", d, 18, 46)
    slip.text(16, 65, slip.words("发生额大写："))
    slip.text(16, 71.6, f"附言：{slip.say('remark')}")
    slip.text(16, 82, f"回单编号：{slip.say('receipt_no')}    第{slip.say('print_count')}次打印    仅供对账", 8)


def ceb_rail(slip: Slip) -> None:
    """光大银行 回单: a rail of labels, colons in a column of their own, the amount words wrapped beside the seal."""
    slip.text(105, 7, "中国光大银行对公客户回单", 13, align="center")
    slip.text(14, 13, f"凭证日期 {slip.booked('%Y%m%d')}")
    slip.text(196, 13, f"凭证序号 {slip.say('receipt_no')}", align="right")
    slip.sheet.box(14, slip.top + 15.5, 196, slip.top + 88, width=0.8)
    rows: list[tuple[str, str]] = []
    for title, prefix in slip.sides():
        rows += [(f"{title}名称", slip.say(prefix)), (f"{title}账号", slip.say(f"{prefix}_account")),
                 (f"{title}开户行名", slip.say(f"{prefix}_bank"))]  # fmt: skip
    rows += [("交易金额", slip.figures("RMB")), ("大写金额", slip.words("人民币")), ("用    途", slip.say("usage")),
             ("业务参号", slip.say("serial_no"))]  # fmt: skip
    y = 21.5
    for label, value in rows:
        slip.text(44, y, label, align="right")
        slip.text(46, y, ":")
        slip.note_amount(49, y, value)
        end = slip.sheet.wrapped(49, slip.top + y, value, 62, 9, leading=1.15)
        y = max(y + 6.2, end - slip.top + 2)
    slip.text(150, 84, f"打印次数 {slip.say('print_count')}", 8)


def citic_strips(slip: Slip) -> None:
    """中信银行 strip receipt: labels in a header row, values below, one strip for payer, payee and amount each."""
    slip.title("中信银行客户电子回单", size=13)
    slip.text(196, 6, f"回单编号：{slip.say('receipt_no')}", 8, align="right")
    strips = (
        (("付款人账号", slip.say("payer_account"), 50), ("付款人户名", slip.say("payer"), 68),
         ("付款人开户机构", slip.say("payer_bank"), 64)),
        (("收款人账号", slip.say("payee_account"), 50), ("收款人户名", slip.say("payee"), 68),
         ("收款人开户机构", slip.say("payee_bank"), 64)),
        (("币种", "RMB", 18), ("小写金额", slip.figures(), 42), ("大写金额", slip.words(), 90),
         ("记账日期", slip.booked("%Y%m%d"), 32)),
        (("交易流水", slip.say("serial_no"), 44), ("摘要", slip.say("summary"), 40), ("用途", slip.say("usage"), 58),
         ("验证码", slip.say("verify_code"), 40)),
    )  # fmt: skip
    y = 11.0
    for strip in strips:
        x = 14.0
        for label, value, width in strip:
            slip.sheet.box(x, slip.top + y, x + width, slip.top + y + 6, width=0.4, fill=(0.93, 0.93, 0.93))
            slip.sheet.box(x, slip.top + y + 6, x + width, slip.top + y + 16, width=0.4)
            slip.sheet.text(x + width / 2, slip.top + y + 4.2, label, 8.5, align="center")
            slip.note_amount(x + 1.5, y + 11, value)
            if width_of(value, 8.5) > width - 3:
                slip.sheet.wrapped(x + 1.5, slip.top + y + 10, value, width - 3, 8.5)
            else:
                slip.sheet.text(x + width / 2, slip.top + y + 12, value, 8.5, align="center")
            x += width
        y += 17.5
    slip.text(14, y + 3, f"打印次数：{slip.say('print_count')}    提示：同一回单编号请勿重复记账", 8)
