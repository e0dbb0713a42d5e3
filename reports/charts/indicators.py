"""A park's indicators by group: how many the papers bear out, contradict, or leave open."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from evidence.result import ParkOut
from reports.charts.drawing import WIDTH, Chart, Drawing, Look, fitted
from reports.titles import PARK_STATES

_LEFT, _SPAN, _ROW = 150, 400, 26
_LOOKS: tuple[tuple[str, Look], ...] = (("pass", "solid"), ("fail", "hatched"), ("cannot_determine", "open"))


def indicators(park: ParkOut | None) -> Chart | None:
    """One stacked bar a group of indicators, as long as the group has checks."""
    if park is None or not park.checks:
        return None
    drawing = Drawing("indicators", "指标核对情况（项）")
    groups = {group: Counter(one.state for one in park.checks if one.group == group) for group in _groups(park)}
    longest = max(sum(counts.values()) for counts in groups.values())
    for position, (group, counts) in enumerate(groups.items()):
        y = position * _ROW + 4
        drawing.text(_LEFT - 10, y + 15, fitted(group, _LEFT - 10), anchor="end")
        x = Decimal(_LEFT)
        for state, look in _LOOKS:
            length = Decimal(counts[state]) / longest * _SPAN  # type: ignore[index]
            if counts[state]:  # type: ignore[index]
                drawing.bar(x, y, length, 20, look)
            x += length
        told = "，".join(f"{PARK_STATES[state]} {counts[state]}" for state, _ in _LOOKS if counts[state])  # type: ignore[index]
        drawing.text(min(x + 6, Decimal(WIDTH - 140)), y + 15, told, size=11)
    bottom = len(groups) * _ROW + 16
    drawing.legend(bottom, tuple((look, PARK_STATES[state]) for state, look in _LOOKS), _LEFT)
    drawing.height = bottom + 8
    return drawing.chart()


def _groups(park: ParkOut) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.group for one in park.checks))
