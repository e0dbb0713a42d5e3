"""What an exact audit recognises of a draft, in whole fen: lines less their faults, wages at most half of the total.

It knows the notice's figures (申报指南 一) and the faults' own arithmetic; it asks no rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bench.faults.draft import PERSONNEL, Draft, Found

SUBSIDY_PER_CENT = 15
FLOOR, CAP = 10_000_000, 500_000_000
"""10万元 and 500万元 in fen."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The exact result: sums in fen, and everything that must be found."""

    declared: int
    recognised: int
    subsidy: int
    found: tuple[Found, ...]


def truth(draft: Draft) -> Truth:
    """Judge a draft after its faults."""
    purchases = sum(line.declared - sum(line.cuts.values()) for line in draft.lines)
    wages = wages_declared(draft)
    people = wages - sum(draft.personnel_cuts.values())
    allowed = min(people, purchases)
    found = merged(draft)
    if people > allowed:
        found.append(Found("personnel_cap_exceeded", draft.personnel_number, people - allowed))
    total = purchases + allowed
    if total * SUBSIDY_PER_CENT < FLOOR * 100:
        found.append(Found("subsidy_below_floor"))
        subsidy = 0
    else:
        subsidy = min(total * SUBSIDY_PER_CENT // 100, CAP) // 100 * 100
    if total * SUBSIDY_PER_CENT > CAP * 100:
        found.append(Found("subsidy_cap_applied"))
    declared = sum(line.declared for line in draft.lines) + wages
    return Truth(declared, total, subsidy, tuple(dict.fromkeys(found)))


def wages_declared(draft: Draft) -> int:
    """What the personnel line declares: every person-month of the payroll, plus what a fault adds."""
    return sum(month.cost for worker in draft.workers for month in worker.months) + draft.wages_extra


def merged(draft: Draft) -> list[Found]:
    """Faults of one code in one line are one finding with the sum of what they cut."""
    sums: dict[tuple[str, str | None], int | None] = {}
    for told in draft.found:
        item = replace(told, line=draft.personnel_number) if told.line == PERSONNEL else told
        before = sums.get((item.code, item.line))
        amount = item.amount if before is None or item.amount is None else before + item.amount
        sums[item.code, item.line] = amount
    return [Found(code, line, amount) for (code, line), amount in sums.items()]
