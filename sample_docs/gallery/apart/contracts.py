"""Two contracts kept apart: a sale of goods set in tables, a technology service with cover and signature page."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.gallery.apart.grid import Block, Break, Cell, Grid, Paragraph, Row
from sample_docs.gallery.apart.parties import company, other_company
from sample_docs.gallery.apart.printed import Seals, rendered
from sample_docs.gallery.apart.word import word
from sample_docs.gallery.document import Expected, Rendering, Sample, Truth
from sample_docs.generator import seals
from sample_docs.generator.contracts import day
from sample_docs.generator.identity import Company
from sample_docs.generator.money_words import words

CENT = Decimal("0.01")
_GOODS = (("工业边缘服务器", "NX-3400", "台"), ("工业以太网交换机", "IE-4010", "台"), ("智能网关", "GW200", "只"),
          ("振动传感器", "VS-120A", "只"), ("UPS不间断电源", "20kVA", "套"))  # fmt: skip
_PROJECTS = (
    "设备预测性维护系统开发及运维服务",
    "工业互联网标识解析节点技术服务",
    "生产数据采集与治理技术服务",
    "平台安全防护能力建设技术服务",
)
_SHARES = ((30, 60, 10), (40, 50, 10), (30, 30, 35, 5), (60, 40))
Shape = Callable[["Deal"], list[Block]]


@dataclass
class Deal:
    """What is bought; `truth` and `nodes` grow with every value that is said."""

    buyer: Company
    seller: Company
    goods: tuple[tuple[str, str, str, int, Decimal], ...]
    project: str
    rate: int
    shares: tuple[int, ...]
    signed: date
    start: date
    end: date
    number: str
    total: Decimal
    truth: Truth = field(default_factory=dict)
    nodes: list[Truth] = field(default_factory=list)

    @property
    def net(self) -> Decimal:
        """不含税金额."""
        return (self.total / (1 + Decimal(self.rate) / 100)).quantize(CENT, ROUND_HALF_UP)

    def say(self, name: str, shown: str = "") -> str:
        """The text to print for a field, noted as truth."""
        account = self.seller.account
        self.truth[name] = {
            "contract_no": self.number, "party_a": self.buyer.name, "party_b": self.seller.name,
            "party_a_tax_id": self.buyer.uscc, "party_b_tax_id": self.seller.uscc, "subject": self.project,
            "payee_bank": account.branch, "payee_account": account.number, "sign_date": self.signed.isoformat(),
            "term_start": self.start.isoformat(), "term_end": self.end.isoformat(), "tax_rate": f"{self.rate}%",
            "contract_amount": f"{self.total:.2f}", "amount_words": f"{self.total:.2f}",
            "net_amount": f"{self.net:.2f}", "tax": f"{self.total - self.net:.2f}",
        }[name]  # fmt: skip
        return shown or self.truth[name]

    def money(self, name: str) -> str:
        """An amount with separators."""
        return f"{Decimal(self.say(name)):,.2f}"

    def stages(self, names: tuple[str, ...] = ()) -> list[tuple[int, Decimal]]:
        """The instalments (per cent, amount), noted as rows; with the nodes' names where they are printed."""
        amounts = [(self.total * share / 100).quantize(CENT, ROUND_HALF_UP) for share in self.shares[:-1]]
        amounts.append(self.total - sum(amounts))
        for index, (share, amount) in enumerate(zip(self.shares, amounts, strict=True)):
            node = {"node": names[index]} if names else {}
            self.nodes.append(node | {"share": f"{Decimal(share) / 100:.2f}", "amount": f"{amount:.2f}"})
        return list(zip(self.shares, amounts, strict=True))


