"""Contracts after the templates that offices hand out: covers, forms with blanks, signature tables, seller first."""

from __future__ import annotations

from sample_docs.gallery.contracts.deal import Deal
from sample_docs.gallery.contracts.wording import TAIL, Block, goods_list, heading, line
from sample_docs.generator.contracts import day
from sample_docs.generator.identity import Company

_EVENTS = ("合同生效后10个工作日内", "阶段成果交付并经甲方确认后10个工作日内", "整体验收合格后20个工作日内",
           "质量保证期满且无遗留问题后15个工作日内")  # fmt: skip


def _cover(*rows: tuple[str, str]) -> list[Block]:
    return [Block("cover", f"{label}：{value}") for label, value in rows]


def _column(title: str, party: Company, dated: str) -> tuple[str, ...]:
    """One side of a signature page; the bank stands below its label."""
    return (
        f"{title}（盖章）：", party.name, f"地址：{party.address}", f"法定代表人：{party.legal_rep}",
            "委托代理人（签字）：",
        f"电话：{party.phone}", "开户行：", party.account.branch, f"账号：{party.account.number}",
            f"税号：{party.uscc}",
        f"日期：{dated}",
    )  # fmt: skip


def purchase_cover(deal: Deal) -> list[Block]:
    """A purchase with a cover page and a page of its own for the signatures, where banks stand below their labels."""
    rows = goods_list(deal, ("序号", "设备名称", "型号规格", "单位", "数量", "单价（元）", "合价（元）"), spec=True)
    rows.append(("合计（含税）", "", "", "", "", "", deal.figures()))
    for name in ("payee_bank", "payee_account", "party_a_tax_id", "party_b_tax_id"):
        deal.say(name)
    dated = deal.say("sign_date", day(deal.signed))
    steps = []
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        steps.append(
            line(f"    4.{index + 1} {_EVENTS[index]}，甲方支付合同总价的{node.share}%，即¥{node.amount:,.2f}。")
        )
    return [
        Block("right", f"合同编号：{deal.say('contract_no')}"), Block("cover", ""), Block("cover", ""),
        Block("title", deal.named("工业设备采购合同")), Block("cover", ""),
        *_cover(("甲方（采购人）", deal.say("party_a")), ("乙方（供应商）", deal.say("party_b")), ("签订地点",
            deal.place),
                ("签订日期", dated)),
        Block("break"),
        line("    甲方因项目建设需要，向乙方采购本合同所列设备，双方经协商订立合同如下。"),
        heading("1 采购内容"), Block("table", rows=tuple(rows)), heading("2 合同价格"),
        line(f"    合同总价为人民币{deal.words('圆')}（¥{deal.total:,.2f}），该价格已含{deal.say('tax_rate')}增值税、"
             "运输、保险、安装调试及培训等全部费用。"),
        heading("3 交付"), line("    乙方应于合同生效后45日内将设备运抵甲方现场，并完成安装调试。"),
        heading("4 付款"), *steps,
        line("    每次付款前乙方应提供等额增值税专用发票，否则甲方有权顺延付款且不承担责任。"),
        heading("5 其他"), *TAIL, Block("break"), line("（本页为签署页，无正文）"),
        Block("sign", rows=(_column("甲方", deal.buyer, dated), _column("乙方", deal.seller, dated))),
    ]  # fmt: skip


def tech_development(deal: Deal) -> list[Block]:
    """技术开发（委托）合同 as registered with the science offices: cover, parties' data, funds in article 4."""
    names = "、".join(item.name for item in deal.items)
    period = f"{deal.say('term_start', day(deal.start))}至{deal.say('term_end', day(deal.end))}"
    steps = []
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        steps.append(line(f"    （{index + 1}）{_EVENTS[index]}支付 {node.amount:.2f} 元（总额的 {node.share} %）；"))
    dated = deal.say("sign_date", day(deal.signed))
    deal.say("party_a"), deal.say("party_b")
    return [
        Block("right", f"合同登记编号：{deal.say('contract_no')}"), Block("cover", ""),
        Block("title", deal.named("技术开发（委托）合同")), Block("cover", ""),
        *_cover(("项目名称", names), ("委托方（甲方）", deal.buyer.name), ("受托方（乙方）", deal.seller.name),
                ("签订时间", dated), ("签订地点", deal.place), ("有效期限", period)),
        Block("break"),
        line(f"委托方（甲方）：{deal.buyer.name}"), line(f"住 所 地：{deal.buyer.address}"),
        line(f"法定代表人：{deal.buyer.legal_rep}"), line("项目联系人："), line(f"电    话：{deal.buyer.phone}"),
            line(""),
        line(f"受托方（乙方）：{deal.seller.name}"), line(f"住 所 地：{deal.seller.address}"),
        line(f"法定代表人：{deal.seller.legal_rep}"), line("项目联系人："), line(f"电    话：{deal.seller.phone}"),
            line(""),
        line(f"    双方就 {names} 项目的研究开发事项，约定下列条款。"),
        heading("第一条 研究开发的内容和要求"),
            line("    乙方按甲方确认的需求完成设计、编码、测试和部署，并交付源代码与文档。"),
        heading("第二条 研究开发计划"), line("    乙方应在合同生效后15日内提交研究开发计划，并按计划推进。"),
        heading("第三条 协作事项"), line("    甲方提供现场环境、设备接口资料和业务专家支持。"),
        heading("第四条 研究开发经费和报酬"),
        line(f"    1．研究开发经费和报酬总额为： {deal.say('contract_amount', f'{deal.total:.2f}')} 元，"
             f"大写： {deal.words()} （含 {deal.say('tax_rate')} 增值税）。"),
        line("    2．经费和报酬由甲方 分期 支付乙方，具体如下："), *steps,
        line("    乙方开户银行名称、地址和账号为："), line(f"    开户银行： {deal.say('payee_bank')}"),
        line(f"    地    址： {deal.seller.address}"), line(f"    账    号： {deal.say('payee_account')}"),
        heading("第五条 成果归属"), line("    本项目产生的软件著作权归甲方所有，乙方享有署名权。"), *TAIL,
        Block("sign", rows=(
            (f"甲方：{deal.buyer.name}", "（盖章）", f"法定代表人/委托代理人（签字）：{deal.buyer.legal_rep}", dated),
            (f"乙方：{deal.seller.name}", "（盖章）", f"法定代表人/委托代理人（签字）：{deal.seller.legal_rep}", dated),
        )),
    ]  # fmt: skip


