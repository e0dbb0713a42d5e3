"""The plan of a cloud submission, and its honest story for a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.generator import platform_plan
from sample_docs.generator.catalogue import Goods, Wanted
from sample_docs.generator.identity import Account, Company
from sample_docs.generator.plan import CENT, ZERO, Contract, Family, Fault, Form, Invoice, Line, Node, Pair, Plan
from sample_docs.generator.story import Storyteller, workday

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
D = Decimal


@dataclass(frozen=True, slots=True)
class BillRow:
    """One product in one month: list price, coupon and cash; the sub-domain it belongs to, empty for none."""

    month: str
    product: str
    item: str
    subdomain: str
    voucher: Decimal
    paid: Decimal

    @property
    def price(self) -> Decimal:
        """What it would have cost without a coupon."""
        return self.paid + self.voucher


@dataclass(frozen=True, slots=True)
class Bought:
    """The template of a line: what, from which trade, under which contract, for how much net of tax."""

    category: str
    description: str
    subdomain: str
    trade: str
    contract: str
    goods: Goods
    family: Family
    form: Form
    net: int
    rate: Decimal
    bank: str
    month: int


@dataclass(frozen=True, slots=True)
class CloudPlan:
    """A submission for 星级上云企业; `base` holds the applicant, the lines and their papers."""

    base: Plan
    subdomains: dict[str, str]
    """By line: the sub-domain (类/域/子域) that its papers name, empty for none."""
    services: dict[str, tuple[date, date]]
    """By line: the service period that a contract or an invoice prints."""
    claims: dict[str, Decimal]
    """By line: what the list declares."""
    bills: tuple[BillRow, ...]
    ticks: tuple[str, ...]
    star: int
    provider: str
    started: date
    screens: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def declared(self) -> Decimal:
        """The sum of the list."""
        return sum(self.claims.values(), ZERO)


SERVERS, DISKS, OBJECTS = "基础上云/计算资源/云服务器", "基础上云/存储资源/云硬盘", "基础上云/存储资源/对象存储"
BLOCKS, DATABASES = "基础上云/存储资源/块存储", "基础上云/存储资源/数据库服务"
PRODUCTS = (
    ("云服务器", "计算型实例 8核16G", SERVERS, 6200),
    ("云硬盘", "SSD云硬盘 500G", DISKS, 1800),
    ("对象存储", "标准存储包", OBJECTS, 1500),
    ("云数据库", "主备实例 4核8G", DATABASES, 3300),
)
TOP_UP = D(300_000)
_SERVICE = D("0.06")
_SPECIAL, _ORDINARY = Family.EINV_SPECIAL, Family.EINV_ORDINARY
LINES = (
    Bought(
        "制造执行",
        "制造执行系统（MES）云化部署服务",
        "业务上云/生产制造/制造执行",
        "软件",
        "制造执行系统云化部署服务合同",
        Goods("信息技术服务", "制造执行系统云化部署服务", "", "项", 1, D(1)),
        _SPECIAL,
        Form.PDF,
        360_000,
        _SERVICE,
        "CCB",
        4,
    ),
    Bought(
        "财务管理",
        "云ERP财务管理系统订阅",
        "业务上云/管理办公/财务管理",
        "云科技",
        "云ERP财务管理系统订阅服务合同",
        Goods("信息技术服务", "云ERP财务管理系统订阅服务", "", "项", 1, D(1)),
        _SPECIAL,
        Form.PDF,
        288_000,
        _SERVICE,
        "ICBC",
        7,
    ),
    Bought(
        "客户资源管理",
        "客户资源管理云平台年费",
        "业务上云/销售服务/客户资源管理",
        "网络科技",
        "客户资源管理云平台服务合同",
        Goods("信息技术服务", "客户资源管理云平台服务费", "", "项", 1, D(1)),
        Family.E_ORDINARY,
        Form.OFD,
        96_000,
        _SERVICE,
        "ICBC",
        3,
    ),
    Bought(
        "物联网数据采集",
        "设备物联网数据采集平台服务",
        "设备上云/物联网与边缘计算/物联网数据采集",
        "物联网技术",
        "设备物联网数据采集平台服务合同",
        Goods("信息技术服务", "物联网数据采集平台服务费", "", "项", 1, D(1)),
        _SPECIAL,
        Form.XML,
        240_000,
        _SERVICE,
        "ABC",
        5,
    ),
    Bought(
        "主机安全",
        "主机安全防护服务",
        "基础上云/安全资源/主机安全",
        "信息安全",
        "主机安全防护服务合同",
        Goods("信息技术服务", "主机安全防护服务费", "", "项", 1, D(1)),
        _ORDINARY,
        Form.PDF,
        60_000,
        _SERVICE,
        "CCB",
        6,
    ),
    Bought(
        "云备份",
        "云备份服务",
        "基础上云/存储资源/云备份",
        "数据服务",
        "云备份服务合同",
        Goods("信息技术服务", "云备份服务费", "", "项", 1, D(1)),
        _ORDINARY,
        Form.PDF,
        48_000,
        _SERVICE,
        "ICBC",
        8,
    ),
    Bought(
        "协同办公",
        "协同办公软件年费",
        "业务上云/管理办公/协同办公",
        "软件技术",
        "协同办公软件服务合同",
        Goods("信息技术服务", "协同办公软件服务费", "", "项", 1, D(1)),
        _ORDINARY,
        Form.PDF,
        72_000,
        _SERVICE,
        "CCB",
        2,
    ),
)


class CloudTeller(Storyteller):
    """Builds the purchases of a manufacturer."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.applicant = self.registry.company("精密机械制造", ("ICBC", "CCB", "ABC", "CMB"))

    def account_at(self, bank: str) -> Account:
        """The applicant's account at that bank."""
        return next(found for found in self.applicant.accounts if found.bank == bank)

    def line(self, number: str, want: Bought, supplier: Company, service: tuple[date, date], remark: str = "") -> Line:
        """One line with a contract, an invoice and the slip that pays it."""
        rng, net = self.rng, D(want.net).quantize(CENT)
        tax = (net * want.rate).quantize(CENT, ROUND_HALF_UP)
        items = self.items((want.goods,), net, want.rate)
        number_of = f"YF-2024-{int(number):02d}{rng.randint(10, 99)}"
        signed = workday(min(service[0], date(2024, want.month, rng.randint(2, 20))))
        issued = workday(max(signed, date(2024, want.month, 20)) + timedelta(days=rng.randint(0, 6)))
        contract = Contract(
            number=number_of,
            name=want.contract,
            kind="云服务",
            form=Form.DOCX,
            party_a=self.applicant,
            party_b=supplier,
            items=items,
            total=net + tax,
            nodes=(Node("合同生效并收到乙方开具的发票后15个工作日内，甲方一次性支付合同总价款", D(1), net + tax),),
            signed=signed,
            start=service[0],
            end=service[1],
            place="四川省成都市" + self.applicant.address[3:6],
        )
        wanted = Wanted(want.family, want.form, D(1), 0)
        self.invoices[number] = replace(self.invoice(number, wanted, supplier, items, issued), remark=remark)
        paid = issued + timedelta(days=rng.randint(3, 12))
        usage = f"支付{want.contract.removesuffix('合同')}款{number_of}"
        self.payments[number] = self.payment(number, supplier, net + tax, paid, want.bank, usage)
        return Line(number, "cloud_service", want.category, want.description, supplier, contract,
                    (Pair(number, number, net + tax),))  # fmt: skip


