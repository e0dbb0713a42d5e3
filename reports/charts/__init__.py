"""Charts: every figure of a case as a standalone SVG; HTML and PDF inline them, the Word draft embeds them."""

from __future__ import annotations

from reports.charts.cap import cap
from reports.charts.drawing import Chart
from reports.charts.indicators import indicators
from reports.charts.months import months
from reports.charts.severities import severities
from reports.charts.stars import stars
from reports.charts.waterfall import waterfall
from reports.dossier import Dossier
from reports.months import months as monthly

__all__ = ["Chart", "charts"]


def charts(dossier: Dossier) -> tuple[Chart, ...]:
    """All charts that have something to show, in the order of the report."""
    recognition, result = dossier.verdict.recognition, dossier.result
    drawn = (
        waterfall(dossier.figures, recognition),
        cap(recognition),
        months(monthly(dossier.case)),
        severities(result.findings),
        stars(result.cloud),
        indicators(result.park),
    )
    return tuple(one for one in drawn if one is not None)
