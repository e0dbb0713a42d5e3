"""Receipts printed as labels and values without rules: ICBC, BOC, BOCOM, CMB, CIB, CMBC, PAB and BOCD."""

from __future__ import annotations

from sample_docs.gallery.receipts.transfer import Slip


def icbc_business(slip: Slip) -> None:
    """工商银行 业务回单（付款/收款）: one list, payer and payee row by row."""
    way = "收款" if slip.about.incoming else "付款"
    slip.title(f"业务回单（{way}）", 10, 14)
    slip.text(20, 5, "中国工商银行", 12)
    slip.text(20, 18, f"日期：{slip.booked('%Y年%m月%d日')}")
    slip.text(110, 18, f"回单编号：{slip.say('receipt_no')}")
    y = 26.0
    for left, right in (
        (("付款人户名：", "payer"), ("付款人开户行：", "payer_bank")),
        (("付款人账号(卡号)：", "payer_account"), None),
        (("收款人户名：", "payee"), ("收款人开户行：", "payee_bank")),
        (("收款人账号(卡号)：", "payee_account"), None),
    ):
        slip.pair(20, y, left[0], slip.say(left[1]), room=64)
        if right:
            slip.pair(110, y, right[0], slip.say(right[1]), room=62)
        y += 6.2
    slip.pair(20, y, "金额：", slip.words(), room=75)
    slip.pair(110, y, "小写：", slip.figures(tail=" 元"), room=60)
    rest = (("业务（产品）种类：", "网上银行"), ("凭证种类：", "0000000000"), ("摘要：", slip.say("summary")),
            ("用途：", slip.say("usage")), ("币种：", "人民币"), ("交易机构：", "0440200012"))  # fmt: skip
    for index, (label, value) in enumerate(rest):
        slip.pair((20, 110)[index % 2], y + 6.2 * (1 + index // 2), label, value)
    slip.text(20, y + 28, f"备注：{slip.say('remark')}")
    slip.text(
        20,
        y + 34,
        f"本回单为第{slip.say('print_count')}次打印，注意重复    打印日期：{slip.about.printed:%Y年%m月%d日}",
        8,
    )


def boc_domestic(slip: Slip) -> None:
    """中国银行 国内支付业务付款/收款回单."""
    way = "收款" if slip.about.incoming else "付款"
    slip.title(f"国内支付业务{way}回单")
    slip.text(14, 6, "中国银行", 14, font="kai")
    slip.text(40, 13, "客户号：115800621")
    slip.text(130, 13, f"日期：{slip.booked('%Y年%m月%d日')}")
    for x, (title, prefix) in zip((16, 106), slip.sides(), strict=True):
        slip.pair(x, 20, f"{title}账号：", slip.say(f"{prefix}_account"), room=62)
        slip.pair(x, 26, f"{title}名称：", slip.say(prefix), room=64)
        slip.pair(x, 34, f"{title}开户行：", slip.say(f"{prefix}_bank"), room=60)
    slip.text(16, 42, slip.figures("金额：CNY"))
    slip.text(24, 48, slip.words("人民币", "圆"))
    slip.sheet.line(14, slip.top + 51, 196, slip.top + 51)
    slip.text(16, 56, "业务种类：网上支付")
    slip.text(76, 56, "业务编号：BEPS202400183")
    slip.text(136, 56, "凭证号码：")
    slip.pair(16, 62, "用途：", slip.say("usage"))
    slip.pair(16, 68, "备注：", slip.say("remark"))
    slip.text(16, 74, "附言：")
    slip.pair(16, 84, "交易机构：", "成都分行营业部")
    slip.pair(76, 84, "交易渠道：", "网上银行")
    slip.pair(120, 84, "交易流水号：", slip.say("serial_no"))
    slip.sheet.line(14, slip.top + 87, 196, slip.top + 87)
    foot = (f"回单编号：{slip.say('receipt_no')}    回单验证码：{slip.say('verify_code')}    "
            f"打印时间：{slip.about.printed:%Y/%m/%d}    打印次数：{slip.say('print_count')}次")  # fmt: skip
    slip.sheet.fitted(16, slip.top + 91, foot, 176, 8)


def boc_memo(slip: Slip) -> None:
    """中国银行 客户借记回单 / 客户贷记回单: labels in one column, the other side below."""
    memo = "贷记" if slip.about.incoming else "借记"
    slip.title(f"客户{memo}回单")
    slip.text(14, 6, "中国银行 BANK OF CHINA", 11)
    slip.text(16, 14, f"日期：{slip.booked('%Y-%m-%d')}")
    slip.text(110, 14, f"交易流水号：{slip.say('serial_no')}")
    y = 21.0
    for title, prefix in slip.sides():
        slip.pair(16, y, f"{title}账号：", slip.say(f"{prefix}_account"), 30)
        slip.pair(16, y + 5.8, f"{title}名称：", slip.say(prefix), 30)
        slip.pair(16, y + 11.6, f"{title}开户行：", slip.say(f"{prefix}_bank"), 30)
        y += 18.4
    slip.text(16, y, slip.figures("金额：CNY") + "    " + slip.words("人民币", "圆"))
    slip.pair(16, y + 6, "用途：", slip.say("usage"))
    slip.pair(110, y + 6, "摘要：", slip.say("summary"))
    slip.pair(16, y + 12, "备注：", slip.say("remark"))
    slip.text(16, y + 22, f"回单编号：{slip.say('receipt_no')}   回单验证码：{slip.say('verify_code')}")
    slip.text(150, y + 22, f"打印次数：{slip.say('print_count')}")


def bocom_raised(slip: Slip) -> None:
    """交通银行 回单: the values stand above a dotted line, their labels below it."""
    slip.title("交通银行 回单", size=14)
    slip.text(16, 13, f"回单编号：{slip.say('receipt_no')}")
    slip.text(100, 13, "回单类型：支付结算")
    slip.text(150, 13, "业务名称：网银转账")
    rows = (
        (("付款人名称", slip.say("payer")), ("付款人账号", slip.say("payer_account")),
         ("付款人开户行名称", slip.say("payer_bank"))),
        (("收款人名称", slip.say("payee")), ("收款人账号", slip.say("payee_account")),
         ("收款人开户行名称", slip.say("payee_bank"))),
        (("币种", "人民币"), ("金额", slip.figures()), ("金额大写", slip.words())),
        (("记账日期", slip.booked("%Y%m%d")), ("会计流水号", slip.say("serial_no")), ("借贷标志", "借方")),
        (("凭证种类", "电子凭证"), ("摘要", slip.say("summary")), ("附加信息", slip.say("remark"))),
    )  # fmt: skip
    y = 21.0
    for row in rows:
        for x, (label, value) in zip((16, 82, 132), row, strict=True):
            room = 47 if x == 82 else 62
            slip.note_amount(x, y, value)
            slip.sheet.fitted(x, slip.top + y, value, room, 9)
            slip.text(x, y + 4.6, label, 7.5)
        y += 12.5
    slip.text(16, y + 1, f"打印次数：{slip.say('print_count')}    打印时间：{slip.about.printed:%Y-%m-%d}", 8)


def cmb_advice(slip: Slip) -> None:
    """招商银行 出账/入账回单."""
    slip.title("入账回单" if slip.about.incoming else "出账回单", 11, 13)
    slip.text(190, 10, "招商银行", 13, align="right")
    slip.sheet.box(14, slip.top, 196, slip.top + 3, None, fill=(0.72, 0.1, 0.14))
    rows = (
        (("交易日期：", slip.transacted("%Y年%m月%d日", only=True)), ("交易流水：", slip.say("serial_no"))),
        (("业务类型：", "网银对外支付"), ("业务编号：", slip.about.verify_code)),
        (("付款账号：", slip.say("payer_account")), ("收款账号：", slip.say("payee_account"))),
        (("付款人：", slip.say("payer")), ("收款人：", slip.say("payee"))),
        (("付款开户行：", slip.say("payer_bank")), ("收款开户行：", slip.say("payee_bank"))),
    )
    y = 20.0
    for (a, b), (c, d) in rows:
        slip.pair(22, y, a, b, 21, 60)
        slip.pair(106, y, c, d, 21, 64)
        y += 6.8
    slip.text(22, y, slip.words("交易金额(大写)：人民币"))
    slip.text(22, y + 6.8, slip.figures("交易金额(小写)：CNY"))
    slip.text(22, y + 13.6, f"交易摘要：{slip.say('usage')}")
    slip.truth["summary"] = slip.truth.pop("usage")
    slip.text(22, 84, f"回单编号：{slip.say('receipt_no')}")
    slip.text(100, 84, f"回单验证码：{slip.say('verify_code')}")
    slip.text(160, 84, f"第{slip.say('print_count')}次打印")


def cib_stacked(slip: Slip) -> None:
    """兴业银行 付款回单: accounts side by side, names one below the other."""
    slip.text(14, 7, "兴业银行", 14)
    slip.title("收款回单" if slip.about.incoming else "付款回单", 7, 14)
    slip.text(150, 5, f"回单编号：{slip.say('receipt_no')}", 8)
    slip.text(196, 10, f"第{slip.say('print_count')}次打印", 8, align="right")
    slip.text(105, 15, f"交易日期：{slip.transacted('%Y年%m月%d日', only=True)}", align="center")
    slip.sheet.line(14, slip.top + 11.5, 196, slip.top + 11.5, width=1.2)
    slip.pair(18, 22, "付款账号：", slip.say("payer_account"), 22)
    slip.pair(106, 22, "收款账号：", slip.say("payee_account"), 22)
    slip.pair(18, 29, "付款名称：", slip.say("payer"), 22, 120)
    slip.pair(18, 36, "收款名称：", slip.say("payee"), 22, 120)
    slip.pair(18, 43, "付款行：", slip.say("payer_bank"), 22, 60)
    slip.pair(106, 43, "收款行：", slip.say("payee_bank"), 22, 62)
    slip.pair(18, 51, "金额(大写)：", slip.words(), 22, 62)
    slip.pair(106, 51, "金额(小写)：", slip.figures("CNY"), 22)
    slip.pair(18, 58, "用途：", slip.say("usage"), 22)
    slip.pair(18, 65, "业务类型：", "转账", 22)
    slip.pair(140, 65, "序号：", slip.say("serial_no"))
    slip.pair(18, 72, "附注：", slip.say("remark"), 22)
    slip.sheet.line(14, slip.top + 78, 196, slip.top + 78, width=1.2)
    slip.text(18, 82, f"打印时间：{slip.about.printed:%Y-%m-%d}      打印渠道：企业网银      批次号：", 8)


def cmbc_payment(slip: Slip) -> None:
    """民生银行 支付业务回单: two columns of labels, the amount on one line."""
    slip.text(14, 6, "中国民生银行", 13)
    slip.title(f"支付业务回单（{'收款' if slip.about.incoming else '付款'}）", 6, 13)
    slip.text(196, 6, "回单凭证", 11, align="right")
    slip.pair(16, 14, "交易日期：", slip.transacted("%Y-%m-%d", only=True))
    slip.pair(80, 14, "借贷标志：", "贷" if slip.about.incoming else "借")
    slip.pair(120, 14, "通道：", "网上银行")
    slip.pair(16, 20, "业务类型：", "汇兑")
    slip.pair(106, 20, "业务种类：", "普通汇兑")
    for x, (title, prefix) in zip((16, 106), slip.sides(), strict=True):
        slip.pair(x, 26, f"{title}账号：", slip.say(f"{prefix}_account"))
        slip.pair(x, 32, f"{title}名称：", slip.say(prefix), room=66)
        slip.pair(x, 38, f"{title}开户行：", slip.say(f"{prefix}_bank"), room=62)
    amount = f"币种：人民币   {slip.words('金额:(大写)')}    {slip.figures('(小写)')}"
    slip.note_amount(120, 48, amount)
    slip.sheet.fitted(16, slip.top + 48, amount, 178, 9)
    slip.sheet.line(14, slip.top + 50.5, 196, slip.top + 50.5, width=1.0)
    slip.text(16, 56, "报文标识号：20240412313210000011")
    slip.pair(16, 62, "摘要：", slip.say("summary"))
    slip.pair(16, 68, "交易流水号：", slip.say("serial_no"))
    slip.pair(16, 80, "登录号：", "")
    slip.pair(66, 80, "网点编号：", "6300")
    slip.pair(106, 80, "回单编号：", slip.say("receipt_no"))
    slip.pair(16, 86, "客户验证码：", slip.say("verify_code"))
    slip.pair(120, 86, "打印日期：", f"{slip.about.printed:%Y-%m-%d}")


def pab_business(slip: Slip) -> None:
    """平安银行 收付款业务回单: six labels in two columns, dense."""
    slip.title("收付款业务回单", 7, 13)
    slip.text(16, 7, "平安银行", 12)
    slip.text(190, 7, "回单凭证", 11, align="right")
    slip.sheet.line(14, slip.top + 10, 196, slip.top + 10, (0.8, 0.1, 0.1), 1.2)
    slip.pair(16, 15, "记账日期：", slip.booked("%Y-%m-%d"))
    slip.pair(76, 15, "回单号：", slip.say("receipt_no"))
    slip.pair(146, 15, "验证码：", slip.say("verify_code"), room=34)
    for x, prefix, title in ((16, "payer", "付款人"), (106, "payee", "收款人")):
        slip.pair(x, 21, f"{title}名称：", slip.say(prefix), room=66)
        slip.pair(x, 26.5, f"{title}账号：", slip.say(f"{prefix}_account"))
        slip.pair(x, 32, f"{title}开户行：", slip.say(f"{prefix}_bank"), room=62)
    slip.pair(16, 38, "币种：", "人民币")
    slip.pair(50, 38, "大写金额：", slip.words(), room=84)
    slip.pair(152, 38, "小写：", slip.figures(), room=36)
    slip.sheet.line(14, slip.top + 40.5, 196, slip.top + 40.5)
    slip.pair(16, 45, "用途：", slip.say("usage"))
    slip.pair(106, 45, "交易流水号：", slip.say("serial_no"))
    slip.pair(16, 51, "备注：", slip.say("remark"))
    slip.sheet.line(14, slip.top + 60, 196, slip.top + 60)
    slip.text(
        16,
        65,
        f"已打印次数：{slip.say('print_count')}      打印时间：{slip.about.printed:%Y-%m-%d}      设备编号：0021",
    )


def bocd_stacked(slip: Slip) -> None:
    """成都银行 电子回单: payer's block above the payee's, labels aligned right."""
    slip.title("成都银行电子回单", 7, 14)
    slip.text(18, 14, f"回单流水号：{slip.say('receipt_no')}")
    slip.text(120, 14, f"委托日期：{slip.booked('%Y/%m/%d')}")
    y = 22.0
    for title, prefix in slip.sides(("付款方", "收款方")):
        for label, end in (("全称", ""), ("账号", "_account"), ("开户银行", "_bank")):
            slip.text(48, y, f"{title}{label}：", align="right")
            slip.sheet.fitted(50, slip.top + y, slip.say(prefix + end), 130, 9)
            y += 6
        y += 1.5
    slip.text(48, y, "发生额：", align="right")
    slip.text(50, y, slip.figures("RMB "))
    slip.text(108, y, slip.words("大写：人民币"))
    slip.text(48, y + 6, "网银流水号：", align="right")
    slip.text(50, y + 6, slip.say("serial_no"))
    slip.text(48, y + 12, "附言：", align="right")
    slip.text(50, y + 12, slip.say("remark"))
    slip.text(120, y + 12, f"摘要：{slip.say('summary')}")
    slip.text(18, y + 20, f"打印次数：{slip.say('print_count')}   本回单可在成都银行网站查验", 8)
