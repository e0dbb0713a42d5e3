"""Papers: the case laid out for judging, with typed views, and the one way a finding is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from evidence.case import Case
from evidence.declared import Applicant, DeclaredLine
from evidence.fact import Fact
from evidence.fen import fen
from evidence.finding import Evidence, Finding, finding_id
from evidence.imported import Imported, InvoiceStatus
from evidence.kind import Kind
from evidence.match import LineEvidence
from evidence.money import Money
from evidence.names import number_key
from evidence.policy import Policy
from evidence.record import Record
from evidence.renames import Rename, aliases, renames_of
from evidence.views import Contract, Invoice, Payment, sure
from rules.basis import basis_of
from rules.bills import Used, bills_of
from rules.returned import NOTHING_BACK, Netted, netted, returned
from rules.scenario import AS_SHOWN, Scenario
from rules.subdomains import Survey, survey

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Papers:
    """Every record by id, invoices, payments and contracts as views, evidence by line, and what is used twice."""

    case: Case
    records: dict[str, Record]
    invoices: dict[str, Invoice]
    reds: tuple[Invoice, ...]
    """Red invoices whose amount is sure, each once."""
    payments: dict[str, Payment]
    contracts: dict[str, Contract]
    lines: dict[str, LineEvidence]
    kept: dict[str, str]
    """Second copy to the copy that counts."""
    overdrawn: dict[tuple[str, str], int]
    """By line and record: fen that earlier lines have already claimed of the same document."""
    owners: dict[str, str]
    """Record to the one line it supports; absent where it supports several or none."""
    under_contract: dict[str, int]
    """By line: fen that earlier lines declare under the same contract; absent where the line's invoices repeat."""
    refunds: Netted = NOTHING_BACK
    """What sellers paid back, by the payment it takes back."""
    scenario: Scenario = AS_SHOWN
    subdomains: Survey | None = None
    """What a cloud application's form and papers say of the sub-domains; None for other programmes."""
    used: dict[str, tuple[Used, ...]] = field(default_factory=dict)
    """By line: the rows of cloud bills that belong to it."""
    renames: tuple[Rename, ...] = ()
    """Changes of name that notices among the papers prove."""
    authorisations: tuple[Record, ...] = ()
    statuses: dict[str, tuple[InvoiceStatus, ...]] = field(default_factory=dict)
    """By invoice number: what the verification platform said, in the order of the imported table."""

    @property
    def policy(self) -> Policy:
        """The notice that judges."""
        return self.case.policy

    @property
    def applicant(self) -> Applicant:
        """Who asks for the money."""
        return self.case.declaration.applicant

    @property
    def applicant_sure(self) -> bool:
        """Whether the applicant's name in the form was read well; without a form there is nothing to doubt."""
        form = self.records.get(self.case.declaration.form)
        return form is None or "applicant_name" not in form.facts or sure(form.facts["applicant_name"])

    def names_of(self, name: str, uscc: str = "") -> tuple[str, ...]:
        """The other names that notices give the company."""
        return aliases(self.renames, name, uscc)

    @property
    def records_in_use(self) -> tuple[Record, ...]:
        """The records behind declared lines, each once, in the order of the lines."""
        return _found(self.records, (name for line in self.case.matching.lines for name in line.records))

    @property
    def contracts_in_use(self) -> tuple[Contract, ...]:
        """The contracts behind declared lines, each once."""
        return _found(self.contracts, (name for line in self.case.matching.lines for name in line.contracts))

    @property
    def invoices_in_use(self) -> tuple[Invoice, ...]:
        """The invoices behind declared lines, each once; second copies among them."""
        return _found(self.invoices, (a.record for line in self.case.matching.lines for a in line.invoices))

    @property
    def payments_in_use(self) -> tuple[Payment, ...]:
        """The payments behind declared lines, each once; second copies among them."""
        return _found(self.payments, (a.record for line in self.case.matching.lines for a in line.payments))

    def evidence(self, line: DeclaredLine) -> LineEvidence:
        """What supports the line."""
        return self.lines.get(line.id, LineEvidence(line=line.id))

    def contracts_of(self, line: DeclaredLine) -> list[Contract]:
        """The contracts behind the line, the main one first."""
        return [self.contracts[name] for name in self.evidence(line).contracts]

    def cell(self, line: DeclaredLine, field: str = "declared") -> tuple[Evidence, ...]:
        """Where the list states a field of the line; nothing where the list is unknown."""
        record, fact = self.records.get(line.record), line.facts.get(field)
        return (Evidence.at(record, field, fact),) if record and fact else ()

    def whole(self) -> tuple[Evidence, ...]:
        """Where the application states its total: the form's figure and the lists, for findings about all of it."""
        names = [(self.case.declaration.form, "declared_investment")]
        names += [(name, "total") for name in self.case.declaration.lists]
        return tuple(Evidence.of(self.records[name], field) for name, field in names if name in self.records)

    def finding(
        self,
        code: str,
        message: str,
        subjects: Sequence[str],
        evidence: Iterable[Evidence] = (),
        *,
        line: DeclaredLine | None = None,
        amount: Money | None = None,
    ) -> Finding:
        """A finding with title and severity of the policy; its id is made of the code and the subjects.

        Without a line it goes to the one line that its first subject, a record, supports; to none if there are several.
        """
        terms = self.policy.codes[code]
        owner = line.id if line else self.owners.get(subjects[0]) if subjects else None
        return Finding(
            id=finding_id(code, subjects),
            code=code,
            severity=terms.severity,
            title=terms.title,
            message=message,
            basis=basis_of(code, self.policy, self.case.declaration.programme),
            amount=amount,
            line=owner,
            subjects=tuple(subjects),
            evidence=tuple(dict.fromkeys(evidence)),
        )


