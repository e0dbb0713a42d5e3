"""Clean submissions of every programme by seed."""

from __future__ import annotations

from bench.faults.clean import clean
from bench.faults.cloud import cloud
from bench.faults.draft import Draft
from bench.faults.park import park
from evidence.declared import Programme

_MAKERS = {Programme.PLATFORM: clean, Programme.CLOUD: cloud, Programme.PARK: park}


def submission(seed: int, programme: Programme) -> Draft:
    """A clean application for that programme."""
    return _MAKERS[programme](seed)
