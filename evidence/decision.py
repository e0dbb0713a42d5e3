"""Decision: what a person ruled about a finding, a field or a document. Appended, never changed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from evidence.frozen import Frozen


class Ruling(StrEnum):
    """What the person decided."""

    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"
    RECLASSIFY = "reclassify"
    NOTE = "note"


class Decision(Frozen):
    """One ruling: about what (`subject`: finding id, or record id with a field), by whom, when, and why."""

    subject: str
    ruling: Ruling
    by: str
    at: datetime
    note: str = ""
    field: str = ""
    value: str = ""
