"""How exactly a declared amount was written: lists in 万元 round, and rounding is no discrepancy."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from evidence.declared import DeclaredLine

_FIGURE = re.compile(r"\d[\d,]*(?:\.(\d+))?")


def half_unit(line: DeclaredLine) -> int:
    """Half a unit of the last digit the list prints for the line, in fen: 5,000 for `12.34` (万元), 0 for yuan and fen.

    A figure written to the yuan or finer is taken at its word; so is one that cannot be read again (domain 0.2).
    """
    fact = line.facts.get("declared")
    found = _FIGURE.search(unicodedata.normalize("NFKC", fact.raw)) if fact else None
    if fact is None or found is None or fact.type != "money":
        return 0
    printed = Decimal(found.group(0).replace(",", ""))
    if not printed or fact.number / printed != 10000:
        return 0
    return int(Decimal(10000 * 100) / (2 * 10 ** len(found.group(1) or "")))
