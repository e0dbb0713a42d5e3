"""Project lists and fund-use lists: purchases with contract, invoices and payments, in yuan or 万元."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.listings.cells import Table, Value, Wan
from sample_docs.gallery.people import company
from sample_docs.generator.identity import digits

Made = tuple[list[Table], tuple[Expected, ...]]
ZERO = Decimal("0.00")
_KINDS = (
    ("硬件购置", ("边缘计算网关及配套传感器", "机架式服务器", "工业数据采集终端")),
    ("软件开发", ("设备管理微服务开发", "工业APP及机理模型开发", "平台数据中台开发")),
    ("系统集成", ("产线设备接入与系统集成",)),
    ("技术服务", ("平台安全等级保护测评", "平台运维技术服务")),
)
_CLOUD = (("计算资源", "云服务器租用"), ("存储资源", "对象存储、云备份"), ("网络资源", "云专线及CDN"),
          ("安全资源", "主机安全、Web应用防火墙"), ("业务系统", "MES云化部署及年度服务"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spent:
    """One row: what was bought, and the papers that prove it."""

    category: str
    description: str
    supplier: str
    contract_no: str
    contract_amount: Decimal
    invoice_no: str
    invoice_date: date
    invoice_amount: Decimal
    receipt_no: str
    pay_date: date
    paid_amount: Decimal
    declared: Decimal

    def told(self, *names: str) -> Truth:
        """Some fields of docs/fields.md."""
        made = {}
        for name in names:
            value = getattr(self, name)
            made[name] = f"{value:.2f}" if isinstance(value, Decimal) else str(value)
        return made


def _spent(rng: random.Random, category: str, description: str, *, rate: int, whole: int) -> Spent:
    gross = Decimal(rng.randint(2_0000_00, 180_0000_00) // whole * whole) / 100
    signed = date(2024, rng.randint(1, 6), rng.randint(1, 28))
    issued = signed + timedelta(days=rng.randint(10, 90))
    net = (gross / (1 + Decimal(rate) / 100) * 100 // whole * whole) / 100
    paid = gross if rng.random() < 0.7 else (gross * 9 * 100 // 10 // whole * whole) / 100
    return Spent(
        category, description, company(rng).name, f"HT-{signed:%Y%m}-{rng.randint(1, 99):02d}",
        gross.quantize(ZERO), f"24512000000{digits(rng, 9)}", issued, gross.quantize(ZERO), digits(rng, 16),
        issued + timedelta(days=rng.randint(0, 25)), paid.quantize(ZERO), net.quantize(ZERO),
    )  # fmt: skip


def _bought(rng: random.Random, whole: int = 1) -> list[Spent]:
    return [
        _spent(rng, kind, name, rate=13 if kind == "硬件购置" else 6, whole=whole)
        for kind, names in _KINDS
        for name in rng.sample(names, rng.randint(1, len(names)))
    ]


def _total(rows: list[Spent], name: str) -> Decimal:
    return sum((getattr(row, name) for row in rows), ZERO)


_ALL = ("description", "supplier", "contract_no", "contract_amount", "invoice_no", "invoice_amount", "pay_date",
        "paid_amount", "declared")  # fmt: skip


def merged(rng: random.Random) -> Made:
    """项目清单 in 万元: categories merged over their rows, with subtotals, notes above the headings."""
    own, bought = company(rng), _bought(rng, whole=100)
    rows: list[tuple[Value, ...]] = []
    listed: list[Truth] = []
    for kind in dict.fromkeys(row.category for row in bought):
        mine = [row for row in bought if row.category == kind]
        for place, row in enumerate(mine):
            number = str(len(listed) + 1)
            rows.append((
                number, kind if place == 0 else None, row.description, row.supplier, row.contract_no,
                Wan(row.contract_amount, 4), row.invoice_no, Wan(row.invoice_amount, 4), row.pay_date,
                Wan(row.paid_amount, 4), Wan(row.declared, 4),
            ))  # fmt: skip
            listed.append({"number": number, "category": kind} | row.told(*_ALL))
        sums = [Wan(_total(mine, name), 4) for name in ("contract_amount", "invoice_amount", "paid_amount", "declared")]
        rows.append(("", "小计", "", "", "", sums[0], "", sums[1], "", sums[2], sums[3]))
    sums = [Wan(_total(bought, name), 4) for name in ("contract_amount", "invoice_amount", "paid_amount", "declared")]
    rows.append(("合计", "", "", "", "", sums[0], "", sums[1], "", sums[2], sums[3]))
    head = ("序号", "投入类别", "主要内容", "供应商名称", "合同编号", "合同金额", "发票号码", "发票金额", "付款时间",
            "实付金额", "申报投入")  # fmt: skip
    table = Table(
        "项目清单", "成都市工业互联网平台项目投资清单",
        (f"申报单位（盖章）：{own.name}", "填报日期：2025年5月26日    单位：万元"),
        (head,), tuple(rows), (5, 9, 18, 22, 12, 10, 17, 10, 11, 10, 10),
        ("注：增值税专用发票按不含税金额填列申报投入。", "填表人：            审核人：            单位负责人："),
    )  # fmt: skip
    truth = {"applicant_name": own.name, "total": f"{_total(bought, 'declared'):.2f}"}
    return [table], (Expected("project_list", truth, tuple(listed)),)


def ledger(rng: random.Random) -> Made:
    """投资明细台账 in yuan: headings in two levels (合同, 发票, 付款), invoice dates beside the numbers."""
    own, bought = company(rng), _bought(rng)
    top = (
        "序号",
        "类别",
        "支出内容",
        "收款单位",
        "合同",
        "合同",
        "发票",
        "发票",
        "发票",
        "付款",
        "付款",
        "付款",
        "申报金额",
    )
    low = ("", "", "", "", "编号", "金额", "号码", "开票日期", "价税合计", "回单编号", "日期", "金额", "")
    rows: list[tuple[Value, ...]] = [
        (str(i), r.category, r.description, r.supplier, r.contract_no, r.contract_amount, r.invoice_no, r.invoice_date,
         r.invoice_amount, r.receipt_no, r.pay_date, r.paid_amount, r.declared)
        for i, r in enumerate(bought, 1)
    ]  # fmt: skip
    rows.append(("合计", "", "", "", "", _total(bought, "contract_amount"), "", "", _total(bought, "invoice_amount"),
                 "", "", _total(bought, "paid_amount"), _total(bought, "declared")))  # fmt: skip
    names = ("category", *_ALL, "invoice_date", "receipt_no")
    listed = tuple({"number": str(i)} | r.told(*names) for i, r in enumerate(bought, 1))
    notes = (f"企业名称：{own.name}", "金额单位：元")
    table = Table("投资明细", "2024年度平台投资明细清单", notes, (top, low), tuple(rows),
                  (5, 9, 18, 20, 12, 13, 17, 11, 13, 16, 11, 13, 13))  # fmt: skip
    truth = {"applicant_name": own.name, "total": f"{_total(bought, 'declared'):.2f}"}
    return [table], (Expected("project_list", truth, listed),)


def by_invoice(rng: random.Random) -> Made:
    """项目清单 with a row an invoice: category, supplier and contract merged over the invoices of a contract."""
    own = company(rng)
    rows: list[tuple[Value, ...]] = []
    listed: list[Truth] = []
    total = ZERO
    for number, first in enumerate(_bought(rng), 1):
        for place in range(rng.choice((1, 2, 3))):
            row = first if place == 0 else _spent(rng, first.category, first.description, rate=6, whole=1)
            joined: tuple[Value, ...] = (str(number), first.category, first.description, first.supplier,
                                         first.contract_no)  # fmt: skip
            rows.append((*(joined if place == 0 else (None,) * 5), row.invoice_no, row.invoice_date, row.invoice_amount,
                         row.receipt_no, row.pay_date, row.paid_amount, row.declared))  # fmt: skip
            inherited = first.told("category", "description", "supplier", "contract_no")
            own_values = row.told("invoice_no", "invoice_date", "invoice_amount", "receipt_no", "pay_date",
                                  "paid_amount", "declared")  # fmt: skip
            listed.append(inherited | own_values)
            total += row.declared
    rows.append(("合计", *[""] * 10, total))
    head = ("序号", "投入类别", "项目内容", "供应商", "合同号", "发票号码", "开票日期", "发票含税金额（元）",
            "银行回单号", "付款日期", "付款金额（元）", "申报金额（元）")  # fmt: skip
    table = Table("清单", "工业互联网平台建设项目清单", (f"申报企业：{own.name}",), (head,), tuple(rows),
                  (5, 9, 17, 20, 12, 17, 11, 13, 16, 11, 13, 13))  # fmt: skip
    truth = {"applicant_name": own.name, "total": f"{total:.2f}"}
    return [table], (Expected("project_list", truth, tuple(listed)),)


def cloud_funds(rng: random.Random) -> Made:
    """资金使用情况明细表 of a company on a cloud, in 万元 with four places."""
    own = company(rng)
    spent = [_spent(rng, kind, name, rate=6, whole=100) for kind, name in _CLOUD]
    rows: list[tuple[Value, ...]] = [
        (str(i), r.category, r.description, r.supplier, r.contract_no, Wan(r.contract_amount, 4), r.invoice_no,
         f"{r.invoice_date:%Y.%m.%d}", Wan(r.invoice_amount, 4), r.receipt_no, f"{r.pay_date:%Y.%m.%d}",
         Wan(r.paid_amount, 4), Wan(r.declared, 4))
        for i, r in enumerate(spent, 1)
    ]  # fmt: skip
    rows.append(("合计", "", "", "", "", Wan(_total(spent, "contract_amount"), 4), "", "",
                 Wan(_total(spent, "invoice_amount"), 4), "", "", Wan(_total(spent, "paid_amount"), 4),
                 Wan(_total(spent, "declared"), 4)))  # fmt: skip
    head = ("序号", "费用类别", "使用内容", "云服务商/供应商", "合同编号", "合同金额", "发票号", "开票日期", "发票金额",
            "付款凭证号", "付款日期", "付款金额", "申报金额")  # fmt: skip
    notes = (f"企业名称：{own.name}", "统计期间：2024年1月1日至2024年12月31日    单位：万元")
    table = Table("资金使用", "企业上云资金使用情况明细表", notes, (head,), tuple(rows),
                  (5, 9, 16, 20, 12, 10, 17, 11, 10, 16, 11, 10, 10))  # fmt: skip
    listed = tuple(
        {"number": str(i)} | r.told("category", *_ALL, "invoice_date", "receipt_no") for i, r in enumerate(spent, 1)
    )
    truth = {"applicant_name": own.name, "total": f"{_total(spent, 'declared'):.2f}"}
    return [table], (Expected("fund_detail", truth, listed),)
