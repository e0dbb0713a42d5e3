"""Amounts in financial uppercase (会计基础工作规范 §52, 支付结算办法): 壹万零肆佰肆拾圆整."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
CENT = Decimal("0.01")


def _group(value: int) -> str:
    """A number below ten thousand without leading zeros; inner zeros once."""
    words, zero = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return words


def _integer(value: int) -> str:
    groups = []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    words, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            gap = True
            continue
        if words and (gap or group < 1000):
            words += "零"
        words += _group(group) + _GROUPS[index]
        gap = False
    return words


def words(amount: Decimal, yuan: str = "圆") -> str:
    """The uppercase words of an amount from 0.01 up to 10¹² yuan; ValueError when it has fractions of a fen."""
    if amount < 0 or amount != amount.quantize(CENT):
        raise ValueError(f"not an amount in fen: {amount}")
    fen = int(amount * 100)
    integer, jiao, last = fen // 100, fen // 10 % 10, fen % 10
    text = _integer(integer) + yuan if integer else ""
    if not jiao and not last:
        return (text or "零" + yuan) + "整"
    if jiao:
        zero = "零" if integer and integer % 10 == 0 else ""
        text += zero + _DIGITS[jiao] + "角"
    elif integer:
        text += "零"
    return text + (_DIGITS[last] + "分" if last else "整")


def chinese_date(year: int, month: int, day: int) -> str:
    """A date in Chinese numerals, as contracts print it: 二〇二四年三月五日."""
    numerals = "〇一二三四五六七八九"

    def small(value: int) -> str:
        tens, units = divmod(value, 10)
        head = ("" if tens == 1 else numerals[tens]) + "十" if tens else ""
        return head + (numerals[units] if units else "")

    return "".join(numerals[int(c)] for c in str(year)) + f"年{small(month)}月{small(day)}日"
