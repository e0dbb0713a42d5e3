"""Which documents are worth comparing: blocks by party and by number, so that no pair is tried in vain.

Every look-up is a dictionary; only names that agree with no known name exactly are compared fuzzily, each against the
suppliers of the list and the contracts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from evidence.declared import Declaration
from evidence.kind import Kind
from evidence.match import Duplicate, Entrusted, Level
from evidence.names import CLOSE_ENOUGH, branch_of, id_key, name_key, name_level
from evidence.record import Record
from evidence.renames import Rename, renames_of
from evidence.views import Contract, Invoice, Payment
from matchers.agreements import entrusted_of
from matchers.reversals import is_refund, reds_of

PERSONNEL = (
    Kind.PAYROLL,
    Kind.BANK_BATCH,
    Kind.SOCIAL_INSURANCE,
    Kind.HOUSING_FUND,
    Kind.ROSTER,
    Kind.TIMESHEET,
    Kind.LABOUR_CONTRACT,
)
DELIVERIES = (Kind.ACCEPTANCE, Kind.DELIVERY_NOTE, Kind.GOODS_RECEIPT)


class Parties:
    """One key for every way a party is written: by name key, by tax id, and by a close name of a known party."""

    def __init__(self, known: Iterable[str], named: Iterable[tuple[str, str]], renames: Iterable[Rename] = ()) -> None:
        """`known` are the names that may lead a group; `named` are (name, tax id) pairs that documents show."""
        self._known = sorted({name_key(name) for name in known if name_key(name)})
        self._groups: dict[str, str] = {key: key for key in self._known}
        for rename in renames:
            self._groups[name_key(rename.old)] = self.group(rename.new)
        by_id: dict[str, str] = {}
        for name, tax_id in sorted(named):
            if tax_id and name:
                self._groups[name_key(name)] = by_id.setdefault(id_key(tax_id), self.group(name))

    def group(self, name: str) -> str:
        """The key of the party called so, a branch by that of its company; empty for no name."""
        key = name_key(name)
        if not key or key in self._groups:
            return self._groups.get(key, "")
        split = branch_of(name)
        if split and name_key(split[0]) in self._groups:
            self._groups[key] = self._groups[name_key(split[0])]
            return self._groups[key]
        close = process.extractOne(key, self._known, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH * 100)
        self._groups[key] = self._groups[close[0]] if close else key
        return self._groups[key]


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything that may support a line, and the ways to find it. One view for each thing handed in several times."""

    parties: Parties
    invoices: tuple[Invoice, ...]
    payments: tuple[Payment, ...]
    contracts: tuple[Contract, ...]
    deliveries: tuple[Record, ...]
    personnel: tuple[Record, ...]
    again: tuple[Invoice, ...] = ()
    """Invoices handed in a second time; only a second claim may use them."""
    slips_again: tuple[Payment, ...] = ()
    """Slips handed in a second time; they are tried last, for invoices that nothing else pays."""
    refunds: tuple[Payment, ...] = ()
    """Slips of money that came back to the applicant."""
    reds: dict[str, tuple[Invoice, ...]] = field(default_factory=dict)
    """The red-letter invoices of each blue one, by its id."""
    renames: tuple[Rename, ...] = ()
    entrusted: tuple[Entrusted, ...] = ()
    agreements: tuple[Record, ...] = ()
    """Letters of authorisation, which may explain another payer or payee."""
    by_invoice: dict[str, list[Invoice]] = field(default_factory=lambda: defaultdict(list))
    by_receipt: dict[str, list[Payment]] = field(default_factory=lambda: defaultdict(list))
    by_contract: dict[str, list[Contract]] = field(default_factory=lambda: defaultdict(list))
    by_seller: dict[str, list[Invoice]] = field(default_factory=lambda: defaultdict(list))
    by_party_b: dict[str, list[Contract]] = field(default_factory=lambda: defaultdict(list))


def gather(declaration: Declaration, records: Iterable[Record], duplicates: Iterable[Duplicate]) -> Pool:
    """Sort the records into what can support a line; what the applicant sells or receives is no cost."""
    records, applicant = list(records), declaration.applicant
    spare = {item.again for item in duplicates if item.kind != "file"}
    renames = renames_of(records)
    ours = (applicant.name, *applicant.former_names)
    ours += tuple(rename.old for rename in renames if name_key(rename.new) == name_key(applicant.name))
    invoices = [Invoice.of(r) for r in records if r.kind.is_invoice]
    contracts = [Contract.of(r) for r in records if r.kind.is_contract and r.id not in spare]
    invoices = [invoice for invoice in invoices if not _sold_by(ours, invoice.seller, invoice.buyer)]
    contracts = [contract for contract in contracts if not _sold_by(ours, contract.seller, contract.buyer)]
    slips = [Payment.of(r) for r in records if r.kind.is_payment]
    payments = [payment for payment in slips if not _sold_by(ours, payment.payee, payment.payer)]
    known = [line.supplier for line in declaration.lines] + [contract.seller for contract in contracts]
    named = [(i.seller, i.seller_id) for i in invoices]
    named += [(c.seller, c.record.text("party_b_tax_id")) for c in contracts]
    pool = Pool(
        parties=Parties(known, named, renames),
        invoices=tuple(i for i in invoices if i.id not in spare),
        payments=tuple(payment for payment in payments if payment.id not in spare),
        contracts=tuple(contracts),
        deliveries=tuple(r for r in records if r.kind in DELIVERIES),
        personnel=tuple(r for r in records if r.kind in PERSONNEL),
        again=tuple(i for i in invoices if i.id in spare),
        slips_again=tuple(payment for payment in payments if payment.id in spare),
        refunds=tuple(s for s in slips if s.id not in spare and _sold_by(ours, s.payee, s.payer) and is_refund(s)),
        reds=reds_of(i for i in invoices if i.id not in spare),
        renames=renames,
        entrusted=entrusted_of(records, payments, applicant),
        agreements=tuple(r for r in records if r.kind is Kind.AUTHORISATION),
    )
    _index(pool)
    return pool


def _sold_by(ours: tuple[str, ...], seller: str, buyer: str) -> bool:
    """Whether the applicant is the seller and somebody else the buyer."""
    same = (Level.EXACT, Level.EQUAL)
    return any(name_level(name, seller) in same and name_level(name, buyer) not in same for name in ours)


def _index(pool: Pool) -> None:
    for invoice in pool.invoices:
        for number in {invoice.number, invoice.key} - {""}:
            pool.by_invoice[number].append(invoice)
        if invoice.seller:
            pool.by_seller[pool.parties.group(invoice.seller)].append(invoice)
    for payment in pool.payments:
        for number in payment.keys:
            pool.by_receipt[number].append(payment)
    for contract in pool.contracts:
        if contract.number:
            pool.by_contract[contract.number].append(contract)
        if contract.seller:
            pool.by_party_b[pool.parties.group(contract.seller)].append(contract)
