"""Purchase contracts: the same clauses as a Word document or as a scan of printed, sealed pages."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from sample_docs.generator import office, scan, seals
from sample_docs.generator.faces.wording import plain, rate
from sample_docs.generator.identity import Company
from sample_docs.generator.money_words import words
from sample_docs.generator.plan import Contract, Item
from sample_docs.generator.sheet import Paper, Sheet


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the text: `title`, `line`, `heading`, `table` (rows) or `sign` (two columns of lines)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


_ROLES = {"买卖": ("买方", "卖方"), "技术开发": ("委托方", "受托方"), "技术服务": ("委托方", "服务方"),
          "云服务": ("客户", "服务商")}  # fmt: skip

_COLUMNS = (12, 44, 26, 12, 14, 30, 32)
"""Widths of the list's columns in mm."""


def day(value: object) -> str:
    """`2024年3月5日`."""
    return f"{value:%Y}年{int(f'{value:%m}')}月{int(f'{value:%d}')}日"


def blocks(contract: Contract) -> list[Block]:
    """The whole contract, from the title to the signatures."""
    a, b = _ROLES[contract.kind]
    head = [
        Block("title", contract.name),
        Block("line", f"合同编号：{contract.number}"),
        Block("line", f"签订地点：{contract.place}"),
        Block("line", f"签订日期：{day(contract.signed)}"),
        Block("line", ""),
        Block("line", f"甲方（{a}）：{contract.party_a.name}"),
        Block("line", f"统一社会信用代码：{contract.party_a.uscc}"),
        Block("line", f"住所：{contract.party_a.address}"),
        Block("line", f"乙方（{b}）：{contract.party_b.name}"),
        Block("line", f"统一社会信用代码：{contract.party_b.uscc}"),
        Block("line", f"住所：{contract.party_b.address}"),
        Block("line", ""),
        Block(
            "line",
            "    根据《中华人民共和国民法典》及相关法律法规的规定，甲乙双方本着平等、自愿、诚实信用的原则，"
            f"就甲方向乙方{'采购' if contract.kind == '买卖' else '委托'}事宜协商一致，订立本合同，共同遵守。",
        ),
    ]
    return [*head, *_subject(contract), *_money(contract), *_terms(contract), _signatures(contract)]


def _subject(contract: Contract) -> list[Block]:
    head = ("序号", "名称", "规格型号", "单位", "数量", "含税单价（元）", "含税金额（元）")
    rows = [head]
    for index, item in enumerate(contract.items, 1):
        gross = item.amount + item.tax
        price = plain((gross / item.quantity).normalize())
        spec = item.spec or "—"
        rows.append((str(index), item.name, spec, item.unit, plain(item.quantity), price, f"{gross:,.2f}"))
    rows.append(("合计", "", "", "", "", "", f"{contract.total:,.2f}"))
    what = {
        "买卖": "货物名称、规格、数量及价格",
        "技术开发": "开发内容、成果及价格",
        "技术服务": "服务内容、要求及价格",
        "云服务": "服务内容、要求及价格",
    }[contract.kind]
    return [
        Block("heading", f"第一条  合同标的（{what}）"),
        Block("line", f"    1.1 乙方向甲方提供下表所列内容（{_names(contract.items)}），{_purpose(contract)}。"),
        Block("table", rows=tuple(rows)),
        Block("line", f"    1.2 合同期限自{day(contract.start)}起至{day(contract.end)}止。"),
    ]  # fmt: skip


def _purpose(contract: Contract) -> str:
    if contract.kind == "云服务":
        return "供甲方生产经营使用"
    return "用于乙方平台的接入与应用" if contract.is_sale else "用于甲方工业互联网平台（以下简称“项目”）建设"


def _names(items: Sequence[Item]) -> str:
    return "、".join(item.name for item in items)


