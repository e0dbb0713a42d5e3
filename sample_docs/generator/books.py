"""Excel workbooks: project list, payroll, social insurance, housing fund, wage batches, roster, served enterprises."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from sample_docs.generator import sales
from sample_docs.generator.plan import ZERO, Line, PayrollRow, Plan

_CREATED = datetime(2025, 6, 12, 9, 30)  # noqa: DTZ001 the format stores it without a zone


class Book:
    """A workbook under construction, with the formats every list shares."""

    def __init__(self, out: io.BytesIO) -> None:
        self.file = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
        self.file.set_properties({"created": _CREATED, "author": ""})
        font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        grid = font | {"border": 1, "text_wrap": True}
        self.formats = {
            "title": self.file.add_format(font | {"bold": True, "font_size": 16, "align": "center"}),
            "note": self.file.add_format(font),
            "unit": self.file.add_format(font | {"align": "right"}),
            "head": self.file.add_format(grid | {"bold": True, "align": "center", "bg_color": "#EDEDED"}),
            "text": self.file.add_format(grid | {"align": "center"}),
            "long": self.file.add_format(grid | {"align": "left"}),
            "money": self.file.add_format(grid | {"align": "right", "num_format": "#,##0.00"}),
            "date": self.file.add_format(grid | {"align": "center", "num_format": "yyyy-mm-dd"}),
            "total": self.file.add_format(grid | {"bold": True, "align": "center"}),
            "sum": self.file.add_format(grid | {"bold": True, "align": "right", "num_format": "#,##0.00"}),
        }

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Any:
        """A worksheet with those column widths, set up for A4."""
        sheet = self.file.add_worksheet(name)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if landscape:
            sheet.set_landscape()
        return sheet

    def head(self, sheet: Any, title: str, notes: Sequence[tuple[str, str]], columns: Sequence[str]) -> int:
        """Title over all columns, note lines (left, right), header row; returns the next row."""
        last = len(columns) - 1
        sheet.merge_range(0, 0, 0, last, title, self.formats["title"])
        sheet.set_row(0, 28)
        row = 1
        for left, right in notes:
            sheet.merge_range(row, 0, row, last - 2, left, self.formats["note"])
            sheet.merge_range(row, last - 1, row, last, right, self.formats["unit"])
            row += 1
        for index, column in enumerate(columns):
            sheet.write(row, index, column, self.formats["head"])
        sheet.set_row(row, 30)
        return row + 1

    def row(self, sheet: Any, row: int, values: Sequence[object]) -> None:
        """One row; the value's type decides its format."""
        for index, value in enumerate(values):
            if isinstance(value, Decimal):
                sheet.write_number(row, index, float(value), self.formats["money"])
            elif isinstance(value, date):
                sheet.write_datetime(row, index, value, self.formats["date"])
            else:
                text = str(value)
                sheet.write_string(row, index, text, self.formats["long" if len(text) > 18 else "text"])

    def total(self, sheet: Any, row: int, first: int, sums: dict[int, Decimal], columns: int) -> None:
        """The 合计 row with SUM formulas whose results are stored beside them."""
        for index in range(columns):
            if index in sums:
                letter = chr(ord("A") + index)
                formula = f"=SUM({letter}{first + 1}:{letter}{row})"
                sheet.write_formula(row, index, formula, self.formats["sum"], float(sums[index]))
            else:
                sheet.write_string(row, index, "合计" if index == 0 else "", self.formats["total"])


@contextmanager
def workbook() -> Iterator[tuple[Book, io.BytesIO]]:
    """A workbook that is finished when the block ends."""
    out = io.BytesIO()
    book = Book(out)
    yield book, out
    book.file.close()


_LIST_COLUMNS = (
    "序号", "支出类别", "支出内容", "供应商", "合同编号", "合同金额", "发票号码", "发票金额", "付款回单号", "付款金额",
    "付款日期", "申报金额",
)  # fmt: skip
_BASIS = "注：专用发票按不含税金额申报，普通发票按价税合计申报；人力投入按应发工资与单位承担社保、公积金之和申报。"


def declared(plan: Plan, line: Line) -> Decimal:
    """What a purchase line claims."""
    return sum((plan.invoices[key].claimable for key in line.invoices), ZERO)


def personnel_declared(plan: Plan) -> Decimal:
    """What the personnel line claims."""
    return sum((row.cost for row in plan.payroll), ZERO)


