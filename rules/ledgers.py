"""Ledgers against the invoices in use: what they lack where they hold most, and what they book as cost of sales."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.names import name_level
from evidence.record import Record, Row
from evidence.views import Invoice, sure
from rules.papers import Papers
from rules.recognition import Workings
from rules.returned import ACCOUNT, SAME

SOLD = ("主营业务成本", "营业成本", "其他业务成本")
"""Accounts that bear the cost of what is sold, not of what is kept."""


def ledger_entries(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices in use that stand in no ledger, where most do; and those booked as cost of sales."""
    ledgers = [r for r in papers.records.values() if r.kind is Kind.COST_LEDGER and r.rows and _own(papers, r)]
    used = list(_invoices(papers)) if ledgers else []
    books = _books_of(ledgers)
    booked = {invoice.id: _entry(books, invoice, group) for invoice, group in used}
    if not used or 2 * sum(entry is not None for entry in booked.values()) <= len(used):
        return
    for invoice, _ in used:
        entry = booked[invoice.id]
        if entry is None:
            message = f"发票{invoice.number}未见于所附明细账（辅助账），提请补充记账凭证"
            evidence = (Evidence.of(invoice.record, "total_incl_tax"), Evidence.of(ledgers[0], "account"))
            yield papers.finding("ledger_entry_missing", message, (invoice.id,), evidence)
        elif any(word in (entry[1].text("account") or entry[0].text("account")) for word in SOLD):
            account = entry[1].text("account") or entry[0].text("account")
            message = f"发票{invoice.number}入账科目为“{account}”，与平台投资支出不符，提请说明"
            spot = entry[1].facts.get("account") or entry[1].facts.get("summary")
            evidence = (
                Evidence.of(invoice.record, "total_incl_tax"),
                Evidence.at(entry[0], "account", spot) if spot else Evidence.of(entry[0], "account"),
            )
            yield papers.finding("ledger_entry_missing", message, (invoice.id,), evidence)


def _own(papers: Papers, ledger: Record) -> bool:
    owner = ledger.text("employer")
    return not owner or name_level(papers.applicant.name, owner, papers.applicant.former_names) in SAME


def _invoices(papers: Papers) -> Iterator[tuple[Invoice, list[Invoice]]]:
    """Invoices behind declared lines with those of the same line: they may be booked in one entry."""
    for line in papers.case.matching.lines:
        group = [papers.invoices[a.record] for a in line.invoices if a.record in papers.invoices]
        for invoice in group:
            if invoice.gross and sure(invoice.record.facts.get("total_incl_tax")):
                yield invoice, group


@dataclass(frozen=True, slots=True)
class Books:
    """Ledger rows by amount, and by the numbers that their summaries name."""

    amounts: dict[Decimal, tuple[Record, Row]]
    numbers: dict[str, tuple[Record, Row]]


def _books_of(ledgers: Sequence[Record]) -> Books:
    amounts: dict[Decimal, tuple[Record, Row]] = {}
    numbers: dict[str, tuple[Record, Row]] = {}
    for ledger in ledgers:
        for row in ledger.rows:
            for fact in (row.facts[name] for name in ("debit", "amount", "credit") if name in row.facts):
                if fact.type == "money" and fact.number:
                    amounts.setdefault(fact.number, (ledger, row))
            for number in re.findall(r"\d{8,20}", row.text("summary")):
                numbers.setdefault(number, (ledger, row))
    return Books(amounts, numbers)


def _entry(books: Books, invoice: Invoice, group: Sequence[Invoice]) -> tuple[Record, Row] | None:
    """The ledger and row that book the invoice: its number in the summary, its amount, or that of its line."""
    sums = {money.amount for money in (invoice.gross, invoice.net) if money}
    for amounts in ([one.gross for one in group], [one.net for one in group]):
        if all(amounts):
            sums.add(sum((money.amount for money in amounts if money), Decimal(0)))
    named = books.numbers.get(invoice.number) if len(invoice.number) >= ACCOUNT else None
    return named or next((books.amounts[amount] for amount in sums if amount in books.amounts), None)


RULES = (ledger_entries,)
