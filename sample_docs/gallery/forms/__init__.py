"""The application forms of the notice, filled in: as Word documents, as PDFs with text, as scans."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from sample_docs.gallery import picture
from sample_docs.gallery.document import Rendering, Sample
from sample_docs.gallery.forms import applications, variants
from sample_docs.gallery.forms.applications import Filled
from sample_docs.gallery.forms.grid import drawn, word
from sample_docs.generator import scan, seals

LAYOUTS: dict[str, Callable[[random.Random, tuple[str, str] | None], Filled]] = {
    "form_platform": applications.platform,
    "form_cloud": applications.cloud,
    "form_park": applications.park,
    "form_platform_cells": variants.platform_cells,
    "form_cloud_long": variants.cloud_long,
    "form_park_indicators": variants.park_indicators,
}
_PRINTED = (("√", "□"), ("■", "□"))
"""The ticks that the printing font has."""


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The form in all its renderings."""
    for rendering, end in ((Rendering.DOCX, "docx"), (Rendering.PDF, "pdf"), (Rendering.SCANNED_PDF, "pdf")):
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        marks = None if rendering is Rendering.DOCX else rng.choice(_PRINTED)
        heading, title, rows, expected, own = LAYOUTS[layout](rng, marks)
        if rendering is Rendering.DOCX:
            data = word(heading, title, rows, own.name)
        else:
            paper, (page, y) = drawn(heading, title, rows)
            press = scan.Press(seals.company(own.name), 120, y + 4, 42, 42, rng.uniform(-12, 12))
            data = paper.pdf() if rendering is Rendering.PDF else picture.scanned_pdf(paper, rng, {page: [press]})
        yield Sample(f"{layout}-{rendering}.{end}", data, layout, rendering, (expected,))
