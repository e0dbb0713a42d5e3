"""The waterfall from the declared amount over every cut to the recognised amount."""

from __future__ import annotations

from decimal import Decimal

from evidence.money import Money
from evidence.recognition import Recognition
from reports.charts.drawing import WIDTH, Chart, Drawing, Look, fitted
from reports.figures import Figures

MOST = 8
"""So many reasons get a bar of their own; the smaller ones share one."""

_LABEL, _LEFT, _SPAN, _ROW = 172, 182, 400, 26


def waterfall(figures: Figures, recognition: Recognition) -> Chart | None:
    """Declared at full length, each cut hanging where the one before ended, and what is recognised."""
    declared = recognition.declared.amount
    if declared <= 0:
        return None
    drawing = Drawing("waterfall", "从申报数到审定数（元）")
    level, y = declared, 4
    _row(drawing, y, "申报数", recognition.declared, "soft", (Decimal(0), declared), declared)
    for label, amount in grouped(figures):
        y += _ROW
        _joint(drawing, y, level, declared)
        level -= amount.amount
        _row(drawing, y, label, -amount, "hatched", (level, level + amount.amount), declared)
    y += _ROW
    _joint(drawing, y, level, declared)
    own = recognition.recognised
    _row(drawing, y, "审定数", own, "solid", (Decimal(0), own.amount), declared)
    drawing.height = y + _ROW
    return drawing.chart()


def grouped(figures: Figures) -> list[tuple[str, Money]]:
    """The cuts as the chart names them: the largest of lines, the rest of lines as one, then those of the project."""
    lines = [cut for cut in figures.cuts if cut.lines]
    project = [(cut.title, cut.amount) for cut in figures.cuts if not cut.lines]
    if len(lines) <= MOST:
        return [*((cut.title, cut.amount) for cut in lines), *project]
    rest = Money.total(cut.amount for cut in lines[MOST - 1 :])
    named = [(cut.title, cut.amount) for cut in lines[: MOST - 1]]
    return [*named, (f"其他 {len(lines) - MOST + 1} 项原因", rest), *project]


def _row(
    drawing: Drawing, y: int, label: str, amount: Money, look: Look, span: tuple[Decimal, Decimal], whole: Decimal
) -> None:
    start, end = (_units(one, whole) for one in span)
    strong = look != "hatched"
    drawing.text(_LABEL, y + 15, fitted(label, _LABEL), anchor="end", bold=strong)
    drawing.bar(_LEFT + start, y, end - start, 20, look)
    shown = amount.shown().replace("-", "−")
    drawing.text(WIDTH - 2, y + 15, shown, anchor="end", bold=strong)


def _joint(drawing: Drawing, y: int, level: Decimal, whole: Decimal) -> None:
    """The thin line that hangs a bar where the one above ended."""
    x = _LEFT + _units(level, whole)
    drawing.line((x, y - 6), (x, y), dashed=True)


def _units(amount: Decimal, whole: Decimal) -> Decimal:
    return max(Decimal(0), min(amount / whole, Decimal(1))) * _SPAN
