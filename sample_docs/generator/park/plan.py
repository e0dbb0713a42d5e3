"""The plan of a park: tenants, premises, contracts, indicators and what its proofs say, decided by a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sample_docs.generator.identity import Company, Registry
from sample_docs.generator.plan import Payment
from sample_docs.generator.story import receipt_no, workday

AWARDS = {1: 0, 2: 0, 3: 1_000_000, 4: 2_000_000, 5: 3_000_000}
TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Tenant:
    """An enterprise of the park: its trade, last year's revenue in 万元, and the lists it stands in."""

    company: Company
    industry: str
    revenue: Decimal
    large: bool
    """规上: of the size that statistics follow."""
    level: str
    """Its self-assessed level (L0, L1 …); empty for enterprises below that size."""
    certificate: str
    on_cloud: bool
    identifiers: Decimal
    """Registrations of industrial identifiers in 万条; zero where it has none."""


@dataclass(frozen=True, slots=True)
class Premises:
    """A part of a building; `tenant` is nobody while it stands empty, `sold` where it was bought."""

    name: str
    area: int
    tenant: int | None = None
    sold: bool = False
    start: date = date(2022, 1, 1)
    end: date = date(2027, 12, 31)
    number: str = ""
    handed_in: bool = False
    """Whether its contract is among the papers."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement with seal that proves the items of one indicator: a heading and sentences."""

    indicator: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A discrepancy planted on purpose; `subjects` name the files that show it."""

    code: str
    note: str
    subjects: tuple[str, ...]
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ParkPlan:
    """Everything the papers of the park will say."""

    seed: int
    applicant: Company
    owner: Company
    operator: Company
    """Who the operation contract names; the applicant unless a fault was planted."""
    name: str
    star: int
    asked: Decimal
    """The award asked for, in yuan."""
    opened: date
    land_m2: int
    indicator_area: Decimal
    """万平方米 as the indicator states them."""
    issuer: str
    contact: tuple[str, str, str]
    tenants: tuple[Tenant, ...]
    premises: tuple[Premises, ...]
    figures: dict[str, str]
    """What the form states by item, such as `总体发展` or `标识解析应用(2)`."""
    ticks: dict[str, bool | None]
    direction: str
    benchmark: str
    proofs: tuple[Proof, ...]
    signed: date
    earlier: Payment | None = None
    """The transfer of an award for a lower star, where the park was given one before."""
    faults: tuple[Fault, ...] = ()

    @property
    def counted(self) -> Decimal:
        """Revenue in manufacturing and industrial headquarters, 万元."""
        return sum((t.revenue for t in self.tenants if "制造" in t.industry or "总部" in t.industry), Decimal(0))

    @property
    def revenue(self) -> Decimal:
        """Revenue of all tenants, 万元."""
        return sum((tenant.revenue for tenant in self.tenants), Decimal(0))

    @property
    def leasable(self) -> int:
        """All premises in square metres."""
        return sum(part.area for part in self.premises)

    @property
    def let(self) -> int:
        """Premises with a tenant or a buyer."""
        return sum(part.area for part in self.premises if part.tenant is not None)

    @property
    def received(self) -> Decimal:
        """What was granted before."""
        return self.earlier.amount if self.earlier else Decimal(0)


_TRADES = (
    ("精密机械", "通用设备制造业"), ("电子元件", "电子信息制造业"), ("智能装备", "专用设备制造业"),
    ("新能源装备", "电气机械制造业"), ("轨道设备", "交通设备制造业"), ("新材料", "新材料制造业"),
    ("仪器仪表", "仪器仪表制造业"), ("模具", "金属制品制造业"), ("装备集团", "工业总部"),
    ("软件技术", "软件和信息服务业"),
    ("检测技术", "检验检测服务业"), ("供应链管理", "现代物流业"), ("餐饮管理", "生活服务业"),
    ("工业设计", "设计服务业"),
)  # fmt: skip
_CERTIFICATES = ("两化融合管理体系AA级", "DCMM 二级", "CMMM 二级")
SERVICES = {"金融": 4, "法务": 3, "人才": 5}
CHARGING = ((300, 60), (180, 36))
"""Car parks: all places, and those with a charger."""
SHOWN = ("工业互联网数字化车间", "智能工厂试点示范", "5G工厂名录")


def tell(seed: int) -> ParkPlan:
    """The plan of the honest application for that seed: a four-star park that was never given an award."""
    rng = random.Random(f"park-{seed}")
    registry = Registry(rng)
    applicant = registry.company("园区运营管理", ("CCB",))
    owner = registry.company("产业投资", ("ICBC",))
    name = f"{registry.brand()}智能制造产业园"
    tenants = tuple(_tenant(rng, registry, place) for place in range(20))
    premises = _premises(rng)
    land = rng.randint(100, 190) * 1000
    large = [tenant for tenant in tenants if tenant.large]
    figures = {
        "总体发展": _share(sum(t.level >= "L1" for t in large), len(large)),
        "标志性企业": str(len(SHOWN)),
        "标准化应用": _share(sum(bool(t.certificate) for t in tenants), len(tenants)),
        "推进企业上云": _share(sum(t.on_cloud for t in tenants), len(tenants)),
        "标识解析应用(1)": str(sum(t.identifiers > 0 for t in tenants)),
        "标识解析应用(2)": f"{sum((t.identifiers for t in tenants), Decimal(0))}",
        "基础网络": "100",
        "监控中心": str(rng.randint(12, 30) * 10),
        "充电车位": _share(sum(c for _, c in CHARGING), sum(a for a, _ in CHARGING)),
        "入住率": _share(sum(p.area for p in premises if p.tenant is not None), sum(p.area for p in premises)),
        **{name: str(count) for name, count in SERVICES.items()},
    }
    return ParkPlan(
        seed=seed,
        applicant=applicant,
        owner=owner,
        operator=applicant,
        name=name,
        star=4,
        asked=Decimal(AWARDS[4]),
        opened=date(rng.randint(2012, 2019), rng.randint(1, 12), rng.randint(1, 28)),
        land_m2=land,
        indicator_area=(land / TEN_THOUSAND).quantize(Decimal("0.01")),
        issuer=f"成都市{applicant.address[3:6]}人民政府",
        contact=(registry.person_name(), "运营总监", f"1990000{rng.randint(1000, 9999)}"),
        tenants=tenants,
        premises=premises,
        figures=figures,
        ticks={},
        direction="高端装备制造",
        benchmark=tenants[0].company.name,
        proofs=PROOFS,
        signed=date(2025, 5, 21) + timedelta(days=rng.randint(2, 24)),
    )


def _share(part: int, whole: int) -> str:
    return f"{Decimal(part * 100) / whole:.1f}"


def _tenant(rng: random.Random, registry: Registry, place: int) -> Tenant:
    trade, industry = _TRADES[place % len(_TRADES)]
    making = "制造" in industry or "总部" in industry
    large = making and place < 14
    return Tenant(
        company=registry.company(trade),
        industry=industry,
        revenue=Decimal(rng.randint(300_000, 2_600_000) if making else rng.randint(20_000, 260_000)) / 100,
        large=large,
        level=("L0" if place in (3, 6) else rng.choice(("L1", "L2", "L2", "L3"))) if large else "",
        certificate=_CERTIFICATES[place % 3] if place in (0, 1, 4, 8, 15) else "",
        on_cloud=place % 10 not in (3, 6, 9),
        identifiers=Decimal(rng.randint(800, 4200)) / 100 if place in (0, 1, 2, 4, 7, 16) else Decimal(0),
    )


def _premises(rng: random.Random) -> tuple[Premises, ...]:
    """Eight large parts with contracts among the papers, twelve smaller ones let, six empty."""
    made = []
    for place in range(26):
        area = rng.randint(48, 72) * 100 if place < 8 else rng.randint(8, 16) * 100
        start = date(2021 + place % 4, 1 + place % 12, 1)
        end = date(start.year + 6, start.month, 1) - timedelta(days=1)
        name = f"{1 + place // 5}号楼{1 + place % 5}层"
        if place >= 20:
            made.append(Premises(name, area + 1500))
            continue
        sold = place == 7
        number = f"{'CS' if sold else 'ZL'}-{start.year}-{place + 1:03d}"
        made.append(Premises(name, area, place, sold, start, end, number, place < 8))
    return tuple(made)


def earlier_award(plan: ParkPlan, star: int, payer: Company) -> Payment:
    """The transfer of the award for a lower star, made two years before."""
    rng = random.Random(f"park-award-{plan.seed}")
    booked = workday(date(2023, 11, rng.randint(6, 24)))
    return Payment(
        key="award",
        receipt_no=receipt_no(rng, "ICBC", booked),
        serial_no=str(rng.randint(10**11, 10**12 - 1)),
        verify_code="".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(12)),
        payer=payer,
        payer_account=payer.account,
        payee=plan.applicant,
        payee_account=plan.applicant.account,
        amount=Decimal(AWARDS[star]),
        transacted=datetime.combine(booked, time(10, rng.randint(0, 59), rng.randint(0, 59))),
        booked=booked,
        usage=f"拨付{'一二三四五'[star - 1]}星级智慧园区奖励资金",
        summary="财政拨款",
    )


PROOFS = (
    Proof("基础网络", (
        "（1）园区主要道路通信管网已全部建成，各建筑物采用全光网络接入，光纤到楼。",
        "（2）公共区域、办公场所和厂房实现公众移动通信信号全覆盖，展厅、会议中心等重点区域实现5G和Wi-Fi网络覆盖。",
    )),
    Proof("数据管理", (
        "园区管理平台预留标准数据接口，已按照全市统一的数据和接口标准与区政务平台完成数据互通联调。",
    )),
    Proof("安全保障", (
        "（1）园区设置独立监控中心，配置监控坐席6个，实行7×24小时值守。",
        "（2）园区出入口、主要道路等重要点位配置高清摄像头186台，视频数据存储时间为90天，视频数据汇聚到园区视频监控系统。",
        "（3）消防设施按照消防相关法律法规配置，已建成具备自动报警功能的智能消防系统。",
        "（4）已建立信息安全管理制度，设立信息安全管理机构，配备专职安全人员2名，园区系统通过等级保护二级测评。",
    )),
    Proof("绿色低碳", (
        "园区设置环境监测站3处，对空气、水质和噪音实时监测，监测结果在园区大屏和公众号公布。",
    )),
    Proof("办公配套", (
        "（1）园区企业服务中心设置综合窗口，一窗受理、集成服务，实现园区事园区办、企业办事不出园。",
    )),
    Proof("生活配套", (
        "（1）园区食堂上线智慧食堂系统，支持线上预约点餐、自动结算、自助充值，后厨视频接入食品安全监控。",
        "（2）园区公寓采用智能门锁和线上办理系统，为企业员工提供线上选房、缴费、报修服务。",
        "（3）园区道路及楼道照明采用感光、声控、红外设备进行感应控制。",
    )),
    Proof("智慧运营", (
        "（1）产业智能分析应用已上线，对园区企业信息、产业规模、产业结构、投入产出进行数字化分析展示。",
        "（2）数字化招商应用支持招商对象资格审查、入驻审批、CRM管理、在线验房、装修手续办理、线上退租、入驻情况统计。",
        "（3）项目管理应用覆盖园区工程建设项目和技术改造项目，可查询各项目完成情况。",
        "（4）资产管理应用支持终端设备标准化接入，具备资产基本信息管理、巡检签到、巡检排班、统计分析功能。",
        "（5）能源监控应用对园区水、电、燃气使用情况实时采集和监控。",
        "（6）园区实现远程抄表、线上报修、电梯安全监控、访客线上预约，试点巡逻机器人和智能保洁。",
    )),
)  # fmt: skip
