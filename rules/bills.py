"""Cloud bills row by row: what was used in which month, what of it was paid in cash, and which line it belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evidence.case import Case
from evidence.declared import DeclaredLine
from evidence.fen import fen
from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.names import name_key
from evidence.record import Record, Row
from evidence.views import day_of, money_of, sure
from rules.subdomains import Survey, of_another

RECHARGE = ("充值", "预付卡", "预存", "储值")


@dataclass(frozen=True, slots=True)
class Used:
    """One row of a bill. Amounts in fen, gross; `cash` is what was due after coupons, net of refunds."""

    record: Record
    row: Row
    product: str
    month: str
    """`2024-03`; empty where neither a month nor a day of begin is printed."""
    cash: int
    voucher: int
    sure: bool
    tags: frozenset[str]

    @property
    def whole(self) -> int:
        """What was used, before coupons."""
        return self.cash + self.voucher

    def at(self, field: str) -> Evidence:
        """Where the row shows a field; its product where it does not."""
        shown = field if field in self.row.facts else "product"
        return Evidence.at(self.record, shown, self.row.facts[shown])


def bills_of(case: Case, found: Survey) -> dict[str, tuple[Used, ...]]:
    """The rows of all bills by declared line; a row belongs to a line of its provider, by sub-domain among several."""
    result: dict[str, list[Used]] = defaultdict(list)
    spare = {item.again for item in case.matching.duplicates if item.kept != item.again}
    told: Counter[tuple[object, ...]] = Counter()
    for record in {record.id: record for record in case.records}.values():
        if record.kind is Kind.CLOUD_BILL and record.id not in spare and not of_another(case, record):
            candidates = _of_provider(case, record)
            for one in _once(_rows(record, found), told):
                line = _owner(candidates, one, found)
                if line is not None:
                    result[line.id].append(one)
    return {line: tuple(rows) for line, rows in result.items()}


def _once(rows: Iterable[Used], told: Counter[tuple[object, ...]]) -> Iterator[Used]:
    """The rows that no bill before has told: the same month handed in as a sheet and as a print is used once."""
    own: Counter[tuple[object, ...]] = Counter()
    for one in rows:
        key = (one.month, one.product, one.row.text("item"), one.row.text("instance"), one.cash, one.voucher)
        own[key] += 1
        if own[key] > told[key]:
            yield one
    told |= own


def _rows(record: Record, found: Survey) -> Iterator[Used]:
    for row in record.rows:
        if "product" not in row.facts:
            continue
        name = "paid" if money_of(row, "paid") is not None else "payable"
        voucher = fen(money_of(row, "voucher"))
        text = f"{row.text('product')} {row.text('item')}"
        yield Used(
            record=record,
            row=row,
            product=row.text("product"),
            month=_month(row),
            cash=fen(money_of(row, name)) - fen(money_of(row, "refund")),
            voucher=voucher,
            sure=sure(row.facts.get(name)) and (not voucher or sure(row.facts.get("voucher"))),
            tags=found.words.tags(text),
        )


def _month(row: Row) -> str:
    start = day_of(row, "start")
    return row.text("month")[:7] or (f"{start:%Y-%m}" if start else "")


def _of_provider(case: Case, bill: Record) -> list[DeclaredLine]:
    """The lines whose supplier issues the bill; where it names nobody, the lines that bought cloud resources."""
    provider = name_key(bill.text("provider"))
    lines = case.declaration.lines
    if not provider:
        return list(lines) if len(lines) == 1 else [line for line in lines if _speaks_of_cloud(line)]
    return [line for line in lines if provider in parties_of(case, line)]


def _speaks_of_cloud(line: DeclaredLine) -> bool:
    return "云" in line.description or any(word in line.description for word in RECHARGE)


def parties_of(case: Case, line: DeclaredLine) -> set[str]:
    """Name keys of whoever sold the line: of the list, its contracts and its invoices."""
    records = {record.id: record for record in case.records}
    evidence = case.matching.of(line.id)
    names = [line.supplier]
    names += [records[name].text("party_b") for name in evidence.contracts if name in records]
    names += [records[a.record].text("seller_name") for a in evidence.invoices if a.record in records]
    return {name_key(name) for name in names} - {""}


def _owner(candidates: Sequence[DeclaredLine], used: Used, found: Survey) -> DeclaredLine | None:
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    own = [line for line in candidates if used.tags & found.words.tags(line.description)]
    recharge = [line for line in candidates if any(word in line.description for word in RECHARGE)]
    return (own or recharge or candidates)[0]


def inside(used: Used, start: date, end: date) -> bool:
    """Whether the month lies in the period; a row without a month is taken to."""
    return not used.month or f"{start:%Y-%m}" <= used.month <= f"{end:%Y-%m}"
