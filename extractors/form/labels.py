"""The labels of the three forms as the notice prints them (附件3 to 附件5), with usual variants, and their types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.tables.heading import listed

FieldType = Literal["text", "name", "code", "date", "number", "invested", "money", "choice", "stop"]

_LENGTH_HINT = r"(?:[(（][^()（）]{1,12}[)）]\s*)*"
"""What forms print behind a label in brackets: a length (`300字以内`), a unit, `选填`."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its name (docs/fields.md), its type, and the labels that announce it."""

    name: str
    type: FieldType
    labels: tuple[str, ...]
    options: tuple[str, ...] = ()
    """For choices: the words behind the boxes."""


APPLICANT = (
    Field("applicant_name", "name", listed("企业名称 申报单位 申报单位名称 单位名称 申报企业 企业全称 申报主体")),
    Field("applicant_uscc", "code", listed("统一社会信用代码 社会信用代码 组织机构代码")),
    Field("reg_address", "text", listed("注册地址 注册地 住所")),
    Field("legal_rep", "name", listed("法人代表 法定代表人 法人代表姓名 企业法人")),
    Field(
        "district",
        "text",
        ("所属区(市)县", "所属区（市）县", "所属区（市)县", "所属区(市）县", "所属区市县", "所在区县", "所属区县"),
    ),
    Field("reg_date", "date", listed("注册时间 注册日期 成立时间 成立日期")),
    Field("reg_capital", "text", listed("注册资金 注册资本")),
    Field("main_business", "text", listed("主营业务 主营业务范围")),
    Field("contact", "name", listed("姓名 联系人姓名 联系人")),
    Field("contact_post", "text", listed("职务 联系人职务")),
    Field("phone", "code", listed("电话 联系电话 手机 联系方式 手机号码")),
    Field("email", "text", listed("邮箱 电子邮箱 电子邮件 邮件")),
)
PLATFORM = (
    Field("profile", "text", listed("企业简介 单位简介")),
    Field("platform_name", "text", listed("平台名称 示范平台名称")),
    Field("positioning", "choice", listed("发展定位"), listed("跨行业跨领域 行业级 区域级 企业级")),
    Field(
        "declared_investment", "invested", listed("认定期内投资金额 认定期内投资额 投资金额 认定期投资金额 项目投资额")
    ),
    Field(
        "declared_subsidy",
        "money",
        listed("申请补助金额 申报补助金额 申请补助资金 拟申请补助金额 申请资金 申报补助资金"),
    ),
    Field("built_date", "date", listed("建成时间 建成日期 平台建成时间")),
    Field(
        "iaas",
        "choice",
        ("IaaS基础设施", "IAAS基础设施", "laaS基础设施", "IaaS 基础设施", "基础设施"),
        listed("自建 租用"),
    ),
    Field("iaas_provider", "name", listed("服务商 服务商名称 IaaS服务商")),
    Field("devices_connected", "number", listed("接入设备数 接入设备数量")),
    Field("protocols", "number", listed("兼容协议数量 兼容协议数")),
    Field("industrial_apps", "number", ("工业APP数", "工业APP数量", "工业App数", "工业app数")),
    Field("mechanism_models", "number", listed("工业机理模型 工业机理模型数 工业机理模型数量")),
    Field("microservices", "number", listed("微服务组件数量 微服务组件数")),
    Field("solutions", "number", listed("解决方案数 解决方案数量")),
    Field("parks_served", "number", listed("累计服务园区数量 服务园区数量")),
    Field("enterprises_served", "number", listed("服务企业数 服务企业数量 服务企业总数")),
    Field("service_income", "number", listed("年服务收入")),
    Field("overview", "text", listed("平台概述")),
    Field("strengths", "text", listed("能力和发展优势 平台能力和发展优势")),
    Field("plans", "text", listed("发展方向和计划 平台发展方向和计划")),
)
CLOUD = (
    Field("star", "choice", listed("申请上云星级 申报上云星级 申报星级 上云星级"), listed("三星级 四星级 五星级")),
    Field("declared_investment", "invested", listed("上一自然年上云投入金额 上云投入金额 上年度上云费用 上云费用")),
    Field("declared_subsidy", "money", listed("申请补助金额 申报补助金额 申请补助资金")),
    Field("start_date", "date", listed("启动上云时间 启动上云日期")),
    Field("deployment", "choice", listed("云服务部署模型 部署模型 云部署模型"), listed("公有云 私有云 混合云")),
    Field("provider", "name", listed("云资源提供单位 云资源提供商 云服务提供单位")),
    Field(
        "recognised", "choice", listed("已获认定 已获认定情况"), listed("工信部企业上云典型案例 四川省企业上云典型案例")
    ),
    Field("profile", "text", listed("企业情况 企业简介")),
    Field("overview", "text", listed("上云情况 企业上云情况")),
)
PARK = (
    Field("park_name", "text", listed("园区名称")),
    Field("opened", "date", listed("建园时间")),
    Field("district", "text", listed("所在区县")),
    Field("area", "number", listed("园区面积")),
    Field("address", "text", listed("园区地址")),
    Field("declared_subsidy", "money", listed("申请奖励资金 申报奖励资金 申请奖励金额 申报奖励金额 申请补助资金")),
    Field("star", "choice", listed("申报星级 申请星级"), listed("一星级 二星级 三星级 四星级 五星级")),
    Field("industry", "choice", listed("园区主导产业 主导产业"), listed(
        "电子信息 汽车制造 食品饮料 装备制造 生物医药 航空航天 轨道交通 节能环保 新材料 新能源 其他"
    )),
    Field("enterprises", "number", listed("已入驻企业总数")),
    Field("employees", "number", listed("园区从业人员数")),
    Field("overview", "text", listed("智慧园区建设概况及成效")),
)  # fmt: skip
STOPS = Field(
    "",
    "stop",
    listed(
        "经营状况 主营业务收入 税收 利润 职务 企业简介 平台核心指标 能力和发展优势 发展方向和计划 "
        "平台典型应用企业名称 服务商 类 域 子域"
    )
    + listed(
        "使用情况 上云内容 已获认定 申报单位承诺 园区概况 指标 申报单位基本情况 2022年度 2023年度 2024年度 典型应用企业"
    )
    + ("联系人", "企业情况"),
)
YEARS = ("2022", "2023", "2024")
OPERATING = {"主营业务收入": "revenue", "税收": "tax", "利润": "profit"}


@lru_cache(maxsize=256)
def label_pattern(label: str) -> re.Pattern[str]:
    """A label at the start of a text, with spaces inside, its length hint and colon, and what follows."""
    loose = r"\s*".join(re.escape(char) for char in label if not char.isspace())
    return re.compile(rf"\s*{loose}\s*{_LENGTH_HINT}(?P<end>\s*[:：]|\s*\n|\s*$)(?P<rest>.*)", re.DOTALL)


def find_label(text: str, fields: tuple[Field, ...]) -> tuple[Field, str] | None:
    """The field whose label begins the text, and what follows in the same cell; the longest label wins."""
    first = text.lstrip()[:1]
    found = [
        (len(label), field, match["rest"].strip())
        for field in (*fields, STOPS)
        for label in field.labels
        if label[:1] == first and (match := label_pattern(label).match(text))
    ]
    if not found:
        return None
    _, field, rest = max(found, key=lambda hit: hit[0])
    return field, rest
