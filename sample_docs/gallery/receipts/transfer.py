"""One bank transfer, and a slip that notes as truth every value it prints."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from sample_docs.gallery.document import Truth
from sample_docs.gallery.people import Party, party
from sample_docs.generator.identity import digits
from sample_docs.generator.money_words import words
from sample_docs.generator.sheet import Color, Sheet, width_of

BLACK = (0.0, 0.0, 0.0)
_USAGES = ("软件开发费首付款", "货款", "技术服务费", "服务器采购尾款", "合同进度款", "平台运维服务费", "系统集成款",
           "支付2024年云服务费", "检测费")  # fmt: skip
_SUMMARIES = ("转账", "跨行转账", "网银转账", "往来款", "汇款", "货款支付")
_REMARKS = ("按合同约定支付", "发票已收", "项目款", "第二期", "采购合同付款")


@dataclass(frozen=True, slots=True)
class Transfer:
    """What the bank moved. `incoming`: the slip is printed for the payee."""

    receipt_no: str
    serial_no: str
    verify_code: str
    payer: Party
    payee: Party
    amount: Decimal
    transacted: datetime
    booked: date
    usage: str
    summary: str
    remark: str
    print_count: int
    printed: date
    incoming: bool

    @property
    def figures(self) -> str:
        """The amount with separators."""
        return f"{self.amount:,.2f}"

    def told(self, field: str) -> str:
        """The canonical value of a field."""
        sides = {f"{side}{end}": value for side, who in (("payer", self.payer), ("payee", self.payee))
                 for end, value in (("", who.name), ("_account", who.account), ("_bank", who.bank))}  # fmt: skip
        others = {
            "receipt_no": self.receipt_no, "serial_no": self.serial_no, "verify_code": self.verify_code,
            "pay_amount": f"{self.amount:.2f}", "amount_words": f"{self.amount:.2f}",
            "pay_date": f"{self.booked:%Y-%m-%d}", "transaction_date": f"{self.transacted:%Y-%m-%d}",
            "usage": self.usage, "summary": self.summary, "remark": self.remark,
            "print_count": str(self.print_count),
        }  # fmt: skip
        return (sides | others)[field]


def transfer(rng: random.Random, bank: str) -> Transfer:
    """A transfer of which one side banks there; sometimes booked the day after, sometimes incoming."""
    incoming = rng.random() < 0.35
    own, other = party(rng, bank), party(rng)
    transacted = datetime(2024, 1, 2, 8, 30) + timedelta(minutes=rng.randint(0, 360 * 1440))  # noqa: DTZ001 printed only
    late = rng.random() < 0.25
    style = rng.random()
    if style < 0.25:
        amount = Decimal(rng.randint(3, 400) * 10_000)
    elif style < 0.6:
        amount = Decimal(rng.randint(2_000, 3_000_000))
    else:
        amount = Decimal(rng.randint(100_000, 300_000_000)) / 100
    return Transfer(
        receipt_no=digits(rng, rng.choice((14, 16, 18, 20))),
        serial_no=digits(rng, rng.choice((11, 13, 15))),
        verify_code="".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(12)),
        payer=other if incoming else own,
        payee=own if incoming else other,
        amount=amount.quantize(Decimal("0.01")),
        transacted=transacted,
        booked=transacted.date() + timedelta(days=1 if late else 0),
        usage=rng.choice(_USAGES),
        summary=rng.choice(_SUMMARIES),
        remark=rng.choice(_REMARKS),
        print_count=rng.randint(1, 4),
        printed=date(2025, 1, 3) + timedelta(days=rng.randint(0, 150)),
        incoming=incoming,
    )


class Side(NamedTuple):
    """One block of a slip: what it is called, and the prefix of its fields."""

    title: str
    prefix: str


class Cell(NamedTuple):
    """A cell of a ruled table: where it begins, how many rows and columns it takes, what it says."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    label: bool = False


