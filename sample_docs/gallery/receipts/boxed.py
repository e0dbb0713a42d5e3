"""Receipts printed as ruled tables: ICBC, CCB, ABC, SCRCB, SPDB, CGB, PSBC, NBCB and HXB."""

from __future__ import annotations

from collections.abc import Sequence

from sample_docs.gallery.receipts.transfer import Cell, Side, Slip

_GREY, _ORANGE, _GREEN = (0.35, 0.35, 0.35), (0.85, 0.5, 0.2), (0.1, 0.4, 0.3)


def _blocks(
    slip: Slip, sides: tuple[Side, Side], labels: Sequence[tuple[str, str]], widths: Sequence[int] = (0, 1, 2, 3, 4, 5)
) -> list[Cell]:  # fmt: skip
    """Two blocks side by side: a title over as many rows as there are (label, field end) pairs, labels, values."""
    cells = []
    for (title, prefix), start in zip(sides, (widths[0], widths[3]), strict=True):
        cells.append(Cell(0, start, title, rows=len(labels), label=True))
        for row, (label, end) in enumerate(labels):
            cells.append(Cell(row, start + 1, label, label=True))
            cells.append(Cell(row, start + 2, slip.say(prefix + end)))
    return cells


def icbc_online(slip: Slip) -> None:
    """工商银行 网上银行电子回单（补打）."""
    about = slip.about
    slip.title("中国工商银行 网上银行电子回单（补打）")
    slip.text(14, 13, f"电子回单号码：{slip.say('receipt_no')}")
    slip.text(196, 13, f"打印日期：{about.printed:%Y年%m月%d日}", align="right")
    cells = _blocks(slip, slip.sides(), (("户    名", ""), ("账    号", "_account"), ("开户银行", "_bank")))
    cells += [
        Cell(3, 0, "金    额", columns=2, label=True), Cell(3, 2, slip.figures("¥", "元")),
        Cell(3, 3, slip.words("金额（大写）人民币"), columns=3),
        Cell(4, 0, "摘    要", columns=2, label=True), Cell(4, 2, slip.say("summary")),
        Cell(4, 3, "业务（产品）种类", columns=2, label=True), Cell(4, 5, "跨行发报"),
        Cell(5, 0, "用    途", columns=2, label=True), Cell(5, 2, slip.say("usage"), columns=4),
        Cell(6, 0, "交易流水号", columns=2, label=True), Cell(6, 2, slip.say("serial_no")),
        Cell(6, 3, f"时间戳：{about.transacted:%Y-%m-%d-%H.%M.%S}.{about.serial_no[:6]}", columns=3),
        Cell(7, 0, "备注：", columns=2, label=True), Cell(7, 2, slip.say("remark"), columns=4),
        Cell(8, 0, f"验证码：{slip.say('verify_code')}", columns=6),
        Cell(9, 0, "记账网点", columns=2, label=True), Cell(9, 2, about.serial_no[:4]),
        Cell(9, 3, "记账日期", columns=2, label=True), Cell(9, 5, slip.booked("%Y年%m月%d日")),
    ]  # fmt: skip
    low = slip.grid(14, 15, (8, 20, 63, 8, 24, 59), (7, 7, 9, 7, 7, 7, 7, 7, 7, 7), cells)
    slip.text(14, low + 4, f"第{slip.say('print_count')}次补打  重要提示：电子回单可重复打印，请勿重复记账。", 7.5)


