"""Amounts in capitals as a scan shows them: whole, with a part lost under a seal, or misread in places."""

from __future__ import annotations

import re
from decimal import Decimal

from evidence.document import Method
from extractors.anchors import Value
from extractors.facts import capitals_in
from extractors.tokens import squeeze
from extractors.values.words import DIGITS, WordsError, to_words

_CAPITALS = DIGITS + "拾佰仟万亿圆角分整"
_RUN = re.compile(r"负?[零壹贰貳叁參肆伍陆柒捌玖拾佰仟万萬亿億元圆圓角分整正廿贷参染扒玫伯园]{2,}")
_BEFORE = re.compile(r"(?:人民币|RMB|CNY|大写|合计|金额|[¥:()\s元])*")
_AS_WRITTEN = str.maketrans("元圓正貳參萬億", "圆圆整贰叁万亿")
_ENOUGH = 0.6
"""Share of the capitals of an amount that must have been read for the rest to be told from the figures."""


def whole_capitals(value: Value) -> Decimal | None:
    """The amount in capitals, unless a recognised text shows that a part of it is missing.

    Capitals end with 元, 角, 分 or 整 (支付结算办法 附一), and no numeral stands apart from them.
    """
    amount = capitals_in(value)
    if amount is None or value.method is not Method.OCR:
        return amount
    run = max(_RUN.findall(value.squeezed), key=len, default="")
    rest = value.squeezed.replace(run, "", 1)
    lost = run[-1:] not in "元圆圓角分整正园" or any(char in DIGITS[1:] for char in rest)
    return None if lost else amount


def is_clean(raw: str) -> bool:
    """Whether nothing unreadable stands before the capitals, where their first characters could have been."""
    text = squeeze(raw)
    run = max(_RUN.findall(text), key=len, default="")
    return _BEFORE.fullmatch(text[: text.find(run)]) is not None


def fits(value: Value, amount: Decimal) -> bool:
    """Whether misread capitals are those of the amount: most were read, in order, and none that it has not."""
    try:
        wanted = to_words(amount)
    except WordsError:
        return False
    read = [char for char in squeeze(value.raw).translate(_AS_WRITTEN) if char in _CAPITALS]
    whole = iter(wanted.removesuffix("整"))
    return len(read) >= _ENOUGH * len(wanted) and all(char in whole for char in read if char != "整")
