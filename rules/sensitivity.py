"""Sensitivity: what every other reading of the policy's switches would come to, the rest unchanged (domain 0.3, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

from evidence.fen import yuan
from evidence.policy import Switches
from evidence.recognition import Alternative
from rules.papers import Papers
from rules.recognition import grant_on, sums_of, works_of

CONDITIONS = ("served_proof",)
"""Switches that decide whether an application is supported and move no amount."""


def readings_of(switches: Switches) -> Iterator[tuple[str, str]]:
    """Every switch that has a choice of readings, with each reading other than the one in force."""
    for name, field in Switches.model_fields.items():
        for reading in get_args(field.annotation) if name not in CONDITIONS else ():
            if reading != getattr(switches, name):
                yield name, reading


def sensitivity(papers: Papers) -> tuple[Alternative, ...]:
    """The whole application judged again under each other reading of each switch, one switch at a time."""
    return tuple(_under(papers, name, reading) for name, reading in readings_of(papers.policy.switches))


def _under(papers: Papers, name: str, reading: str) -> Alternative:
    changed: dict[str, Any] = {"switches": papers.policy.switches.model_copy(update={name: reading})}
    policy = papers.policy.model_copy(update=changed)
    supposed = replace(papers, case=papers.case.model_copy(update={"policy": policy}))
    total = sums_of(supposed, works_of(supposed)).total
    return Alternative(switch=name, reading=reading, recognised=yuan(total), subsidy=grant_on(supposed, total).granted)
