"""Invented parties of the layouts kept apart: other brands, shapes of names and banks than in the open gallery."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sample_docs.generator.identity import Account, Company, Person, Registry, digits, uscc

_FIRST = "远东新华中天金海凯博宏信立诺"
_SECOND = "和达瑞安普科晟源方泰思泽"
_TRADES = (
    "科技",
    "信息技术",
    "智能科技",
    "机电设备",
    "软件技术",
    "网络科技",
    "自动化设备",
    "仪器仪表",
    "云计算",
    "物联网科技",
)
_CITIES = (("杭州", "330106"), ("南京", "320105"), ("成都", "510107"), ("四川", "510100"), ("武汉", "420106"),
           ("西安", "610113"), ("德阳", "510603"), ("苏州", "320505"))  # fmt: skip
_ROADS = ("望江路", "科创大道", "软件园中路", "滨河西路", "迎宾大道", "创新三路")
_OFFICES = ("营业部", "城西支行", "高新支行", "科技支行", "滨江支行", "开发区支行")
BANKS: dict[str, tuple[str, str, str, int]] = {
    "hangzhou": ("杭州银行", "杭州银行股份有限公司", "3301", 16),
    "nanjing": ("南京银行", "南京银行股份有限公司", "0120", 16),
    "hengfeng": ("恒丰银行", "恒丰银行股份有限公司", "8510", 18),
    "icbc": ("工商银行", "中国工商银行股份有限公司", "1202", 19),
    "ccb": ("建设银行", "中国建设银行股份有限公司", "3305", 20),
    "shanghai": ("上海银行", "上海银行股份有限公司", "0300", 11),
    "changsha": ("长沙银行", "长沙银行股份有限公司", "8001", 18),
    "huishang": ("徽商银行", "徽商银行股份有限公司", "2250", 20),
    "boc": ("中国银行", "中国银行股份有限公司", "3884", 12),
}
"""By key: the short name in titles, the name that branches print, how account numbers begin, how long they are."""
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙朱高林何郭马罗梁宋郑"
_GIVEN = "建国志伟俊杰海波文静晓东红梅立新永强春燕思远佳宁国庆"


def company_name(rng: random.Random, city: str) -> str:
    """Mostly `杭州远和科技有限公司`; sometimes a group, a branch, an institute or a city in brackets."""
    brand, trade = rng.choice(_FIRST) + rng.choice(_SECOND), rng.choice(_TRADES)
    shapes = (
        f"{city}{brand}{trade}有限公司", f"{city}{brand}{trade}股份有限公司", f"{brand}{trade}（{city}）有限公司",
        f"{city}{brand}{trade}集团有限公司", f"{city}{brand}{trade}研究院有限公司",
        f"{brand}{trade}有限公司{city}分公司",
    )  # fmt: skip
    return rng.choices(shapes, (60, 12, 10, 8, 5, 5))[0]


def company(rng: random.Random, bank: str = "", city: str = "") -> Company:
    """A company with one account, at that bank or at any, in that city or in any."""
    city, region = (city, dict(_CITIES)[city]) if city else rng.choice(_CITIES)
    name = company_name(rng, city)
    where = "成都" if city == "四川" else city
    key = bank or rng.choice(sorted(BANKS))
    _, head, start, length = BANKS[key]
    account = Account(key, f"{head}{where}{rng.choice(_OFFICES)}", start + digits(rng, length - len(start)))
    return Company(
        name=name,
        uscc=uscc(rng, region),
        address=f"{where}市{rng.choice(_ROADS)}{rng.randint(6, 899)}号{rng.randint(1, 12)}幢{rng.randint(201, 1808)}室",
        phone=f"028-8500{rng.randint(1000, 9999)}",
        accounts=(account,),
        legal_rep=person_name(rng),
        founded=date(2010, 2, 1) + timedelta(days=rng.randint(0, 365 * 9)),
    )


def other_company(rng: random.Random, than: Company, bank: str = "") -> Company:
    """Another company, of another name."""
    while True:
        made = company(rng, bank)
        if made.name != than.name:
            return made


def person_name(rng: random.Random) -> str:
    """A name of everyday characters."""
    return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2, 2))))


def persons(rng: random.Random, count: int) -> tuple[Person, ...]:
    """That many people of different names."""
    registry, found = Registry(rng), dict[str, Person]()
    while len(found) < count:
        made, name = registry.person(), person_name(rng)
        found.setdefault(name, Person(name, made.id_number, made.card))
    return tuple(found.values())
