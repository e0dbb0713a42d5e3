"""The personnel cap under its three readings: what is not personnel, what the cap allows, and what exceeds it."""

from __future__ import annotations

from decimal import Decimal

from evidence.recognition import CapReading, Recognition
from reports.charts.drawing import WIDTH, Chart, Drawing, Look, width_of

_LEFT, _SPAN, _ROW = 132, 428, 44


def cap(recognition: Recognition) -> Chart | None:
    """One stacked bar a reading, all of the same length: N and the personnel cost before the cap."""
    whole = (recognition.non_personnel + recognition.personnel_before_cap).amount
    if not recognition.readings or whole <= 0 or not recognition.personnel_before_cap:
        return None
    drawing = Drawing("cap", "人员投入限额的三种读法（元）")
    for position, reading in enumerate(recognition.readings):
        _reading(drawing, position * _ROW + 4, reading, recognition, whole)
    bottom = len(recognition.readings) * _ROW + 14
    drawing.legend(
        bottom, (("solid", "非人员投入"), ("soft", "人员投入（可认定）"), ("hatched", "人员投入（超限核减）")), _LEFT
    )
    drawing.height = bottom + 8
    return drawing.chart()


def _reading(drawing: Drawing, y: int, reading: CapReading, recognition: Recognition, whole: Decimal) -> None:
    drawing.text(0, y + 14, f"读法 {reading.name}", bold=reading.applied)
    drawing.text(0, y + 29, "▶ 本次采用" if reading.applied else "敏感性", size=11, bold=reading.applied)
    over = recognition.personnel_before_cap - reading.allowed
    parts: tuple[tuple[Decimal, Look], ...] = (
        (recognition.non_personnel.amount, "solid"),
        (reading.allowed.amount, "soft"),
        (over.amount, "hatched"),
    )
    x = Decimal(_LEFT)
    for amount, look in parts:
        if amount <= 0:
            continue
        length = amount / whole * _SPAN
        drawing.bar(x, y, length, 20, look)
        shown = f"{amount:,.2f}"
        if width_of(shown, 11) < length:
            drawing.text(x + length / 2, y + 33, shown, anchor="middle", size=11)
        x += length
    drawing.text(WIDTH - 2, y + 14, reading.total.shown(), anchor="end", bold=reading.applied)
    drawing.text(WIDTH - 2, y + 29, "审定数", anchor="end", size=11)
