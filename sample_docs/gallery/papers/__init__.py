"""Licences, acceptance reports and electronic bills of exchange, as PDF with text and as scans."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from sample_docs.gallery import picture
from sample_docs.gallery.document import Expected, Rendering, Sample
from sample_docs.gallery.people import company
from sample_docs.generator import scan, seals
from sample_docs.generator.contracts import day
from sample_docs.generator.identity import digits
from sample_docs.generator.money_words import words
from sample_docs.generator.sheet import Paper, Sheet

Press = tuple[bytes, float, float]
"""A seal and where its top left lies in mm."""
Drawn = tuple[Paper, Expected, list[Press]]
_GOLD = (0.72, 0.56, 0.2)


def licence(rng: random.Random) -> Drawn:
    """营业执照（副本）, the wide form with two columns."""
    own = company(rng)
    capital = f"{rng.choice(('伍佰', '壹仟', '叁仟', '伍仟'))}万元整"
    paper = Paper("营业执照")
    sheet = paper.sheet(297, 210)
    sheet.box(8, 8, 289, 202, _GOLD, width=2.4)
    sheet.box(12, 12, 285, 198, _GOLD, width=0.8)
    sheet.text(148, 50, "营业执照", 44, color=(0.1, 0.1, 0.1), align="center", bold=True)
    sheet.text(148, 62, "（副  本）", 14, align="center")
    sheet.text(24, 34, "统一社会信用代码", 11)
    sheet.text(24, 41, own.uscc, 13)
    kind = "其他股份有限公司（非上市）" if "股份" in own.name else "有限责任公司（自然人投资或控股）"
    left = (("名    称", own.name), ("类    型", kind), ("法定代表人", own.legal_rep))
    right = (("注册资本", capital), ("成立日期", day(own.founded)), ("住    所", own.address))
    for x, rows in ((24, left), (158, right)):
        for index, (label, value) in enumerate(rows):
            sheet.text(x, 84 + 13 * index, label, 12)
            sheet.fitted(x + 28, 84 + 13 * index, value, 100, 12)
    sheet.text(24, 123, "经营范围", 12)
    scope = (
        "软件开发；信息系统集成服务；物联网技术服务；工业互联网数据服务；技术服务、技术开发、技术咨询、技术转让。"
        "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
    )
    sheet.wrapped(52, 123, scope, 96, 11, leading=1.5)
    sheet.text(176, 160, "登记机关", 13)
    sheet.text(206, 182, day(own.founded + timedelta(days=1200)), 12)
    truth = {
        "name": own.name, "uscc": own.uscc, "legal_rep": own.legal_rep, "company_type": kind, "address": own.address,
        "reg_date": own.founded.isoformat(), "reg_capital": capital, "business_scope": scope,
    }  # fmt: skip
    return paper, Expected("licence", truth), [(seals.company("成都市市场监督管理局"), 206, 146)]


def acceptance_table(rng: random.Random) -> Drawn:
    """项目验收单 as a table."""
    buyer, seller = company(rng), company(rng)
    number, accepted = f"HT-2024-{rng.randint(1, 300):03d}", date(2024, rng.randint(3, 12), rng.randint(1, 28))
    project = rng.choice(("平台微服务组件开发", "边缘网关部署", "数据中台建设", "设备接入系统集成")) + "项目"
    paper = Paper("验收单")
    sheet = paper.sheet(210, 297)
    sheet.text(105, 28, "项目验收单", 18, align="center", bold=True)
    rows = (("项目名称", project), ("合同编号", number), ("甲方单位", buyer.name), ("乙方单位", seller.name),
            ("验收日期", day(accepted)), ("验收内容", "已按合同约定完成全部工作，文档齐全，系统运行正常。"),
            ("验收结论", "验收合格"))  # fmt: skip
    y = _rows(sheet, rows, 38)
    sheet.text(24, y + 12, "甲方（盖章）：", 11)
    sheet.text(112, y + 12, "乙方（盖章）：", 11)
    truth = {"project": project, "contract_no": number, "party_a": buyer.name, "party_b": seller.name,
             "accept_date": accepted.isoformat(), "conclusion": "验收合格"}  # fmt: skip
    presses = [(seals.company(buyer.name), 40.0, y - 4), (seals.company(seller.name), 130.0, y - 4)]
    return paper, Expected("acceptance", truth), presses


def acceptance_prose(rng: random.Random) -> Drawn:
    """系统上线验收报告 in sentences, conclusion as a heading of its own."""
    buyer, seller = company(rng), company(rng)
    number, accepted = f"XM{rng.randint(2024001, 2024999)}", date(2024, rng.randint(3, 12), rng.randint(1, 28))
    project = rng.choice(("工业互联网平台软件开发", "能耗监测系统", "设备远程运维系统"))
    paper = Paper("验收报告")
    sheet = paper.sheet(210, 297)
    sheet.text(105, 30, "系统验收报告", 18, align="center", bold=True)
    lines = (f"项目名称：{project}", f"合同编号：{number}", f"建设单位（甲方）：{buyer.name}",
        f"承建单位（乙方）：{seller.name}", "",
             "一、验收内容", "    甲乙双方共同对合同约定的功能、性能、文档进行了逐项检查和测试。", "二、验收结论",
             "    经验收，系统功能符合合同要求，同意通过验收。")  # fmt: skip
    y = 46.0
    for line in lines:
        y = sheet.wrapped(24, y, line, 162, 12, leading=1.8) + 0.5
        y += 4 if not line else 0
    for x, title in ((24, "甲方（盖章）："), (112, "乙方（盖章）：")):
        sheet.text(x, y + 14, title, 12)
        sheet.text(x, y + 36, f"日期：{day(accepted)}", 12)
    truth = {"project": project, "contract_no": number, "party_a": buyer.name, "party_b": seller.name,
             "accept_date": accepted.isoformat()}  # fmt: skip
    presses = [(seals.company(buyer.name), 44.0, y + 4), (seals.company(seller.name), 132.0, y + 4)]
    return paper, Expected("acceptance", truth), presses


def _rows(sheet: Sheet, rows: tuple[tuple[str, str], ...], y: float) -> float:
    for label, value in rows:
        height = 26 if len(value) > 24 else 11
        sheet.box(20, y, 190, y + height)
        sheet.line(56, y, 56, y + height)
        sheet.text(38, y + height / 2 + 1.6, label, 11, align="center")
        sheet.wrapped(60, y + (8 if height > 11 else 7), value, 126, 11)
        y += height
    return y


def bill(rng: random.Random) -> Drawn:
    """电子银行承兑汇票, the face as the bank's site prints it."""
    drawer, payee = company(rng), company(rng)
    acceptor = drawer.account.branch
    issued = date(2024, rng.randint(1, 12), rng.randint(1, 28))
    due = issued + timedelta(days=rng.choice((90, 180)))
    number = "1" + digits(rng, 12) + f"{issued:%Y%m%d}" + digits(rng, 9)
    amount = Decimal(rng.randint(5, 300) * 10_000).quantize(Decimal("0.01"))
    paper = Paper("电子银行承兑汇票")
    sheet = paper.sheet(270, 160)
    sheet.text(135, 18, "电子银行承兑汇票", 18, align="center", bold=True)
    sheet.text(20, 28, f"出票日期：{issued:%Y-%m-%d}", 10)
    sheet.text(20, 35, f"汇票到期日：{due:%Y-%m-%d}", 10)
    sheet.text(150, 28, "票据状态：提示收票已签收", 10)
    sheet.text(150, 35, f"票据号码：{number}", 10)
    y = _sides(sheet, (("出票人", drawer.name, drawer.account.number, drawer.account.branch),
                       ("收款人", payee.name, payee.account.number, payee.account.branch)))  # fmt: skip
    for label, value in (("票据金额", f"人民币（大写）{words(amount)}        ¥{amount:,.2f}"),
                         ("承兑人信息", f"承兑人全称：{acceptor}    承兑人开户行行号：{digits(rng, 12)}"),
                         ("交易合同号", f"HT{rng.randint(1000, 9999)}"), ("能否转让", "可再转让")):  # fmt: skip
        sheet.box(15, y, 255, y + 10)
        sheet.line(50, y, 50, y + 10)
        sheet.text(32, y + 6.4, label, 10, align="center")
        sheet.fitted(54, y + 6.4, value, 198, 10)
        y += 10
    truth = {
        "bill_no": number, "bill_kind": "银行承兑汇票", "drawer": drawer.name, "acceptor": acceptor,
            "payee": payee.name,
        "issue_date": issued.isoformat(), "due_date": due.isoformat(), "face_amount": f"{amount:.2f}",
        "amount_words": f"{amount:.2f}",
    }  # fmt: skip
    return paper, Expected("bill_of_exchange", truth), []


