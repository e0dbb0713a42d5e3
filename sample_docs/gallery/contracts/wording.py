"""The layouts of contracts: what stands where, in which words, from the title to the signatures."""

from __future__ import annotations

from dataclasses import dataclass

from sample_docs.gallery.contracts.deal import Deal
from sample_docs.generator.contracts import day
from sample_docs.generator.identity import Company
from sample_docs.generator.money_words import chinese_date

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What is set in one go.

    A `title`, `line`, `heading`, `table` (rows) or `sign` (a column of lines for each party), a `cover` line, a line
    at the `right` or a page `break`.
    """

    kind: str
    text: str = ""
    rows: Rows = ()
    seller_first: bool = False


def line(text: str) -> Block:
    """A paragraph."""
    return Block("line", text)


def heading(text: str) -> Block:
    """The heading of an article."""
    return Block("heading", text)


TAIL = (
    heading("违约责任与争议解决"),
    line(
        "    任何一方不履行或者不完全履行本合同义务的，应当向守约方承担违约责任，"
        "每逾期一日按逾期部分的0.05%支付违约金。"
    ),
    line("    因本合同引起的争议，双方应友好协商；协商不成的，提交甲方所在地有管辖权的人民法院诉讼解决。"),
    line("    本合同一式肆份，双方各执贰份，自双方盖章之日起生效。"),
)


def _signatures(deal: Deal, titles: tuple[str, str], *, bank: bool = False, numerals: bool = False) -> Block:
    def column(title: str, party: Company) -> tuple[str, ...]:
        signed = chinese_date(deal.signed.year, deal.signed.month, deal.signed.day) if numerals else day(deal.signed)
        account = (f"开户银行：{party.account.branch}", f"账号：{party.account.number}") if bank else ()
        return (
            f"{title}（盖章）：{party.name}",
            *account,
            f"授权代表（签字）：{party.legal_rep}",
            f"签订日期：{signed}",
        )

    deal.say("sign_date")
    return Block("sign", rows=(column(titles[0], deal.buyer), column(titles[1], deal.seller)))


def goods_list(deal: Deal, head: tuple[str, ...], *, spec: bool) -> list[tuple[str, ...]]:
    """The rows of the list of goods or services, headings first."""
    rows = [head]
    for index, item in enumerate(deal.items, 1):
        middle = (item.spec or "—",) if spec else ()
        rows.append(
            (str(index), item.name, *middle, item.unit, str(item.quantity), f"{item.price:,.2f}", f"{item.amount:,.2f}")
        )
    return rows


def development(deal: Deal) -> list[Block]:
    """Software development: head lines, a list, net and tax written out, three numbered instalments."""
    rows = goods_list(deal, ("序号", "开发内容", "单位", "数量", "单价（元）", "金额（元）"), spec=False)
    rows.append(("合计", "", "", "", "", f"{deal.total:,.2f}"))
    blocks = [
        Block("title", deal.named("工业互联网平台软件开发合同")),
        line(f"合同编号：{deal.say('contract_no')}"), line(f"签订地点：{deal.place}"),
        line(f"签订时间：{deal.say('sign_date', day(deal.signed))}"), line(""),
        line(f"甲方（委托方）：{deal.say('party_a')}"),
        line(f"统一社会信用代码：{deal.say('party_a_tax_id')}"), line(f"住所地：{deal.buyer.address}"),
        line(f"乙方（受托方）：{deal.say('party_b')}"),
        line(f"统一社会信用代码：{deal.say('party_b_tax_id')}"), line(f"住所地：{deal.seller.address}"), line(""),
        line("    甲乙双方经平等协商，就甲方委托乙方开发软件事宜，根据《中华人民共和国民法典》订立本合同。"),
        heading("第一条 开发内容"), Block("table", rows=tuple(rows)),
        line(f"    开发期限自{deal.say('term_start', day(deal.start))}起至{deal.say('term_end', day(deal.end))}止。"),
        heading("第二条 合同价款与支付"),
        line(f"    2.1 本合同含税总价为人民币（大写）{deal.words()}（小写：¥{deal.figures()}元），其中不含税价款"
              f"{deal.say('net_amount', f'{deal.net:,.2f}')}元，"
              f"增值税税额{deal.say('tax', f'{deal.total - deal.net:,.2f}')}元，"
              f"税率{deal.say('tax_rate')}。"),
        line("    2.2 甲方按以下进度支付："),
    ]  # fmt: skip
    events = (
        "合同签订后10个工作日内",
        "系统上线试运行后10个工作日内",
        "验收合格后15个工作日内",
        "质保期满后10个工作日内",
    )
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        blocks.append(
            line(f"    （{index + 1}）{events[index]}，支付合同总价的{node.share}%，即人民币{node.amount:,.2f}元；")
        )
    blocks += [
        line("    2.3 乙方指定收款账户："), line(f"    户名：{deal.seller.name}"),
        line(f"    开户行：{deal.say('payee_bank')}"), line(f"    账号：{deal.say('payee_account')}"), *TAIL,
        _signatures(deal, ("甲方", "乙方")),
    ]  # fmt: skip
    return blocks


def purchase(deal: Deal) -> list[Block]:
    """Goods: parties, number and date in a table, words below the list, banks in the signatures."""
    rows = goods_list(deal, ("序号", "货物名称", "规格型号", "单位", "数量", "含税单价", "含税金额"), spec=True)
    rows += [
        ("合计", "", "", "", "", "", f"{deal.figures()}"),
        (f"合计人民币（大写）：{deal.words('圆')}", "", "", "", "", "", ""),
    ]
    events = ("合同生效后7日内", "全部货物到货并验收合格后15日内", "安装调试完成后30日内", "质保期届满后30日内")
    steps = "；".join(
        f"{events[index]}，需方向供方支付合同总额的{node.share}%即{node.amount:,.2f}元"
        for index in range(len(deal.nodes)) for node in (deal.node(index),)
    )  # fmt: skip
    for side in ("payee_bank", "payee_account"):
        deal.say(side)
    return [
        Block("title", deal.named("设备采购合同")),
        Block("table", rows=(
            ("需方", deal.say("party_a"), "合同编号", deal.say("contract_no")),
            ("供方", deal.say("party_b"), "签订日期", deal.say("sign_date")),
            ("税率", deal.say("tax_rate"), "签订地点", deal.place),
        )),
        line(""), line("    供需双方本着互利互惠的原则，就需方向供方采购下列货物达成如下条款："),
        heading("一、货物清单（单位：元）"), Block("table", rows=tuple(rows)),
        heading("二、付款方式"), line(f"    {steps}。"),
        heading("三、交货"), line("    供方于合同生效后30日内将货物运至需方指定地点，运杂费由供方承担。"), *TAIL,
        _signatures(deal, ("需方", "供方"), bank=True),
    ]  # fmt: skip


def service(deal: Deal) -> list[Block]:
    """Services: number, date and place inside a sentence; totals in 万元."""
    steps = "".join(
        f"（{index + 1}）第{index + 1}期：{event}，支付{node.share}%，计{(node.amount / 10000).normalize():f}万元。"
        for index, event in enumerate(("合同签订后15日内", "服务期过半后15日内", "服务成果验收后15日内",
            "服务期满后15日内")[: len(deal.nodes)])
        for node in (deal.node(index),)
    )  # fmt: skip
    signed = chinese_date(deal.signed.year, deal.signed.month, deal.signed.day)
    return [
        Block("title", deal.named("技术服务合同")), line(""),
        line("    本合同（合同编号："
              f"{deal.say('contract_no')}）由下列双方于{deal.say('sign_date', signed)}在{deal.place}签订："),
        line(f"    委托人（以下简称甲方）：{deal.say('party_a')}，统一社会信用代码{deal.say('party_a_tax_id')}；"),
        line(f"    受托人（以下简称乙方）：{deal.say('party_b')}，统一社会信用代码{deal.say('party_b_tax_id')}。"),
        heading("一、服务内容"), line(f"    乙方向甲方提供{'、'.join(item.name for item in deal.items)}。"),
        line("    服务期限："
              f"{deal.say('term_start', f'{deal.start:%Y.%m.%d}')}至{deal.say('term_end', f'{deal.end:%Y.%m.%d}')}。"),
        heading("二、服务费用"),
        line(f"    服务费总额（含税）为人民币{deal.wan()}万元（大写：{deal.words('圆')}），"
              f"增值税税率{deal.say('tax_rate')}。"),
        line(f"    支付方式：{steps}"),
        line(f"    乙方账户：开户银行{deal.say('payee_bank')}，账号{deal.say('payee_account')}。"), *TAIL,
        _signatures(deal, ("甲方", "乙方"), numerals=True),
    ]  # fmt: skip


def sale(deal: Deal) -> list[Block]:
    """Goods with net, tax and gross as rows below the list; date in Chinese numerals."""
    rows = goods_list(deal, ("序号", "产品名称", "型号", "单位", "数量", "单价（元）", "总价（元）"), spec=True)
    rows += [
        ("价税合计", "", "", "", "", "", deal.figures()),
        ("其中：不含税金额", "", "", "", "", "", deal.say("net_amount", f"{deal.net:,.2f}")),
        (f"增值税（{deal.say('tax_rate')}）", "", "", "", "", "", deal.say("tax", f"{deal.total - deal.net:,.2f}")),
    ]
    blocks = [
        Block("title", deal.named("产品买卖合同")), line(f"编号：{deal.say('contract_no')}"), line(""),
        line(f"买方：{deal.say('party_a')}（以下称“甲方”）"), line(f"纳税人识别号：{deal.say('party_a_tax_id')}"),
        line(f"卖方：{deal.say('party_b')}（以下称“乙方”）"), line(f"纳税人识别号：{deal.say('party_b_tax_id')}"),
        line(f"    甲、乙双方于{deal.say('sign_date', day(deal.signed))}就下列产品的买卖订立本合同。"),
        heading("1．产品及价格"), Block("table", rows=tuple(rows)),
        line(f"    合同总金额（大写）：人民币{deal.words()}。"), heading("2．结算"),
    ]  # fmt: skip
    names = ("预付款", "到货款", "验收款", "质保金")
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        blocks.append(line(f"    2.{index + 1} {names[index]}：合同总金额的{node.share}%，¥{node.amount:,.2f}。"))
    blocks += [
        line(f"    卖方开户行：{deal.say('payee_bank')}    账号：{deal.say('payee_account')}"), *TAIL,
        _signatures(deal, ("买方", "卖方"), numerals=True),
    ]  # fmt: skip
    return blocks


def framework(deal: Deal) -> list[Block]:
    """A framework contract: no total, orders fix the amounts."""
    rows = [("序号", "服务项目", "单位", "含税单价（元）")]
    rows += [(str(i), item.name, item.unit, f"{item.price:,.2f}") for i, item in enumerate(deal.items, 1)]
    return [
        Block("title", deal.named("技术服务框架协议")), line(f"协议编号：{deal.say('contract_no')}"),
        line(f"甲方：{deal.say('party_a')}"), line(f"乙方：{deal.say('party_b')}"), line(""),
        line("    双方就甲方在合作期限内向乙方采购技术服务事宜订立本框架协议，具体内容与金额以双方签订的订单为准。"),
        heading("第一条 合作期限"),
        line("    "
              f"本协议有效期自{deal.say('term_start', day(deal.start))}起至{deal.say('term_end', day(deal.end))}止。"),
        heading("第二条 服务单价"), Block("table", rows=tuple(rows)),
        line(f"    以上单价含增值税，税率{deal.say('tax_rate')}。每份订单完成并验收后，乙方开具发票，"
              "甲方于30日内付款。"),
        line(f"    乙方开户银行：{deal.say('payee_bank')}"),
            line(f"    乙方账号：{deal.say('payee_account')}"), *TAIL,
        _signatures(deal, ("甲方", "乙方")),
    ]  # fmt: skip


def order(deal: Deal) -> list[Block]:
    """An order on one page: head table, list, total."""
    rows = goods_list(deal, ("行号", "物料描述", "型号", "单位", "数量", "含税单价", "含税金额"), spec=True)
    rows.append(("订单总金额", "", "", "", "", "", deal.figures()))
    return [
        Block("title", "采购订单"),
        Block("table", rows=(
            ("订单编号", deal.say("contract_no"), "下单日期", deal.say("sign_date")),
            ("采购方", deal.say("party_a"), "供应商", deal.say("party_b")),
            ("交货地址", deal.buyer.address, "币种", "人民币"),
        )),
        line(""), Block("table", rows=tuple(rows)),
        line(f"总金额大写：人民币{deal.words()}      税率：{deal.say('tax_rate')}"),
        line("请供应商收到订单后2个工作日内盖章确认。"), _signatures(deal, ("采购方", "供应商")),
    ]  # fmt: skip


def supplement(deal: Deal) -> list[Block]:
    """A supplement that adds work and money to an earlier contract."""
    own = f"{deal.number}-补1"
    deal.truth["contract_no"] = own
    blocks = [
        Block("title", deal.named("软件开发合同补充协议")), line(f"补充协议编号：{own}"),
        line(f"甲方：{deal.say('party_a')}"), line(f"乙方：{deal.say('party_b')}"), line(""),
        line(f"    甲乙双方已签订《软件开发合同》（以下简称原合同，编号：{deal.number}）。现经协商一致，"
              "就增加开发内容达成如下补充协议："),
        line(f"    一、新增内容：{'、'.join(item.name for item in deal.items)}。"),
        line(f"    二、本补充协议新增价款为人民币{deal.figures()}元（大写：{deal.words()}），"
              f"含{deal.say('tax_rate')}增值税。"),
    ]  # fmt: skip
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        event = ("本补充协议签订后10日内", "新增内容上线后10日内", "新增内容验收后10日内", "质保期满后10日内")[index]
        blocks.append(line(f"    {event}支付新增价款的{node.share}%，即{node.amount:,.2f}元。"))
    return [
        *blocks, line("    三、本补充协议是原合同不可分割的组成部分，与原合同具有同等法律效力。"),
        _signatures(deal, ("甲方", "乙方")),
    ]  # fmt: skip


def works_order(deal: Deal) -> list[Block]:
    """Work to order (定作人/承揽人): number and date in a table, stages as a list table."""
    stages = [("期次", "付款条件", "比例", "金额（元）")]
    events = ("合同签订", "样机交付", "整体验收", "质保期满")
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        stages.append((f"第{index + 1}期", events[index], f"{node.share}%", f"{node.amount:,.2f}"))
    return [
        Block("title", deal.named("专用设备承揽合同")),
        Block("table", rows=(
            ("合同编号", deal.say("contract_no"), "签订日期", deal.say("sign_date", f"{deal.signed:%Y.%m.%d}")),
            ("定作人", deal.say("party_a"), "税号", deal.say("party_a_tax_id")),
            ("承揽人", deal.say("party_b"), "税号", deal.say("party_b_tax_id")),
        )),
        line(""), heading("第一条 承揽项目"),
        line(f"    承揽人按定作人要求完成{'、'.join(item.name for item in deal.items)}的制作。"),
        heading("第二条 报酬"),
        line(f"    报酬总额（含税）¥{deal.figures()}元，人民币大写{deal.words('圆')}；"
              f"不含税{deal.say('net_amount', f'{deal.net:,.2f}')}元，"
              f"税金（{deal.say('tax_rate')}）{deal.say('tax', f'{deal.total - deal.net:,.2f}')}元。分期支付如下："),
        Block("table", rows=tuple(stages)),
        line(f"    承揽期限：{deal.say('term_start', day(deal.start))}—{deal.say('term_end', day(deal.end))}。"),
        line(f"    承揽人收款银行：{deal.say('payee_bank')}；收款账号：{deal.say('payee_account')}。"), *TAIL,
        _signatures(deal, ("定作人", "承揽人")),
    ]  # fmt: skip
