"""Names of companies: a key to compare them by, and the parent of a branch."""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = str.maketrans("[]{}<>〔〕【】〈〉《》「」", "()" * 8)
_PARENT = r"(?:有限责任公司|有限公司|公司|集团|事务所|合作社|银行|研究院|中心)"
_UNIT = r"(?:分公司|分行|支行|分所|分院|分中心|办事处|营业部|分厂)"
_BRANCH = re.compile(rf"(?P<parent>.+{_PARENT})(?P<branch>.+?{_UNIT})")


def plain_name(name: str) -> str:
    """The name as it is compared exactly: NFKC, one kind of bracket, no white space between Chinese characters."""
    text = unicodedata.normalize("NFKC", name).translate(_BRACKETS).strip()
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"(?<=[^\x00-\x7f])\s|\s(?=[^\x00-\x7f])", "", text)


def name_key(name: str) -> str:
    """The comparison key: plain, upper case, no punctuation, 有限责任公司 as 有限公司 (股份有限公司 apart)."""
    text = plain_name(name).upper().replace("有限责任公司", "有限公司")
    return "".join(c for c in text if c.isalnum())


def split_branch(name: str) -> tuple[str, str]:
    """Parent and branch: `甲公司成都分公司` gives (`甲公司`, `成都分公司`); the branch may be empty."""
    text = plain_name(name)
    match = _BRANCH.fullmatch(text)
    return (match["parent"], match["branch"]) if match else (text, "")


def is_branch(name: str) -> bool:
    """Whether the name is that of a branch, which is no legal person of its own (公司法 §13)."""
    return bool(split_branch(name)[1])