def _sides(sheet: Sheet, sides: tuple[tuple[str, str, str, str], ...]) -> float:
    y = 40.0
    for x, (title, name, number, branch) in zip((15, 135), sides, strict=True):
        sheet.box(x, y, x + 12, y + 27)
        for index, char in enumerate(title):
            sheet.text(x + 6, y + 9 + 5 * index, char, 10, align="center")
        for index, (label, value) in enumerate((("全  称", name), ("账  号", number), ("开户行", branch))):
            sheet.box(x + 12, y + 9 * index, x + 120, y + 9 * index + 9)
            sheet.line(x + 35, y + 9 * index, x + 35, y + 9 * index + 9)
            sheet.text(x + 23.5, y + 9 * index + 6, label, 10, align="center")
            sheet.fitted(x + 38, y + 9 * index + 6, value, 80, 10)
    return y + 27


LAYOUTS: dict[str, Callable[[random.Random], Drawn]] = {
    "licence": licence,
    "acceptance_table": acceptance_table,
    "acceptance_prose": acceptance_prose,
    "bill": bill,
}


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The paper as PDF with text and as a scan."""
    for rendering, end in ((Rendering.PDF, "pdf"), (Rendering.SCAN, "jpg")):
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        paper, expected, presses = LAYOUTS[layout](rng)
        if rendering is Rendering.PDF:
            data = paper.pdf()
        else:
            pressed = [scan.Press(seal, x, y, 42, 42, rng.uniform(-10, 10)) for seal, x, y in presses]
            data = picture.jpeg(paper, rng, rendering, {0: pressed})
        yield Sample(f"paper-{layout}-{rendering}.{end}", data, layout, rendering, (expected,))
