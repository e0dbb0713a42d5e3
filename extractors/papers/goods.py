"""Papers about goods: delivery notes (送货单, 出库单) and goods receipts (入库单), and the list of an order.

The supplier is party_b and the receiver party_a, as in the contract behind them, so that they attach to its line.
"""

from __future__ import annotations

from evidence.kind import Kind
from evidence.money import CENT
from extractors.facts import proven
from extractors.papers.asked import Ask, Form, code, company, day, line
from extractors.papers.paper import Facts, Paper, Seen, only_day
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.sheet import Line, Shape, Sheet


class Goods(TableExtractor):
    """Goods by the row; where quantity times price is the amount to the fen, all three are proven."""

    name = "goods"
    kinds = (Kind.DELIVERY_NOTE, Kind.GOODS_RECEIPT, Kind.ORDER)
    shape = Shape(
        (
            Column(
                "item",
                "text",
                listed(
                    "货物名称 品名 名称 产品名称 物料名称 商品名称 设备名称 品名规格 货品名称 物品名称 材料名称"
                    " 名称及规格 服务内容 标的名称 服务名称 项目名称 软件名称 品名及规格"
                ),
            ),
            Column("spec", "text", listed("规格型号 规格 型号 型号规格 技术参数 配置 规格/型号")),
            Column("unit", "text", listed("单位 计量单位")),
            Column(
                "quantity",
                "number",
                listed(
                    "数量 实发数量 实收数量 发货数量 送货数量 入库数量 到货数量 出库数量 验收数量 收货数量"
                    " 订购数量 采购数量"
                ),
            ),
            Column("unit_price", "number", listed("单价 含税单价")),
            Column("amount", "money", listed("金额 总价 含税金额 小计 总金额 价税合计 合计 含税总价")),
            Column("_number", "text", ("序号", "编号", "行号")),
            Column("_remark", "text", ("备注", "说明")),
            Column("_code", "code", listed("物料编码 物料编号 产品编码 序列号 货号")),
        ),
        required=(("item",), ("quantity",)),
        row=(("item",), ("quantity", "amount")),
        titles=listed("送货 发货 出库 入库 收货 到货 订单 采购"),
    )
    totals = {"amount": "total"}

    def row(self, line: Line, sheet: Sheet) -> Facts:
        """The row with its product checked."""
        facts = dict(line.facts)
        terms = [facts[name] for name in ("quantity", "unit_price", "amount") if name in facts]
        if len(terms) == 3 and abs(terms[0].number * terms[1].number - terms[2].number) <= CENT:
            facts |= {
                name: proven(facts[name], "amount=quantity*price") for name in ("quantity", "unit_price", "amount")
            }
        return facts


GOODS = Goods()


def _dated(seen: Seen, facts: Facts) -> Facts:
    lone = only_day(seen.flow)
    return facts if "accept_date" in facts or lone is None else facts | {"accept_date": lone}


_NOTE = (
    Ask(
        "note_no",
        r"(?:送货|发货|出库|入库|交货|到货|收货|签收)?单?(?:编号|单号|号码|号)|N[Oo]\.?",
        code(r"[A-Za-z0-9\-_/]{3,40}"),
    ),
    Ask("contract_no", r"(?:合同|订单|采购单|采购订单)(?:编号|号码|号)", code()),
    Ask("project", r"项目名称|工程名称", line),
    Ask(
        "party_a",
        r"收货(?:单位|方|人单位)(?:名称)?|客户(?:名称|单位)?|购货单位(?:名称)?|需方(?:名称)?|采购单位|收货公司|甲方|入库单位",
        company,
    ),
    Ask(
        "party_b",
        r"(?:送货|发货|供货|交货|供应)(?:单位|方|公司)(?:名称)?|供应商(?:名称)?|供货商(?:名称)?|供方(?:名称)?|乙方|卖方",
        company,
    ),
    Ask("warehouse", r"(?:入库|收货|发货|出库)?仓库(?:名称)?|库房", line),
    Ask("accept_date", r"(?:送货|发货|出库|入库|交货|到货|签收|收货|验收|制单|开单)(?:日期|时间)|日期|时间", day),
)
_STOPS = (
    r"货物名称|品名|规格(?:型号)?|型号|单位|数量|单价|金额|合计|备注|序号|制单(?:人)?|送货人|收货人(?:\(签字\)|签字|签名)?|联系人|联系电话|电话|地址|收货地址"
    r"|送货地址|经手人|保管员?|验收人|审核|仓管员?|司机|车牌号|复核|库管员?|采购员|总计"
)
DELIVERY = Paper(Kind.DELIVERY_NOTE, Form(_NOTE, _STOPS), GOODS, _dated)
RECEIVED = Paper(Kind.GOODS_RECEIPT, Form(_NOTE, _STOPS), GOODS, _dated)
