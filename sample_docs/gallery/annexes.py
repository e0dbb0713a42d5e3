"""Roll invoices of till printers, and the lists of goods that belong to an invoice (销货清单)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.gallery.document import Expected
from sample_docs.generator import scan, seals
from sample_docs.generator.faces.wording import chinese, item_name, plain, rate
from sample_docs.generator.money_words import words
from sample_docs.generator.plan import Family, Invoice, Item
from sample_docs.generator.sheet import Paper

Drawn = tuple[Paper, Expected, scan.Press]
_CENT = Decimal("0.01")


def _times(item: Item, count: int) -> Item:
    """That many pieces of the same goods."""
    amount = (item.unit_price * count).quantize(_CENT)
    tax = (amount * item.rate).quantize(_CENT, ROUND_HALF_UP)
    return replace(item, quantity=Decimal(count), amount=amount, tax=tax)


def roll(rng: random.Random, about: Invoice) -> Drawn:
    """增值税普通发票（卷票）: a strip of 76 mm, label and value one below the other, the total with tax only."""
    about = replace(about, items=tuple(_times(item, 1) for item in about.items))
    paper = Paper("卷票")
    sheet = paper.sheet(76, 178)
    sheet.text(38, 12, "四川增值税普通发票（卷票）", 11, align="center", color=(0.6, 0.2, 0.1))
    sheet.text(38, 18, "发票联", 9, align="center", color=(0.6, 0.2, 0.1))
    machine = about.number
    head = (("发票代码", about.code), ("发票号码", about.number), ("机打号码", machine), ("机器编号", about.machine),
            ("销售方名称", about.seller.name), ("纳税人识别号", about.seller.uscc), ("开票日期",
                f"{about.issued:%Y-%m-%d}"),
            ("收款员", about.payee), ("购买方名称", about.buyer.name), ("纳税人识别号", about.buyer.uscc))  # fmt: skip
    y = 27.0
    for label, value in head:
        y = sheet.wrapped(6, y, f"{label}：{value}", 64, 8.5, leading=1.3) + 1.4
    sheet.text(6, y + 2, "项目        单价        数量        金额", 8.5)
    y += 7
    rows, total = [], Decimal("0.00")
    for item in about.items:
        gross = (item.amount + item.tax).quantize(_CENT)
        total += gross
        sheet.text(6, y, item.name, 8.5)
        price = (gross / item.quantity).quantize(_CENT, ROUND_HALF_UP)
        sheet.text(70, y + 4.2, f"{price}      {plain(item.quantity)}      {gross}", 8.5, align="right")
        rows.append({"item": item.name, "quantity": plain(item.quantity), "amount": f"{gross}"})
        y += 9.4
    for line in (f"合计金额（小写）：¥{total}", f"合计金额（大写）：{words(total)}", f"校验码：{about.check_code}"):
        y = sheet.wrapped(6, y + 2, line, 64, 8.5, leading=1.3)
    truth = {
        "invoice_code": about.code, "invoice_number": about.number, "issue_date": about.issued.isoformat(),
        "seller_name": about.seller.name, "seller_tax_id": about.seller.uscc, "buyer_name": about.buyer.name,
        "buyer_tax_id": about.buyer.uscc, "total_incl_tax": f"{total}", "total_words": f"{total}",
        "check_code": about.check_code,
    }  # fmt: skip
    seal = seals.invoice_special(about.seller.name, about.seller.uscc)
    return paper, Expected("invoice_vat_ordinary", truth, tuple(rows)), scan.Press(seal, 24, y - 8, 40, 30, 6)


_COLUMNS = (("序号", 10), ("货物（劳务）名称", 52), ("规格型号", 20), ("单位", 12), ("数量", 14), ("单价", 22),
            ("金额", 26), ("税率", 12), ("税额", 22))  # fmt: skip


def goods_list(rng: random.Random, about: Invoice) -> Drawn:
    """销售货物或者提供应税劳务清单: names of both sides, the invoice it belongs to, 小计, 总计 and the seal."""
    about = replace(about, items=tuple(_times(i, rng.randint(1, 12)) for i in about.items * rng.randint(3, 5)))
    paper = Paper("销货清单")
    sheet = paper.sheet(210, 297)
    sheet.text(105, 22, "销售货物或者提供应税劳务、服务清单", 15, align="center")
    sheet.text(10, 32, f"购买方名称：{about.buyer.name}", 9.5)
    sheet.text(10, 38, f"销售方名称：{about.seller.name}", 9.5)
    sheet.text(10, 44, f"所属增值税专用发票代码：{about.code}", 9.5)
    sheet.text(104, 44, f"号码：{about.number}", 9.5)
    sheet.text(200, 44, "共 1 页  第 1 页", 9.5, align="right")
    lines = [[title for title, _ in _COLUMNS]]
    for index, item in enumerate(about.items, 1):
        lines.append([str(index), item_name(item), item.spec, item.unit, plain(item.quantity), plain(item.unit_price),
                      f"{item.amount:.2f}", rate(item.rate), f"{item.tax:.2f}"])  # fmt: skip
    for label in ("小计", "总计"):
        lines.append([label, "", "", "", "", "", f"¥{about.net:.2f}", "", f"¥{about.tax:.2f}"])
    lines.append(["备注", about.remark, *[""] * 7])
    y = 48.0
    for texts in lines:
        x = 10.0
        for (_, width), text in zip(_COLUMNS, texts, strict=True):
            sheet.box(x, y, x + width, y + 7, width=0.4)
            sheet.fitted(x + width / 2, y + 4.7, text, width - 1.4, 8.5, align="center")
            x += width
        y += 7
    sheet.text(10, y + 8, "销售方（章）：", 9.5)
    sheet.text(200, y + 8, f"填开日期：{chinese(about.issued)}", 9.5, align="right")
    rows = tuple(
        {"item": item_name(i), "spec": i.spec, "quantity": plain(i.quantity), "amount": f"{i.amount:.2f}",
         "tax_rate": rate(i.rate), "tax": f"{i.tax:.2f}"}
        for i in about.items
    )  # fmt: skip
    truth = {
        "buyer_name": about.buyer.name, "seller_name": about.seller.name, "invoice_code": about.code,
        "invoice_number": about.number, "amount_excl_tax": f"{about.net:.2f}", "tax": f"{about.tax:.2f}",
        "issue_date": about.issued.isoformat(),
    }  # fmt: skip
    seal = seals.invoice_special(about.seller.name, about.seller.uscc)
    return paper, Expected("list_of_goods", truth, rows), scan.Press(seal, 32, y - 8, 40, 30, -5)


LAYOUTS: dict[str, tuple[Family, bool, Callable[[random.Random, Invoice], Drawn]]] = {
    "roll_ordinary": (Family.E_ORDINARY, False, roll),
    "goods_list": (Family.PAPER_SPECIAL, True, goods_list),
}
"""By name: of which family code and number are, whether goods are sold, and how it is drawn."""