def _deal(rng: random.Random, *, goods: bool) -> Deal:
    buyer = company(rng)
    seller = other_company(rng, buyer)
    chosen = tuple(
        (*item, rng.randint(1, 20), Decimal(rng.randint(800, 90_000)) + Decimal(rng.choice((0, 0, 50))) / 100)
        for item in rng.sample(_GOODS, rng.randint(2, 4))
    )
    total = sum((count * price for *_, count, price in chosen), Decimal(0))
    if not goods:
        total = Decimal(rng.randint(60, 2600) * 1000 + rng.choice((0, 0, 500)))
    signed = date(2024, 1, 4) + timedelta(days=rng.randint(0, 300))
    start = signed + timedelta(days=rng.choice((0, 1, 7)))
    return Deal(
        buyer=buyer, seller=seller, goods=chosen, project=rng.choice(_PROJECTS), rate=13 if goods else 6,
        shares=rng.choice(_SHARES), signed=signed, start=start, end=start + timedelta(days=rng.choice((179, 364, 545))),
        number=rng.choice((f"XS{signed:%Y%m%d}-{rng.randint(1, 99):02d}", f"JSFW-{signed:%Y}-{rng.randint(1, 400):04d}",
                           f"{signed:%Y}CG{rng.randint(1000, 9999)}")),
        total=total.quantize(CENT),
    )  # fmt: skip


def goods_tables(deal: Deal) -> list[Block]:
    """工业品买卖合同: parties, goods, payments and signatures each in a ruled table."""
    head = (
        (Cell("买受人（甲方）", align="center"), Cell(deal.say("party_a")), Cell("合同编号", align="center"),
         Cell(deal.say("contract_no"))),
        (Cell("出卖人（乙方）", align="center"), Cell(deal.say("party_b")), Cell("签订时间", align="center"),
         Cell(deal.say("sign_date", f"{deal.signed:%Y年%m月%d日}"))),
    )  # fmt: skip
    deal.truth["contract_name"] = "工业品买卖合同"
    return [
        Paragraph("工业品买卖合同", 18, "center", bold=True, before=2),
        Grid(head, (30, 74, 24, 42)),
        Paragraph("根据《中华人民共和国民法典》及有关规定，双方经协商一致，签订本合同。", before=1),
        Paragraph("第一条  标的、规格型号、数量及价款", bold=True), _goods(deal),
        Paragraph("第二条  货款支付", bold=True), _payments(deal),
        Paragraph("第三条  质量标准：符合国家标准及产品说明书，质保期自验收合格之日起12个月。"),
        Paragraph("第四条  交货地点及方式：出卖人负责运至买受人指定地点，运费、保险费由出卖人承担。"),
        Paragraph("第五条  检验：货到后7日内由买受人组织验收，逾期未提出书面异议的视为合格。"),
        Paragraph("第六条  违约责任：逾期交货或逾期付款的，每日按逾期部分价款的万分之三支付违约金。"),
        Paragraph("第七条  争议解决：协商不成的，向买受人住所地人民法院起诉。一式四份，双方各执两份，盖章后生效。"),
        _goods_signatures(deal),
    ]  # fmt: skip


def _goods(deal: Deal) -> Grid:
    titles = ("序号", "货物名称", "规格型号", "单位", "数量", "含税单价（元）", "含税金额（元）")
    rows: list[Row] = [tuple(Cell(title, align="center") for title in titles)]
    for index, (name, spec, unit, count, price) in enumerate(deal.goods, 1):
        texts = (str(index), name, spec, unit, str(count), f"{price:,.2f}", f"{count * price:,.2f}")
        rows.append(tuple(Cell(text, align="center") for text in texts))
    total = deal.money("contract_amount")
    rows += [
        (Cell("合计", 4, align="center"), Cell(str(sum(item[3] for item in deal.goods)), align="center"),
         Cell("", align="center"), Cell(total, align="center")),
        (Cell("合计人民币（大写）", 2, align="center"), Cell(deal.say("amount_words", words(deal.total)), 5)),
        (Cell("不含税金额（元）", 2, align="center"), Cell(deal.money("net_amount"), align="center"),
         Cell("税率", align="center"), Cell(deal.say("tax_rate"), align="center"),
         Cell("增值税额（元）", align="center"), Cell(deal.money("tax"), align="center")),
    ]  # fmt: skip
    return Grid(tuple(rows), (12, 38, 30, 14, 16, 30, 30))


