"""Service contracts with the platform's customers: the applicant is the seller, so they prove use, not spending."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sample_docs.generator.identity import Company
from sample_docs.generator.plan import CENT, Contract, Form, Item, Node

COUNT = 2


def contract_no(index: int) -> str:
    """The number of the service contract with the customer of that place in the list, from 1."""
    return f"FW-2024-{index:03d}"


def contracts(rng: random.Random, applicant: Company, customers: Sequence[Company]) -> tuple[Contract, ...]:
    """Contracts with the first customers."""
    made = []
    for index, customer in enumerate(customers[:COUNT], 1):
        net = Decimal(rng.randint(20, 60) * 1000).quantize(CENT)
        tax = (net * Decimal("0.06")).quantize(CENT)
        name = "工业互联网平台接入与应用服务"
        item = Item(name, "信息技术服务", "", "年", Decimal(1), net, net, Decimal("0.06"), tax)
        signed = date(2024, rng.randint(2, 6), rng.randint(3, 25))
        made.append(
            Contract(
                number=contract_no(index),
                name="工业互联网平台服务合同",
                kind="技术服务",
                form=Form.DOCX,
                party_a=customer,
                party_b=applicant,
                items=(item,),
                total=net + tax,
                nodes=(Node("平台开通并收到发票后30日内，甲方一次性支付合同总价款", Decimal(1), net + tax),),
                signed=signed,
                start=signed,
                end=signed.replace(year=2025),
                place="四川省成都市" + applicant.address[3:6],
                is_sale=True,
            )
        )
    return tuple(made)
