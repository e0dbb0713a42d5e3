"""Bank receipts (电子回单) in the layouts of four banks, several to a page as text, or one as a scan."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date

from sample_docs.generator import scan, seals
from sample_docs.generator.money_words import words
from sample_docs.generator.plan import Payment
from sample_docs.generator.sheet import Paper, Sheet

GREY = (0.35, 0.35, 0.35)
GREEN = (0.0, 0.45, 0.36)
CRIMSON = (0.72, 0.1, 0.14)
_STEP = 96.0
PRINTED = date(2025, 5, 28)


def pdf(payments: Sequence[Payment], per_page: int = 2) -> bytes:
    """All receipts, `per_page` to a sheet of A4."""
    paper = Paper("电子回单", "")
    for start in range(0, len(payments), per_page):
        sheet = paper.sheet(210, 297)
        for index, payment in enumerate(payments[start : start + per_page]):
            draw(sheet, 8 + _STEP * index, payment)
    return paper.pdf()


def scanned(payment: Payment, rng: random.Random) -> bytes:
    """One receipt on a strip of paper, as a JPEG."""
    paper = Paper("scan")
    draw(paper.sheet(210, 105), 8, payment)
    return scan.jpeg(scan.photographed(paper, rng)[0], 60)


def draw(sheet: Sheet, top: float, payment: Payment) -> None:
    """The receipt in the layout of the payer's bank."""
    _LAYOUTS[payment.payer_account.bank](sheet, top, payment)


def _figure(payment: Payment) -> str:
    return f"{payment.amount:,.2f}"


