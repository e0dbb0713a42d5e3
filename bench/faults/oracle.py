"""What an exact audit recognises of a draft, in whole fen: lines less their faults, wages at most half of the total.

It knows the notice's figures (申报指南 一) and the faults' own arithmetic; it asks no rule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bench.faults.draft import PERSONNEL, Draft, Found
from evidence.declared import Programme

SUBSIDY_PER_CENT = 15
FLOOR, CAP = 10_000_000, 500_000_000
"""10万元 and 500万元 in fen."""

STARS = {3: (2, 6, 20, 30_000_000), 4: (3, 8, 30, 50_000_000), 5: (3, 10, 40, 100_000_000)}
"""By star of a cloud (申报指南 二): classes and sub-domains at least, per cent, cap in fen."""
OF_STARS = ("star_condition_not_met", "star_level_overclaimed")
"""Which of them must be told is counted after all faults, for each of these may change it."""
DISKS, BLOCKS = "基础上云/存储资源/云硬盘", "基础上云/存储资源/块存储"


@dataclass(frozen=True, slots=True)
class Truth:
    """The exact result: sums in fen, and everything that must be found."""

    declared: int
    recognised: int
    subsidy: int
    found: tuple[Found, ...]


def truth(draft: Draft) -> Truth:
    """Judge a draft after its faults."""
    if draft.programme is Programme.CLOUD:
        return _truth_of_cloud(draft)
    if draft.programme is Programme.PARK:
        due = draft.asked - sum(draft.award_cuts.values())
        return Truth(draft.asked, due, due, tuple(merged(draft)))
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


def _truth_of_cloud(draft: Draft) -> Truth:
    """Lines less their faults, at the rate of the star that ticks and papers carry."""
    there, found = set(draft.papers()), [item for item in merged(draft) if item.code not in OF_STARS]
    counted = {key for key, papers in draft.ticked.items() if there & set(papers)}
    ticks = set(draft.ticked)
    if len(counted) < len(ticks):
        found.append(Found("subdomain_unsupported"))
    if {DISKS, BLOCKS} <= counted:
        found.append(Found("subdomain_overlap"))
        counted, ticks = counted - {BLOCKS}, ticks - {BLOCKS}
    carried, total = star_of(counted), sum(line.declared - sum(line.cuts.values()) for line in draft.lines)
    if carried < draft.star:
        short = star_of(ticks) < draft.star or not carried
        found.append(Found("star_condition_not_met" if short else "star_level_overclaimed"))
    _, _, rate, cap = STARS.get(min(draft.star, carried), (0, 0, 0, 0))
    if total * rate > cap * 100:
        found.append(Found("subsidy_cap_applied"))
    declared = sum(line.declared for line in draft.lines)
    return Truth(declared, total, min(total * rate // 100, cap) // 100 * 100, tuple(dict.fromkeys(found)))


def star_of(keys: set[str]) -> int:
    """The highest star whose numbers of classes and sub-domains are reached; 0 for none."""
    classes = len({key.split("/", 1)[0] for key in keys})
    return max((star for star, need in STARS.items() if classes >= need[0] and len(keys) >= need[1]), default=0)


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
