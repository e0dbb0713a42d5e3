"""The cells that ruling lines draw on a page of a PDF: where text wraps in a cell, only they tell what is beside it."""

from __future__ import annotations

from collections.abc import Sequence

import pymupdf

from evidence.document import Box, Word

pymupdf.no_recommend_layout()

_FEWEST, _MOST = 16, 4000
"""Drawn paths between which a page may hold a ruled table; more are a plan or a chart, and take long."""
_SLIP = ("付款", "收款", "大写", "小写")
_LEAST = 12
"""Fewer cells than this are a frame."""
_ERRORS = (RuntimeError, ValueError, IndexError, KeyError, TypeError, AttributeError, ZeroDivisionError)
"""What the search raises for lines it cannot make cells of; the words of the page stand without them."""


def is_single_paper(words: Sequence[Word]) -> bool:
    """Whether the page is one invoice or one slip, which are read by their labels: looking for rules takes long."""
    text = "".join(word.text for word in words)
    return all(label in text for label in ("价税合计", "发票号码")) or all(label in text for label in _SLIP)


def ruled_cells(page: pymupdf.Page) -> tuple[tuple[Box, ...], ...]:
    """The cells of each table drawn with lines, in points of the page as it is; empty where there are none."""
    paths = sum(kind.endswith("path") for kind, *_ in page.get_bboxlog())
    if not _FEWEST <= paths <= _MOST:
        return ()
    try:
        tables = page.find_tables(strategy="lines_strict").tables
        found = [tuple(Box(*map(float, cell)) for cell in table.cells if cell) for table in tables]
    except _ERRORS:
        return ()
    return tuple(cells for cells in found if len(cells) >= _LEAST)
