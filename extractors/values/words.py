"""Amounts in Chinese capitals (大写金额), read and written.

Rules: 支付结算办法 附一 (正确填写票据和结算凭证的基本规定) and 会计基础工作规范 §52. Values are compared,
never strings: 圆 and 元, 整 and 正, an optional 零 are the same amount.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}
_TRADITIONAL = dict(zip("貳參叄陸柒億萬圓", "贰叁叁陆柒亿万圆", strict=True)) | {"弍": "贰", "弎": "叁", "弌": "壹"}
_CONFUSED = dict(
    zip("贷貮貣赑参染漆扒玫久伯什千抬拎雾霎園园囩亖", "贰贰贰贰叁柒柒捌玖玖佰仟仟拾拾零零圆圆圆肆", strict=True)
) | {"壶": "壹", "壺": "壹", "壱": "壹", "查": "壹", "任": "仟", "阡": "仟", "陌": "佰", "捡": "拾", "給": "拾"}
_PLAIN_DIGITS = dict(zip("〇○一二两三四五六七八九十百另毛块", "零零壹贰贰叁肆伍陆柒捌玖拾佰零角圆", strict=True))
_NOISE = re.compile(r"人民币|大写|价税合计|[\s:()\[\]⊗×xX①②③④⑤⑥⑦⑧⑨⑩⊙●◎&¥￥Ⓧ⨂⊕*,，.。]|㊀")
_LARGEST = Decimal(10) ** 16


class WordsError(ValueError):
    """The text is written like an amount in capitals but is not a well-formed one."""


@dataclass(frozen=True, slots=True)
class Words:
    """An amount in capitals."""

    value: Decimal
    nonstandard: tuple[str, ...] = ()
    """Characters that the rules do not allow (一二三, 廿, 元 without 整), as printed."""
    repaired: tuple[str, ...] = ()
    """Characters taken for the look-alike of a capital, as printed."""


def parse_words(text: str) -> Words | None:
    """Read an amount in capitals; None where there is none, WordsError where it contradicts itself."""
    source = _NOISE.sub("", unicodedata.normalize("NFKC", text).replace("㊣", "正"))
    source = re.sub(r"^\(?负数\)?|\(负数\)$", "负", source)
    if not source:
        return None
    capitals, nonstandard, repaired = _capitals(source)
    if not re.fullmatch(r"负?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆角分整]+负?", capitals):
        return None
    if not re.search(r"[圆角分]", capitals) and len(capitals) < 3:
        return None
    negative = "负" in capitals
    value = _value(capitals.strip("负"), text)
    return Words(-value if negative else value, tuple(nonstandard), tuple(repaired))


def _capitals(source: str) -> tuple[str, list[str], list[str]]:
    """The text in the standard capitals, the characters that were nonstandard, and those that were misread."""
    out, nonstandard, repaired = [], [], []
    for char in source:
        if char in _TRADITIONAL:
            out.append(_TRADITIONAL[char])
        elif char in _PLAIN_DIGITS or char in "廿念卅":
            nonstandard.append(char)
            out.append(_PLAIN_DIGITS.get(char) or {"卅": "叁拾"}.get(char, "贰拾"))
        elif char in _CONFUSED:
            repaired.append(char)
            out.append(_CONFUSED[char])
        else:
            out.append({"元": "圆", "正": "整"}.get(char, char))
    return "".join(out), nonstandard, repaired


def _value(capitals: str, text: str) -> Decimal:
    """The value of standard capitals; WordsError with the text as printed where the order of units is broken."""
    body = capitals.removesuffix("整")
    if "整" in body:
        raise WordsError(f"整 inside the amount: {text!r}")
    if "圆" in body:
        whole, _, rest = body.partition("圆")
    elif "角" in body or "分" in body:
        whole, rest = "", body
    else:
        whole, rest = body, ""
    match = re.fullmatch(r"零?(?:([零壹贰叁肆伍陆柒捌玖])角)?(?:零?([零壹贰叁肆伍陆柒捌玖])分)?零?", rest)
    if match is None:
        raise WordsError(f"no such 角 and 分: {text!r}")
    yuan = _whole(whole, text)
    return (
        Decimal(yuan) + Decimal(_VALUES.get(match[1] or "零", 0)) / 10 + Decimal(_VALUES.get(match[2] or "零", 0)) / 100
    )


def _whole(whole: str, text: str) -> int:
    """The yuan, split at 亿 and 万, each section below ten thousand."""
    high, found, low = whole.rpartition("亿")
    if found:
        if not high:
            raise WordsError(f"亿 without a number: {text!r}")
        return _whole(high, text) * 100_000_000 + _whole(low, text)
    ten_thousands, found, ones = whole.partition("万")
    if "万" in ones:
        raise WordsError(f"two 万 in one section: {text!r}")
    if found and not ten_thousands:
        raise WordsError(f"万 without a number: {text!r}")
    if not found:
        return _section(whole, text)
    return _section(ten_thousands, text) * 10_000 + _section(ones, text)


def _section(section: str, text: str) -> int:
    """A number below ten thousand: units fall, no two digits stand side by side."""
    total, digit, last = 0, None, 10_000
    for char in section:
        if char in _PLACES:
            place = _PLACES[char]
            if place >= last or (digit is None and (char != "拾" or total)):
                raise WordsError(f"{char} out of order: {text!r}")
            total, digit, last = total + (1 if digit is None else digit) * place, None, place
        elif char not in _VALUES or digit:
            raise WordsError(f"{char} cannot stand here: {text!r}")
        else:
            digit = _VALUES[char]
    if digit and last == 1:
        raise WordsError(f"digit out of order: {text!r}")
    return total + (digit or 0)


def to_words(amount: Decimal, yuan: str = "圆") -> str:
    """Write an amount as invoices print it; WordsError beyond a ten-thousandth of a trillion or below one fen."""
    if not amount.is_finite() or abs(amount) >= _LARGEST or amount != amount.quantize(Decimal("0.01")):
        raise WordsError(f"cannot be written in capitals: {amount}")
    fen = int(abs(amount) * 100)
    whole, rest = divmod(fen, 100)
    jiao, fen = divmod(rest, 10)
    text = _written(whole) + yuan if whole else ""
    if not rest:
        text = (text or "零" + yuan) + "整"
    else:
        text += DIGITS[jiao] + "角" if jiao else "零" if whole else ""
        text += DIGITS[fen] + "分" if fen else "整"
    return "负" + text if amount < 0 else text


def _written(whole: int) -> str:
    """A positive whole number in capitals."""
    if whole >= 100_000_000:
        high, low = divmod(whole, 100_000_000)
        return _written(high) + "亿" + _joined(low, 10_000_000)
    if whole >= 10_000:
        high, low = divmod(whole, 10_000)
        return _written(high) + "万" + _joined(low, 1000)
    out, gap = "", False
    for place, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = whole // place % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + name
        gap = not digit
    return out


def _joined(low: int, full: int) -> str:
    """The part behind 万 or 亿, with 零 where it does not fill its section."""
    if not low:
        return ""
    return ("零" if low < full else "") + _written(low)