def ccb_acknowledgement(slip: Slip) -> None:
    """建设银行 网上银行电子回执: an acknowledgement, no proof of payment."""
    slip.title("中国建设银行网上银行电子回执", size=13)
    slip.truth["is_ack"] = "true"
    head = (
        f"币别：人民币元      日期：{slip.booked('%Y%m%d')}      凭证号：{slip.say('receipt_no')}"
        f"      账户明细编号-交易流水号：{slip.say('serial_no')}"
    )
    slip.sheet.fitted(16, slip.top + 14, head, 178, 9)
    cells = _blocks(slip, slip.sides(), (("全  称", ""), ("账  号", "_account"), ("开户行", "_bank")))
    cells += [
        Cell(3, 0, "大写金额", columns=2, label=True), Cell(3, 2, slip.words()),
        Cell(3, 3, "小写金额", columns=2, label=True), Cell(3, 5, slip.figures()),
        Cell(4, 0, "用  途", columns=2, label=True), Cell(4, 2, slip.say("usage")),
        Cell(4, 3, "钞汇标志", columns=2, label=True), Cell(4, 5, "钞"),
        Cell(5, 0, "摘  要", columns=2, label=True), Cell(5, 2, slip.say("summary"), columns=4),
    ]  # fmt: skip
    low = slip.grid(14, 17, (8, 20, 63, 8, 20, 63), (9, 8, 9, 9, 8, 8), cells, _ORANGE)
    slip.text(16, low + 5, "重要提示：银行受理成功，本回执不作为收、付款方交易的最终依据，", 8)
    slip.text(16, low + 9.5, "正式回单请在交易成功第二日打印。", 8)


def ccb_counter(slip: Slip) -> None:
    """建设银行 单位客户专用回单."""
    about = slip.about
    slip.title("中国建设银行单位客户专用回单")
    slip.text(192, 5, f"NO.{slip.say('receipt_no')}", 8.5, align="right")
    slip.text(18, 13, "币别：人民币")
    slip.text(105, 13, slip.booked("%Y 年 %m 月 %d 日"), align="center")
    slip.text(140, 13, f"流水号：{slip.say('serial_no')}")
    cells = _blocks(slip, slip.sides(), (("全  称", ""), ("账  号", "_account"), ("开户行", "_bank")))
    cells += [
        Cell(3, 0, "金  额", columns=2, label=True), Cell(3, 2, slip.words("（大写）人民币"), columns=2),
        Cell(3, 4, slip.figures("（小写）¥"), columns=2),
        Cell(4, 0, "凭证种类", columns=2, label=True), Cell(4, 2, "电子转账凭证"),
        Cell(4, 3, "凭证号码", columns=2, label=True), Cell(4, 5, about.serial_no[:9]),
        Cell(5, 0, "结算方式", columns=2, label=True), Cell(5, 2, "转账"),
        Cell(5, 3, "用  途", columns=2, label=True), Cell(5, 5, slip.say("usage")),
        Cell(6, 0, "", columns=3), Cell(6, 3, "", columns=3),
    ]  # fmt: skip
    slip.grid(14, 15, (8, 20, 63, 8, 20, 63), (8, 7, 9, 7, 7, 7, 26), cells)
    slip.text(16, 67, f"摘要：{slip.say('summary')}")
    for index, note in enumerate(("打印柜员：510660100YA2", "打印机构：成都分行营业部",
                                  f"打印次数：{slip.say('print_count')}")):  # fmt: skip
        slip.text(107, 67 + 5.4 * index, note)
    slip.text(14, 92, f"打印时间：{about.printed:%Y-%m-%d} 10:21:07", 8)


