"""Bank receipts as structured data: the `bker` elements of the accounting data standard for electronic vouchers.

Elements are met by local name in any version of the namespace (财会〔2023〕7号 and its toolkits). Some banks send an
almost empty instance; then nothing is found here and the page speaks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from evidence.document import Entry, Layer, Method
from evidence.fact import Fact, Place, Status
from evidence.money import Money
from evidence.names import name_key
from extractors.facts import contradicted
from extractors.values.amounts import AmountError, parse_amount
from extractors.values.dates import DateError, parse_date

_ELEMENTS: tuple[tuple[str, str], ...] = (
    ("receipt_no", r"NumberOfBankElectronicReceipt"),
    ("verify_code", r"IdentifyingCode"),
    ("pay_date", r"DateOfBookkeeping"),
    ("transaction_date", r"DateOfTransaction|TransactionDate"),
    ("payer", r"AccountNameOfPayer"),
    ("payer_account", r"AccountNumberOfPayer"),
    ("payer_bank", r".*Bank.*Payer"),
    ("payee", r"AccountNameOfPayee"),
    ("payee_account", r"AccountNumberOfPayee"),
    ("payee_bank", r".*Bank.*Payee"),
    ("pay_amount", r"TransactionAmountInFigures"),
    ("usage", r"Usage"),
    ("remark", r"Notes"),
    ("serial_no", r"BusinessSerialNumber"),
    ("currency", r"Currency"),
)
_NOTHING = {"", "null", "无", "-"}
MARK = "NumberOfBankElectronicReceipt"


def is_receipt(layers: Iterable[Layer]) -> bool:
    """Whether a layer holds a bank receipt (not a statement, whose details repeat, nor an invoice's booking data)."""
    names = {_local(entry) for layer in layers for entry in layer.entries}
    return "TransactionAmountInFigures" in names or {MARK, "AccountNameOfPayer"} <= names


def structured(layers: Iterable[Layer]) -> dict[str, Fact]:
    """The facts of the first element of each meaning; fields that are empty or `null` are left out."""
    found: dict[str, Fact] = {}
    for layer in layers:
        for entry in layer.entries:
            field = next((name for name, pattern in _ELEMENTS if re.fullmatch(pattern, _local(entry))), "")
            if not field or field in found or entry.text.strip() in _NOTHING:
                continue
            fact = _fact(field, entry)
            if fact is not None:
                found[field] = fact
    return found


def _local(entry: Entry) -> str:
    return re.sub(r"\[\d+\]$", "", entry.path.rsplit("/", 1)[-1]).rsplit(":", 1)[-1]


def _fact(field: str, entry: Entry) -> Fact | None:
    text, type_ = entry.text.strip(), "text"
    if field.endswith("_date"):
        try:
            day = parse_date(text)
        except DateError:
            return None
        if day is None:
            return None
        text, type_ = day.isoformat(), "date"
    elif field == "pay_amount":
        try:
            amount = parse_amount(text)
        except AmountError:
            return None
        if amount is None:
            return None
        text, type_ = Money(amount=abs(amount.value)).plain(), "money"
    place = Place(page=entry.page or 1, cell=entry.path, box=Place.at(1, entry.box).box)
    return Fact.model_validate({"type": type_, "value": text, "raw": entry.text, "place": place, "method": Method.XML})


def reconcile(data: dict[str, Fact], page: dict[str, Fact]) -> dict[str, Fact]:
    """Both layers in one: data outranks the page; equal values prove, different ones contradict each other."""
    merged = dict(page)
    for field, fact in data.items():
        other = page.get(field)
        if other is None:
            merged[field] = fact
        elif _same(fact, other):
            merged[field] = other.model_copy(
                update={
                    "value": fact.value,
                    "status": Status.PROVEN if other.status is not Status.CONTRADICTED else other.status,
                    "checks": (*other.checks, "xbrl"),
                }
            )
        else:
            merged[field] = contradicted(fact, "layer", other)
    return merged


def _same(a: Fact, b: Fact) -> bool:
    if a.type == b.type == "money":
        return a.number == b.number
    return a.value == b.value or (a.type == "text" and name_key(a.value) == name_key(b.value))
