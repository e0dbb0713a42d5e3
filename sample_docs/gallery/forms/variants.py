"""附件3, 附件4 and 附件5 as other applicants fill them in: figures in cells of their own, years across, indicators."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.forms.applications import Filled, applicant, choice, commitment, marks_of
from sample_docs.gallery.forms.grid import Cells
from sample_docs.gallery.people import company, persons
from sample_docs.generator.cloud.form import SUBDOMAINS
from sample_docs.generator.identity import Company

_METRICS = (("接入设备数", "台/套", "devices_connected", 9000), ("兼容协议数量", "个", "protocols", 90),
            ("工业APP数", "个", "industrial_apps", 120), ("工业机理模型", "个", "mechanism_models", 200),
            ("微服务组件数量", "个", "microservices", 300), ("解决方案数", "个", "solutions", 40),
            ("服务企业数", "家", "enterprises_served", 200), ("年服务收入", "万元", "service_income", 900))  # fmt: skip
_USES = ("已部署生产环境，由云服务商统一运维，覆盖公司全部业务部门，全年稳定运行无重大故障", "已上线使用",
    "用于核心业务系统",
         "与ERP、MES系统集成，支撑三个车间的日常生产与管理，累计接入设备一百余台，数据保存一年以上",
             "部分使用")  # fmt: skip


def _years_across(rng: random.Random, own: Company) -> tuple[list[Cells], Truth]:
    """The applicant's block with the years as columns and revenue, tax and profit as rows."""
    rows, truth = applicant(rng, own)
    head = next(index for index, row in enumerate(rows) if row[0][0] == "经营状况")
    years = ("2022", "2023", "2024")
    block: list[Cells] = [(("经营状况（万元）", 2), ("2022年", 1), ("2023年", 1), ("2024年", 2))]
    for label, name in (("主营业务收入", "revenue"), ("上缴税收", "tax"), ("利润总额", "profit")):
        a, b, c = (f"{Decimal(truth[f'{name}_{year}']):,.2f}" for year in years)
        block.append(((label, 2), (a, 1), (b, 1), (c, 2)))
    return [*rows[:head], *block, *rows[head + 4 :]], truth


def platform_cells(rng: random.Random, marks: tuple[str, str] | None = None) -> Filled:
    """附件3: every metric in a cell of its own, the provider below the tick, typical enterprises as numbered rows."""
    own, marks = company(rng), marks_of(rng, marks)
    rows, truth = _years_across(rng, own)
    invested, built = Decimal(rng.randint(100_00, 9000_00)) / 100, date(2024, rng.randint(1, 12), rng.randint(1, 28))
    position, provider, name = rng.randrange(3), company(rng).name, f"{own.name[2:4].strip('（）')}工业互联网平台"
    counts = {field: f"{rng.randint(3, most)}" for _, _, field, most in _METRICS}
    customers = [company(rng).name for _ in range(rng.randint(3, 5))]
    rows += [
        (("平台名称", 1), (name, 5)),
        (("发展定位", 1), (choice(marks, ("行业级平台", "区域级平台", "跨行业跨领域平台"), position), 5)),
        (("认定期内投资金额（万元）", 2), (f"{invested:,.2f}", 1), ("建成时间", 1), (f"{built:%Y.%m.%d}", 2)),
        (("IaaS基础设施", 1), (choice(marks, ("自建", "租用"), 1), 2), ("服务商", 1), (provider, 2)),
    ]
    for left, right in zip(_METRICS[::2], _METRICS[1::2], strict=True):
        rows.append(tuple(
            cell for label, unit, field, _ in (left, right) for cell in ((f"{label}（{unit}）", 2), (counts[field], 1))
        ))  # fmt: skip
    rows.append((("平台概述（300字以内）", 1), (_OVERVIEW, 5)))
    rows.append((("平台典型应用企业", 1), ("序号", 1), ("企业名称", 2), ("应用成效", 2)))
    rows += [(("", 1), (str(i), 1), (c, 2), ("关键设备联网，能耗下降。", 2)) for i, c in enumerate(customers, 1)]
    promise, signed = commitment(rng, own)
    truth |= counts | {
        "platform_name": name, "positioning": ("行业级", "区域级", "跨行业跨领域")[position],
        "declared_investment": f"{invested * 10000:.2f}", "built_date": built.isoformat(), "iaas": "租用",
        "iaas_provider": provider,
    }  # fmt: skip
    listed = tuple({"name": customer} for customer in customers)
    told = Expected("form_a3", truth | signed, listed)
    return "附件3", "2025年度工业互联网市级示范平台事项申报表", [*rows, promise], told, own


