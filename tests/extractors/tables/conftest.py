"""Worksheets and pages written as lines of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from evidence.document import Box, Cell, Document, Method, Page, Table, Word
from extractors.part import Part

Sheet = Sequence[Sequence[object]]


def _letters(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else "A" + chr(ord("A") + index - 26)


def make_table(rows: Sheet, name: str = "Sheet1") -> Table:
    cells = tuple(
        tuple(Cell("" if value is None else str(value), f"{_letters(c)}{r}") for c, value in enumerate(row))
        for r, row in enumerate(rows, start=1)
    )
    return Table(name, cells)


@pytest.fixture
def workbook() -> Callable[..., Part]:
    """A part made of worksheets given as rows; keywords name the sheets and the file."""

    def make(*sheets: Sheet, names: Sequence[str] = (), file: str = "表.xlsx") -> Part:
        tables = tuple(
            make_table(rows, names[i] if i < len(names) else f"Sheet{i + 1}") for i, rows in enumerate(sheets)
        )
        return Part(Document("a" * 64, file, "office", "1", "application/xlsx", tables=tables), (), tables)

    return make


@pytest.fixture
def printed() -> Callable[..., Part]:
    """A part made of pages whose words stand in columns, as a PDF or a scan shows a list."""

    def make(
        *pages: Sheet, xs: Sequence[float], pitch: float = 22, method: Method = Method.TEXT, confidence: float = 1.0
    ) -> Part:
        made = []
        for number, rows in enumerate(pages, start=1):
            words = [
                Word(
                    str(value),
                    Box(xs[c], 40 + pitch * r, xs[c] + 9 * len(str(value)), 50 + pitch * r),
                    confidence,
                    method,
                )
                for r, row in enumerate(rows)
                for c, value in enumerate(row)
                if value not in ("", None)
            ]
            made.append(Page(number, 842, 595, tuple(words), method))
        media = "application/pdf" if method is Method.TEXT else "image/jpeg"
        return Part(Document("b" * 64, "表.pdf", "pdf", "1", media, pages=tuple(made)), tuple(made))

    return make