class Slip:
    """A strip of paper to print one transfer on; all lengths in mm from the strip's top left."""

    def __init__(self, sheet: Sheet, top: float, about: Transfer) -> None:
        self.sheet, self.top, self.about = sheet, top, about
        self.truth: Truth = {}
        self.amount_at = (120.0, 50.0)
        self.printed_at: dict[str, tuple[float, float]] = {}
        self._shown: dict[str, str] = {}

    def say(self, field: str, shown: str = "") -> str:
        """The text to print for a field, noted as truth."""
        self.truth[field] = self.about.told(field)
        self._shown[field] = shown or self.truth[field]
        return self._shown[field]

    def figures(self, head: str = "", tail: str = "") -> str:
        """The amount in figures."""
        return self.say("pay_amount", f"{head}{self.about.figures}{tail}")

    def words(self, head: str = "", yuan: str = "元") -> str:
        """The amount in words."""
        return self.say("amount_words", head + words(self.about.amount, yuan))

    def booked(self, pattern: str = "%Y-%m-%d") -> str:
        """The booking date."""
        return self.say("pay_date", self.about.booked.strftime(pattern))

    def transacted(self, pattern: str = "%Y-%m-%d", *, only: bool = False) -> str:
        """The day of the transaction; where it is the only day printed, it is the day of payment too."""
        day = self.say("transaction_date", self.about.transacted.strftime(pattern))
        if only:
            self.truth["pay_date"] = self.truth["transaction_date"]
        return day

    def sides(self, titles: tuple[str, str] = ("付款人", "收款人")) -> tuple[Side, Side]:
        """Payer left and payee right, or the other way round where the slip is the payee's."""
        pair = Side(titles[0], "payer"), Side(titles[1], "payee")
        return (pair[1], pair[0]) if self.about.incoming else pair

    def text(self, x: float, y: float, text: str, size: float = 9, align: str = "left", font: str = "song") -> None:
        """A line at a baseline."""
        self.note_amount(x, y, text)
        self.sheet.text(x, self.top + y, text, size, align=align, font=font)

    def pair(self, x: float, y: float, label: str, value: str, gap: float = 0, room: float = 70) -> None:
        """A label and its value on one line; `gap` is where the value begins after x, 0 for right after the label."""
        size = 9.0
        start = x + (gap or width_of(label, size) + 0.8)
        self.text(x, y, label, size)
        self.note_amount(start, y, value)
        self.sheet.fitted(start, self.top + y, value, room, size)

    def title(self, text: str, y: float = 6, size: float = 15) -> None:
        """The slip's title, centred."""
        self.sheet.text(105, self.top + y, text, size, align="center", bold=True)

    def grid(
        self, x: float, y: float, widths: Sequence[float], heights: Sequence[float], cells: Sequence[Cell],
        color: Color = BLACK, *, labels_first: bool = False,
    ) -> float:  # fmt: skip
        """A ruled table; returns its lower edge. `labels_first` writes all labels before the values, as forms do."""
        xs, ys = _edges(x, widths), _edges(self.top + y, heights)
        ordered = sorted(cells, key=lambda cell: not cell.label) if labels_first else cells
        for cell in ordered:
            box = (xs[cell.column], ys[cell.row], xs[cell.column + cell.columns], ys[cell.row + cell.rows])
            self.sheet.box(*box, color, width=0.5)
            self._fill(cell, box)
        return ys[-1] - self.top

    def _fill(self, cell: Cell, box: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = box
        middle = (y0 + y1) / 2
        if cell.label and x1 - x0 < 10:
            first = middle - 2.1 * (len(cell.text) - 1) + 1.3
            for index, char in enumerate(cell.text):
                self.sheet.text((x0 + x1) / 2, first + 4.2 * index, char, 9, align="center")
        elif cell.label:
            self.sheet.fitted((x0 + x1) / 2, middle + 1.3, cell.text, x1 - x0 - 1, 9, align="center")
        elif width_of(cell.text, 9) > x1 - x0 - 3 and y1 - y0 >= 9:
            self.note_amount(x0, middle - self.top, cell.text)
            self.sheet.wrapped(x0 + 1.5, middle - 0.8, cell.text, x1 - x0 - 3, 8.5)
        else:
            self.note_amount(x0, middle - self.top, cell.text)
            self.sheet.fitted(x0 + 1.5, middle + 1.3, cell.text, x1 - x0 - 3, 9)

    def note_amount(self, x: float, y: float, text: str) -> None:
        """Remember where the amount and other fields were printed, so that a seal can be pressed over them."""
        if self.about.figures in text:
            self.amount_at = (x, y)
        for field, shown in self._shown.items():
            if shown in text:
                self.printed_at.setdefault(field, (x + width_of(text.partition(shown)[0], 9), y))


def _edges(start: float, steps: Sequence[float]) -> list[float]:
    edges = [start]
    for step in steps:
        edges.append(edges[-1] + step)
    return edges
