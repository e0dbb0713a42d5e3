"""Documents that are tables: payrolls, insurance lists, project lists, bank statements and their like."""

from __future__ import annotations

from extractors.part import Extractor

TABLE_EXTRACTORS: tuple[Extractor, ...] = ()
