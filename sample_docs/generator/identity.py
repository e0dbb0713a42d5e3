"""Invented identities with valid check digits: companies, people, accounts (GB 32100, GB 11714, GB 11643).

Organisation codes start with `MAY`, a block not issued, and ID numbers with the region 510199, which does not exist.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_SURNAMES = "邓廖邹熊孟秦阎薛侯雷龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢"
_GIVEN = "川岚砚柘蓁栩禾澍屿垚珩桁沅芃昱珂翊旻钰霖棠苒瑾皓晗泽韬沐遥"
_BRAND_FIRST = "砺岷拓锐启衡沱朔柘栩澍珩锦蜀涪岫"
_BRAND_SECOND = "砚瀚垚桁曦翊旻岚屿湉芃钰琚堃昶烨"
_STREETS = ("砚台路", "云栈街", "桁架大道", "青屿巷", "沱湾路", "锦堃街", "柘林路", "岷澜大道")
_DISTRICTS = {
    "武侯区": "510107", "双流区": "510116", "郫都区": "510117", "新都区": "510114", "龙泉驿区": "510112",
    "温江区": "510115", "青羊区": "510105", "成华区": "510108",
}  # fmt: skip
_CITIES = {"德阳": "510600", "绵阳": "510700", "眉山": "511400", "资阳": "512000"}


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account: the bank's short name (`ICBC`), the branch as printed and the number."""

    bank: str
    branch: str
    number: str


@dataclass(frozen=True, slots=True)
class Company:
    """A legal person with what contracts, invoices and licences say about it."""

    name: str
    uscc: str
    address: str
    phone: str
    accounts: tuple[Account, ...]
    legal_rep: str
    founded: date

    @property
    def account(self) -> Account:
        """Its main account."""
        return self.accounts[0]


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person with an ID number that has a right check digit and a region that does not exist."""

    name: str
    id_number: str
    card: str


def uscc_check(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015)."""
    total = sum(USCC_ALPHABET.index(c) * w for c, w in zip(first17, _USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def organisation_check(first8: str) -> str:
    """The 9th character of an organisation code (GB 11714)."""
    rest = 11 - sum(_ORG_ALPHABET.index(c) * w for c, w in zip(first8, _ORG_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def id_check(first17: str) -> str:
    """The last character of a resident's ID number (GB 11643, ISO 7064 mod 11-2)."""
    return "10X98765432"[sum(int(c) * w for c, w in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def luhn_check(digits: str) -> str:
    """The last digit of a bank card number."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        doubled = int(char) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def digits(rng: random.Random, count: int) -> str:
    """That many random digits, the first not zero."""
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def uscc(rng: random.Random, region: str) -> str:
    """A code of a registered enterprise (91) in a region, from the block `MAY` that is not issued."""
    org = "MAY" + "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(5))
    body = "91" + region + org + organisation_check(org)
    return body + uscc_check(body)


_BANKS = {
    "ICBC": ("中国工商银行股份有限公司成都", "4402", 19),
    "CCB": ("中国建设银行股份有限公司成都", "5105", 20),
    "ABC": ("中国农业银行股份有限公司成都", "2281", 17),
    "CMB": ("招商银行股份有限公司成都", "1289", 15),
    "BOC": ("中国银行股份有限公司成都", "1158", 12),
}
_BRANCHES = ("云栈支行", "砚台路支行", "青屿支行", "沱湾支行", "柘林支行", "锦堃支行", "岷澜支行")


def account(rng: random.Random, bank: str) -> Account:
    """An account at one of the branches nobody has heard of."""
    head, start, length = _BANKS[bank]
    return Account(bank, head + rng.choice(_BRANCHES), start + digits(rng, length - len(start)))


class Registry:
    """Hands out companies and people whose names do not repeat within a submission."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def _fresh(self, *choices: Sequence[str]) -> str:
        while True:
            name = "".join(self._rng.choice(list(part)) for part in choices)
            if name not in self._taken and len(set(name)) == len(name):
                self._taken.add(name)
                return name

    def person_name(self) -> str:
        """A name of three characters, sometimes two."""
        if self._rng.random() < 0.2:
            return self._fresh(_SURNAMES, _GIVEN)
        return self._fresh(_SURNAMES, _GIVEN, _GIVEN)

    def person(self) -> Person:
        """A grown-up with an ID number and a wage card."""
        born = date(1978, 1, 1) + timedelta(days=self._rng.randint(0, 365 * 22))
        body = f"510199{born:%Y%m%d}{self._rng.randint(100, 999)}"
        card = "622202" + digits(self._rng, 12)
        return Person(self.person_name(), body + id_check(body), card + luhn_check(card))

    def _street(self) -> str:
        rng = self._rng
        return f"{rng.choice(_STREETS)}{rng.randint(8, 988)}号{rng.randint(1, 9)}栋{rng.randint(3, 28)}层"

    def brand(self) -> str:
        """A trade name of two uncommon characters."""
        return self._fresh(_BRAND_FIRST, _BRAND_SECOND)

    def company(self, trade: str, banks: Sequence[str] = ("CCB",), city: str = "成都") -> Company:
        """A limited company of that trade, such as `成都砺砚信息技术有限公司`."""
        rng = self._rng
        district = rng.choice(sorted(_DISTRICTS)) if city == "成都" else "经开区"
        return Company(
            name=f"{city}{self.brand()}{trade}有限公司",
            uscc=uscc(rng, _CITIES.get(city) or _DISTRICTS[district]),
            address=f"{city}市{district}{self._street()}",
            phone=f"028-8500{rng.randint(1000, 9999)}",
            accounts=tuple(account(rng, bank) for bank in banks),
            legal_rep=self.person_name(),
            founded=date(2009, 1, 1) + timedelta(days=rng.randint(0, 365 * 9)),
        )
