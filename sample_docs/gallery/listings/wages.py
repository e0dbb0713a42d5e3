"""Payrolls, social insurance, housing fund and wage batches: the same months of one team in many layouts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.listings.cells import Table, Value
from sample_docs.gallery.people import company, persons
from sample_docs.generator.identity import Company, Person, digits

_DEPARTMENTS = (("研发部", "后端开发工程师"), ("研发部", "算法工程师"), ("运营部", "平台运营专员"), ("产品部",
    "产品经理"),
                ("研发部", "测试工程师"))  # fmt: skip
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Pay:
    """One person's month."""

    person: Person
    department: str
    post: str
    month: str
    basic: Decimal
    bonus: Decimal
    pension: Decimal
    medical: Decimal
    unemployment: Decimal
    fund: Decimal
    tax: Decimal
    other: Decimal
    base: Decimal
    si_employer: Decimal

    @property
    def gross(self) -> Decimal:
        """应发."""
        return self.basic + self.bonus

    @property
    def insurance(self) -> Decimal:
        """What is withheld for social insurance."""
        return self.pension + self.medical + self.unemployment

    @property
    def net(self) -> Decimal:
        """实发."""
        return self.gross - self.insurance - self.fund - self.tax - self.other

    def told(self, *names: str) -> Truth:
        """Some fields of docs/fields.md."""
        money = {
            "gross": self.gross, "net": self.net, "si_employee": self.insurance, "hf_employee": self.fund,
            "income_tax": self.tax, "other_deduction": self.other, "si_employer": self.si_employer,
            "hf_employer": self.fund, "base": self.base,
        }  # fmt: skip
        texts = {"name": self.person.name, "person_id": self.person.id_number, "department": self.department,
                 "post": self.post, "month": self.month}  # fmt: skip
        return {name: texts[name] if name in texts else f"{money[name]:.2f}" for name in names}


@dataclass(frozen=True, slots=True)
class Team:
    """An employer with what it paid over some months."""

    employer: Company
    pays: tuple[Pay, ...]

    @property
    def months(self) -> tuple[str, ...]:
        """In order."""
        return tuple(dict.fromkeys(pay.month for pay in self.pays))

    def of(self, month: str) -> tuple[Pay, ...]:
        """One month."""
        return tuple(pay for pay in self.pays if pay.month == month)


