"""Cloud bills (账单, 消费明细): what each product cost in which service period, after coupons and refunds."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.kind import Kind
from extractors.part import Part
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, ColumnType, listed
from extractors.tables.proof import Equation, prove_total
from extractors.tables.sheet import Facts, Shape, Sheet
from extractors.tables.surroundings import labelled

_AROUND: tuple[tuple[str, ColumnType, tuple[str, ...]], ...] = (
    ("account", "text", listed("账号id 账号ID 账户ID 租户ID 账号 客户账号 主账号 用户ID 账号名 账户名 登录名")),
    (
        "account_name",
        "name",
        listed(
            "账号名称 账户名称 客户名称 实名认证主体 企业名称 公司名称 用户名称 账号实名 账户实名 账户主体 账号主体 "
            "实名主体 认证主体 实名认证名称 实名名称 账单主体"
        ),
    ),
    ("provider", "name", listed("服务商 云服务商 云资源提供单位 出账单位 供应商 开票主体")),
)
_STATED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "payable",
        "total_payable",
        listed("应付合计 应付总额 应付金额合计 应付总金额 应付金额总计 优惠后合计 优惠后总额"),
    ),
    (
        "paid",
        "total_paid",
        listed("现金支付合计 现金支付总额 现金合计 实付合计 实付总额 实付金额合计 现金支付金额合计 实际支付合计"),
    ),
)
"""Totals that stand beside the table: the column, the field, the labels."""


class CloudBill(TableExtractor):
    """A bill by product and month. `payable` is what cash had to pay after coupons; top-ups are no consumption."""

    name = "cloud_bill"
    kinds: tuple[Kind, ...] = (Kind.CLOUD_BILL,)
    words = listed("账单 消费 账期 计费 代金券 产品 云")
    shape = Shape(
        (
            Column(
                "month",
                "month",
                listed("账期 账单月份 计费周期 消费月份 账单周期 账单月 月份 计费月份 消费时间"),
                pattern=r"^(账单|计费|出账|消费|结算|费用)(所属)?(月份?|账期|周期|期间)$",
            ),
            Column(
                "account",
                "text",
                listed("账号id 账号 账户id 租户id 主账号id 账号名称 资源拥有账号 账号名 账户名 主账号 登录名"),
            ),
            Column(
                "product",
                "text",
                listed("产品 产品名称 产品明细 服务名称 云服务 产品类型 云服务类型 产品类别 资源类型 产品code"),
                pattern=r"^(云)?(产品|服务|业务|资源)(名称|类型|类别|分类|服务|大类|服务名称)?$",
            ),
            Column(
                "item",
                "text",
                listed("计费项 计费项名称 计费项目 组件名称 组件 组件类型 规格 资源规格 配置 子产品 子产品名称"),
                pattern=r"^(云)?(产品|服务|资源)(类型|规格|明细|子类|细类)$",
            ),
            Column(
                "instance",
                "text",
                listed("实例id 资源id 实例 实例名称 资源名称 资源标识"),
                pattern=r"(实例|资源)(id|编号|标识|名称)$",
            ),
            Column("region", "text", ("地域", "区域", "可用区", "地区")),
            Column(
                "charge_type",
                "text",
                listed("计费方式 消费类型 付费方式 计费模式 付费类型 计费类型 交易类型 订单类型"),
            ),
            Column(
                "start",
                "date",
                listed("开始时间 服务开始时间 计费开始时间 开始使用时间 服务期起 消费开始时间 账单开始时间"),
            ),
            Column(
                "end",
                "date",
                listed("结束时间 服务结束时间 计费结束时间 结束使用时间 服务期止 消费结束时间 账单结束时间"),
            ),
            Column(
                "list_price",
                "money",
                listed("原价 目录价 官网价 目录总价 列表价 原始金额 组件原价 官方价 订单原价"),
                pattern=r"(原价|目录价|官网价|刊例价|标准价|列表价|官方价|折前|优惠前)(总价|金额|费用)?$",
            ),
            Column(
                "discount",
                "money",
                listed("优惠金额 折扣金额 优惠 折扣优惠 减免金额 商务折扣金额 优惠折扣"),
                pattern=r"^(商务|合同)?(优惠|折扣|减免)(金额|减免|优惠|抵扣|额)?$",
                never=r"后|前|券|率|应付",
            ),
            Column(
                "voucher",
                "money",
                listed(
                    "代金券抵扣 代金券 优惠券抵扣 代金券支付 优惠券 代金券金额 代金券抵扣金额 优惠券支付 优惠券金额"
                ),
                pattern=r"代金券|优惠券|赠送金|赠金|抵扣券|卡券",
                never=r"后|前|编号|名称",
            ),
            Column(
                "payable",
                "money",
                listed("应付金额 应付 现金应付 现金应付金额 费用 优惠后总价 应付费用 消费金额 应付总额 应付价"),
                pattern=r"^(应付|折后|优惠后|券后|抵扣后)(金额|费用|总价|总额|价|价格|合计)?$",
            ),
            Column(
                "paid",
                "money",
                listed("现金支付 现金支付金额 实付金额 现金账户支付 已付金额 支付金额 现金金额 实付 现金消费"),
                pattern=r"^(现金|实付|实际支付|实际付款|余额支付|账户支付)(支付|金额|付款|费用|总额)*$",
            ),
            Column("refund", "money", ("退款", "退款金额", "退费金额")),
        ),
        required=(
            ("product",),
            ("payable", "paid", "list_price"),
            listed("month start charge_type instance region voucher item"),
        ),
        row=(("product",), ("payable", "paid", "list_price")),
        titles=listed("账单 消费明细 费用账单 云服务消费 消费清单 资源账单 用量明细"),
    )
    equations = (
        Equation(
            "payable=list-discount-voucher",
            "payable",
            ("list_price",),
            ("discount", "voucher"),
            ("discount", "voucher"),
        ),
        Equation("paid=payable-voucher", "paid", ("payable",), ("voucher",)),
        Equation(
            "paid=list-discount-voucher", "paid", ("list_price",), ("discount", "voucher"), ("discount", "voucher")
        ),
    )
    totals = {"payable": "total_payable", "paid": "total_paid"}
    more = tuple(name for name, _, _ in _AROUND)

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """The account, whose it is, and the totals."""
        facts = super().facts(part, sheets, rows)
        for name, type_, labels in _AROUND:
            fact = labelled(part, sheets, labels, type_)
            if fact:
                facts[name] = fact
        for column, name, labels in _STATED:
            total = labelled(part, sheets, labels, "money") if name not in facts else None
            if total:
                facts[name] = prove_total(total, [row.get(column) for row in rows])
        return facts
