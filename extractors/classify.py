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
    """Ask everyone and let the surest win; where two extractors claim one kind, the surer of them reads it."""
    best: dict[Kind, tuple[float, Extractor]] = {}
    for extractor in extractors:
        for kind, score in extractor.claim(part).items():
            if score > best.get(kind, (0.0, extractor))[0]:
                best[kind] = (score, extractor)
    ranked = sorted(best.items(), key=lambda item: -item[1][0])
    scores = {kind.value: round(score, 3) for kind, (score, _) in ranked}
    if not ranked or ranked[0][1][0] < ENOUGH:
        return Classification(Kind.OTHER, None, scores)
    kind, (score, extractor) = ranked[0]
    if len(ranked) > 1 and score - ranked[1][1][0] < MARGIN:
        return Classification(Kind.OTHER, None, scores)
    return Classification(kind, extractor, scores)
