"""Classification: every extractor says how sure it is; exactly one kind may win, by enough, or the part stays OTHER.

A part that nobody claims is OTHER without scores; a tie is OTHER with the scores that stood against each other, so that
the rules can raise `doc_type_uncertain`. Nothing is ever dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence.kind import Kind
from extractors.part import Extractor, Part

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
    """Ask everyone and let the surest kind win; it is read by the first extractor in the list that is sure enough."""
    scores: dict[Kind, float] = {}
    readers: dict[Kind, Extractor] = {}
    for extractor in extractors:
        for kind, score in extractor.claim(part).items():
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
