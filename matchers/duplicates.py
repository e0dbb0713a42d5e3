"""The same thing handed in twice: equal numbers mean one invoice, one transfer, one contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from evidence.kind import Kind
from evidence.match import Duplicate
from evidence.record import Record
from evidence.views import Contract, Invoice, Payment, trust_rank

NUMBERED = (Kind.CONTRACT, Kind.ORDER, Kind.FRAMEWORK_CONTRACT)


def find_duplicates(records: Iterable[Record]) -> tuple[Duplicate, ...]:
    """Groups of equal things; the most structured copy (then the first path) is kept.

    XML, OFD and PDF of one invoice are also such a group: whether a second copy is a second claim is for the rules to
    say, from the lines that use it.
    """
    records = list(records)
    return (
        *_copies(records),
        *_groups("invoice", (r for r in records if r.kind.is_invoice), _invoice_keys),
        *_groups("payment", (r for r in records if r.kind.is_payment), _payment_keys),
        *_groups("contract", (r for r in records if r.kind in NUMBERED), _contract_keys),
    )


def _copies(records: list[Record]) -> Iterator[Duplicate]:
    """Records of one file under two paths; they have one id because the id is made of the file's content."""
    first: dict[str, Record] = {}
    for record in records:
        known = first.setdefault(record.id, record)
        if known is not record and known.file != record.file:
            yield Duplicate(kind="file", kept=known.id, again=record.id, key=record.source)


def _groups(kind: str, records: Iterable[Record], keys: Callable[[Record], tuple[str, ...]]) -> Iterator[Duplicate]:
    kept: dict[str, Record] = {}
    blocks: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda r: (trust_rank(r), r.file, r.position)):
        known = next((kept[key] for key in keys(record) if key in kept), None)
        for key in keys(record):
            kept.setdefault(key, known or record)
        if known is not None and known.id != record.id:
            blocks[known.id].append(record)
    for name, again in blocks.items():
        for record in {r.id: r for r in again}.values():
            shared = next((key for key in keys(record) if kept[key].id == name), "")
            yield Duplicate(kind=kind, kept=name, again=record.id, key=shared.split(":")[0])


def _invoice_keys(record: Record) -> tuple[str, ...]:
    invoice = Invoice.of(record)
    return (invoice.key,) if len(invoice.number) >= 8 else ()


def _payment_keys(record: Record) -> tuple[str, ...]:
    """Receipt and serial numbers, each with the amount: banks reuse short numbers on other days."""
    payment = Payment.of(record)
    amount = payment.amount.plain() if payment.amount else ""
    return tuple(f"{key}:{amount}" for key in payment.keys if len(key) >= 6 and amount)


def _contract_keys(record: Record) -> tuple[str, ...]:
    """The number with the kind: an order that bears the number of its framework is no copy of it."""
    contract = Contract.of(record)
    return (f"{contract.number}:{record.kind}",) if len(contract.number) >= 4 else ()
