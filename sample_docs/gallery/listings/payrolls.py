"""More payrolls: in 万元, months across, subtotals a department, slips with headings over every person."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.listings.cells import Table, Value, Wan
from sample_docs.gallery.listings.wages import ZERO, Made, Pay, Team, payroll, sums, team, zh

_MONEY = ("basic", "bonus", "pension", "medical", "unemployment", "fund", "tax", "other", "base", "si_employer")


def _rounded(pay: Pay) -> Pay:
    """The same month in whole yuan, as a list in 万元 with four places can show it."""
    return replace(pay, **{name: getattr(pay, name).quantize(Decimal(1)).quantize(ZERO) for name in _MONEY})


def ten_thousands(rng: random.Random) -> Made:
    """人员工资 in 万元 with four places, the unit above the headings on the right."""
    made = team(rng, months=2, count=6)
    about = Team(made.employer, tuple(_rounded(pay) for pay in made.pays))
    head = ("序号", "姓名", "所在部门", "岗位", "应发工资", "个人社保", "个人公积金", "个税", "其他扣款", "实发工资",
            "单位社保", "单位公积金", "人工成本合计")  # fmt: skip
    tables = []
    for month in about.months:
        mine = about.of(month)
        money = [
            (p.gross, p.insurance, p.fund, p.tax, p.other, p.net, p.si_employer, p.fund,
             p.gross + p.si_employer + p.fund)
            for p in mine
        ]  # fmt: skip
        rows: list[tuple[Value, ...]] = [
            (str(index), p.person.name, p.department, p.post, *(Wan(value, 4) for value in values))
            for index, (p, values) in enumerate(zip(mine, money, strict=True), 1)
        ]
        totals = [sum(column, ZERO) for column in zip(*money, strict=True)]
        rows.append(("合计", "", "", "", *(Wan(value, 4) for value in totals)))
        notes = (f"单位名称：{about.employer.name}", f"所属期：{zh(month)}    单位：万元")
        tables.append(Table(f"{int(month[5:])}月", "研发人员人工成本明细表", notes, (head,), tuple(rows),
                            (5, 8, 9, 14, *[9] * 8, 11)))  # fmt: skip
    names = ("name", "department", "post", "gross", "si_employee", "hf_employee", "income_tax", "other_deduction",
             "net", "si_employer", "hf_employer")  # fmt: skip
    return tables, tuple(payroll(about, month, names) for month in about.months)


def across(rng: random.Random) -> Made:
    """A quarter on one sheet, a person a row, the months side by side as blocks of 应发, 代扣 and 实发."""
    about = team(rng, months=3, count=6)
    blocks = ("应发工资", "代扣社保", "代扣公积金", "代扣个税", "实发工资")
    top: list[str] = ["序号", "姓名"]
    low: list[str] = ["", ""]
    for month in about.months:
        top += [zh(month)] * len(blocks)
        low += blocks
    rows: list[tuple[Value, ...]] = []
    staff = [pay.person for pay in about.of(about.months[0])]
    for index, person in enumerate(staff, 1):
        values: list[Value] = [str(index), person.name]
        for pay in (p for p in about.pays if p.person == person):
            values += [pay.gross, pay.insurance, pay.fund, pay.tax + pay.other, pay.net]
        rows.append(tuple(values))
    rows.append(sums(rows, 2, "合计"))
    notes = (f"编制单位：{about.employer.name}", "金额单位：元")
    table = Table("工资汇总", f"2024年{zh(about.months[0])[5:]}至{zh(about.months[-1])[5:]}工资汇总表", notes,
                  (tuple(top), tuple(low)), tuple(rows), (4, 7, *[9] * (3 * len(blocks))))  # fmt: skip
    names = ("month", "name", "gross", "si_employee", "hf_employee", "net")
    return [table], (Expected("payroll", {}, tuple(pay.told(*names) for pay in about.pays)),)


def departments(rng: random.Random) -> Made:
    """Headings in two levels, departments merged over their people, a 小计 after each and the 总计 at the end."""
    about = team(rng, months=2, count=8)
    top = ("部门", "序号", "姓名", *["应发部分"] * 3, *["代扣部分"] * 5, "扣款合计", "实发工资", "签名")
    foot = ("制表：            复核：            财务负责人：            总经理：",)
    low = ("", "", "", "岗位工资", "绩效工资", "应发合计", "养老保险", "医疗保险", "失业保险", "住房公积金",
        "个人所得税",
           "", "", "")  # fmt: skip
    tables = []
    for month in about.months:
        rows: list[tuple[Value, ...]] = []
        mine = [replace(pay, other=ZERO) for pay in about.of(month)]
        everyone: list[tuple[Value, ...]] = []
        for name in dict.fromkeys(pay.department for pay in mine):
            group: list[tuple[Value, ...]] = [
                (name if place == 0 else None, str(place + 1), p.person.name, p.basic, p.bonus, p.gross, p.pension,
                 p.medical, p.unemployment, p.fund, p.tax, p.insurance + p.fund + p.tax, p.net, "")
                for place, p in enumerate(pay for pay in mine if pay.department == name)
            ]  # fmt: skip
            rows += [*group, (*sums([row[:13] for row in group], 3, "小计"), "")]
            everyone += group
        rows.append((*sums([row[:13] for row in everyone], 3, "总计"), ""))
        notes = (f"单位：{about.employer.name}", f"发放月份：{zh(month)}")
        tables.append(Table(f"{int(month[5:])}月", "职工薪酬发放表", notes, (top, low), tuple(rows),
                            (8, 5, 8, *[10] * 10, 8), foot))  # fmt: skip
    kept = Team(about.employer, tuple(replace(pay, other=ZERO) for pay in about.pays))
    names = ("name", "department", "gross", "si_employee", "hf_employee", "income_tax", "net")
    return tables, tuple(payroll(kept, month, names) for month in about.months)


def slips(rng: random.Random) -> Made:
    """工资条: the headings stand again over every person, an empty line between."""
    about = team(rng, months=1, count=6)
    month = about.months[0]
    head = ("月份", "姓名", "部门", "基本工资", "奖金", "应发合计", "社保", "公积金", "个税", "其他扣款", "实发金额")
    rows: list[tuple[Value, ...]] = []
    for place, p in enumerate(about.of(month)):
        if place:
            rows += [("",) * len(head), head]
        rows.append((zh(month), p.person.name, p.department, p.basic, p.bonus, p.gross, p.insurance, p.fund, p.tax,
                     p.other, p.net))  # fmt: skip
    title = f"{about.employer.name}{zh(month)}工资条"
    table = Table("工资条", title, ("单位：元",), (head,), tuple(rows), (10, 8, 8, *[10] * 8))
    names = ("name", "department", "gross", "si_employee", "hf_employee", "income_tax", "other_deduction", "net")
    truth: Truth = {"month": month, "employer": about.employer.name}
    return [table], (Expected("payroll", truth, tuple(pay.told(*names) for pay in about.pays)),)
