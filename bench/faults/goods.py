"""What invented applicants buy: category, description, invoice item, tax rate in per cent, trade of the seller."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.declared import Category


@dataclass(frozen=True, slots=True)
class Good:
    """One kind of purchase as list, contract and invoice name it."""

    category: Category
    description: str
    items: tuple[str, ...]
    rate: int
    trade: str


GOODS = (
    Good(Category.HARDWARE_PURCHASE, "网关及服务器采购", ("*通信设备*网关", "*电子计算机*服务器"), 13, "智能设备"),
    Good(Category.HARDWARE_PURCHASE, "采集终端采购", ("*通信设备*传感终端", "*通信终端设备*采集终端"), 13, "测控仪器"),
    Good(Category.SOFTWARE_DEVELOPMENT, "平台软件开发", ("*信息技术服务*软件开发服务",), 6, "软件技术"),
    Good(Category.SOFTWARE_DEVELOPMENT, "设备管理模块开发", ("*软件服务*模块开发",), 6, "数字科技"),
    Good(Category.SYSTEM_DESIGN, "平台总体架构设计", ("*信息技术服务*架构设计",), 6, "信息咨询"),
    Good(Category.SYSTEM_INTEGRATION, "系统集成实施", ("*信息技术服务*系统集成服务",), 6, "系统集成"),
    Good(Category.TECHNICAL_SERVICE, "平台测试与等保测评", ("*信息技术服务*等保测评服务",), 6, "信息安全"),
    Good(Category.SOFTWARE_PURCHASE, "数据库及中间件采购", ("*软件*数据库软件", "*软件*中间件"), 13, "软件"),
    Good(Category.OUTSOURCED_DEVELOPMENT, "委托开发机理模型", ("*研发和技术服务*委托开发",), 6, "研究设计"),
)  # fmt: skip
