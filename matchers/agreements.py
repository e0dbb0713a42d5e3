"""Agreements on paying or receiving for another, and notices of renaming: why another name stands on a slip."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.declared import Applicant
from evidence.kind import Kind
from evidence.match import Entrusted, Level
from evidence.names import Renaming, name_level
from evidence.record import Record
from evidence.views import Payment, day_of


def renamings_of(records: Iterable[Record]) -> tuple[Renaming, ...]:
    """The changes of name that notices among the papers show."""
    return tuple(
        Renaming(record.text("old_name"), record.text("new_name"), day_of(record, "change_date"))
        for record in records
        if record.kind is Kind.NAME_CHANGE_NOTICE and record.text("old_name") and record.text("new_name")
    )


def entrusted_of(records: Iterable[Record], payments: Iterable[Payment], applicant: Applicant) -> tuple[Entrusted, ...]:
    """The slips whose payer or payee stands in for another by an agreement that names both.

    The payer: the applicant as principal, the payer as agent. The payee: another party as principal, and the payee as
    its agent or as the account that the agreement names.
    """
    agreements = [r for r in records if r.kind is Kind.AUTHORISATION and r.text("principal")]
    return tuple(
        found
        for payment in payments
        for agreement in agreements
        for found in (_payer(agreement, payment, applicant), _payee(agreement, payment, applicant))
        if found is not None
    )


def _payer(agreement: Record, payment: Payment, applicant: Applicant) -> Entrusted | None:
    principal, agent = agreement.text("principal"), agreement.text("agent")
    if not _ours(principal, applicant) or _ours(payment.payer, applicant) or not _same(agent, payment.payer):
        return None
    return Entrusted(payment=payment.id, agreement=agreement.id, side="payer", principal=principal, agent=agent)


def _payee(agreement: Record, payment: Payment, applicant: Applicant) -> Entrusted | None:
    principal = agreement.text("principal")
    named = (agreement.text("payee"), agreement.text("agent"))
    agent = next((name for name in named if _same(name, payment.payee)), "")
    if not agent or _ours(principal, applicant) or _ours(agent, applicant) or _same(principal, payment.payee):
        return None
    return Entrusted(payment=payment.id, agreement=agreement.id, side="payee", principal=principal, agent=agent)


def _same(left: str, right: str) -> bool:
    return name_level(left, right) in (Level.EXACT, Level.EQUAL)


def _ours(name: str, applicant: Applicant) -> bool:
    return name_level(applicant.name, name, applicant.former_names) in (Level.EXACT, Level.EQUAL, Level.ALIAS)
