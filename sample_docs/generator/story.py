"""Tells the honest story of a submission for a seed: who bought what when, and who worked on the platform."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sample_docs.generator import payroll_plan, platform_plan, sales
from sample_docs.generator.catalogue import PURCHASES, Goods, Purchase, Wanted
from sample_docs.generator.identity import Account, Company, Registry, digits
from sample_docs.generator.plan import (
    CENT,
    ZERO,
    Contract,
    Family,
    Invoice,
    Item,
    Line,
    Node,
    Pair,
    Payment,
    Plan,
)

_CIPHER = "0123456789+-*/<>"


def receipt_no(rng: random.Random, bank: str, booked: date) -> str:
    """A receipt number in the form the bank prints."""
    if bank == "ICBC":
        text = digits(rng, 16)
        return "-".join(text[i : i + 4] for i in range(0, 16, 4))
    if bank == "CCB":
        return f"5105{booked:%y%m%d}" + digits(rng, 8)
    return f"{booked:%Y%m%d}" + digits(rng, 10 if bank == "ABC" else 12)


def workday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7) if day.weekday() >= 5 else day


class Storyteller:
    """Builds the purchases one by one; every random choice comes from the one generator it is given."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.registry = Registry(rng)
        self.invoices: dict[str, Invoice] = {}
        self.payments: dict[str, Payment] = {}
        self.applicant = self.registry.company("工业互联网科技", ("ICBC", "CCB", "ABC", "CMB"))
        self.sister = self.registry.company("智能制造", ("CCB",))

    def account_at(self, bank: str) -> Account:
        """The applicant's account at that bank."""
        return next(found for found in self.applicant.accounts if found.bank == bank)

    def items(self, goods: tuple[Goods, ...], net: Decimal, rate: Decimal) -> tuple[Item, ...]:
        """The goods with amounts that add up to `net`, unit prices and tax without a remainder of a fen."""
        rest, made = net, []
        for index, kind in enumerate(goods):
            amount = rest if index == len(goods) - 1 else (net * kind.share / 100).quantize(Decimal(1)) * 100
            rest -= amount
            quantity = Decimal(kind.quantity)
            amount = amount.quantize(CENT)
            tax = (amount * rate).quantize(CENT, ROUND_HALF_UP)
            made.append(
                Item(kind.name, kind.goods, kind.spec, kind.unit, quantity, amount / quantity, amount, rate, tax)
            )
        return tuple(made)

    def invoice(self, key: str, want: Wanted, seller: Company, items: tuple[Item, ...], issued: date) -> Invoice:
        """An invoice with a number of the right form."""
        rng, year = self.rng, f"{issued:%y}"
        code, number, check = "", f"{year}512" + digits(rng, 15), ""
        if want.family is Family.PAPER_SPECIAL:
            code, number = f"5100{year}{rng.randint(1, 4)}130", f"{rng.randint(10_000_000, 99_999_999):08d}"
        if want.family is Family.E_ORDINARY:
            code, number = f"05100{year}00{rng.randint(1, 3)}11", f"{rng.randint(10_000_000, 99_999_999):08d}"
            check = digits(rng, 20)
        return Invoice(
            key=key,
            family=want.family,
            form=want.form,
            code=code,
            number=number,
            check_code=check,
            machine=digits(rng, 12),
            cipher="".join(rng.choice(_CIPHER) for _ in range(108)),
            issued=issued,
            buyer=self.applicant,
            seller=seller,
            items=items,
            remark="",
            drawer=self.registry.person_name(),
            payee=self.registry.person_name(),
            reviewer=self.registry.person_name(),
            crc=f"{rng.randrange(65536):04X}",
        )

    def payment(self, key: str, payee: Company, amount: Decimal, booked: date, bank: str, usage: str) -> Payment:
        """A transfer from the applicant's account at that bank, booked on a working day."""
        rng, booked = self.rng, workday(booked)
        moment = datetime.combine(booked, time(rng.randint(9, 16), rng.randint(0, 59), rng.randint(0, 59)))
        return Payment(
            key=key,
            receipt_no=receipt_no(rng, bank, booked),
            serial_no=digits(rng, 12),
            verify_code="".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(12)),
            payer=self.applicant,
            payer_account=self.account_at(bank),
            payee=payee,
            payee_account=payee.account,
            amount=amount,
            transacted=moment,
            booked=booked,
            usage=usage,
            summary="货款" if "采购" in usage else "服务费",
        )

    def purchase(self, number: int, want: Purchase, supplier: Company) -> Line:
        """One line with its contract, invoices and payments."""
        rng = self.rng
        net = (want.base * Decimal(rng.randint(92, 108)) / 100 / 1000).quantize(Decimal(1)) * 1000
        goods = rng.choice(want.goods)
        signed = workday(date(2024, rng.randint(1, 3), rng.randint(4, 26)))
        contract_no = f"HT-2024-{number:02d}{rng.randint(10, 99)}"
        pairs = self.settle(number, want, supplier, (net, goods, signed, contract_no))
        gross = sum((self.invoices[k].gross for k in dict.fromkeys(p.invoice for p in pairs)), ZERO)
        contract = Contract(
            number=contract_no,
            name=want.contract,
            kind=want.kind,
            form=want.contract_form,
            party_a=self.applicant,
            party_b=supplier,
            items=self.items(goods, net, want.rate),
            total=gross,
            nodes=_nodes(want, pairs, gross),
            signed=signed,
            start=signed,
            end=date(2024, 12, 20),
            place="四川省成都市" + self.applicant.address[3:6],
        )
        last = max(self.payments[p.payment].booked for p in pairs)
        accepted = min(workday(last - timedelta(days=9)), date(2024, 12, 13))
        return Line(
            str(number), want.code, want.category, want.description, supplier, contract, pairs, accepted=accepted
        )

    def settle(
        self, number: int, want: Purchase, supplier: Company, deal: tuple[Decimal, tuple[Goods, ...], date, str]
    ) -> tuple[Pair, ...]:
        """The invoices of a line and the payments that settle them."""
        net, goods, signed, contract_no = deal
        pairs: list[Pair] = []
        rest = net
        for index, wanted in enumerate(want.wanted):
            share = rest if index == len(want.wanted) - 1 else (net * wanted.share / 100).quantize(Decimal(1)) * 100
            rest -= share
            issued = workday(signed + timedelta(days=30 * wanted.month + self.rng.randint(0, 8)))
            key = f"{number}{'abc'[index]}"
            invoice = self.invoice(key, wanted, supplier, self.items(goods, share, want.rate), issued)
            remark = f"合同编号：{contract_no}" if self.rng.random() < 0.6 else ""
            self.invoices[key] = replace(invoice, remark=remark)
            if not want.one_payment:
                pairs += self.instalments(key, want, wanted, contract_no)
        if want.one_payment:
            pairs = self.together(number, want, supplier, contract_no)
        return tuple(pairs)

    def instalments(self, key: str, want: Purchase, wanted: Wanted, contract_no: str) -> list[Pair]:
        """Payments for one invoice, in as many parts as the template says."""
        invoice, rest, pairs = self.invoices[key], self.invoices[key].gross, []
        for index, part in enumerate(wanted.parts):
            last = index == len(wanted.parts) - 1
            amount = rest if last else (invoice.gross * part).quantize(CENT)
            rest -= amount
            name = key + ("" if len(wanted.parts) == 1 else f"-{index + 1}")
            booked = invoice.issued + timedelta(days=self.rng.randint(4, 12) + 35 * index)
            usage = f"支付{want.contract.removesuffix('合同')}款{contract_no}"
            self.payments[name] = self.payment(name, invoice.seller, amount, booked, want.bank, usage)
            pairs.append(Pair(key, name, amount))
        return pairs

    def together(self, number: int, want: Purchase, supplier: Company, contract_no: str) -> list[Pair]:
        """One payment for all invoices of the line."""
        mine = [found for key, found in self.invoices.items() if key[:-1] == str(number)]
        name, total = f"{number}", sum((found.gross for found in mine), ZERO)
        booked = max(found.issued for found in mine) + timedelta(days=6)
        self.payments[name] = self.payment(name, supplier, total, booked, want.bank, f"支付技术服务费{contract_no}")
        return [Pair(found.key, name, found.gross) for found in mine]


