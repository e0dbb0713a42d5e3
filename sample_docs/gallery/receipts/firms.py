"""Whole pages instead of strips: receipts of payment firms, and the acknowledgement of a batch of payments."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sample_docs.gallery import picture
from sample_docs.gallery.document import Expected, Rendering, Sample
from sample_docs.gallery.people import Party, company, party
from sample_docs.gallery.receipts.transfer import Slip, Transfer, transfer
from sample_docs.generator import scan, seals
from sample_docs.generator.identity import digits
from sample_docs.generator.money_words import words
from sample_docs.generator.sheet import Paper, Sheet

Drawn = tuple[Paper, Sheet, Expected, tuple[str, float, float]]
"""The paper and its page, what it says, and the seal: whose it is and where its top left lies in mm."""
_GREY, _BLUE = (0.45, 0.45, 0.45), (0.05, 0.4, 0.75)


def _between_firms(rng: random.Random, firm: str) -> Transfer:
    """A payment between two accounts kept by a payment firm, named by their mail addresses."""
    made = transfer(rng, "ICBC")

    def kept(name: str) -> str:
        return f"{name}{rng.randint(100, 999)}@example.com"

    payer = Party(made.payer.name, kept("caiwu"), firm)
    return replace(made, payer=payer, payee=Party(made.payee.name, kept("fukuan"), firm))


def _row(sheet: Sheet, y: float, height: float, cells: tuple[tuple[str, float, bool], ...]) -> float:
    """A ruled row of (text, width, is label); returns its lower edge."""
    x = 20.0
    for text, width, label in cells:
        sheet.box(x, y, x + width, y + height, _GREY, width=0.4, fill=(0.96, 0.96, 0.96) if label else None)
        if label:
            sheet.fitted(x + width / 2, y + height / 2 + 1.3, text, width - 2, 9.5, align="center")
        else:
            sheet.fitted(x + 2, y + height / 2 + 1.3, text, width - 4, 9.5)
        x += width
    return y + height


def wallet_receipt(rng: random.Random) -> Drawn:
    """电子回单 of a payment firm: payer's and payee's wallet accounts, titles over four rows each."""
    firm = "支付宝（中国）网络技术有限公司"
    about = _between_firms(rng, firm)
    paper = Paper("电子回单")
    sheet = paper.sheet(210, 297)
    slip = Slip(sheet, 0, about)
    sheet.text(20, 24, "支付宝", 16, color=_BLUE, bold=True)
    sheet.text(105, 34, "电子回单", 17, align="center", bold=True)
    sheet.text(20, 44, f"回单生成时间：{about.printed:%Y-%m-%d} 10:12:45", 9)
    sheet.text(190, 44, f"回单编号：{slip.say('receipt_no')}", 9, align="right")
    y = 48.0
    for title, prefix in (("付款方", "payer"), ("收款方", "payee")):
        sheet.box(20, y, 38, y + 36, _GREY, width=0.4, fill=(0.96, 0.96, 0.96))
        sheet.text(29, y + 19, title, 9.5, align="center")
        rows = (("账户名", slip.say(prefix)), ("账号", slip.say(f"{prefix}_account")), ("账户类型", "支付宝账户"),
                ("开户机构", slip.say(f"{prefix}_bank")))  # fmt: skip
        for label, value in rows:
            sheet.box(38, y, 62, y + 9, _GREY, width=0.4)
            sheet.box(62, y, 190, y + 9, _GREY, width=0.4)
            sheet.text(50, y + 5.8, label, 9.5, align="center")
            sheet.fitted(64, y + 5.8, value, 124, 9.5)
            y += 9
    y = _row(sheet, y, 10, (("流水号", 42, True), (slip.say("serial_no"), 128, False)))
    y = _row(sheet, y, 10, (("付款时间", 42, True), (slip.transacted("%Y-%m-%d %H:%M:%S", only=True), 128, False)))
    y = _row(sheet, y, 10, (("付款金额", 42, True), (f"小写：{slip.figures()}元", 54, False),
                            (f"大写：{slip.words()}", 74, False)))  # fmt: skip
    y = _row(sheet, y, 10, (("摘要", 42, True), (slip.say("summary"), 128, False)))
    y = _row(sheet, y, 10, (("备注", 42, True), (slip.say("remark"), 128, False)))
    for index, note in enumerate(
        ("1. 本回单仅用于证明该笔资金的收付，不作为发票使用。", "2. 同一流水号的回单请勿重复入账。")
    ):
        sheet.text(20, y + 8 + 5 * index, f"{'注：' if index == 0 else '      '}{note}", 8.5, color=_GREY)
    return paper, sheet, Expected("bank_receipt", dict(slip.truth)), (firm, 144, y - 22)


def merchant_transfer(rng: random.Random) -> Drawn:
    """转账电子凭证 of a payment firm: a merchant pays to a bank account; one column, no rules."""
    firm = "财付通支付科技有限公司"
    about = transfer(rng, "CMB")
    paper = Paper("转账电子凭证")
    sheet = paper.sheet(210, 297)
    slip = Slip(sheet, 0, about)
    sheet.text(105, 34, "微信支付商户付款电子凭证", 17, align="center", bold=True)
    sheet.text(105, 42, f"凭证编号：{slip.say('receipt_no')}", 9, align="center", color=_GREY)
    rows = (
        ("付款商户", slip.say("payer")), ("商户号", digits(rng, 10)), ("收款方户名", slip.say("payee")),
        ("收款方银行账号", slip.say("payee_account")), ("收款方开户银行", slip.say("payee_bank")),
        ("付款金额", slip.figures("¥")), ("金额大写", slip.words("人民币")),
        ("付款手续费", "¥1.00"), ("付款完成时间", slip.transacted("%Y年%m月%d日 %H:%M:%S", only=True)),
        ("微信支付单号", slip.say("serial_no")), ("商户付款单号", f"FK{about.transacted:%Y%m%d%H%M}{digits(rng, 4)}"),
        ("付款状态", "付款成功"), ("付款备注", slip.say("remark")),
    )  # fmt: skip
    y = 58.0
    for label, value in rows:
        sheet.text(30, y, label, 10.5, color=_GREY)
        sheet.fitted(78, y, value, 100, 10.5)
        sheet.line(28, y + 3.2, 182, y + 3.2, (0.88, 0.88, 0.88), 0.4)
        y += 11
    sheet.text(30, y + 8, f"{firm}", 9.5)
    sheet.text(30, y + 14, f"{about.printed:%Y年%m月%d日}", 9.5)
    return paper, sheet, Expected("bank_receipt", dict(slip.truth)), (firm, 132, y - 16)


def batch_acknowledgement(rng: random.Random) -> Drawn:
    """批量付款受理回执: the payer, count and total of a batch with its payees listed; accepted, not yet paid."""
    own = company(rng, "CMBC")
    asked = transfer(rng, "CMBC").transacted
    payees = [party(rng) for _ in range(rng.randint(3, 6))]
    amounts = [Decimal(rng.randint(80_000, 60_000_00)) / 100 for _ in payees]
    total, number = sum(amounts, Decimal("0.00")), digits(rng, 18)
    paper = Paper("批量付款受理回执")
    sheet = paper.sheet(210, 297)
    sheet.text(105, 26, "企业网上银行批量付款受理回执", 16, align="center", bold=True)
    sheet.text(20, 36, f"回执编号：{number}", 9.5)
    sheet.text(190, 36, f"委托日期：{asked:%Y-%m-%d}", 9.5, align="right")
    y = _row(sheet, 39, 9, (("付款户名", 28, True), (own.name, 142, False)))
    y = _row(sheet, y, 9, (("付款账号", 28, True), (own.account.number, 57, False), ("付款行", 28, True),
                           (own.account.branch, 57, False)))  # fmt: skip
    y = _row(sheet, y, 9, (("总笔数", 28, True), (str(len(payees)), 57, False), ("总金额", 28, True),
                           (f"¥{total:,.2f}", 57, False)))  # fmt: skip
    y = _row(sheet, y, 9, (("总金额大写", 28, True), (f"人民币{words(total)}", 142, False)))
    y = _row(sheet, y, 9, (("批次状态", 28, True), ("银行已受理，处理中", 142, False))) + 6
    head = (("序号", 12, True), ("收款户名", 62, True), ("收款账号", 46, True), ("金额", 30, True), ("状态", 20, True))
    y = _row(sheet, y, 8, head)
    for index, (payee, amount) in enumerate(zip(payees, amounts, strict=True), 1):
        y = _row(sheet, y, 8, ((str(index), 12, False), (payee.name, 62, False), (payee.account, 46, False),
                               (f"{amount:,.2f}", 30, False), ("已受理", 20, False)))  # fmt: skip
    sheet.text(20, y + 7, "本回执仅表示银行已受理委托，不作为付款成功的凭证，请以电子回单为准。", 8.5)
    sheet.text(20, y + 13, f"打印时间：{asked + timedelta(hours=2):%Y-%m-%d %H:%M}", 8.5)
    truth = {
        "is_ack": "true", "receipt_no": number, "payer": own.name, "payer_account": own.account.number,
        "payer_bank": own.account.branch, "pay_amount": f"{total:.2f}", "amount_words": f"{total:.2f}",
        "pay_date": f"{asked:%Y-%m-%d}",
    }  # fmt: skip
    return paper, sheet, Expected("ack_of_bank", truth), ("中国民生银行股份有限公司", 138, y - 14)


LAYOUTS: dict[str, Callable[[random.Random], Drawn]] = {
    "wallet_receipt": wallet_receipt,
    "merchant_transfer": merchant_transfer,
    "batch_acknowledgement": batch_acknowledgement,
}


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The page as PDF with text, as scan and as photo."""
    for rendering in (Rendering.PDF, Rendering.SCAN, Rendering.PHOTO):
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        paper, sheet, expected, (owner, x, y) = LAYOUTS[layout](rng)
        seal = (
            seals.company(owner, "业务专用章") if "科技" in owner or "网络" in owner else seals.bank(owner, oval=False)
        )
        if rendering is Rendering.PDF:
            sheet.stamp(x, y, 38, 38, seal)
            data, end = paper.pdf(), "pdf"
        else:
            data = picture.jpeg(paper, rng, rendering, {0: [scan.Press(seal, x, y, 38, 38, rng.uniform(-12, 12))]})
            end = "jpg"
        yield Sample(f"receipt-{layout}-{rendering}.{end}", data, layout, rendering, (expected,))
