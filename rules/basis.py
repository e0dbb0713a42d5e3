"""What a finding quotes: the sentence of the notice behind its code with the notice's number, else the standard."""

from __future__ import annotations

from evidence.policy import Policy


def basis_of(code: str, policy: Policy) -> str:
    """The clause that the policy names for the code, else the standard, else nothing."""
    for key, codes in policy.basis.items():
        if code in codes:
            return f"{policy.notice.number}：“{policy.clauses[key]}”"
    return policy.standards.get(code, "")
