"""Two payrolls and a bank's batch list kept apart, as workbook, CSV, PDF and scan."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.gallery.apart.parties import company, persons
from sample_docs.gallery.apart.sheet import Head, List, Value, csv_gbk, printed, scanned, xlsx
from sample_docs.gallery.document import Expected, Rendering, Sample, Truth
from sample_docs.generator.identity import Company, Person, digits

CENT = Decimal("0.01")
_STAFF = (("研发中心", "架构师"), ("研发中心", "前端工程师"), ("研发中心", "嵌入式工程师"), ("数据部", "数据工程师"),
          ("数据部", "算法工程师"), ("运维部", "运维工程师"), ("运维部", "安全工程师"))  # fmt: skip
Made = tuple[List, Expected]
Rows = tuple[tuple[Value, ...], ...]


def _of(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Pay:
    """One person's month: what is earned, withheld, and paid by the employer on top."""

    person: Person
    number: str
    department: str
    post: str
    earned: tuple[Decimal, ...]
    pension: Decimal
    medical: Decimal
    jobless: Decimal
    fund: Decimal
    tax: Decimal
    other: Decimal
    employer: tuple[Decimal, ...]

    @property
    def gross(self) -> Decimal:
        """应发."""
        return sum(self.earned, Decimal(0))

    @property
    def insurance(self) -> Decimal:
        """个人社保."""
        return self.pension + self.medical + self.jobless

    @property
    def withheld(self) -> Decimal:
        """扣款合计."""
        return self.insurance + self.fund + self.tax + self.other

    @property
    def net(self) -> Decimal:
        """实发."""
        return self.gross - self.withheld

    def told(self, *names: str) -> Truth:
        """Some fields of docs/fields.md."""
        values = {
            "name": self.person.name, "person_id": self.person.id_number, "department": self.department,
            "post": self.post, "gross": f"{self.gross:.2f}", "si_employee": f"{self.insurance:.2f}",
            "hf_employee": f"{self.fund:.2f}", "income_tax": f"{self.tax:.2f}", "other_deduction": f"{self.other:.2f}",
            "net": f"{self.net:.2f}", "si_employer": f"{sum(self.employer):.2f}", "hf_employer": f"{self.fund:.2f}",
        }  # fmt: skip
        return {name: values[name] for name in names}


def _pays(rng: random.Random, count: int, parts: int, *, others: bool) -> tuple[Company, int, list[Pay]]:
    """An employer, a month of 2024 and its people, in the order of departments."""
    staff = sorted(rng.sample(_STAFF, min(count, len(_STAFF))), key=_STAFF.index)
    made = []
    for index, (person, (department, post)) in enumerate(zip(persons(rng, len(staff)), staff, strict=True), 1):
        base = Decimal(rng.randint(55, 240) * 100)
        extra = [_of(Decimal(rng.choice((0, rng.randint(100, 4000)))) / rng.choice((1, 2))) for _ in range(parts - 1)]
        made.append(Pay(
            person=person, number=f"G{rng.randint(10, 19)}{index:03d}", department=department, post=post,
            earned=(_of(base), *extra), pension=_of(base * 8 / 100), medical=_of(base * 2 / 100),
            jobless=_of(base * 4 / 1000), fund=_of(base * rng.choice((6, 8, 12)) / 100),
            tax=_of(Decimal(rng.randint(0, 60_000)) / 100),
            other=_of(Decimal(rng.choice((0, 0, 30, 200)))) if others else Decimal("0.00"),
            employer=tuple(_of(base * rate / 1000) for rate in (160, 79, 6, 2)),
        ))  # fmt: skip
    return company(rng), rng.randint(1, 12), made


def wide_levels(rng: random.Random) -> Made:
    """Twenty columns under two levels of headings; the company and the month stand in the title."""
    employer, month, pays = _pays(rng, 6, 5, others=True)
    groups: tuple[Head, ...] = (
        ("序号", ()), ("工号", ()), ("姓名", ()), ("身份证号码", ()), ("部门", ()), ("岗位", ()),
        ("应发项目", ("基本工资", "岗位津贴", "绩效奖金", "加班工资", "餐补", "应发合计")),
        ("代扣项目", ("养老保险", "医疗保险", "失业保险", "住房公积金", "个人所得税", "其他扣款", "扣款合计")),
        ("实发金额", ()), ("签字", ()),
    )  # fmt: skip
    rows: Rows = tuple(
        (index, p.number, p.person.name, p.person.id_number, p.department, p.post, *p.earned, p.gross, p.pension,
         p.medical, p.jobless, p.fund, p.tax, p.other, p.withheld, p.net, "")
        for index, p in enumerate(pays, 1)
    )  # fmt: skip
    title = f"{employer.name}2024年{month}月份工资表"
    foot = f"制表：{pays[-1].person.name}                审核：{employer.legal_rep}                批准："
    names = ("name", "person_id", "department", "post", "gross", "si_employee", "hf_employee", "income_tax",
             "other_deduction", "net")  # fmt: skip
    truth = {"employer": employer.name, "month": f"2024-{month:02d}"}
    made = List(f"{month}月", title, ("", "金额单位：元"), groups, rows, (), foot)
    return made, Expected("payroll", truth, tuple(p.told(*names) for p in pays))


