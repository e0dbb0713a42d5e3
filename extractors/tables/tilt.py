"""How far the lines of a scanned page fall or rise: a wide page needs little of it to run one row into the next."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from evidence.document import Word

_STEEP = 0.06
"""Beyond this (three degrees and a half) a page would have been turned upright before it was read."""
_LONG = 4
"""Least words of a line that is asked."""
_LEAST_FALL = 0.25
"""A fall of less than this share of a line's height from the first to the last word does no harm."""


def slope(words: Sequence[Word]) -> float:
    """How far lines fall a unit to the right, by the longest chains of neighbouring words; 0 where it does no harm."""
    if len(words) < _LONG:
        return 0.0
    height = median(word.box.height for word in words)
    ends = [(chain[0].box.center, chain[-1].box.center) for chain in _chains(words, height) if len(chain) >= _LONG]
    falls = sorted((right[0] - left[0], (right[1] - left[1]) / (right[0] - left[0])) for left, right in ends)
    longest = [fall for _, fall in falls[len(falls) // 2 :]]
    tilt = median(longest) if longest else 0.0
    wide = max(word.box.x1 for word in words) - min(word.box.x0 for word in words)
    return tilt if abs(tilt) < _STEEP and abs(tilt) * wide > _LEAST_FALL * height else 0.0


def _chains(words: Sequence[Word], height: float) -> list[list[Word]]:
    """Words linked to the nearest one on their right that stands at their height, taken from left to right."""
    chains: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.x0):
        x, y = word.box.x0, word.box.center[1]
        open_ones = [
            chain
            for chain in chains
            if abs(chain[-1].box.center[1] - y) < 0.4 * height and chain[-1].box.x1 < x + height
        ]
        if open_ones:
            max(open_ones, key=lambda chain: chain[-1].box.x1).append(word)
        else:
            chains.append([word])
    return chains
