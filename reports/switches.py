"""Which switches of a policy concern a programme, and which clause of the notice leaves each of them open."""

from __future__ import annotations

from evidence.declared import Programme

_CLAUSES = {
    Programme.PLATFORM: {
        "vat_basis": "subsidy",
        "period_test": "proof",
        "personnel_cap_base": "personnel",
        "rounding": "subsidy",
        "served_proof": "served_proof",
        "wages_paid_days_after_year": "personnel",
        "period": "proof",
    },
    Programme.CLOUD: {
        "vat_basis": "cloud_scope",
        "period_test": "cloud_subsidy",
        "cloud_cost_basis": "cloud_scope",
        "rounding": "cloud_subsidy",
        "period": "cloud_subsidy",
    },
    Programme.PARK: {"rounding": "park_award"},
}
"""The clause of each programme whose wording leaves the switch open."""


def concerns(programme: Programme | None, switch: str) -> bool:
    """Whether the outcome of that programme can depend on the switch."""
    return bool(clause_of(programme, switch))


def clause_of(programme: Programme | None, switch: str) -> str:
    """Key of the clause in the policy; empty where the switch is none of the programme's."""
    return _CLAUSES[programme or Programme.PLATFORM].get(switch, "")
