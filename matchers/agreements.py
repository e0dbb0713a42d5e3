"""Agreements on paying or receiving for another: why another name stands on a slip."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.declared import Applicant
from evidence.kind import Kind
from evidence.match import Entrusted, Level
from evidence.names import name_level
from evidence.record import Record
from evidence.views import Payment


def entrusted_of(records: Iterable[Record], payments: Iterable[Payment], applicant: Applicant) -> tuple[Entrusted, ...]:
    """The slips whose payer or payee stands in for another by an agreement that names both.

    The payer: the applicant as principal, the payer as agent. The payee: another party as principal, and the payee as
    its agent or as the account that the agreement names; or the applicant's agent, who passes on to the payee named.
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
    principal, agent, payee = (agreement.text(name) for name in ("principal", "agent", "payee"))
    if _ours(principal, applicant):  # the agent passes on to the payee what the applicant gave it
        principal, payee = payee, agent
    named = next((name for name in (payee, agent) if name and _same(name, payment.payee)), "")
    if not principal or not named or _ours(named, applicant) or _same(principal, payment.payee):
        return None
    return Entrusted(payment=payment.id, agreement=agreement.id, side="payee", principal=principal, agent=named)


def _same(left: str, right: str) -> bool:
    return name_level(left, right) in (Level.EXACT, Level.EQUAL)


def _ours(name: str, applicant: Applicant) -> bool:
    return name_level(applicant.name, name, applicant.former_names) in (Level.EXACT, Level.EQUAL, Level.ALIAS)
