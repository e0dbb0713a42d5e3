"""The older faces: 增值税电子普通发票 as PDF with a text layer, paper 增值税专用发票 as a sealed scan."""

from __future__ import annotations

import random
from dataclasses import dataclass

from sample_docs.generator import scan, seals
from sample_docs.generator.faces import qr
from sample_docs.generator.faces.wording import capitals, chinese, item_name, plain, rate
from sample_docs.generator.identity import Company
from sample_docs.generator.plan import Family, Invoice
from sample_docs.generator.sheet import BLACK, Color, Paper, Sheet

BROWN = (156 / 255, 82 / 255, 35 / 255)
INK = (0.16, 0.2, 0.5)


@dataclass(frozen=True, slots=True)
class _Look:
    """Where the face lies on its page, what it is called, what colour its values have."""

    title: str
    dx: float
    dy: float
    ink: Color
    goods: str
    parties: tuple[str, str]


_LOOKS = {
    Family.E_ORDINARY: _Look("四川增值税电子普通发票", 0, 0, BLACK, "货物或应税劳务、服务名称", ("购买方", "销售方")),
    Family.PAPER_SPECIAL: _Look("四川增值税专用发票", 11, 4, INK, "货物或应税劳务、服务名称", ("购买方", "销售方")),
}
_COLUMNS = (
    (8, 62.5), (62.5, 78), (78, 90.5), (90.5, 114), (114, 139.5), (139.5, 170.5), (170.5, 179), (179, 209.5),
)  # fmt: skip


def pdf(invoice: Invoice) -> bytes:
    """An electronic ordinary invoice."""
    paper = Paper("增值税电子普通发票", "")
    sheet = paper.sheet(215, 140)
    look = _LOOKS[invoice.family]
    face = _Face(sheet, look)
    face.draw(invoice)
    _electronic_head(face, invoice)
    sheet.stamp(168, 106, 36, 27, seals.invoice_special(invoice.seller.name, invoice.seller.uscc))
    return paper.pdf()


def scanned(invoice: Invoice, rng: random.Random, *, again: bool = False) -> bytes:
    """A paper special invoice as a JPEG of 200 dpi; `again` is a second, coarser scan of the same sealed sheet."""
    paper = Paper("scan")
    sheet = paper.sheet(241, 150)
    face = _Face(sheet, _LOOKS[invoice.family])
    face.draw(invoice)
    _paper_head(face, invoice)
    _margins(sheet)
    seal = seals.invoice_special(invoice.seller.name, invoice.seller.uscc)
    hand = random.Random(invoice.identity)
    x, y = hand.uniform(146, 168), hand.uniform(86, 104)
    bureau = scan.Press(seals.tax_bureau(), 105, 10.5, 27, 18)
    press = scan.Press(seal, x, y, 40, 30, hand.uniform(-14, 14))
    picture = scan.photographed(paper, rng, {0: [bureau, press]})[0]
    return scan.jpeg(picture, 52 if again else 66)


