"""Lists of goods as delivery notes, goods receipts and orders print them."""

from __future__ import annotations

from evidence.kind import Kind
from evidence.money import CENT
from extractors.facts import proven
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.sheet import Facts, Line, Shape, Sheet


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
            Column(
                "amount",
                "money",
                listed("金额 总价 含税金额 小计 总金额 价税合计 合计 含税总价 含税小计 金额小计 合价 含税合价"),
            ),
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
