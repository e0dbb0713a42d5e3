"""From facts to cells: how a field of a document is shown in the working paper."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.fact import Fact, Status
from evidence.money import Money
from evidence.record import Record, Row
from reports.dossier import Dossier
from reports.exhibit import Exhibit
from reports.masking import owner_of, shown
from reports.sheets.book import HEAD, NOTES, Amount, Cell, Link

EVIDENCE, FINDINGS = "证据索引", "差异清单"


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


def plain(money: Money) -> Amount:
    """A computed amount."""
    return Amount(money.amount)


def field(record: Record, name: str) -> str:
    """A text field, masked."""
    return shown(name, record.text(name), record.kind, owner_of(record, name))


def exhibit_link(exhibit: Exhibit) -> Link:
    """A jump to the exhibit's row in the evidence index."""
    return Link(EVIDENCE, HEAD + int(exhibit.number.removeprefix("E-")), exhibit.number)


def findings_cell(dossier: Dossier, record: Record) -> Cell:
    """The findings about a document: a jump to the first, all by number."""
    return finding_link([one.number for one in dossier.findings_about(record)])


def finding_link(numbers: Sequence[str]) -> Cell:
    """A jump to the first of the findings, naming all."""
    if not numbers:
        return None
    return Link(FINDINGS, HEAD + int(numbers[0].removeprefix("D-")), "、".join(numbers))


def pages(record: Record) -> str:
    """The pages of a document: `1`, `2-4`, `1、3`."""
    numbers = record.pages
    if len(numbers) > 1 and numbers == tuple(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}-{numbers[-1]}"
    return "、".join(map(str, numbers))
