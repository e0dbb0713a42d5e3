"""服务企业核对: who is proven by contract and by the platform's records, and the four counts as formulas."""

from __future__ import annotations

from reports.dossier import Dossier
from reports.sheets.book import Book, Column, Placed
from reports.sheets.index import SERVED


def served(book: Book, dossier: Dossier, index: str) -> Placed:
    """One row an enterprise."""
    return book.table(SERVED, index, "服务企业核对表", (Column("名称", 34),), [])