def _nodes(want: Purchase, pairs: tuple[Pair, ...], gross: Decimal) -> tuple[Node, ...]:
    """Payment terms that say what was later paid."""
    texts = {
        1: ("合同签订并验收合格、收到发票后30日内，甲方一次性支付合同总价款",),
        2: ("合同生效并收到乙方开具的发票后15个工作日内，甲方支付", "项目验收合格后30日内，甲方支付"),
        3: (
            "合同签订后15个工作日内，甲方支付预付款",
            "交付并经甲方初步验收合格后20个工作日内，甲方支付",
            "项目终验合格后30日内，甲方支付尾款",
        ),
    }
    amounts = [gross] if want.one_payment else [pair.amount for pair in pairs]
    return tuple(
        Node(text, (amount / gross).quantize(Decimal("0.0001")), amount)
        for text, amount in zip(texts[len(amounts)], amounts, strict=True)
    )


def tell(seed: int) -> Plan:
    """The plan of the honest submission for that seed."""
    rng = random.Random(f"platform-{seed}")
    teller = Storyteller(rng)
    lines: list[Line] = []
    for number, want in enumerate(PURCHASES, 1):
        known = lines[want.same_supplier_as - 1].supplier if want.same_supplier_as else None
        supplier = known or teller.registry.company(want.trade, (rng.choice(("ICBC", "CCB", "ABC", "BOC")),))
        lines.append(teller.purchase(number, want, supplier))
    staff = payroll_plan.staff(rng, teller.registry)
    rows = payroll_plan.payroll(rng, staff, payroll_plan.target(lines, teller.invoices))
    served = platform_plan.served(teller.registry)
    return Plan(
        seed=seed,
        applicant=teller.applicant,
        sister=teller.sister,
        platform=platform_plan.platform(rng, teller.registry, teller.applicant),
        lines=tuple(lines),
        invoices=teller.invoices,
        payments=teller.payments,
        staff=staff,
        payroll=rows,
        wage_slips=payroll_plan.wage_slips(teller.payment, teller.applicant, rows),
        served=served,
        sales=sales.contracts(rng, teller.applicant, served),
    )