class _Face:
    """The frame, parties and rows that all older faces share."""

    def __init__(self, sheet: Sheet, look: _Look) -> None:
        self.sheet, self.look = sheet, look

    def label(self, x: float, y: float, text: str, size: float = 9, align: str = "left") -> None:
        self.sheet.text(x + self.look.dx, y + self.look.dy, text, size, font="kai", color=BROWN, align=align)

    def value(
        self, x: float, y: float, text: str, size: float = 9, font: str = "song", align: str = "left", room: float = 999
    ) -> None:  # fmt: skip
        self.sheet.fitted(
            x + self.look.dx, y + self.look.dy, text, room, size, font=font, color=self.look.ink, align=align
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        dx, dy = self.look.dx, self.look.dy
        self.sheet.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy, BROWN, 0.7)

    def draw(self, invoice: Invoice) -> None:
        self.label(107, 13.8, self.look.title, 20, "center")
        for y in (18, 18.9):
            self.rule(69, y, 146, y)
        for y in (30, 51.5, 95, 103, 123.5):
            self.rule(8, y, 209.5, y)
        for x, y0, y1 in (
            (8, 30, 123.5), (209.5, 30, 123.5), (15, 30, 51.5), (15, 103, 123.5), (124, 30, 51.5), (129, 30, 51.5),
            (124, 103, 123.5), (129, 103, 123.5), (62.5, 95, 103),
        ):  # fmt: skip
            self.rule(x, y0, x, y1)
        for left, _ in _COLUMNS[1:]:
            self.rule(left, 51.5, left, 95)
        self._party(30, self.look.parties[0], invoice.buyer)
        self._party(103, self.look.parties[1], invoice.seller)
        self._cipher(invoice)
        self._rows(invoice)
        self._total(invoice)
        self._remark(invoice)

    def _party(self, top: float, title: str, party: Company) -> None:
        for index, char in enumerate(title):
            self.label(11.5, top + 5.8 + 6 * index, char, 9.5, "center")
        tight = 0.0 if top < 60 else -0.2
        rows = (
            ("名        称：", party.name, "song", 9.5),
            ("纳税人识别号：", party.uscc, "courier", 11),
            ("地 址、电 话：", f"{party.address} {party.phone}", "song", 8.5),
            ("开户行及账号：", f"{party.account.branch} {party.account.number}", "song", 8.5),
        )
        for index, (label, value, font, size) in enumerate(rows):
            y = top + 4.6 + (4.95 + tight) * index
            self.label(17, y, label, 9.5)
            self.value(42, y, value, size, font, room=80.5)

    def _cipher(self, invoice: Invoice) -> None:
        for index, char in enumerate("密码区"):
            self.label(126.5, 36 + 6.3 * index, char, 9.5, "center")
        for index in range(4):
            self.value(133, 35.2 + 4.7 * index, invoice.cipher[27 * index : 27 * index + 27], 12.5, "courier", room=73)

    def _rows(self, invoice: Invoice) -> None:
        titles = (self.look.goods, "规格型号", "单位", "数 量", "单 价", "金   额", "税率", "税   额")
        for title, (left, right) in zip(titles, _COLUMNS, strict=True):
            self.label((left + right) / 2, 55.3, title, 9, "center")
        y = 60.0
        for item in invoice.items:
            values = (
                item_name(item), item.spec, item.unit, plain(item.quantity), plain(item.unit_price),
                f"{item.amount:.2f}", rate(item.rate), f"{item.tax:.2f}",
            )  # fmt: skip
            for index, (value, (left, right)) in enumerate(zip(values, _COLUMNS, strict=True)):
                align = "left" if index < 2 else "center" if index in (2, 6) else "right"
                x = {"left": left + 1, "center": (left + right) / 2, "right": right - 0.8}[align]
                self.value(x, y, value, 9, align=align, room=right - left - 1.6)
            y += 4.6
        self.label(33, 93, "合         计", 9.5, "center")
        self.value(169.7, 93, f"¥{invoice.net:.2f}", 10, "courier", "right")
        self.value(208.7, 93, f"¥{invoice.tax:.2f}", 10, "courier", "right")

    def _total(self, invoice: Invoice) -> None:
        self.label(35, 100.2, "价税合计（大写）", 9.5, "center")
        self.sheet.crossed_circle(66.2 + self.look.dx, 99.1 + self.look.dy, 1.9, self.look.ink)
        self.value(70, 100.2, capitals(invoice.gross), 10)
        self.label(159, 100.2, "（小写）", 9.5)
        self.value(172, 100.2, f"¥{invoice.gross:.2f}", 11, "courier")

    def _remark(self, invoice: Invoice) -> None:
        for y, char in ((110, "备"), (118, "注")):
            self.label(126.5, y, char, 9.5, "center")
        self.value(131, 107.8, invoice.remark, 9, room=76)
        signs = (("收款人：", invoice.payee, 12), ("复核：", invoice.reviewer, 67), ("开票人：", invoice.drawer, 114))
        for label, value, x in signs:
            self.label(x, 129, label, 9.5)
            self.value(x + 14, 129, value, 9.5)
        self.label(160, 129, "销售方：（章）", 9.5)


def _electronic_head(face: _Face, invoice: Invoice) -> None:
    face.sheet.image(12, 4.5, 20, 20, qr.png(invoice.qr_payload))
    face.sheet.stamp(92.5, 7.5, 30, 20, seals.tax_bureau())
    face.label(11, 28.3, "机器编号：", 9)
    face.value(26.5, 28.3, invoice.machine, 9)
    check = " ".join(invoice.check_code[i : i + 5] for i in range(0, 20, 5))
    rows = (
        ("发票代码：", invoice.code), ("发票号码：", invoice.number), ("开票日期：", chinese(invoice.issued)),
        ("校 验 码：", check),
    )  # fmt: skip
    for index, (label, value) in enumerate(rows):
        face.label(157, 9 + 6 * index, label, 9)
        face.value(172.5, 9 + 6 * index, value, 9)


def _paper_head(face: _Face, invoice: Invoice) -> None:
    face.sheet.image(17, 6, 20, 20, qr.png(invoice.qr_payload))
    face.value(34, 14, invoice.code, 17, "times")
    face.label(30, 25.5, "机器编号：", 8)
    face.value(44, 25.5, invoice.machine, 8)
    face.label(107, 25.4, "抵   扣   联", 11, "center")
    face.label(158, 13.5, "№", 17)
    face.value(167, 13.5, invoice.number, 17, "times")
    face.value(209, 9, invoice.code, 8.5, "courier", "right")
    face.value(209, 17.5, invoice.number, 8.5, "courier", "right")
    face.label(163, 26.5, "开票日期：", 9)
    face.value(179, 26.5, chinese(invoice.issued), 9.5)


def _margins(sheet: Sheet) -> None:
    """Sprocket holes and the printed notes along the sides."""
    for x in (5.5, 235.5):
        for index in range(12):
            sheet.circle(x, 7 + 12.4 * index, 1.9, (0.45, 0.45, 0.45), 0.9)
    for index, char in enumerate("第二联：抵扣联购买方扣税凭证"):
        sheet.text(225.5, 44 + 4.6 * index, char, 8, font="kai", color=BROWN, align="center")
