"""The list of faults that can be injected: each with its code and what of the application it may not share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.faults.draft import Draft, Found
from evidence.declared import Programme

Inject = Callable[[Draft], Found | None]
"""Changes a draft and says what must be found; None where the draft has nothing that it fits, and nothing changed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to show one code."""

    code: str
    name: str
    inject: Inject
    slot: str
    """What it changes of the application as a whole; two faults of one slot never meet. Empty for lines and people."""
    programme: Programme = Programme.PLATFORM
    """Whose submissions it fits."""


CATALOGUE: list[Fault] = []


def fault(code: str, slot: str = "", programme: Programme = Programme.PLATFORM) -> Callable[[Inject], Inject]:
    """Enter the function in the catalogue."""

    def enter(inject: Inject) -> Inject:
        CATALOGUE.append(Fault(code, inject.__name__, inject, slot, programme))
        return inject

    return enter


def put_in(draft: Draft, chosen: Fault) -> bool:
    """Inject one fault; False where it does not fit the draft."""
    if chosen.programme is not draft.programme or (chosen.slot and chosen.slot in draft.slots):
        return False
    found = chosen.inject(draft)
    if found is None:
        return False
    draft.found.append(found)
    draft.slots |= {chosen.slot} - {""}
    return True