def _fen(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def team(rng: random.Random, months: int = 3, count: int = 5) -> Team:
    """An invented employer and its team."""
    first = rng.randint(1, 12 - months + 1)
    staff = persons(rng, count)
    pays = []
    for month in range(first, first + months):
        for index, person in enumerate(staff):
            base = Decimal(rng.randint(60, 220) * 100)
            department, post = _DEPARTMENTS[index % len(_DEPARTMENTS)]
            pays.append(Pay(
                person=person, department=department, post=post, month=f"2024-{month:02d}",
                basic=base.quantize(Decimal("0.01")), bonus=_fen(Decimal(rng.randint(0, 600_000)) / 100),
                pension=_fen(base * 8 / 100), medical=_fen(base * 2 / 100), unemployment=_fen(base * 4 / 1000),
                fund=_fen(base * rng.choice((5, 8, 12)) / 100), tax=_fen(Decimal(rng.randint(0, 90_000)) / 100),
                other=Decimal(rng.choice((0, 0, 0, 50, 120))).quantize(Decimal("0.01")),
                    base=base.quantize(Decimal("0.01")),
                si_employer=_fen(base * Decimal("0.266")),
            ))  # fmt: skip
    return Team(company(rng), tuple(pays))


def zh(month: str) -> str:
    """`2024年3月`."""
    return f"{month[:4]}年{int(month[5:])}月"


def sums(rows: Sequence[Sequence[Value]], first: int, label: str = "合计") -> tuple[Value, ...]:
    """A row of sums below the columns from `first` on."""
    width = len(rows[0])
    columns = [[row[i] for row in rows] for i in range(first, width)]
    totals = [sum((value for value in column if isinstance(value, Decimal)), ZERO) for column in columns]
    return (label, *[""] * (first - 1), *totals)


def payroll(about: Team, month: str, names: Sequence[str]) -> Expected:
    """The record of one month with the named fields in its rows."""
    mine = about.of(month)
    truth = {"month": month, "gross_total": f"{sum((p.gross for p in mine), ZERO):.2f}",
             "net_total": f"{sum((p.net for p in mine), ZERO):.2f}", "employer": about.employer.name}  # fmt: skip
    return Expected("payroll", truth, tuple(pay.told(*names) for pay in mine))


Made = tuple[list[Table], tuple[Expected, ...]]
_FULL = ("name", "person_id", "department", "post", "gross", "si_employee", "hf_employee", "income_tax", "net")


def monthly(rng: random.Random) -> Made:
    """A sheet a month, each insurance in a column of its own."""
    about = team(rng)
    head = ("序号", "姓名", "身份证号码", "部门", "岗位", "基本工资", "绩效奖金", "应发工资", "养老保险",
        "医疗保险", "失业保险",
            "住房公积金", "个人所得税", "其他扣款", "实发工资")  # fmt: skip
    tables = []
    for month in about.months:
        rows: list[tuple[Value, ...]] = [
            (str(i), p.person.name, p.person.id_number, p.department, p.post, p.basic, p.bonus, p.gross, p.pension,
             p.medical, p.unemployment, p.fund, p.tax, p.other, p.net)
            for i, p in enumerate(about.of(month), 1)
        ]  # fmt: skip
        rows.append(sums(rows, 5))
        notes = (f"编制单位：{about.employer.name}", "单位：元")
        tables.append(Table(f"{int(month[5:])}月工资", f"{zh(month)}工资发放表", notes, (head,), tuple(rows)))
    names = (*_FULL, "other_deduction")
    return tables, tuple(payroll(about, month, names) for month in about.months)


def long_list(rng: random.Random) -> Made:
    """One list over all months, the month in a column, the employer's share beside."""
    about = team(rng, months=4, count=4)
    head = (
        "月份",
        "姓名",
        "证件号码",
        "部门",
        "应发合计",
        "代扣社保",
        "代扣公积金",
        "代扣个税",
        "实发合计",
        "单位社保",
        "单位公积金",
    )
    rows: list[tuple[Value, ...]] = [
        (p.month, p.person.name, p.person.id_number, p.department, p.gross, p.insurance, p.fund, p.tax + p.other, p.net,
         p.si_employer, p.fund)
        for p in about.pays
    ]  # fmt: skip
    rows.append(sums(rows, 4))
    names = ("month", "name", "person_id", "department", "gross", "si_employee", "hf_employee", "net", "si_employer",
             "hf_employer")  # fmt: skip
    table = Table("工资明细", "2024年职工工资明细", (f"公司名称：{about.employer.name}",), (head,), tuple(rows))
    truth = {"employer": about.employer.name, "gross_total": f"{sum((p.gross for p in about.pays), ZERO):.2f}",
             "net_total": f"{sum((p.net for p in about.pays), ZERO):.2f}"}  # fmt: skip
    return [table], (Expected("payroll", truth, tuple(pay.told(*names) for pay in about.pays)),)


def levels(rng: random.Random) -> Made:
    """Headings in two levels: 应发, 代扣 and 单位承担 over their columns."""
    about = team(rng, months=2)
    top = ("序号", "姓名", "部门", "应发项目", "应发项目", "应发项目", "代扣代缴", "代扣代缴", "代扣代缴",
        "代扣代缴", "实发金额",
           "单位承担部分", "单位承担部分")  # fmt: skip
    low = (
        "",
        "",
        "",
        "岗位工资",
        "绩效工资",
        "应发小计",
        "社会保险",
        "住房公积金",
        "个税",
        "其他",
        "",
        "社会保险",
        "住房公积金",
    )
    tables = []
    for month in about.months:
        rows: list[tuple[Value, ...]] = [
            (str(i), p.person.name, p.department, p.basic, p.bonus, p.gross, p.insurance, p.fund, p.tax, p.other, p.net,
             p.si_employer, p.fund)
            for i, p in enumerate(about.of(month), 1)
        ]  # fmt: skip
        rows.append(sums(rows, 3, "合  计"))
        notes = (f"单位：{about.employer.name}", f"所属月份：{month.replace('-', '年')}月        金额单位：元")
        tables.append(Table(month, "工资表", notes, (top, low), tuple(rows)))
    names = ("name", "department", "gross", "si_employee", "hf_employee", "income_tax", "other_deduction", "net",
             "si_employer", "hf_employer")  # fmt: skip
    return tables, tuple(payroll(about, month, names) for month in about.months)


def quarter(rng: random.Random) -> Made:
    """Headings in two levels, the months as blocks below one another on one sheet."""
    about = team(rng, months=3, count=4)
    top = ("编号", "员工姓名", "工资构成", "工资构成", "税前应发", "个人扣款", "个人扣款", "个人扣款", "税后实发")
    low = ("", "", "基本", "奖金", "", "社保", "公积金", "所得税", "")
    tables = []
    for month in about.months:
        rows: list[tuple[Value, ...]] = [
            (f"Y{i:03d}", p.person.name, p.basic, p.bonus, p.gross, p.insurance, p.fund, p.tax + p.other, p.net)
            for i, p in enumerate(about.of(month), 1)
        ]
        rows.append(sums(rows, 2, "小计"))
        title = f"{about.employer.name}{zh(month)}薪资表"
        tables.append(Table("薪资", title, ("单位：元",), (top, low), tuple(rows)))
    names = ("month", "name", "gross", "si_employee", "hf_employee", "net")
    return tables, (Expected("payroll", {}, tuple(pay.told(*names) for pay in about.pays)),)


def insurance(rng: random.Random) -> Made:
    """社会保险费缴费明细: person by month."""
    about = team(rng, months=2)
    rows: list[tuple[Value, ...]] = [
        (
            str(i),
            p.person.name,
            p.person.id_number,
            p.month.replace("-", ""),
            p.base,
            p.si_employer,
            p.insurance,
            "已缴费",
        )
        for i, p in enumerate(about.pays, 1)
    ]
    head = ("序号", "姓名", "身份证件号码", "费款所属期", "缴费工资", "单位应缴", "个人应缴", "状态")
    notes = (f"参保单位名称：{about.employer.name}", f"统一社会信用代码：{about.employer.uscc}")
    truth = {"employer": about.employer.name, "employer_uscc": about.employer.uscc}
    listed = tuple(_shares(p, p.si_employer, p.insurance) for p in about.pays)
    table = Table("缴费明细", "社会保险参保缴费证明（单位职工缴费明细）", notes, (head,), tuple(rows))
    return [table], (Expected("si_certificate", truth, listed),)


def fund(rng: random.Random) -> Made:
    """住房公积金汇缴清册 of one month."""
    about = team(rng, months=1, count=6)
    rows: list[tuple[Value, ...]] = [
        (str(i), digits(rng, 12), p.person.name, p.person.id_number, p.base, p.fund, p.fund, p.fund * 2)
        for i, p in enumerate(about.pays, 1)
    ]
    rows.append(sums(rows, 4))
    head = ("序号", "个人账号", "职工姓名", "证件号码", "缴存基数", "单位缴存额", "个人缴存额", "月缴存额合计")
    notes = (f"缴存单位：{about.employer.name}", f"单位账号：{digits(rng, 10)}    汇缴年月：{zh(about.months[0])}")
    listed = tuple(_shares(p, p.fund, p.fund) for p in about.pays)
    table = Table("汇缴清册", "住房公积金汇缴清册", notes, (head,), tuple(rows))
    return [table], (Expected("hf_list", {"employer": about.employer.name}, listed),)


def _shares(pay: Pay, employer: Decimal, employee: Decimal) -> Truth:
    amounts = {"employer_amount": f"{employer:.2f}", "employee_amount": f"{employee:.2f}"}
    return pay.told("name", "person_id", "month", "base") | amounts


def batch(rng: random.Random) -> Made:
    """代发工资明细 of one month, as the bank returns it."""
    about = team(rng, months=1, count=6)
    month, account = about.months[0], about.employer.account
    rows: list[tuple[Value, ...]] = [
        (str(i), p.person.card, p.person.name, p.net, "交易成功", "工资") for i, p in enumerate(about.pays, 1)
    ]
    total = sum((p.net for p in about.pays), ZERO)
    rows.append(("合计", "", "", total, "", ""))
    paid = date(2024 + int(month[5:]) // 12, int(month[5:]) % 12 + 1, 10)
    notes = (
        f"付款户名：{about.employer.name}    付款账号：{account.number}",
        f"交易日期：{paid}    总笔数：{len(about.pays)}",
    )
    truth = {"payer": about.employer.name, "payer_account": account.number, "total": f"{total:.2f}",
             "pay_date": paid.isoformat()}  # fmt: skip
    listed = tuple({"name": p.person.name, "account": p.person.card, "amount": f"{p.net:.2f}"} for p in about.pays)
    table = Table(
        "代发明细",
        f"代发工资明细清单（{zh(month)}）",
        notes,
        (("序号", "账号", "户名", "金额", "处理状态", "摘要"),),
        tuple(rows),
    )
    return [table], (Expected("batch_of_wages", truth, listed),)


def roster(rng: random.Random) -> Made:
    """专职人员名册."""
    about = team(rng, months=1, count=6)
    rows: list[tuple[Value, ...]] = []
    listed = []
    for index, pay in enumerate(about.pays, 1):
        entered = date(rng.randint(2018, 2023), rng.randint(1, 12), 1)
        rows.append(
            (index, pay.person.name, pay.person.id_number, pay.department, pay.post, "平台研发与运营", entered, "是")
        )
        listed.append(
            pay.told("name", "person_id", "department", "post")
            | {"entry_date": entered.isoformat(), "dedicated": "true"}
        )
    head = ("序号", "姓名", "身份证号", "所在部门", "职务/岗位", "工作内容", "入职日期", "是否专职")
    table = Table("花名册", "项目专职人员花名册", (f"单位：{about.employer.name}",), (head,), tuple(rows))
    return [table], (Expected("roster", {}, tuple(listed)),)
