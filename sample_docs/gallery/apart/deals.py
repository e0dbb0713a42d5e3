"""Two more contracts kept apart: software development under a head table, system integration in numbered terms."""

from __future__ import annotations

from collections.abc import Iterator

from sample_docs.gallery.apart.contracts import Deal, Layout, drawn
from sample_docs.gallery.apart.grid import Block, Cell, Grid, Paragraph, Row
from sample_docs.gallery.document import Sample
from sample_docs.generator.contracts import day
from sample_docs.generator.money_words import words

_EVENTS = {
    2: ("首期款", "尾款"),
    3: ("首期款", "进度款", "尾款"),
    4: ("首期款", "到货款", "验收款", "质保金"),
}
_WHEN = {
    "首期款": "合同生效后五个工作日内",
    "进度款": "完成系统部署并试运行后十个工作日内",
    "到货款": "设备到货并经甲方签收后十个工作日内",
    "验收款": "系统终验合格后十个工作日内",
    "尾款": "系统终验合格后十个工作日内",
    "质保金": "质保期届满且无遗留问题后十个工作日内",
}


def software_head(deal: Deal) -> list[Block]:
    """软件开发合同: essentials in a table at the head, short articles, payments as a list, signatures side by side."""
    deal.truth["contract_name"] = "软件开发合同"
    head: list[Row] = [
        (Cell("合同名称", align="center"), Cell("软件开发合同", 3)),
        (Cell("合同编号", align="center"), Cell(deal.say("contract_no")), Cell("签约日期", align="center"),
         Cell(deal.say("sign_date", f"{deal.signed:%Y-%m-%d}"))),
        (Cell("项目名称", align="center"), Cell(deal.say("subject"), 3)),
        (Cell("甲方（委托人）", align="center"), Cell(deal.say("party_a"), 3)),
        (Cell("乙方（开发人）", align="center"), Cell(deal.say("party_b"), 3)),
    ]  # fmt: skip
    articles = [
        Paragraph("甲乙双方在平等自愿的基础上，就上述项目的软件开发事宜订立本合同。", before=2),
        Paragraph("一、开发内容", bold=True, before=2),
        Paragraph("乙方按照附件《需求规格说明书》完成软件的设计、编码、测试、部署和培训。"),
        Paragraph("二、合同期限", bold=True),
        Paragraph(f"自{deal.say('term_start', day(deal.start))}起至{deal.say('term_end', day(deal.end))}止。"),
        Paragraph("三、合同价款", bold=True),
        Paragraph(
            f"本合同总价（含税）为￥{deal.money('contract_amount')}，"
            f"大写：人民币{deal.say('amount_words', words(deal.total))}。"
            f"其中不含税价￥{deal.money('net_amount')}，增值税（税率{deal.say('tax_rate')}）￥{deal.money('tax')}。"
        ),
        Paragraph("四、付款方式", bold=True),
        *_listed(deal),
        Paragraph("五、收款账户", bold=True),
        Paragraph(f"户  名：{deal.seller.name}"),
        Paragraph(f"开户行：{deal.say('payee_bank')}"),
        Paragraph(f"账  号：{deal.say('payee_account')}"),
        Paragraph("六、知识产权", bold=True),
        Paragraph("乙方为履行本合同所开发软件的著作权归甲方所有。"),
        Paragraph("七、违约责任与争议解决", bold=True),
        Paragraph("任何一方违约应赔偿对方损失；争议由甲方所在地人民法院管辖。本合同一式肆份，双方签章后生效。"),
    ]
    return [Paragraph("软件开发合同", 20, "center", bold=True, before=6), Grid(tuple(head), (30, 60, 26, 54)),
            *articles, _side_by_side(deal)]  # fmt: skip


def _listed(deal: Deal) -> list[Block]:
    names = _EVENTS[len(deal.shares)]
    return [
        Paragraph(f"{index}. {name}：{_WHEN[name]}，支付合同总价的{share}%，计￥{amount:,.2f}；")
        for index, (name, (share, amount)) in enumerate(zip(names, deal.stages(), strict=True), 1)
    ]


