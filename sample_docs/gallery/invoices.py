"""VAT invoices of several families and renderings, drawn with the faces of the sample submissions."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.gallery import annexes, picture
from sample_docs.gallery.document import Expected, Rendering, Sample, Truth
from sample_docs.gallery.people import company, persons
from sample_docs.generator.faces import einvoice, legacy, ofd, xml
from sample_docs.generator.faces.wording import item_name, rate
from sample_docs.generator.identity import digits
from sample_docs.generator.plan import Family, Form, Invoice, Item
from sample_docs.generator.sheet import Paper

_CENT = Decimal("0.01")
_GOODS = (("电子计算机", "机架式服务器", "R5280", "台"), ("通信设备", "工业网关", "EG-3200", "台"),
          ("计算机网络设备", "核心交换机", "S6730", "台"), ("敏感元件及传感器", "振动传感器", "ZD-02",
              "只"))  # fmt: skip
_SERVICES = (("信息技术服务", "平台软件开发服务", "", "项"), ("信息技术服务", "系统运维服务", "", "月"),
             ("研发和技术服务", "技术咨询服务", "", "次"))  # fmt: skip


def _items(rng: random.Random, goods: bool) -> tuple[Item, ...]:
    made = []
    for short, name, spec, unit in rng.sample(_GOODS if goods else _SERVICES, rng.randint(1, 3)):
        quantity, price = Decimal(rng.randint(1, 30)), (Decimal(rng.randint(500_00, 60_000_00)) / 100)
        amount, tax_rate = quantity * price, Decimal("0.13") if goods else Decimal("0.06")
        tax = (amount * tax_rate).quantize(_CENT, ROUND_HALF_UP)
        made.append(Item(name, short, spec, unit, quantity, price, amount.quantize(_CENT), tax_rate, tax))
    return tuple(made)


def invoice(rng: random.Random, family: Family) -> Invoice:
    """An invoice of that family with a number of the right form."""
    issued = date(2024, 1, 3) + timedelta(days=rng.randint(0, 355))
    code, check, number = "", "", f"{issued:%y}51{rng.choice('27')}" + digits(rng, 15)
    if not family.is_einv:
        number = f"{rng.randint(10_000_000, 99_999_999)}"
        special = family is Family.PAPER_SPECIAL
        code = f"5100{issued:%y}{rng.randint(1, 4)}130" if special else f"05100{issued:%y}00{rng.randint(1, 3)}11"
        check = "" if special else digits(rng, 20)
    drawer, payee, reviewer = (person.name for person in persons(rng, 3))
    return Invoice(
        key="", family=family, form=Form.PDF, code=code, number=number, check_code=check, machine=digits(rng, 12),
        cipher="".join(rng.choice("0123456789+-*/<>") for _ in range(108)), issued=issued, buyer=company(rng),
        seller=company(rng), items=_items(rng, rng.random() < 0.5), drawer=drawer, payee=payee, reviewer=reviewer,
        remark=f"合同编号：HT-{issued:%Y}-{rng.randint(1, 99):03d}", crc=f"{rng.randrange(65536):04X}",
    )  # fmt: skip


def expected(about: Invoice) -> Expected:
    """What the face says."""
    truth = {
        "invoice_number": about.number, "issue_date": about.issued.isoformat(), "buyer_name": about.buyer.name,
        "buyer_tax_id": about.buyer.uscc, "seller_name": about.seller.name, "seller_tax_id": about.seller.uscc,
        "amount_excl_tax": f"{about.net:.2f}", "tax": f"{about.tax:.2f}", "total_incl_tax": f"{about.gross:.2f}",
        "total_words": f"{about.gross:.2f}",
    } | {name: value for name, value in (("invoice_code", about.code), ("check_code",
        about.check_code)) if value}  # fmt: skip
    return Expected(str(about.family), truth, tuple(_row(item) for item in about.items))


def _row(item: Item) -> Truth:
    return {"item": item_name(item), "quantity": f"{item.quantity}", "amount": f"{item.amount:.2f}",
            "tax_rate": rate(item.rate), "tax": f"{item.tax:.2f}"}  # fmt: skip


_Draw = Callable[[Invoice, Rendering, random.Random], bytes]


def _electronic(about: Invoice, rendering: Rendering, rng: random.Random) -> bytes:
    if rendering is Rendering.XML:
        return xml.file(about)
    if rendering is Rendering.PDF:
        return einvoice.pdf([about])
    paper = Paper("scan")
    einvoice.draw(paper.sheet(210, 140), about)
    return picture.jpeg(paper, rng, rendering)


def _ordinary(about: Invoice, rendering: Rendering, rng: random.Random) -> bytes:
    return ofd.file(about) if rendering is Rendering.OFD else legacy.pdf(about)


def _paper(about: Invoice, rendering: Rendering, rng: random.Random) -> bytes:
    return legacy.scanned(about, rng)


_R = Rendering
_FACES: dict[str, tuple[Family, _Draw, tuple[Rendering, ...]]] = {
    "einv_special": (Family.EINV_SPECIAL, _electronic, (_R.PDF, _R.XML, _R.SCAN, _R.PHOTO)),
    "einv_ordinary": (Family.EINV_ORDINARY, _electronic, (_R.PDF, _R.XML, _R.SCAN, _R.PHOTO)),
    "e_ordinary": (Family.E_ORDINARY, _ordinary, (_R.PDF, _R.OFD)),
    "paper_special": (Family.PAPER_SPECIAL, _paper, (_R.SCAN,)),
    "einv_red": (Family.EINV_SPECIAL, _electronic, (_R.PDF, _R.SCAN, _R.PHOTO)),
    "einv_red_ordinary": (Family.EINV_ORDINARY, _electronic, (_R.PDF, _R.SCAN)),
    "e_ordinary_red": (Family.E_ORDINARY, _ordinary, (_R.PDF,)),
}
LAYOUTS = (*_FACES, *annexes.LAYOUTS)
_ENDS = {_R.PDF: "pdf", _R.XML: "xml", _R.OFD: "ofd", _R.SCAN: "jpg", _R.PHOTO: "jpg"}


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The family in all its renderings."""
    if layout in annexes.LAYOUTS:
        yield from _annexed(seed, layout)
        return
    family, draw, renderings = _FACES[layout]
    for rendering in renderings:
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        about, red = invoice(rng, family), ""
        if "_red" in layout:
            about, red = _reversed(rng, about)
        data, told = draw(about, rendering, rng), expected(about)
        if red:
            told = Expected(told.kind, told.truth | {"is_red": "true", "red_of": red}, told.rows)
        yield Sample(f"invoice-{layout}-{rendering}.{_ENDS[rendering]}", data, layout, rendering, (told,))


