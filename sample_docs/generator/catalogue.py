"""What is bought, line by line: trades, invoice items by tax classification, contract subjects, shares of the money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sample_docs.generator.plan import Family, Form


@dataclass(frozen=True, slots=True)
class Goods:
    """A kind of invoice item: classification short name, name, model, unit, quantity and share of the amount."""

    goods: str
    name: str
    spec: str
    unit: str
    quantity: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class Wanted:
    """One invoice of a line: generation, shape, net share of the line, months after the contract, paid in parts."""

    family: Family
    form: Form
    share: Decimal
    month: int
    parts: tuple[Decimal, ...] = (Decimal(1),)


@dataclass(frozen=True, slots=True)
class Purchase:
    """The template of one declared line."""

    code: str
    category: str
    description: str
    trade: str
    contract: str
    kind: str
    rate: Decimal
    base: int
    bank: str
    contract_form: Form
    goods: tuple[tuple[Goods, ...], ...]
    wanted: tuple[Wanted, ...]
    same_supplier_as: int = 0
    one_payment: bool = False


D = Decimal
_HALF = (D("0.5"), D("0.3"))
_RATE_GOODS, _RATE_SERVICE, _RATE_SMALL = D("0.13"), D("0.06"), D("0.01")


def _one(family: Family, form: Form, month: int) -> tuple[Wanted, ...]:
    return (Wanted(family, form, D(1), month),)


HARDWARE = Purchase(
    "hardware_purchase", "硬件购置", "边缘计算网关及平台服务器采购", "智能装备", "边缘计算网关及服务器采购合同", "买卖",
    _RATE_GOODS, 400_000, "ICBC", Form.DOCX,
    ((Goods("电子计算机", "机架式服务器", "R5280-M7", "台", 4, D("0.5")),
      Goods("通信设备", "工业边缘计算网关", "EG-3200", "台", 20, D("0.35")),
      Goods("计算机网络设备", "核心交换机", "S6730-48", "台", 2, D("0.15"))),
     (Goods("电子计算机", "计算节点服务器", "SR658-V3", "台", 5, D("0.6")),
      Goods("通信设备", "5G工业网关", "GW-510", "台", 25, D("0.4")))),
    (Wanted(Family.PAPER_SPECIAL, Form.SCAN, D(1), 2, (D("0.4"), D("0.6"))),),
)  # fmt: skip
SOFTWARE = Purchase(
    "software_development", "软件开发", "工业PaaS平台微服务组件开发", "软件", "工业PaaS平台微服务组件开发合同",
    "技术开发",
    _RATE_SERVICE, 800_000, "ICBC", Form.DOCX,
    ((Goods("信息技术服务", "平台微服务组件软件开发", "", "项", 1, D(1)),),
     (Goods("软件服务", "工业数据中台软件开发服务", "", "项", 1, D(1)),)),
    (Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.3"), 1), Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.6"), 5),
     Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.1"), 8)),
)  # fmt: skip
INTEGRATION = Purchase(
    "system_integration", "系统集成", "平台与产线设备系统集成实施", "系统集成", "工业互联网平台系统集成服务合同",
    "技术服务",
    _RATE_SERVICE, 600_000, "CCB", Form.SCANNED_PDF,
    ((Goods("信息技术服务", "系统集成实施服务", "", "项", 1, D(1)),),
     (Goods("信息系统服务", "平台系统集成服务", "", "项", 1, D(1)),)),
    (Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.6"), 2), Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.4"), 6)),
)  # fmt: skip
ADVICE = Purchase(
    "technical_service", "技术服务", "工业协议适配与数据治理技术服务", "数据科技", "工业协议适配与数据治理技术服务合同",
    "技术服务", _RATE_SERVICE, 150_000, "ABC", Form.DOCX,
    ((Goods("研发和技术服务", "工业协议适配技术服务费", "", "项", 1, D(1)),),
     (Goods("信息技术服务", "数据治理技术服务", "", "次", 1, D(1)),)),
    (Wanted(Family.E_ORDINARY, Form.PDF, D("0.6"), 3), Wanted(Family.E_ORDINARY, Form.OFD, D("0.4"), 3)),
    one_payment=True,
)  # fmt: skip
LICENCES = Purchase(
    "system_tool_software_purchase", "系统软件及工具软件购置", "时序数据库与中间件软件许可", "信息技术",
    "时序数据库及中间件软件采购合同", "买卖", _RATE_GOODS, 270_000, "CMB", Form.DOCX,
    ((Goods("软件", "时序数据库管理软件V4.0", "企业版", "套", 2, D("0.6")),
      Goods("软件", "消息中间件软件V3.2", "集群版", "套", 1, D("0.4"))),
     (Goods("计算机软件", "工业组态工具软件V6.1", "网络版", "套", 5, D(1)),)),
    (Wanted(Family.EINV_SPECIAL, Form.XML, D("0.6"), 1), Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.4"), 4)),
)  # fmt: skip
GATEWAYS = Purchase(
    "hardware_purchase", "硬件购置", "扩容边缘网关采购", "智能装备", "边缘网关扩容采购合同", "买卖",
    _RATE_GOODS, 90_000, "CCB", Form.DOCX,
    ((Goods("通信设备", "工业边缘计算网关", "EG-3200", "台", 10, D(1)),),
     (Goods("通信设备", "5G工业网关", "GW-510", "台", 8, D(1)),)),
    _one(Family.PAPER_SPECIAL, Form.SCAN, 2), same_supplier_as=1,
)  # fmt: skip
OUTSOURCED = Purchase(
    "outsourced_development", "外购或委托他人开发的软件费用", "设备运维工业APP委托开发", "软件工作室",
    "设备运维工业APP委托开发合同", "技术开发", _RATE_SMALL, 96_000, "ABC", Form.DOCX,
    ((Goods("研发和技术服务", "工业APP委托开发费", "", "项", 1, D(1)),),
     (Goods("软件服务", "移动端工业APP开发服务", "", "项", 1, D(1)),)),
    _one(Family.EINV_ORDINARY, Form.PDF, 3),
)  # fmt: skip
TERMINALS = Purchase(
    "hardware_purchase", "硬件购置", "车间数据采集终端采购", "电子科技", "车间数据采集终端采购合同", "买卖",
    _RATE_GOODS, 68_000, "CCB", Form.DOCX,
    ((Goods("工业自动控制系统装置", "车间数据采集终端", "DT-80", "台", 40, D(1)),),
     (Goods("敏感元件及传感器", "振动温度一体化传感器", "VT-20", "只", 80, D(1)),)),
    _one(Family.EINV_ORDINARY, Form.PDF, 2),
)  # fmt: skip
FURNITURE = (
    Goods("家具", "办公桌", "1400*700", "张", 40, D("0.6")),
    Goods("家具", "文件柜", "1800*850", "组", 20, D("0.4")),
)
SECURITY = Purchase(
    "technical_service", "技术服务", "平台等保测评与安全加固技术服务", "信息安全", "平台等级保护测评及安全加固服务合同",
    "技术服务", _RATE_SERVICE, 150_000, "CMB", Form.DOCX,
    ((Goods("信息技术服务", "等级保护测评服务", "", "次", 1, D(1)),),
     (Goods("信息技术服务", "平台安全测评及加固服务", "", "项", 1, D(1)),)),
    (Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.6"), 4), Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.4"), 7)),
)  # fmt: skip
MODULES = Purchase(
    "hardware_development", "硬件开发", "多协议采集模块定制开发及试制", "测控技术", "多协议采集模块定制开发合同",
    "技术开发",
    _RATE_GOODS, 180_000, "ABC", Form.DOCX,
    ((Goods("工业自动控制系统装置", "多协议数据采集模块", "MPC-16", "套", 10, D(1)),),
     (Goods("工业自动控制系统装置", "定制边缘采集控制器", "CEC-08", "套", 20, D(1)),)),
    (Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.3"), 2), Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.4"), 4),
     Wanted(Family.EINV_SPECIAL, Form.PDF, D("0.3"), 6)),
)  # fmt: skip

PURCHASES = (
    HARDWARE, SOFTWARE, INTEGRATION, ADVICE, LICENCES, GATEWAYS, OUTSOURCED, TERMINALS, SECURITY, MODULES,
)  # fmt: skip

POSTS = (
    ("平台研发部", "平台架构师", "平台总体架构与微服务框架研发"),
    ("平台研发部", "后端开发工程师", "设备接入与规则引擎研发"),
    ("平台研发部", "后端开发工程师", "工业机理模型服务研发"),
    ("平台研发部", "前端开发工程师", "平台门户与组态界面研发"),
    ("平台研发部", "算法工程师", "设备健康诊断算法研发"),
    ("平台研发部", "测试工程师", "平台功能与性能测试"),
    ("平台研发部", "嵌入式工程师", "边缘网关采集程序研发"),
    ("平台运营部", "平台运维工程师", "平台部署与日常运行维护"),
    ("平台运营部", "运营专员", "企业接入与用户运营"),
    ("平台运营部", "数据工程师", "工业数据治理与标识解析运营"),
)

SERVED_TRADES = (
    "机械制造", "精密模具", "轴承", "阀门", "液压件", "汽车零部件", "包装材料", "电气设备", "仪表", "铝业", "食品机械",
    "建材", "铸造", "紧固件", "电子元件", "橡塑制品", "木业", "医疗器械", "环保设备", "钢构", "线缆", "纺织",
    "印务", "玻璃制品",
)  # fmt: skip