def _side_by_side(deal: Deal) -> Grid:
    a, b = deal.buyer, deal.seller
    rows: list[Row] = [
        (Cell("甲方（盖章）："), Cell(a.name), Cell("乙方（盖章）："), Cell(b.name)),
        (Cell("信用代码："), Cell(deal.say("party_a_tax_id")), Cell("信用代码："), Cell(deal.say("party_b_tax_id"))),
        (Cell("授权代表："), Cell(f"\n{a.legal_rep}\n", font="kai", mark="a"), Cell("授权代表："),
         Cell(f"\n{b.legal_rep}\n", font="kai", mark="b")),
    ]  # fmt: skip
    return Grid(tuple(rows), (26, 60, 26, 58), 9.5, whole=True)


def integration_terms(deal: Deal) -> list[Block]:
    """系统集成项目合同书: terms numbered 1.1, a table of payments by phase, the account in a table of its own."""
    deal.truth["contract_name"] = "系统集成项目合同书"
    a, b = deal.buyer, deal.seller
    names = _EVENTS[len(deal.shares)]
    rows: list[Row] = [tuple(Cell(t, align="center") for t in ("期次", "付款时间", "比例", "金额（元）"))]
    for index, (name, (share, amount)) in enumerate(zip(names, deal.stages(), strict=True), 1):
        texts = (f"第{index}期", _WHEN[name], f"{share}%", f"{amount:,.2f}")
        rows.append(tuple(Cell(text, align="center") for text in texts))
    account: list[Row] = [
        (Cell("收款单位", align="center"), Cell(b.name)),
        (Cell("开户银行", align="center"), Cell(deal.say("payee_bank"))),
        (Cell("银行账号", align="center"), Cell(deal.say("payee_account"))),
    ]
    return [
        Paragraph(f"合同号：{deal.say('contract_no')}", 10, "right"),
        Paragraph("系统集成项目合同书", 22, "center", bold=True, before=10),
        Paragraph(f"发包方（以下简称甲方）：{deal.say('party_a')}", before=6),
        Paragraph(f"统一社会信用代码：{deal.say('party_a_tax_id')}"),
        Paragraph(f"承包方（以下简称乙方）：{deal.say('party_b')}"),
        Paragraph(f"统一社会信用代码：{deal.say('party_b_tax_id')}"),
        Paragraph("1  项目内容", bold=True, before=3),
        Paragraph(f"1.1  甲方委托乙方承担“{deal.say('subject')}”的系统集成工作，包括设备供货、安装调试和培训。"),
        Paragraph("2  合同金额", bold=True),
        Paragraph(
            f"2.1  合同总金额为人民币{deal.say('amount_words', words(deal.total))}"
            f"（小写：{deal.money('contract_amount')}元），含{deal.say('tax_rate')}增值税。"
        ),
        Paragraph(f"2.2  其中不含税金额{deal.money('net_amount')}元，税额{deal.money('tax')}元。"),
        Paragraph("3  付款", bold=True),
        Paragraph("3.1  甲方按下表分期付款："),
        Grid(tuple(rows), (20, 84, 24, 42)),
        Paragraph("3.2  乙方收款账户：", before=2),
        Grid(tuple(account), (34, 100)),
        Paragraph("4  工期", bold=True, before=2),
        Paragraph(f"4.1  工期自{deal.say('term_start', day(deal.start))}至{deal.say('term_end', day(deal.end))}。"),
        Paragraph("5  其他", bold=True),
        Paragraph("5.1  本合同未尽事宜由双方另行签订补充协议。5.2  本合同一式四份，自双方签字盖章之日起生效。"),
        Paragraph(f"甲方（公章）：{a.name}", before=12),
        Paragraph(f"代表人（签字）：{a.legal_rep}", mark="a"),
        Paragraph(f"乙方（公章）：{b.name}", before=8),
        Paragraph(f"代表人（签字）：{b.legal_rep}", mark="b"),
        Paragraph(f"签订日期：{deal.say('sign_date', day(deal.signed))}", before=6),
    ]


LAYOUTS: dict[str, Layout] = {
    "software_head": (False, (8.0, -18.0), software_head),
    "integration_terms": (False, (30.0, -24.0), integration_terms),
}


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout as a Word document, as a PDF with text and as a scan."""
    return drawn(seed, layout, LAYOUTS[layout])