def abc_notice(slip: Slip) -> None:
    """农业银行 网上银行电子回单 客户收付款入账通知."""
    about = slip.about
    slip.text(14, 5, "中国农业银行", 13, font="kai")
    slip.title("网上银行电子回单", 5, 14)
    slip.text(105, 11, "客户收付款入账通知", 10.5, align="center")
    shift = _blocks(slip, slip.sides(("付款方", "收款方")), (("账号", "_account"), ("户名", ""), ("开户行", "_bank")))
    cells = [cell._replace(row=cell.row + 1) for cell in shift]
    cells += [
        Cell(0, 0, f"回单编号：{slip.say('receipt_no')}", columns=3),
        Cell(0, 3, f"第{slip.say('print_count')}次打印", columns=3),
        Cell(4, 0, "金额（小写）", columns=2, label=True), Cell(4, 2, slip.figures()),
        Cell(4, 3, "金额（大写）", columns=2, label=True), Cell(4, 5, slip.words(yuan="圆")),
        Cell(5, 0, "币种", columns=2, label=True), Cell(5, 2, "人民币"),
        Cell(5, 3, "交易渠道", columns=2, label=True), Cell(5, 5, "网上银行"),
        Cell(6, 0, "摘要", columns=2, label=True), Cell(6, 2, slip.say("summary")),
        Cell(6, 3, "凭证号", columns=2, label=True), Cell(6, 5, slip.say("serial_no")),
        Cell(7, 0, "交易时间", columns=2, label=True), Cell(7, 2, slip.transacted("%Y-%m-%d %H:%M:%S")),
        Cell(7, 3, "会计日期", columns=2, label=True), Cell(7, 5, slip.booked("%Y%m%d")),
        Cell(8, 0, "附言", columns=2, label=True), Cell(8, 2, slip.say("remark"), columns=4),
    ]  # fmt: skip
    low = slip.grid(14, 13, (9, 17, 65, 9, 17, 65), (7, 7, 9, 9, 9, 7, 7, 7, 9), cells, _GREY)
    slip.text(14, low + 4.5, "电子回单可以重复打印，回单编号相同表示同一笔业务，请勿重复记账。", 8)
    slip.text(194, low + 4.5, f"打印日期：{about.printed:%Y-%m-%d}", 8, align="right")


def scrcb_online(slip: Slip) -> None:
    """四川农信 企业网上银行电子回单: a plain table of four columns."""
    slip.title("四川农村商业联合银行企业网上银行电子回单", size=14)
    slip.text(14, 12.5, f"电子回单号码：{slip.say('receipt_no')}")
    rows = (
        ("付款户名", slip.say("payer"), "收款户名", slip.say("payee")),
        ("付款账号", slip.say("payer_account"), "收款账号", slip.say("payee_account")),
        ("付款人开户行", slip.say("payer_bank"), "收款人开户行", slip.say("payee_bank")),
        ("交易金额(小写)", slip.figures("￥"), "交易金额(大写)", slip.words()),
        ("交易时间", slip.transacted("%Y-%m-%d %H:%M:%S", only=True), "交易流水号", slip.say("serial_no")),
        ("业务种类", "跨行转账", "摘要", slip.say("summary")),
        ("录入员", "001", "复核员", "002"),
    )
    low = slip.grid(14, 15, (24, 67, 24, 67), (10, 8, 10, 10, 8, 8, 8), _quarters(rows), _GREEN, labels_first=True)
    slip.text(14, low + 5, "授权员：003      重要提示：本回单仅供参考，以银行入账为准。", 8)


def _quarters(rows: Sequence[tuple[str, str, str, str]]) -> list[Cell]:
    """Label, value, label, value in every row."""
    return [
        Cell(index, column, text, label=column in (0, 2))
        for index, row in enumerate(rows)
        for column, text in enumerate(row)
    ]