_OVERVIEW = (
    "平台面向离散制造企业，由边缘接入、数据汇聚、模型沉淀、应用开发四个层次组成，支持主流工业协议的解析与转换，"
    "提供设备管理、能耗分析、质量追溯等应用，已在装备制造、电子信息等行业推广，形成了可复制的解决方案，"
    "并与高校共建机理模型库，持续为中小企业提供低成本的数字化改造服务。"
)


def cloud_long(rng: random.Random, marks: tuple[str, str] | None = None) -> Filled:
    """附件4: a box before every subdomain, long uses, 类 and 域 only in their first rows, over several pages."""
    own, marks = company(rng), marks_of(rng, marks)
    rows, truth = _years_across(rng, own)
    star, model, provider = rng.randrange(3), rng.randrange(3), f"{company(rng).name}"
    invested, started = Decimal(rng.randint(20_00, 900_00)) / 100, date(rng.randint(2020, 2023), rng.randint(1, 12), 1)
    rows += [
        (("申请上云星级", 1), (choice(marks, ("三星级", "四星级", "五星级"), star), 5)),
        (("上一自然年上云投入金额（万元）", 2), (f"{invested:,.2f}", 1), ("启动上云时间", 1),
            (f"{started:%Y年%m月%d日}", 2)),
        (("云服务部署模型", 1), (choice(marks, ("公有云", "私有云", "混合云"), model), 5)),
        (("云资源提供单位", 1), (provider, 5)),
        (("类", 1), ("域", 1), ("子域", 2), ("√", 1), ("使用情况", 1)),
    ]  # fmt: skip
    listed, last = [], ("", "")
    for group, domain, names in SUBDOMAINS:
        for name in names:
            ticked = rng.random() < 0.35
            shown = (group if last[0] != group else "", domain if last[1] != domain else "")
            use = rng.choice(_USES) if ticked else ""
            rows.append(((shown[0], 1), (shown[1], 1), (name, 2), (marks[0] if ticked else marks[1], 1), (use, 1)))
            row = {"domain": domain, "subdomain": name, "ticked": str(ticked).lower()}
            listed.append(row | {"usage": use} if use else row)
            last = group, domain
    promise, signed = commitment(rng, own)
    truth |= signed | {
        "star": str(star + 3), "declared_investment": f"{invested * 10000:.2f}", "start_date": started.isoformat(),
        "deployment": ("公有云", "私有云", "混合云")[model], "provider": provider,
    }  # fmt: skip
    rows += [(("上云情况（300字内）", 1), (_OVERVIEW, 5)), promise]
    return "附件4", "2025年度星级上云企业事项申报表", rows, Expected("form_a4", truth, tuple(listed)), own


_INDUSTRIES = ("电子信息", "汽车制造", "食品饮料", "装备制造", "生物医药", "航空航天", "轨道交通", "节能环保", "新材料",
               "新能源", "其他")  # fmt: skip
