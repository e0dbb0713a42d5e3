"""Receipts that are no bank slips: of taxes paid, of cash taken, and the confirmation of a red-letter invoice."""

from __future__ import annotations

import re

from evidence.fact import Fact
from evidence.kind import Kind
from extractors.bank_slip.amounts import amounts
from extractors.facts import text_fact
from extractors.papers.asked import (
    Ask,
    Form,
    capitals,
    code,
    company,
    credit_code,
    day,
    is_blank,
    line,
    merged,
    money,
    named,
    text,
)
from extractors.papers.paper import Facts, Paper, Seen, dated, said, told
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.sheet import Shape


class TaxLines(TableExtractor):
    """The taxes of a receipt, one a row."""

    name = "taxes"
    kinds = (Kind.TAX_PAYMENT,)
    shape = Shape(
        (
            Column("voucher_no", "code", listed("原凭证号 税票号码 凭证号 原凭证号码")),
            Column(
                "tax_kind",
                "text",
                listed("税种 税费种 税费种名称 税种名称 税(费)种名称 税款种类 征收项目 险种 费种"),
                r"^税.?费?.?种",
            ),
            Column("item", "text", listed("品目名称 征收品目 品目")),
            Column("period", "text", listed("税款所属时期 所属时期 税款所属期 所属期 费款所属期")),
            Column("date", "date", listed("入退库日期 入库日期 缴款日期 入(退)库日期 缴纳日期"), r"^入.?退?.?库日期"),
            Column("amount", "money", listed("实缴退金额 实缴金额 金额 税额 实缴税额 缴费金额 实缴(退)金额"), r"^实缴"),
        ),
        required=(("tax_kind",), ("amount",)),
        row=(("tax_kind",), ("amount",)),
        titles=listed("完税证明 缴款凭证 缴税付款凭证 缴款书"),
    )
    totals = {"amount": "total"}


def _tax(seen: Seen, facts: Facts) -> Facts:
    for sheet in seen.sheets:
        paid = amounts(sheet, "CNY")
        facts = merged(facts, {name: paid[key] for name, key in _SUM if key in paid})
    for old, new in (("_payer", "payer"), ("_payer_tax_id", "payer_tax_id")):
        if old in facts:
            facts = merged(facts, {new: facts[old]})
    pair = facts.pop("_both", None)
    if pair is not None:
        facts = merged(facts, _name_and_id(pair))
    return facts


_SUM = (("total", "pay_amount"), ("amount_words", "amount_words"))


def _name_and_id(both: Fact) -> Facts:
    """纳税人全称及纳税人识别号 stand in one cell: the name, then the number."""
    found = re.search(r"([0-9A-Z]{15,20})\s*$", both.value)
    name = both.value[: found.start()].strip(" ,、:") if found else both.value
    facts = {"payer": both.model_copy(update={"value": name})} if len(name) >= 4 else {}
    return facts | ({"payer_tax_id": both.model_copy(update={"value": found[1]})} if found else {})


TAX = Paper(
    Kind.TAX_PAYMENT,
    Form(
        (
            Ask("payer", r"纳税人名称|缴费人名称|缴款单位\(人\)(?:名称)?|缴款人(?:名称|全称)?|纳税人全称", company),
            Ask("payer_tax_id", r"纳税人识别号|缴费人识别号|统一社会信用代码|纳税人代码", credit_code),
            Ask("_both", r"纳税人全称及纳税人识别号", text),
            Ask(
                "receipt_no",
                r"N[Oo]\.?|税票号码|电子缴款凭证号|缴款书交易流水号|凭证号码|凭证编号",
                code(r"[A-Za-z0-9\-]{6,40}"),
            ),
            Ask("pay_date", r"填发日期|缴款日期|扣款日期|转账日期|缴税日期|打印日期|开具日期|缴纳日期", day),
            Ask("authority", r"(?:填开)?税务机关|征收机关(?:名称)?(?:\(委托方\))?|主管税务机关(?:名称)?", company),
            Ask("total", r"(?!)", money),
            Ask(
                "pay_amount",
                r"(?:小写)?\(?(?:合计|总)\)?金额(?:\(小写\))?|\(?小写\)?(?:\(合计\))?(?:金额)?|金额合计\(小写\)|合计\(小写\)|实缴金额合计",
                money,
            ),
            Ask(
                "amount_words",
                r"金额合计(?:\(?大写\)?)?|大写(?:\(合计\))?金额|\(?大写\)?(?:\(合计\))?|合计\(大写\)|人民币\(大写\)",
                capitals,
            ),
        ),
        r"税[种款](?:名称)?|品目名称|税款所属(?:时期|期)?|入\(退\)库日期|实缴\(退\)金额|原凭证号|填票人|备注|付款人(?:全称|账号|开户银行)|收款国库(?:\(银行\))?名称|税\(费\)种名称"
        r"|所属时期|妥善保管.*|第\d+次打印|打印时间|复核|记账|小写|合计",
    ),
    TaxLines(),
    _tax,
    hidden=("_both", "pay_amount"),
)


