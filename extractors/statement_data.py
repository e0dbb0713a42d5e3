"""Bank statements as structured data: the `bkrs` instances of the accounting data standard for electronic vouchers.

Elements are met by local name in any version of the namespace (财会〔2023〕7号 and its toolkits). Some banks send an
almost empty instance, or pairs of entries of which one is zero; without a single movement nothing is claimed here and
the page speaks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from evidence.document import Entry, Layer, Method
from evidence.fact import Fact, FactType, Place, Status
from evidence.kind import Kind
from evidence.money import Money
from evidence.record import Record
from extractors.fields import of_rows
from extractors.part import Form, Part
from extractors.values.amounts import AmountError, parse_amount
from extractors.values.dates import DateError, parse_date

_TUPLE = re.compile(r"(?:^|/)(?:[\w.-]+:)?InformationOfReconcileDetailsTuple(?:\[\d+\])?(?=/)")
_ROW: Mapping[str, tuple[str, FactType]] = {
    "DateOfBookkeeping": ("date", "date"),
    "AccountBalance": ("balance", "money"),
    "NameOfCounterparty": ("counterparty", "text"),
    "AccountOfCounterparty": ("counterparty_account", "text"),
    "DepositoryBankOfCounterparty": ("counterparty_bank", "text"),
    "NotesOfBankElectronicReceipt": ("remark", "text"),
    "Usage": ("usage", "text"),
    "Summary": ("summary", "text"),
    "AccDtlSn": ("serial_no", "text"),
    "BusinessSerialNumber": ("serial_no", "text"),
}
_HEAD: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:AccountNumber|NumberOf(?:Bank)?Account|BankAccountNumber).*"), "account"),
    (re.compile(r"(?:AccountName|NameOf(?:Bank)?Account).*"), "account_name"),
)
_AMOUNT, _SIDE = "TransactionAmount", "IdentificationOfCreditOrDebit"
_SIDES = {"0": "debit", "1": "credit"}
"""The standard counts from the account holder: 0 is money out, which statements print as 借方, 1 is money in."""
_NOTHING = frozenset({"", "null", "无", "-"})
_SURE = 0.95


class StatementData:
    """Statements of bank from their XBRL instance."""

    name = "statement_data"
    kinds: tuple[Kind, ...] = (Kind.BANK_STATEMENT,)
    reads: tuple[Form, ...] = ("layers",)
    fields: Mapping[Kind, tuple[str, ...]] = {
        Kind.BANK_STATEMENT: (
            *("account", "account_name", "debit_total", "credit_total"),
            *of_rows("date debit credit balance counterparty counterparty_account counterparty_bank summary usage"),
            *of_rows("remark serial_no"),
        )
    }

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """Certain where a layer holds a movement of money with its day."""
        moved = any("date" in row and row.keys() & {"debit", "credit"} for row in _rows(part.layers))
        return {Kind.BANK_STATEMENT: _SURE} if moved else {}

    def extract(self, part: Part, kind: Kind) -> Record:
        """Every movement; amounts are proven where the balances run on from one to the next."""
        rows = _proven([row for row in _rows(part.layers) if row.keys() & {"debit", "credit"}])
        facts = {name: fact for layer in part.layers for name, fact in _head(layer)}
        for side in ("debit", "credit"):
            parts = [row[side] for row in rows if side in row]
            if parts:
                facts[f"{side}_total"] = _total(parts)
        return part.record(kind, facts, rows, self.name)


def _rows(layers: tuple[Layer, ...]) -> list[dict[str, Fact]]:
    """The facts of every detail tuple, in the order of the file; zero amounts are no movements."""
    found: dict[tuple[int, str], dict[str, Entry]] = {}
    for number, layer in enumerate(layers):
        for entry in layer.entries:
            place = _TUPLE.search(entry.path)
            if layer.name == "xbrl" and place and entry.text.strip() not in _NOTHING:
                found.setdefault((number, entry.path[: place.end()]), {})[_local(entry)] = entry
    return [dict(_facts(row)) for row in found.values()]


def _facts(row: Mapping[str, Entry]) -> Iterator[tuple[str, Fact]]:
    for local, entry in row.items():
        name, type_ = _ROW.get(local, ("", "text"))
        if name and (fact := _fact(entry, type_)) is not None:
            yield name, fact
    amount = _fact(row[_AMOUNT], "money") if _AMOUNT in row else None
    if amount is None or amount.number == 0:
        return
    stated = row[_SIDE].text.strip() if _SIDE in row else ""
    side = _SIDES.get(stated, "debit" if amount.number < 0 else "")
    if side:
        yield side, amount.model_copy(update={"value": Money(amount=abs(amount.number)).plain()})


def _head(layer: Layer) -> Iterator[tuple[str, Fact]]:
    for entry in layer.entries:
        if layer.name != "xbrl" or _TUPLE.search(entry.path) or entry.text.strip() in _NOTHING:
            continue
        name = next((name for pattern, name in _HEAD if pattern.fullmatch(_local(entry))), "")
        if name and (fact := _fact(entry, "text")) is not None:
            yield name, fact


def _local(entry: Entry) -> str:
    return re.sub(r"\[\d+\]$", "", entry.path.rsplit("/", 1)[-1]).rsplit(":", 1)[-1]


def _fact(entry: Entry, type_: FactType) -> Fact | None:
    """The entry as a fact; None where it is no value of that type."""
    text = entry.text.strip()
    try:
        if type_ == "date":
            day = parse_date(text)
            text = day.isoformat() if day else ""
        elif type_ == "money":
            amount = parse_amount(text)
            text = Money(amount=amount.value).plain() if amount else ""
    except (AmountError, DateError):
        return None
    if not text:
        return None
    place = Place(page=entry.page or 1, cell=entry.path)
    return Fact(type=type_, value=text, raw=entry.text, place=place, method=Method.XML)


def _total(parts: list[Fact]) -> Fact:
    """A sum of the movements; as proven as the least proven of them."""
    proven = all(part.status is Status.PROVEN for part in parts)
    value = Money(amount=sum((part.number for part in parts), Decimal(0))).plain()
    status = Status.PROVEN if proven else Status.UNPROVEN
    return Fact(type="money", value=value, raw="", place=parts[0].place, method=Method.DERIVED, status=status)


def _proven(rows: list[dict[str, Fact]]) -> list[dict[str, Fact]]:
    """The movements with what the running balance says of them, whether the newest stands first or last."""
    if not rows:
        return []
    runs = [[_runs_on(before, row) for before, row in zip([None, *rows[:-1]], rows, strict=True)]]
    runs.append([_runs_on(after, row) for row, after in zip(rows, [*rows[1:], None], strict=True)])
    best = max(runs, key=lambda run: sum(outcome is True for outcome in run))
    return [_marked(row, outcome) for row, outcome in zip(rows, best, strict=True)]


def _runs_on(before: Mapping[str, Fact] | None, row: Mapping[str, Fact]) -> bool | None:
    """Whether the balance is the one before it with the movement; None where one of them is not stated."""
    if before is None or "balance" not in before or "balance" not in row:
        return None
    change = sum(row[name].number * sign for name, sign in (("credit", 1), ("debit", -1)) if name in row)
    return before["balance"].number + change == row["balance"].number


def _marked(row: dict[str, Fact], outcome: bool | None) -> dict[str, Fact]:
    if not outcome:
        return row
    update = {"status": Status.PROVEN, "checks": ("balance",)}
    return {n: f.model_copy(update=update) if n in ("debit", "credit", "balance") else f for n, f in row.items()}


STATEMENT_DATA = StatementData()
