"""Names and codes of parties: comparison keys, branches, persons, and how well two parties agree.

The key is for comparison only; what was printed is always kept. Place names in brackets are part of a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from evidence.match import Level

CLOSE_ENOUGH = 0.92
"""From this similarity on, two names may be one name misread; a person has to look."""

_BRACKETS = str.maketrans("[]{}<>〔〕【】〈〉《》「」", "()" * 8)
_PARENT = r"(?:有限责任公司|有限公司|公司|集团|事务所|合作社|银行|研究院|研究所|中心)"
_UNIT = r"(?:分公司|分行|支行|分所|分院|分部|分中心|办事处|营业部|分厂)"
_BRANCH = re.compile(rf"(?P<parent>.+{_PARENT})(?P<branch>.+?{_UNIT})")
_ORGANISATION = re.compile(r"公司|集团|厂|中心|研究|[大中小]学|学[院校]|医院|银行|委员会|协会|合作社|[局店部院行社所]")
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SURELY_OTHER = 0.75


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What is compared: NFKC, without spaces and punctuation, 有限责任公司 as 有限公司; 股份有限公司 stays itself."""
    folded = unicodedata.normalize("NFKC", name).upper()
    bare = "".join(char for char in folded if char.isalnum())
    return bare.replace("有限责任公司", "有限公司")


def number_key(number: str) -> str:
    """A document number for comparison: NFKC, capitals, letters and digits only."""
    return "".join(char for char in unicodedata.normalize("NFKC", number).upper() if char.isalnum())


def plain_name(name: str) -> str:
    """The name as it is compared exactly: NFKC, one kind of bracket, no white space between Chinese characters."""
    text = unicodedata.normalize("NFKC", name).translate(_BRACKETS).strip()
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"(?<=[^\x00-\x7f])\s|\s(?=[^\x00-\x7f])", "", text)


def branch_of(name: str) -> tuple[str, str] | None:
    """The parent and the branch in `某公司某地分公司`, or None; a branch is no legal person of its own (公司法 §13)."""
    found = _BRANCH.fullmatch(plain_name(name))
    return (found["parent"], found["branch"]) if found else None


def is_person(name: str) -> bool:
    """Whether the name looks like a natural person's: two to four Chinese characters that name no organisation."""
    bare = name_key(name)
    return 2 <= len(bare) <= 4 and all("一" <= char <= "鿿" for char in bare) and not _ORGANISATION.search(bare)


def similarity(left: str, right: str) -> float:
    """How alike two names are as keys, 0 to 1."""
    return fuzz.ratio(name_key(left), name_key(right)) / 100


def name_level(left: str, right: str, aliases: Iterable[str] = ()) -> Level:
    """How well two names agree; `aliases` are other names of the left party, such as a former one."""
    if not left or not right:
        return Level.ABSENT
    if left == right:
        return Level.EXACT
    if name_key(left) == name_key(right):
        return Level.EQUAL
    if any(name_key(alias) == name_key(right) for alias in aliases):
        return Level.ALIAS
    return Level.CLOSE if similarity(left, right) >= CLOSE_ENOUGH else Level.DIFFERENT


def party_level(left: tuple[str, str], right: tuple[str, str], aliases: Iterable[str] = ()) -> Level:
    """How well two (name, tax id) agree: equal ids outrank different names (domain 3.10)."""
    by_name = name_level(left[0], right[0], aliases)
    if by_name in (Level.EXACT, Level.EQUAL):
        return by_name
    if left[1] and right[1] and id_key(left[1]) == id_key(right[1]):
        return Level.ALIAS
    return by_name


def surely_other(left: str, right: str) -> bool:
    """Whether two names are too unlike to be one name misread."""
    return bool(left and right) and similarity(left, right) < _SURELY_OTHER


def id_key(tax_id: str) -> str:
    """A tax id as join key: the legacy 15 digits are characters 3 to 17 of the 18 (domain 3.7)."""
    bare = number_key(tax_id)
    return bare[2:17] if len(bare) == 18 else bare


def uscc_valid(code: str) -> bool:
    """Whether the 18 characters pass the check digit of GB 32100-2015; early pilot codes are known to fail it."""
    if len(code) != 18 or any(char not in USCC_ALPHABET for char in code):
        return False
    total = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return USCC_ALPHABET[(31 - total) % 31] == code[17]