def spdb_online(slip: Slip) -> None:
    """浦发银行 网上银行电子回单（补打）."""
    about = slip.about
    slip.title("上海浦东发展银行网上银行电子回单（补打）", size=14)
    slip.text(14, 12, f"打印日期：{about.printed:%Y年%m月%d日}", 8)
    slip.text(105, 12, f"第{slip.say('print_count')}次打印", 8, align="center")
    slip.text(194, 12, "打印渠道：网上银行", 8, align="right")
    blocks = _blocks(slip, slip.sides(), (("账户名称", ""), ("账号", "_account"), ("开户银行", "_bank")))
    cells = [cell._replace(row=cell.row + 1) for cell in blocks]
    cells += [
        Cell(0, 0, "电子回单编号", columns=2, label=True), Cell(0, 2, slip.say("receipt_no")),
        Cell(0, 3, "验证码", columns=2, label=True), Cell(0, 5, slip.say("verify_code")),
        Cell(4, 0, "交易名称", columns=2, label=True), Cell(4, 2, "汇款汇出"),
        Cell(4, 3, "交易流水号", columns=2, label=True), Cell(4, 5, slip.say("serial_no")),
        Cell(5, 0, "交易时间", columns=2, label=True), Cell(5, 2, slip.transacted("%Y-%m-%d %H:%M:%S", only=True)),
        Cell(5, 3, "申请日期", columns=2, label=True), Cell(5, 5, f"{about.transacted:%Y-%m-%d}"),
        Cell(6, 0, "金额（大写）", columns=2, label=True), Cell(6, 2, slip.words("人民币")),
        Cell(6, 3, "金额（小写）", columns=2, label=True), Cell(6, 5, slip.figures("¥")),
        Cell(7, 0, "摘要", columns=2, label=True), Cell(7, 2, slip.say("summary")),
        Cell(7, 3, "交易附言", columns=2, label=True), Cell(7, 5, slip.say("remark")),
    ]  # fmt: skip
    low = slip.grid(14, 14, (10, 17, 64, 10, 17, 64), (7, 9, 7, 9, 7, 7, 9, 8), cells)
    slip.text(
        14, low + 4.5, "（1）本电子回单不作为收款方发货依据，仅供参考。（2）同一回单编号为同一笔交易，请勿重复记账。", 8
    )


def cgb_tall(slip: Slip) -> None:
    """广发银行 电子回单: one wide column below the blocks."""
    slip.title("广发银行客户电子回单", size=14)
    slip.text(14, 12, f"回单编码：{slip.say('receipt_no')}")
    cells = _blocks(slip, slip.sides(), (("户名", ""), ("账号", "_account"), ("开户银行", "_bank")))
    rows = (
        ("交易币种", "人民币"), ("交易金额", slip.figures(tail="  ") + slip.words("（大写）")),
        ("摘要", slip.say("summary")), ("核心流水号", slip.say("serial_no")),
    )  # fmt: skip
    for index, (label, value) in enumerate(rows, 3):
        cells += [Cell(index, 0, label, columns=2, label=True), Cell(index, 2, value, columns=4)]
    cells += [
        Cell(7, 0, "记账日期", columns=2, label=True), Cell(7, 2, slip.booked()),
        Cell(7, 3, "记账时间", columns=2, label=True), Cell(7, 5, f"{slip.about.transacted:%H:%M:%S}"),
        Cell(8, 0, "附言", columns=2, label=True), Cell(8, 2, slip.say("remark"), columns=4),
    ]  # fmt: skip
    low = slip.grid(14, 14, (9, 20, 62, 9, 20, 62), (9, 8, 9, 7, 7, 7, 7, 7, 8), cells)
    slip.text(105, low + 5, "*银行重要提示：电子回单可重复打印，请注意核对，请勿重复记账使用。", 8, align="center")


def psbc_online(slip: Slip) -> None:
    """邮储银行 企业网上银行电子回单; amounts are named after the holder's direction."""
    way = "收入" if slip.about.incoming else "支出"
    slip.title("中国邮政储蓄银行 企业网上银行电子回单", size=14)
    cells = [
        Cell(0, 0, "回单编号", label=True), Cell(0, 1, slip.say("receipt_no"), columns=2),
        Cell(0, 3, "回单类型", label=True), Cell(0, 4, f"{way}回单", columns=2),
    ]  # fmt: skip
    cells += [
        cell._replace(row=cell.row + 1)
        for cell in _blocks(
            slip, slip.sides(("付款方", "收款方")), (("户  名", ""), ("账  号", "_account"), ("开户行", "_bank"))
        )
    ]
    rows = (
        (f"{way}金额(大写)", slip.words(), f"{way}金额(小写)", slip.figures()),
        ("币种", "人民币", "摘要", slip.say("summary")),
        ("交易时间", slip.transacted("%Y-%m-%d %H:%M:%S"), "交易流水号", slip.say("serial_no")),
        ("记账日期", slip.booked(), "渠道名称", "企业网银"),
        ("附言", slip.say("remark"), "用途", slip.say("usage")),
    )
    for index, (a, b, c, d) in enumerate(rows, 4):
        cells += [Cell(index, 0, a, label=True), Cell(index, 1, b, columns=2), Cell(index, 3, c, label=True),
                  Cell(index, 4, d, columns=2)]  # fmt: skip
    slip.grid(14, 10, (22, 17, 52, 22, 17, 52), (7, 9, 7, 9, 10, 7, 7, 7, 8), cells, _GREY)


