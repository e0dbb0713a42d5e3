"""Invoices and payments over the months, each in a panel of its own, before the shaded recognition period."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from reports.charts.drawing import WIDTH, Chart, Drawing, Look, width_of
from reports.months import Flow, Month, Months

_LEFT, _PANEL, _FOOT, _ROOM = 44, 100, 34, 30
"""Units: beside the panels, of a panel, below the panels, and above the bars of a panel for their labels."""

_OUTLIER = 4
"""A month with so many times the next largest is drawn broken, that the others stay visible."""

_NARROW = 11
"""Columns of fewer units carry no amount."""

_LEGEND: tuple[tuple[Look, str], ...] = (
    ("solid", "认定期内"),
    ("hatched", "认定期内、金额待核"),
    ("open", "认定期外"),
    ("crossed", "认定期外、金额待核"),
    ("soft", "红字（负数）发票"),
)

Side = Callable[[Month], Flow]


def months(told: Months) -> Chart | None:
    """Two panels over one axis; amounts in 万元 stand at the bars."""
    if not told.rows:
        return None
    drawing = Drawing("months", "各月开票与付款（万元）及认定期")
    column = Decimal(WIDTH - _LEFT) / len(told.rows)
    sides: tuple[tuple[str, Side], ...] = (("发票", lambda one: one.invoiced), ("付款", lambda one: one.paid))
    tops = (16, 16 + _ROOM + _PANEL + 18)
    bottom = tops[1] + _ROOM + _PANEL
    _period(drawing, told, column, bottom)
    for (title, side), top in zip(sides, tops, strict=True):
        drawing.text(0, top + _ROOM + 14, title, bold=True)
        _panel(drawing, [side(one) for one in told.rows], top + _ROOM, column)
    _axis(drawing, told.rows, column, bottom)
    used = _used(told.rows)
    drawing.legend(bottom + _FOOT + 16, tuple(one for one in _LEGEND if one[0] in used), _LEFT)
    drawing.height = bottom + _FOOT + 24
    return drawing.chart()


def _period(drawing: Drawing, told: Months, column: Decimal, bottom: int) -> None:
    own = [place for place, one in enumerate(told.rows) if one.in_period]
    x, width = _LEFT + own[0] * column, (own[-1] - own[0] + 1) * column
    drawing.bar(x, 0, width, bottom, "shade")
    label = f"认定期 {told.period.start} 至 {told.period.end}"
    half = width_of(label, 11) / 2
    middle = min(max(x + width / 2, half), WIDTH - half)
    drawing.text(middle, 12, label, anchor="middle", size=11)


def _panel(drawing: Drawing, flows: list[Flow], top: int, column: Decimal) -> None:
    """Bars from a zero line; red invoices hang below it."""
    limit, low = _limit([one.positive.amount for one in flows]), min(one.red.amount for one in flows)
    deep = min(-low, limit) if limit else -low
    unit = _PANEL / (limit + deep) if limit + deep else Decimal(0)
    zero = top + _PANEL - deep * unit
    for place, flow in enumerate(flows):
        x = _LEFT + place * column
        _stack(drawing, flow, x, column, (zero, unit, limit))
        if flow.red:
            depth = min(-flow.red.amount, deep) * unit
            drawing.bar(x + column / 5, zero, column * 3 / 5, depth, "soft")
            _label(drawing, flow.red.amount, x, column, zero + depth + 11, below=True)
    if column < _NARROW:
        _largest(drawing, flows, column, zero - limit * unit - 4)
    drawing.line((_LEFT, zero), (WIDTH, zero))


def _largest(drawing: Drawing, flows: list[Flow], column: Decimal, y: Decimal) -> None:
    """The amount of the largest month, where columns are too narrow for an amount each."""
    largest = max(flow.positive.amount for flow in flows)
    if largest:
        place = next(place for place, flow in enumerate(flows) if flow.positive.amount == largest)
        shown = "最高 " + ten_thousands(largest)
        x = max(_LEFT + (place + 1) * column, _LEFT + width_of(shown, 10))
        drawing.text(x, y, shown, anchor="end", size=10)


def _stack(drawing: Drawing, flow: Flow, x: Decimal, column: Decimal, scale: tuple[Decimal, Decimal, Decimal]) -> None:
    zero, unit, limit = scale
    whole = flow.positive.amount
    if not whole:
        return
    shrink = min(Decimal(1), limit / whole)
    y = zero
    for look, amount in _parts(flow):
        height = amount * shrink * unit
        y -= height
        drawing.bar(x + column / 5, y, column * 3 / 5, height, look)
    if shrink < 1:
        drawing.broken(x + column / 5 - 3, y + 14, column * 3 / 5 + 6)
    _label(drawing, whole, x, column, y - 4, below=False)


def _parts(flow: Flow) -> list[tuple[Look, Decimal]]:
    parts: tuple[tuple[Look, Decimal], ...] = (
        ("solid", flow.inside.amount),
        ("hatched", flow.inside_doubtful.amount),
        ("open", flow.outside.amount),
        ("crossed", flow.outside_doubtful.amount),
    )
    return [(look, amount) for look, amount in parts if amount]


def _label(drawing: Drawing, amount: Decimal, x: Decimal, column: Decimal, y: Decimal, *, below: bool) -> None:
    shown = ten_thousands(amount)
    width = width_of(shown, 10)
    if width <= column:
        drawing.text(x + column / 2, y, shown, anchor="middle", size=10)
    elif column >= _NARROW:
        start = y + width - 8 if below else y
        drawing.text(x + column / 2 + 4, start, shown, size=10, turned=True)


def _axis(drawing: Drawing, rows: tuple[Month, ...], column: Decimal, bottom: int) -> None:
    every = 1 if column >= 15 else 3
    for place, one in enumerate(rows):
        x = _LEFT + place * column
        if one.month % every == 1 % every or one.gap:
            drawing.text(x + column / 2, bottom + 15, str(one.month), anchor="middle", size=11)
        if place == 0 or one.year != rows[place - 1].year:
            drawing.text(x + 2, bottom + 29, f"{one.year}年", size=11)
        if one.gap:
            drawing.text(x, bottom + 15, "⋯", anchor="middle", bold=True)
    drawing.text(0, bottom + 15, "月份", size=11)


def _limit(amounts: Iterable[Decimal]) -> Decimal:
    """Where the scale ends: at the largest month, or a little above the second where the largest dwarfs it."""
    largest = sorted(amounts, reverse=True)
    if len(largest) > 1 and largest[1] and largest[0] > _OUTLIER * largest[1]:
        return largest[1] * Decimal("1.5")
    return largest[0]


def _used(rows: tuple[Month, ...]) -> set[Look]:
    flows = [flow for one in rows for flow in (one.invoiced, one.paid)]
    looks = {look for flow in flows for look, _ in _parts(flow)}
    return looks | {"soft"} if any(flow.red for flow in flows) else looks


def ten_thousands(amount: Decimal) -> str:
    """An amount in 万元 with one decimal, two below 1,000 yuan, and never as nothing."""
    if abs(amount) < 50 and amount:
        return "<0.01" if amount > 0 else ">−0.01"
    places = "0.1" if abs(amount) >= 1000 else "0.01"
    return f"{(amount / 10_000).quantize(Decimal(places), ROUND_HALF_UP):,}".replace("-", "−")
