"""资金使用情况明细表 and the cloud vendor's bill as workbooks, and screens of the systems as pictures."""

from __future__ import annotations

import pymupdf

from sample_docs.generator.books import workbook
from sample_docs.generator.cloud.plan import BillRow, CloudPlan
from sample_docs.generator.plan import ZERO
from sample_docs.generator.sheet import Paper, Sheet

_LIST = (
    "序号", "费用类别", "使用内容", "云服务商/供应商", "合同编号", "合同金额", "发票号码", "发票金额", "付款凭证号",
    "付款金额", "付款日期", "申报金额",
)  # fmt: skip
_BILL = ("账期", "产品名称", "计费项", "计费方式", "原价", "代金券抵扣", "应付金额", "现金支付")


def fund_list(plan: CloudPlan) -> bytes:
    """One row a line; special invoices net of tax, as the note says."""
    with workbook() as (book, out):
        sheet = book.sheet("资金使用情况明细表", (6, 16, 28, 24, 15, 14, 24, 14, 24, 14, 13, 15))
        notes = ((f"企业名称：{plan.base.applicant.name}", "单位：元"),)
        first = row = book.head(sheet, "企业上云资金使用情况明细表（2024年度）", notes, _LIST)
        for line in plan.base.lines:
            book.row(sheet, row, _row(plan, line.number))
            row += 1
        book.total(sheet, row, first, {11: plan.declared}, len(_LIST))
        note = "注：增值税专用发票按不含税金额申报，普通发票按价税合计申报；云资源按账户充值及消费申报。"
        sheet.merge_range(row + 1, 0, row + 1, len(_LIST) - 1, note, book.formats["note"])
    return out.getvalue()


def _row(plan: CloudPlan, number: str) -> tuple[object, ...]:
    line = plan.base.line(number)
    invoice = plan.base.invoices[number] if line.pairs else None
    slip = plan.base.payments[number] if line.pairs else None
    contract = line.contract if line.pairs else None
    return (
        number,
        line.category,
        line.description,
        line.supplier.name,
        contract.number if contract else "",
        contract.total if contract else "",
        invoice.number if invoice else "",
        invoice.gross if invoice else "",
        slip.receipt_no if slip else "",
        slip.amount if slip else "",
        f"{slip.booked:%Y-%m-%d}" if slip else "",
        plan.claims[number],
    )


def bill(plan: CloudPlan) -> bytes:
    """The vendor's bill by product and month."""
    with workbook() as (book, out):
        sheet = book.sheet("云服务消费账单", (10, 16, 22, 12, 14, 14, 14, 14), landscape=False)
        notes = (
            (f"客户名称：{plan.base.applicant.name}", ""),
            (f"服务商：{plan.base.line('1').supplier.name}", "单位：元"),
        )
        first = row = book.head(sheet, "云服务消费账单明细", notes, _BILL)
        for one in plan.bills:
            book.row(sheet, row, _used(one))
            row += 1
        sums = {
            4: sum((one.price for one in plan.bills), ZERO),
            5: sum((one.voucher for one in plan.bills), ZERO),
            6: sum((one.paid for one in plan.bills), ZERO),
            7: sum((one.paid for one in plan.bills), ZERO),
        }
        book.total(sheet, row, first, sums, len(_BILL))
    return out.getvalue()


def _used(one: BillRow) -> tuple[object, ...]:
    return (one.month, one.product, one.item, "包年包月", one.price, one.voucher, one.paid, one.paid)


def screen(plan: CloudPlan, title: str) -> bytes:
    """A browser's window with the system, the tenant and the day, as a PNG."""
    paper = Paper("screen")
    _draw(paper.sheet(254, 142), plan, title)
    with pymupdf.open(stream=paper.pdf()) as document:
        png: bytes = document[0].get_pixmap(dpi=140, alpha=False).tobytes("png")
    return png


def _draw(sheet: Sheet, plan: CloudPlan, title: str) -> None:
    name = plan.base.applicant.name
    sheet.box(0, 0, 254, 12, None, fill=(0.9, 0.91, 0.93))
    sheet.text(12, 8, "https://work.example.com/home", 11)
    sheet.box(0, 12, 254, 26, None, fill=(0.15, 0.3, 0.55))
    sheet.text(8, 21, title, 15, color=(1.0, 1.0, 1.0), font="hei")
    sheet.text(246, 21, f"欢迎您，{name}    退出登录", 11, color=(1.0, 1.0, 1.0), align="right")
    for place, text in enumerate(("工作台", "系统管理", "运行总览", "统计查询")):
        sheet.text(10, 40 + 12 * place, text, 12)
    sheet.line(42, 26, 42, 142, (0.8, 0.8, 0.8))
    sheet.text(50, 38, "查询    重置    导出Excel", 12)
    for place in range(6):
        y = 52 + 12 * place
        sheet.text(50, y, f"{place + 1}    编号 {24010 + 7 * place}    状态 正常    更新时间 09:{30 + place}", 11)
        sheet.line(48, y + 4, 246, y + 4, (0.85, 0.85, 0.85))
    sheet.text(50, 132, "共 128 条    10条/页    上一页  下一页", 11)
    sheet.text(246, 132, "统计日期：2024-12-18", 11, align="right")
