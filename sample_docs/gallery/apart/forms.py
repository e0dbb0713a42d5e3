"""附件3 and 附件4 kept apart: the notice's forms as another applicant fills them in, with habits of their own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sample_docs.gallery.apart.grid import Block, Cell, Grid, Paragraph, Row
from sample_docs.gallery.apart.parties import company, other_company, person_name
from sample_docs.gallery.apart.printed import Seals, rendered
from sample_docs.gallery.apart.word import word
from sample_docs.gallery.document import Expected, Rendering, Sample, Truth
from sample_docs.generator import seals
from sample_docs.generator.cloud.form import SUBDOMAINS
from sample_docs.generator.identity import Company

_BUSINESS = (
    "工业软件开发、系统集成及运维服务",
    "智能制造装备的研发、生产与销售",
    "工业数据采集与分析服务；物联网技术服务",
)
_DISTRICTS = ("成华区", "青白江区", "龙泉驿区", "新都区", "温江区")
_HABITS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y.%m.%d}", lambda day: f"{day:%Y-%m-%d}", lambda day: f"{day:%Y年%m月%d日}",
)  # fmt: skip
_CLOUD_USES = {
    "基础上云": ("部署业务系统，共6台", "用于历史数据归档", "已接入生产网", "覆盖全部服务器"),
    "业务上云": ("全员使用，账号120个", "采购部、仓储部使用", "2023年5月上线", "已与ERP对接"),
    "设备上云": ("接入数控机床36台", "车间看板已启用", "每5秒采集一次", "覆盖两条产线"),
}


@dataclass
class Filled:
    """A filled-in form: who applies, its rows, and the truth that grows with them."""

    rng: random.Random
    own: Company
    marks: tuple[str, str]
    day: Callable[[date], str]
    truth: Truth
    rows: list[Row]

    def choose(self, options: tuple[str, ...], chosen: int, gap: str = "    ") -> str:
        """Options with their boxes, one of them ticked."""
        return gap.join(self.marks[int(index != chosen)] + option for index, option in enumerate(options))


def _filled(text: str, cols: int = 5, align: str = "left") -> Cell:
    """What the applicant wrote."""
    return Cell(text, cols, align=align, font="kai")


def _label(text: str, cols: int = 1, rows: int = 1) -> Cell:
    """What the form prints."""
    return Cell(text, cols, rows, align="center")


def _start(rng: random.Random, marks: tuple[str, str]) -> Filled:
    """The applicant's block: units repeated behind figures, thousands set apart, capital in words of one's own."""
    own = company(rng, city="成都")
    made = Filled(rng, own, marks, rng.choice(_HABITS), {}, [])
    capital = f"{rng.choice((800, 1200, 2000, 5000))}万元人民币"
    district, business = rng.choice(_DISTRICTS), rng.choice(_BUSINESS)
    contact, mail = person_name(rng), f"{rng.choice(('office', 'xmsb', 'zhb'))}{rng.randint(10, 99)}@example.com"
    made.truth |= {
        "applicant_name": own.name, "reg_address": own.address, "legal_rep": own.legal_rep, "district": district,
        "reg_date": own.founded.isoformat(), "reg_capital": capital, "main_business": business, "contact": contact,
        "phone": own.phone, "email": mail,
    }  # fmt: skip
    made.rows += [
        (_label("企业名称"), _filled(own.name)), (_label("注册地址"), _filled(own.address)),
        (_label("法人代表"), _filled(own.legal_rep, 2), _label("所属区\n（市）县"), _filled(district, 2)),
        (_label("注册时间"), _filled(made.day(own.founded), 2), _label("注册资金"), _filled(capital, 2)),
        (_label("主营业务"), _filled(business)),
        (_label("经营状况"), _label("主营业务收入\n（万元）", 2), _label("税收\n（万元）"),
         _label("利润\n（万元）", 2)),
        *_years(made),
        (_label("联系人", rows=2), _label("姓名"), _filled(contact, 1), _label("职务"), _filled("综合部部长", 2)),
        (_label("电话"), _filled(own.phone, 1), _label("邮箱"), _filled(mail, 2)),
    ]  # fmt: skip
    return made


def _years(made: Filled) -> Iterator[Row]:
    rng = made.rng
    style = rng.choice(("{:,.2f}", "{:.2f}", "{:.2f}万元"))
    for year in (2022, 2023, 2024):
        income = Decimal(rng.randint(90_000, 3_000_000)) / 100
        values = (income, income * rng.randint(2, 6) / 100, income * rng.randint(-4, 12) / 100)
        texts = [style.format(value) for value in values]
        for name, text in zip(("revenue", "tax", "profit"), texts, strict=True):
            made.truth[f"{name}_{year}"] = text.replace(",", "").removesuffix("万元")
        income_cell, tax_cell, profit_cell = (
            _filled(text, cols, "center") for text, cols in zip(texts, (2, 1, 2), strict=True)
        )
        yield (_label(f"{year}年度"), income_cell, tax_cell, profit_cell)


def _commitment(made: Filled) -> Row:
    signed = date(2025, 5, 22) + timedelta(days=made.rng.randint(0, 26))
    made.truth |= {"commitment_date": signed.isoformat(), "commitment_signed": "true"}
    text = (
        "1．本单位所提交的申报书及全部附件真实、完整、合法、有效，没有伪造、编造、抄袭等情形；\n"
        "2．本单位依法经营，近三年信用良好，如有虚假，愿意承担由此产生的一切后果。\n \n"
        f"法定代表人（签名/印章）：{made.own.legal_rep}\n"
        f"申报单位（盖章）：\n{signed.year} 年 {signed.month} 月 {signed.day} 日"
    )
    return (_label("申报单位承诺"), Cell(text, 5, mark="seal"))


def platform(rng: random.Random, marks: tuple[str, str]) -> tuple[Filled, tuple[Truth, ...]]:
    """附件3: the metrics run on in sentences, two a line; the investment in 万元 or in yuan."""
    made = _start(rng, marks)
    name = f"{made.own.name[2:4]}云联工业互联网平台"
    invested, built = Decimal(rng.randint(80_00, 6000_00)) / 100, date(2024, rng.randint(2, 12), rng.randint(1, 28))
    position, rented = rng.randrange(3), rng.random() < 0.6
    printed = rng.choice((f"{invested:,.2f} 万元", f"人民币{invested * 10000:,.2f}元", f"{invested:.2f}万元（含税）"))
    overview = rng.choice((
        "平台面向离散制造企业，由边缘接入、数据中台和工业应用三部分构成，可按需订阅。",
        "平台汇聚设备、能耗和质量数据，为产业链上下游企业提供协同制造与远程运维服务。",
    ))  # fmt: skip
    made.truth |= {
        "platform_name": name, "positioning": ("行业级", "区域级", "跨行业跨领域")[position],
        "declared_investment": f"{invested * 10000:.2f}", "built_date": built.isoformat(),
        "iaas": "租用" if rented else "自建", "overview": overview,
    }  # fmt: skip
    iaas = made.choose(("自建", "租用"), int(rented))
    if rented:
        made.truth["iaas_provider"] = other_company(rng, made.own).name
        iaas += f"    服务商：{made.truth['iaas_provider']}"
    metrics, served = _metrics(made), _served(made)
    made.rows += [
        (_label("企业简介\n（300字以内）"), _filled("公司深耕制造业数字化领域，\n拥有研发人员六十余人，建有实验室。")),
        (_label("平台名称"), _filled(name)),
        (_label("发展定位"), Cell(made.choose(("行业级平台", "区域级平台", "跨行业跨领域平台"), position), 5)),
        (_label("认定期内\n投资金额"), _filled(printed, 2), _label("建成时间"), _filled(made.day(built), 2)),
        (_label("IaaS\n基础设施"), Cell(iaas, 5)),
        (_label("平台核心\n指标"), Cell(metrics, 5)),
        (_label("平台概述\n（300字以内）"), _filled(overview)),
        (_label("能力和发展优势\n（300字以内）"), _filled("具备多协议接入能力，\n形成了面向细分行业的模型库。")),
        (_label("发展方向和计划\n（300字以内）"), _filled("计划两年内新增接入企业一百家。")),
        (_label("平台典型应用\n企业名称"), _filled(_numbered(served))),
        _commitment(made),
    ]  # fmt: skip
    return made, tuple({"name": who, "description": what} for who, what in served)


def _metrics(made: Filled) -> str:
    """The metrics with the applicant's own line breaks; the optional one is left out by some."""
    rng = made.rng
    metrics = [
        ("接入设备数", "台/套", "devices_connected", 6000), ("兼容协议数量", "个", "protocols", 60),
        ("工业APP数", "个", "industrial_apps", 90), ("工业机理模型", "个", "mechanism_models", 150),
        ("微服务组件数量", "个", "microservices", 260), ("解决方案数", "个", "solutions", 30),
        ("累计服务园区数量（选填）", "个", "parks_served", 8), ("服务企业数", "家", "enterprises_served", 180),
    ]  # fmt: skip
    if rng.random() < 0.3:
        metrics = [metric for metric in metrics if metric[2] != "parks_served"]
    parts = []
    for label, unit, name, most in metrics:
        count = rng.randint(2, most)
        made.truth[name] = str(count)
        parts.append(f"{label}：{count:,}{unit}")
    income = Decimal(rng.randint(20_00, 900_00)) / 100
    made.truth["service_income"] = f"{income:.2f}"
    parts.append(f"年服务收入：{income:.2f}万元")
    pairs = ["；".join(parts[i : i + 2]) for i in range(0, len(parts), 2)]
    return "；\n".join(pairs) + "。"