def _cells(
    sheet: Sheet, top: float, rows: Sequence[tuple[float, float, str, str]], size: float = 9, room: float = 62
) -> None:  # fmt: skip
    """Label and value pairs: x of the label, x of the value, the two texts; rows 6.6 mm apart as y in the label."""
    for index, (x, value_x, label, value) in enumerate(rows):
        y = top + 6.6 * (index // 2)
        sheet.text(x, y, label, size)
        sheet.fitted(value_x, y, value, room, size)


def _icbc(sheet: Sheet, top: float, payment: Payment) -> None:
    sheet.text(105, top + 6, "中国工商银行  网上银行电子回单", 15, align="center", bold=True)
    sheet.text(14, top + 13, f"电子回单号码：{payment.receipt_no}", 9)
    sheet.text(196, top + 13, f"打印日期：{PRINTED:%Y年%m月%d日}", 9, align="right")
    y0, heights = top + 15, (7, 7, 9, 7, 7, 7, 7, 7, 14)
    edges = [y0]
    for height in heights:
        edges.append(edges[-1] + height)
    sheet.rules([(14, y, 196, y) for y in (edges[0], *edges[3:])], (0, 0, 0))
    for y in edges[1:3]:
        sheet.rules([(22, y, 105, y), (113, y, 196, y)], (0, 0, 0))
    sheet.rules([(14, y0, 14, edges[-1]), (196, y0, 196, edges[-1]), (22, y0, 22, edges[3]), (40, y0, 40, edges[-2]),
                 (105, y0, 105, edges[3]), (113, y0, 113, edges[3]), (131, y0, 131, edges[3]),
                 (105, edges[4], 105, edges[6]), (131, edges[4], 131, edges[6]), (105, edges[7], 105, edges[8]),
                 (131, edges[7], 131, edges[8])], (0, 0, 0))  # fmt: skip
    _two_parties(sheet, edges, payment, ("付款人", "收款人"), ("户    名", "账    号", "开户银行"), (14, 105))
    sheet.text(27, edges[3] + 4.8, "金    额", 9, align="center")
    sheet.text(42, edges[3] + 4.8, f"¥{_figure(payment)}元", 9)
    sheet.text(105, edges[3] + 4.8, f"金额（大写）人民币{words(payment.amount, '元')}", 9)
    pairs = (
        (
            "摘    要",
            payment.summary,
            "业务（产品）种类",
            "跨行发报" if payment.payee_account.bank != "ICBC" else "行内汇划",
        ),
        ("用    途", payment.usage, "凭证种类", "网上银行凭证"),
    )
    for index, (a, b, c, d) in enumerate(pairs):
        y = edges[4 + index] + 4.8
        sheet.text(27, y, a, 9, align="center")
        sheet.fitted(42, y, b, 61, 9)
        sheet.fitted(106, y, c, 24, 9)
        sheet.text(133, y, d, 9)
    sheet.text(27, edges[6] + 4.8, "交易流水号", 9, align="center")
    sheet.text(42, edges[6] + 4.8, payment.serial_no, 9)
    sheet.text(105, edges[6] + 4.8, f"时间戳：{payment.transacted:%Y-%m-%d-%H.%M.%S}.{payment.serial_no[:6]}", 9)
    sheet.text(27, edges[7] + 4.8, "记账网点", 9, align="center")
    sheet.text(42, edges[7] + 4.8, payment.serial_no[2:7], 9)
    sheet.text(118, edges[7] + 4.8, "记账日期", 9, align="center")
    sheet.text(133, edges[7] + 4.8, f"{payment.booked:%Y年%m月%d日}", 9)
    sheet.text(16, edges[8] + 5, "备注：", 9)
    sheet.text(16, edges[8] + 10.5, f"验证码：{payment.verify_code}", 9)
    sheet.text(14, edges[-1] + 4, "重要提示：如果您是收款方，请到工行网站核对电子回单，请勿重复记账。", 7.5, color=GREY)
    sheet.stamp(155, edges[6], 36, 25, seals.bank("中国工商银行股份有限公司"))


def _two_parties(
    sheet: Sheet, edges: Sequence[float], payment: Payment, titles: tuple[str, str], labels: tuple[str, str, str],
    lefts: tuple[float, float],
) -> None:  # fmt: skip
    """Two blocks of three rows side by side: a vertical title, labels, values."""
    sides = ((payment.payer.name, payment.payer_account), (payment.payee.name, payment.payee_account))
    for left, title, (name, account) in zip(lefts, titles, sides, strict=True):
        middle = (edges[0] + edges[3]) / 2
        for index, char in enumerate(title):
            sheet.text(left + 4, middle - 2.6 + 4.2 * index, char, 9, align="center")
        for index, (label, value) in enumerate(zip(labels, (name, account.number, account.branch), strict=True)):
            y = (edges[index] + edges[index + 1]) / 2 + 1.2
            sheet.text(left + 17, y, label, 9, align="center")
            sheet.fitted(left + 27.5, y, value, 62, 9)


def _ccb(sheet: Sheet, top: float, payment: Payment) -> None:
    sheet.text(105, top + 6, "中国建设银行单位客户专用回单", 15, align="center", bold=True)
    sheet.text(190, top + 5, f"NO.{payment.receipt_no}", 8.5, align="right")
    sheet.text(18, top + 13, "币别：人民币", 9)
    day = f"{payment.booked:%Y} 年 {payment.booked:%m} 月 {payment.booked:%d} 日"
    sheet.text(105, top + 13, day, 9, align="center")
    sheet.text(140, top + 13, f"流水号：{payment.serial_no}", 9)
    edges = [top + 15 + step for step in (0, 7.5, 14.5, 22, 29, 36, 43, 72)]
    sheet.box(14, edges[0], 196, edges[-1], width=1.0)
    sheet.rules([(14, y, 196, y) for y in edges[3:-1]], (0, 0, 0))
    for y in edges[1:3]:
        sheet.rules([(22, y, 105, y), (113, y, 196, y)], (0, 0, 0))
    sheet.rules([(22, edges[0], 22, edges[3]), (40, edges[0], 40, edges[6]), (105, edges[0], 105, edges[3]),
                 (113, edges[0], 113, edges[3]), (131, edges[0], 131, edges[3]), (105, edges[4], 105, edges[7]),
                 (131, edges[4], 131, edges[6])], (0, 0, 0))  # fmt: skip
    _two_parties(sheet, edges, payment, ("付款人", "收款人"), ("全  称", "账  号", "开户行"), (14, 105))
    sheet.text(27, edges[3] + 4.8, "金  额", 9, align="center")
    sheet.fitted(41, edges[3] + 4.8, f"（大写）人民币{words(payment.amount, '元')}", 92, 9)
    sheet.text(137, edges[3] + 4.8, f"（小写）¥{_figure(payment)}", 9)
    rows = (
        ("凭证种类", "网银业务", "凭证号码", payment.serial_no[:9]),
        ("结算方式", "转账", "用    途", payment.usage),
    )
    for index, (a, b, c, d) in enumerate(rows):
        y = edges[4 + index] + 4.8
        sheet.text(27, y, a, 9, align="center")
        sheet.text(42, y, b, 9)
        sheet.text(118, y, c, 9, align="center")
        sheet.fitted(132.5, y, d, 62, 9)
    sheet.text(16, edges[6] + 6, f"摘要：{payment.summary}", 9)
    notes = (
        f"打印柜员：{payment.serial_no[-6:]}", "打印机构：成都分行营业部", f"打印卡号：{payment.serial_no[:8]}",
        f"打印次数：{payment.print_count}",
    )  # fmt: skip
    for index, note in enumerate(notes):
        sheet.text(107, edges[6] + 6 + 5.2 * index, note, 9)
    sheet.text(14, edges[-1] + 4.5, f"打印时间：{PRINTED:%Y-%m-%d} 10:{int(payment.serial_no[1:3]) % 60:02d}", 8)
    sheet.text(80, edges[-1] + 4.5, "本回单可通过建行对公机构网点或建行网站校验真伪，请勿重复记账。", 8)
    sheet.stamp(152, edges[6] - 1.5, 30, 30, seals.bank("中国建设银行", oval=False))


def _abc(sheet: Sheet, top: float, payment: Payment) -> None:
    sheet.text(105, top + 5, "网上银行电子回单", 14, align="center", bold=True)
    sheet.text(105, top + 11, "客户收付款入账通知", 11, align="center")
    sheet.text(14, top + 6, "中国农业银行", 14, color=GREEN, bold=True, font="kai")
    edges = [top + 13 + step for step in (0, 6.8, 13.6, 20.4, 27.2, 34, 40.8, 47.6, 54.4, 70)]
    sheet.box(14, edges[0], 196, edges[-1], GREY)
    sheet.rules([(14, y, 196, y) for y in (edges[1], *edges[4:-1])], GREY)
    for y in edges[2:4]:
        sheet.rules([(26, y, 105, y), (117, y, 196, y)], GREY)
    sheet.rules([(38, edges[1], 38, edges[-1]), (26, edges[1], 26, edges[4]), (105, edges[1], 105, edges[8]),
                 (117, edges[1], 117, edges[4]), (129, edges[1], 129, edges[8])], GREY)  # fmt: skip
    sheet.text(15.5, edges[0] + 4.6, f"回单编号：{payment.receipt_no}", 9)
    sheet.text(194, edges[0] + 4.6, f"第{payment.print_count}次打印", 9, align="right")
    sides = ((14, "付款方", payment.payer.name, payment.payer_account),
             (105, "收款方", payment.payee.name, payment.payee_account))  # fmt: skip
    for left, title, name, account in sides:
        sheet.text(left + 6, edges[2] + 4.6, title, 9, align="center")
        pairs = (("账号", account.number), ("户名", name), ("开户行", account.branch))
        for index, (label, value) in enumerate(pairs):
            y = edges[1 + index] + 4.6
            sheet.text(left + 18, y, label, 9, align="center")
            sheet.fitted(left + 25.2, y, value, 64, 9)
    rows = (
        ("金额（小写）", _figure(payment), "金额（大写）", words(payment.amount)),
        ("币种", "人民币", "交易渠道", "网上银行"),
        ("摘要", payment.summary, "凭证号", payment.serial_no),
        ("交易时间", f"{payment.transacted:%Y-%m-%d %H:%M:%S}", "会计日期", f"{payment.booked:%Y%m%d}"),
    )
    for index, (a, b, c, d) in enumerate(rows):
        y = edges[4 + index] + 4.6
        sheet.text(26, y, a, 9, align="center")
        sheet.fitted(39.2, y, b, 64, 9)
        sheet.text(117, y, c, 9, align="center")
        sheet.fitted(130.2, y, d, 65, 9)
    sheet.text(26, edges[8] + 6, "附言", 9, align="center")
    sheet.text(39.2, edges[8] + 6, payment.usage, 9)
    note = "电子回单可以重复打印，回单编号相同表示同一笔业务，请勿重复记账。"
    sheet.text(16, edges[-1] + 4.5, note, 8, bold=True)
    sheet.text(194, edges[-1] + 4.5, f"打印日期：{PRINTED:%Y-%m-%d}", 8, align="right")
    sheet.stamp(158, edges[8] - 5, 32, 22, seals.bank("中国农业银行股份有限公司", "回单专用章"))


def _cmb(sheet: Sheet, top: float, payment: Payment) -> None:
    sheet.box(14, top, 196, top + 3.2, None, fill=CRIMSON)
    sheet.text(190, top + 10, "招商银行", 14, color=CRIMSON, bold=True, align="right")
    sheet.text(100, top + 11.5, "付款回单", 13, align="center")
    fields = (
        ("日期：", f"{payment.booked:%Y年%m月%d日}", "回单编号：", payment.receipt_no),
        ("业务类型：", "网上企业银行支付", "流水号：", payment.serial_no),
        ("付款账号：", payment.payer_account.number, "收款账号：", payment.payee_account.number),
        ("付款人：", payment.payer.name, "收款人：", payment.payee.name),
        ("付款开户行：", payment.payer_account.branch, "收款开户行：", payment.payee_account.branch),
    )
    y = top + 20
    for a, b, c, d in fields:
        sheet.text(22, y, a, 9.5)
        sheet.fitted(43, y, b, 60, 9.5)
        sheet.text(106, y, c, 9.5)
        sheet.fitted(127, y, d, 64, 9.5)
        y += 6.8
    lines = (
        f"交易金额（大写）：人民币{words(payment.amount, '元')}",
        f"交易金额（小写）：CNY{_figure(payment)}",
        f"交易摘要：{payment.usage}",
    )
    for line in lines:
        sheet.text(22, y, line, 9.5)
        y += 6.8
    sheet.text(22, top + 83, f"经办：{payment.serial_no[:6]}", 9)
    sheet.text(70, top + 83, f"打印次数：{payment.print_count}", 9)
    sheet.text(110, top + 83, f"回单验证码：{payment.verify_code}", 9)
    sheet.line(14, top + 86, 196, top + 86, GREY, 0.4)
    sheet.stamp(146, top + 55, 38, 26, seals.bank("招商银行股份有限公司"))


_Layout = Callable[[Sheet, float, Payment], None]
_LAYOUTS: dict[str, _Layout] = {"ICBC": _icbc, "CCB": _ccb, "ABC": _abc, "CMB": _cmb}
