"""More rosters, insurance and housing-fund lists, and wage batches as banks and authorities print them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.listings.cells import Table, Value
from sample_docs.gallery.listings.wages import ZERO, Made, Pay, sums, team, zh
from sample_docs.generator.identity import digits

_CENT = Decimal("0.01")
_KINDS = (("养老保险", "0.16", "0.08"), ("失业保险", "0.006", "0.004"), ("工伤保险", "0.002", "0"),
          ("医疗保险", "0.069", "0.02"))  # fmt: skip


def _part(base: Decimal, rate: str) -> Decimal:
    return (base * Decimal(rate)).quantize(_CENT, ROUND_HALF_UP)


def hired(rng: random.Random) -> Made:
    """员工花名册 with the dates people came, sex, degree and telephone; dates with dots or slashes."""
    about = team(rng, months=1, count=8)
    pattern = rng.choice(("%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日"))
    rows: list[tuple[Value, ...]] = []
    listed = []
    for index, p in enumerate(about.pays, 1):
        entered = date(rng.randint(2016, 2023), rng.randint(1, 12), rng.randint(1, 28))
        sex = "男" if int(p.person.id_number[16]) % 2 else "女"
        rows.append((str(index), f"YG{index:04d}", p.person.name, sex, p.person.id_number, p.department, p.post,
                     rng.choice(("本科", "硕士", "大专")), entered.strftime(pattern),
                         f"1990000{rng.randint(1000, 9999)}",
                     "在职"))  # fmt: skip
        listed.append(p.told("name", "person_id", "department", "post") | {"entry_date": entered.isoformat()})
    head = ("序号", "工号", "姓名", "性别", "公民身份号码", "部门", "岗位名称", "学历", "入职时间", "联系电话", "状态")
    notes = (f"公司名称：{about.employer.name}", "统计截止日期：2024-12-31")
    table = Table("花名册", "员工花名册", notes, (head,), tuple(rows), (5, 8, 8, 5, 20, 9, 15, 7, 14, 13, 7))
    return [table], (Expected("roster", {}, tuple(listed)),)


def insurance_kinds(rng: random.Random) -> Made:
    """职工社会保险缴费明细 of one month: 单位 and 个人 under every kind of insurance, sums at the right."""
    about = team(rng, months=1, count=7)
    month = about.months[0]
    top: list[str] = ["序号", "姓名", "身份证号码", "缴费基数"]
    low: list[str] = ["", "", "", ""]
    for kind, _, _ in _KINDS:
        top += [kind] * 2
        low += ["单位", "个人"]
    top += ["缴费合计"] * 2
    low += ["单位合计", "个人合计"]
    rows: list[tuple[Value, ...]] = []
    listed = []
    for index, p in enumerate(about.pays, 1):
        parts = [(_part(p.base, own), _part(p.base, his)) for _, own, his in _KINDS]
        own, his = sum((a for a, _ in parts), ZERO), sum((b for _, b in parts), ZERO)
        money = [value for pair in parts for value in pair]
        rows.append((str(index), p.person.name, p.person.id_number, p.base, *money, own, his))
        listed.append(p.told("name", "person_id", "base")
                      | {"month": month, "employer_amount": f"{own:.2f}", "employee_amount": f"{his:.2f}"})  # fmt: skip
    rows.append(sums(rows, 3))
    notes = (f"单位名称：{about.employer.name}    单位编号：{digits(rng, 8)}", f"费款所属期：{zh(month)}    单位：元")
    table = Table("缴费明细", "职工社会保险费缴费明细表", notes, (tuple(top), tuple(low)), tuple(rows),
                  (5, 8, 19, *[10] * 11))  # fmt: skip
    return [table], (Expected("si_certificate", {"employer": about.employer.name}, tuple(listed)),)


def insured_person(rng: random.Random) -> Made:
    """个人参保缴费证明: one person above the table, a row a month."""
    about = team(rng, months=10, count=1)
    person = about.pays[0].person
    rows: list[tuple[Value, ...]] = []
    listed = []
    for pay in about.pays:
        p = replace(pay, base=about.pays[0 if pay.month < "2024-07" else -1].base)
        own, his = _part(p.base, "0.16"), _part(p.base, "0.08")
        rows.append((p.month.replace("-", ""), about.employer.name, p.base, own, his, "足额缴费"))
        listed.append(p.told("month", "base") | {"employer_amount": f"{own:.2f}", "employee_amount": f"{his:.2f}"})
    head = ("缴费月份", "参保单位", "缴费基数", "单位缴纳", "个人缴纳", "缴费类型")
    notes = (f"姓名：{person.name}        社会保障号码：{person.id_number}",
             f"参保单位：{about.employer.name}        险种：企业职工基本养老保险")  # fmt: skip
    foot = ("备注：1. 本证明由参保人自助打印，验证码在三个月内有效。", f"打印日期：2025-05-{rng.randint(10, 28)}")
    table = Table("参保证明", "社会保险个人参保缴费证明", notes, (head,), tuple(rows), (10, 26, 11, 11, 11, 10), foot)
    truth = {"employer": about.employer.name}
    who = {"name": person.name, "person_id": person.id_number}
    return [table], (Expected("si_certificate", truth, tuple(row | who for row in listed)),)


def fund_book(rng: random.Random) -> Made:
    """住房公积金缴存明细 over two months: shares in per cent, the person's and the unit's amounts, sums a month."""
    about = team(rng, months=2, count=5)
    rows: list[tuple[Value, ...]] = []
    listed: list[Truth] = []
    for month in about.months:
        mine = about.of(month)
        for p in mine:
            rows.append((month.replace("-", ""), p.person.name, p.person.id_number, p.base, _percent(p), _percent(p),
                         p.fund, p.fund, p.fund * 2, "正常"))  # fmt: skip
            both = {"employer_amount": f"{p.fund:.2f}", "employee_amount": f"{p.fund:.2f}"}
            listed.append(p.told("name", "person_id", "month", "base") | both)
        total = sum((p.fund for p in mine), ZERO)
        rows.append(("小计", f"{len(mine)}人", "", "", "", "", total, total, total * 2, ""))
    head = ("缴存年月", "姓名", "证件号码", "缴存基数（元）", "单位比例", "个人比例", "单位缴存额", "个人缴存额",
            "缴存合计", "账户状态")  # fmt: skip
    notes = (
        f"单位名称：{about.employer.name}    单位公积金账号：{digits(rng, 12)}",
        "缴存管理部：成都住房公积金管理中心",
    )
    table = Table(
        "缴存明细", "住房公积金单位缴存明细", notes, (head,), tuple(rows), (9, 8, 19, 12, 8, 8, 11, 11, 11, 9)
    )
    return [table], (Expected("hf_list", {"employer": about.employer.name}, tuple(listed)),)


def _percent(pay: Pay) -> str:
    return f"{(pay.fund / pay.base * 100).quantize(Decimal(1))}%"


def batch_columns(rng: random.Random) -> Made:
    """批量代发清单 printed by the bank in two columns of people a page."""
    about = team(rng, months=1, count=10)
    month, account = about.months[0], about.employer.account
    half = (len(about.pays) + 1) // 2
    rows: list[tuple[Value, ...]] = []
    for index in range(half):
        row: tuple[Value, ...] = ()
        for place in (index, index + half):
            p = about.pays[place]
            row += (str(place + 1), p.person.name, p.person.card, p.net)
        rows.append(row)
    total = sum((p.net for p in about.pays), ZERO)
    paid = date(2024 + int(month[5:]) // 12, int(month[5:]) % 12 + 1, 8)
    notes = (
        f"委托单位：{about.employer.name}    扣款账号：{account.number}",
        f"入账日期：{paid:%Y年%m月%d日}    成功笔数：{len(about.pays)}    成功金额：{total:,.2f}元",
    )
    head = ("序号", "户名", "账号", "金额") * 2
    truth = {"payer": about.employer.name, "payer_account": account.number, "total": f"{total:.2f}",
             "pay_date": paid.isoformat()}  # fmt: skip
    listed = tuple({"name": p.person.name, "account": p.person.card, "amount": f"{p.net:.2f}"} for p in about.pays)
    table = Table("代发清单", f"{zh(month)}批量代发工资清单", notes, (head,), tuple(rows), (5, 9, 20, 12) * 2)
    return [table], (Expected("batch_of_wages", truth, listed),)


def batch_outcomes(rng: random.Random) -> Made:
    """The bank's file after a batch: payee's bank, outcome and reason; one payment came back."""
    about = team(rng, months=1, count=7)
    month = about.months[0]
    failed = rng.randrange(len(about.pays))
    rows: list[tuple[Value, ...]] = []
    listed = []
    for index, p in enumerate(about.pays):
        outcome, why = ("失败", "户名账号不符") if index == failed else ("成功", "")
        rows.append((f"{index + 1:06d}", p.person.card, p.person.name, "中国工商银行", p.net, f"{int(month[5:])}月工资",
                     outcome, why))  # fmt: skip
        listed.append({"name": p.person.name, "account": p.person.card, "amount": f"{p.net:.2f}", "outcome": outcome})
    paid = date(2024 + int(month[5:]) // 12, int(month[5:]) % 12 + 1, 15)
    account = about.employer.account
    notes = (f"批次号：PC{digits(rng, 10)}", f"付款方户名：{about.employer.name}", f"付款方账号：{account.number}",
             f"交易日期：{paid:%Y%m%d}")  # fmt: skip
    head = ("明细序号", "收款人账号", "收款人户名", "收款人开户行", "交易金额", "用途", "交易状态", "失败原因")
    truth = {"payer": about.employer.name, "payer_account": account.number, "pay_date": paid.isoformat()}
    table = Table(
        "批量结果", "批量转账（代发工资）处理结果", notes, (head,), tuple(rows), (9, 20, 9, 14, 12, 10, 9, 14)
    )
    return [table], (Expected("batch_of_wages", truth, tuple(listed)),)
