"""From readings of lines to words: choosing among the readings of a line, and reading order."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.document import Box, Method, Word
from readers.ocr.decoding import Reading


def make_word(box: Box, readings: Sequence[Reading]) -> Word | None:
    """The word of one line; None where nothing was read.

    The reading whose weakest character is surest decides, earlier ones first; the others stay as alternatives.
    """
    seen = [reading for reading in readings if reading.text.strip()]
    if not seen:
        return None
    best = max(seen, key=lambda reading: reading.weakest)
    text = best.text.strip()
    others = dict.fromkeys(reading.text.strip() for reading in seen)
    return Word(text, box, best.score, Method.OCR, tuple(other for other in others if other != text))


def reading_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words from top to bottom and, where they share a line, from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.center[1], word.box.x0)):
        last = rows[-1][-1].box if rows else None
        apart = abs(last.center[1] - word.box.center[1]) if last else 0.0
        if last and apart < 0.5 * min(last.height, word.box.height):
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(word for row in rows for word in sorted(row, key=lambda word: word.box.x0))
