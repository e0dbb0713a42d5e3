"""Where the enterprises stand that a platform serves: each legal person once, by what proves it (申报指南 一（二）)."""

from __future__ import annotations

from typing import Literal

from evidence.finding import Evidence
from evidence.frozen import Frozen


class ServedEnterprise(Frozen):
    """One enterprise, or one row that counts for none: `why` says why not, and is empty for what counts."""

    key: str
    """Under which it counts once; rows of the same key are the same legal person. Empty where nothing counts."""
    name: str
    uscc: str = ""
    by_contract: bool = False
    by_records: bool = False
    """Whether the platform's own records name it."""
    counted: bool = False
    why: str = ""
    evidence: tuple[Evidence, ...] = ()


class ServedStanding(Frozen):
    """All of them, and the four counts; the policy's switch `served_proof` says which decides."""

    contracts: int
    users: int
    both: int
    either: int
    least: int
    """What the notice asks for."""
    proof: Literal["either", "both"]
    doubtful: int
    """Rows whose name was read badly; they are not counted."""
    rows: tuple[ServedEnterprise, ...]
