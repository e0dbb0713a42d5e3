"""Agreements on paying or receiving for another: whom they name, and for which contract.

An agreement excuses a payment between other parties when it names both of them; one that could not be read settles
nothing either way.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from evidence.match import Level
from evidence.names import name_level, number_key
from evidence.record import Record
from evidence.views import Contract, Payment, sure
from rules.papers import Papers

ENTRUSTED = ("代付", "代收", "委托付款", "委托收款", "受托", "代为支付")
_NAMED = ("principal", "agent", "payee")
_AGREE = (Level.EXACT, Level.EQUAL, Level.ALIAS)


class Agreement(Enum):
    """What the papers say of an entrusted payment."""

    NAMED = "named"
    """An agreement names both parties, and the contract where it names one."""
    UNCLEAR = "unclear"
    """There is one, but whom or what it concerns could not be read, or it speaks of another contract."""
    NONE = "none"


def spoken(payment: Payment) -> bool:
    """Whether the slip itself speaks of paying or receiving for another."""
    return any(word in payment.memo for word in ENTRUSTED)


def agreement(papers: Papers, parties: tuple[str, str], contract: Contract | None = None) -> Agreement:
    """The best that the authorisations say of these two parties."""
    found = {_reads(papers, record, parties, contract) for record in papers.authorisations}
    return next((state for state in Agreement if state in found), Agreement.NONE)


def _reads(papers: Papers, record: Record, parties: tuple[str, str], contract: Contract | None) -> Agreement:
    facts = [record.facts[field] for field in _NAMED if field in record.facts]
    names = [fact.value for fact in facts if sure(fact)]
    if all(_among(papers, party, names) for party in parties):
        other = contract is not None and _other_contract(record, contract)
        return Agreement.UNCLEAR if other else Agreement.NAMED
    return Agreement.UNCLEAR if len(names) < len(parties) else Agreement.NONE


def _among(papers: Papers, party: str, names: Iterable[str]) -> bool:
    return any(name_level(party, name, papers.names_of(party)) in _AGREE for name in names)


def _other_contract(record: Record, contract: Contract) -> bool:
    number = number_key(record.text("contract_no"))
    known = sure(record.facts.get("contract_no")) and sure(contract.record.facts.get("contract_no"))
    return bool(known and number and contract.number and number != contract.number)


def excused(papers: Papers, payment: Payment, parties: tuple[str, str], contract: Contract | None) -> bool:
    """Whether the payment may pass between these parties: by an agreement, or by one that is spoken of but unread."""
    state = agreement(papers, parties, contract)
    return state is Agreement.NAMED or (state is Agreement.UNCLEAR and spoken(payment))
