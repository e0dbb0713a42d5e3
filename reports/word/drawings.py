"""Drawings: the charts as pictures for Word — the vector itself for Word 2016 and later, pixels for everything else."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pymupdf

from reports.charts import Chart
from reports.layout import LayoutError, pdf_of
from reports.word.pictures import Picture

DOTS = 200
"""Pixels an inch of the raster, as printers need it."""

ROOM = (15.4, 11.0)
"""Centimetres a chart may fill."""

_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


def drawn(charts: Sequence[Chart]) -> dict[str, Picture]:
    """Every chart by its name; none where the system cannot lay out text, for the tables say the same."""
    if not charts:
        return {}
    try:
        paper = pdf_of(_pages(charts))
    except LayoutError:
        return {}
    with pymupdf.open(stream=paper, filetype="pdf") as document:
        rasters = [page.get_pixmap(dpi=DOTS).tobytes("png") for page in document]
    return {
        chart.name: Picture(f"chart-{chart.name}", raster, ROOM, chart.title, chart.svg)
        for chart, raster in zip(charts, rasters, strict=True)
    }


def _pages(charts: Sequence[Chart]) -> str:
    """One page a chart, as large as the chart; one layout of all is several times faster than one of each."""
    sizes = [found.groups() if (found := _SIZE.search(one.svg)) else ("700", "400") for one in charts]
    rules = "".join(
        f"@page p{number}{{size:{wide}px {high}px;margin:0}}.p{number}{{page:p{number}}}"
        for number, (wide, high) in enumerate(sizes)
    )
    bodies = "".join(f'<div class="p{number}">{one.svg}</div>' for number, one in enumerate(charts))
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>charts</title>'
        f"<style>body{{margin:0}}svg{{display:block}}{rules}</style></head><body>{bodies}</body></html>"
    )
