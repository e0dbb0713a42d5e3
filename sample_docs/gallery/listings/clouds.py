"""Cloud bills of two more vendors: resources with list price and what was paid, and components with a discount rate."""

from __future__ import annotations

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.listings.cells import Table, Value
from sample_docs.gallery.listings.wages import ZERO, Made
from sample_docs.gallery.people import company
from sample_docs.generator.identity import digits

_CENT = Decimal("0.01")
_RESOURCES = (("弹性云服务器", "云主机", "包年/包月"), ("云硬盘", "云硬盘", "包年/包月"), ("弹性公网IP", "固定带宽",
    "按需"),
              ("对象存储服务", "存储空间", "按需"), ("云数据库", "MySQL主备实例", "包年/包月"))  # fmt: skip
_COMPONENTS = (("云服务器CVM", "标准型S6", "CPU"), ("云服务器CVM", "标准型S6", "内存"), ("云硬盘CBS", "SSD云硬盘",
    "存储空间"),
               ("内容分发网络CDN", "境内流量", "流量"), ("云数据库MySQL", "高可用版", "规格费"))  # fmt: skip
_COLUMNS = (7, 10, 12, 12, 14, 10, 9, 10, 10, 10, 9, 9, 10, 10)


def resources(rng: random.Random) -> Made:
    """账单明细 by resource: begin and end of use, 官网价, 优惠金额, 代金券, 应付 and 现金支付."""
    own, rows, listed = company(rng), list[tuple[Value, ...]](), list[Truth]()
    account = f"hw{digits(rng, 8)}"
    for month in range(rng.randint(1, 8), 10):
        for product, item, mode in _RESOURCES:
            price = Decimal(rng.randint(80_00, 30_000_00)) / 100
            discount = (price * rng.choice((0, 15, 30)) / 100).quantize(_CENT, ROUND_HALF_UP)
            voucher = Decimal(rng.choice((0, 0, 30))).quantize(_CENT)
            due = price - discount - voucher
            start, end = date(2024, month, 1), date(2024, month + 1, 1)
            resource, shown = f"{digits(rng, 6)}-{digits(rng, 4)}", f"2024-{month:02d}"
            rows.append((shown, account, product, item, resource, "西南-贵阳一", mode, start, end, price, discount,
                         voucher, due, due))  # fmt: skip
            listed.append({
                "month": shown, "account": account, "product": product, "item": item, "instance": resource,
                "region": "西南-贵阳一", "charge_type": mode, "start": start.isoformat(), "end": end.isoformat(),
                "list_price": f"{price:.2f}", "discount": f"{discount:.2f}", "voucher": f"{voucher:.2f}",
                "payable": f"{due:.2f}", "paid": f"{due:.2f}",
            })  # fmt: skip
    total = sum((Decimal(row["payable"]) for row in listed), ZERO)
    rows.append(("总计", *[""] * 8, *(_sum(listed, name) for name in ("list_price", "discount", "voucher", "payable",
                                                                  "paid"))))  # fmt: skip
    head = ("账期", "账号名", "产品", "产品类型", "资源ID", "区域", "计费模式", "使用开始时间", "使用结束时间",
        "官网价",
            "优惠金额", "代金券抵扣", "应付金额", "现金支付")  # fmt: skip
    notes = (f"账号实名：{own.name}", f"账号名：{account}    币种：CNY    单位：元")
    table = Table("账单明细", "云服务费用账单明细", notes, (head,), tuple(rows), _COLUMNS)
    truth = {"account_name": own.name, "account": account, "total_payable": f"{total:.2f}"}
    return [table], (Expected("cloud_bill", truth, tuple(listed)),)


def _sum(listed: list[Truth], name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in listed), ZERO)


def components(rng: random.Random) -> Made:
    """账单 by component of one month: 组件原价, 折扣率, 代金券支付 and 现金支付; the total stands above the table."""
    own, rows, listed = company(rng), list[tuple[Value, ...]](), list[Truth]()
    month = rng.randint(1, 12)
    for index, (product, kind, component) in enumerate(_COMPONENTS * 2):
        price = Decimal(rng.randint(30_00, 12_000_00)) / 100
        rate = rng.choice((Decimal("1.0"), Decimal("0.85"), Decimal("0.7")))
        cost = (price * rate).quantize(_CENT, ROUND_HALF_UP)
        voucher = Decimal(rng.choice((0, 0, 20))).quantize(_CENT)
        instance, place = f"ins-{digits(rng, 7)}", ("成都一区", "广州三区")[index % 2]
        rows.append(
            (product, kind, component, instance, place, "包年包月", price, f"{rate}", cost, voucher, cost - voucher)
        )
        listed.append({
            "product": product, "item": component, "instance": instance, "charge_type": "包年包月",
            "list_price": f"{price:.2f}", "voucher": f"{voucher:.2f}", "paid": f"{cost - voucher:.2f}",
        })  # fmt: skip
    head = ("产品名称", "子产品名称", "组件名称", "资源ID", "可用区", "计费模式", "组件原价", "折扣率", "优惠后总价",
        "代金券支付",
            "现金支付")  # fmt: skip
    account, total = digits(rng, 12), _sum(listed, "paid")
    notes = (
        f"账户主体：{own.name}    账号ID：{account}",
        f"账单月份：2024-{month:02d}    现金支付合计：{total:,.2f} 元",
    )
    table = Table(
        "资源账单", f"2024年{month}月资源账单", notes, (head,), tuple(rows), (14, 11, 9, 13, 9, 9, 10, 7, 10, 10, 10)
    )
    truth = {"account_name": own.name, "account": account, "total_paid": f"{total:.2f}"}
    return [table], (Expected("cloud_bill", truth, tuple(listed)),)
