"""Classification: every extractor says how sure it is; exactly one kind may win, by enough, or the part stays OTHER.

A part that nobody claims is OTHER without scores; a tie is OTHER with the scores that stood against each other, so that
the rules can raise `doc_type_uncertain`. Nothing is ever dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from evidence.document import Document, Page
from evidence.kind import Kind
from extractors.part import Extractor, Part
from extractors.tokens import Same

PLAIN_TEXT = "text/plain"
ENOUGH = 0.5
"""Least score of a winner."""
MARGIN = 0.08
"""Least distance from the winner to the next kind."""


@dataclass(frozen=True, slots=True)
class Classification:
    """The kind of a part, who understands it (nobody for OTHER), and every claim that was made."""

    kind: Kind
    extractor: Extractor | None = None
    scores: dict[str, float] = field(default_factory=dict)


def classify(part: Part, extractors: Sequence[Extractor]) -> Classification:
    """Ask everyone and let the surest kind win; it is read by the first extractor in the list that is sure enough.

    Plain text is nobody's evidence: anyone can type it, and what is printed looks otherwise.
    """
    if part.document.media_type == PLAIN_TEXT:
        return Classification(Kind.OTHER)
    if len(part.pages) != 1 or part.tables:
        return _won(extractors, [extractor.claim(part) for extractor in extractors])
    alone = _claims_of_page(Same(part.document), Same(part.pages[0]), tuple(extractors))
    if not part.layers:
        return _won(extractors, alone)
    claims = zip(extractors, alone, strict=True)
    return _won(extractors, [own.claim(part) if "layers" in own.reads else claim for own, claim in claims])


@lru_cache(maxsize=16)
def _claims_of_page(
    document: Same[Document], page: Same[Page], extractors: tuple[Extractor, ...]
) -> tuple[Mapping[Kind, float], ...]:
    """Splitting asks what a page alone would be; most pages then are alone, or with data that few extractors read."""
    part = Part(document.it, (page.it,))
    return tuple(extractor.claim(part) for extractor in extractors)


def _won(extractors: Sequence[Extractor], claims: Sequence[Mapping[Kind, float]]) -> Classification:
    """Which of everyone's claims wins."""
    scores: dict[Kind, float] = {}
    readers: dict[Kind, Extractor] = {}
    for extractor, claim in zip(extractors, claims, strict=True):
        for kind, score in claim.items():
            scores[kind] = max(score, scores.get(kind, 0.0))
            if score >= ENOUGH:
                readers.setdefault(kind, extractor)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    shown = {kind.value: round(score, 3) for kind, score in ranked}
    if not ranked or ranked[0][1] < ENOUGH:
        return Classification(Kind.OTHER, None, shown)
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
        return Classification(Kind.OTHER, None, shown)
    return Classification(ranked[0][0], readers[ranked[0][0]], shown)
