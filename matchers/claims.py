"""What one declared line has gathered so far: contracts, invoices with their share, payments with theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from evidence.declared import DeclaredLine
from evidence.fen import fen
from evidence.levels import ground
from evidence.match import Ambiguity, Ground, Settlement
from evidence.names import number_key
from evidence.rounding import half_unit
from evidence.views import Contract, Invoice
from matchers.candidates import Pool
from matchers.packing import MOST_SHOWN


@dataclass(slots=True)
class Claim:
    """A line while it is being matched. Amounts in fen, gross."""

    line: DeclaredLine
    supplier: str
    """Group key of the supplier, empty while unknown."""
    contracts: list[Contract] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)
    shares: dict[str, int] = field(default_factory=dict)
    payments: dict[str, int] = field(default_factory=dict)
    settlements: list[Settlement] = field(default_factory=list)
    grounds: dict[str, Ground] = field(default_factory=dict)
    """Why each record belongs to the line, the first reason that was found."""

    def tell(self, record: str, key: str, **values: object) -> None:
        """Say why the record belongs to the line, unless a better reason is known."""
        self.grounds.setdefault(record, ground(record, key, **values))

    @property
    def declared(self) -> int:
        """The declared amount in fen, as the applicant wrote it (gross or net)."""
        return fen(self.line.declared)

    @property
    def slack(self) -> int:
        """What a list in 万元 rounds away, in fen."""
        return half_unit(self.line)

    @property
    def invoice_numbers(self) -> tuple[str, ...]:
        """The invoice numbers the list names."""
        return tuple(key for number in self.line.invoice_nos if (key := number_key(number)))

    @property
    def receipt_numbers(self) -> tuple[str, ...]:
        """The receipt numbers the list names."""
        return tuple(key for number in self.line.receipt_nos if (key := number_key(number)))

    @property
    def covered(self) -> bool:
        """Whether its invoices reach the declared amount: net as net, or gross as gross."""
        nets = sum(fen(invoice.net) if invoice.net else fen(invoice.gross) for invoice in self.invoices)
        return bool(self.invoices) and nets >= self.declared - self.slack

    @property
    def gap(self) -> int:
        """What its invoices still lack of the declared amount, gross."""
        return max(0, self.declared - sum(fen(invoice.gross) for invoice in self.invoices))

    @property
    def targets(self) -> tuple[int, ...]:
        """Amounts a single invoice of it may have, the likeliest first."""
        facts = self.line.facts
        hints = [self.declared]
        if (fact := facts.get("invoice_amount")) and fact.type == "money":
            hints.append(fen(fact.money))
        hints += [fen(contract.amount) for contract in self.contracts if contract.amount]
        return tuple(dict.fromkeys(amount for amount in hints if amount > 0))


def open_claims(lines: tuple[DeclaredLine, ...], pool: Pool) -> list[Claim]:
    """One claim for each line that is no personnel line, with the supplier the list names."""
    return [Claim(line=line, supplier=pool.parties.group(line.supplier)) for line in lines if not line.is_personnel]


@dataclass(slots=True)
class Notes:
    """Choices that could have gone another way, collected while matching."""

    ambiguities: list[Ambiguity] = field(default_factory=list)

    def add(self, records: tuple[str, ...], alternatives: int, why: str, ways: Iterable[tuple[str, ...]] = ()) -> None:
        """Keep one with the first of its ways (record or line ids); a single alternative is no ambiguity."""
        if alternatives > 1:
            shown = tuple(islice(ways, MOST_SHOWN))
            self.ambiguities.append(Ambiguity(records=records, alternatives=alternatives, why=why, ways=shown))
