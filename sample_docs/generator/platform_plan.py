"""Plans what the application form says: the platform, its metrics, its customers, three years of business."""

from __future__ import annotations

import random
from datetime import date

from sample_docs.generator.catalogue import SERVED_TRADES
from sample_docs.generator.identity import Company, Registry
from sample_docs.generator.plan import Platform

SERVED = 24


def served(registry: Registry) -> tuple[Company, ...]:
    """The enterprises the platform serves."""
    cities = ("成都", "成都", "德阳", "绵阳", "眉山", "资阳")
    return tuple(
        registry.company(trade, city=cities[index % len(cities)]) for index, trade in enumerate(SERVED_TRADES)
    )[:SERVED]


def platform(rng: random.Random, registry: Registry, applicant: Company) -> Platform:
    """The form's fields; typical enterprises are filled from the served ones when the form is drawn."""
    brand = applicant.name[2:4]
    income = [rng.randint(2600, 3200), rng.randint(3300, 3900), rng.randint(4000, 4800)]
    operating = tuple(
        (year, f"{value}.{rng.randint(10, 99)}", f"{value * 6 // 100}.{rng.randint(10, 99)}",
         f"{value * 9 // 100}.{rng.randint(10, 99)}")
        for year, value in zip((2022, 2023, 2024), income, strict=True)
    )  # fmt: skip
    contact = registry.person_name()
    return Platform(
        name=f"{brand}云枢工业互联网平台",
        built=date(2024, 12, 20),
        metrics=(
            ("接入设备数", str(rng.randint(3200, 8800)), "（台/套）"),
            ("兼容协议数量", str(rng.randint(36, 72)), "（个）"),
            ("工业APP数", str(rng.randint(60, 120)), "（个）"),
            ("工业机理模型", str(rng.randint(80, 160)), "（个）"),
            ("微服务组件数量", str(rng.randint(120, 260)), "（个）"),
            ("解决方案数", str(rng.randint(12, 30)), "（个）"),
            ("累计服务园区数量（选填）", str(rng.randint(2, 6)), "（个）"),
            ("服务企业数", str(SERVED), "（家）"),
            ("年服务收入", f"{rng.randint(300, 620)}.{rng.randint(10, 99)}", "（万元）"),
        ),
        typical=(
            ("设备接入与远程运维", "接入数控机床及空压机等关键设备，建立预测性维护模型，非计划停机时间同比下降18%"),
            ("生产过程数字化管控", "部署生产排产与质量追溯工业APP，订单准时交付率提升11个百分点"),
            ("能耗监测与优化", "对重点用能设备进行分项计量与能效分析，单位产值能耗同比下降7.5%"),
            ("供应链协同", "与上下游企业共享订单、库存和质检数据，平均备货周期缩短6天"),
        ),
        texts=_texts(applicant.name, brand),
        operating=operating,
        capital=f"{rng.choice((2000, 3000, 5000))}万元人民币",
        main_business="工业互联网平台建设与运营、工业软件研发、智能制造系统集成及技术服务",
        contact=(contact, "项目经理", f"1990000{rng.randint(1000, 9999)}", "service@example.com"),
        signed=date(2025, 6, rng.randint(3, 13)),
    )  # fmt: skip


def _texts(name: str, brand: str) -> dict[str, str]:
    return {
        "企业简介": f"{name}专注离散制造业数字化转型，主要从事工业互联网平台研发、建设与运营，现有员工八十余人，"
        "其中研发人员占比六成以上，建有边缘计算实验室和平台运营中心，已形成设备接入、工业数据治理、工业APP开发与应用的完整服务能力，"
        "服务机械加工、电子信息、汽车零部件等行业客户。",
        "平台概述": f"{brand}云枢平台采用“边缘层+PaaS层+应用层”架构，在本市机房自建部署，提供设备接入、规则引擎、"
        "机理模型、低代码开发与多租户管理能力，面向中小制造企业提供轻量化、可订阅的数字化应用。",
        "能力和发展优势": "平台兼容主流工业协议，边缘网关自主可控；沉淀了机加、装配、能源等场景的机理模型与组件；"
        "建立了覆盖接入、应用、运维的服务团队，形成可复制推广的行业解决方案。",
        "发展方向和计划": "2025年至2027年，持续扩大设备接入规模，完善数据治理与模型服务能力，"
        "推进标识解析与平台融合应用，面向产业链上下游企业推广协同应用，力争服务企业数量年均增长三成以上。",
    }