def _numbered(served: list[tuple[str, str]]) -> str:
    return "\n".join(f"（{index}）{name}：{what}" for index, (name, what) in enumerate(served, 1))


def _served(made: Filled) -> list[tuple[str, str]]:
    what = ("接入冲压设备42台，故障响应时间缩短三成", "实现能耗在线监测，单位产品能耗下降8%",
            "打通订单与排产数据，交付周期缩短5天", "建立质量追溯档案，不良率下降1.2个百分点")  # fmt: skip
    served = [other_company(made.rng, made.own).name for _ in range(made.rng.choice((3, 4)))]
    return list(zip(dict.fromkeys(served), what, strict=False))


def cloud(rng: random.Random, marks: tuple[str, str]) -> tuple[Filled, tuple[Truth, ...]]:
    """附件4: classes and domains as joined cells over their sub-domains, uses written in by hand."""
    made = _start(rng, marks)
    star, model = rng.randrange(3), rng.randrange(3)
    invested, started = Decimal(rng.randint(15_00, 700_00)) / 100, date(2023, rng.randint(1, 12), rng.randint(1, 28))
    provider = other_company(rng, made.own).name
    made.truth |= {
        "star": str(star + 3), "declared_investment": f"{invested * 10000:.2f}", "start_date": started.isoformat(),
        "deployment": ("公有云", "私有云", "混合云")[model], "provider": provider,
    }  # fmt: skip
    printed = rng.choice((f"{invested:,.2f}", f"{invested:.2f}万元"))
    made.rows += [
        (_label("企业情况\n（300字以内）"), _filled("公司成立以来专注主业，\n近年持续推进信息系统云化改造。")),
        (_label("申请上云星级"), Cell(made.choose(("三星级", "四星级", "五星级"), star), 5)),
        (_label("上一自然年上云投入金额（万元）"), _filled(printed, 2), _label("启动上云\n时间"),
         _filled(made.day(started), 2)),
        (_label("云服务\n部署模型"), Cell(made.choose(("公有云", "私有云", "混合云"), model), 5)),
        (_label("云资源\n提供单位"), _filled(provider)),
        (_label("类"), _label("域"), _label("子域", 2), _label("√"), _label("使用情况")),
    ]  # fmt: skip
    listed = _subdomains(made)
    made.rows += [
        (_label("已获认定"), Cell(made.choose(("工信部企业上云典型案例", "四川省企业上云典型案例"), -1), 5)),
        (_label("上云情况\n（300字内）"), _filled("核心系统均已迁移至云上，运行平稳，\n全年可用率达到99.9%。")),
        _commitment(made),
    ]  # fmt: skip
    return made, tuple(listed)


