"""How invoices print their values: item names, rates, quantities, dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sample_docs.generator.money_words import words
from sample_docs.generator.plan import Item


def item_name(item: Item) -> str:
    """Classification short name between asterisks, then the name."""
    return f"*{item.goods}*{item.name}"


def rate(value: Decimal) -> str:
    """`13%`; `不征税` for what bears no tax, such as a prepaid card."""
    if not value:
        return "不征税"
    return f"{(value * 100).normalize():f}%"


def plain(value: Decimal) -> str:
    """A number without trailing zeros, as invoicing systems print quantities and prices."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def chinese(day: date) -> str:
    """`2024年03月05日`."""
    return f"{day:%Y}年{day:%m}月{day:%d}日"


def capitals(amount: Decimal) -> str:
    """The amount in words; red-letter invoices print （负数） before them."""
    return words(amount) if amount >= 0 else f"（负数）{words(-amount)}"
