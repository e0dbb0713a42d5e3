"""A cloud application against the stars: sub-domains and classes that count, beside what each star asks for."""

from __future__ import annotations

from decimal import Decimal

from evidence.result import CloudOut
from reports.charts.drawing import Chart, Drawing, Look

_LEFT, _SPAN, _ROW = 150, 380, 50


def stars(cloud: CloudOut | None) -> Chart | None:
    """Two bars a star: asked for, and counted by papers; classes are told in words."""
    if cloud is None or not cloud.stars:
        return None
    drawing = Drawing("stars", "子域数量与各星级要求（项）")
    longest = max(cloud.counted.subdomains, cloud.ticked.subdomains, *(one.subdomains_min for one in cloud.stars), 1)
    for position, one in enumerate(cloud.stars):
        y = position * _ROW + 4
        applied = one.star == cloud.applied
        drawing.text(0, y + 14, f"{one.star} 星" + ("（申请）" if applied else ""), bold=applied)
        drawing.text(0, y + 31, f"要求 {one.classes_min} 个类，计入 {cloud.counted.classes} 个类", size=11)
        _bar(drawing, y, one.subdomains_min, longest, "open", f"要求 {one.subdomains_min}")
        enough = "达到" if one.by_papers else "未达到"
        _bar(
            drawing, y + 19, cloud.counted.subdomains, longest, "solid", f"计入 {cloud.counted.subdomains}（{enough}）"
        )
    bottom = len(cloud.stars) * _ROW + 10
    drawing.legend(bottom, (("open", "星级要求的子域数"), ("solid", "有佐证且剔除交叉后计入的子域数")), _LEFT)
    drawing.height = bottom + 8
    return drawing.chart()


def _bar(drawing: Drawing, y: int, count: int, longest: int, look: Look, shown: str) -> None:
    length = Decimal(count) / longest * _SPAN
    if count:
        drawing.bar(_LEFT + 20, y, length, 16, look)
    drawing.text(_LEFT + 26 + length, y + 13, shown, size=11)
