"""Acceptance reports (验收报告), one page a contract, as a PDF with text and both parties' seals."""

from __future__ import annotations

from collections.abc import Sequence

from sample_docs.generator import seals
from sample_docs.generator.contracts import day
from sample_docs.generator.faces.wording import plain
from sample_docs.generator.plan import Contract, Line
from sample_docs.generator.sheet import Paper, Sheet


def pdf(lines: Sequence[Line]) -> bytes:
    """One report a line, each on a page of its own."""
    paper = Paper("项目验收报告", "")
    for line in lines:
        if line.contract is not None:
            _page(paper.sheet(210, 297), line, line.contract)
    return paper.pdf()


def _page(sheet: Sheet, line: Line, contract: Contract) -> None:
    goods = contract.kind == "买卖"
    sheet.text(105, 30, "货物到货验收单" if goods else "项目验收报告", 18, align="center", bold=True)
    accepted = day(line.accepted)
    rows = (
        ("项目名称", contract.name.removesuffix("合同")), ("合同编号", contract.number),
        ("甲    方", contract.party_a.name), ("乙    方", contract.party_b.name),
        ("合同金额", f"{contract.total:,.2f}元"), ("验收日期", accepted),
    )  # fmt: skip
    y = 42.0
    for label, value in rows:
        sheet.box(20, y, 190, y + 10)
        sheet.line(56, y, 56, y + 10)
        sheet.text(38, y + 6.4, label, 11, align="center")
        sheet.text(60, y + 6.4, value, 11)
        y += 10
    sheet.box(20, y, 190, y + 90)
    sheet.text(24, y + 8, "验收内容：", 11, bold=True)
    at = y + 16
    for index, item in enumerate(contract.items, 1):
        spec = f"（{item.spec}）" if item.spec else ""
        sheet.text(28, at, f"{index}．{item.name}{spec}，数量{plain(item.quantity)}{item.unit}", 11)
        at += 8
    what = (
        "数量、规格型号与合同一致，外观完好，加电运行正常。"
        if goods
        else "已按合同约定完成全部工作内容，系统部署于甲方机房，试运行稳定。"
    )
    sheet.text(24, y + 62, "验收情况：", 11, bold=True)
    sheet.wrapped(28, y + 70, what, 156, 11)
    sheet.text(24, y + 84, "验收结论：验收合格，同意验收。", 11, bold=True)
    y += 90
    sheet.box(20, y, 190, y + 52)
    sheet.line(105, y, 105, y + 52)
    for x, title, party in ((24, "甲方", contract.party_a), (109, "乙方", contract.party_b)):
        sheet.text(x, y + 9, f"{title}（盖章）：", 11)
        sheet.text(x, y + 19, f"代表签字：{party.legal_rep}", 11)
        sheet.text(x, y + 44, f"日期：{accepted}", 11)
        sheet.stamp(x + 26, y + 5, 42, 42, seals.company(party.name, dpi=170))
