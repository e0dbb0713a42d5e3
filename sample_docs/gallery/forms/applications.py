"""附件3, 附件4 and 附件5 of the notice, filled in by invented applicants, with ticks of several styles."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.forms.grid import Cells
from sample_docs.gallery.people import company, persons
from sample_docs.generator.cloud.form import SUBDOMAINS
from sample_docs.generator.contracts import day
from sample_docs.generator.identity import Company

_TICKS = (("√", "□"), ("■", "□"), ("☑", "☐"), ("☑", "□"))
_PROMISE = ("1．本项目申报的所有材料，包括本申报书及相关附件，均真实、完整、合法、有效，不存在伪造、编造、"
            "抄袭等虚假情形；\n"
            "2．本单位为依法经营的企业及相关组织机构，近三年信用良好。")  # fmt: skip
Filled = tuple[str, str, list[Cells], Expected, Company]


def marks_of(rng: random.Random, marks: tuple[str, str] | None) -> tuple[str, str]:
    """The ticked and the empty box: those given, or any pair."""
    return marks or rng.choice(_TICKS)


def choice(marks: tuple[str, str], options: tuple[str, ...], chosen: int) -> str:
    """All options, the chosen one ticked."""
    return "  ".join((marks[0] if index == chosen else marks[1]) + option for index, option in enumerate(options))


def applicant(rng: random.Random, own: Company) -> tuple[list[Cells], Truth]:
    """The applicant's block, which 附件3 and 附件4 share."""
    contact = persons(rng, 1)[0].name
    phone, mail = (
        f"1990000{rng.randint(1000, 9999)}",
        f"{rng.choice(('xm', 'lxr', 'service'))}{rng.randint(1, 99)}@example.com",
    )
    district, capital = (
        rng.choice(("高新区", "武侯区", "双流区", "郫都区")),
        f"{rng.choice((500, 1000, 3000, 5000))}万元",
    )
    truth = {
        "applicant_name": own.name, "reg_address": own.address, "legal_rep": own.legal_rep, "district": district,
        "reg_date": own.founded.isoformat(), "reg_capital": capital, "main_business": "工业软件研发与技术服务",
        "contact": contact, "phone": phone, "email": mail,
    }  # fmt: skip
    rows: list[Cells] = [
        (("企业名称", 1), (own.name, 5)), (("注册地址", 1), (own.address, 5)),
        (("法人代表", 1), (own.legal_rep, 2), ("所属区（市）县", 1), (district, 2)),
        (("注册时间", 1), (day(own.founded), 2), ("注册资金", 1), (capital, 2)),
        (("主营业务", 1), ("工业软件研发与技术服务", 5)),
        (("经营状况", 1), ("主营业务收入（万元）", 2), ("税收（万元）", 1), ("利润（万元）", 2)),
    ]  # fmt: skip
    for year in (2022, 2023, 2024):
        values = [f"{Decimal(rng.randint(-20_000 if i == 2 else 1_000, 900_000)) / 100:.2f}" for i in range(3)]
        rows.append(((f"{year}年度", 1), (values[0], 2), (values[1], 1), (values[2], 2)))
        truth |= {f"{name}_{year}": value for name, value in zip(("revenue", "tax", "profit"), values, strict=True)}
    rows += [
        (("联系人", 1), ("姓名", 1), (contact, 1), ("职务", 1), ("项目经理", 2)),
        (("", 1), ("电话", 1), (phone, 1), ("邮箱", 1), (mail, 2)),
    ]
    return rows, truth


def commitment(rng: random.Random, own: Company) -> tuple[Cells, Truth]:
    """The promise with name and day, and what it tells."""
    signed = date(2025, 5, 21) + timedelta(days=rng.randint(0, 28))
    text = f"{_PROMISE}\n\n法定代表人（签名/印章）：{own.legal_rep}\n\n{day(signed)}"
    return (("申报单位承诺", 1), (text, 5)), {"commitment_date": signed.isoformat(), "commitment_signed": "true"}


def platform(rng: random.Random, marks: tuple[str, str] | None = None) -> Filled:
    """附件3 工业互联网市级示范平台."""
    own, marks = company(rng), marks_of(rng, marks)
    rows, truth = applicant(rng, own)
    invested, built = Decimal(rng.randint(100_00, 9000_00)) / 100, date(2024, rng.randint(1, 12), rng.randint(1, 28))
    position, rented = rng.randrange(3), rng.random() < 0.5
    provider = company(rng).name if rented else ""
    name = f"{own.name[2:4]}工业互联网平台"
    metrics = (("接入设备数", "台/套", "devices_connected", 9000), ("兼容协议数量", "个", "protocols", 90),
               ("工业APP数", "个", "industrial_apps", 120), ("工业机理模型", "个", "mechanism_models", 200),
               ("微服务组件数量", "个", "microservices", 300), ("解决方案数", "个", "solutions", 40),
               ("累计服务园区数量（选填）", "个", "parks_served", 9), ("服务企业数", "家", "enterprises_served", 200),
               ("年服务收入", "万元", "service_income", 900))  # fmt: skip
    counts = {field: str(rng.randint(3, most)) for _, _, field, most in metrics}
    customers = [company(rng) for _ in range(3)]
    iaas = choice(marks, ("自建", "租用"), int(rented)) + f"   服务商{provider or '__________'}"
    truth |= counts | {
        "platform_name": name, "positioning": ("行业级", "区域级", "跨行业跨领域")[position],
        "declared_investment": f"{invested * 10000:.2f}", "built_date": built.isoformat(),
        "iaas": "租用" if rented else "自建",
    }  # fmt: skip
    if rented:
        truth["iaas_provider"] = provider
    promise, signed = commitment(rng, own)
    rows += [
        (("企业简介（300字以内）：\n公司专注制造业数字化转型，现有研发人员四十余人。", 6),),
        (("平台名称", 1), (name, 5)),
        (("发展定位", 1), (choice(marks, ("行业级平台", "区域级平台", "跨行业跨领域平台"), position), 5)),
        (("认定期内\n投资金额", 1), (f"{invested}万元", 2), ("建成时间", 1), (day(built), 2)),
        (("IaaS基础设施", 1), (iaas, 5)),
        (("平台核心指标", 1),
         ("\n".join(f"{label}：{counts[field]}（{unit}）" for label, unit, field, _ in metrics), 5)),
        (("平台概述（300字以内）", 1), ("平台采用边缘层、PaaS层、应用层架构，提供设备接入与应用服务。", 5)),
        (("能力和发展优势（300字以内）", 1), ("兼容主流工业协议，沉淀了机理模型与组件。", 5)),
        (("发展方向和计划（300字以内）", 1), ("持续扩大设备接入规模，推进标识解析融合应用。", 5)),
        (("平台典型应用企业名称", 1),
         ("\n".join(f"{i}．{c.name}：接入关键设备，停机时间下降。" for i, c in enumerate(customers, 1)), 5)),
        promise,
    ]  # fmt: skip
    listed = tuple({"name": customer.name} for customer in customers)
    return "附件3", "2025年度工业互联网市级示范平台事项申报表", rows, Expected("form_a3", truth | signed, listed), own