def _reversed(rng: random.Random, about: Invoice) -> tuple[Invoice, str]:
    """The same invoice in red, with the number of the blue one that it cancels in its remark."""
    items = tuple(replace(i, quantity=-i.quantity, amount=-i.amount, tax=-i.tax) for i in about.items)
    if about.family.is_einv:
        blue = f"{about.issued:%y}512{digits(rng, 15)}"
        remark = f"被红冲蓝字数电发票号码：{blue} 红字发票信息确认单编号：5101{about.issued:%y%m}{digits(rng, 12)}"
    else:
        blue = f"{rng.randint(10_000_000, 99_999_999)}"
        remark = f"对应正数发票代码:{about.code}号码:{blue}"
    return replace(about, items=items, remark=remark), blue


def _annexed(seed: int, layout: str) -> Iterator[Sample]:
    for rendering in (_R.PDF, _R.SCAN, _R.PHOTO):
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        family, goods, draw = annexes.LAYOUTS[layout]
        about = replace(invoice(rng, family), items=_items(rng, goods))
        paper, told, press = draw(rng, about)
        data = paper.pdf() if rendering is _R.PDF else picture.jpeg(paper, rng, rendering, {0: [press]})
        yield Sample(f"invoice-{layout}-{rendering}.{_ENDS[rendering]}", data, layout, rendering, (told,))
