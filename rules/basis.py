"""What a finding quotes: the sentence of the notice behind its code with the notice's number, else the standard."""

from __future__ import annotations

from evidence.declared import Programme
from evidence.policy import Policy

_OTHERS = {Programme.CLOUD: "cloud_", Programme.PARK: "park_"}
"""How the keys of clauses begin that speak of one programme only."""


def basis_of(code: str, policy: Policy, programme: Programme | None = None) -> str:
    """The clause that the policy names for the code, that of the programme first, else the standard, else nothing."""
    keys = [key for key, codes in policy.basis.items() if code in codes]
    own = _OTHERS.get(programme) if programme else None
    keys.sort(key=lambda key: key.startswith(own) is False if own else key.startswith(tuple(_OTHERS.values())))
    if keys:
        return f"{policy.notice.number}：“{policy.clauses[keys[0]]}”"
    return policy.standards.get(code, "")