def _payments(deal: Deal) -> Grid:
    names = {2: ("预付款", "验收款"), 3: ("预付款", "到货款", "质保金"), 4: ("预付款", "发货款", "验收款", "质保金")}
    terms = {
        "预付款": "合同签订后7个工作日内", "发货款": "发货前", "到货款": "货到验收合格后15个工作日内",
        "验收款": "验收合格后15个工作日内", "质保金": "质保期满后10个工作日内",
    }  # fmt: skip
    chosen = names[len(deal.shares)]
    rows: list[Row] = [tuple(Cell(t, align="center") for t in ("付款节点", "支付条件", "支付比例", "支付金额（元）"))]
    for name, (share, amount) in zip(chosen, deal.stages(chosen), strict=True):
        texts = (name, terms[name], f"{share}%", f"{amount:,.2f}")
        rows.append(tuple(Cell(text, align="center") for text in texts))
    return Grid(tuple(rows), (30, 76, 26, 38))


def _goods_signatures(deal: Deal) -> Grid:
    rows: list[Row] = [(Cell("买受人（甲方）", 2, align="center"), Cell("出卖人（乙方）", 2, align="center"))]
    a, b = deal.buyer, deal.seller
    pairs = (
        ("单位名称", a.name, b.name), ("统一社会信用代码", deal.say("party_a_tax_id"), deal.say("party_b_tax_id")),
        ("单位地址", a.address, b.address), ("开户银行", a.account.branch, deal.say("payee_bank")),
        ("银行账号", a.account.number, deal.say("payee_account")), ("电话", a.phone, b.phone),
    )  # fmt: skip
    rows += [(Cell(label), Cell(left), Cell(label), Cell(right)) for label, left, right in pairs]
    hands = [Cell(f"\n\n{side.legal_rep}\n\n", font="kai", mark=mark) for side, mark in ((a, "a"), (b, "b"))]
    hint = Cell("法定代表人或\n委托代理人（签字）")
    rows.append((hint, hands[0], hint, hands[1]))
    return Grid(tuple(rows), (30, 55, 30, 55), 9.5, whole=True)


def service_cover(deal: Deal) -> list[Block]:
    """技术服务合同: a cover, articles in running text, both parties' signatures below one another on the last page."""
    deal.truth["contract_name"] = "技术服务合同"
    term = f"{deal.say('term_start', day(deal.start))}至{deal.say('term_end', day(deal.end))}"
    signed = deal.say("sign_date", day(deal.signed))
    cover = (
        ("项目名称", deal.say("subject")), ("委托方（甲方）", deal.say("party_a")),
        ("受托方（乙方）", deal.say("party_b")), ("签订时间", signed), ("签订地点", deal.buyer.address[:3]),
        ("有效期限", term),
    )  # fmt: skip
    return [
        Paragraph(f"合同编号：{deal.say('contract_no')}", 12, "right"),
        Paragraph("技术服务合同", 30, "center", bold=True, before=44),
        *[Paragraph(f"{label}：{value}", 13, before=34 if i == 0 else 5) for i, (label, value) in enumerate(cover)],
        Break(),
        *_service_parties(deal),
        *_service_articles(deal),
        Break(),
        Paragraph("（本页无正文，为《技术服务合同》签署页）", before=4),
        *_service_signatures("甲方", deal.buyer, signed),
        *_service_signatures("乙方", deal.seller, signed),
    ]


def _service_parties(deal: Deal) -> list[Block]:
    blocks: list[Block] = []
    for role, side, letter in (("委托方（甲方）", deal.buyer, "a"), ("受托方（乙方）", deal.seller, "b")):
        blocks += [
            Paragraph(f"{role}：{side.name}"), Paragraph(f"住    所：{side.address}"),
            Paragraph(f"法定代表人：{side.legal_rep}"),
            Paragraph(f"统一社会信用代码：{deal.say(f'party_{letter}_tax_id')}"),
        ]  # fmt: skip
    return blocks