def two_shares(rng: random.Random) -> Made:
    """What the person and what the employer pays in columns of their own; departments in a column; sums below."""
    employer, month, pays = _pays(rng, 7, 3, others=False)
    titles = (
        "部门", "姓名", "职务", "基本工资", "绩效工资", "补贴", "应付工资", "个人养老保险", "个人医疗保险",
        "个人失业保险", "个人公积金", "代扣个税", "实付工资", "单位养老保险", "单位医疗保险", "单位失业保险",
        "单位工伤保险", "单位公积金",
    )  # fmt: skip
    rows: Rows = tuple(
        (p.department, p.person.name, p.post, *p.earned, p.gross, p.pension, p.medical, p.jobless, p.fund, p.tax,
         p.net, *p.employer, p.fund)
        for p in pays
    )  # fmt: skip
    sums: list[Value] = [
        sum((value for row in rows if isinstance(value := row[i], Decimal)), Decimal(0)) for i in range(3, len(titles))
    ]
    left = f"单位名称：{employer.name}"
    made = List(
        "工资及社保", "职工工资及社会保险费明细表", (left, f"工资所属月份：2024年{month:02d}月"),
        tuple((title, ()) for title in titles), rows, ("合计", "", "", *sums),
        "单位负责人：        财务负责人：        填表人：",
    )  # fmt: skip
    names = ("name", "department", "post", "gross", "si_employee", "hf_employee", "income_tax", "net", "si_employer",
             "hf_employer")  # fmt: skip
    truth = {
        "employer": employer.name, "month": f"2024-{month:02d}",
        "gross_total": f"{sum(p.gross for p in pays):.2f}", "net_total": f"{sum(p.net for p in pays):.2f}",
    }  # fmt: skip
    return made, Expected("payroll", truth, tuple(p.told(*names) for p in pays))


def bank_batch(rng: random.Random) -> Made:
    """批量代发清单 as a bank prints it: account and totals above, one line a person."""
    employer, month, pays = _pays(rng, 7, 2, others=False)
    paid = f"2024-{month:02d}-{rng.randint(8, 25):02d}"
    total = sum((p.net for p in pays), Decimal(0))
    number = digits(rng, 16)
    rows = tuple(
        (index, p.person.card, p.person.name, p.net, f"{month}月工资", "成功") for index, p in enumerate(pays, 1)
    )
    notes = (
        f"付款单位：{employer.name}", f"付款账号：{employer.account.number}",
        f"交易日期：{paid}", f"回单编号：{number}",
        f"代发月份：2024年{month}月", f"总笔数：{len(pays)}笔    总金额：{total:,.2f}元",
    )  # fmt: skip
    groups: tuple[Head, ...] = (
        ("序号", ()), ("收款账号", ()), ("收款人姓名", ()), ("代发金额（元）", ()), ("摘要", ()), ("处理结果", ()),
    )  # fmt: skip
    made = List("代发清单", "批量代发工资明细清单", notes, groups, rows, (), "本清单由银行系统打印")
    truth = {
        "month": f"2024-{month:02d}", "payer": employer.name, "payer_account": employer.account.number,
        "pay_date": paid, "total": f"{total:.2f}", "receipt_no": number,
    }  # fmt: skip
    listed = tuple(
        {"name": p.person.name, "account": p.person.card, "amount": f"{p.net:.2f}", "outcome": "成功"} for p in pays
    )
    return made, Expected("batch_of_wages", truth, listed)


LAYOUTS: dict[str, Callable[[random.Random], Made]] = {
    "wide_levels": wide_levels,
    "two_shares": two_shares,
    "bank_batch": bank_batch,
}


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout as XLSX, CSV, PDF with text and scan."""
    for rendering, end in (
        (Rendering.XLSX, "xlsx"), (Rendering.CSV_GBK, "csv"), (Rendering.PDF, "pdf"), (Rendering.SCANNED_PDF, "pdf"),
    ):  # fmt: skip
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        made, expected = LAYOUTS[layout](rng)
        if rendering is Rendering.XLSX:
            data = xlsx(made)
        elif rendering is Rendering.CSV_GBK:
            data = csv_gbk(made)
        else:
            data = printed(made).pdf() if rendering is Rendering.PDF else scanned(made, rng)
        yield Sample(f"list-{layout}-{rendering}.{end}", data, layout, rendering, (expected,))
