"""Layouts drawn apart from the extractors, by other hands and rules; those `HELD_OUT_LAYOUTS` names stay held out."""

from __future__ import annotations

from collections.abc import Iterator

from sample_docs.gallery.apart import contracts, forms, receipts, wages
from sample_docs.gallery.document import Sample

_MAKERS = {
    "receipt": (tuple(receipts.LAYOUTS), receipts.samples),
    "contract": (tuple(contracts.LAYOUTS), contracts.samples),
    "form": (tuple(forms.LAYOUTS), forms.samples),
    "payroll": (tuple(wages.LAYOUTS), wages.samples),
}
LAYOUTS = frozenset(layout for names, _ in _MAKERS.values() for layout in names)


def of(family: str) -> tuple[str, ...]:
    """The layouts drawn apart of a family of documents; none for most families."""
    return _MAKERS[family][0] if family in _MAKERS else ()


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout in all its renderings; KeyError for one that is not among them."""
    makers = {name: make for names, make in _MAKERS.values() for name in names}
    return makers[layout](seed, layout)