def _service_articles(deal: Deal) -> list[Block]:
    total, written = deal.money("contract_amount"), deal.say("amount_words", words(deal.total))
    events = {
        2: ("本合同生效后10个工作日内", "项目通过最终验收后10个工作日内"),
        3: ("本合同生效后10个工作日内", "系统上线运行后10个工作日内", "服务期届满后10个工作日内"),
        4: (
            "本合同生效后10个工作日内",
            "提交实施方案后10个工作日内",
            "项目通过验收后10个工作日内",
            "服务期届满后10个工作日内",
        ),
    }[len(deal.shares)]
    stages = [
        Paragraph(f"    （{index}）{event}，甲方向乙方支付合同总额的{share}%，即人民币{amount:,.2f}元；")
        for index, (event, (share, amount)) in enumerate(zip(events, deal.stages(), strict=True), 1)
    ]
    return [
        Paragraph(f"    甲方委托乙方就{deal.project}项目进行专项技术服务，并支付相应的技术服务报酬。双方经过平等协商，"
                  "根据《中华人民共和国民法典》的规定，达成如下协议，并由双方共同恪守。", before=3),
        Paragraph("    第一条  技术服务的目标：提升甲方信息系统的稳定性与数据利用水平，形成可验收的服务成果。"),
        Paragraph("    第二条  技术服务的方式：乙方采取现场服务与远程支持相结合的方式，每季度提交一次服务报告。"),
        Paragraph("    第三条  甲方应当为乙方提供必要的工作条件，并指定专人配合乙方开展工作。"),
        Paragraph("    第四条  技术服务报酬及支付方式："),
        Paragraph(f"    1．技术服务费总额为人民币{total}元（大写：{written}），该费用为含税价，增值税税率为"
                  f"{deal.say('tax_rate')}，其中不含税金额{deal.money('net_amount')}元，税额{deal.money('tax')}元。"),
        Paragraph("    2．技术服务费由甲方分期支付乙方，具体支付方式和时间如下："),
        *stages,
        Paragraph("    3．乙方开户银行名称和账号为："),
        Paragraph(f"    开户银行：{deal.say('payee_bank')}"), Paragraph(f"    账    号：{deal.say('payee_account')}"),
        Paragraph("    第五条  双方对在履行本合同中知悉的对方商业秘密负有保密义务，保密期限为合同终止后三年。"),
        Paragraph("    第六条  服务成果由甲方按照附件所列指标组织验收，验收合格的，由甲方出具验收证明。"),
        Paragraph("    第七条  在本合同有效期内，甲方利用乙方提交的服务成果所完成的新的技术成果，归甲方所有。"),
        Paragraph("    第八条  违反本合同约定给对方造成损失的，应当赔偿实际损失，赔偿总额不超过本合同总额。"),
        Paragraph("    第九条  本合同一式陆份，双方各执叁份，具有同等法律效力，经双方签字盖章后生效。"),
    ]  # fmt: skip


def _service_signatures(role: str, side: Company, signed: str) -> list[Block]:
    return [
        Paragraph(f"{role}：{side.name}（盖章）", 12, before=26),
        Paragraph(
            f"法定代表人／委托代理人：{side.legal_rep}（签名）", 12, before=6, mark="a" if role == "甲方" else "b"
        ),
        Paragraph(signed, 12, "right", before=6),
    ]


Layout = tuple[bool, tuple[float, float], Shape]
"""Whether goods are bought, where the seals lie from the signatures (right, down), the wording."""
LAYOUTS: dict[str, Layout] = {
    "goods_tables": (True, (12.0, -31.0), goods_tables),
    "service_cover": (False, (10.0, -28.0), service_cover),
}


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout as a Word document, as a PDF with text and as a scan."""
    return drawn(seed, layout, LAYOUTS[layout])


def drawn(seed: int, layout: str, how: Layout) -> Iterator[Sample]:
    """A contract of that wording in its three renderings."""
    goods, (right, down), write = how
    for rendering, end in ((Rendering.DOCX, "docx"), (Rendering.PDF, "pdf"), (Rendering.SCANNED_PDF, "pdf")):
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        deal = _deal(rng, goods=goods)
        blocks = write(deal)
        presses: Seals = {
            mark: (seals.company(side.name, "合同专用章"), right, down)
            for mark, side in (("a", deal.buyer), ("b", deal.seller))
        }
        title = deal.truth["contract_name"]
        if rendering is Rendering.DOCX:
            data = word(blocks, title, presses)
        else:
            data = rendered(blocks, title, presses, rendering, rng)
        signed = {"signed_a": "true", "signed_b": "true"} if rendering.is_picture else {}
        expected = Expected("contract", deal.truth | signed, tuple(deal.nodes))
        yield Sample(f"contract-{layout}-{rendering}.{end}", data, layout, rendering, (expected,))