class RedLines(TableExtractor):
    """What a red-letter confirmation takes back."""

    name = "red_lines"
    kinds = (Kind.RED_LETTER_CONFIRMATION,)
    shape = Shape(
        (
            Column(
                "item",
                "text",
                listed("货物或应税劳务服务名称 项目名称 货物服务名称 货物名称 货物或应税劳务名称 商品名称"),
                r"货物.*名称",
            ),
            Column("quantity", "number", ("数量",)),
            Column("unit_price", "number", ("单价",)),
            Column("amount", "money", ("金额", "不含税金额")),
            Column("tax_rate", "text", ("税率", "税率征收率")),
            Column("tax", "money", ("税额",)),
        ),
        required=(("item",), ("amount",), ("tax",)),
        row=(("item",), ("amount",)),
        titles=listed("红字"),
    )
    totals = {"amount": "amount_excl_tax", "tax": "tax"}


def _red(seen: Seen, facts: Facts) -> Facts:
    """The number of the blue invoice where the form says it in a sentence, and the day where only one stands there."""
    for name, pattern in (
        ("red_of", r"(?:对应蓝字|蓝字发票|原蓝字)[^0-9]{0,30}?(?:号码|号)[:：]?(?P<value>\d{20}|\d{8})(?!\d)"),
        ("invoice_code", r"(?:对应蓝字|蓝字发票)[^0-9]{0,30}?代码[:：]?(?P<value>\d{12}|\d{10})(?!\d)"),
    ):
        facts = told(seen, facts, name, pattern)
    return dated(seen, facts, "issue_date")


RED = Paper(
    Kind.RED_LETTER_CONFIRMATION,
    Form(
        (
            Ask(
                "confirmation_no",
                r"红字(?:发票|增值税专用发票)?信息?(?:确认单|表)编号|(?:确认单|信息表|申请单)(?:编号|号)",
                code(r"\d{12,24}"),
            ),
            Ask("issue_date", r"填开日期|申请日期|确认日期|开具日期", day),
            Ask(
                "red_of",
                r"(?:对应)?蓝字(?:数电|数电票|增值税专用|增值税)?(?:发票|票)?号码|数电发票号码|对应蓝字发票号码",
                code(r"\d{20}|\d{8}"),
            ),
            Ask("invoice_code", r"(?:对应)?蓝字(?:增值税专用)?发票代码", code(r"\d{12}|\d{10}")),
            Ask("seller_name", r"销售方(?:\(销方\))?(?:纳税人)?名称", company),
            Ask("seller_tax_id", r"销售方(?:\(销方\))?(?:纳税人识别号|税号)", credit_code),
            Ask("buyer_name", r"购买方(?:\(购方\))?(?:纳税人)?名称", company),
            Ask("buyer_tax_id", r"购买方(?:\(购方\))?(?:纳税人识别号|税号)", credit_code),
            Ask("reason", r"(?:开具红字发票|冲红|红冲|申请)(?:的)?(?:原因|理由)", line),
            Ask("amount_excl_tax", r"合计金额(?:\(不含税\))?|冲红金额|红字发票金额", money),
            Ask("tax", r"合计税额|冲红税额|红字发票税额", money),
        ),
        r"货物.{0,8}名称|数量|单价|金额|税率|税额|合计|名称|纳税人名称|纳税人识别号|经办人|联系电话|主管税务机关.*|销售方|购买方",
    ),
    RedLines(),
    _red,
)


def _cash(seen: Seen, facts: Facts) -> Facts:
    """The amount in figures and capitals, who paid as the sentence says it, and the day in the head."""
    for sheet in seen.sheets:
        paid = amounts(sheet, "CNY")
        facts = paid | {name: fact for name, fact in facts.items() if name not in paid}
    if "payer" not in facts:
        value = said(
            seen.flow,
            r"(?:今|兹)收到:?(?P<value>[^,。:;0-9¥]{2,40}?)(?:交来|交付|交纳|交|支付|付来|付|现金|缴来|的|人民币|[,。:])",
        )
        if value is not None and not is_blank(value.squeezed):
            facts = facts | {"payer": text_fact(value)}
    facts = told(seen, facts, "usage", r"系付:?(?P<value>[^,。:;¥人(]{2,40}?)(?=人民币|金额|[¥,。;(]|收款|$)")
    return dated(seen, facts, "pay_date")


CASH = Paper(
    Kind.CASH_RECEIPT,
    Form(
        (
            Ask("receipt_no", r"N[Oo]\.?|(?:收据|票据)?(?:编号|号码)", code(r"[A-Za-z0-9\-]{4,30}")),
            Ask("payer", r"(?:今|兹)?收到|交款(?:单位|人)(?:\(人\))?|付款(?:单位|人)|缴款(?:单位|人)|客户名称", named),
            Ask("payee", r"收款单位(?:\(.{2,4}\))?|收款方", company),
            Ask("pay_date", r"(?:收款|开票|开具|填制)?日期|入账日期", day),
            Ask("usage", r"系付|交来|(?:收款|交款)?事由|款项(?:内容|用途|性质)|收款(?:项目|内容)|摘要|用途", line),
            Ask("pay_amount", r"\(?小写\)?(?:金额)?|金额(?:\(小写\))?|合计(?:金额)?|[¥￥]", money),
            Ask(
                "amount_words", r"(?:人民币|金额|合计)?\(?大写\)?(?:金额)?|人民币|合计人民币\(大写\)|计人民币", capitals
            ),
        ),
        r"收款人|经手人|会计|出纳|开票人|记账|交款人签字|备注|收款方式|支付方式|单位盖章|财务主管|制单|核准|现金|支票",
    ),
    finish=_cash,
)