_INDICATORS = (
    ("符合性指标", "园区规模", "园区建筑面积（万平方米）", "12.6"), ("符合性指标", "入驻率", "入驻面积占比（%）",
        "83.5"),
    ("符合性指标", "安全环保", "近三年未发生重特大事故", "是否"), ("核心指标", "建设规划",
        "目标定位、重点任务、保障措施", "是否"),
    ("核心指标", "智改数转", "规上企业数字化二级以上占比（%）", "62.0"), ("核心指标", "智改数转", "上云企业占比（%）",
        "71.3"),
    ("核心指标", "标识解析", "应用企业数量（家）", "9"), ("核心指标", "基础网络", "5G及光纤覆盖率（%）", "100"),
    ("核心指标", "数据管理", "建有统一数据平台", "是否"), ("核心指标", "安全保障", "高清视频监控全覆盖并接入平台",
        "是否"),
    ("核心指标", "绿色低碳", "建有能耗在线监测系统", "是否"), ("核心指标", "智慧运营", "线上政务及企业服务", "是否"),
    ("核心指标", "生活配套", "智能充电车位占比（%）", "18"), ("加分指标", "影响力企业", "国家级专精特新企业（家）",
        "2"),
    ("加分指标", "科技创新", "省级以上创新平台（个）", "3"),
)  # fmt: skip


def park_indicators(rng: random.Random, marks: tuple[str, str] | None = None) -> Filled:
    """附件5 with the star applied for and the tree of indicators: figures, and 是/否 ticked."""
    own, marks = company(rng), marks_of(rng, marks)
    opened, area = date(rng.randint(2005, 2019), rng.randint(1, 12), 1), f"{Decimal(rng.randint(10, 400)) / 100}"
    industry, star, name = rng.randrange(10), rng.randrange(3), f"{own.name[2:4].strip('（）')}智能制造产业园"
    contact, phone = persons(rng, 1)[0].name, f"1990000{rng.randint(1000, 9999)}"
    firms, staff = str(rng.randint(20, 400)), str(rng.randint(800, 20_000))
    rows: list[Cells] = [
        (("申报单位", 1), (own.name, 2), ("申请星级", 1), (choice(marks, ("三星级", "四星级", "五星级"), star), 2)),
        (("园区名称", 1), (name, 2), ("建园时间", 1), (f"{opened:%Y年%m月%d日}", 2)),
        (("所在区县", 1), ("龙泉驿区", 2), ("园区面积（平方公里）", 2), (area, 1)),
        (("园区地址", 1), (own.address, 5)),
        (("联系人", 1), (contact, 1), ("职务", 1), ("运营经理", 1), ("联系电话", 1), (phone, 1)),
        (("园区主导产业（可填其他）", 1), (choice(marks, _INDUSTRIES, industry), 5)),
        (("已入驻企业总数（家）", 1), (firms, 2), ("园区从业人员数（人）", 1), (staff, 2)),
        (("园区建设概况及成效（300字以内）", 1), ("园区建成智慧运营管理中心，" + _OVERVIEW[:60] + "。", 5)),
        (("一级指标", 1), ("二级指标", 1), ("三级指标", 3), ("填报情况", 1)),
    ]  # fmt: skip
    last = ("", "")
    for first, second, third, value in _INDICATORS:
        shown = choice(marks, ("是", "否"), int(rng.random() < 0.2)) if value == "是否" else value
        heads = (first if last[0] != first else "", second if last[1] != second else "")
        rows.append(((heads[0], 1), (heads[1], 1), (third, 3), (shown, 1)))
        last = first, second
    promise, signed = commitment(rng, own)
    truth = {
        "applicant_name": own.name, "park_name": name, "opened": opened.isoformat(), "district": "龙泉驿区",
            "area": area,
        "address": own.address, "contact": contact, "phone": phone, "industry": _INDUSTRIES[industry],
        "enterprises": firms, "employees": staff, "star": str(star + 3),
    }  # fmt: skip
    return "附件5", "2025年度星级智慧园区事项申报表", [*rows, promise], Expected("form_a5", truth | signed), own
