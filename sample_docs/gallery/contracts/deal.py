"""One purchase: who buys what from whom, for how much, paid in which instalments."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.gallery.document import Expected, Truth
from sample_docs.gallery.people import company
from sample_docs.generator.identity import Company
from sample_docs.generator.money_words import words

CENT = Decimal("0.01")
_GOODS = (("机架式服务器", "R5280", "台"), ("边缘计算网关", "EG-3200", "台"), ("核心交换机", "S6730-48", "台"),
          ("工业数据采集终端", "DTU-20", "套"), ("存储阵列", "ST-600", "套"))  # fmt: skip
_SERVICES = (("工业PaaS平台微服务开发", "", "项"), ("数据中台软件开发", "", "项"), ("平台运维技术服务", "", "年"),
             ("设备接入系统集成", "", "项"), ("等级保护测评服务", "", "次"))  # fmt: skip
_SHARES = ((30, 60, 10), (50, 50), (30, 40, 20, 10), (100,), (40, 55, 5))


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the list, tax included."""

    name: str
    spec: str
    unit: str
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """含税金额."""
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Node:
    """One instalment: its share in per cent, and its amount."""

    share: int
    amount: Decimal


@dataclass
class Deal:
    """What a contract says; `truth` grows with every value that a layout prints."""

    number: str
    buyer: Company
    seller: Company
    items: tuple[Item, ...]
    rate: int
    nodes: tuple[Node, ...]
    signed: date
    start: date
    end: date
    place: str
    truth: Truth = field(default_factory=dict)
    rows: list[Truth] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """价税合计."""
        return sum((item.amount for item in self.items), Decimal("0.00"))

    @property
    def net(self) -> Decimal:
        """不含税金额."""
        return (self.total / (1 + Decimal(self.rate) / 100)).quantize(CENT, ROUND_HALF_UP)

    def told(self, name: str) -> str:
        """The canonical value of a field."""
        account = self.seller.account
        values = {
            "contract_no": self.number, "party_a": self.buyer.name, "party_b": self.seller.name,
            "party_a_tax_id": self.buyer.uscc, "party_b_tax_id": self.seller.uscc,
            "payee_bank": account.branch, "payee_account": account.number,
            "sign_date": self.signed.isoformat(), "term_start": self.start.isoformat(),
                "term_end": self.end.isoformat(),
            "contract_amount": f"{self.total:.2f}", "amount_words": f"{self.total:.2f}",
            "net_amount": f"{self.net:.2f}", "tax": f"{self.total - self.net:.2f}", "tax_rate": f"{self.rate}%",
        }  # fmt: skip
        return values[name]

    def say(self, name: str, shown: str = "") -> str:
        """The text to print for a field, noted as truth."""
        self.truth[name] = self.told(name)
        return shown or self.truth[name]

    def named(self, title: str) -> str:
        """The contract's title, noted as truth."""
        self.truth["contract_name"] = title
        return title

    def figures(self) -> str:
        """The total with separators."""
        return self.say("contract_amount", f"{self.total:,.2f}")

    def wan(self) -> str:
        """The total in 万元 without loss."""
        return self.say("contract_amount", f"{(self.total / 10000).normalize():f}")

    def words(self, yuan: str = "元") -> str:
        """The total in words."""
        return self.say("amount_words", words(self.total, yuan))

    def node(self, index: int, *, amount: bool = True) -> Node:
        """An instalment, noted as a row."""
        found = self.nodes[index]
        row = {"share": f"{Decimal(found.share) / 100:.2f}"}
        self.rows.append(row | {"amount": f"{found.amount:.2f}"} if amount else row)
        return found

    def expected(self, kind: str, *, scanned: bool) -> Expected:
        """The record of the contract; seals can be told from pixels only, so only a scan says that both signed."""
        signed = {"signed_a": "true", "signed_b": "true"} if scanned else {}
        return Expected(kind, self.truth | signed, tuple(self.rows))


def deal(rng: random.Random, *, goods: bool, round_to: int = 1) -> Deal:
    """A purchase of goods or of services; amounts are multiples of `round_to` yuan."""
    chosen = rng.sample(_GOODS if goods else _SERVICES, rng.randint(2, 4) if goods else rng.randint(1, 2))
    items = []
    for name, spec, unit in chosen:
        price = Decimal(rng.randint(30_000, 600_000) // round_to * round_to + (0 if rng.random() < 0.6 else round_to))
        items.append(Item(name, spec, unit, rng.randint(1, 12) if goods else 1, price.quantize(CENT)))
    total = sum((item.amount for item in items), Decimal(0))
    shares = rng.choice(_SHARES)
    amounts = [(total * share / 100).quantize(CENT, ROUND_HALF_UP) for share in shares[:-1]]
    amounts.append(total - sum(amounts))
    signed = date(2023, 11, 1) + timedelta(days=rng.randint(0, 380))
    start = signed + timedelta(days=rng.randint(0, 20))
    letters = "".join(rng.choice("ABCDEFGHJKLMNPQRSTWXYZ") for _ in range(rng.choice((2, 3, 4))))
    number = rng.choice((f"{letters}-{signed.year}-{rng.randint(1, 300):03d}",
        f"{letters}{signed:%Y%m%d}{rng.randint(1, 99):02d}",
                         f"{letters}〔{signed.year}〕{rng.randint(1, 99)}号",
                             f"HT-{letters}-{signed:%Y%m}-{rng.randint(1, 99):03d}"))  # fmt: skip
    return Deal(
        number=number,
        buyer=company(rng),
        seller=company(rng),
        items=tuple(items),
        rate=13 if goods else 6,
        nodes=tuple(Node(share, amount) for share, amount in zip(shares, amounts, strict=True)),
        signed=signed,
        start=start,
        end=start + timedelta(days=rng.choice((89, 179, 364, 729))),
        place=rng.choice(("四川省成都市", "成都市高新区", "成都市武侯区")),
    )