def project_list(plan: Plan) -> bytes:
    """附：项目清单 — one row a line, several numbers of one cell on lines of their own."""
    with workbook() as (book, out):
        sheet = book.sheet("项目清单", (6, 16, 26, 24, 15, 14, 24, 14, 24, 14, 13, 15))
        notes = ((f"申报单位：{plan.applicant.name}", ""), (f"平台名称：{plan.platform.name}", "单位：元"))
        first = row = book.head(sheet, "2024年度工业互联网平台投资项目清单", notes, _LIST_COLUMNS)
        for line in plan.lines:
            book.row(sheet, row, _list_row(plan, line))
            sheet.set_row(row, 15 * max(2, len(line.invoices), len(line.payments)))
            row += 1
        wages = personnel_declared(plan)
        what = f"平台专职研发、运营人员{len(plan.staff)}人2024年1—12月工资、社保、公积金"
        book.row(
            sheet,
            row,
            (plan.personnel_number, "人力投入", what, "—", "—", "", "—", "", "详见工资发放资料", "", "", wages),
        )
        sheet.set_row(row, 30)
        row += 1
        total = sum((declared(plan, line) for line in plan.lines), wages)
        book.total(sheet, row, first, {11: total}, len(_LIST_COLUMNS))
        sheet.merge_range(row + 1, 0, row + 1, len(_LIST_COLUMNS) - 1, _BASIS, book.formats["note"])
    return out.getvalue()


def _list_row(plan: Plan, line: Line) -> tuple[object, ...]:
    invoices = [plan.invoices[key] for key in line.invoices]
    payments = [plan.payments[key] for key in line.payments]
    contract = line.contract
    return (
        line.number,
        line.category,
        line.description,
        line.supplier.name,
        contract.number if contract else "",
        contract.total if contract else "",
        "\n".join(invoice.number for invoice in invoices),
        sum((invoice.gross for invoice in invoices), ZERO),
        "\n".join(payment.receipt_no for payment in payments),
        sum((payment.amount for payment in payments), ZERO),
        "\n".join(f"{payment.booked:%Y-%m-%d}" for payment in payments),
        declared(plan, line),
    )


_PAY_COLUMNS = (
    "序号", "月份", "姓名", "身份证号", "部门", "岗位", "基本工资", "绩效工资", "津贴补贴", "应发合计", "个人社保",
    "个人公积金", "个人所得税", "实发合计", "单位社保", "单位公积金",
)  # fmt: skip


def payroll(plan: Plan) -> bytes:
    """Twelve sheets, one a month."""
    with workbook() as (book, out):
        for month in dict.fromkeys(row.month for row in plan.payroll):
            sheet = book.sheet(f"{int(month[5:])}月", (5, 9, 9, 21, 12, 14, *[11] * 10))
            notes = ((f"单位名称：{plan.applicant.name}", "单位：元"),)
            title = f"{month[:4]}年{int(month[5:])}月平台专职人员工资表"
            first = row = book.head(sheet, title, notes, _PAY_COLUMNS)
            mine = [found for found in plan.payroll if found.month == month]
            for number, found in enumerate(mine, 1):
                book.row(sheet, row, (str(number), month, *_pay_row(found)))
                row += 1
            sums = {6 + i: sum((_amounts(found)[i] for found in mine), ZERO) for i in range(10)}
            book.total(sheet, row, first, sums, len(_PAY_COLUMNS))
            sheet.write(row + 2, 1, "制表：", book.formats["note"])
            sheet.write(row + 2, 6, "审核：", book.formats["note"])
            sheet.write(row + 2, 11, "批准：", book.formats["note"])
    return out.getvalue()


def _pay_row(row: PayrollRow) -> tuple[object, ...]:
    return (row.person.name, row.person.id_number, row.department, row.post, *_amounts(row))


def _amounts(row: PayrollRow) -> tuple[Decimal, ...]:
    return (
        row.base_wage, row.performance, row.allowance, row.gross, row.si_employee, row.hf_employee, row.income_tax,
        row.net, row.si_employer, row.hf_employer,
    )  # fmt: skip


def social_insurance(plan: Plan) -> bytes:
    """One long list, person by month, as the authority's site exports it."""
    columns = ("序号", "姓名", "证件号码", "缴费月份", "缴费基数", "单位缴费金额", "个人缴费金额", "缴费状态")
    with workbook() as (book, out):
        sheet = book.sheet("社保缴费明细", (6, 10, 22, 11, 13, 15, 15, 12), landscape=False)
        notes = (
            (f"单位名称：{plan.applicant.name}", ""),
            (f"统一社会信用代码：{plan.applicant.uscc}", "单位：元"),
            ("险种：职工养老保险、医疗保险（含生育）、失业保险、工伤保险", ""),
        )
        first = row = book.head(sheet, "社会保险费缴费明细表（2024年1月—2024年12月）", notes, columns)
        listed = [found for found in plan.payroll if found.si_listed]
        for number, found in enumerate(listed, 1):
            person = found.person
            values = (str(number), person.name, person.id_number, found.month, found.si_base, found.si_employer,
                      found.si_employee, "已到账")  # fmt: skip
            book.row(sheet, row, values)
            row += 1
        sums = {5: sum((f.si_employer for f in listed), ZERO), 6: sum((f.si_employee for f in listed), ZERO)}
        book.total(sheet, row, first, sums, len(columns))
    return out.getvalue()


