"""The face of a 数电票 (电子发票, 20-digit number) as a page of 210 × 140 mm with a text layer."""

from __future__ import annotations

from collections.abc import Sequence

from sample_docs.generator import seals
from sample_docs.generator.faces import qr
from sample_docs.generator.faces.wording import capitals, chinese, item_name, plain, rate
from sample_docs.generator.plan import Family, Invoice
from sample_docs.generator.sheet import Paper, Sheet

RULE = (128 / 255, 0.0, 0.0)
LABEL = (0.55, 0.2, 0.08)
_TITLES = {Family.EINV_SPECIAL: "电子发票（增值税专用发票）", Family.EINV_ORDINARY: "电子发票（普通发票）"}
_COLUMNS = (
    ("项目名称", 24, "center"), ("规格型号", 57, "center"), ("单  位", 78, "center"), ("数  量", 102, "right"),
    ("单  价", 127, "right"), ("金  额", 154, "right"), ("税率/征收率", 171, "center"), ("税  额", 204, "right"),
)  # fmt: skip


def pdf(invoices: Sequence[Invoice]) -> bytes:
    """One page an invoice."""
    paper = Paper("电子发票", "")
    for invoice in invoices:
        draw(paper.sheet(210, 140), invoice)
    return paper.pdf()


def draw(sheet: Sheet, invoice: Invoice) -> None:
    """The whole face."""
    _head(sheet, invoice)
    _frame(sheet)
    _parties(sheet, invoice)
    _rows(sheet, invoice)
    _foot(sheet, invoice)


def _head(sheet: Sheet, invoice: Invoice) -> None:
    sheet.image(7, 6, 19, 19, qr.png(invoice.qr_payload))
    sheet.text(105, 14.2, _TITLES[invoice.family], 19, font="kai", color=LABEL, align="center")
    for y in (17.6, 18.5):
        sheet.line(68, y, 142, y, RULE, 0.5)
    sheet.stamp(90, 7.6, 30, 20, seals.tax_bureau())
    for y, label, value in ((14.5, "发票号码：", invoice.number), (20.5, "开票日期：", chinese(invoice.issued))):
        sheet.text(154, y, label, 9, font="kai", color=LABEL)
        sheet.text(170, y, value, 9)


def _frame(sheet: Sheet) -> None:
    sheet.box(4, 30, 206, 125.3, RULE, width=0.8)
    sheet.rules(
        [(4, 52, 206, 52), (4, 97, 206, 97), (4, 105, 206, 105), (10.4, 30, 10.4, 52), (105, 30, 105, 52),
         (111.2, 30, 111.2, 52), (56.4, 97, 56.4, 105), (10.4, 105, 10.4, 125.3)],
        RULE,
    )  # fmt: skip


def _parties(sheet: Sheet, invoice: Invoice) -> None:
    for x, title, party in ((7.2, "购买方信息", invoice.buyer), (108.1, "销售方信息", invoice.seller)):
        for index, char in enumerate(title):
            sheet.text(x, 34.9 + 3.7 * index, char, 9, font="kai", color=LABEL, align="center")
        left = x + 5
        sheet.text(left, 37, "名称：", 9, font="kai", color=LABEL)
        sheet.fitted(left + 9.5, 37, party.name, 78, 9)
        sheet.text(left, 47.3, "统一社会信用代码/纳税人识别号：", 9, font="kai", color=LABEL)
        sheet.text(left + 49.5, 47.3, party.uscc, 10.5, font="courier")


def _rows(sheet: Sheet, invoice: Invoice) -> None:
    for title, x, align in _COLUMNS:
        sheet.text(x, 56, title, 9, font="kai", color=LABEL, align=align)
    y = 60.6
    for item in invoice.items:
        values = (
            "", item.spec, item.unit, plain(item.quantity), plain(item.unit_price), f"{item.amount:.2f}",
            rate(item.rate), f"{item.tax:.2f}" if item.rate else "***",
        )  # fmt: skip
        for (_, x, align), value in zip(_COLUMNS, values, strict=True):
            sheet.fitted(x, y, value, 24, 9, align=align)
        y = max(y + 4.2, sheet.wrapped(6, y, item_name(item), 37, 9, leading=1.3))
    sheet.text(25, 95, "合      计", 9, font="kai", color=LABEL, align="center")
    sheet.text(154, 95, f"¥{invoice.net:.2f}", 9, align="right")
    sheet.text(204, 95, f"¥{invoice.tax:.2f}" if invoice.tax else "***", 9, align="right")


def _foot(sheet: Sheet, invoice: Invoice) -> None:
    sheet.text(30, 102, "价税合计（大写）", 9, font="kai", color=LABEL, align="center")
    sheet.crossed_circle(60.5, 101, 1.7)
    sheet.text(64, 102, capitals(invoice.gross), 9)
    sheet.text(144, 102, "（小写）", 9, font="kai", color=LABEL)
    sheet.text(157.5, 102, f"¥{invoice.gross:.2f}", 9)
    for y, char in ((112.5, "备"), (119, "注")):
        sheet.text(7.2, y, char, 9, font="kai", color=LABEL, align="center")
    y = sheet.wrapped(12.5, 109.5, invoice.remark, 185, 9) if invoice.remark else 109.5
    if invoice.family is Family.EINV_SPECIAL:
        account = invoice.seller.account
        sheet.text(12.5, y, f"销方开户银行：{account.branch}；银行账号：{account.number}；", 9)
    sheet.text(20, 133, "开票人：", 9, font="kai", color=LABEL)
    sheet.text(33, 133, invoice.drawer, 9)
