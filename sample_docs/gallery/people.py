"""Invented parties of the gallery: names of many shapes, accounts at many banks, persons.

Brands are three characters that mean nothing together; codes come from the blocks that are not issued (see
sample_docs.generator.identity). The characters are everyday ones, so that what is measured is not the rarity of a
character.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from sample_docs.generator.identity import Account as BankAccount
from sample_docs.generator.identity import Company, Person, Registry, digits, uscc

_FIRST = "云启衡泽澄朗睿恒拓锐岚汇腾砺"
_SECOND = "川谷桥舟帆穗松禾岭渡湾屿"
_THIRD = "智图维构联策数芯控航能沃"
_TRADES = ("信息技术", "软件", "智能装备", "自动化工程", "数据服务", "工业互联网科技", "系统集成", "检测技术", "电气")
_ENDS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司")
_CITIES = (("成都", "510107"), ("成都", "510116"), ("四川", "510100"), ("绵阳", "510703"), ("重庆", "500112"),
           ("杭州", "330106"), ("深圳", "440305"), ("北京", "110108"))  # fmt: skip
_STREETS = ("云栈街", "砚台路", "桁架大道", "青屿巷", "沱湾路", "柘林路")

BANKS: dict[str, tuple[str, str, int]] = {
    "ICBC": ("中国工商银行股份有限公司", "4402", 19),
    "CCB": ("中国建设银行股份有限公司", "5105", 20),
    "ABC": ("中国农业银行股份有限公司", "2281", 17),
    "BOC": ("中国银行", "1158", 12),
    "BOCOM": ("交通银行", "5118", 21),
    "CMB": ("招商银行股份有限公司", "1289", 15),
    "SCRCB": ("四川农村商业联合银行", "8811", 16),
    "SPDB": ("上海浦东发展银行", "7304", 20),
    "CIB": ("兴业银行股份有限公司", "4310", 18),
    "CMBC": ("中国民生银行股份有限公司", "6300", 9),
    "PAB": ("平安银行", "1500", 14),
    "CGB": ("广发银行股份有限公司", "9550", 19),
    "PSBC": ("中国邮政储蓄银行股份有限公司", "9510", 18),
    "NBCB": ("宁波银行股份有限公司", "7102", 17),
    "HXB": ("华夏银行股份有限公司", "1125", 17),
    "BOCD": ("成都银行股份有限公司", "1001", 16),
}
"""By short name: the bank as branches print it, how its account numbers begin, how long they are."""
REGIONAL: dict[str, tuple[str, str, int]] = {
    "CDRCB": ("成都农村商业银行股份有限公司", "1000", 20),
    "TFB": ("四川天府银行股份有限公司", "2000", 18),
    "GYB": ("贵阳银行股份有限公司", "1620", 17),
    "CQRCB": ("重庆农村商业银行股份有限公司", "0101", 18),
    "RCC": ("农村信用合作联社", "8802", 19),
    "CZB": ("浙商银行股份有限公司", "3310", 22),
    "CEB": ("中国光大银行股份有限公司", "7862", 17),
    "CITIC": ("中信银行股份有限公司", "8111", 19),
    "MYCCB": ("绵阳市商业银行股份有限公司", "0201", 15),
    "JSB": ("江苏银行股份有限公司", "3109", 20),
}
"""Banks of a region and others that only their own layouts use."""
_BRANCHES = ("成都云栈支行", "成都砚台路支行", "成都高新支行", "成都青屿支行", "成都分行营业部", "成都沱湾科技支行")


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a transfer."""

    name: str
    account: str
    bank: str


def company_name(rng: random.Random, city: str) -> str:
    """A name such as `成都云川智软件有限公司`, `云川智（成都）软件有限公司` or a branch of one."""
    brand = rng.choice(_FIRST) + rng.choice(_SECOND) + rng.choice(_THIRD)
    trade, end = rng.choice(_TRADES), rng.choice(_ENDS)
    shape = rng.random()
    if shape < 0.2:
        return f"{brand}（{city}）{trade}有限公司"
    if shape < 0.27:
        return f"{brand}{trade}{end}{city}分公司"
    return f"{city}{brand}{trade}{end}"


def account(rng: random.Random, bank: str) -> BankAccount:
    """An account at a branch of that bank."""
    head, start, length = (BANKS | REGIONAL)[bank]
    return BankAccount(bank, head + rng.choice(_BRANCHES), start + digits(rng, length - len(start)))


def company(rng: random.Random, bank: str = "") -> Company:
    """A company with one account, at that bank or any."""
    city, region = rng.choice(_CITIES)
    street = f"{rng.choice(_STREETS)}{rng.randint(8, 988)}号{rng.randint(1, 9)}栋{rng.randint(3, 28)}层"
    return Company(
        name=company_name(rng, city),
        uscc=uscc(rng, region),
        address=f"{city}市高新区{street}",
        phone=f"028-8500{rng.randint(1000, 9999)}",
        accounts=(account(rng, bank or rng.choice(sorted(BANKS))),),
        legal_rep=Registry(rng).person_name(),
        founded=date(2009, 1, 1) + timedelta(days=rng.randint(0, 365 * 9)),
    )


def party(rng: random.Random, bank: str = "") -> Party:
    """A side of a transfer, at that bank or any."""
    made = company(rng, bank)
    return Party(made.name, made.account.number, made.account.branch)


_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "明芳强丽军洋艳勇杰娟涛超霞平刚桂玲辉宁晨宇欣怡浩然子涵"


def persons(rng: random.Random, count: int) -> tuple[Person, ...]:
    """That many people with different everyday names."""
    registry, found = Registry(rng), dict[str, Person]()
    while len(found) < count:
        given = "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2, 2))))
        name = rng.choice(_SURNAMES) + given
        made = registry.person()
        found.setdefault(name, Person(name, made.id_number, made.card))
    return tuple(found.values())