def _money(contract: Contract) -> list[Block]:
    written = words(contract.words_amount or contract.total)
    net = contract.total - contract.tax
    account = contract.party_b.account
    rest = f"其中不含税金额¥{net:,.2f}元，增值税税率为{rate(contract.items[0].rate)}，税额¥{contract.tax:,.2f}元。"
    lines = [
        Block("heading", "第二条  合同价款及支付方式"),
        Block("line", f"    2.1 合同总价（含税）为人民币{written}（¥{contract.total:,.2f}元），{rest}"),
        Block("line", "    2.2 付款方式："),
    ]
    for index, node in enumerate(contract.nodes, 1):
        share = f"{(node.share * 100).normalize():f}"
        full = node.share == 1
        what = "" if full else f"合同总价的{share}%，"
        lines.append(Block("line", f"    （{index}）{node.text}{what}即人民币{node.amount:,.2f}元。"))
    return [
        *lines,
        Block("line", "    2.3 乙方应在甲方付款前开具合法有效的增值税发票。乙方收款账户信息如下："),
        Block("line", f"    开户名称：{contract.party_b.name}"),
        Block("line", f"    开户银行：{account.branch}"),
        Block("line", f"    银行账号：{account.number}"),
    ]


def _terms(contract: Contract) -> list[Block]:
    goods = contract.kind == "买卖"
    delivery = (
        "乙方应将货物运至甲方指定地点，运输及保险费用由乙方承担。货到后5个工作日内双方开箱验收，签署到货验收单。"
        if goods
        else "乙方应按双方确认的进度计划提交成果，并配合甲方部署、联调与试运行。"
    )
    return [Block("heading", "第三条  交付与验收"), Block("line", f"    3.1 {delivery}"), *_GENERAL]


_GENERAL = (
    Block("line", "    3.2 甲方收到乙方书面验收申请后10个工作日内组织验收，验收合格的，双方签署验收报告。"),
    Block("heading", "第四条  质量保证与售后服务"),
    Block(
        "line",
        "    4.1 质量保证期自验收合格之日起12个月。质保期内出现质量问题的，乙方应在接到通知后24小时内响应。",
    ),
    Block("heading", "第五条  知识产权与保密"),
    Block(
        "line",
        "    5.1 乙方保证所交付内容不侵犯第三方知识产权；双方对履行合同中知悉的对方商业秘密负有保密义务。",
    ),
    Block("heading", "第六条  违约责任"),
    Block(
        "line",
        "    6.1 乙方逾期交付的，每逾期一日按逾期部分价款的万分之五支付违约金；甲方逾期付款的，承担同等责任。",
    ),
    Block("heading", "第七条  争议解决及其他"),
    Block("line", "    7.1 因本合同发生的争议，双方协商解决；协商不成的，向甲方所在地有管辖权的人民法院起诉。"),
    Block(
        "line",
        "    7.2 本合同自双方法定代表人或授权代表签字并加盖公章（合同专用章）之日起生效，一式肆份，双方各执贰份。",
    ),
    Block("line", "    （以下无正文，为签署页）"),
)


def _signatures(contract: Contract) -> Block:
    def column(title: str, party: Company) -> tuple[str, ...]:
        return (
            f"{title}（盖章）：{party.name}",
            f"法定代表人或授权代表（签字）：{party.legal_rep}",
            f"日期：{day(contract.signed)}",
        )

    return Block("sign", rows=(column("甲方", contract.party_a), column("乙方", contract.party_b)))


def word(contract: Contract) -> bytes:
    """The contract as DOCX, with both seals as pictures at the signatures."""
    document = docx.Document()
    office.plain_style(document, "宋体", 11)
    for block in blocks(contract):
        _WRITERS[block.kind](document, block, contract)
    out = io.BytesIO()
    document.save(out)
    return office.fixed_docx(out.getvalue(), contract.name)


def _word_title(document: docx.document.Document, block: Block, contract: Contract) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    office.run(paragraph, block.text, "黑体", 18, bold=True)


def _word_line(document: docx.document.Document, block: Block, contract: Contract) -> None:
    office.run(document.add_paragraph(), block.text, "宋体", 11)


def _word_heading(document: docx.document.Document, block: Block, contract: Contract) -> None:
    office.run(document.add_paragraph(), block.text, "黑体", 12, bold=True)


def _word_table(document: docx.document.Document, block: Block, contract: Contract) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, _COLUMNS, strict=True):
            cell.width = Mm(width * 0.94)
            office.run(cell.paragraphs[0], text, "宋体", 9.5)
    last = table.rows[-1].cells
    last[0].merge(last[-2])
    last[0].text = ""
    office.run(last[0].paragraphs[0], "合计", "宋体", 9.5)


