"""From facts to cells: how a field of a document is shown in the working paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from evidence.fact import Fact, Status
from evidence.kind import Kind
from evidence.money import Money
from evidence.record import Record, Row
from reports.dossier import Dossier
from reports.exhibit import Exhibit
from reports.figures import money_of, worst
from reports.masking import owner_of, shown
from reports.plates import Plates
from reports.sheets.book import HEAD, Amount, Cell, Link, Picture
from reports.sheets.index import EVIDENCE, FINDINGS
from reports.sheets.look import NOTES

LISTED = 12
"""So many documents of one line are told one by one; the ledgers have them all."""

CASH_KINDS = {
    Kind.BANK_RECEIPT: "转账",
    Kind.BANK_ACK: "转账（电子回执）",
    Kind.BILL_OF_EXCHANGE: "汇票",
    Kind.CASH_RECEIPT: "现金",
}
"""How money moved, by the document that shows it."""


def amount(row: Row, name: str) -> Cell:
    """A money field with its doubt mark; an absent one stays empty, a foreign one shows its currency as text."""
    fact = row.facts.get(name)
    if fact is None or fact.type != "money":
        return None
    if fact.currency != "CNY":
        return f"{fact.currency} {fact.money.shown()}"
    return Amount(fact.money.amount, fact.status, note(fact))


def note(fact: Fact) -> str:
    """What the comment on a doubtful amount says: the mark, the checks and the other readings."""
    if fact.status is Status.PROVEN:
        return ""
    parts = [NOTES[fact.status]]
    others = [one.raw or one.value for one in fact.candidates if one.value != fact.value]
    if others:
        parts.append("其他读数：" + "、".join(dict.fromkeys(others)))
    return "\n".join(parts)


def sum_amount(records: Iterable[Record], name: str) -> Cell:
    """The sum of a money field of several documents, as doubtful as the weakest of them; None where none states it."""
    facts = [fact for one in records if (fact := one.facts.get(name)) and money_of(fact) and fact.currency == "CNY"]
    if not facts:
        return None
    status = worst(tuple(fact.status for fact in facts))
    doubtful = sum(fact.status is not Status.PROVEN for fact in facts)
    return Amount(
        sum((fact.number for fact in facts), Decimal(0)),
        status,
        f"{NOTES[status]}（{doubtful} 张）" if doubtful else "",
    )


def plain(money: Money) -> Amount:
    """A computed amount."""
    return Amount(money.amount)


def field(record: Record, name: str) -> str:
    """A text field, masked."""
    return shown(name, record.text(name), record.kind, owner_of(record, name))


def first_field(record: Record, *names: str) -> str:
    """The first of the fields that the document shows, masked; the file's name where it shows none."""
    return next((field(record, name) for name in names if record.text(name)), record.file.rsplit("/", 1)[-1])


def listed(lines: Sequence[str]) -> str:
    """One entry a line; of many the first, and how many there are."""
    if len(lines) <= LISTED:
        return "\n".join(lines)
    return "\n".join((*lines[: LISTED - 1], f"…等 {len(lines)} 份，见台账"))


def way_of(record: Record) -> str:
    """How a payment was made: 转账, the kind of a bill, 现金."""
    return record.text("bill_kind") or CASH_KINDS.get(record.kind, "")


def lines_by_record(dossier: Dossier) -> dict[str, str]:
    """The printed numbers of the lines that each document supports, by record; one pass over all lines."""
    numbers = {line.id: line.number for line in dossier.case.declaration.lines}
    found: dict[str, list[str]] = {}
    for one in dossier.case.matching.lines:
        for name in one.records:
            found.setdefault(name, []).append(numbers.get(one.line, one.line))
    return {name: "、".join(lines) for name, lines in found.items()}


def exhibit_of(dossier: Dossier, record: Record) -> Exhibit | None:
    """The exhibit of a document's amount; None for a kind without one that nothing cites."""
    try:
        return dossier.exhibits.of_amount(record)
    except KeyError:
        return None


def exhibit_link(exhibit: Exhibit) -> Link:
    """A jump to the exhibit's row in the evidence index."""
    return Link(EVIDENCE, HEAD + int(exhibit.number.removeprefix("E-")), exhibit.number)


def picture_link(plates: Plates, *exhibits: Exhibit | None) -> Cell:
    """A jump to the page of the first exhibit that has a picture; nothing where none has."""
    paths = (plates.files.get(one.number) for one in exhibits if one is not None)
    path = next(filter(None, paths), None)
    return Picture(path) if path else None


def findings_cell(dossier: Dossier, record: Record) -> Cell:
    """The findings about a document, as a jump to the first."""
    return finding_link([one.number for one in dossier.findings_about(record)])


def finding_link(numbers: Sequence[str]) -> Cell:
    """A jump to the first of the findings; of more than two it says how many, for links do not wrap everywhere."""
    if not numbers:
        return None
    told = "、".join(numbers) if len(numbers) < 3 else f"{numbers[0]} 等 {len(numbers)} 项"
    return Link(FINDINGS, HEAD + int(numbers[0].removeprefix("D-")), told)