def _subdomains(made: Filled) -> list[Truth]:
    listed: list[Truth] = []
    over = {group: sum(len(names) for g, _, names in SUBDOMAINS if g == group) for group, _, _ in SUBDOMAINS}
    begun: set[str] = set()
    for group, domain, names in SUBDOMAINS:
        for index, name in enumerate(names):
            ticked = made.rng.random() < 0.25
            use = made.rng.choice(_CLOUD_USES[group]) if ticked else ""
            head = () if group in begun else (_label(group, rows=over[group]),)
            begun.add(group)
            second = () if index else (_label(domain, rows=len(names)),)
            tick = _filled("√" if ticked else "", 1, "center")
            made.rows.append((*head, *second, Cell(name, 2), tick, _filled(use, 1)))
            row = {"class": group, "domain": domain, "subdomain": name, "ticked": str(ticked).lower()}
            listed.append(row | ({"usage": use} if use else {}))
    return listed


Fill = Callable[[random.Random, tuple[str, str]], tuple[Filled, tuple[Truth, ...]]]
LAYOUTS: dict[str, tuple[str, str, str, tuple[float, ...], Fill]] = {
    "platform_otherwise": ("form_a3", "附件3", "工业互联网市级示范平台事项申报表", (32, 24, 32, 26, 24, 32), platform),
    "cloud_otherwise": ("form_a4", "附件4", "星级上云企业事项申报表", (30, 28, 28, 22, 14, 48), cloud),
}
"""By name: the kind, number and title of the form, the widths of its columns in mm, how it is filled in."""


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The form as a Word document, as a PDF with text and as a scan."""
    kind, number, title, widths, fill = LAYOUTS[layout]
    for rendering, end in ((Rendering.DOCX, "docx"), (Rendering.PDF, "pdf"), (Rendering.SCANNED_PDF, "pdf")):
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        marks = ("☑", "□") if rendering is Rendering.DOCX else rng.choice((("√", "□"), ("■", "□")))
        made, listed = fill(rng, marks)
        blocks: list[Block] = [
            Paragraph(number, 14, bold=True),
            Paragraph(f"2025年度{title}", 17, "center", bold=True, before=2),
            Grid(tuple(made.rows), widths, 10.5),
        ]
        press: Seals = {"seal": (seals.company(made.own.name), 62.0, -40.0)}
        if rendering is Rendering.DOCX:
            data = word(blocks, title, press)
        else:
            data = rendered(blocks, title, press, rendering, rng)
        yield Sample(f"{layout}-{rendering}.{end}", data, layout, rendering, (Expected(kind, made.truth, listed),))