def _bills(rng: random.Random) -> tuple[BillRow, ...]:
    rows = []
    for month in range(1, 13):
        for product, item, subdomain, base in PRODUCTS:
            paid = D(rng.randint(base * 95, base * 105)).quantize(D(1)) / 100
            voucher = D(500 if product == "云服务器" and month in (3, 6, 9, 11) else 0)
            rows.append(
                BillRow(f"2024-{month:02d}", product, item, subdomain, voucher.quantize(CENT), paid.quantize(CENT))
            )
    return tuple(rows)


def claimable(invoice: Invoice) -> Decimal:
    """What an applicant may declare of an invoice."""
    return invoice.claimable


def tell(seed: int) -> CloudPlan:
    """The honest plan: five stars asked for with eleven sub-domains, each with its papers."""
    rng = random.Random(f"cloud-{seed}")
    teller = CloudTeller(rng)
    vendor = teller.registry.company("云计算", ("CMB",))
    bills = _bills(rng)
    goods = Goods("预付卡销售", "云服务账户充值", "", "项", 1, D(1))
    what = "云资源账户充值（云服务器、云硬盘、对象存储、云数据库）"
    contract = "云资源租用服务合同"
    top_up = Bought("云资源租用", what, "", "云计算", contract, goods, _ORDINARY, Form.PDF, int(TOP_UP), ZERO, "CMB", 1)
    lines = [teller.line("1", top_up, vendor, YEAR)]
    lines += [
        teller.line(str(number), want, teller.registry.company(want.trade, ("CCB",)), YEAR)
        for number, want in enumerate(LINES, 2)
    ]
    claims = {line.number: claimable(teller.invoices[line.number]) for line in lines}
    claims["1"] = sum((row.paid for row in bills), ZERO)
    found = platform_plan.platform(rng, teller.registry, teller.applicant)
    brand = teller.applicant.name[2:4]
    texts = {
        "企业情况": f"{brand}专注精密机械零部件制造，建有数控加工与装配车间，现有员工二百余人，产品用于工程机械行业。",
        "上云情况": "公司将生产、财务、销售和设备数据迁移上云，核心业务系统运行稳定，订单交付周期缩短。",
    }
    facts = replace(found, main_business="精密机械零部件及成套设备制造、加工与销售", texts=texts)
    base = Plan(
        seed=seed, applicant=teller.applicant, sister=teller.sister, platform=facts, lines=tuple(lines),
        invoices=teller.invoices, payments=teller.payments, staff=(), payroll=(), wage_slips=(), served=(), sales=(),
    )  # fmt: skip
    keys = {str(number): want.subdomain for number, want in enumerate(LINES, 2)}
    return CloudPlan(
        base=base,
        subdomains={"1": ""} | keys,
        services={line.number: YEAR for line in lines},
        claims=claims,
        bills=bills,
        ticks=(SERVERS, DISKS, OBJECTS, DATABASES, *keys.values()),
        star=5,
        provider=vendor.name,
        started=date(2024, 1, 1),
        screens=("制造执行系统", "云资源管理控制台"),
    )
