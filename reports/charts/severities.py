"""Findings by severity: how many there are, and the amounts they concern."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from evidence.finding import Severity
from evidence.result import FindingOut
from reports.charts.drawing import Chart, Drawing, Look
from reports.titles import SEVERITIES

_LOOKS: dict[Severity, Look] = {
    Severity.S1: "solid",
    Severity.S2: "hatched",
    Severity.S3: "soft",
    Severity.S4: "open",
}
_COUNTS, _AMOUNTS, _SPAN, _ROW = 74, 330, 190, 28


def severities(findings: Sequence[FindingOut]) -> Chart | None:
    """Two bars a severity: the count, and the sum of the amounts that findings of it concern."""
    if not findings:
        return None
    drawing = Drawing("severities", "差异按严重程度（项数与涉及金额）")
    counts = {one: sum(found.severity is one for found in findings) for one in Severity}
    sums = {one: _sum(findings, one) for one in Severity}
    drawing.text(_COUNTS, 14, "项数", size=11)
    drawing.text(_AMOUNTS, 14, "涉及金额（元）", size=11)
    most, largest = max(counts.values()), max(sums.values())
    for position, one in enumerate(Severity):
        y = 22 + position * _ROW
        drawing.text(0, y + 15, f"{one.value} {SEVERITIES[one]}", bold=one in (Severity.S1, Severity.S2))
        _bar(drawing, _COUNTS, y, Decimal(counts[one]) / most, _LOOKS[one], str(counts[one]))
        share = sums[one] / largest if largest > 0 else Decimal(0)
        _bar(drawing, _AMOUNTS, y, share, _LOOKS[one], f"{sums[one]:,.2f}" if sums[one] else "—")
    drawing.height = 22 + len(Severity) * _ROW
    return drawing.chart()


def _bar(drawing: Drawing, x: int, y: int, share: Decimal, look: Look, shown: str) -> None:
    length = max(Decimal(0), share) * _SPAN
    if length:
        drawing.bar(x, y, length, 20, look)
    drawing.text(x + length + 6 if length else x, y + 15, shown)


def _sum(findings: Sequence[FindingOut], severity: Severity) -> Decimal:
    amounts = (Decimal(one.amount) for one in findings if one.severity is severity and one.amount is not None)
    return sum(amounts, Decimal(0))
