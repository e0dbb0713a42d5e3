"""核验: the hidden sheet that holds every total of the book against what the engine computed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reports.sheets.book import HEAD, Amount, Book, Column, Formula
from reports.sheets.index import PROOF

WRONG = "核验不符数"
"""Name of the cell that counts what differs; 0 is as it should be."""

COLUMNS = (
    Column("项目", 46),
    Column("公式结果", 20, "money"),
    Column("系统结果", 20, "money"),
    Column("差", 16, "money"),
)


def proof(book: Book, index: str) -> None:
    """One row a total, after all other sheets are written; its own formulas are no totals."""
    rows = []
    for offset, tie in enumerate(book.ties):
        row = HEAD + 2 + offset
        gap = Formula(f"=ROUND(B{row}-C{row},2)", Decimal(0))
        rows.append((tie.title, Formula(f"={tie.at}", tie.value), Amount(tie.value), gap))
    sheet = book.open(PROOF, index, "公式与系统结果核验", [column.width for column in COLUMNS])
    placed = book.rows(sheet, HEAD, PROOF, COLUMNS, rows)
    book.text(sheet, HEAD - 1, 0, "不符处数")
    gaps = placed.range("差").split("!")[1]
    book.cell(sheet, HEAD - 1, 1, Formula(f"=SUMPRODUCT(--(ABS({gaps})>=0.005))", Decimal(0)), "whole")
    book.name(WRONG, PROOF, HEAD - 1)
    sheet.hide()


def verdict_line(book: Book, sheet: Any, row: int) -> None:
    """The line on 汇总 that says whether everything agrees."""
    text = f'=IF({WRONG}=0,"核验：全部相符","核验：有 "&{WRONG}&" 处不符，请勿定稿")'
    sheet.write_formula(row, 0, text, book.style(bold=True, font_color="#1F4E9E"), "核验：全部相符")