def call_off(deal: Deal) -> list[Block]:
    """An order under a framework contract, whose number stands beside the order's own."""
    rows = goods_list(deal, ("行", "物料名称", "规格", "单位", "数量", "含税单价", "含税小计"), spec=True)
    rows.append(("合计", "", "", "", "", "", deal.figures()))
    for item in deal.items:
        deal.rows.append({
            "item": item.name, "spec": item.spec, "unit": item.unit, "quantity": str(item.quantity),
            "unit_price": f"{item.price:.2f}", "amount": f"{item.amount:.2f}",
        })  # fmt: skip
    return [
        Block("title", "框架协议项下采购订单"),
        line(f"订单号：{deal.say('contract_no')}        下单日期：{deal.say('sign_date')}"),
        line(f"依据框架协议编号：KJ-{deal.signed.year - 1}-{deal.seller.account.number[-3:]}"),
        line(f"买方：{deal.say('party_a')}"), line(f"卖方：{deal.say('party_b')}"),
        line(f"交货地点：{deal.buyer.address}"), line(""), Block("table", rows=tuple(rows)),
        line(f"订单总金额（大写）：{deal.words('圆')}；税率：{deal.say('tax_rate')}。"),
        line("    本订单未尽事项按框架协议执行；付款方式、质保及违约责任见框架协议第四条至第七条。"),
        Block("sign", rows=(
            (f"买方（盖章）：{deal.buyer.name}", f"经办人（签字）：{deal.buyer.legal_rep}"),
            (f"卖方（盖章）：{deal.seller.name}", f"经办人（签字）：{deal.seller.legal_rep}"),
        )),
    ]  # fmt: skip


def platform_service(deal: Deal) -> list[Block]:
    """A platform's service agreement: the operator is 乙方 and named first, fees a table, account at the end."""
    fees: list[tuple[str, ...]] = [("服务项目", "计费方式", "费用（元，含税）")]
    fees += [(item.name, f"按{item.unit}", f"{item.amount:,.2f}") for item in deal.items]
    fees.append(("费用总计", "", deal.figures()))
    steps = []
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        when = ("协议签署后7日内", "平台账号开通后30日内", "服务满半年后10日内", "服务期届满前10日内")[index]
        steps.append(f"{when}支付{node.amount:,.2f}元（{node.share}%）")
    return [
        Block("title", deal.named("工业互联网平台应用服务协议")), line(f"协议编号：{deal.say('contract_no')}"),
            line(""),
        line(f"服务提供方（乙方）：{deal.say('party_b')}"), line(f"统一社会信用代码：{deal.say('party_b_tax_id')}"),
        line(f"服务接受方（甲方）：{deal.say('party_a')}"), line(f"统一社会信用代码：{deal.say('party_a_tax_id')}"),
            line(""),
        line("    甲方使用乙方运营的工业互联网平台，双方就平台接入与应用服务达成本协议。"),
        heading("一、服务内容与费用"), Block("table", rows=tuple(fees)),
        line(f"    费用总计大写：{deal.words()}。上述费用含{deal.say('tax_rate')}增值税。"),
        heading("二、服务期限"),
        line(f"    {deal.say('term_start', deal.start.isoformat())} 至 {deal.say('term_end', deal.end.isoformat())}。"),
        heading("三、付款安排"), line(f"    {'；'.join(steps)}。"),
        line("    甲方将款项汇入下列账户，汇款时请注明协议编号："),
        Block("table", rows=(("收款单位", deal.seller.name), ("开户银行", deal.say("payee_bank")),
                             ("银行账号", deal.say("payee_account")))),
        *TAIL,
        Block("sign", seller_first=True, rows=(
            (f"乙方（公章）：{deal.seller.name}", f"授权代表（签字）：{deal.seller.legal_rep}",
             f"签署日期：{deal.say('sign_date')}"),
            (f"甲方（公章）：{deal.buyer.name}", f"授权代表（签字）：{deal.buyer.legal_rep}",
             f"签署日期：{deal.signed.isoformat()}"),
        )),
    ]  # fmt: skip