def nbcb_holder(slip: Slip) -> None:
    """宁波银行 客户回单: the holder in a table, the other side as running labels inside one cell."""
    about = slip.about
    own, other = ("payee", "payer") if about.incoming else ("payer", "payee")
    name = "付款" if about.incoming else "收款"
    slip.title("宁波银行客户回单")
    slip.text(14, 12.5, f"交易日期 {slip.transacted('%Y 年 %m 月 %d 日', only=True)}")
    slip.text(120, 12.5, f"回单编号 {slip.say('receipt_no')}")
    kind = "转账收入" if about.incoming else "转账支取"
    cells = [
        Cell(0, 0, "账号", label=True), Cell(0, 1, slip.say(f"{own}_account"), columns=3),
        Cell(1, 0, "户名", label=True), Cell(1, 1, slip.say(own), columns=3),
        Cell(2, 0, "开户银行", label=True), Cell(2, 1, slip.say(f"{own}_bank"), columns=3),
        Cell(3, 0, "交易金额", label=True),
        Cell(3, 1, slip.words("人民币") + "        " + slip.figures("RMB"), columns=3),
        Cell(4, 0, "回单种类", label=True), Cell(4, 1, f"{kind}回单"),
        Cell(4, 2, "交易渠道", label=True), Cell(4, 3, "企业网银"),
        Cell(5, 0, "业务种类", label=True), Cell(5, 1, kind),
        Cell(5, 2, "交易流水", label=True), Cell(5, 3, slip.say("serial_no")), Cell(6, 0, "", columns=4),
    ]  # fmt: skip
    slip.grid(14, 14.5, (34, 60, 28, 60), (7, 7, 7, 7, 7, 7, 26), cells)
    slip.pair(50, 62, f"{name}人账号：", slip.say(f"{other}_account"))
    slip.pair(110, 62, f"{name}人户名：", slip.say(other), room=62)
    slip.pair(50, 68, f"{name}行行名：", slip.say(f"{other}_bank"), room=90)
    slip.pair(50, 74, "用途：", slip.say("usage"))
    slip.text(16, 89, f"打印时间：{about.printed:%Y-%m-%d}        请勿重复记账")


def hxb_columns(slip: Slip) -> None:
    """华夏银行 电子回单: four columns, payer's and payee's rows interleaved."""
    slip.title("华夏银行网上银行电子回单", size=14)
    slip.text(14, 12.5, f"回单号：{slip.say('receipt_no')}")
    slip.text(194, 12.5, f"打印次数：{slip.say('print_count')}", align="right")
    rows = (
        ("付款方名称", slip.say("payer"), "收款方名称", slip.say("payee")),
        ("付款方账号", slip.say("payer_account"), "收款方账号", slip.say("payee_account")),
        ("付款行名称", slip.say("payer_bank"), "收款行名称", slip.say("payee_bank")),
        ("币种", "人民币", "小写金额", slip.figures()),
        ("大写金额", slip.words(), "渠道流水号", slip.say("serial_no")),
        ("交易日期", slip.transacted("%Y-%m-%d"), "记账日期", slip.booked("%Y-%m-%d")),
        ("用途", slip.say("usage"), "摘要", slip.say("summary")),
    )
    low = slip.grid(14, 15, (24, 67, 24, 67), (10, 8, 10, 8, 10, 8, 8), _quarters(rows))
    slip.text(14, low + 5, "温馨提示：客户可凭回单号在本行网站查验电子回单真伪。", 8)
