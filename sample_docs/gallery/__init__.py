"""A gallery of single documents with their truth, for measuring how well documents are understood.

Every kind comes in several layouts and renderings. `HELD_OUT_LAYOUTS` and `HELD_OUT_SEED` are kept apart: what is
measured on them is reported, and never looked at to mend an extractor. All other seeds and layouts may be tuned on.

Held out: the seed 40427, and the contracts `software_head` (essentials in a table at the head, payments as a list) and
`integration_terms` (numbered terms, payments and account in tables). The other layouts of `sample_docs.gallery.apart`
(three bank receipts, two contracts, two payrolls, a bank's batch list, 附件3 and 附件4 in another applicant's hand)
were drawn apart from the extractors and measured once; since then they are layouts like all others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from sample_docs.gallery import apart, contracts, forms, invoices, listings, papers, receipts
from sample_docs.gallery.document import Expected, Rendering, Sample

__all__ = ["HELD_OUT_LAYOUTS", "HELD_OUT_SEED", "Expected", "Rendering", "Sample", "documents", "layouts"]

HELD_OUT_SEED = 40427
HELD_OUT_LAYOUTS = apart.HELD_OUT

_FAMILIES: dict[str, tuple[Collection[str], Callable[[int, str], Iterator[Sample]]]] = {
    "receipt": (receipts.LAYOUTS, receipts.samples),
    "contract": (contracts.LAYOUTS, contracts.samples),
    "form": (forms.LAYOUTS, forms.samples),
    "invoice": (invoices.LAYOUTS, invoices.samples),
    "paper": (papers.LAYOUTS, papers.samples),
    "payroll": (listings.PAYROLL, listings.samples),
    "list": (listings.LISTS, listings.samples),
}


def layouts(family: str) -> tuple[str, ...]:
    """The layouts of a family of documents, held-out ones among them."""
    return (*_FAMILIES[family][0], *apart.of(family))


def families() -> tuple[str, ...]:
    """`receipt`, `contract`, `payroll`, …: what `kinds` of `documents` may name."""
    return tuple(_FAMILIES)


def documents(seed: int, kinds: Collection[str] | None = None, *, held_out: bool = False) -> Iterator[Sample]:
    """All documents of that seed: those of the held-out layouts only, or those of all other layouts.

    The same seed gives the same bytes. `kinds` are families (`receipt`, `contract`, …); None means all.
    """
    for family, (names, make) in _FAMILIES.items():
        if kinds is None or family in kinds:
            for layout in layouts(family):
                if (layout in HELD_OUT_LAYOUTS) is held_out:
                    yield from (make if layout in names else apart.samples)(seed, layout)
