"""Layouts drawn apart from the extractors, by other hands and rules; `HELD_OUT` are those kept for measuring."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sample_docs.gallery.apart import contracts, deals, forms, receipts, wages
from sample_docs.gallery.document import Sample

_MAKERS: dict[str, tuple[tuple[str, ...], Callable[[int, str], Iterator[Sample]]]] = {
    "receipt": (tuple(receipts.LAYOUTS), receipts.samples),
    "contract": (tuple(contracts.LAYOUTS), contracts.samples),
    "deal": (tuple(deals.LAYOUTS), deals.samples),
    "form": (tuple(forms.LAYOUTS), forms.samples),
    "payroll": (tuple(wages.LAYOUTS), wages.samples),
}
_ALSO = {"contract": ("contract", "deal")}
HELD_OUT = frozenset(deals.LAYOUTS)
"""Measured only to be reported; an extractor that was mended by looking at one makes it an ordinary layout."""


def of(family: str) -> tuple[str, ...]:
    """The layouts drawn apart of a family of documents; none for most families."""
    return tuple(name for maker in _ALSO.get(family, (family,)) if maker in _MAKERS for name in _MAKERS[maker][0])


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout in all its renderings; KeyError for one that is not among them."""
    makers = {name: make for names, make in _MAKERS.values() for name in names}
    return makers[layout](seed, layout)