def cloud(rng: random.Random, marks: tuple[str, str] | None = None) -> Filled:
    """附件4 星级上云企业."""
    own, marks = company(rng), marks_of(rng, marks)
    rows, truth = applicant(rng, own)
    star, model = rng.randrange(3), rng.randrange(3)
    invested, started = Decimal(rng.randint(20_00, 900_00)) / 100, date(2023, rng.randint(1, 12), 1)
    provider = company(rng).name
    truth |= {
        "star": str(star + 3), "declared_investment": f"{invested * 10000:.2f}", "start_date": started.isoformat(),
        "deployment": ("公有云", "私有云", "混合云")[model], "provider": provider,
    }  # fmt: skip
    rows += [
        (("申请上云星级", 1), (choice(marks, ("三星级", "四星级", "五星级"), star), 5)),
        (("上一自然年上云投入金额（万元）", 2), (f"{invested}", 1), ("启动上云时间", 1), (day(started), 2)),
        (("云服务部署模型", 1), (choice(marks, ("公有云", "私有云", "混合云"), model), 5)),
        (("云资源提供单位", 1), (provider, 5)),
        (("类", 1), ("域", 1), ("子域", 2), ("√", 1), ("使用情况", 1)),
    ]
    listed = []
    for group, domain, names in SUBDOMAINS:
        for name in names:
            ticked = rng.random() < 0.22
            rows.append(
                ((group, 1), (domain, 1), (name, 2), ("√" if ticked else "", 1), ("已使用" if ticked else "", 1))
            )
            listed.append({"domain": domain, "subdomain": name, "ticked": str(ticked).lower()})
    promise, signed = commitment(rng, own)
    rows += [(("上云情况（300字内）", 1), ("公司核心业务系统已迁移上云，运行稳定。", 5)), promise]
    return "附件4", "2025年度星级上云企业事项申报表", rows, Expected("form_a4", truth | signed, tuple(listed)), own


def park(rng: random.Random, marks: tuple[str, str] | None = None) -> Filled:
    """附件5 星级智慧园区."""
    own, marks = company(rng), marks_of(rng, marks)
    opened, area = date(rng.randint(2005, 2019), rng.randint(1, 12), 1), f"{Decimal(rng.randint(10, 400)) / 100}"
    industries = (
        "电子信息",
        "汽车制造",
        "食品饮料",
        "装备制造",
        "生物医药",
        "航空航天",
        "轨道交通",
        "节能环保",
        "新材料",
        "新能源",
        "其他",
    )
    chosen, name = rng.randrange(10), f"{own.name[2:4]}智造产业园"
    contact, phone = persons(rng, 1)[0].name, f"1990000{rng.randint(1000, 9999)}"
    firms, staff = str(rng.randint(20, 400)), str(rng.randint(800, 20_000))
    truth = {
        "park_name": name, "opened": opened.isoformat(), "district": "双流区", "area": area, "address": own.address,
        "contact": contact, "phone": phone, "industry": industries[chosen], "enterprises": firms, "employees": staff,
        "applicant_name": own.name,
    }  # fmt: skip
    promise, signed = commitment(rng, own)
    rows: list[Cells] = [
        (("申报单位", 1), (own.name, 5)),
        (("园区名称", 1), (name, 2), ("建园时间", 1), (day(opened), 2)),
        (("所在区县", 1), ("双流区", 2), ("园区面积（平方公里）", 2), (area, 1)),
        (("园区地址", 1), (own.address, 5)),
        (("联系人", 1), (contact, 2), ("联系电话", 1), (phone, 2)),
        (("园区主导产业", 1), (choice(marks, industries, chosen), 5)),
        (("已入驻企业总数", 1), (firms, 2), ("园区从业人员数", 1), (staff, 2)),
        (("智慧园区建设概况及成效（300字以内）", 1), ("园区建成统一的运营管理平台，接入安防、能耗、停车等系统。", 5)),
        promise,
    ]  # fmt: skip
    return "附件5", "2025年度星级智慧园区事项申报表", rows, Expected("form_a5", truth | signed), own
