"""Plants discrepancies in an honest cloud plan; amounts are those of an exact auditor."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sample_docs.generator.cloud.plan import BLOCKS, DATABASES, DISKS, TOP_UP, YEAR, BillRow, CloudPlan
from sample_docs.generator.cloud.recognition import recognise
from sample_docs.generator.identity import Registry
from sample_docs.generator.plan import CENT, Fault, Item, Line

_PREPAID, _COMPUTERS, _UNMATCHED, _LATE = "3", "6", "7", "8"
"""Lines that a fault hits: paid for three years, no cloud at all, without papers, half of it next year."""
_EXTRA = ("业务上云/销售服务/售后服务", "设备上云/决策优化/反向控制")
"""Sub-domains ticked without any paper."""


def plant(plan: CloudPlan) -> CloudPlan:
    """The plan with every fault in it and the list of what was planted."""
    rng = random.Random(f"cloud-faults-{plan.base.seed}")
    for step in (_top_up, _prepaid, _computers, _next_year, _ticks, _words_of_the_form):
        plan = step(plan, rng)
    plan = replace(
        plan, base=plan.base.with_line(replace(plan.base.line(_UNMATCHED), pairs=(), contract_handed_in=False))
    )
    return replace(plan, screens=(), faults=_told(plan))


def _top_up(plan: CloudPlan, rng: random.Random) -> CloudPlan:
    """The whole top-up is declared; bills show less, coupons, a month of the next year and products nobody ticked."""
    extra = []
    for month in ("2024-05", "2024-08", "2024-10"):
        line, message = (Decimal(rng.randint(lo, hi)) / 100 for lo, hi in ((180_000, 240_000), (30_000, 60_000)))
        extra.append(
            BillRow(
                month, "高速通道", "物理专线 100M", "基础上云/网络资源/云专线", Decimal("0.00"), line.quantize(CENT)
            )
        )
        extra.append(BillRow(month, "短信服务", "国内短信套餐", "", Decimal("0.00"), message.quantize(CENT)))
    january = [replace(row, month="2025-01", voucher=Decimal("0.00")) for row in plan.bills if row.month == "2024-12"]
    bills = sorted((*plan.bills, *extra, *january), key=lambda row: row.month)
    return replace(plan, bills=tuple(bills), claims=plan.claims | {"1": TOP_UP.quantize(CENT)})


def _prepaid(plan: CloudPlan, rng: random.Random) -> CloudPlan:
    """Line 3 pays three years at once."""
    span = (date(2024, 7, 1), date(2027, 6, 30))
    return _with_service(plan, _PREPAID, span)


def _with_service(plan: CloudPlan, number: str, span: tuple[date, date]) -> CloudPlan:
    line = plan.base.line(number)
    if line.contract is None:
        raise ValueError(f"line {number} needs a contract")
    changed = replace(line, contract=replace(line.contract, start=span[0], end=span[1]))
    return replace(plan, base=plan.base.with_line(changed), services=plan.services | {number: span})


def _computers(plan: CloudPlan, rng: random.Random) -> CloudPlan:
    """Line 6 buys notebooks for the office."""
    line, invoice = plan.base.line(_COMPUTERS), plan.base.invoices[_COMPUTERS]
    old = invoice.items[0]
    count = Decimal(10)
    rate = Decimal("0.13")
    tax = (old.amount * rate).quantize(CENT)
    items = (Item("笔记本电脑", "电子计算机", "X14", "台", count, old.amount / count, old.amount, rate, tax),)
    gross = old.amount + tax
    if line.contract is None:
        raise ValueError("line 6 needs a contract")
    nodes = (replace(line.contract.nodes[0], amount=gross),)
    contract = replace(line.contract, name="笔记本电脑采购合同", items=items, total=gross, nodes=nodes)
    changed: Line = replace(line, category="办公设备", description="研发人员笔记本电脑购置", contract=contract)
    changed = replace(changed, pairs=(replace(line.pairs[0], amount=gross),))
    slip = replace(plan.base.payments[_COMPUTERS], amount=gross, usage=f"支付笔记本电脑采购款{contract.number}")
    base = replace(
        plan.base.with_line(changed),
        invoices=plan.base.invoices | {_COMPUTERS: replace(invoice, items=items)},
        payments=plan.base.payments | {_COMPUTERS: slip},
    )
    claims = plan.claims | {_COMPUTERS: gross}
    return replace(plan, base=base, subdomains=plan.subdomains | {_COMPUTERS: ""}, claims=claims)


def _next_year(plan: CloudPlan, rng: random.Random) -> CloudPlan:
    """The invoice of line 8 says that half of its twelve months lie in the next year."""
    span = (date(2024, 7, 1), date(2025, 6, 30))
    plan = _with_service(plan, _LATE, span)
    remark = "服务期：2024年7月1日至2025年6月30日"
    invoices = plan.base.invoices | {_LATE: replace(plan.base.invoices[_LATE], remark=remark)}
    return replace(plan, base=replace(plan.base, invoices=invoices))


def _ticks(plan: CloudPlan, rng: random.Random) -> CloudPlan:
    """Rows without papers are ticked, the disks twice; databases and the safety of hosts are not."""
    dropped = {DATABASES, "基础上云/安全资源/主机安全"}
    return replace(plan, ticks=(*(key for key in plan.ticks if key not in dropped), BLOCKS, *_EXTRA))


def _words_of_the_form(plan: CloudPlan, rng: random.Random) -> CloudPlan:
    """The form names a provider that sells nothing, and a first day after the first bill."""
    other = Registry(rng).company("云网络服务", ("CCB",))
    return replace(plan, provider=other.name, started=date(2024, 6, 1))


def _told(plan: CloudPlan) -> tuple[Fault, ...]:
    """Every fault with its line, its amount and where it can be seen."""
    outcome = recognise(plan)
    faults = [
        Fault(code, line.number, _NOTES[code], amount, _subjects(code, line.number))
        for line in outcome.lines
        for code, amount in line.cuts
    ]
    faults += [Fault("subdomain_unsupported", None, f"{key}未见佐证", None, ("form",)) for key in outcome.unsupported]
    faults += [
        Fault("subdomain_overlap", None, f"{BLOCKS}与{DISKS}由同一账单项目支持", None, ("form", "bill")),
        Fault("star_level_overclaimed", None, f"申请{plan.star}星，可支持{outcome.star}星", None, ("form",)),
        Fault("cloud_provider_mismatch", None, f"申报表云资源提供单位为{plan.provider}", None, ("form",)),
        Fault("start_date_conflict", None, f"申报表启动上云时间{plan.started}晚于首月账单", None, ("form", "bill")),
        Fault("screenshot_missing", None, "混合云未提供系统截图", None, ()),
    ]
    return tuple(faults)


_NOTES = {
    "cloud_recharge_not_consumed": "充值款未全部消费",
    "cloud_cost_out_of_period": "部分服务期（账期）不在认定期内",
    "voucher_discount_not_deducted": "代金券抵扣部分未扣除",
    "cloud_cost_out_of_scope": "不属于勾选子域的投入",
    "cloud_cost_untagged": "账单产品未能对应子域",
    "cloud_prepaid_multi_year": f"三年服务费一次性列报（认定期{YEAR[0].year}年）",
    "fund_detail_row_unmatched": "明细行未见任何凭证",
}


def _subjects(code: str, number: str) -> tuple[str, ...]:
    if number == "1":
        return ("bill", f"invoice:{number}")
    return ("list",) if code == "fund_detail_row_unmatched" else (f"invoice:{number}", f"contract:{number}", "list")
