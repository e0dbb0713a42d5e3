"""Papers about goods: delivery notes (送货单, 出库单) and goods receipts (入库单), and the list of an order.

The supplier is party_b and the receiver party_a, as in the contract behind them, so that they attach to its line.
"""

from __future__ import annotations

from evidence.kind import Kind
from extractors.papers.asked import Ask, Form, code, company, day, line
from extractors.papers.paper import Facts, Paper, Seen, dated
from extractors.tables.goods import GOODS


def _dated(seen: Seen, facts: Facts) -> Facts:
    return dated(seen, facts, "accept_date")


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