def housing_fund(plan: Plan) -> bytes:
    """汇缴清册, one sheet with all months."""
    columns = (
        "序号",
        "姓名",
        "证件号码",
        "汇缴年月",
        "缴存基数",
        "单位比例",
        "个人比例",
        "单位月缴存额",
        "个人月缴存额",
    )
    with workbook() as (book, out):
        sheet = book.sheet("汇缴清册", (6, 10, 22, 11, 13, 10, 10, 15, 15), landscape=False)
        notes = ((f"单位名称：{plan.applicant.name}", "单位：元"),)
        first = row = book.head(sheet, "住房公积金汇缴清册（2024年度）", notes, columns)
        for number, found in enumerate(plan.payroll, 1):
            person = found.person
            values = (str(number), person.name, person.id_number, found.month, found.si_base, "8%", "8%",
                      found.hf_employer, found.hf_employee)  # fmt: skip
            book.row(sheet, row, values)
            row += 1
        sums = {
            7: sum((f.hf_employer for f in plan.payroll), ZERO),
            8: sum((f.hf_employee for f in plan.payroll), ZERO),
        }
        book.total(sheet, row, first, sums, len(columns))
    return out.getvalue()


def wage_batches(plan: Plan) -> bytes:
    """代发工资明细: a sheet a month with name, card, amount and outcome."""
    columns = ("序号", "姓名", "收款账号", "金额", "处理结果")
    with workbook() as (book, out):
        for slip in plan.wage_slips:
            month = slip.key.removeprefix("wages-")
            sheet = book.sheet(f"{month}", (6, 12, 24, 15, 12), landscape=False)
            mine = [found for found in plan.payroll if found.month == month]
            notes = (
                (f"付款单位：{slip.payer.name}", ""),
                (f"付款账号：{slip.payer_account.number}", f"付款日期：{slip.booked:%Y-%m-%d}"),
                (f"回单编号：{slip.receipt_no}", f"总笔数：{len(mine)}"),
            )
            first = row = book.head(sheet, f"{month[:4]}年{int(month[5:])}月代发工资明细", notes, columns)
            for number, found in enumerate(mine, 1):
                book.row(sheet, row, (str(number), found.person.name, found.person.card, found.paid, "成功"))
                row += 1
            book.total(sheet, row, first, {3: slip.amount}, len(columns))
    return out.getvalue()


def roster(plan: Plan) -> bytes:
    """平台专职人员组成架构及名册."""
    columns = ("序号", "姓名", "身份证号", "部门", "岗位", "主要职责", "入职时间", "是否专职")
    with workbook() as (book, out):
        sheet = book.sheet("人员名册", (6, 10, 22, 14, 16, 30, 13, 10))
        notes = ((f"单位名称：{plan.applicant.name}", f"人数：{len(plan.staff)}"),)
        row = book.head(sheet, "平台专职研发、运营人员组成架构及名册", notes, columns)
        for number, member in enumerate(plan.staff, 1):
            person = member.person
            values = (str(number), person.name, person.id_number, member.department, member.post, member.duty,
                      member.entered, "专职")  # fmt: skip
            book.row(sheet, row, values)
            row += 1
    return out.getvalue()


def served(plan: Plan) -> bytes:
    """The platform's own export of the enterprises it serves."""
    columns = ("序号", "企业名称", "统一社会信用代码", "服务合同编号", "注册时间", "最近登录时间", "接入设备数")
    with workbook() as (book, out):
        sheet = book.sheet("服务企业名单", (6, 32, 24, 18, 14, 20, 12))
        notes = ((f"平台名称：{plan.platform.name}", "导出时间：2025-05-28"),)
        row = book.head(sheet, "平台服务企业用户信息（后台导出）", notes, columns)
        for number, found in enumerate(plan.served, 1):
            registered = date(2023 + number % 2, 1 + number % 12, 3 + number)
            login = f"2025-05-{1 + number % 27:02d} 1{number % 9}:2{number % 10}:08"
            contract = sales.contract_no(number)
            book.row(
                sheet, row, (str(number), found.name, found.uscc, contract, registered, login, str(60 + 17 * number))
            )
            row += 1
    return out.getvalue()
