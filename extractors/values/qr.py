"""QR codes of invoices: the comma form of the tax bureaus, and the address on Shenzhen's blockchain invoices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

from extractors.values.amounts import AmountError, parse_amount
from extractors.values.dates import DateError, parse_date

_GROSS_TYPES = frozenset({"31", "32", "51", "61", "81", "82", "83", "84", "85", "86"})
_FIELDS_MIN = 6
_SHENZHEN = "bcfp.shenzhen.chinatax.gov.cn"


class QrError(ValueError):
    """The payload is that of an invoice, but its number, amount or date cannot be read."""


@dataclass(frozen=True, slots=True)
class InvoiceQr:
    """What the QR code of an invoice says; `amount` is net on the older invoices and gross on 数电票."""

    type: str
    code: str
    number: str
    amount: Decimal | None
    is_gross: bool
    day: date | None
    check_code: str = ""


def parse_qr(payload: str) -> InvoiceQr | None:
    """Read a payload; None where it is not an invoice's, QrError where it is one but cannot be right."""
    text = payload.strip().lstrip("\ufeff")
    if _SHENZHEN in text:
        return _shenzhen(text)
    fields = [field.strip() for field in text.replace("，", ",").split(",")]
    if len(fields) < _FIELDS_MIN or fields[0] != "01" or not re.fullmatch(r"\d{2}", fields[1]):
        return None
    kind, code, number, amount, day = fields[1:6]
    if not re.fullmatch(r"\d{8}|\d{20}", number) or not re.fullmatch(r"|\d{10}|\d{12}", code):
        raise QrError(f"no invoice number in {payload!r}")
    is_gross = kind in _GROSS_TYPES or len(number) == 20
    check_code = fields[6] if len(fields) > 6 and re.fullmatch(r"\d{20}", fields[6]) else ""
    return InvoiceQr(kind, code, number, _amount(amount, payload), is_gross, _day(day, payload), check_code)


def _amount(text: str, payload: str) -> Decimal | None:
    if not text:
        return None
    try:
        amount = parse_amount(text)
    except AmountError as error:
        raise QrError(f"no amount in {payload!r}") from error
    if amount is None:
        raise QrError(f"no amount in {payload!r}")
    return amount.value


def _day(text: str, payload: str) -> date | None:
    if not text:
        return None
    try:
        day = parse_date(text)
    except DateError as error:
        raise QrError(f"no date in {payload!r}") from error
    if day is None:
        raise QrError(f"no date in {payload!r}")
    return day


def _shenzhen(text: str) -> InvoiceQr | None:
    """`…/verify/scan?hash=…&bill_num=…&total_amount=…`, the gross amount in fen."""
    try:
        query = parse_qs(urlsplit(text).query)
    except ValueError as error:
        raise QrError(f"not an address: {text!r}") from error
    number = query.get("bill_num", [""])[0]
    fen = query.get("total_amount", [""])[0]
    if not re.fullmatch(r"\d{8}", number):
        return None
    amount = Decimal(fen) / 100 if re.fullmatch(r"[0-9]{1,15}", fen) else None
    return InvoiceQr("", "", number, amount, is_gross=True, day=None)