def _word_signatures(document: docx.document.Document, block: Block, contract: Contract) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, column, party in zip(table.rows[0].cells, block.rows, (contract.party_a, contract.party_b), strict=True):
        for text in column:
            office.run(cell.add_paragraph(), text, "宋体", 11)
        office.floating_seal(cell.paragraphs[1], seals.company(party.name, "合同专用章", dpi=150), 42, (22, -12))


_WRITERS = {
    "title": _word_title, "line": _word_line, "heading": _word_heading, "table": _word_table, "sign": _word_signatures,
}  # fmt: skip

_FOOT = 272.0


class _Printer:
    """Sets the blocks on A4 pages for scanning."""

    def __init__(self, title: str) -> None:
        self.paper = Paper(title)
        self.pages = 0
        self.sheet: Sheet = self._turn()
        self.y = 28.0
        self.signed_at: tuple[int, float] = (0, 0.0)

    def _turn(self) -> Sheet:
        self.pages += 1
        sheet = self.paper.sheet(210, 297)
        sheet.text(105, 287, f"第 {self.pages} 页", 9, align="center")
        self.y = 28.0
        return sheet

    def room(self, height: float) -> None:
        if self.y + height > _FOOT:
            self.sheet = self._turn()

    def put(self, block: Block) -> None:
        if block.kind == "title":
            self.sheet.text(105, self.y, block.text, 18, font="hei", align="center")
            self.y += 14
        elif block.kind == "table":
            self._table(block)
        elif block.kind == "sign":
            self._sign(block)
        else:
            self.room(16)
            font = "hei" if block.kind == "heading" else "song"
            self.y = self.sheet.wrapped(24, self.y, block.text, 162, 11.5, font=font, leading=1.65)
            self.y += 1.2 if block.text else 5

    def _table(self, block: Block) -> None:
        self.room(9 * len(block.rows))
        top = self.y - 5
        for row in block.rows:
            x = 20.0
            self.sheet.line(20, self.y - 5, 190, self.y - 5)
            for width, text in zip(_COLUMNS, row, strict=True):
                self.sheet.fitted(x + width / 2, self.y + 0.4, text, width - 2, 9.5, align="center")
                x += width
            self.y += 8.5
        self.sheet.line(20, self.y - 5, 190, self.y - 5)
        x = 20.0
        for width in (0, *_COLUMNS):
            x += width
            self.sheet.line(x, top, x, self.y - 5)
        self.y += 3

    def _sign(self, block: Block) -> None:
        self.room(62)
        self.y += 6
        self.signed_at = (self.pages - 1, self.y)
        for x, column in zip((24, 110), block.rows, strict=True):
            y = self.y
            for text in column:
                label, _, value = text.partition("：")
                self.sheet.text(x, y, f"{label}：", 11)
                if "签字" in label:
                    self.sheet.text(x + 30, y + 9, value, 17, font="kai", color=(0.1, 0.1, 0.25))
                    y += 10
                else:
                    self.sheet.fitted(x, y + 7 if "盖章" in label else y, value if "盖章" in label else text, 78, 11)
                    y += 9 if "盖章" in label else 0
                y += 9


def photographed(contract: Contract, rng: random.Random) -> bytes:
    """The printed contract, sealed by both parties and across the fold, scanned into a PDF of pictures."""
    printer = _Printer(contract.name)
    for block in blocks(contract):
        printer.put(block)
    page, y = printer.signed_at
    presses: dict[int, list[scan.Press]] = {}
    for x, party in ((38, contract.party_a), (124, contract.party_b)):
        seal = seals.company(party.name, "合同专用章")
        presses.setdefault(page, []).append(scan.Press(seal, x + 4, y - 18, 42, 42, rng.uniform(-12, 12)))
        for number in range(printer.pages):
            edge = scan.Press(seal, 196, 110 if x < 100 else 170, 42, 42, 0)
            presses.setdefault(number, []).append(edge)
    return scan.scanned_pdf(scan.photographed(printer.paper, rng, presses), "扫描文档", quality=38)
