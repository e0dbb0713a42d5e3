"""The park's lists as workbooks: tenants with revenue, premises, and the lists behind ratios and counts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

from sample_docs.generator.books import Book
from sample_docs.generator.park.plan import CHARGING, SERVICES, SHOWN, ParkPlan


def _listed(title: str, plan: ParkPlan, unit: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """One sheet: title, who made it, the columns, the rows."""
    out = io.BytesIO()
    book = Book(out)
    sheet = book.sheet("名单", [8, 34, *[18] * (len(columns) - 2)])
    start = book.head(sheet, f"{plan.name}{title}", ((f"填报单位：{plan.applicant.name}", unit),), columns)
    for place, row in enumerate(rows):
        book.row(sheet, start + place, row)
    book.file.close()
    return out.getvalue()


def tenants(plan: ParkPlan) -> bytes:
    """入驻企业名单及营业收入."""
    rows: list[list[object]] = [
        [place, t.company.name, t.company.uscc, t.industry, "是" if t.large else "否", t.revenue]
        for place, t in enumerate(plan.tenants, 1)
    ]
    rows.append(["合计", "", "", "", "", plan.revenue])
    return _listed("入驻企业名单及2024年度营业收入", plan, "单位：万元",
                   ("序号", "企业名称", "统一社会信用代码", "所属行业", "是否规上", "营业收入"), rows)  # fmt: skip


def premises(plan: ParkPlan) -> bytes:
    """租售台账: every part with its area, tenant and contract."""
    rows: list[list[object]] = []
    for place, part in enumerate(plan.premises, 1):
        tenant = plan.tenants[part.tenant].company.name if part.tenant is not None else ""
        state = "空置" if part.tenant is None else "已售" if part.sold else "已租"
        ends = part.end.isoformat() if tenant and not part.sold else ""
        rows.append([place, tenant, part.name, Decimal(part.area), state, part.number, ends])
    rows.append(["合计", "", "", Decimal(plan.leasable), "", "", ""])
    columns = ("序号", "承租（购买）企业", "房源", "建筑面积（平方米）", "租售状态", "合同编号", "租赁到期日")
    return _listed("房源租售台账", plan, "", columns, rows)


def levels(plan: ParkPlan) -> bytes:
    """规上工业企业智改数转自评估等级."""
    large = [tenant for tenant in plan.tenants if tenant.large]
    rows = [[place, t.company.name, t.company.uscc, t.level] for place, t in enumerate(large, 1)]
    columns = ("序号", "企业名称", "统一社会信用代码", "自评估等级")
    return _listed("规上工业企业智改数转自评估等级名单", plan, "", columns, rows)


def certificates(plan: ParkPlan) -> bytes:
    """贯标认证企业."""
    own = [tenant for tenant in plan.tenants if tenant.certificate]
    rows = [[place, t.company.name, t.company.uscc, t.certificate] for place, t in enumerate(own, 1)]
    columns = ("序号", "企业名称", "统一社会信用代码", "贯标认证情况")
    return _listed("两化融合、DCMM、CMMM贯标认证企业名单", plan, "", columns, rows)


def clouds(plan: ParkPlan) -> bytes:
    """上云企业."""
    rows = [
        [place, t.company.name, t.company.uscc, "是" if t.on_cloud else "否"] for place, t in enumerate(plan.tenants, 1)
    ]
    return _listed("企业上云情况名单", plan, "", ("序号", "企业名称", "统一社会信用代码", "是否上云"), rows)


def identifiers(plan: ParkPlan) -> bytes:
    """接入工业互联网标识的企业 with their registrations."""
    own = [tenant for tenant in plan.tenants if tenant.identifiers]
    rows: list[list[object]] = [
        [place, t.company.name, t.company.uscc, t.identifiers] for place, t in enumerate(own, 1)
    ]
    columns = ("序号", "企业名称", "统一社会信用代码", "标识注册量（万条）")
    return _listed("接入工业互联网标识解析企业名单", plan, "", columns, rows)


def shown(plan: ParkPlan) -> bytes:
    """智改数转试点示范企业."""
    rows = [[place, plan.tenants[place - 1].company.name, title, "市级"] for place, title in enumerate(SHOWN, 1)]
    return _listed("智改数转试点示范企业名单", plan, "", ("序号", "企业名称", "获评名称", "级别"), rows)


def cases(plan: ParkPlan) -> bytes:
    """服务案例 of finance, law and people."""
    rows: list[list[object]] = []
    for name, count in SERVICES.items():
        for place in range(count):
            tenant = plan.tenants[(len(rows) * 3 + place) % len(plan.tenants)].company.name
            rows.append([len(rows) + 1, tenant, f"{name}服务", f"{name}服务对接会及一对一辅导"])
    return _listed("企业服务案例清单", plan, "", ("序号", "企业名称", "服务类型", "案例情况"), rows)


def charging(plan: ParkPlan) -> bytes:
    """停车场充电车位."""
    rows: list[list[object]] = [
        [place, f"{'东西'[place - 1]}区停车场", Decimal(spaces), Decimal(chargers)]
        for place, (spaces, chargers) in enumerate(CHARGING, 1)
    ]
    rows.append(["合计", "", Decimal(sum(s for s, _ in CHARGING)), Decimal(sum(c for _, c in CHARGING))])
    return _listed("停车场充电车位清单", plan, "", ("序号", "停车场名称", "总车位数", "充电车位数"), rows)
