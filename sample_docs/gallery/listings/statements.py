"""Bank statements, cloud bills and exports of served enterprises."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.listings.cells import Table, Value
from sample_docs.gallery.listings.wages import ZERO, Made
from sample_docs.gallery.people import company, party
from sample_docs.generator.identity import digits


def _movements(rng: random.Random, count: int) -> tuple[Decimal, list[tuple[date, bool, Decimal]]]:
    opening = Decimal(rng.randint(1_000_000_00, 9_000_000_00)) / 100
    day, found = date(2024, rng.randint(1, 9), 2), []
    for _ in range(count):
        day += timedelta(days=rng.randint(0, 6))
        found.append((day, rng.random() < 0.4, (Decimal(rng.randint(1_000_00, 90_000_00)) / 100)))
    return opening, found


def two_columns(rng: random.Random) -> Made:
    """A statement with 借方 and 贷方 columns and a running balance."""
    own = company(rng)
    balance, moved = _movements(rng, 12)
    rows: list[tuple[Value, ...]] = []
    listed: list[Truth] = []
    for day, incoming, amount in moved:
        other, serial = party(rng), digits(rng, 14)
        balance += amount if incoming else -amount
        use = rng.choice(("货款", "服务费", "往来款"))
        rows.append(
            (
                day,
                serial,
                "" if incoming else amount,
                amount if incoming else "",
                balance,
                other.name,
                other.account,
                use,
            )
        )
        listed.append({
            "date": day.isoformat(), "credit" if incoming else "debit": f"{amount:.2f}", "balance": f"{balance:.2f}",
            "counterparty": other.name, "counterparty_account": other.account, "summary": use, "serial_no": serial,
        })  # fmt: skip
    head = ("交易日期", "交易流水号", "借方发生额", "贷方发生额", "账户余额", "对方户名", "对方账号", "摘要")
    notes = (f"账号：{own.account.number}    户名：{own.name}    币种：人民币",)
    truth = {"account": own.account.number, "account_name": own.name}
    return [Table("交易明细", "账户交易明细", notes, (head,), tuple(rows))], (
        Expected("statement_of_bank", truth, tuple(listed)),
    )


def signed(rng: random.Random) -> Made:
    """A statement with one amount column and a mark 借/贷 beside it."""
    own = company(rng)
    balance, moved = _movements(rng, 10)
    rows: list[tuple[Value, ...]] = []
    listed: list[Truth] = []
    for day, incoming, amount in moved:
        other = party(rng)
        balance += amount if incoming else -amount
        rows.append(
            (
                f"{day:%Y%m%d}",
                "贷" if incoming else "借",
                amount,
                balance,
                other.account,
                other.name,
                other.bank,
                "转账",
            )
        )
        listed.append({
            "date": day.isoformat(), "credit" if incoming else "debit": f"{amount:.2f}", "balance": f"{balance:.2f}",
            "counterparty": other.name, "counterparty_account": other.account, "counterparty_bank": other.bank,
        })  # fmt: skip
    head = ("记账日", "借贷标志", "发生额", "余额", "对方账号", "对方名称", "对方开户行", "附言")
    notes = (f"账户名称：{own.name}", f"账号：{own.account.number}")
    truth = {"account": own.account.number, "account_name": own.name}
    return [Table("对账单", "银行对账单", notes, (head,), tuple(rows))], (
        Expected("statement_of_bank", truth, tuple(listed)),
    )


_PRODUCTS = (
    ("云服务器ECS", "实例规格费"),
    ("对象存储OSS", "标准存储容量"),
    ("云数据库RDS", "实例费"),
    ("负载均衡SLB", "公网流量费"),
)


def cloud(rng: random.Random) -> Made:
    """A cloud provider's bill of some months with discounts and vouchers."""
    own = company(rng)
    rows: list[tuple[Value, ...]] = []
    listed: list[Truth] = []
    payable = ZERO
    account = digits(rng, 16)
    for month in range(3, 6):
        for product, item in _PRODUCTS:
            price = Decimal(rng.randint(100_00, 20_000_00)) / 100
            discount = (price * rng.choice((0, 10, 25)) / 100).quantize(Decimal("0.01"))
            voucher = Decimal(rng.choice((0, 0, 50))).quantize(Decimal("0.01"))
            due = price - discount - voucher
            payable += due
            instance = f"i-{digits(rng, 8)}"
            rows.append(
                (
                    f"2024-{month:02d}",
                    account,
                    product,
                    item,
                    instance,
                    "西南1（成都）",
                    "按量付费",
                    price,
                    discount,
                    voucher,
                    due,
                )
            )
            listed.append({
                "month": f"2024-{month:02d}", "product": product, "item": item, "instance": instance,
                "list_price": f"{price:.2f}", "discount": f"{discount:.2f}", "voucher": f"{voucher:.2f}",
                    "payable": f"{due:.2f}",
            })  # fmt: skip
    rows.append(("合计", *[""] * 9, payable))
    head = (
        "账期",
        "账号ID",
        "产品",
        "计费项",
        "实例ID",
        "地域",
        "消费类型",
        "原价",
        "优惠金额",
        "代金券抵扣",
        "应付金额",
    )
    table = Table("消费明细", "云资源消费明细账单", (f"客户名称：{own.name}",), (head,), tuple(rows))
    return [table], (Expected("cloud_bill", {"total_payable": f"{payable:.2f}"}, tuple(listed)),)


def served(rng: random.Random) -> Made:
    """The platform's export of the enterprises it serves."""
    rows: list[tuple[Value, ...]] = []
    listed: list[Truth] = []
    for index in range(1, 13):
        customer = company(rng)
        registered = date(2023, 1, 5) + timedelta(days=rng.randint(0, 500))
        login = date(2025, 4, 1) + timedelta(days=rng.randint(0, 40))
        devices = rng.randint(3, 400)
        rows.append(
            (str(index), customer.name, customer.uscc, registered, f"{login} 09:1{index % 10}:33", str(devices))
        )
        listed.append({"name": customer.name, "uscc": customer.uscc, "registered": registered.isoformat(),
                       "last_login": login.isoformat(), "devices": str(devices)})  # fmt: skip
    head = ("序号", "企业名称", "统一社会信用代码", "注册时间", "最后登录时间", "设备数量")
    table = Table("用户列表", "平台入驻企业用户列表", ("导出时间：2025-05-20 10:00:00",), (head,), tuple(rows))
    return [table], (Expected("backend_user_export", {}, tuple(listed)),)