def processing(deal: Deal) -> list[Block]:
    """加工定作合同: 定作方 and 承揽方, an article a blank, total and words in the table, instalments in 第X笔."""
    rows = goods_list(deal, ("序号", "定作物名称", "图号/规格", "单位", "数量", "单价", "报酬"), spec=True)
    rows += [("合计", "", "", "", "", "", deal.figures()),
             (f"合计报酬（大写）：人民币{deal.words('圆')}    含税率{deal.say('tax_rate')}", "", "", "", "", "",
                 "")]  # fmt: skip
    steps = []
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        steps.append(f"第{'一二三四'[index]}笔 {node.amount:,.2f} 元（占{node.share}%），{_EVENTS[index]}支付")
    dated = deal.say("sign_date", f"{deal.signed:%Y/%m/%d}")
    side = ("单位地址", "法定代表人", "开户银行", "账    号")
    for name in ("payee_bank", "payee_account"):
        deal.say(name)

    def column(title: str, party: Company) -> tuple[str, ...]:
        values = (party.address, party.legal_rep, party.account.branch, party.account.number)
        return (f"{title}（章）：{party.name}", *(f"{a}：{b}" for a, b in zip(side, values, strict=True)))

    return [
        Block("title", deal.named("加工定作合同")),
        line(f"定作方：{deal.say('party_a')}        合同编号：{deal.say('contract_no')}"),
        line(f"承揽方：{deal.say('party_b')}        签订时间：{dated}"), line(f"签订地点：{deal.place}"), line(""),
        heading("第一条 定作物、数量及报酬（单位：元）"), Block("table", rows=tuple(rows)),
        heading("第二条 材料"), line("    由承揽方提供材料，材料应当符合约定的技术标准。"),
        heading("第三条 报酬的支付"), line(f"    {'；'.join(steps)}。"),
        heading("第四条 交付"), line("    承揽方于签订后60日内在定作方所在地交付定作物。"), *TAIL,
        Block("sign", rows=(column("定作方", deal.buyer), column("承揽方", deal.seller))),
    ]  # fmt: skip


def industrial_purchase(deal: Deal) -> list[Block]:
    """工矿产品购销合同: 供方 first and on the left, number, place and time at the right, numbered short articles."""
    rows = goods_list(deal, ("序号", "产品名称", "规格型号", "单位", "数量", "单价", "总金额"), spec=True)
    rows.append((f"合计人民币金额（大写）：{deal.words()}        ¥{deal.figures()}", "", "", "", "", "", ""))
    steps = []
    for index in range(len(deal.nodes)):
        node = deal.node(index)
        what = ("合同签订后预付", "货到验收后付", "安装调试合格后付", "质保期满付")[index]
        steps.append(f"{what}{node.share}%计{node.amount:.2f}元")
    for name in ("payee_bank", "payee_account", "party_a_tax_id", "party_b_tax_id"):
        deal.say(name)

    def column(title: str, party: Company) -> tuple[str, ...]:
        return (
            f"{title}单位名称（章）：{party.name}", f"单位地址：{party.address}", f"法定代表人：{party.legal_rep}",
            "委托代理人：", f"电话：{party.phone}", f"税号：{party.uscc}", f"开户银行：{party.account.branch}",
            f"账号：{party.account.number}",
        )  # fmt: skip

    return [
        Block("title", deal.named("工矿产品购销合同")),
        Block("right", f"合同编号：{deal.say('contract_no')}"), line(f"供方：{deal.say('party_b')}"),
        Block("right", f"签订地点：{deal.place}"), line(f"需方：{deal.say('party_a')}"),
        Block("right", f"签订时间：{deal.say('sign_date', f'{deal.signed:%Y.%m.%d}')}"),
        line("一、产品名称、型号、数量、金额"), Block("table", rows=tuple(rows)),
        line("二、质量标准：按国家标准及供方企业标准执行，质保期壹年。"),
            line("三、交（提）货地点、方式：需方指定地点，供方送货。"),
        line("四、运输方式及费用负担：汽运，费用由供方承担。"), line("五、验收标准及期限：到货后7日内按第二条验收。"),
        line(f"六、结算方式及期限：{'，'.join(steps)}；供方开具{deal.say('tax_rate')}增值税专用发票。"),
        line("七、违约责任：按《中华人民共和国民法典》执行。"),
            line("八、本合同一式贰份，供需双方各执壹份，传真件有效。"),
        Block("sign", seller_first=True, rows=(column("供方", deal.seller), column("需方", deal.buyer))),
    ]  # fmt: skip
