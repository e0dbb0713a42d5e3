"""Imported once by the server that children are forked from: what works in them is loaded, its patterns compiled.

A child lives for a few hundred files; what each would have to load or compile again is done here for all of them.
"""

from __future__ import annotations

import gc

from evidence.document import Box, Document, Page, Word
from evidence.kind import Kind
from extractors import EXTRACTORS, extract
from extractors.part import Part
from readers import ocr, readers
from reports import crop

_LINES = (
    "电子发票（普通发票）",
    "发票号码：",
    "购买方名称：",
    "价税合计（大写）",
    "电子回单",
    "付款人户名：",
    "金额：",
)
"""Words that make the extractors look closer, so that what they load lazily is loaded."""


def _page() -> Page:
    words = (Word(line, Box(40, 40 + 20 * number, 240, 52 + 20 * number)) for number, line in enumerate(_LINES))
    return Page(1, 595, 842, tuple(words))


LOADED = (crop,)
"""What children do to the pages of the reports."""


def warm() -> None:
    """Load every reader's version (which names the OCR's), and let every extractor read a page of labels."""
    assert ocr.version()
    for reader in readers():
        assert reader.version
    document = Document("0" * 64, "warm", "warm", "1", "application/pdf", (_page(),))
    extract(document)
    part = Part(document, document.pages)
    for extractor in EXTRACTORS:
        extractor.extract(part, extractor.kinds[0] if extractor.kinds else Kind.OTHER)
    gc.collect()
    gc.freeze()


warm()
