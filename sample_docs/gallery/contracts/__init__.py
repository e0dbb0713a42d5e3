"""Contracts in many layouts, each as a Word document, as a PDF with text and as a scan."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from sample_docs.gallery.contracts import setting, templates, wording
from sample_docs.gallery.contracts.deal import Deal, deal
from sample_docs.gallery.contracts.wording import Block
from sample_docs.gallery.document import Rendering, Sample

Layout = Callable[[Deal], list[Block]]
LAYOUTS: dict[str, tuple[str, bool, Layout]] = {
    "development": ("contract", False, wording.development),
    "purchase": ("contract", True, wording.purchase),
    "service": ("contract", False, wording.service),
    "sale": ("contract", True, wording.sale),
    "framework": ("contract_framework", False, wording.framework),
    "order": ("order", True, wording.order),
    "supplement": ("contract_supplement", False, wording.supplement),
    "works_order": ("contract", True, wording.works_order),
    "purchase_cover": ("contract", True, templates.purchase_cover),
    "tech_development": ("contract", False, templates.tech_development),
    "call_off": ("order", True, templates.call_off),
    "platform_service": ("contract", False, templates.platform_service),
    "processing": ("contract", True, templates.processing),
    "industrial_purchase": ("contract", True, templates.industrial_purchase),
}
"""By name: the kind of document, whether goods are bought, and the wording."""


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout in all its renderings."""
    kind, goods, write = LAYOUTS[layout]
    for rendering, end in ((Rendering.DOCX, "docx"), (Rendering.PDF, "pdf"), (Rendering.SCANNED_PDF, "pdf")):
        rng = random.Random(f"{seed}:{layout}:{rendering}")
        about = deal(rng, goods=goods, round_to=100 if layout == "service" else 1)
        blocks = write(about)
        title = about.truth.get("contract_name", "采购订单")
        if rendering is Rendering.DOCX:
            data = setting.word(blocks, about, title)
        elif rendering is Rendering.PDF:
            data = setting.pdf(blocks, about, title)
        else:
            data = setting.scanned(blocks, about, title, rng)
        expected = about.expected(kind, scanned=rendering.is_picture)
        yield Sample(f"contract-{layout}-{rendering}.{end}", data, layout, rendering, (expected,))