def _found(papers: dict[str, T], names: Iterable[str]) -> tuple[T, ...]:
    return tuple(papers[name] for name in dict.fromkeys(names) if name in papers)


def lay_out(case: Case) -> Papers:
    """Views and look-ups of a case."""
    records = {record.id: record for record in reversed(case.records)}
    kept = {item.again: item.kept for item in case.matching.duplicates if item.kept != item.again}
    invoices = {name: Invoice.of(record) for name, record in records.items() if record.kind.is_invoice}
    payments = {name: Payment.of(record) for name, record in records.items() if record.kind.is_payment}
    lines = {line.line: line for line in case.matching.lines}
    overdrawn = _overdrawn(case, invoices, payments, kept)
    subdomains = survey(case)
    owners = _owners(case)
    return Papers(
        case=case,
        records=records,
        invoices=invoices,
        reds=tuple(i for i in invoices.values() if i.red and i.id not in kept and sure(_total(i.record))),
        payments=payments,
        contracts={name: Contract.of(record) for name, record in records.items() if record.kind.is_contract},
        lines=lines,
        kept=kept,
        overdrawn=overdrawn,
        owners=owners,
        refunds=_refunds(case, records, payments, kept, owners),
        under_contract=_under_contract(case, overdrawn),
        subdomains=subdomains,
        used=bills_of(case, subdomains) if subdomains else {},
        renames=renames_of(records.values()),
        authorisations=tuple(record for record in records.values() if record.kind is Kind.AUTHORISATION),
        statuses=_statuses(case.imported),
    )


def _statuses(imported: Imported) -> dict[str, tuple[InvoiceStatus, ...]]:
    rows: dict[str, list[InvoiceStatus]] = defaultdict(list)
    for row in imported.invoice_status:
        rows[number_key(row.number)].append(row)
    return {number: tuple(found) for number, found in rows.items()}


def _refunds(
    case: Case,
    records: dict[str, Record],
    payments: dict[str, Payment],
    kept: dict[str, str],
    owners: dict[str, str],
) -> Netted:
    """Refunds of the payments in use."""
    used = _found(payments, (a.record for line in case.matching.lines for a in line.payments))
    paid = {payment.id: payment for payment in used}
    tied = {
        (slip.day, slip.amount.amount): refund.payment
        for refund in case.matching.refunds
        if (slip := payments.get(refund.record)) and slip.day and slip.amount
    }
    return netted(returned(records, payments, case.declaration.applicant, kept), paid, owners, tied)


def _total(record: Record) -> Fact | None:
    return record.facts.get("total_incl_tax")


def _overdrawn(
    case: Case, invoices: dict[str, Invoice], payments: dict[str, Payment], kept: dict[str, str]
) -> dict[tuple[str, str], int]:
    """Walk the lines in their order; whatever a document is asked for beyond its amount is claimed again."""
    lines = {line.line: line for line in case.matching.lines}
    spent: dict[str, int] = defaultdict(int)
    result: dict[tuple[str, str], int] = {}
    for line in case.declaration.lines:
        evidence = lines.get(line.id, LineEvidence(line=line.id))
        for allocation in (*evidence.invoices, *evidence.payments):
            unit = kept.get(allocation.record, allocation.record)
            view = invoices.get(unit) or payments.get(unit)
            whole = fen(view.gross if isinstance(view, Invoice) else view.amount) if view else 0
            before, asked = spent[unit], fen(allocation.amount)
            spent[unit] = before + asked
            over = min(asked, max(0, before + asked - whole))
            if over:
                result[line.id, allocation.record] = over
    return result


def _under_contract(case: Case, overdrawn: dict[tuple[str, str], int]) -> dict[str, int]:
    """What each contract already bears when a line comes to it, in the order of the list."""
    lines = {line.line: line for line in case.matching.lines}
    borne: dict[str, int] = defaultdict(int)
    repeated = {line for line, _ in overdrawn}
    result: dict[str, int] = {}
    for line in case.declaration.lines:
        for contract in lines.get(line.id, LineEvidence(line=line.id)).contracts[:1]:
            if line.id not in repeated:
                result[line.id] = borne[contract]
                borne[contract] += fen(line.declared)
    return result


def _owners(case: Case) -> dict[str, str]:
    """Records that support exactly one line."""
    lines: dict[str, set[str]] = defaultdict(set)
    for line in case.matching.lines:
        for name in line.records:
            lines[name].add(line.line)
    return {name: next(iter(owners)) for name, owners in lines.items() if len(owners) == 1}
