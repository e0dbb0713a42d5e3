"""Every parser gives a value, None or its own error for whatever it is given, and reads back what it returned."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import values
from extractors.values.amounts import Amount, AmountError, parse_amount, unit_of
from extractors.values.dates import DateError, FoundDate, find_dates, find_month, parse_date, parse_month
from extractors.values.distance import edits
from extractors.values.identifiers import (
    BillNumber,
    IdentifierError,
    TaxId,
    parse_account,
    parse_bill_number,
    parse_citizen,
    parse_tax_id,
)
from extractors.values.invoice_numbers import EInvoiceNumber, InvoiceCode, parse_einvoice_number, parse_invoice_code
from extractors.values.qr import InvoiceQr, QrError, parse_qr
from extractors.values.words import Words, WordsError, parse_words

PARSERS: dict[Callable[[str], Any], tuple[type, type[Exception] | None, Callable[[Any], str] | None]] = {
    parse_amount: (Amount, AmountError, lambda amount: f"{amount.value:f}"),
    unit_of: (Decimal, None, None),
    parse_date: (date, DateError, date.isoformat),
    parse_month: (str, DateError, str),
    find_month: (str, None, str),
    find_dates: (tuple, None, None),
    parse_words: (Words, WordsError, None),
    parse_tax_id: (TaxId, None, lambda found: str(found.text)),
    parse_citizen: (str, IdentifierError, str),
    parse_account: (str, None, str),
    parse_bill_number: (BillNumber, IdentifierError, lambda found: str(found.text)),
    parse_invoice_code: (InvoiceCode, None, lambda found: str(found.text)),
    parse_einvoice_number: (EInvoiceNumber, None, lambda found: str(found.text)),
    parse_qr: (InvoiceQr, QrError, None),
}
"""The type a parser returns, the error it may raise, and its value as text that it must read again; None where none."""

PRINTED = (
    "0123456789０１２٣.,，。、:：-—/\\()（）¥￥$%年月日时分号元圆角整正万亿零〇一二三十廿壹贰叁拾佰仟"
    "ABCXOIlSZ \t\n\u3000\u200b*"
)
PIECES = st.sampled_from(
    ["2024", "3月", "31", "13", "1,234.50", "万元", "¥", "01,32,,", "9151", "X", "壹佰", "圆整", "人民币", "-", "（",
     "）", "二〇二四年", "0" * 20, "1" * 12, ",", "20240305", "1e5", "NaN", "Infinity", "∞", "½", "²", "①", "٣"]
)  # fmt: skip
TEXTS = st.text() | st.text(alphabet=PRINTED, max_size=40) | st.lists(PIECES, max_size=8).map("".join)


def test_no_parser_is_left_out() -> None:
    public = set()
    for module in pkgutil.iter_modules(values.__path__):
        inside = importlib.import_module(f"extractors.values.{module.name}")
        public |= {
            one
            for name, one in inspect.getmembers(inside, inspect.isfunction)
            if one.__module__ == inside.__name__ and name.startswith(("parse_", "find_", "unit_"))
        }
    assert public == set(PARSERS)


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_any_text_gives_a_value_nothing_or_the_error(parse: Callable[[str], Any], text: str) -> None:
    type_, error, again = PARSERS[parse]
    try:
        found = parse(text)
    except Exception as raised:  # noqa: BLE001 - nothing else may come
        assert error is not None and type(raised) is error, raised
        return
    if found is None:
        return
    assert isinstance(found, type_)
    if again is not None:
        assert parse(again(found)) is not None
        assert again(parse(again(found))) == again(found)
    for amount in (getattr(found, "value", None), getattr(found, "amount", None)):
        assert not isinstance(amount, Decimal) or amount.is_finite()
    assert all(isinstance(one, FoundDate) and text[one.start : one.end] for one in found) if type_ is tuple else True


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_edits_are_a_distance(a: str, b: str, c: str) -> None:
    assert (edits(a, b) == 0) == (a == b)
    assert edits(a, b) == edits(b, a)
    assert abs(len(a) - len(b)) <= edits(a, b) <= max(len(a), len(b))
    assert edits(a, c) <= edits(a, b) + edits(b, c)
