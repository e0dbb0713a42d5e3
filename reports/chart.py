"""Charts as geometry: the bars a template draws as inline SVG. Lengths are shares of the drawing's width."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evidence.money import Money
from evidence.recognition import Recognition
from reports.figures import Figures

SCALE = 560
"""Units across which the declared amount stretches."""

MOST = 8
"""So many reasons get a bar of their own; the smaller ones share one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: label, amount as shown, where it starts and how long it is; `look` picks the pattern."""

    label: str
    shown: str
    start: float
    length: float
    look: str


def waterfall(figures: Figures, recognition: Recognition) -> tuple[Bar, ...]:
    """Declared at full length, each cut hanging where the one before ended, and what is recognised."""
    declared = recognition.declared.amount
    if declared <= 0:
        return ()
    bars = [Bar("申报数", recognition.declared.shown(), 0, SCALE, "whole")]
    level = declared
    for label, amount in _grouped(figures):
        level -= amount.amount
        bars.append(Bar(label, "−" + amount.shown(), _units(level, declared), _units(amount.amount, declared), "cut"))
    own = recognition.recognised
    bars.append(Bar("审定数", own.shown(), 0, _units(own.amount, declared), "result"))
    return tuple(bars)


def _grouped(figures: Figures) -> list[tuple[str, Money]]:
    lines = [cut for cut in figures.cuts if cut.lines]
    project = [(cut.title, cut.amount) for cut in figures.cuts if not cut.lines]
    if len(lines) <= MOST:
        return [*((cut.title, cut.amount) for cut in lines), *project]
    rest = Money.total(cut.amount for cut in lines[MOST - 1 :])
    named = [(cut.title, cut.amount) for cut in lines[: MOST - 1]]
    return [*named, (f"其他 {len(lines) - MOST + 1} 项原因", rest), *project]


def readings(recognition: Recognition) -> tuple[Bar, ...]:
    """The total each reading of the personnel cap leads to; the one applied is marked."""
    longest = max((one.total.amount for one in recognition.readings), default=Decimal(0))
    if longest <= 0:
        return ()
    return tuple(
        Bar(
            f"读法 {one.name}" + ("（本次采用）" if one.applied else ""),
            one.total.shown(),
            0,
            _units(one.total.amount, longest),
            "result" if one.applied else "other",
        )
        for one in recognition.readings
    )


def _units(amount: Decimal, whole: Decimal) -> float:
    """Drawing units, rounded so that the same amounts draw the same."""
    return float(round(max(Decimal(0), min(amount / whole, Decimal(1))) * SCALE, 1))
